"""Contents for the tests of the ledger's rules, each with the smallest arguments that matter."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from server.activities.rules.content import ActivityContent

ALE = "1440"
KUNGALV = "1482"
PLACE_ID = "01920000-0000-7000-8000-000000000001"
ORGANISATION_ID = "01920000-0000-7000-8000-000000000002"
STARTED_AT = datetime(2026, 10, 24, 13, 0, tzinfo=UTC)


def a_content(**members: Any) -> ActivityContent:
    """A done speed check in Ale one afternoon, with the members that the test names."""
    whole = ActivityContent(
        kind="speed_check",
        kind_revision=1,
        municipality_code=ALE,
        organisation_id=ORGANISATION_ID,
        state="done",
        place_id=PLACE_ID,
        started_at=STARTED_AT,
    )
    return replace(whole, **members)
