"""The shape of organisations.json."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from server.demo.rules.organisations import (
    DemoAccount,
    DemoMunicipality,
    DemoOrganisation,
    DemoOrganisations,
)
from server.demo.schemas.strict import StrictSchema, with_tuples


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
        return DemoOrganisation(**with_tuples(data))


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
    valid_from = fields.Date(required=True)
    municipalities = fields.List(fields.Nested(MunicipalitySchema), required=True)
    organisations = fields.List(fields.Nested(OrganisationSchema), required=True)
    accounts = fields.List(fields.Nested(AccountSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> DemoOrganisations:
        return DemoOrganisations(**with_tuples(data))
