"""A demo's id is the same in every installation."""

from __future__ import annotations

from server.demo.rules.ids import demo_id


def test_an_id_depends_on_nothing_but_its_keys() -> None:
    assert demo_id("place", "nol") == demo_id("place", "nol")
    assert demo_id("place", "nol") != demo_id("wish", "nol")
    assert demo_id("commitment", "ale-2020", "C4") != demo_id("commitment", "exempel", "C4")
