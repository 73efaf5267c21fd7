"""Settings, read once from the environment into a frozen object.

Nothing else in the server reads `os.environ`. A missing secret refuses to start; only the demo
may make one for itself, kept under the home folder with the owner's eyes only.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
MINIMUM_SECRET_LENGTH = 32
MAX_BODY_BYTES = 2 * 1024 * 1024


class SettingsError(RuntimeError):
    """The environment does not describe an installation that may start."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the server needs to know before it starts."""

    home: Path
    database_url: str
    secret_key: str
    public_url: str
    is_demo: bool
    demo_password: str | None
    static_folder: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raises `SettingsError` with a sentence that says what to set."""
        env = os.environ if environment is None else environment
        home = Path(env.get("TRYGGLOGG_HOME") or "instance").resolve()
        is_demo = _flag(env, "TRYGGLOGG_DEMO")
        host = env.get("HOST") or "127.0.0.1"
        port = env.get("PORT") or "8000"
        return cls(
            home=home,
            database_url=_database_url(env, home),
            secret_key=_secret_key(env, home, is_demo=is_demo),
            public_url=(env.get("TRYGGLOGG_PUBLIC_URL") or f"http://{host}:{port}").rstrip("/"),
            is_demo=is_demo,
            demo_password=env.get("TRYGGLOGG_DEMO_PASSWORD") or None,
            static_folder=_static_folder(),
        )


def read_or_make_secret(path: Path, *, length: int = 48) -> str:
    """Return the secret kept in `path`, making it (readable by the owner only) the first time."""
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    value = secrets.token_urlsafe(length)
    # O_EXCL: when two workers start at once, the slower one reads what the faster one wrote.
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(value)
    return value


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value in {"", "0", "false", "no"}:
        return False
    if value in {"1", "true", "yes"}:
        return True
    raise SettingsError(f"{name} must be 1 or 0, not {value!r}.")


def _database_url(env: Mapping[str, str], home: Path) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{home / 'trygglogg.db'}"
    # The short names that hosting services hand out mean psycopg 3 here.
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite://", "postgresql+psycopg://")):
        raise SettingsError("DATABASE_URL must name a SQLite or a PostgreSQL database.")
    return url


def _secret_key(env: Mapping[str, str], home: Path, *, is_demo: bool) -> str:
    key = env.get("TRYGGLOGG_SECRET_KEY", "")
    if not key and is_demo:
        return read_or_make_secret(home / "secret-key")
    if not key:
        raise SettingsError(
            "TRYGGLOGG_SECRET_KEY is missing. Set it to a long random text, for example what "
            'python3 -c "import secrets; print(secrets.token_urlsafe(48))" prints.'
        )
    if len(key) < MINIMUM_SECRET_LENGTH:
        raise SettingsError(
            f"TRYGGLOGG_SECRET_KEY must be at least {MINIMUM_SECRET_LENGTH} characters long."
        )
    return key


def _static_folder() -> Path:
    """Where the built PWA lies: inside an installed package, or in the checkout."""
    packaged = Path(__file__).resolve().parent / "pwa"
    return packaged if packaged.exists() else PROJECT_ROOT / "pwa" / "dist"
