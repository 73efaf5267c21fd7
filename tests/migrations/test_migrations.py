"""What holds for every migration, whatever it does."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import CheckConstraint, inspect

from server.db import db
from tests.databases import MIGRATIONS, Databases, Engine, app_on, downgrade, upgrade
from tests.migrations.schema import describe

VERSION_FILES = sorted((MIGRATIONS / "versions").glob("*.py"))


def revisions() -> list[str]:
    """Every revision id, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    return [script.revision for script in scripts.walk_revisions()][::-1]


@pytest.fixture
def empty_app(engine: Engine, databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database without tables."""
    with databases.empty(engine) as url, app_on(url, home=tmp_path) as app:
        yield app


def schema_of(app: Flask) -> dict[str, Any]:
    with app.app_context(), db.engine.connect() as connection:
        return describe(connection)


def test_there_is_one_head_and_the_head_file_names_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    heads = ScriptDirectory.from_config(config).get_heads()

    assert heads == [(MIGRATIONS / ".current-alembic-head").read_text().strip()]


def test_revisions_are_numbered_in_their_order() -> None:
    numbers = [int(revision.split("_")[0]) for revision in revisions()]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", VERSION_FILES, ids=lambda path: path.stem)
def test_a_migration_is_named_by_its_revision_and_never_imports_the_server(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert path.stem in revisions()
    assert not any(name.split(".")[0] == "server" for name in imported)
    assert ast.get_docstring(tree), "the docstring says why the migration is needed"


def test_head_equals_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, db.metadata)

    assert differences == []


def test_head_has_the_checks_of_the_models(app: Flask) -> None:
    # Alembic's comparison leaves check constraints out.
    expected = {
        (table.name, str(constraint.name))
        for table in db.metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }

    with app.app_context(), db.engine.connect() as connection:
        inspector = inspect(connection)
        found = {
            (table, str(check["name"]))
            for table in inspector.get_table_names()
            for check in inspector.get_check_constraints(table)
        }

    assert found == expected


def test_every_migration_down_leads_back_to_the_schema_before_it(empty_app: Flask) -> None:
    schemas = {"base": schema_of(empty_app)}
    for revision in revisions():
        upgrade(empty_app, revision)
        schemas[revision] = schema_of(empty_app)

    for target in ["base", *revisions()][-2::-1]:
        downgrade(empty_app, target)

        assert schema_of(empty_app) == schemas[target]


def test_up_down_and_up_again_gives_the_same_schema(empty_app: Flask) -> None:
    upgrade(empty_app)
    first = schema_of(empty_app)

    downgrade(empty_app, "base")
    upgrade(empty_app)

    assert schema_of(empty_app) == first
