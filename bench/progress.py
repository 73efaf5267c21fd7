"""Progress of one promise must not feel what the rest of the country writes down."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from bench.ground import Ground, compose, make_ground
from bench.measure import Figure, at_most, in_turns
from bench.push import push_in_process
from server.db import db, transaction
from tests.browser import Browser, signed_in
from tests.databases import Databases, Engine, app_on

FEW = 10_000
MANY = 1_000_000
OWN = 200
FOREIGN_MUNICIPALITIES = 289


def measure(databases: Databases, engine: Engine, folder: Path) -> list[Figure]:
    rounds = 40
    with ExitStack() as until_the_end:
        asked = []
        for count in (MANY, FEW):
            url = until_the_end.enter_context(databases.at_head(engine))
            app = until_the_end.enter_context(app_on(url, home=folder))
            ground = make_ground(app)
            _fill(app, ground, count)
            asked.append((signed_in(app, ground.email), ground.promise_id))
        (many, many_id), (few, few_id) = asked
        many_ms, few_ms = in_turns(
            lambda: _ask(many, many_id), lambda: _ask(few, few_id), rounds=rounds
        )
    name = f"progress beside {MANY:,} foreign activities / beside {FEW:,}"
    return [at_most(name, engine, many_ms, few_ms, 1.5, rounds)]


def _ask(browser: Browser, promise_id: str) -> None:
    answer = browser.get(f"/promises/{promise_id}/progress")
    rows = answer.get_json()["items"]
    if answer.status_code != 200 or rows[0]["value"] != OWN:
        raise RuntimeError(f"progress answered {answer.status_code}: {answer.text[:300]}")


def _fill(app: Flask, ground: Ground, count: int) -> None:
    """Own entries through the push, foreign ones straight into the tables, with contributions."""
    with app.app_context():
        for _ in range(OWN // 100):
            push_in_process(app, ground, compose(ground, 100))
        values = {"user": ground.user_id, "organisation": ground.organisation_id}
        for statement in _foreign(db.engine.dialect.name, count):
            with transaction() as session:
                session.execute(text(statement), values)
            _analyse()


def _analyse() -> None:
    """What a database does in its idle hours: without statistics plans are guesses.

    After each table, because PostgreSQL checks every foreign key by a plan of its own: one made
    while the table it points to was empty reads that table whole for each new row.
    """
    with db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _foreign(dialect: str, count: int) -> list[str]:
    """Municipalities 9000–9288, a promise and a commitment each, and activities spread over them.

    Ids are numbers written as UUIDs, and days run through two years.
    """
    is_sqlite = dialect == "sqlite"

    def made_id(number: str, space: int) -> str:
        if is_sqlite:
            return f"printf('{space:08x}%024x', {number})"
        return f"('{space:08x}' || lpad(to_hex({number}), 24, '0'))::uuid"

    def series(count: int) -> str:
        if is_sqlite:
            return (
                f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s"
                f" WHERE n < {count})"
                " SELECT n FROM s) AS numbers"
            )
        return f"(SELECT generate_series(1, {count}) AS n) AS numbers"

    code = f"CAST(9000 + n % {FOREIGN_MUNICIPALITIES} AS TEXT)"
    day = (
        "date('2025-01-01', '+' || (n % 730) || ' days')"
        if is_sqlite
        else ("(date '2025-01-01' + n % 730)")
    )
    instant = "'2025-01-01 10:00:00.000000'" if is_sqlite else "timestamptz '2025-01-01 10:00Z'"
    json_object, json_list = ("'{}'", "'[]'") if is_sqlite else ("'{}'::jsonb", "'[]'::jsonb")
    user, organisation = (
        ("replace(:user, '-', '')", "replace(:organisation, '-', '')")
        if is_sqlite
        else ("CAST(:user AS uuid)", "CAST(:organisation AS uuid)")
    )
    foreign = series(FOREIGN_MUNICIPALITIES)
    commitment = f"n % {FOREIGN_MUNICIPALITIES}"
    return [
        f"""INSERT INTO municipalities (municipality_code, name, short_name, slug,
              evening_cut_off, public_delay_days, mask_below)
            SELECT {code}, 'Kommun', 'Kommun', 'kommun-' || n, '05:00', 7, 5 FROM {foreign}""",
        f"""INSERT INTO promises (municipality_code, promise_id, label, title, starts_on, ends_on,
              until_further_notice, status, is_example, source_note, sections, parties, revision,
              recorded_at, change_seq)
            SELECT {code}, {made_id(commitment, 1)}, '', '', '2025-01-01', '2026-12-31', false,
              'active', false, '', {json_list}, {json_list}, 1, {instant}, 1 FROM {foreign}""",
        f"""INSERT INTO commitments (municipality_code, commitment_id, promise_id, position,
              short_name, text, role, parties, revision, recorded_at)
            SELECT {code}, {made_id(commitment, 2)}, {made_id(commitment, 1)}, 1, '', '',
              'promise', {json_list}, 1, {instant} FROM {foreign}""",
        f"""INSERT INTO counting_rule_revisions (municipality_code, commitment_id, revision, type,
              target, "window", kinds, "where", text, state, recorded_at)
            SELECT {code}, {made_id(commitment, 2)}, 1, 'count', 20, 'promise',
              '["speed_check"]', {json_object}, '', 'current', {instant} FROM {foreign}""",
        f"""INSERT INTO activities (municipality_code, activity_id, author_id, organisation_id,
              revision, kind, kind_revision, state, is_void, requested_by, service_date, cut_off,
              content, clashes, flags, review_state, receipt, recorded_at, changed_at, change_seq)
            SELECT {code}, {made_id("n", 3)}, {user}, {organisation}, 1, 'speed_check', 1, 'done',
              false, 'citizens', {day}, '05:00', {json_object}, {json_list}, {json_list}, 'none',
              '', {instant}, {instant}, n FROM {series(count)}""",
        f"""INSERT INTO contributions (municipality_code, commitment_id, rule_revision, activity_id,
              promise_id, activity_revision, service_date, kind, organisation_id, requested_by,
              amount, unit_ids, is_pending, why)
            SELECT {code}, {made_id(commitment, 2)}, 1, {made_id("n", 3)},
              {made_id(commitment, 1)}, 1, {day}, 'speed_check', {organisation}, 'citizens', 1,
              {json_list}, false, {json_list} FROM {series(count)}""",
    ]
