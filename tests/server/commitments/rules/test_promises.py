"""A promise has a last day, or runs until further notice."""

from __future__ import annotations

from datetime import date

from server.commitments.rules.promises import period_errors


def test_a_promise_has_one_sort_of_end() -> None:
    first, last = date(2020, 1, 1), date(2020, 12, 31)

    assert period_errors(first, last, until_further_notice=False) == []
    assert period_errors(first, None, until_further_notice=True) == []
    for ends_on, open_ended in ((None, False), (last, True), (date(2019, 12, 31), False)):
        assert period_errors(first, ends_on, until_further_notice=open_ended) != []
