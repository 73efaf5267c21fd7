"""A number from outside the log says no more than its source did."""

from __future__ import annotations

import pytest

from server.commitments.rules.side_notes import number_errors


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "is_right"),
    [
        (33, 33, "exact", True),
        (33, None, "exact", False),
        (201, None, "over", True),
        (201, 300, "over", False),
        (1, 4, "few", True),
        (4, 1, "few", False),
        (None, None, "unknown", True),
        (None, 4, "about", False),
        (18, 22, "about", True),
        (None, 199, "under", False),
        (0, 199, "under", True),
    ],
)
def test_nothing_exact_is_made_of_a_loose_word(
    low: int | None, high: int | None, qualifier: str, is_right: bool
) -> None:
    assert (number_errors(low, high, qualifier) == []) is is_right
