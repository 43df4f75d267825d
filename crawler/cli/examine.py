"""Commands that look at what there is: track, find, explain."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import options, proof
from crawler.cli.console import say
from crawler.cli.tracking import bring_up_to_date
from crawler.cli.wanted_text import wanted_text
from crawler.jobs.explaining import explain
from crawler.jobs.finding import find
from crawler.jobs.track import kept_window
from crawler.tracking.config import TrackingConfig


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("track")(track_command)
    app.command("find")(find_command)
    app.command("explain")(explain_command)


def track_command(
    store: options.StoreOption = options.DEFAULT_STORE,
    window: options.WindowOption = options.KEPT,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Read every stored page again first; nothing is fetched.")
    ] = False,
    outlets: options.OutletsOption = None,
) -> None:
    """Bring links and stories up to date.

    crawl and import do this at their end. **--rebuild** computes everything again from the raw pages: after an update of
    Wiretrace, a new layout or a new outlets file.

    Example: **wiretrace track --window 7d**
    """
    wanted = options.window(window)
    bring_up_to_date(options.open_store(store), options.registries(outlets), wanted, read_again=rebuild)


def find_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A text file, a saved page, a URL, or - for standard input.")
    ],
    store: options.StoreOption = options.DEFAULT_STORE,
    outlets: options.OutletsOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Show at most so many copies.")] = 20,
) -> None:
    """Who ran this text, how much of it, and where?

    The text need not be in the store. Prints the copies that hold most of it first. Exit code 0 also when there is none.

    Examples: **wiretrace find story.txt**, **pbpaste | wiretrace find -**
    """
    opened, known = options.open_store(store), options.registries(outlets)
    if file != "-" and "://" not in file and not Path(file).exists():
        raise FileNotFoundError(2, "no such file; give a text file, a saved page, a URL or -", file)
    texts = wanted_text(file, opened, known, stdin=sys.stdin)
    config = TrackingConfig(window_hours=None)
    for headline, text in texts:
        if len(texts) > 1:
            say(f"== {headline}")
        proof.say_hits(find(opened, text, known, config), limit=limit)


def explain_command(
    a: Annotated[str, typer.Argument(metavar="A", help="An imported id, a copy's key or a page's URL.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    store: options.StoreOption = options.DEFAULT_STORE,
) -> None:
    """The proof for one pair: what they share, what proposed them, which rule decided. Also why a pair is not linked.

    Example: **wiretrace explain 3f2a9c 81d04e**
    """
    opened = options.open_store(store)
    config = TrackingConfig(window_hours=kept_window(opened))
    proof.say_proof(explain(opened, a, b, config), config)
