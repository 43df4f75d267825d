"""Commands that ask about one text or one pair: find, explain."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli import options
from crawler.cli.console import say
from crawler.cli.lazy import loading


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("find")(find_command)
    app.command("explain")(explain_command)


def find_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A text file, a saved page, a URL, or - for standard input.")
    ],
    store: options.StoreOption = options.DEFAULT_STORE,
    outlets: options.OutletsOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Show at most this many copies.")] = 20,
    contact: options.ContactOption = None,
    proxy: options.ProxyOption = None,
) -> None:
    """Who ran this text, how much of it, and where?

    The text need not be in the store. Prints the copies that hold most of it first. Exit code 0 also when there is none.

    For example:

    * **wiretrace find story.txt**
    * **cat story.txt | wiretrace find - --limit 5**
    * **wiretrace find https://news.example/2026/story.html --contact desk@news.example** (fetched, politely, if the store has not got it)
    """
    with loading():
        from crawler.cli import proof
        from crawler.cli.logs import quiet_logs
        from crawler.cli.query_text import query_texts
        from crawler.jobs.finding import find
        from crawler.tracking.config import TrackingConfig

    options.registries(outlets)
    settings: dict[str, Any] = {}
    if "://" in file:
        options.page_url(file, hint="FILE")
        settings = _polite(contact, proxy)
    elif file != "-" and not Path(file).exists():
        raise FileNotFoundError(2, "no such file; give a text file, a saved page, a URL or -", file)
    elif file != "-" and Path(file).is_dir():
        raise IsADirectoryError(21, "is a folder; give a text file, a saved page, a URL or -", file)
    quiet_logs()
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        texts = query_texts(file, opened, known, stdin=sys.stdin, settings=settings)
        for headline, text in texts:
            if len(texts) > 1:
                say(f"== {headline}")
            proof.say_hits(find(opened, text, known, TrackingConfig(window_hours=None)), limit=limit)


def _polite(contact: str | None, proxy: str | None) -> dict[str, Any]:
    """Return what a fetched page's site is told; whether a public host wants a contact is seen when it is fetched."""
    from crawler.cli.sources import politeness_settings

    return politeness_settings(contact, proxy, ())


def explain_command(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A copy: the id it was imported with, its key, or the URL of its page.")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    store: options.StoreOption = options.DEFAULT_STORE,
    outlets: options.OutletsOption = None,
) -> None:
    """The proof for one pair of copies: what they share, and which rule decided.

    Also says why a pair is not linked. **wiretrace export copies** lists ids, keys and URLs; the first six characters of
    a key will do.

    For example:

    * **wiretrace explain echo-1 post-7**
    * **wiretrace explain https://echo.example/ferry https://post.example/night-boat**
    """
    with loading():
        from crawler.cli import proof
        from crawler.jobs.explaining import explain

    options.registries(outlets)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        config = options.kept_config(opened)
        proof.say_proof(explain(opened, a, b, known, config), config)
