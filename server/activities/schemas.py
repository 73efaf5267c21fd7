"""The wire shape of an activity, as phones send it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from server.activities.models import ACTIVITY_STATES
from server.activities.rules.content import ActivityContent, Position
from server.faults import field_errors
from server.paging import PageQuerySchema
from server.problems import InvalidInput
from server.wire import Code, Day, Id, Instant, MunicipalityCode, Text, normalised

# Stands for "the newest revision of the form", until the service knows which that is.
NEWEST_REVISION = 0
REQUESTED_BY = ("citizens", "partner", "own_planning", "incident", "unknown")
TIME_PRECISIONS = ("exact", "about", "evening")
MOST_LINKS = 200
MOST_CODES = 100


class PositionSchema(Schema):
    lat = fields.Float(required=True, validate=validate.Range(-90, 90))
    lon = fields.Float(required=True, validate=validate.Range(-180, 180))
    accuracy_m = fields.Float(allow_none=True, validate=validate.Range(0, 1_000_000))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Position:
        accuracy_m = data.get("accuracy_m")
        return Position(
            lat=round(data["lat"], 3),
            lon=round(data["lon"], 3),
            accuracy_m=None if accuracy_m is None else round(accuracy_m),
        )


class ActivitySchema(Schema):
    """Builds an `ActivityContent`; absent and null mean the same everywhere."""

    kind = Code(required=True)
    kind_revision = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(1, 1_000_000)
    )
    municipality_code = fields.String(required=True, validate=validate.Regexp(r"[0-9]{4}\Z"))
    organisation_id = Id(required=True)
    place_id = Id(allow_none=True)
    place_name = Text(allow_none=True, validate=validate.Length(max=120))
    position = fields.Nested(PositionSchema, allow_none=True)
    location_type = Code(allow_none=True)
    time_precision = fields.String(allow_none=True, validate=validate.OneOf(TIME_PRECISIONS))
    service_date = Day(allow_none=True)
    started_at = Instant(allow_none=True)
    ended_at = Instant(allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(ACTIVITY_STATES))
    cancel_reason = Text(allow_none=True, validate=validate.Length(max=200))
    requested_by = fields.String(allow_none=True, validate=validate.OneOf(REQUESTED_BY))
    wish_ids = fields.List(Id(), allow_none=True, validate=validate.Length(max=MOST_LINKS))
    unit_ids = fields.List(Id(), allow_none=True, validate=validate.Length(max=MOST_LINKS))
    focus = fields.List(
        Code(),
        allow_none=True,
        validate=validate.Length(max=MOST_CODES),
    )
    series = Text(allow_none=True, validate=validate.Length(max=80))
    participants = fields.Integer(strict=True, allow_none=True)
    joint_id = Id(allow_none=True)
    fields_ = fields.Dict(
        keys=Code(),
        values=fields.Raw(allow_none=True),
        allow_none=True,
        validate=validate.Length(max=MOST_CODES),
        data_key="fields",
        attribute="fields",
    )
    outcomes = fields.Dict(
        keys=Code(),
        values=fields.Raw(allow_none=True),
        allow_none=True,
        validate=validate.Length(max=MOST_CODES),
    )
    note = Text(allow_none=True, validate=validate.Length(max=500))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ActivityContent:
        said = {name: value for name, value in data.items() if value is not None}
        for name in ("wish_ids", "unit_ids", "focus"):
            if name in said:
                said[name] = tuple(dict.fromkeys(said[name]))
        for name in ("fields", "outcomes"):
            if name in said:
                said[name] = {
                    code: normalised(value) if isinstance(value, str) else value
                    for code, value in said[name].items()
                    if value is not None
                }
        return ActivityContent(**{"kind_revision": NEWEST_REVISION, **said})


def read_activity(members: Mapping[str, Any]) -> ActivityContent:
    """The content that a whole activity says. Raises invalid-input, as for a pushed one."""
    try:
        content: ActivityContent = ActivitySchema().load(members)
    except ValidationError as error:
        raise InvalidInput(errors=field_errors({"activity": error.messages})) from error
    return content


@dataclass(frozen=True, slots=True)
class DeskChange:
    """What the desk changes: the revision it was made on, and the members that differ, as sent."""

    base_revision: int
    activity: dict[str, Any]
    reason: str | None


class DeskChangeSchema(Schema):
    """`activity` holds only the members that change; null takes one away."""

    base_revision = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, 2**31 - 1)
    )
    activity = fields.Dict(keys=fields.String(), required=True)
    reason = Text(allow_none=True, validate=validate.Length(max=200))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DeskChange:
        return DeskChange(data["base_revision"], data["activity"], data.get("reason"))


class ActivityQuerySchema(PageQuerySchema):
    municipality_code = MunicipalityCode(load_default=None)
    kind = fields.String(load_default=None, validate=validate.Regexp(r"[a-z0-9_:]{1,64}\Z"))
    first = Day(load_default=None, data_key="from")
    last = Day(load_default=None, data_key="to")
    commitment_id = Id(load_default=None)
    mine = fields.Boolean(load_default=False)
    state = fields.String(load_default=None, validate=validate.OneOf((*ACTIVITY_STATES, "void")))


class ActivityView(Schema):
    """An entry as precisely as its reader may see it: full, day or month.

    `activity` is the whole wire activity, and only members of its organisation get it. Codes in
    `masked` stand as null in `outcomes` although they were counted.
    """

    activity_id = fields.UUID(required=True, allow_none=True)
    precision = fields.String(required=True)
    municipality_code = fields.String(required=True)
    kind = fields.String(required=True)
    kind_label = fields.String(required=True)
    organisation_id = fields.UUID(required=True)
    organisation_name = fields.String(required=True)
    month = fields.String(required=True)
    service_date = fields.Date(required=True, allow_none=True)
    state = fields.String(required=True)
    is_void = fields.Boolean(required=True)
    requested_by = fields.String(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    outcomes = fields.Dict(
        keys=fields.String(), values=fields.Integer(allow_none=True), required=True
    )
    masked = fields.List(fields.String(), required=True)
    started_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    revision = fields.Integer(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)
    recorded_at = fields.AwareDateTime(required=True, allow_none=True)
    author_name = fields.String(required=True, allow_none=True)
    review_state = fields.String(required=True, allow_none=True)
    flags = fields.List(fields.String(), required=True)
    clashes = fields.List(fields.String(), required=True)
    activity = fields.Dict(required=True, allow_none=True)


class ActivityListView(Schema):
    items = fields.List(fields.Nested(ActivityView), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class RevisionView(Schema):
    """What an entry said after one operation, and what was received then."""

    revision = fields.Integer(required=True)
    action = fields.String(required=True)
    author_name = fields.String(required=True)
    operation_id = fields.UUID(required=True, allow_none=True)
    base_revision = fields.Integer(required=True, allow_none=True)
    is_void = fields.Boolean(required=True)
    service_date = fields.Date(required=True)
    reason = fields.String(required=True, allow_none=True)
    device_time = fields.AwareDateTime(required=True, allow_none=True)
    recorded_at = fields.AwareDateTime(required=True)
    flags = fields.List(fields.String(), required=True)
    clashes = fields.List(fields.String(), required=True)
    activity = fields.Dict(required=True, attribute="content")
    received = fields.Dict(required=True, allow_none=True)


class RevisionListView(Schema):
    items = fields.List(fields.Nested(RevisionView), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
