"""Nobody is told what to put right in another language than the rest of the screen's."""

from datetime import time
from typing import Any

import pytest
from marshmallow import Schema, ValidationError, fields, validate

from server.faults import MOST_ERRORS, field_errors, in_swedish

ENGLISH = ("must", "valid", "field", "length", "missing", "invalid", "number", "not a")


class InnerSchema(Schema):
    walkers = fields.Integer(required=True, strict=True)


class EverySchema(Schema):
    """A member of every type that the server's schemas use, with every check they make."""

    an_id = fields.UUID()
    instant = fields.AwareDateTime(format="iso")
    naive = fields.NaiveDateTime(format="iso")
    day = fields.Date()
    clock = fields.Time()
    yes = fields.Boolean()
    number = fields.Float()
    count = fields.Integer(strict=True, validate=validate.Range(1, 9))
    least = fields.Integer(validate=validate.Range(min=1))
    most = fields.Integer(validate=validate.Range(max=9))
    text = fields.String(validate=validate.Length(2, 4))
    longest = fields.String(validate=validate.Length(max=4))
    shortest = fields.String(validate=validate.Length(min=2))
    exact = fields.String(validate=validate.Length(equal=3))
    choice = fields.String(validate=validate.OneOf(["done", "cancelled"]))
    code = fields.String(validate=validate.Regexp(r"[0-9]{4}\Z"))
    fixed = fields.Constant(True)
    address = fields.Email()
    items = fields.List(fields.String())
    inner = fields.Nested(InnerSchema)
    codes = fields.Dict(keys=fields.String(), values=fields.Integer())


@pytest.mark.parametrize(
    "given",
    [
        *({name: wrong} for name in EverySchema().fields for wrong in ("?", None, [1], {"a": "b"})),
        {"number": "nan"},
        {"instant": "2026-10-24T12:00:00"},
        {"naive": "2026-10-24T12:00:00Z"},
        {"count": 10},
        {"count": 1.5},
        {"least": 0},
        {"most": 10},
        {"text": "12345"},
        {"longest": "12345"},
        {"exact": "1"},
        {"text": b"\xff"},
        {"inner": {}},
        {"inner": {"walkers": 1, "colour": "red"}},
        {"items": [1]},
        {"colour": "red"},
        [],
    ],
    ids=repr,
)
def test_every_fault_of_shape_is_told_in_swedish(given: Any) -> None:
    try:
        EverySchema().load(given)
    except ValidationError as error:
        for message in leaves(error.messages):
            told = in_swedish(message)
            assert told != message
            assert told.endswith(".")
            assert not any(word in told.lower() for word in ENGLISH)


def leaves(messages: Any) -> list[str]:
    if isinstance(messages, dict):
        return [leaf for one in messages.values() for leaf in leaves(one)]
    return list(messages)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Must be one of: done, cancelled.", "Ange något av: done, cancelled."),
        ("Longer than maximum length 500.", "Högst 500 får plats."),
        (
            "Must be greater than or equal to -90 and less than or equal to 90.",
            "Ange ett tal från -90 till 90.",
        ),
    ],
)
def test_the_values_of_a_fault_are_kept(message: str, told: str) -> None:
    assert in_swedish(message) == told


def test_a_sentence_of_our_own_is_left_as_it_is() -> None:
    assert in_swedish("Ange en rimlig tid.") == "Ange en rimlig tid."


def test_the_schema_here_is_tried_on_real_values_too() -> None:
    """So that the faults above are faults of the values and not of this schema."""
    loaded = EverySchema().load({"clock": "21:00", "count": 4, "inner": {"walkers": 2}})

    assert loaded == {"clock": time(21), "count": 4, "inner": {"walkers": 2}, "fixed": True}


@pytest.mark.parametrize(
    ("messages", "pointers"),
    [
        (["Wrong."], ["#"]),
        ({"kind": ["Wrong."]}, ["#/kind"]),
        ({"kind": ["Wrong.", "Very."]}, ["#/kind", "#/kind"]),
        ({"_schema": ["Wrong."]}, ["#"]),
        ({"activity": {"_schema": ["Wrong."]}}, ["#/activity"]),
        ({"operations": {0: {"type": ["Wrong."]}}}, ["#/operations/0/type"]),
        ({"a/b": {"~": ["Wrong."]}}, ["#/a~1b/~0"]),
        ({}, []),
    ],
)
def test_nested_messages_become_pointers(messages: Any, pointers: list[str]) -> None:
    assert [error.pointer for error in field_errors(messages)] == pointers


def test_no_body_is_answered_with_more_faults_than_anyone_reads() -> None:
    assert len(field_errors({f"m{n}": ["Wrong."] for n in range(10_000)})) == MOST_ERRORS
