"""The residents' pages are tried on the demo."""

from tests.server.demo.conftest import demo

__all__ = ["demo"]
