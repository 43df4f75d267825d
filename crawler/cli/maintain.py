"""Commands that look after the program itself: doctor, db."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import options, storage
from crawler.cli.console import error, say
from crawler.clock import system_clock
from crawler.errors import StoreTooOld
from crawler.jobs.checking import examine, verify_store
from crawler.jobs.politeness_check import Check
from crawler.store.sql.datasette import datasette_metadata


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("doctor")(doctor)
    database = typer.Typer(
        no_args_is_help=True,
        help="Look after the store: bring it up to date, check that it is intact, see its size, copy it, let old pages go.",
    )
    database.command("upgrade")(upgrade)
    database.command("verify")(verify)
    database.command("datasette")(datasette)
    database.command("size")(storage.size)
    database.command("copy")(storage.copy)
    database.command("prune")(storage.prune)
    app.add_typer(database, name="db")


def doctor(
    store: options.StoreOption = options.DEFAULT_STORE,
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact", envvar="WIRETRACE_CONTACT", help="What a crawl would tell webmasters of who you are."
        ),
    ] = None,
) -> None:
    """Check that everything Wiretrace needs is there and that a crawl would be polite; say what to do about what is not.

    Exit code 1 when something it cannot do without is missing or broken. Changes nothing.

    Example: **wiretrace doctor --store news.db**
    """
    named = options.contact(contact, ())
    _say(examine(options.store_url(store), folder=Path.cwd(), contact=named, now=system_clock()))


def upgrade(store: options.StoreOption = options.DEFAULT_STORE) -> None:
    """Bring a store that an older wiretrace made up to date, all of it or nothing.

    A SQLite file is copied first, to a file beside it that is named. A dump of a PostgreSQL store is yours to make.

    Example: **wiretrace db upgrade --store news.db**
    """
    from crawler.jobs.upkeep.backing_up import back_up

    try:
        with options.opened(store) as opened:
            say(f"{opened.shown} was up to date already")
    except StoreTooOld:
        kept = back_up(options.store_url(store))
        say(f"kept as it was: {kept}" if kept else "no copy was made: a dump of this store is yours to make (pg_dump)")
        with options.opened(store, upgrade=True) as opened:
            say(f"{opened.shown} is up to date now")


def verify(store: options.StoreOption = options.DEFAULT_STORE) -> None:
    """Check that every stored page, copy and link still is what it was made of, and that the books balance.

    What was changed, by hand or by a disk, is named. Copies and links are checked where today's rules made them. Exit code 1 when something is damaged. Changes nothing.

    Example: **wiretrace db verify --store news.db**
    """
    with options.opened(store) as opened:
        _say(verify_store(opened))


def datasette(store: options.StoreOption = options.DEFAULT_STORE) -> None:
    """Print what datasette should know of the store: what each view and column means, what to count by, full-text search.

    For a SQLite file: **datasette wiretrace.db --metadata metadata.json** then shows the store in a browser. Changes nothing.

    Example: **wiretrace db datasette > metadata.json**
    """
    with options.opened(store) as opened:
        file = opened.engine.url.database or ""
        if opened.engine.url.get_backend_name() != "sqlite":
            raise typer.BadParameter(
                "datasette reads SQLite files; `wiretrace db copy` makes one", param_hint="--store"
            )
    typer.echo(json.dumps(datasette_metadata(Path(file).stem), indent=2, ensure_ascii=False))


def _say(checks: list[Check]) -> None:
    for check in checks:
        mark = "ok" if check.good else ("missing" if check.optional else "BROKEN")
        say(f"{mark:8}{check.name}: {check.finding}")
    if broken := [check.name for check in checks if not check.good and not check.optional]:
        error(f"broken: {', '.join(broken)}")
        raise typer.Exit(1)
