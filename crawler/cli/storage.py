"""Commands about a store as a whole: db size, db copy."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.cli import options
from crawler.cli.console import counted, progress, say


def size(store: options.StoreOption = options.DEFAULT_STORE) -> None:
    """Show the rows of each table and the room it takes with its indexes, the largest first. Changes nothing.

    Example: **wiretrace db size --store news.db**
    """
    from crawler.store.whole.sizes import table_sizes

    with options.opened(store) as opened, opened.read() as connection:
        sizes = table_sizes(connection)
    copies = next((size.rows for size in sizes if size.table == "copy"), None) or 0
    whole = sum(size.bytes or 0 for size in sizes)
    for one in sizes:
        rows = "" if one.rows is None else str(one.rows)
        say(f"{one.table:20}{rows:>12}{_room(one.bytes):>14}")
    each = f", {_room(whole // copies)} for each of {counted(copies, 'copy')}" if copies else ""
    say(f"{_room(whole)} in all{each}")


def copy(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The new store, in the same words as --store.")],
    store: options.StoreOption = options.DEFAULT_STORE,
) -> None:
    """Copy a store to a new one, from SQLite to PostgreSQL, back, or to another file.

    All of it or nothing: every table's rows are counted and hashed on both sides before the copy counts. Others may read the
    store meanwhile; what they write after the copy began is not in it.

    Example: **wiretrace db copy postgresql+psycopg://desk@db.example/news --store news.db**
    """
    from crawler.jobs.upkeep.moving import copy_store

    with options.opened(store) as source, options.opened(target, make=True) as made, progress() as show:
        rows = copy_store(source, made, progress=show)
        say(f"{made.shown} is a copy of {source.shown}: {counted(sum(rows.values()), 'row')}, read back alike")


def _room(taken: int | None) -> str:
    """Return a number of bytes as people say it, "?" where the database cannot tell."""
    if taken is None:
        return "?"
    for unit, bytes_of in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if taken >= bytes_of:
            return f"{taken / bytes_of:.1f} {unit}"
    return f"{taken} B"
