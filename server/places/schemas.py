"""The wire shapes of places and wishes."""

from __future__ import annotations

from typing import Any, Protocol

from marshmallow import Schema, fields, post_load, validate

from server.paging import PageQuerySchema
from server.places.models import VISIBILITIES, WISH_STATUSES
from server.places.rules import NewPlace, NewWish, PlacePosition
from server.wire import Day, Id, MunicipalityCode, Text

WISH_SOURCES = ("dialogue", "survey", "tip", "phone", "form")
SPEED_LIMITS = (5, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120)


class PlacePositionSchema(Schema):
    lat = fields.Float(required=True, validate=validate.Range(-90, 90))
    lon = fields.Float(required=True, validate=validate.Range(-180, 180))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> PlacePosition:
        return PlacePosition(**data)


class NewPlaceSchema(Schema):
    municipality_code = MunicipalityCode(required=True)
    name = Text(required=True, validate=validate.Length(max=120))
    locality = Text(allow_none=True, validate=validate.Length(max=120))
    location_type = fields.String(allow_none=True, validate=validate.Length(1, 64))
    position = fields.Nested(PlacePositionSchema, allow_none=True)
    visibility = fields.String(allow_none=True, validate=validate.OneOf(VISIBILITIES))
    organisation_id = Id(allow_none=True)
    speed_limit = fields.Integer(
        strict=True, allow_none=True, validate=validate.OneOf(SPEED_LIMITS)
    )

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewPlace:
        return NewPlace(**{name: value for name, value in data.items() if value is not None})


class NewWishSchema(Schema):
    municipality_code = MunicipalityCode(required=True)
    place_id = Id(required=True)
    kinds = fields.List(
        fields.String(validate=validate.Length(1, 64)),
        required=True,
        validate=validate.Length(1, 20),
    )
    asked_on = Day(required=True)
    source = fields.String(required=True, validate=validate.OneOf(WISH_SOURCES))
    text = Text(allow_none=True, validate=validate.Length(max=500))
    status = fields.String(allow_none=True, validate=validate.OneOf(WISH_STATUSES))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewWish:
        said = {name: value for name, value in data.items() if value is not None}
        return NewWish(**{**said, "kinds": tuple(said["kinds"])})


class PlaceQuerySchema(PageQuerySchema):
    municipality_code = MunicipalityCode(load_default=None)


class WishQuerySchema(PageQuerySchema):
    municipality_code = MunicipalityCode(load_default=None)
    status = fields.String(load_default=None, validate=validate.OneOf(WISH_STATUSES))


class Located(Protocol):
    """Anything that may say where it lies."""

    lat: float | None
    lon: float | None


class PlacePositionView(Schema):
    lat = fields.Float(required=True)
    lon = fields.Float(required=True)


class PlaceView(Schema):
    """A place as lists and the pull send it."""

    id = fields.UUID(required=True, attribute="place_id")
    municipality_code = fields.String(required=True)
    name = fields.String(required=True)
    locality = fields.String(required=True)
    location_type = fields.String(required=True, allow_none=True)
    position = fields.Method(
        "get_position", required=True, allow_none=True, metadata={"type": "object"}
    )
    visibility = fields.String(required=True)
    organisation_id = fields.UUID(required=True, allow_none=True)
    speed_limit = fields.Integer(required=True, allow_none=True)
    revision = fields.Integer(required=True)
    retired = fields.Boolean(required=True, attribute="is_retired")

    def get_position(self, place: Located) -> dict[str, float] | None:
        if place.lat is None or place.lon is None:
            return None
        return {"lat": place.lat, "lon": place.lon}


class PlaceListView(Schema):
    items = fields.List(fields.Nested(PlaceView), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class WishView(Schema):
    """A wish as lists and the pull send it; nobody who asked can be told from it."""

    id = fields.UUID(required=True, attribute="wish_id")
    municipality_code = fields.String(required=True)
    place_id = fields.UUID(required=True)
    kinds = fields.List(fields.String(), required=True)
    asked_on = fields.Date(required=True)
    source = fields.String(required=True)
    text = fields.String(required=True)
    status = fields.String(required=True)


class WishListView(Schema):
    items = fields.List(fields.Nested(WishView), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
