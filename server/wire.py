"""Field types that every wire shape shares: ids, texts, instants and days as they are kept."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, validate

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
LONGEST_CODE = 64
MOST_ACCENTS = 30


class Id(fields.UUID):
    """An id as its canonical lower-case text."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return str(super()._deserialize(value, attr, data, **kwargs))


class Text(fields.String):
    """Text in NFC without space at the ends; empty text means that nothing is said."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return normalised(super()._deserialize(value, attr, data, **kwargs)).strip() or None

    def _validate(self, value: Any) -> None:
        if value is not None:
            super()._validate(value)
        elif not self.allow_none:
            raise ValidationError("Skriv något här.")


class Code(fields.String):
    """A code out of one of the catalogue's lists, or one that this server does not know."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(1, LONGEST_CODE), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return normalised(super()._deserialize(value, attr, data, **kwargs))


class Instant(fields.AwareDateTime):
    """An RFC 3339 instant with its offset, within a century that calendars can be trusted in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        instant = super()._deserialize(value, attr, data, **kwargs)
        try:
            instant = instant.astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise ValidationError("Ange en rimlig tid.") from error
        if not EARLIEST <= instant < LATEST:
            raise ValidationError("Ange en rimlig tid.")
        return instant


class ClockReading(fields.AwareDateTime):
    """What a phone's own clock says, however wrong: its skew is recorded, nothing is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        reading = super()._deserialize(value, attr, data, **kwargs)
        try:
            return reading.astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise ValidationError("Ange en rimlig tid.") from error


class Day(fields.Date):
    """An ISO date within the same century."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        day = super()._deserialize(value, attr, data, **kwargs)
        if not EARLIEST.date() <= day < LATEST.date():
            raise ValidationError("Ange ett rimligt datum.")
        return day


class MunicipalityCode(fields.String):
    """SCB's code as text, leading zero kept. Which of them exist is for the policy to know."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Regexp(r"[0-9]{4}\Z"), **kwargs)


def is_id(text: str) -> bool:
    """Whether a text is an id in the one form that is stored and compared."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def read_id(part: Any) -> str:
    """An id out of a cursor; raises ValueError for anything else."""
    if not isinstance(part, str) or not is_id(part):
        raise ValueError("not an id")
    return part


def normalised(text: str) -> str:
    """The text in NFC; raises ValidationError for one that cannot be stored.

    That is NUL, which PostgreSQL refuses, a half of a surrogate pair, which is no text, and more
    accents on one letter than any language has: putting those in order takes time that grows with
    the square of their number (UAX #15 calls text without them stream-safe).
    """
    accents = 0
    for character in text if not text.isascii() or "\x00" in text else ():
        accents = accents + 1 if unicodedata.combining(character) else 0
        if accents > MOST_ACCENTS or character == "\x00" or "\ud800" <= character <= "\udfff":
            raise ValidationError("Texten innehåller tecken som inte går att spara.")
    return unicodedata.normalize("NFC", text)
