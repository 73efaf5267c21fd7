"""Every error the server can answer with (RFC 9457), in one file.

This module knows no Flask: rules, services and sync results raise or embed the same objects.
Slugs are forever; a retired one stays here as a comment with its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one member: a JSON pointer (`#/activity/kind`) and a sentence."""

    pointer: str
    detail: str

    def as_json(self) -> JsonObject:
        return {"pointer": self.pointer, "detail": self.detail}


def pointer_token(name: str) -> str:
    """A member's name as one token of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


class Problem(Exception):
    """A refusal that a person or a program can act on. Subclasses are the whole catalogue."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Något gick fel hos oss"

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Iterable[FieldError] = (),
        extensions: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.errors = tuple(errors)
        self.extensions = dict(extensions or {})
        self.headers = dict(headers or {})

    def as_json(self, *, base_url: str = "") -> JsonObject:
        """The problem as RFC 9457 members; `instance` and `request_id` are added by the handler."""
        body: JsonObject = {
            "type": f"{base_url}/problems/{self.slug}",
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            body["detail"] = self.detail
        if self.errors:
            body["errors"] = [error.as_json() for error in self.errors]
        body.update(self.extensions)
        return body


class Internal(Problem):
    """Anything unforeseen. The cause is in the log, under the request id, never in the answer."""


class Unavailable(Problem):
    status, slug = 503, "unavailable"
    title = "Tjänsten hinner inte med just nu, försök igen om en stund"


class MalformedJson(Problem):
    status, slug = 400, "malformed-json"
    title = "Det som skickades går inte att läsa som JSON"


class UnsupportedClient(Problem):
    status, slug = 400, "unsupported-client"
    title = "Appen är för gammal för den här servern"


class NotSignedIn(Problem):
    status, slug = 401, "not-signed-in"
    title = "Du behöver logga in"


class WrongCredentials(Problem):
    status, slug = 401, "wrong-credentials"
    title = "E-postadressen eller lösenordet stämmer inte"


class NotAllowed(Problem):
    status, slug = 403, "not-allowed"
    title = "Du har inte behörighet till det här"


class CsrfFailed(Problem):
    status, slug = 403, "csrf-failed"
    title = "Begäran kom inte från den sida du är inloggad på"


class NotFound(Problem):
    status, slug = 404, "not-found"
    title = "Det finns inte"


class MethodNotAllowed(Problem):
    status, slug = 405, "method-not-allowed"
    title = "Adressen går inte att använda på det sättet"


class StaleRevision(Problem):
    status, slug = 409, "stale-revision"
    title = "Någon annan ändrade det här först"


class AlreadyExists(Problem):
    status, slug = 409, "already-exists"
    title = "Det är redan inskrivet"


class OperationReused(Problem):
    status, slug = 409, "operation-reused"
    title = "Samma nummer har redan använts till något annat"


class BaseRejected(Problem):
    status, slug = 409, "base-rejected"
    title = "Det som ändringen bygger på togs inte emot"


class TooLarge(Problem):
    status, slug = 413, "too-large"
    title = "Det är för mycket på en gång"


class UnsupportedMediaType(Problem):
    status, slug = 415, "unsupported-media-type"
    title = "Skicka det som application/json"


class InvalidInput(Problem):
    status, slug = 422, "invalid-input"
    title = "Något i det inskrivna behöver rättas"


class InvalidCountingRule(Problem):
    status, slug = 422, "invalid-counting-rule"
    title = "Räkneregeln går inte att använda"


def every_problem() -> tuple[type[Problem], ...]:
    """All kinds, the plain `Problem` excluded; what docs/problems.md must describe."""
    return tuple(Problem.__subclasses__())
