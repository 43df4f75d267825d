"""Carrying every row of a store to an empty one, of either kind of database, and proving that it arrived.

It is one transaction of the target: either all is there and was read back alike, or the target is as empty as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from crawler.errors import StoreError
from crawler.store.schema import metadata
from crawler.store.statements import streamed
from crawler.store.whole.digests import TableDigest

Told = Callable[[str, int], None]  # the table, and how many of its rows are there
_ROWS = 200  # read and written at a time: a row can carry a whole page


def is_empty(connection: Connection) -> bool:
    """Whether no table of the store has a row."""
    return all(
        connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is None
        for table in metadata.sorted_tables
    )


def see_one_state(connection: Connection) -> None:
    """Let a transaction that has just begun see one state of the database to its end, as SQLite's always do."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def transfer(source: Connection, target: Connection, *, told: Told) -> dict[str, int]:
    """Copy all tables, parents first. Returns the rows of each. Raises StoreError for a table that reads otherwise there."""
    moved = {}
    for table in metadata.sorted_tables:
        there = TableDigest()
        for rows in _batches(source, table):
            there.take(rows)
            target.execute(table.insert(), [row._asdict() for row in rows])
            told(table.name, there.rows)
        _go_on_counting(target, table)
        if _digest(target, table) != there:
            raise StoreError(f"the rows of {table.name} do not read back as they were; nothing was copied")
        moved[table.name] = there.rows
    return moved


def _digest(connection: Connection, table: sa.Table) -> TableDigest:
    digest = TableDigest()
    for rows in _batches(connection, table):
        digest.take(rows)
    return digest


def _batches(connection: Connection, table: sa.Table) -> Iterator[Sequence[Row[tuple[object, ...]]]]:
    with streamed(connection, sa.select(table), at_once=_ROWS) as result:
        yield from result.partitions()


def _go_on_counting(connection: Connection, table: sa.Table) -> None:
    """Let PostgreSQL number the next rows after those that came with their numbers; SQLite does by itself."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    last = connection.execute(sa.select(sa.func.max(column))).scalar()
    if last is not None:
        sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(sa.select(sa.func.setval(sequence, last)))
