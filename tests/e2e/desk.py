"""The API as one signed-in account sees it, for what no screen shows."""

from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from playwright.sync_api import Playwright

from tests.e2e.installation import PASSWORD

API = "/api/v1"


class Desk:
    """Signed in when entered. Everything it reads is what the server answers now."""

    def __init__(self, playwright: Playwright, url: str, account: str) -> None:
        self._request = playwright.request.new_context(base_url=url)
        self._account = account
        self.session: dict[str, Any] = {"csrf_token": ""}

    def __enter__(self) -> Self:
        self.session = self.post(
            "/session", {"email": address(self._account), "password": PASSWORD}
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._request.dispose()

    def get(self, path: str, **query: str) -> Any:
        """What a GET answers; anything but 200 fails the test."""
        answer = self._request.get(API + path, params=dict(query))
        assert answer.status == 200, answer.text()
        return answer.json()

    def post(self, path: str, body: Any) -> Any:
        """What a POST answers, whether it was taken or refused."""
        headers = {"X-CSRF-Token": self.session["csrf_token"]}
        return self._request.post(API + path, data=body, headers=headers).json()

    def push(self, *operations: dict[str, Any]) -> list[dict[str, Any]]:
        """Send operations past the phone; gives their results."""
        body = {
            "device_id": str(uuid4()),
            "device_time": datetime.now(UTC).isoformat(),
            "operations": operations,
        }
        results: list[dict[str, Any]] = self.post("/sync/push", body)["results"]
        return results

    def commitment(self, promise: str, position: int = 0) -> tuple[str, str]:
        """The ids of the promise with that label and of one commitment in it."""
        found = next(p for p in self.get("/promises")["items"] if p["label"] == promise)
        return found["id"], found["commitments"][position]["id"]

    def progress(self, promise: str, **query: str) -> dict[str, Any]:
        """The row of the promise's first commitment."""
        promise_id, commitment_id = self.commitment(promise)
        rows = self.get(f"/promises/{promise_id}/progress", **query)["items"]
        return next(row for row in rows if row["commitment_id"] == commitment_id)

    def contributions(self, promise: str, **query: str) -> list[dict[str, Any]]:
        """The entries behind that row."""
        _, commitment_id = self.commitment(promise)
        answer = self.get(f"/commitments/{commitment_id}/contributions", limit="500", **query)
        items: list[dict[str, Any]] = answer["items"]
        return items


def address(account: str) -> str:
    """The address that a demo account signs in with."""
    return f"{account}@demo.invalid"
