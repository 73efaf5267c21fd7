"""What several of the shapes are made of: texts, numbers, lists, parties and sections."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from server.commitments.rules.promises import Party, Section
from server.wire import Id, Text

PARTY_ROLES = ("lead", "contributor")
MOST_PARTS = 100
LARGEST_NUMBER = 100_000_000


def short_text(**kwargs: Any) -> Text:
    """A name or a heading."""
    return Text(validate=validate.Length(max=200), **kwargs)


def long_text(**kwargs: Any) -> Text:
    """Running text."""
    return Text(validate=validate.Length(max=5_000), **kwargs)


def revision_number() -> fields.Integer:
    """The revision a change was made on."""
    return fields.Integer(required=True, strict=True, validate=validate.Range(1, 2**31 - 1))


def list_position() -> fields.Integer:
    """A place in the promise's order."""
    return fields.Integer(strict=True, allow_none=True, validate=validate.Range(0, 10_000))


def whole_number() -> fields.Integer:
    """An end of a number from outside; none where it is not known."""
    return fields.Integer(strict=True, allow_none=True, validate=validate.Range(0, LARGEST_NUMBER))


def kind_list() -> fields.List[Any]:
    """Codes of kinds; which exist is for the rules to know."""
    return fields.List(
        fields.String(validate=validate.Length(1, 64)),
        allow_none=True,
        validate=validate.Length(max=MOST_PARTS),
    )


class Input(Schema):
    """Absent and null mean the same: the member is left to its default."""

    def said(self, data: dict[str, Any]) -> dict[str, Any]:
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in data.items()
            if value is not None
        }


class PartySchema(Input):
    organisation_id = Id(allow_none=True)
    name = short_text(required=True)
    role = fields.String(required=True, validate=validate.OneOf(PARTY_ROLES))
    unit = short_text(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Party:
        return Party(**self.said(data))


class SectionSchema(Input):
    heading = short_text(required=True)
    text = long_text(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Section:
        return Section(**data)


def party_list() -> fields.List[Any]:
    return fields.List(
        fields.Nested(PartySchema), allow_none=True, validate=validate.Length(max=MOST_PARTS)
    )


def section_list() -> fields.List[Any]:
    return fields.List(
        fields.Nested(SectionSchema), allow_none=True, validate=validate.Length(max=MOST_PARTS)
    )


class PartyView(Schema):
    organisation_id = fields.UUID(allow_none=True)
    name = fields.String(required=True)
    role = fields.String(required=True)
    unit = fields.String(allow_none=True)


class SectionView(Schema):
    heading = fields.String(required=True)
    text = fields.String(required=True)
