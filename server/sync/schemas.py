"""The wire shapes of pushing and pulling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from server.activities.rules.operation import (
    OPERATION_TYPES,
    TYPES_NEEDING_BASE,
    TYPES_WITH_ACTIVITY,
    Operation,
)
from server.activities.schemas import ActivitySchema
from server.wire import ClockReading, Id, Instant, Text

MOST_OPERATIONS = 200


@dataclass(frozen=True, slots=True)
class Push:
    """One request: the phone, its clock at sending, and the operations as they were received."""

    device_id: str
    device_time: datetime
    operations: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PullQuery:
    cursor: str | None


class OperationSchema(Schema):
    """One operation. Its faults refuse only itself; the others of the push go through."""

    operation_id = Id(required=True)
    type = fields.String(required=True, validate=validate.OneOf(OPERATION_TYPES))
    activity_id = Id(required=True)
    municipality_code = fields.String(required=True, validate=validate.Regexp(r"[0-9]{4}\Z"))
    base_operation_id = Id(allow_none=True)
    base_revision = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(1, 1_000_000)
    )
    base_epoch = Id(allow_none=True)
    new_activity_id = Id(allow_none=True)
    device_time = Instant(required=True)
    app_version = fields.String(allow_none=True, validate=validate.Length(max=100))
    reason = Text(allow_none=True, validate=validate.Length(max=200))
    activity = fields.Nested(ActivitySchema, allow_none=True)

    @validates_schema
    def check_members_fit_the_type(self, data: dict[str, Any], **_: Any) -> None:
        """Which members go with which type, and that a base is named once."""
        kind = data["type"]
        said = {name for name, value in data.items() if value is not None}
        if kind in TYPES_WITH_ACTIVITY and "activity" not in said:
            raise ValidationError("Posten saknas.", "activity")
        if kind not in TYPES_WITH_ACTIVITY and "activity" in said:
            raise ValidationError("Ingen post skickas med den här ändringen.", "activity")
        if (kind == "move_activity") != ("new_activity_id" in said):
            raise ValidationError("Anges när en post flyttas, annars inte.", "new_activity_id")
        bases = said & {"base_operation_id", "base_revision"}
        if kind == "log_activity" and bases:
            raise ValidationError("En ny post bygger inte på något.", sorted(bases)[0])
        if kind in TYPES_NEEDING_BASE and not bases:
            raise ValidationError("Ange vad ändringen bygger på.", "base_operation_id")
        if len(bases) == 2:
            raise ValidationError("Ange ett av de två, inte båda.", "base_revision")
        if "base_revision" in bases and "base_epoch" not in said:
            raise ValidationError("Ange den epok som versionen kom från.", "base_epoch")
        if len({data["operation_id"], data["activity_id"], data.get("new_activity_id")}) < 3:
            raise ValidationError("Varje sak har ett eget nummer.", "activity_id")

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Operation:
        return Operation(**data)


class PushSchema(Schema):
    """The envelope. What is wrong here refuses the request whole, and nothing is stored."""

    device_id = Id(required=True)
    device_time = ClockReading(required=True)
    operations = fields.List(fields.Dict(keys=fields.String()), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Push:
        return Push(**data)


class CountedForView(Schema):
    promise_id = fields.UUID(required=True)
    commitment_id = fields.UUID(required=True)
    short_name = fields.String(required=True)
    why = fields.List(fields.String(), required=True)


class ProblemView(Schema):
    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    errors = fields.List(fields.Dict())


class OperationResultView(Schema):
    operation_id = fields.UUID(required=True)
    status = fields.String(
        required=True, validate=validate.OneOf(["applied", "held", "rejected", "failed"])
    )
    activity_id = fields.UUID(required=True, allow_none=True)
    new_activity_id = fields.UUID()
    revision = fields.Integer(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)
    counted_for = fields.List(fields.Nested(CountedForView), required=True)
    clashes = fields.List(fields.String(), required=True)
    flags = fields.List(fields.String(), required=True)
    problem = fields.Nested(ProblemView)


class PushView(Schema):
    results = fields.List(fields.Nested(OperationResultView), required=True)
    server_time = fields.AwareDateTime(required=True)
    epoch = fields.UUID(required=True)


class PullQuerySchema(Schema):
    cursor = fields.String(validate=validate.Length(max=4000))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> PullQuery:
        return PullQuery(cursor=data.get("cursor") or None)


class PullView(Schema):
    cursor = fields.String(required=True)
    has_more = fields.Boolean(required=True)
    reset = fields.Boolean(required=True)
    epoch = fields.UUID(required=True)
    server_time = fields.AwareDateTime(required=True)
    catalogue = fields.Dict(required=True, allow_none=True)
    places = fields.List(fields.Dict(), required=True)
    wishes = fields.List(fields.Dict(), required=True)
    units = fields.List(fields.Dict(), required=True)
    promises = fields.List(fields.Dict(), required=True)
    progress = fields.List(fields.Dict(), required=True)
    activities = fields.List(fields.Dict(), required=True)
    receipts = fields.List(fields.Nested(OperationResultView), required=True)
