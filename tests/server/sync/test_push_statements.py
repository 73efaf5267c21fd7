"""A push of a hundred operations asks the database as often as a push of two."""

from collections.abc import Callable

import pytest

from tests.factories import make_place, make_unit, make_wish, stored
from tests.queries import QueryRecorder
from tests.server.sync.phone import Field, Operation

Composer = Callable[[Field, int], list[Operation]]


def logs(field: Field, count: int) -> list[Operation]:
    return [field.officer.log() for _ in range(count)]


def logs_with_links(field: Field, count: int) -> list[Operation]:
    with stored(field.app) as session:
        places = [make_place(session) for _ in range(count)]
        wish_ids = [make_wish(session, place).wish_id for place in places]
        make_unit(session)
        place_ids = [place.place_id for place in places]
    return [
        field.officer.log(place_id=place_id, wish_ids=[wish_id])
        for place_id, wish_id in zip(place_ids, wish_ids, strict=True)
    ]


def corrections(field: Field, count: int) -> list[Operation]:
    operations = logs(field, count)
    field.officer.applied(*operations)
    return [field.officer.correct(one, participants=2) for one in operations]


def voids(field: Field, count: int) -> list[Operation]:
    operations = logs(field, count)
    field.officer.applied(*operations)
    return [field.officer.void(one) for one in operations]


def moves(field: Field, count: int) -> list[Operation]:
    operations = logs(field, count)
    field.officer.applied(*operations)
    return [field.officer.move(one) for one in operations]


def held(field: Field, count: int) -> list[Operation]:
    return [field.officer.void(one) for one in logs(field, count)]


def settling(field: Field, count: int) -> list[Operation]:
    operations = logs(field, count)
    field.officer.push(*(field.officer.void(one) for one in operations))
    return operations


def replays(field: Field, count: int) -> list[Operation]:
    operations = logs(field, count)
    field.officer.applied(*operations)
    return operations


def rejected(field: Field, count: int) -> list[Operation]:
    return [field.officer.log(kind="no_such_kind") for _ in range(count)]


@pytest.mark.parametrize(
    "compose",
    [logs, logs_with_links, corrections, voids, moves, held, settling, replays, rejected],
    ids=lambda compose: compose.__name__,
)
def test_the_statements_of_a_push_do_not_grow_with_it(
    field: Field, query_recorder: QueryRecorder, compose: Composer
) -> None:
    def statements(count: int) -> list[str]:
        operations = compose(field, count)
        with query_recorder as found:
            field.officer.push(*operations)
        return list(found)

    few, many = statements(2), statements(60)

    assert len(many) == len(few), many
    assert len(few) <= 30
