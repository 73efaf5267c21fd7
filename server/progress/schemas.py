"""The wire shapes of progress and of the entries behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load

from server.paging import PageQuerySchema
from server.progress.rules.windows import UnreadableWindow, parse_window
from server.stockholm import end_of_stockholm_day
from server.wire import Day, Instant

SPACED_OFFSET = re.compile(r"(?<=[0-9]) ([0-9]{2}:[0-9]{2})\Z")


@dataclass(frozen=True, slots=True)
class ProgressQuery:
    """What was asked for; `as_of` None is the present."""

    window: str | None
    as_of: datetime | None
    until: date | None


@dataclass(frozen=True, slots=True)
class ContributionsQuery:
    progress: ProgressQuery
    limit: int
    cursor: str | None


class WindowText(fields.String):
    """2020, 2020-T1, 2020-Q1, 2020-03, 2020/21, all or date..date."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            parse_window(text)
        except UnreadableWindow as error:
            raise ValidationError(str(error)) from error
        return text


class KnowledgeTime(Instant):
    """An instant with its offset, or a bare date: the end of that Swedish day.

    In an address a plus sign means a space, so an offset east of Greenwich that was written there
    as it is arrives with one; no instant has a space of its own before its offset.
    """

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str) and len(value) == len("2020-12-31"):
            return end_of_stockholm_day(Day().deserialize(value, attr, data))
        if isinstance(value, str):
            value = SPACED_OFFSET.sub(r"+\1", value)
        return super()._deserialize(value, attr, data, **kwargs)


class ProgressQuerySchema(Schema):
    window = WindowText(load_default=None)
    as_of = KnowledgeTime(load_default=None)
    until = Day(load_default=None)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ProgressQuery:
        return ProgressQuery(**data)


class ContributionsQuerySchema(PageQuerySchema):
    window = WindowText(load_default=None)
    as_of = KnowledgeTime(load_default=None)
    until = Day(load_default=None)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ContributionsQuery:
        limit, cursor = data.pop("limit"), data.pop("cursor")
        return ContributionsQuery(ProgressQuery(**data), limit, cursor)


class WindowView(Schema):
    code = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)


class SeriesPointView(Schema):
    month = fields.String(required=True)
    value = fields.Integer(required=True)


class PartView(Schema):
    by = fields.String(required=True)
    code = fields.String(required=True)
    value = fields.Integer(required=True)


class ShownDeviationView(Schema):
    reason = fields.String(required=True)
    text = fields.String(required=True)
    occurred_on = fields.Date(required=True, allow_none=True)
    substitute_activity_id = fields.String(required=True, allow_none=True)
    substitute_text = fields.String(required=True, allow_none=True)


class ShownAdjustmentView(Schema):
    low = fields.Integer(required=True)
    high = fields.Integer(required=True, allow_none=True)
    qualifier = fields.String(required=True)
    words = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)


class ProgressRowView(Schema):
    commitment_id = fields.String(required=True)
    promise_id = fields.String(required=True)
    short_name = fields.String(required=True)
    role = fields.String(required=True)
    type = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)
    value = fields.Integer(required=True, allow_none=True)
    low = fields.Integer(required=True, allow_none=True)
    high = fields.Integer(required=True, allow_none=True)
    target = fields.Integer(required=True, allow_none=True)
    status = fields.String(required=True)
    window = fields.Nested(WindowView, required=True)
    latest_on = fields.Date(required=True, allow_none=True)
    latest_month = fields.String(required=True, allow_none=True)
    entries = fields.Integer(required=True)
    expected_by_now = fields.Float(required=True, allow_none=True)
    # No forecast is made yet; the member stands because its name is part of the contract.
    forecast = fields.Constant(None, dump_only=True)
    series = fields.List(fields.Nested(SeriesPointView), required=True)
    parts = fields.List(fields.Nested(PartView), required=True)
    parts_note = fields.String(required=True, allow_none=True)
    deviations = fields.List(fields.Nested(ShownDeviationView), required=True)
    adjustments = fields.List(fields.Nested(ShownAdjustmentView), required=True)
    pending_review = fields.Integer(required=True)
    possible_duplicates = fields.Integer(required=True)
    masked = fields.Boolean(required=True)


class PromiseProgressView(Schema):
    promise_id = fields.String(required=True)
    as_of = fields.AwareDateTime(required=True)
    until = fields.Date(required=True, allow_none=True)
    items = fields.List(fields.Nested(ProgressRowView), required=True)


class ContributionView(Schema):
    activity_id = fields.String(required=True, allow_none=True)
    precision = fields.String(required=True)
    kind = fields.String(required=True)
    kind_label = fields.String(required=True)
    municipality_code = fields.String(required=True)
    organisation_name = fields.String(required=True)
    service_date = fields.Date(required=True, allow_none=True)
    month = fields.String(required=True)
    started_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    requested_by = fields.String(required=True, allow_none=True)
    ordinal = fields.Integer(required=True)
    amount = fields.Integer(required=True, allow_none=True)
    why = fields.List(fields.String(), required=True)
    receipt = fields.String(required=True, allow_none=True)
    revision = fields.Integer(required=True, allow_none=True)


class ContributionsView(Schema):
    items = fields.List(fields.Nested(ContributionView), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    row = fields.Nested(ProgressRowView, required=True)
