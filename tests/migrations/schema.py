"""Describes the schema of a database, so that two can be compared."""

from typing import Any

from sqlalchemy import Connection, inspect


def describe(connection: Connection) -> dict[str, Any]:
    """Give every table with its columns, keys, checks and indexes, in an order that is stable.

    Alembic's own table is left out: it says which revision the schema is at.
    """
    inspector = inspect(connection)
    return {
        table: {
            "columns": [
                {**column, "type": str(column["type"])} for column in inspector.get_columns(table)
            ],
            "primary_key": inspector.get_pk_constraint(table),
            "foreign_keys": _by_name(inspector.get_foreign_keys(table)),
            "unique": _by_name(inspector.get_unique_constraints(table)),
            "checks": _by_name(inspector.get_check_constraints(table)),
            "indexes": _by_name(inspector.get_indexes(table)),
        }
        for table in sorted(inspector.get_table_names())
        if table != "alembic_version"
    }


def _by_name(items: Any) -> list[dict[str, Any]]:
    return sorted((dict(item) for item in items), key=lambda item: str(item["name"]))
