"""The wire shapes of commitments and of the rules they are counted by."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from server.commitments.models import COMMITMENT_ROLES, RULE_TYPES
from server.commitments.rules.commitments import CommitmentChange, NewCommitment
from server.commitments.rules.counting_rules import NewCountingRule
from server.commitments.schemas.parts import (
    Input,
    PartyView,
    kind_list,
    list_position,
    long_text,
    party_list,
    revision_number,
    short_text,
)
from server.wire import Id


class NewCountingRuleSchema(Input):
    type = fields.String(required=True, validate=validate.OneOf(RULE_TYPES))
    target = fields.Integer(strict=True, allow_none=True)
    window = fields.String(allow_none=True, validate=validate.Length(1, 40))
    kinds = kind_list()
    where = fields.Dict(keys=fields.String(), allow_none=True)
    sum_of = fields.String(allow_none=True, validate=validate.Length(1, 100))
    unit_kind = fields.String(allow_none=True, validate=validate.Length(1, 64))
    text = long_text(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewCountingRule:
        return NewCountingRule(**self.said(data))


class NewCommitmentSchema(Input):
    """A commitment without a sentence of its own is told by its short name."""

    short_name = short_text(required=True)
    text = long_text(allow_none=True)
    role = fields.String(allow_none=True, validate=validate.OneOf(COMMITMENT_ROLES))
    focus_area_id = Id(allow_none=True)
    position = list_position()
    parties = party_list()
    parts_note = long_text(allow_none=True)
    counting_rule = fields.Nested(NewCountingRuleSchema, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewCommitment:
        return NewCommitment(**{"text": data["short_name"], **self.said(data)})


class CommitmentChangeSchema(Input):
    base_revision = revision_number()
    short_name = short_text(allow_none=True)
    text = long_text(allow_none=True)
    role = fields.String(allow_none=True, validate=validate.OneOf(COMMITMENT_ROLES))
    focus_area_id = Id(allow_none=True)
    position = list_position()
    parties = party_list()
    parts_note = long_text(allow_none=True)
    withdrawn = fields.Boolean(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> CommitmentChange:
        return CommitmentChange(**self.said(data))


class CountingRuleView(Schema):
    revision = fields.Integer(required=True)
    type = fields.String(required=True)
    target = fields.Integer(required=True, allow_none=True)
    window = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)
    where = fields.Dict(required=True)
    sum_of = fields.String(required=True, allow_none=True)
    unit_kind = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)


class CommitmentView(Schema):
    """A commitment as the pull sends it; `withdrawn` ones stay where they stood."""

    id = fields.UUID(required=True, attribute="commitment_id")
    promise_id = fields.UUID(required=True)
    focus_area_id = fields.UUID(required=True, allow_none=True)
    position = fields.Integer(required=True)
    short_name = fields.String(required=True)
    text = fields.String(required=True)
    role = fields.String(required=True)
    parties = fields.List(fields.Nested(PartyView), required=True)
    parts_note = fields.String(required=True, allow_none=True)
    counting_rule = fields.Nested(CountingRuleView, required=True, allow_none=True)
    withdrawn = fields.Boolean(required=True)
    revision = fields.Integer(required=True)
