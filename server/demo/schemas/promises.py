"""The shape of promises/<key>.json."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from server.demo.rules.promises import (
    DemoAdjustment,
    DemoCommitment,
    DemoCountingRule,
    DemoDeviation,
    DemoFocusArea,
    DemoParty,
    DemoPromise,
    DemoResultLine,
    DemoSection,
)
from server.demo.schemas.strict import StrictSchema, with_tuples


class SectionSchema(StrictSchema):
    heading = fields.String(required=True)
    text = fields.String(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoSection:
        return DemoSection(**data)


class PartySchema(StrictSchema):
    organisation = fields.String(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True)
    unit = fields.String(load_default=None)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoParty:
        return DemoParty(**data)


class FocusAreaSchema(StrictSchema):
    key = fields.String(required=True)
    name = fields.String(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoFocusArea:
        return DemoFocusArea(**data)


class CountingRuleSchema(StrictSchema):
    type = fields.String(required=True)
    target = fields.Integer(required=True, allow_none=True, strict=True)
    window = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)
    where = fields.Dict(required=True)
    sum_of = fields.String(required=True, allow_none=True)
    unit_kind = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoCountingRule:
        return DemoCountingRule(**with_tuples(data))


class AdjustmentSchema(StrictSchema):
    key = fields.String(required=True)
    low = fields.Integer(required=True, strict=True)
    high = fields.Integer(required=True, allow_none=True, strict=True)
    qualifier = fields.String(required=True)
    words = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    source_note = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoAdjustment:
        return DemoAdjustment(**with_tuples(data))


class DeviationSchema(StrictSchema):
    key = fields.String(required=True)
    reason = fields.String(required=True)
    text = fields.String(required=True)
    occurred_on = fields.Date(required=True)
    substitute_entry = fields.String(required=True, allow_none=True)
    substitute_text = fields.String(required=True, allow_none=True)
    recorded_at = fields.AwareDateTime(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoDeviation:
        return DemoDeviation(**data)


class CommitmentSchema(StrictSchema):
    key = fields.String(required=True)
    focus_area = fields.String(required=True)
    short_name = fields.String(required=True)
    text = fields.String(required=True)
    role = fields.String(required=True)
    parties = fields.List(fields.Nested(PartySchema), required=True)
    counting_rule = fields.Nested(CountingRuleSchema, required=True, allow_none=True)
    parts_note = fields.String(required=True, allow_none=True)
    adjustments = fields.List(fields.Nested(AdjustmentSchema), required=True)
    deviations = fields.List(fields.Nested(DeviationSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoCommitment:
        return DemoCommitment(**with_tuples(data))


class ResultLineSchema(StrictSchema):
    key = fields.String(required=True)
    focus_area = fields.String(required=True)
    text = fields.String(required=True)
    parties = fields.List(fields.Nested(PartySchema), required=True)
    low = fields.Integer(required=True, allow_none=True, strict=True)
    high = fields.Integer(required=True, allow_none=True, strict=True)
    qualifier = fields.String(required=True)
    words = fields.String(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoResultLine:
        return DemoResultLine(**with_tuples(data))


class PromiseSchema(StrictSchema):
    """Dates are null in a promise that runs through the year of loading."""

    key = fields.String(required=True)
    municipality_code = fields.String(required=True)
    label = fields.String(required=True)
    title = fields.String(required=True)
    starts_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)
    until_further_notice = fields.Boolean(required=True)
    status = fields.String(required=True)
    is_example = fields.Boolean(required=True)
    source_note = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True, allow_none=True)
    results_recorded_at = fields.AwareDateTime(required=True, allow_none=True)
    sections = fields.List(fields.Nested(SectionSchema), required=True)
    parties = fields.List(fields.Nested(PartySchema), required=True)
    focus_areas = fields.List(fields.Nested(FocusAreaSchema), required=True)
    commitments = fields.List(fields.Nested(CommitmentSchema), required=True)
    result_lines = fields.List(fields.Nested(ResultLineSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoPromise:
        return DemoPromise(**with_tuples(data))
