"""Commands about a store as a whole: db size, db copy, db prune."""

from __future__ import annotations

from datetime import timedelta
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

    Example: **wiretrace db copy archive.db --store news.db**
    """
    from crawler.jobs.upkeep.moving import copy_store

    with options.opened(store) as source, options.opened(target, make=True) as made, progress() as show:
        rows = copy_store(source, made, progress=show)
        say(f"{made.shown} is a copy of {source.shown}: {counted(sum(rows.values()), 'row')}, read back alike")


def prune(
    older_than: Annotated[
        str,
        typer.Option(
            "--older-than", help="Let go of pages fetched longer ago than this: 90d, 48h.", show_default=False
        ),
    ],
    store: options.StoreOption = options.DEFAULT_STORE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False,
    shrink: Annotated[
        bool,
        typer.Option("--shrink", help="Give the room back to the disk, too; takes a while, and as much free disk."),
    ] = False,
) -> None:
    """Let go of raw pages that are old and prove nothing.

    What was read from them stays: articles, links, stories and reports are the same before and after. Pages with a copy that
    shares text with another, and wires' own items, are evidence and are kept whatever their age; so are pages without a fetch
    time. What is let go cannot be read again when another version of the program reads better.

    Example: **wiretrace db prune --older-than 90d --store news.db**
    """
    from crawler.clock import system_clock
    from crawler.jobs.upkeep.retention import prune_store, would_prune

    hours = options.window(older_than, hint="--older-than")
    if not isinstance(hours, float):
        raise typer.BadParameter(f"{older_than!r} is no age; say 90d or 48h", param_hint="--older-than")
    before = system_clock() - timedelta(hours=hours)
    with options.opened(store) as opened:
        if dry_run:
            found = would_prune(opened, before=before)
        else:
            with progress() as show:
                found = prune_store(opened, before=before, progress=show)
            if shrink:
                opened.shrink()
    does, stays = ("would go", "would stay") if dry_run else ("let go", "kept")
    say(
        f"{counted(found.gone.number, 'raw page')} {does} ({_room(found.gone.bytes)} packed), {found.kept.number} {stays} ({_room(found.kept.bytes)})"
    )


def _room(taken: int | None) -> str:
    """Return a number of bytes as people say it, "?" where the database cannot tell."""
    if taken is None:
        return "?"
    for unit, bytes_of in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if taken >= bytes_of:
            return f"{taken / bytes_of:.1f} {unit}"
    return f"{taken} B"
