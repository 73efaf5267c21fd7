"""The shape of the demo files, checked like any input: a slip in a file stops the load.

The dataclasses live in rules.py. Keys such as "C4" or "bohusskolan" name things inside the demo;
rules.py turns them into ids that are the same in every installation.
"""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields, post_load

from server.demo.rules import (
    DemoAccount,
    DemoAdjustment,
    DemoCommitment,
    DemoCountingRule,
    DemoDeviation,
    DemoEntry,
    DemoFocusArea,
    DemoMunicipality,
    DemoOrganisation,
    DemoOrganisations,
    DemoParty,
    DemoPlace,
    DemoPlaces,
    DemoPromise,
    DemoResultLine,
    DemoSection,
    DemoUnit,
    DemoWish,
)


class StrictSchema(Schema):
    class Meta:
        unknown = RAISE


class MunicipalitySchema(StrictSchema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    slug = fields.String(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoMunicipality:
        return DemoMunicipality(**data)


class OrganisationSchema(StrictSchema):
    key = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    aliases = fields.List(fields.String(), required=True)
    municipality_codes = fields.List(fields.String(), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoOrganisation:
        return DemoOrganisation(**_with_tuples(data))


class AccountSchema(StrictSchema):
    key = fields.String(required=True)
    email = fields.Email(required=True)
    display_name = fields.String(required=True)
    organisation = fields.String(required=True)
    role = fields.String(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoAccount:
        return DemoAccount(**data)


class OrganisationsSchema(StrictSchema):
    """organisations.json"""

    valid_from = fields.Date(required=True)
    municipalities = fields.List(fields.Nested(MunicipalitySchema), required=True)
    organisations = fields.List(fields.Nested(OrganisationSchema), required=True)
    accounts = fields.List(fields.Nested(AccountSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoOrganisations:
        return DemoOrganisations(**_with_tuples(data))


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
        return DemoWish(**_with_tuples(data))


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
    """places.json"""

    recorded_at = fields.AwareDateTime(required=True)
    places = fields.List(fields.Nested(PlaceSchema), required=True)
    wishes = fields.List(fields.Nested(WishSchema), required=True)
    units = fields.List(fields.Nested(UnitSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoPlaces:
        return DemoPlaces(**_with_tuples(data))


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
        return DemoCountingRule(**_with_tuples(data))


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
        return DemoAdjustment(**_with_tuples(data))


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
        return DemoCommitment(**_with_tuples(data))


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
        return DemoResultLine(**_with_tuples(data))


class PromiseSchema(StrictSchema):
    """promises/<key>.json. Dates are null in a promise that runs through the year of loading."""

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
        return DemoPromise(**_with_tuples(data))


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
        return _with_tuples(data)


class LogSchema(StrictSchema):
    """log-<name>.json"""

    municipality_code = fields.String(required=True)
    entries = fields.List(fields.Nested(EntrySchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> tuple[DemoEntry, ...]:
        code = data["municipality_code"]
        return tuple(DemoEntry(municipality_code=code, **entry) for entry in data["entries"])


def _with_tuples(data: dict[str, Any]) -> dict[str, Any]:
    """Frozen values hold tuples, not lists."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in data.items()}
