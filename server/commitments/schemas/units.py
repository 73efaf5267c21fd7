"""The wire shapes of what coverage is counted over."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from server.commitments.rules.units import NewUnit
from server.commitments.schemas.parts import Input, short_text
from server.paging import PageQuerySchema
from server.wire import Day, MunicipalityCode, Text


class NewUnitSchema(Input):
    municipality_code = MunicipalityCode(required=True)
    unit_kind = fields.String(required=True, validate=validate.Regexp(r"[a-z][a-z0-9_]{0,63}\Z"))
    name = short_text(required=True)
    grade = Text(allow_none=True, validate=validate.Length(max=20))
    valid_from = Day(required=True)
    valid_to = Day(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewUnit:
        return NewUnit(**self.said(data))


class UnitQuerySchema(PageQuerySchema):
    municipality_code = MunicipalityCode(load_default=None)
    unit_kind = fields.String(load_default=None, validate=validate.Regexp(r"[a-z0-9_]{1,64}\Z"))


class UnitView(Schema):
    id = fields.UUID(required=True, attribute="unit_id")
    municipality_code = fields.String(required=True)
    unit_kind = fields.String(required=True)
    name = fields.String(required=True)
    grade = fields.String(required=True, allow_none=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)


class UnitListView(Schema):
    items = fields.List(fields.Nested(UnitView), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
