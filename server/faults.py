"""What marshmallow says of a wrong shape, as pointers with a sentence for the person who mends it.

Done where the messages leave the server and not field by field, so that no schema can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from server.problems import FieldError, pointer_token

# A body of nothing but unknown members would otherwise be answered, and kept, several times over.
MOST_ERRORS = 100
_PLAIN = {
    "Field may not be null.": "Det här behöver fyllas i.",
    "Field may not be empty.": "Det här behöver fyllas i.",
    "Invalid input type.": "Det har fel form.",
    "Invalid input.": "Värdet går inte att använda.",
    "Invalid type.": "Det har fel form.",
    "Invalid value.": "Värdet går inte att använda.",
    "Missing data for required field.": "Det här behöver fyllas i.",
    "Not a valid boolean.": "Svara ja eller nej.",
    "Not a valid date.": "Ange ett datum, till exempel 2026-10-24.",
    "Not a valid datetime.": "Ange datum och klockslag med tidszon.",
    "Not a valid aware datetime.": "Ange datum och klockslag med tidszon.",
    "Not a valid email address.": "Ange en e-postadress.",
    "Not a valid integer.": "Ange ett heltal.",
    "Not a valid list.": "Det ska vara en lista.",
    "Not a valid mapping type.": "Det ska vara namn med värden.",
    "Not a valid naive datetime.": "Ange datum och klockslag utan tidszon.",
    "Not a valid number.": "Ange ett tal.",
    "Not a valid string.": "Ange en text.",
    "Not a valid time.": "Ange ett klockslag.",
    "Not a valid utf-8 string.": "Texten går inte att läsa.",
    "Not a valid UUID.": "Ange numret som ett UUID.",
    "Number too large.": "Talet är för stort.",
    "Special numeric values (nan or infinity) are not permitted.": "Ange ett tal.",
    "String does not match expected pattern.": "Det har fel form.",
    "Unknown field.": "Det här fältet finns inte.",
}
_WITH_VALUES = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r"Must be one of: (.*)\.", r"Ange något av: \1."),
        (r"Longer than maximum length (\d+)\.", r"Högst \1 får plats."),
        (r"Shorter than minimum length (\d+)\.", r"Minst \1 behövs."),
        (r"Length must be between (\d+) and (\d+)\.", r"Mellan \1 och \2 får plats."),
        (r"Length must be (\d+)\.", r"Det ska vara precis \1."),
        (
            r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.",
            r"Ange ett tal från \1 till \2.",
        ),
        (r"Must be greater than or equal to (\S+)\.", r"Ange minst \1."),
        (r"Must be less than or equal to (\S+)\.", r"Ange högst \1."),
    )
)


def field_errors(messages: Any) -> list[FieldError]:
    """Marshmallow's nested messages as pointers with a sentence each; at most `MOST_ERRORS`."""
    return list(islice(_field_errors(messages, "#"), MOST_ERRORS))


def _field_errors(messages: Any, pointer: str) -> Iterator[FieldError]:
    if isinstance(messages, dict):
        for key, value in messages.items():
            here = pointer if key == "_schema" else f"{pointer}/{pointer_token(str(key))}"
            yield from _field_errors(value, here)
    elif isinstance(messages, list):
        for message in messages:
            yield from _field_errors(message, pointer)
    else:
        yield FieldError(pointer, in_swedish(str(messages)))


def in_swedish(message: str) -> str:
    """The sentence in Swedish; one that a schema of ours wrote itself is given back as it is."""
    if message in _PLAIN:
        return _PLAIN[message]
    for pattern, sentence in _WITH_VALUES:
        match = pattern.fullmatch(message)
        if match is not None:
            return match.expand(sentence)
    return message
