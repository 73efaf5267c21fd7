"""`flask progress rebuild` and `flask progress verify`, and what they are made of."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from server.progress.models import ContributionRow
from server.progress.service.rebuild import rebuild_chunk, recount_municipality, verify_chunk
from server.progress.service.recount import recount_activities
from tests.factories import (
    ALE,
    KUNGALV,
    make_activity,
    make_commitment,
    make_counting_rule,
    make_member,
    make_organisation,
    make_promise,
    stored,
)

MAY = datetime(2020, 5, 10, 10, 0, tzinfo=UTC)


def a_log(session: Session, checks: int, code: str = ALE) -> None:
    """A promise and a log that was counted as it was written."""
    commitment = make_commitment(session, make_promise(session, code), rule={})
    make_counting_rule(session, commitment, revision=2, state="counting")
    police = make_organisation(session, codes=(code,))
    author = make_member(session, police)
    for number in range(checks):
        started_at = MAY + timedelta(hours=number)
        check = make_activity(session, author, police, code, started_at=started_at)
        recount_activities(session, code, [check.activity_id])


def everything(session: Session) -> list[Any]:
    rows = session.execute(
        select(ContributionRow.__table__).order_by(*ContributionRow.__table__.primary_key)
    )
    return [tuple(row) for row in rows]


def test_rebuilding_gives_exactly_the_rows_that_living_gave(session: Session) -> None:
    a_log(session, 7)
    lived = everything(session)
    session.execute(delete(ContributionRow))

    after = None
    sizes = []
    while (chunk := rebuild_chunk(session, ALE, after=after, size=3)) is not None:
        after = chunk.last_activity_id
        sizes.append(chunk.activities)

    assert sizes == [3, 3, 1]
    assert everything(session) == lived
    assert len(lived) == 14


def test_a_municipality_is_recounted_after_its_rules_changed(session: Session) -> None:
    a_log(session, 3)
    make_commitment(session, make_promise(session), rule={})

    recount_municipality(session, ALE)

    assert len(everything(session)) == 9


def test_verifying_names_each_difference(session: Session) -> None:
    a_log(session, 3)
    first, second, third = session.scalars(
        select(ContributionRow.activity_id)
        .where(ContributionRow.rule_revision == 1)
        .order_by(ContributionRow.activity_id)
    )
    current = (ContributionRow.rule_revision == 1) & (ContributionRow.municipality_code == ALE)
    session.execute(delete(ContributionRow).where(current, ContributionRow.activity_id == first))
    session.execute(
        update(ContributionRow)
        .where(current, ContributionRow.activity_id == second)
        .values(amount=2)
    )
    session.execute(
        update(ContributionRow)
        .where(current, ContributionRow.activity_id == third)
        .values(rule_revision=9)
    )

    chunk = verify_chunk(session, ALE, after=None)

    assert chunk is not None
    assert chunk.activities == 3
    told = [difference.split(" (")[0] for difference in chunk.differences]
    assert told == [
        f"{first}: counts, but nothing is stored",
        f"{second}: is stored otherwise than it counts",
        f"{third}: counts, but nothing is stored",
        f"{third}: does not count, but something is stored",
    ]
    assert verify_chunk(session, ALE, after=chunk.last_activity_id) is None


def count_rows(app: Flask) -> int:
    with stored(app) as session:
        return session.scalar(select(func.count()).select_from(ContributionRow)) or 0


def test_the_commands_prove_break_and_mend(app: Flask) -> None:
    runner = app.test_cli_runner()
    with stored(app) as session:
        a_log(session, 2)
        a_log(session, 1, KUNGALV)

    proved = runner.invoke(args=["progress", "verify"])
    with stored(app) as session:
        session.execute(
            delete(ContributionRow).where(
                ContributionRow.municipality_code == ALE, ContributionRow.rule_revision == 1
            )
        )
    broken = runner.invoke(args=["progress", "verify"])
    mended = runner.invoke(args=["progress", "rebuild"])
    proved_again = runner.invoke(args=["progress", "verify"])

    assert (proved.exit_code, broken.exit_code) == (0, 1)
    assert proved.output == "1440: 2 activities verified\n1482: 1 activities verified\n"
    assert "Error: 2 contributions are not as they should be." in broken.output
    assert mended.output == "1440: 2 activities counted anew\n1482: 1 activities counted anew\n"
    assert proved_again.exit_code == 0
    assert count_rows(app) == 6


def test_one_municipality_is_rebuilt_alone(app: Flask) -> None:
    runner = app.test_cli_runner()
    with stored(app) as session:
        a_log(session, 2)
        a_log(session, 1, KUNGALV)
        session.execute(delete(ContributionRow))

    rebuilt = runner.invoke(args=["progress", "rebuild", "--municipality", KUNGALV])
    unknown = runner.invoke(args=["progress", "rebuild", "--municipality", "9999"])

    assert rebuilt.output == "1482: 1 activities counted anew\n"
    assert count_rows(app) == 2
    assert (unknown.exit_code, unknown.output) == (1, "Error: There is no municipality 9999.\n")
