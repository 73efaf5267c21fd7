"""The shape of log-<name>.json."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from server.demo.rules.log import DemoEntry
from server.demo.schemas.strict import StrictSchema, with_tuples


class EntrySchema(StrictSchema):
    """One written-out entry: at a local time (`started_at`), or so many days before the load."""

    key = fields.String(required=True)
    author = fields.String(required=True)
    kind = fields.String(required=True)
    started_at = fields.NaiveDateTime(load_default=None)
    days_ago = fields.Integer(load_default=None, strict=True)
    at = fields.Time(load_default=None)
    minutes = fields.Integer(required=True, allow_none=True, strict=True)
    place = fields.String(load_default=None)
    requested_by = fields.String(load_default="unknown")
    wishes = fields.List(fields.String(), load_default=list)
    units = fields.List(fields.String(), load_default=list)
    series = fields.String(load_default=None)
    fields_ = fields.Dict(load_default=dict, data_key="fields", attribute="fields")
    outcomes = fields.Dict(load_default=dict)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return with_tuples(data)


class LogSchema(StrictSchema):
    municipality_code = fields.String(required=True)
    entries = fields.List(fields.Nested(EntrySchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> tuple[DemoEntry, ...]:
        code = data["municipality_code"]
        return tuple(DemoEntry(municipality_code=code, **entry) for entry in data["entries"])
