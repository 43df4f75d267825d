"""How much room each table of a store takes, by the database's own account."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from crawler.store.schema import metadata

OTHER = "(other)"  # free pages, the database's own catalogue, tables of other programs


@dataclass(frozen=True, slots=True)
class TableSize:
    """One table: its rows, and its bytes with those of its indexes. `bytes` is None where the database cannot tell."""

    table: str
    rows: int | None
    bytes: int | None


def table_sizes(connection: Connection) -> list[TableSize]:
    """Return every table of the store, the largest first, then what is none of theirs; all bytes together are the database's."""
    taken, whole = _taken(connection)
    sizes = [
        TableSize(name, rows, taken.get(name, 0) if taken is not None else None)
        for name, rows in _rows(connection).items()
    ]
    rest = whole - sum(size.bytes or 0 for size in sizes)
    return [*sorted(sizes, key=lambda size: (-(size.bytes or 0), size.table)), TableSize(OTHER, None, rest)]


def _rows(connection: Connection) -> dict[str, int]:
    counted = ((table, sa.select(sa.func.count()).select_from(table)) for table in metadata.sorted_tables)
    return {table.name: connection.execute(query).scalar_one() for table, query in counted}


def _taken(connection: Connection) -> tuple[dict[str, int] | None, int]:
    """Return the bytes of each table, None where they are not to be had, and those of the whole database."""
    return _taken_sqlite(connection) if connection.dialect.name == "sqlite" else _taken_postgres(connection)


def _taken_sqlite(connection: Connection) -> tuple[dict[str, int] | None, int]:
    pages, size = (connection.execute(sa.text(f"PRAGMA {name}")).scalar_one() for name in ("page_count", "page_size"))
    query = (
        "SELECT m.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_master m ON m.name = d.name"
        " WHERE d.aggregate = TRUE GROUP BY m.tbl_name"
    )
    try:
        return {row[0]: row[1] for row in connection.execute(sa.text(query))}, pages * size
    except OperationalError:  # SQLite built without its table dbstat, as some systems do
        return None, pages * size


def _taken_postgres(connection: Connection) -> tuple[dict[str, int] | None, int]:
    query = "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid)"
    whole = connection.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one()
    return {row[0]: row[1] for row in connection.execute(sa.text(query))}, whole
