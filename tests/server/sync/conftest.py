"""What the tests of a push and a pull start from."""

import pytest
from flask import Flask

from tests.clock import SettableClock
from tests.server.sync.phone import Field, make_field


@pytest.fixture
def field(app: Flask, clock: SettableClock) -> Field:
    """Two officers of one police area, and what they are counted for."""
    return make_field(app, clock)
