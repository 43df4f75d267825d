"""Commands that are loaded when they are called: `find` does not wait for Scrapy and a browser to be imported.

The list of commands that `wiretrace --help` prints loads none of them: one line of each is in the table below.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group


class Place(NamedTuple):
    """Where a command is: its module in `crawler.cli`, and the first sentence of its help (a test keeps the two equal)."""

    module: str
    summary: str


#: Every command, in the order in which help lists them.
PLACES: Final[Mapping[str, Place]] = {
    "demo": Place("collect", "Show the whole job on an invented news world: crawl, track, report."),
    "init": Place(
        "begin",
        "Begin: ask what to watch, who watches, how often and in which time zone, and write a sources file that crawls.",
    ),
    "crawl": Place(
        "collect",
        "Crawl aggregator pages, feeds and the sources of your sources file, and bring links and stories up to date.",
    ),
    "import": Place(
        "collect", "Bring in saved pages, captured page text, articles, web archives, and a wire's own items."
    ),
    "track": Place("track", "Bring links and stories up to date."),
    "find": Place("examine", "Who ran this text, how much of it, and where?"),
    "explain": Place("examine", "The proof for one pair of copies: what they share, and which rule decided."),
    "report": Place(
        "publish", "Write the syndication report: who ran whose words, when, how much, and what each changed."
    ),
    "serve": Place(
        "publish",
        "Serve the store as a local web application: the report's pages live, a search in all texts, and an API.",
    ),
    "export": Place(
        "publish",
        "Write sightings, copies, links, stories, outlets, flow, lags, pickups, stale, versions, vanished or runs for other programs.",
    ),
    "evidence": Place(
        "evidence",
        "Write a finding down as evidence: the proof as HTML and PDF, the raw captures as WACZ, a manifest with the SHA-256 of everything.",
    ),
    "alerts": Place(
        "alerts", "Be told of what you asked for: by file, feed, webhook, mail, or whatever Apprise knows."
    ),
    "digest": Place(
        "digest",
        "Say what was new: stories that spread, copies without credit, stale copies, statements, sources that give less.",
    ),
    "doctor": Place(
        "maintain",
        "Check that everything Wiretrace needs is there and that a crawl would be polite; say what to do about what is not.",
    ),
    "sources": Place(
        "source_commands", "The sources file: what it names, what each would give, and what else a site has to offer."
    ),
    "schedule": Place("schedule", "Crawl the sources of your sources file when they are due."),
    "worker": Place(
        "schedule",
        "Take on the work of a store that many share: crawl the sources that are due, track, report, alert, until stopped.",
    ),
    "outlets": Place("outlets", "The registry of outlets: who is known, and who is not."),
    "layout": Place("layouts", "Layouts: which there are, and custom ones for other aggregators."),
    "db": Place(
        "maintain",
        "Look after the store: bring it up to date, check that it is intact, see its size, copy it, let old pages go.",
    ),
}
#: How help is written, here and in `crawler.cli.main`.
STYLE: Final[dict[str, Any]] = {"rich_markup_mode": "markdown", "pretty_exceptions_enable": False}


@contextmanager
def loading() -> Iterator[None]:
    """Import a lot inside this block: nothing of it is garbage, and looking for some takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Commands(MutableMapping[str, Any]):
    """The commands by name. A name is known without loading; what it names is loaded with the others of its module."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            app = typer.Typer(**STYLE)
            with loading():
                import_module(f"crawler.cli.{PLACES[name].module}").register(app)
            self._loaded |= get_group(app).commands
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(PLACES)

    def __len__(self) -> int:
        return len(PLACES)


class LazyGroup(TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = Commands()

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the names, in the order of help."""
        return list(self.commands)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the program; what it says of each command comes from the table."""
        loading = self.commands
        self.commands = {name: TyperCommand(name, help=place.summary) for name, place in PLACES.items()}
        try:
            super().format_help(ctx, formatter)
        finally:
            self.commands = loading
