"""What holds of the counting functions for any log, and that a second count agrees with them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from server.progress.rules.contributions import contributions
from server.progress.rules.facts import (
    Adjustment,
    CountedActivity,
    CountingRule,
    LinkedWish,
    Unit,
)
from server.progress.rules.progress import ProgressRow
from server.progress.rules.where import where_from
from server.progress.rules.windows import Window
from tests.server.progress.factories import (
    KOMMUN,
    POLICE,
    a_row,
    a_rule,
    an_activity,
)
from tests.server.progress.recount import Facts, recount, recounted_ids

FIRST, LAST = date(2020, 1, 1), date(2021, 12, 31)
WHOLE = Window("all", FIRST, LAST)
KINDS = ("speed_check", "moped_operation", "mailing")
UNITS = ("u1", "u2", "u3")
days = st.dates(FIRST - timedelta(days=40), LAST + timedelta(days=40))


@st.composite
def activities(draw: st.DrawFn, number: int = 0) -> CountedActivity:
    day = draw(days)
    start = draw(
        st.none()
        | st.times(time(0), time(23, 59)).map(lambda at: datetime.combine(day, at, tzinfo=UTC))
    )
    lasts = draw(st.none() | st.integers(0, 400))
    return an_activity(
        number,
        kind=draw(st.sampled_from(KINDS)),
        organisation_id=draw(st.sampled_from((POLICE, KOMMUN))),
        service_date=day,
        state=draw(st.sampled_from(("done", "done", "done", "planned", "cancelled"))),
        is_void=draw(st.sampled_from((False, False, False, True))),
        is_primary=draw(st.sampled_from((True, True, True, False))),
        requested_by=draw(st.sampled_from(("citizens", "partner", "own_planning", "unknown"))),
        wishes=tuple(
            LinkedWish(f"w{at}", asked_on)
            for at, asked_on in enumerate(draw(st.lists(days, max_size=2)))
        ),
        place_id=draw(st.sampled_from((None, "p1", "p2"))),
        started_at=start,
        ended_at=None if start is None or lasts is None else start + timedelta(minutes=lasts),
        time_precision=draw(st.sampled_from(("exact", "about", "evening"))),
        fields=draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "method": st.sampled_from(("laser", "atk", None)),
                    "whole_cohort": st.sampled_from((True, False, None)),
                    "vehicles": st.none() | st.integers(0, 50),
                },
            )
        ),
        outcomes=draw(
            st.fixed_dictionaries({}, optional={"seized": st.none() | st.integers(0, 9)})
        ),
        unit_ids=tuple(draw(st.lists(st.sampled_from((*UNITS, "elsewhere")), max_size=3))),
        review=draw(st.sampled_from(("none", "waiting", "accepted", "rejected"))),
    )


@st.composite
def logs(draw: st.DrawFn) -> list[CountedActivity]:
    size = draw(st.integers(0, 8))
    return [draw(activities(number)) for number in range(1, size + 1)]


wheres = st.fixed_dictionaries(
    {},
    optional={
        "requested_by": st.sampled_from((["citizens"], ["citizens", "partner"])),
        "wish": st.just(True),
        "places": st.just(["p1"]),
        "fields": st.just({"method": ["laser"]}),
        "min_minutes": st.sampled_from((0, 20, 180)),
        "weekdays": st.just([5, 6]),
        "organisations": st.just([POLICE]),
        "state": st.just(["done", "cancelled"]),
    },
)
RULE_TYPES = ("count", "continuous", "cohort", "milestone", "coverage", "sum", "outcome")
COUNTED_BY_ENTRY = ("count", "continuous", "sum", "outcome")


@st.composite
def rules(draw: st.DrawFn, types: tuple[str, ...] = RULE_TYPES) -> tuple[CountingRule, Facts]:
    """A rule for the server and the same one in plain words for the recount."""
    where = draw(wheres)
    facts: Facts = {
        "type": draw(st.sampled_from(types)),
        "kinds": draw(st.lists(st.sampled_from(KINDS), unique=True)),
        "window": draw(
            st.sampled_from(
                ("promise", "calendar_year", "school_year", "tertial", "quarter", "month")
            )
        ),
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    facts["sum_of"] = "outcomes.seized" if facts["type"] == "outcome" else "fields.vehicles"
    rule = a_rule(**{**facts, "kinds": tuple(facts["kinds"]), "unit_kind": "school"})
    return replace(rule, where=where_from(where)), {**facts, "where": where, "units": UNITS}


spans = st.tuples(days, days).map(sorted)


@st.composite
def adjustments(draw: st.DrawFn) -> Adjustment:
    low = draw(st.integers(0, 9))
    starts_on, ends_on = draw(spans)
    return Adjustment(
        low=low,
        high=draw(st.none() | st.integers(low, 20)),
        qualifier="about",
        words="ungefär",
        kinds=tuple(draw(st.lists(st.sampled_from(KINDS), unique=True))),
        starts_on=starts_on,
        ends_on=ends_on,
    )


SCHOOLS = tuple(Unit(unit_id, "school", date(2000, 1, 1)) for unit_id in UNITS)


def row_of(log: list[CountedActivity], rule: CountingRule, **asked: Any) -> ProgressRow:
    return a_row(log, rule, **{"units": SCHOOLS, "window": WHOLE, **asked})


def low_of(log: list[CountedActivity], rule: CountingRule, **asked: Any) -> int:
    low = row_of(log, rule, **asked).low
    assert low is not None
    return low


def in_plain_words(activity: CountedActivity) -> Facts:
    names = (
        "activity_id kind organisation_id service_date state is_void is_primary requested_by "
        "place_id started_at ended_at time_precision fields outcomes unit_ids review"
    )
    facts: Facts = {name: getattr(activity, name) for name in names.split()}
    return {**facts, "wished_on": [wish.asked_on for wish in activity.wishes]}


@given(logs(), rules(), spans)
def test_an_independent_recount_agrees(
    log: list[CountedActivity], both: tuple[CountingRule, Facts], span: list[date]
) -> None:
    rule, facts = both
    plain = [in_plain_words(activity) for activity in log]
    window = Window("", *span).clipped(FIRST, LAST)
    if window is None or window.ends_on is None:
        return

    row = row_of(log, rule, window=window)
    ids = [one.activity_id for activity in log for one in contributions(activity, [rule])]

    assert row.value == recount(plain, facts, first=window.starts_on, last=window.ends_on)
    assert sorted(ids) == recounted_ids(plain, facts)


@given(logs(), rules(), st.lists(adjustments(), max_size=3), st.randoms())
def test_the_order_things_come_in_does_not_matter(
    log: list[CountedActivity],
    both: tuple[CountingRule, Facts],
    stated: list[Adjustment],
    random: Any,
) -> None:
    shuffled, restated = list(log), list(stated)
    random.shuffle(shuffled)
    random.shuffle(restated)

    assert row_of(shuffled, both[0], adjustments=restated) == row_of(
        log, both[0], adjustments=stated
    )


@given(logs(), rules())
def test_the_same_activity_twice_does_not_count_double(
    log: list[CountedActivity], both: tuple[CountingRule, Facts]
) -> None:
    assert row_of([*log, *log], both[0]) == row_of(log, both[0])


@given(logs(), rules(COUNTED_BY_ENTRY), st.dates(FIRST, LAST - timedelta(days=1)))
def test_the_two_halves_of_a_window_add_up_to_the_whole(
    log: list[CountedActivity], both: tuple[CountingRule, Facts], last_day: date
) -> None:
    before = Window("", FIRST, last_day)
    after = Window("", last_day + timedelta(days=1), LAST)

    halves = low_of(log, both[0], window=before) + low_of(log, both[0], window=after)

    assert halves == low_of(log, both[0])


@given(logs(), activities(99), rules(), st.lists(adjustments(), max_size=3))
def test_one_more_entry_never_lowers_a_number(
    log: list[CountedActivity],
    one_more: CountedActivity,
    both: tuple[CountingRule, Facts],
    stated: list[Adjustment],
) -> None:
    before = low_of(log, both[0], adjustments=stated)

    assert low_of([*log, one_more], both[0], adjustments=stated) >= before


@given(logs(), activities(99), rules(), st.lists(adjustments(), max_size=2), st.integers(1, 9))
def test_what_is_met_stays_met(
    log: list[CountedActivity],
    one_more: CountedActivity,
    both: tuple[CountingRule, Facts],
    stated: list[Adjustment],
    target: int,
) -> None:
    rule = replace(both[0], target=target)

    if row_of(log, rule, adjustments=stated).status == "met":
        assert row_of([*log, one_more], rule, adjustments=stated).status == "met"


@given(logs(), rules(), st.lists(adjustments(), max_size=3))
def test_the_lower_end_is_never_above_the_upper(
    log: list[CountedActivity], both: tuple[CountingRule, Facts], stated: list[Adjustment]
) -> None:
    row = row_of(log, both[0], adjustments=stated)

    assert row.low is not None
    assert row.low >= 0
    assert row.high is None or row.low <= row.high


@given(logs(), rules())
def test_the_series_and_its_parts_add_up_to_the_number(
    log: list[CountedActivity], both: tuple[CountingRule, Facts]
) -> None:
    row = row_of(log, both[0])

    assert sum(point.value for point in row.series) == row.value
    if row.parts:
        assert sum(part.value for part in row.parts) == row.value


@given(logs(), rules(), days, st.none() | days)
def test_the_functions_are_total(
    log: list[CountedActivity], both: tuple[CountingRule, Facts], day: date, until: date | None
) -> None:
    open_ended = replace(both[0], ends_on=None)

    for rule in (both[0], open_ended):
        for window in (WHOLE, Window("all", FIRST, None)):
            row = row_of(log, rule, day=day, until=until, window=window)
            assert row.status
