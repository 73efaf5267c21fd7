"""The wire shapes of signing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate


@dataclass(frozen=True, slots=True)
class Credentials:
    email: str
    password: str


class CredentialsSchema(Schema):
    email = fields.String(required=True, validate=validate.Length(min=1, max=254))
    password = fields.String(required=True, validate=validate.Length(min=1, max=1024))

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Credentials:
        return Credentials(**data)


class UserView(Schema):
    id = fields.UUID(required=True)
    display_name = fields.String(required=True)
    email = fields.String(required=True)


class MembershipView(Schema):
    organisation_id = fields.UUID(required=True)
    organisation_name = fields.String(required=True)
    organisation_kind = fields.String(required=True)
    role = fields.String(required=True)
    municipality_codes = fields.List(fields.String(), required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)


class MunicipalityView(Schema):
    code = fields.String(required=True, attribute="municipality_code")
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    slug = fields.String(required=True)


class InstallationView(Schema):
    """What a stranger may know, which is what a sign-in screen needs."""

    is_demo = fields.Boolean(required=True)
    is_signed_in = fields.Boolean(required=True)


class SessionView(Schema):
    user = fields.Nested(UserView, required=True)
    csrf_token = fields.String(required=True)
    memberships = fields.List(fields.Nested(MembershipView), required=True)
    municipalities = fields.List(fields.Nested(MunicipalityView), required=True)
    server_time = fields.AwareDateTime(required=True)
    epoch = fields.UUID(required=True)
    is_demo = fields.Boolean(required=True)
