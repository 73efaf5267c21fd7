"""Reads the shipped demo files, through importlib.resources, so that a wheel has them too."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from server.demo.rules.data import DemoData
from server.demo.schemas.log import LogSchema
from server.demo.schemas.organisations import OrganisationsSchema
from server.demo.schemas.places import PlacesSchema
from server.demo.schemas.promises import PromiseSchema

PROMISE_FILES = ("ale-2020", "kungalv-2017", "amal-2021", "exempel")
LOG_FILES = ("log-ale-2020", "log-exempel")


def read_demo() -> DemoData:
    """The shipped demo files. Raises marshmallow's ValidationError where one has a slip."""
    entries = [entry for name in LOG_FILES for entry in LogSchema().load(_read(f"{name}.json"))]
    return DemoData(
        organisations=OrganisationsSchema().load(_read("organisations.json")),
        places=PlacesSchema().load(_read("places.json")),
        promises=tuple(
            PromiseSchema().load(_read(f"promises/{name}.json")) for name in PROMISE_FILES
        ),
        entries=tuple(entries),
    )


def _read(name: str) -> Any:
    return json.loads((resources.files("server.demo") / name).read_text(encoding="utf-8"))
