"""The built app at `/`, and what stands there when nothing is built."""

import gzip
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.headers import standing_headers
from server.settings import Settings
from tests.databases import close_connections

PAGE = "<!doctype html><title>Trygglogg</title>"


@pytest.fixture
def built(settings: Settings) -> Iterator[Flask]:
    """A server in front of which a build stands."""
    folder = settings.static_folder
    (folder / "assets").mkdir()
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "sw.js").write_text("self", encoding="utf-8")
    (folder / "manifest.webmanifest").write_text("{}", encoding="utf-8")
    script = folder / "assets" / "index-Bx3kQ9aZ.js"
    script.write_text("let a = 1;" * 100, encoding="utf-8")
    script.with_name(script.name + ".gz").write_bytes(gzip.compress(script.read_bytes()))
    app = create_app(settings)
    yield app
    close_connections(app)


def test_the_page_is_served_and_asked_for_anew_each_time(built: Flask) -> None:
    answer = built.test_client().get("/", buffered=True)

    assert answer.text == PAGE
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/sw.js", "/manifest.webmanifest"])
def test_what_has_no_hash_in_its_name_is_asked_for_anew(built: Flask, path: str) -> None:
    answer = built.test_client().get(path, buffered=True)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_manifest_is_told_as_one(built: Flask) -> None:
    answer = built.test_client().get("/manifest.webmanifest", buffered=True)

    assert answer.mimetype == "application/manifest+json"


def test_hashed_files_are_kept_for_ever_and_come_compressed(built: Flask) -> None:
    answer = built.test_client().get(
        "/assets/index-Bx3kQ9aZ.js", headers={"Accept-Encoding": "gzip"}, buffered=True
    )

    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data).startswith(b"let a")


def test_the_files_carry_the_headers(built: Flask, settings: Settings) -> None:
    for path in ("/", "/sw.js", "/assets/index-Bx3kQ9aZ.js"):
        answer = built.test_client().get(path, buffered=True)
        for name, value in standing_headers(settings).items():
            assert answer.headers[name] == value


def test_no_file_of_a_demo_is_indexed(built: Flask, settings: Settings) -> None:
    app = create_app(replace(settings, is_demo=True))
    try:
        answer = app.test_client().get("/", buffered=True)
    finally:
        close_connections(app)

    assert answer.text == PAGE
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_build_never_stands_in_the_way_of_the_api(built: Flask) -> None:
    client = built.test_client()

    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/api/v1/session").status_code == 401
    assert client.get("/assets/gone-Bx3kQ9aZ.js").status_code == 404


def test_nothing_outside_the_folder_is_served(built: Flask) -> None:
    client = built.test_client()

    for path in ("/../1.db", "/assets/../../secret-key", "/%2e%2e/secret-key"):
        assert client.get(path).status_code == 404


def test_without_a_build_the_page_says_what_to_run(client: FlaskClient) -> None:
    answer = client.get("/")

    assert answer.status_code == 503
    assert "make run" in answer.text
    assert "npm run build" in answer.text
