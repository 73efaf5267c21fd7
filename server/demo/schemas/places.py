"""The shape of places.json."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from server.demo.rules.places import DemoPlace, DemoPlaces, DemoUnit, DemoWish
from server.demo.schemas.strict import StrictSchema, with_tuples


class PlaceSchema(StrictSchema):
    key = fields.String(required=True)
    municipality_code = fields.String(required=True)
    name = fields.String(required=True)
    locality = fields.String(required=True)
    location_type = fields.String(required=True)
    lat = fields.Float(required=True)
    lon = fields.Float(required=True)
    visibility = fields.String(required=True)
    speed_limit = fields.Integer(required=True, allow_none=True, strict=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoPlace:
        return DemoPlace(**data)


class WishSchema(StrictSchema):
    key = fields.String(required=True)
    municipality_code = fields.String(required=True)
    place = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)
    source = fields.String(required=True)
    text = fields.String(required=True)
    status = fields.String(required=True)
    asked_on = fields.Date(load_default=None)
    asked_days_ago = fields.Integer(load_default=None, strict=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoWish:
        return DemoWish(**with_tuples(data))


class UnitSchema(StrictSchema):
    key = fields.String(required=True)
    municipality_code = fields.String(required=True)
    unit_kind = fields.String(required=True)
    name = fields.String(required=True)
    grade = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoUnit:
        return DemoUnit(**data)


class PlacesSchema(StrictSchema):
    recorded_at = fields.AwareDateTime(required=True)
    places = fields.List(fields.Nested(PlaceSchema), required=True)
    wishes = fields.List(fields.Nested(WishSchema), required=True)
    units = fields.List(fields.Nested(UnitSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoPlaces:
        return DemoPlaces(**with_tuples(data))
