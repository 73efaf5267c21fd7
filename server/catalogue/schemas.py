"""The shape of the catalogue files, which is also the shape the phone receives.

A file under kinds/ is one kind in its newest revision, as it stands on the wire, and may hold the
older ones under `history`. Shape only: whether the parts fit together is for the rules to say.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from server.catalogue.rules.definitions import (
    FIELD_TYPES,
    ORGANISATION_KINDS,
    PUBLISH_LEVELS,
    STATES,
    Catalogue,
    ChoiceDefinition,
    FieldDefinition,
    KindDefinition,
    OutcomeDefinition,
    Tile,
    WordDefinition,
    WordLists,
    Words,
)


class StrictSchema(Schema):
    """A misspelt key in a reviewed file is a fault, not something to pass over."""

    class Meta:
        unknown = RAISE


class WordsSchema(StrictSchema):
    sv = fields.String(required=True)
    en = fields.String(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Words:
        return Words(**data)


class ChoiceSchema(StrictSchema):
    value = fields.String(required=True)
    label = fields.Nested(WordsSchema, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ChoiceDefinition:
        return ChoiceDefinition(**data)


class FieldSchema(StrictSchema):
    code = fields.String(required=True)
    type = fields.String(required=True, validate=validate.OneOf(FIELD_TYPES))
    label = fields.Nested(WordsSchema, required=True)
    unit = fields.Nested(WordsSchema, required=True, allow_none=True)
    choices = fields.List(fields.Nested(ChoiceSchema), required=True)
    minimum = fields.Integer(required=True, allow_none=True, strict=True)
    maximum = fields.Integer(required=True, allow_none=True, strict=True)
    required = fields.Boolean(required=True)
    fast = fields.Boolean(required=True)
    retired = fields.Boolean(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> FieldDefinition:
        return FieldDefinition(**{**data, "choices": tuple(data["choices"])})


class TileSchema(StrictSchema):
    icon = fields.String(required=True)
    order = fields.Integer(required=True, strict=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Tile:
        return Tile(**data)


class KindSchema(StrictSchema):
    code = fields.String(required=True)
    revision = fields.Integer(required=True, strict=True)
    label = fields.Nested(WordsSchema, required=True)
    plural = fields.Nested(WordsSchema, required=True)
    evening = fields.Boolean(required=True)
    states = fields.List(fields.String(validate=validate.OneOf(STATES)), required=True)
    logged_by = fields.List(
        fields.String(validate=validate.OneOf(ORGANISATION_KINDS)), required=True
    )
    publish = fields.String(required=True, validate=validate.OneOf(PUBLISH_LEVELS))
    asks_requested_by = fields.Boolean(required=True)
    takes_note = fields.Boolean(required=True)
    needs_place = fields.Boolean(required=True)
    takes_units = fields.Boolean(required=True)
    unit_kind = fields.String(required=True, allow_none=True)
    fields_ = fields.List(
        fields.Nested(FieldSchema), required=True, data_key="fields", attribute="fields"
    )
    outcomes = fields.List(fields.String(), required=True)
    tile = fields.Nested(TileSchema, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> KindDefinition:
        lists = {name: tuple(data[name]) for name in ("states", "logged_by", "fields", "outcomes")}
        return KindDefinition(**{**data, **lists})


class OutcomeSchema(StrictSchema):
    code = fields.String(required=True)
    label = fields.Nested(WordsSchema, required=True)
    plural = fields.Nested(WordsSchema, required=True)
    person_related = fields.Boolean(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> OutcomeDefinition:
        return OutcomeDefinition(**data)


class WordSchema(StrictSchema):
    code = fields.String(required=True)
    label = fields.Nested(WordsSchema, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> WordDefinition:
        return WordDefinition(**data)


class WordListsSchema(StrictSchema):
    location_types = fields.List(fields.Nested(WordSchema), required=True)
    focus = fields.List(fields.Nested(WordSchema), required=True)
    requested_by = fields.List(fields.Nested(WordSchema), required=True)
    states = fields.List(fields.Nested(WordSchema), required=True)
    deviation_reasons = fields.List(fields.Nested(WordSchema), required=True)
    organisation_kinds = fields.List(fields.Nested(WordSchema), required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> WordLists:
        return WordLists(**{name: tuple(entries) for name, entries in data.items()})


class CatalogueSchema(StrictSchema):
    """What the pull sends: the newest kinds and the outcomes, under the digest of the whole."""

    digest = fields.String(required=True)
    kinds = fields.List(fields.Nested(KindSchema), required=True)
    outcomes = fields.List(fields.Nested(OutcomeSchema), required=True)


def wire_catalogue(catalogue: Catalogue) -> Mapping[str, Any]:
    """The catalogue as plain JSON values, for the pull."""
    dumped: Mapping[str, Any] = CatalogueSchema().dump(catalogue)
    return dumped
