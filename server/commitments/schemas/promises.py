"""The wire shapes of promises; a promise is sent with everything in it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from server.commitments.models import PROMISE_STATUSES
from server.commitments.rules.promises import FocusAreaChange, NewPromise, PromiseChange
from server.commitments.schemas.commitments import CommitmentView
from server.commitments.schemas.parts import (
    MOST_PARTS,
    Input,
    PartyView,
    SectionView,
    long_text,
    party_list,
    revision_number,
    section_list,
    short_text,
)
from server.commitments.schemas.side_notes import ResultLineView
from server.paging import PageQuerySchema
from server.wire import Day, Id, MunicipalityCode


class NewPromiseSchema(Input):
    """A promise without a title is called by its label."""

    municipality_code = MunicipalityCode(required=True)
    label = short_text(required=True)
    title = short_text(allow_none=True)
    starts_on = Day(required=True)
    ends_on = Day(allow_none=True)
    until_further_notice = fields.Boolean(allow_none=True)
    source_note = long_text(allow_none=True)
    sections = section_list()
    parties = party_list()
    focus_areas = fields.List(
        short_text(required=True), allow_none=True, validate=validate.Length(max=MOST_PARTS)
    )

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewPromise:
        return NewPromise(**{"title": data["label"], **self.said(data)})


class FocusAreaChangeSchema(Input):
    id = Id(allow_none=True)
    name = short_text(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> FocusAreaChange:
        return FocusAreaChange(name=data["name"], focus_area_id=data.get("id"))


class PromiseChangeSchema(Input):
    base_revision = revision_number()
    label = short_text(allow_none=True)
    title = short_text(allow_none=True)
    starts_on = Day(allow_none=True)
    ends_on = Day(allow_none=True)
    until_further_notice = fields.Boolean(allow_none=True)
    status = fields.String(
        allow_none=True, validate=validate.OneOf([s for s in PROMISE_STATUSES if s != "draft"])
    )
    source_note = long_text(allow_none=True)
    sections = section_list()
    parties = party_list()
    focus_areas = fields.List(
        fields.Nested(FocusAreaChangeSchema),
        allow_none=True,
        validate=validate.Length(max=MOST_PARTS),
    )

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> PromiseChange:
        return PromiseChange(**self.said(data))


class PromiseQuerySchema(PageQuerySchema):
    municipality_code = MunicipalityCode(load_default=None)
    status = fields.String(load_default=None, validate=validate.OneOf(PROMISE_STATUSES))


class FocusAreaView(Schema):
    id = fields.UUID(required=True, attribute="focus_area_id")
    name = fields.String(required=True)


class PromiseView(Schema):
    """A promise and everything in it, as one piece: lists, details and the pull are alike."""

    id = fields.UUID(required=True, attribute="promise_id")
    municipality_code = fields.String(required=True)
    label = fields.String(required=True)
    title = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)
    until_further_notice = fields.Boolean(required=True)
    status = fields.String(required=True)
    is_example = fields.Boolean(required=True)
    source_note = fields.String(required=True)
    sections = fields.List(fields.Nested(SectionView), required=True)
    parties = fields.List(fields.Nested(PartyView), required=True)
    revision = fields.Integer(required=True)
    focus_areas = fields.List(fields.Nested(FocusAreaView), required=True)
    commitments = fields.List(fields.Nested(CommitmentView), required=True)
    result_lines = fields.List(fields.Nested(ResultLineView), required=True)


class PromiseListView(Schema):
    items = fields.List(fields.Nested(PromiseView), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
