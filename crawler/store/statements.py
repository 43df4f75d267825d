"""Statements both databases say the same way but SQLAlchemy spells apart: insert-unless-there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

T = TypeVar("T")
Rows = Sequence[dict[str, Any]]
CHUNK = 500  # keys in one IN (...): well under SQLite's limit on bound values


def insert_new(connection: Connection, table: sa.Table, rows: Rows) -> None:
    """Insert *rows*, leaving out those whose key is there already."""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def upsert(connection: Connection, table: sa.Table, row: dict[str, Any]) -> None:
    """Insert *row*, or write it over the one with the same primary key."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    keys = {column.name for column in table.primary_key}
    changes = {name: value for name, value in row.items() if name not in keys}
    connection.execute(
        dialect.insert(table).values(**row).on_conflict_do_update(index_elements=sorted(keys), set_=changes)
    )


def chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Cut *values* into pieces of at most *size*."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
