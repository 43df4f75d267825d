"""Statements both databases say the same way but SQLAlchemy spells apart, keys in portions, and answers read in portions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, CursorResult

T = TypeVar("T")
Rows = Sequence[dict[str, Any]]
CHUNK = 500  # keys in one IN (...): well under SQLite's limit on bound values


_WORDINGS_LOCK = 0x57495247  # beside the engine's own locks of a PostgreSQL server


def wordings_alone(connection: Connection) -> None:
    """Let one program at a time write wordings and what hangs on them until the transaction ends: SQLite does, PostgreSQL has to be asked.

    Else one gives a copy a wording that another takes out, as no copy has it, or each waits for rows of the other.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WORDINGS_LOCK)))


def insert_into(connection: Connection, table: sa.Table) -> Any:
    """Return the connected database's own insert, which knows what to do on a conflict; the other's is not loaded."""
    return _inserts(connection.dialect.name)(table)


@cache
def _inserts(dialect: str) -> Any:
    return import_module(f"sqlalchemy.dialects.{dialect}").insert


def insert_new(connection: Connection, table: sa.Table, rows: Rows) -> int:
    """Insert *rows*, leaving out those whose key is there already. Returns how many were inserted."""
    if not rows:
        return 0
    return int(connection.execute(_new_into(connection.dialect.name, table), list(rows)).rowcount)


def insert_returning(connection: Connection, table: sa.Table, rows: Rows, key: str) -> dict[Any, int]:
    """Insert *rows*, leaving out those whose key is there already. Returns the ids of those inserted, by the column *key*."""
    if not rows:
        return {}
    return dict(connection.execute(_new_into(connection.dialect.name, table, key), list(rows)).all())


def insert_numbers(connection: Connection, table: sa.Table, rows: Sequence[tuple[int, ...]]) -> None:
    """Do the same with rows of numbers, in the order of the table's columns.

    They go to the driver as they are: SQLAlchemy takes longer to look at each than SQLite to write it.
    """
    if rows:
        statement = insert_into(connection, table).on_conflict_do_nothing()
        compiled = statement.compile(dialect=connection.dialect, column_keys=table.columns.keys())
        names = compiled.positiontup
        given = list(rows) if names else [dict(zip(table.columns.keys(), row, strict=True)) for row in rows]
        connection.exec_driver_sql(str(compiled), given)


def upsert(connection: Connection, table: sa.Table, row: dict[str, Any]) -> None:
    """Insert *row*, or write it over the one with the same primary key."""
    connection.execute(_over(connection.dialect.name, table, tuple(row)), row)


@cache  # to build a statement anew takes as long as to execute it
def _new_into(dialect: str, table: sa.Table, key: str = "") -> Any:
    statement = _inserts(dialect)(table).on_conflict_do_nothing()
    return statement.returning(table.c[key], table.c.id) if key else statement.execution_options(preserve_rowcount=True)


@cache
def _over(dialect: str, table: sa.Table, names: tuple[str, ...]) -> Any:
    keys = {column.name for column in table.primary_key}
    insert = _inserts(dialect)(table).values({name: sa.bindparam(name) for name in names})
    changes = {name: insert.excluded[name] for name in names if name not in keys}
    return insert.on_conflict_do_update(index_elements=sorted(keys), set_=changes)


def chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Cut *values* into pieces of at most *size*."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


@contextmanager
def streamed(connection: Connection, query: sa.Select[Any], *, at_once: int) -> Iterator[CursorResult[Any]]:
    """Give the rows of *query*, read from the database so many at a time.

    The server's cursor goes with the reader, also with one that stops early, unless the connection has gone before: a
    generator that an error left half read is ended by Python whenever it likes.
    """
    rows = connection.execute(query.execution_options(yield_per=at_once))
    try:
        yield rows
    finally:
        if not connection.closed:
            rows.close()
