"""Reads the shipped catalogue files once, at start-up, and refuses to start on any fault.

The files are data under review: kinds/<code>.json, outcomes.json and words.json in this package.
They are read through importlib.resources, so that a wheel works like a checkout.
"""

import json
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from marshmallow import Schema, ValidationError

from server.catalogue.rules.composing import CatalogueError, compose_catalogue
from server.catalogue.rules.definitions import (
    Catalogue,
    KindDefinition,
    OutcomeDefinition,
    WordLists,
)
from server.catalogue.schemas import KindSchema, OutcomeSchema, WordListsSchema


def load_catalogue(folder: Traversable | None = None) -> Catalogue:
    """The catalogue in that folder, the shipped one by default.

    Raises CatalogueError with every fault found: first those of shape, file by file, and when all
    files have the right shape those of meaning.
    """
    source = folder if folder is not None else resources.files("server.catalogue")
    faults: list[str] = []
    revisions: list[KindDefinition] = []
    outcomes: list[OutcomeDefinition] = []
    words: WordLists | None = None

    kind_files = sorted(
        (entry for entry in source.joinpath("kinds").iterdir() if entry.name.endswith(".json")),
        key=lambda entry: entry.name,
    )
    for entry in kind_files:
        try:
            revisions += _read_kind(entry)
        except CatalogueError as error:
            faults += error.faults
    try:
        outcomes = _load(
            OutcomeSchema(many=True), _read_json(source / "outcomes.json"), "outcomes.json"
        )
    except CatalogueError as error:
        faults += error.faults
    try:
        words = _load(WordListsSchema(), _read_json(source / "words.json"), "words.json")
    except CatalogueError as error:
        faults += error.faults

    if faults or words is None:
        raise CatalogueError(faults)
    return compose_catalogue(revisions, outcomes, words)


def _read_kind(entry: Traversable) -> list[KindDefinition]:
    """The revisions in one kind file: the newest, which is the file itself, and its `history`."""
    name = f"kinds/{entry.name}"
    content = _read_json(entry)
    if not isinstance(content, dict):
        raise CatalogueError([f"{name}: not a JSON object"])
    history = content.pop("history", [])
    newest: KindDefinition = _load(KindSchema(), content, name)
    older: list[KindDefinition] = _load(KindSchema(many=True), history, f"{name}: history")
    faults = [
        f"{name}: holds the kind {kind.code!r}; a file is named after its only kind"
        for kind in (newest, *older)
        if f"{kind.code}.json" != entry.name
    ]
    faults += [
        f"{name}: revision {kind.revision} in history is not older than {newest.revision}"
        for kind in older
        if kind.revision >= newest.revision
    ]
    if faults:
        raise CatalogueError(faults)
    return [newest, *older]


def _read_json(entry: Traversable) -> Any:
    try:
        return json.loads(entry.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CatalogueError([f"{entry.name}: the file is missing"]) from error
    except json.JSONDecodeError as error:
        raise CatalogueError([f"{entry.name}: not JSON: {error}"]) from error


def _load(schema: Schema, content: Any, name: str) -> Any:
    try:
        return schema.load(content)
    except ValidationError as error:
        raise CatalogueError(_shape_faults(name, error.messages)) from error


def _shape_faults(where: str, messages: Any) -> list[str]:
    """marshmallow's nested messages as flat sentences: `kinds/x.json: fields.0.type: …`."""
    if isinstance(messages, dict):
        return [
            fault
            for key, value in messages.items()
            for fault in _shape_faults(f"{where}: {key}" if key != "_schema" else where, value)
        ]
    if isinstance(messages, list):
        return [fault for message in messages for fault in _shape_faults(where, message)]
    return [f"{where}: {messages}"]
