"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class SettableClock:
    """What `create_app(settings, clock=…)` takes; a test sets the instant that matters to it."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def __call__(self) -> datetime:
        return self._instant

    def set(self, instant: datetime | str) -> None:
        """Move to an aware instant, given as such or as RFC 3339 text."""
        if isinstance(instant, str):
            instant = datetime.fromisoformat(instant)
        if instant.tzinfo is None:
            raise ValueError("an instant needs an offset")
        self._instant = instant.astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Move on, or back with a negative step."""
        self._instant += step
