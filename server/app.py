"""The only file that wires things together: settings in, a Flask app out."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_migrate import Migrate

from server import cli, openapi, operations, static_files, tables
from server.activities import routes as activities
from server.auth import routes as auth
from server.catalogue.service import load_catalogue
from server.clock import Clock, system_clock
from server.commitments import routes as commitments
from server.db import db, init_db
from server.headers import init_headers
from server.http import init_http
from server.login import init_login
from server.places import routes as places
from server.progress import routes as progress
from server.public import routes as public
from server.settings import MAX_BODY_BYTES, PROJECT_ROOT, Settings
from server.static_files import init_static_files
from server.sync import routes as sync

API = "/api/v1"
API_BLUEPRINTS = (
    openapi.blueprint,
    auth.blueprint,
    activities.blueprint,
    commitments.blueprint,
    places.blueprint,
    progress.blueprint,
    sync.blueprint,
)
OTHER_BLUEPRINTS = (operations.blueprint, static_files.blueprint, public.blueprint)


def create_app(settings: Settings, *, clock: Clock = system_clock) -> Flask:
    """Build the app. Nothing is read from the environment here, and nothing is written."""
    app = Flask("server", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # An error's text goes to the log; what people wrote does not.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
        PUBLIC_URL=settings.public_url,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        SESSION_COOKIE_NAME="trygglogg",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=timedelta(days=366),
        # The cookie's token never changes after sign-in, so no answer needs to set it again.
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    app.extensions["trygglogg.settings"] = settings
    app.extensions["trygglogg.clock"] = clock
    app.extensions["trygglogg.catalogue"] = load_catalogue()
    app.extensions["trygglogg.tables"] = tables.__all__
    init_db(app)
    Migrate(app, db, directory=str(PROJECT_ROOT / "migrations"))
    init_http(app)
    init_login(app)
    for blueprint in API_BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix=API)
    for blueprint in OTHER_BLUEPRINTS:
        app.register_blueprint(blueprint)
    init_headers(app, settings)
    init_static_files(app, settings)
    cli.register(app)
    return app
