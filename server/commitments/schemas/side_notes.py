"""The wire shapes of deviations, adjustments and reported results."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from server.commitments.models import DEVIATION_REASONS
from server.commitments.rules.side_notes import (
    QUALIFIERS,
    NewAdjustment,
    NewDeviation,
    NewResultLine,
)
from server.commitments.schemas.parts import (
    LARGEST_NUMBER,
    Input,
    PartyView,
    kind_list,
    long_text,
    party_list,
    short_text,
    whole_number,
)
from server.wire import Day, Id


class NewDeviationSchema(Input):
    reason = fields.String(required=True, validate=validate.OneOf(DEVIATION_REASONS))
    text = long_text(required=True)
    occurred_on = Day(required=True)
    substitute_activity_id = Id(allow_none=True)
    substitute_text = long_text(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewDeviation:
        return NewDeviation(**self.said(data))


class NewAdjustmentSchema(Input):
    low = fields.Integer(required=True, strict=True, validate=validate.Range(0, LARGEST_NUMBER))
    high = whole_number()
    qualifier = fields.String(required=True, validate=validate.OneOf(QUALIFIERS))
    words = short_text(required=True)
    kinds = kind_list()
    starts_on = Day(required=True)
    ends_on = Day(required=True)
    source_note = long_text(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewAdjustment:
        return NewAdjustment(**self.said(data))


class NewResultLineSchema(Input):
    focus_area_id = Id(allow_none=True)
    text = long_text(required=True)
    parties = party_list()
    low = whole_number()
    high = whole_number()
    qualifier = fields.String(required=True, validate=validate.OneOf(QUALIFIERS))
    words = short_text(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewResultLine:
        return NewResultLine(**self.said(data))


class ResultLineView(Schema):
    id = fields.UUID(required=True, attribute="result_line_id")
    focus_area_id = fields.UUID(required=True, allow_none=True)
    text = fields.String(required=True)
    parties = fields.List(fields.Nested(PartyView), required=True)
    low = fields.Integer(required=True, allow_none=True)
    high = fields.Integer(required=True, allow_none=True)
    qualifier = fields.String(required=True)
    words = fields.String(required=True)


class DeviationView(Schema):
    id = fields.UUID(required=True, attribute="deviation_id")
    commitment_id = fields.UUID(required=True)
    reason = fields.String(required=True)
    text = fields.String(required=True)
    occurred_on = fields.Date(required=True)
    substitute_activity_id = fields.UUID(required=True, allow_none=True)
    substitute_text = fields.String(required=True, allow_none=True)


class AdjustmentView(Schema):
    id = fields.UUID(required=True, attribute="adjustment_id")
    commitment_id = fields.UUID(required=True)
    low = fields.Integer(required=True)
    high = fields.Integer(required=True, allow_none=True)
    qualifier = fields.String(required=True)
    words = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    source_note = fields.String(required=True)
