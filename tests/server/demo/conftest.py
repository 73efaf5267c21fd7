"""The demo, loaded once an engine for all tests that only read it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask

from server.app import create_app
from server.catalogue.service import load_catalogue
from server.demo.rules.ids import demo_id
from server.demo.service.load import load_demo
from server.organisations.models import Organisation
from tests.clock import SettableClock
from tests.databases import ENGINES, Databases, close_connections, settings_for
from tests.factories import PASSWORD, make_membership, make_user, stored

# A day long after the three historical promises, and late in the year of the example promise.
LOADED_ON = "2026-11-22T12:00:00+01:00"
COORDINATED = ("ale-kommun", "kungalvs-kommun", "amals-kommun")


@pytest.fixture(scope="package", params=ENGINES)
def demo(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Flask]:
    """The app on a database with the demo, and a coordinator of each municipality in it.

    Tests share it: they read, and what they sign in leaves no trace that another would see.
    """
    home = tmp_path_factory.mktemp("demo")
    with databases.at_head(request.param) as url:
        clock = SettableClock(datetime.fromisoformat(LOADED_ON))
        app = create_app(settings_for(url, home=home), clock=clock)
        with stored(app) as session:
            load_demo(session, catalogue=load_catalogue(), password=PASSWORD, now=clock())
            for key in COORDINATED:
                organisation = session.get_one(Organisation, demo_id("organisation", key))
                user = make_user(session, email=f"{key}@demo.invalid")
                make_membership(session, user, organisation, "coordinator")
        yield app
        close_connections(app)
