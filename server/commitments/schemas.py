"""The wire shapes of promises, their parts, units and what is said beside the numbers."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from server.commitments.models import (
    COMMITMENT_ROLES,
    DEVIATION_REASONS,
    PROMISE_STATUSES,
    RULE_TYPES,
)
from server.commitments.rules import (
    QUALIFIERS,
    CommitmentChange,
    FocusAreaChange,
    NewAdjustment,
    NewCommitment,
    NewCountingRule,
    NewDeviation,
    NewPromise,
    NewResultLine,
    NewUnit,
    Party,
    PromiseChange,
    Section,
)
from server.paging import PageQuerySchema
from server.wire import Day, Id, MunicipalityCode, Text

PARTY_ROLES = ("lead", "contributor")
MOST_PARTS = 100
LARGEST_NUMBER = 100_000_000


def _short(**kwargs: Any) -> Text:
    return Text(validate=validate.Length(max=200), **kwargs)


def _long(**kwargs: Any) -> Text:
    return Text(validate=validate.Length(max=5_000), **kwargs)


def _revision() -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=validate.Range(1, 2**31 - 1))


def _position() -> fields.Integer:
    return fields.Integer(strict=True, allow_none=True, validate=validate.Range(0, 10_000))


def _number() -> fields.Integer:
    return fields.Integer(strict=True, allow_none=True, validate=validate.Range(0, LARGEST_NUMBER))


def _kinds() -> fields.List[Any]:
    return fields.List(
        fields.String(validate=validate.Length(1, 64)),
        allow_none=True,
        validate=validate.Length(max=MOST_PARTS),
    )


class _Input(Schema):
    """Absent and null mean the same: the member is left to its default."""

    def said(self, data: dict[str, Any]) -> dict[str, Any]:
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in data.items()
            if value is not None
        }


class PartySchema(_Input):
    organisation_id = Id(allow_none=True)
    name = _short(required=True)
    role = fields.String(required=True, validate=validate.OneOf(PARTY_ROLES))
    unit = _short(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Party:
        return Party(**self.said(data))


class SectionSchema(_Input):
    heading = _short(required=True)
    text = _long(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Section:
        return Section(**data)


def _parties() -> fields.List[Any]:
    return fields.List(
        fields.Nested(PartySchema), allow_none=True, validate=validate.Length(max=MOST_PARTS)
    )


def _sections() -> fields.List[Any]:
    return fields.List(
        fields.Nested(SectionSchema), allow_none=True, validate=validate.Length(max=MOST_PARTS)
    )


class NewPromiseSchema(_Input):
    """A promise without a title is called by its label."""

    municipality_code = MunicipalityCode(required=True)
    label = _short(required=True)
    title = _short(allow_none=True)
    starts_on = Day(required=True)
    ends_on = Day(allow_none=True)
    until_further_notice = fields.Boolean(allow_none=True)
    source_note = _long(allow_none=True)
    sections = _sections()
    parties = _parties()
    focus_areas = fields.List(
        _short(required=True), allow_none=True, validate=validate.Length(max=MOST_PARTS)
    )

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewPromise:
        return NewPromise(**{"title": data["label"], **self.said(data)})


class FocusAreaChangeSchema(_Input):
    id = Id(allow_none=True)
    name = _short(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> FocusAreaChange:
        return FocusAreaChange(name=data["name"], focus_area_id=data.get("id"))


class PromiseChangeSchema(_Input):
    base_revision = _revision()
    label = _short(allow_none=True)
    title = _short(allow_none=True)
    starts_on = Day(allow_none=True)
    ends_on = Day(allow_none=True)
    until_further_notice = fields.Boolean(allow_none=True)
    status = fields.String(
        allow_none=True, validate=validate.OneOf([s for s in PROMISE_STATUSES if s != "draft"])
    )
    source_note = _long(allow_none=True)
    sections = _sections()
    parties = _parties()
    focus_areas = fields.List(
        fields.Nested(FocusAreaChangeSchema),
        allow_none=True,
        validate=validate.Length(max=MOST_PARTS),
    )

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> PromiseChange:
        return PromiseChange(**self.said(data))


class NewCountingRuleSchema(_Input):
    type = fields.String(required=True, validate=validate.OneOf(RULE_TYPES))
    target = fields.Integer(strict=True, allow_none=True)
    window = fields.String(allow_none=True, validate=validate.Length(1, 40))
    kinds = _kinds()
    where = fields.Dict(keys=fields.String(), allow_none=True)
    sum_of = fields.String(allow_none=True, validate=validate.Length(1, 100))
    unit_kind = fields.String(allow_none=True, validate=validate.Length(1, 64))
    text = _long(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewCountingRule:
        return NewCountingRule(**self.said(data))


class NewCommitmentSchema(_Input):
    """A commitment without a sentence of its own is told by its short name."""

    short_name = _short(required=True)
    text = _long(allow_none=True)
    role = fields.String(allow_none=True, validate=validate.OneOf(COMMITMENT_ROLES))
    focus_area_id = Id(allow_none=True)
    position = _position()
    parties = _parties()
    parts_note = _long(allow_none=True)
    counting_rule = fields.Nested(NewCountingRuleSchema, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewCommitment:
        return NewCommitment(**{"text": data["short_name"], **self.said(data)})


class CommitmentChangeSchema(_Input):
    base_revision = _revision()
    short_name = _short(allow_none=True)
    text = _long(allow_none=True)
    role = fields.String(allow_none=True, validate=validate.OneOf(COMMITMENT_ROLES))
    focus_area_id = Id(allow_none=True)
    position = _position()
    parties = _parties()
    parts_note = _long(allow_none=True)
    withdrawn = fields.Boolean(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> CommitmentChange:
        return CommitmentChange(**self.said(data))


class NewUnitSchema(_Input):
    municipality_code = MunicipalityCode(required=True)
    unit_kind = fields.String(required=True, validate=validate.Regexp(r"[a-z][a-z0-9_]{0,63}\Z"))
    name = _short(required=True)
    grade = Text(allow_none=True, validate=validate.Length(max=20))
    valid_from = Day(required=True)
    valid_to = Day(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewUnit:
        return NewUnit(**self.said(data))


class NewDeviationSchema(_Input):
    reason = fields.String(required=True, validate=validate.OneOf(DEVIATION_REASONS))
    text = _long(required=True)
    occurred_on = Day(required=True)
    substitute_activity_id = Id(allow_none=True)
    substitute_text = _long(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewDeviation:
        return NewDeviation(**self.said(data))


class NewAdjustmentSchema(_Input):
    low = fields.Integer(required=True, strict=True, validate=validate.Range(0, LARGEST_NUMBER))
    high = _number()
    qualifier = fields.String(required=True, validate=validate.OneOf(QUALIFIERS))
    words = _short(required=True)
    kinds = _kinds()
    starts_on = Day(required=True)
    ends_on = Day(required=True)
    source_note = _long(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewAdjustment:
        return NewAdjustment(**self.said(data))


class NewResultLineSchema(_Input):
    focus_area_id = Id(allow_none=True)
    text = _long(required=True)
    parties = _parties()
    low = _number()
    high = _number()
    qualifier = fields.String(required=True, validate=validate.OneOf(QUALIFIERS))
    words = _short(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewResultLine:
        return NewResultLine(**self.said(data))


class PromiseQuerySchema(PageQuerySchema):
    municipality_code = MunicipalityCode(load_default=None)
    status = fields.String(load_default=None, validate=validate.OneOf(PROMISE_STATUSES))


class UnitQuerySchema(PageQuerySchema):
    municipality_code = MunicipalityCode(load_default=None)
    unit_kind = fields.String(load_default=None, validate=validate.Regexp(r"[a-z0-9_]{1,64}\Z"))


class PartyView(Schema):
    organisation_id = fields.UUID(allow_none=True)
    name = fields.String(required=True)
    role = fields.String(required=True)
    unit = fields.String(allow_none=True)


class SectionView(Schema):
    heading = fields.String(required=True)
    text = fields.String(required=True)


class FocusAreaView(Schema):
    id = fields.UUID(required=True, attribute="focus_area_id")
    name = fields.String(required=True)


class CountingRuleView(Schema):
    revision = fields.Integer(required=True)
    type = fields.String(required=True)
    target = fields.Integer(required=True, allow_none=True)
    window = fields.String(required=True)
    kinds = fields.List(fields.String(), required=True)
    where = fields.Dict(required=True)
    sum_of = fields.String(required=True, allow_none=True)
    unit_kind = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)


class CommitmentView(Schema):
    """A commitment as the pull sends it; `withdrawn` ones stay where they stood."""

    id = fields.UUID(required=True, attribute="commitment_id")
    promise_id = fields.UUID(required=True)
    focus_area_id = fields.UUID(required=True, allow_none=True)
    position = fields.Integer(required=True)
    short_name = fields.String(required=True)
    text = fields.String(required=True)
    role = fields.String(required=True)
    parties = fields.List(fields.Nested(PartyView), required=True)
    parts_note = fields.String(required=True, allow_none=True)
    counting_rule = fields.Nested(CountingRuleView, required=True, allow_none=True)
    withdrawn = fields.Boolean(required=True)
    revision = fields.Integer(required=True)


class ResultLineView(Schema):
    id = fields.UUID(required=True, attribute="result_line_id")
    focus_area_id = fields.UUID(required=True, allow_none=True)
    text = fields.String(required=True)
    parties = fields.List(fields.Nested(PartyView), required=True)
    low = fields.Integer(required=True, allow_none=True)
    high = fields.Integer(required=True, allow_none=True)
    qualifier = fields.String(required=True)
    words = fields.String(required=True)


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
