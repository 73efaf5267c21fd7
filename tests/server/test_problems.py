"""The catalogue of refusals: stable slugs, each of them described for those who meet it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.problems import FieldError, InvalidInput, Problem, StaleRevision, every_problem

DESCRIBED = Path(__file__).resolve().parents[2] / "docs" / "problems.md"
# Slugs are for ever: a phone two weeks old decides by them. Add to this list, never take away.
SLUGS = {
    "internal": 500,
    "unavailable": 503,
    "malformed-json": 400,
    "unsupported-client": 400,
    "not-signed-in": 401,
    "wrong-credentials": 401,
    "not-allowed": 403,
    "csrf-failed": 403,
    "not-found": 404,
    "method-not-allowed": 405,
    "stale-revision": 409,
    "already-exists": 409,
    "operation-reused": 409,
    "base-rejected": 409,
    "too-large": 413,
    "unsupported-media-type": 415,
    "invalid-input": 422,
    "invalid-counting-rule": 422,
}


def descriptions() -> Iterator[tuple[str, int, str]]:
    """Slug, status and text of each section of docs/problems.md."""
    sections = re.split(r"^## ", DESCRIBED.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for section in sections[1:]:
        heading, _, text = section.partition("\n")
        slug, status = re.fullmatch(r"`([a-z-]+)` · (\d{3})", heading.strip()).groups()  # type: ignore[union-attr]  # a heading of another form is a fault to see
        yield slug, int(status), text.strip()


def test_every_slug_is_unique() -> None:
    slugs = [problem.slug for problem in every_problem()]

    assert len(set(slugs)) == len(slugs)


def test_slugs_and_their_statuses_are_for_ever() -> None:
    assert {problem.slug: problem.status for problem in every_problem()} == SLUGS


def test_every_problem_is_described_once_with_its_status_and_nothing_else_is() -> None:
    described = [(slug, status) for slug, status, _ in descriptions()]

    assert sorted(described) == sorted((one.slug, one.status) for one in every_problem())


def test_every_description_says_more_than_the_title() -> None:
    for slug, _, text in descriptions():
        assert len(text) > 60, slug


@pytest.mark.parametrize("problem", every_problem(), ids=lambda problem: problem.slug)
def test_every_problem_has_a_title_of_its_own_in_plain_swedish(problem: type[Problem]) -> None:
    titles = [other.title for other in every_problem()]

    assert titles.count(problem.title) == 1
    assert not problem.title.endswith(".")
    assert re.fullmatch(r"[a-z]+(-[a-z]+){0,3}", problem.slug)


def test_no_problem_hides_behind_another_class() -> None:
    """`every_problem` sees direct subclasses only, so there may be no others."""
    assert [one for problem in every_problem() for one in problem.__subclasses__()] == []


class TestBody:
    def test_the_least_is_type_title_and_status(self) -> None:
        assert StaleRevision().as_json() == {
            "type": "/problems/stale-revision",
            "title": StaleRevision.title,
            "status": 409,
        }

    def test_what_is_known_of_the_case_stands_beside_it(self) -> None:
        problem = StaleRevision("Version 7 gäller.", extensions={"current_revision": 7})

        body = problem.as_json(base_url="https://trygglogg.invalid")

        assert body["type"] == "https://trygglogg.invalid/problems/stale-revision"
        assert body["detail"] == "Version 7 gäller."
        assert body["current_revision"] == 7

    def test_the_members_at_fault_are_listed(self) -> None:
        problem = InvalidInput(errors=[FieldError("#/a", "Ett."), FieldError("#/b", "Två.")])

        assert problem.as_json()["errors"] == [
            {"pointer": "#/a", "detail": "Ett."},
            {"pointer": "#/b", "detail": "Två."},
        ]

    def test_it_reads_as_a_sentence_in_a_log(self) -> None:
        assert str(StaleRevision("Version 7 gäller.")) == "Version 7 gäller."
        assert str(StaleRevision()) == StaleRevision.title
