"""What the check of committed files finds, and what it leaves alone."""

import pytest

from scripts.check_tree import ROOT, faults_in

# Written in two parts, so that this file passes the check itself.
REAL_LOOKING_EMAIL = "nagon" + "@exempel.se"
REAL_LOOKING_MOBILE = "073-" + "123 45 67"


@pytest.mark.parametrize(
    "line",
    [
        f"skriv till {REAL_LOOKING_EMAIL}",
        f"ring {REAL_LOOKING_MOBILE}",
        f"ring {REAL_LOOKING_MOBILE.replace(' ', '').replace('-', '')}",
        'resolved "https://packages.invalid/left-pad"',
        f"cd {ROOT}",
    ],
)
def test_a_line_that_must_not_be_committed_is_named_with_its_place(line: str) -> None:
    faults = faults_in("docs/a.md", f"fine\n{line}\n", {"packages.invalid"})

    assert [fault.split(" ")[0] for fault in faults] == ["docs/a.md:2:"]


@pytest.mark.parametrize(
    "line",
    [
        "polis@demo.invalid",
        "ring 070-174 06 05 eller 0701740699",
        'import { signal } from "@preact/signals";',
        "preact@11.2.0",
        "sha256:0712345678abcdef0712345678",
        "01926f3a-0712-7345-8678-0712345678ab",
    ],
)
def test_what_only_looks_alike_is_left_alone(line: str) -> None:
    assert faults_in("docs/a.md", line, {"packages.invalid"}) == []
