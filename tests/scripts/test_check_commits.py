"""Which commit subjects the check lets through."""

from pathlib import Path

import pytest

from scripts.check_commits import fault, main


@pytest.mark.parametrize(
    "subject",
    [
        "sync: keep a rejected operation on the phone until the officer decides",
        "pwa/store: the outbox is never dropped",
        "Merge branch 'main' into walks",
        'Revert "sync: keep a rejected operation"',
        "fixup! docs: one word per idea",
    ],
)
def test_a_subject_with_an_area_and_what_is_now_true_passes(subject: str) -> None:
    assert fault(subject) is None


@pytest.mark.parametrize(
    "subject",
    [
        "fix bug in push",
        "Sync: keep it",
        "sync:keep it",
        "sync: keep it.",
        "sync: ",
        "",
        "docs: " + "a" * 67,
    ],
)
def test_a_subject_of_another_form_is_refused(subject: str) -> None:
    assert fault(subject) is not None


def test_the_hook_judges_the_first_line_of_a_message(tmp_path: Path) -> None:
    message = tmp_path / "COMMIT_EDITMSG"

    message.write_text("# a comment of git\ndocs: a good line\n\nA body. Any form.\n")
    good = main(["--message", str(message)])
    message.write_text("whatever\n\ndocs: not the first line\n")
    bad = main(["--message", str(message)])

    assert (good, bad) == (0, 1)


def test_an_empty_message_is_left_to_git(tmp_path: Path) -> None:
    message = tmp_path / "COMMIT_EDITMSG"
    message.write_text("# only comments\n")

    assert main(["--message", str(message)]) == 0
