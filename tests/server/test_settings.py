"""What the environment must say before the server starts, and what it says when it refuses."""

import stat
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from server.settings import (
    MINIMUM_SECRET_LENGTH,
    Settings,
    SettingsError,
    read_or_make_secret,
)

SECRET = "s" * MINIMUM_SECRET_LENGTH


def settings_from(home: Path, **environment: str) -> Settings:
    """The settings of an installation that is not a demo, with what the test names besides."""
    plain = {"TRYGGLOGG_HOME": str(home), "TRYGGLOGG_SECRET_KEY": SECRET}
    return Settings.from_environment(plain | environment)


class TestSecretKey:
    def test_a_missing_one_refuses_to_start_and_says_what_to_set(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="TRYGGLOGG_SECRET_KEY is missing"):
            settings_from(tmp_path, TRYGGLOGG_SECRET_KEY="")

        assert list(tmp_path.iterdir()) == []

    def test_a_short_one_refuses_to_start(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="at least 32 characters"):
            settings_from(tmp_path, TRYGGLOGG_SECRET_KEY=SECRET[1:])

    def test_a_short_one_refuses_to_start_a_demo_too(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="at least 32 characters"):
            settings_from(tmp_path, TRYGGLOGG_SECRET_KEY="short", TRYGGLOGG_DEMO="1")

    def test_the_sentence_never_repeats_the_secret(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError) as refusal:
            settings_from(tmp_path, TRYGGLOGG_SECRET_KEY="not-so-secret")

        assert "not-so-secret" not in str(refusal.value)

    def test_a_long_enough_one_is_used(self, tmp_path: Path) -> None:
        assert settings_from(tmp_path).secret_key == SECRET

    def test_a_demo_makes_its_own_and_keeps_it(self, tmp_path: Path) -> None:
        demo = {"TRYGGLOGG_HOME": str(tmp_path), "TRYGGLOGG_DEMO": "1"}

        first, second = Settings.from_environment(demo), Settings.from_environment(demo)

        assert first.secret_key == second.secret_key
        assert len(first.secret_key) >= MINIMUM_SECRET_LENGTH

    def test_a_kept_secret_is_for_its_owner_only(self, tmp_path: Path) -> None:
        path = tmp_path / "deeper" / "secret-key"

        made = read_or_make_secret(path)

        assert read_or_make_secret(path) == made
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


class TestFlags:
    @pytest.mark.parametrize("value", ["1", "true", "TRUE", "yes", " 1 "])
    def test_yes(self, tmp_path: Path, value: str) -> None:
        assert settings_from(tmp_path, TRYGGLOGG_DEMO=value).is_demo

    @pytest.mark.parametrize("value", ["", "0", "false", "No"])
    def test_no(self, tmp_path: Path, value: str) -> None:
        assert not settings_from(tmp_path, TRYGGLOGG_DEMO=value).is_demo

    def test_an_installation_is_no_demo_unless_it_says_so(self, tmp_path: Path) -> None:
        assert not settings_from(tmp_path).is_demo

    @pytest.mark.parametrize("value", ["2", "on", "ja", "demo"])
    def test_anything_else_refuses_to_start(self, tmp_path: Path, value: str) -> None:
        """A misspelt flag must not turn a real installation into a demo, or the other way."""
        with pytest.raises(SettingsError, match="TRYGGLOGG_DEMO must be 1 or 0"):
            settings_from(tmp_path, TRYGGLOGG_DEMO=value)


class TestDatabase:
    def test_it_lies_under_the_home_folder_by_default(self, tmp_path: Path) -> None:
        assert settings_from(tmp_path).database_url == f"sqlite:///{tmp_path / 'trygglogg.db'}"

    @pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
    def test_every_name_of_postgresql_means_the_one_driver(
        self, tmp_path: Path, scheme: str
    ) -> None:
        settings = settings_from(tmp_path, DATABASE_URL=f"{scheme}://db.invalid/trygglogg")

        assert settings.database_url == "postgresql+psycopg://db.invalid/trygglogg"

    @pytest.mark.parametrize(
        "url", ["mysql://db.invalid/x", "postgresql+asyncpg://db.invalid/x", "x"]
    )
    def test_any_other_database_refuses_to_start(self, tmp_path: Path, url: str) -> None:
        with pytest.raises(SettingsError, match="DATABASE_URL"):
            settings_from(tmp_path, DATABASE_URL=url)

    def test_a_refused_address_is_not_repeated_with_its_password(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError) as refusal:
            settings_from(tmp_path, DATABASE_URL="mysql://user:hidden@db.invalid/x")

        assert "hidden" not in str(refusal.value)


class TestPublicUrl:
    def test_it_is_where_the_server_listens_by_default(self, tmp_path: Path) -> None:
        assert settings_from(tmp_path).public_url == "http://127.0.0.1:8000"
        assert settings_from(tmp_path, HOST="127.0.0.2", PORT="81").public_url == (
            "http://127.0.0.2:81"
        )

    def test_it_never_ends_in_a_slash(self, tmp_path: Path) -> None:
        settings = settings_from(tmp_path, TRYGGLOGG_PUBLIC_URL="https://trygglogg.invalid/")

        assert settings.public_url == "https://trygglogg.invalid"


def test_empty_settings_count_as_missing(tmp_path: Path) -> None:
    settings = settings_from(
        tmp_path, DATABASE_URL="", TRYGGLOGG_PUBLIC_URL="", TRYGGLOGG_DEMO_PASSWORD=""
    )

    assert settings.database_url.startswith("sqlite:///")
    assert settings.public_url
    assert settings.demo_password is None


def test_the_process_environment_is_read_when_none_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRYGGLOGG_HOME", str(tmp_path))
    monkeypatch.setenv("TRYGGLOGG_SECRET_KEY", SECRET)

    assert Settings.from_environment().home == tmp_path


def test_settings_do_not_change_once_read(tmp_path: Path) -> None:
    settings = settings_from(tmp_path)

    with pytest.raises(FrozenInstanceError):
        settings.is_demo = True  # type: ignore[misc]  # that it cannot be done is the point


def test_no_setting_turns_signing_in_off() -> None:
    """The names of all settings, so that a new one is looked at with this in mind."""
    assert set(Settings.__slots__) == {
        "home",
        "database_url",
        "secret_key",
        "public_url",
        "is_demo",
        "demo_password",
        "static_folder",
    }
