"""The command that begins: init."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from crawler.cli import options
from crawler.cli.console import counted, err, note, say
from crawler.cli.sources import DEFAULT_FILE
from crawler.crawling.middlewares.public_hosts import is_public
from crawler.errors import InputError
from crawler.jobs.atomic_write import replacing
from crawler.provenance.outlets.hosts import host_of
from crawler.sightings.registries import load_registries
from crawler.sources.reading import read_sources
from crawler.sources.starter import BY_HAND, Beginning, addresses, contact_from, schedule_from, starter_text

_Answer = TypeVar("_Answer")
_USUAL = "every 6h"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("init")(init)


def init(
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="[URL...]", help="Aggregator pages, front pages of outlets, feeds.")
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option("--contact", envvar="WIRETRACE_CONTACT", help="A URL or mail address for webmasters."),
    ] = None,
    schedule: Annotated[
        str | None, typer.Option("--schedule", help=f"How often: every 15m, every 6h, a cron line, or “{BY_HAND}”.")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option("--timezone", help="The zone of printed times that name none, like Europe/London.")
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", envvar="WIRETRACE_SOURCES", help="The sources file to write.", dir_okay=False)
    ] = DEFAULT_FILE,
) -> None:
    """Begin: ask what to watch, who watches, how often and in which time zone, and write a sources file that crawls.

    What is given as an option is not asked. Where nobody can be asked (not a terminal), addresses are needed, and a contact
    unless all of them are on your own network; the schedule is then every 6 hours. Fetches nothing, overwrites nothing.

    For example:

    * **wiretrace init**
    * **wiretrace init https://www.daily8.com/en/ https://www.harbourpost.example/feed.xml --contact desk@news.example --out newsroom.toml**
    """
    if out.exists():
        raise InputError(f"{out} is there already; `wiretrace sources discover URL` adds to it, --out names another")
    asks = sys.stdin.isatty()
    if not urls and not asks:
        raise typer.BadParameter(
            "nobody can be asked here (no terminal): name what to watch, like "
            "wiretrace init https://www.daily8.com/en/ --contact desk@news.example",
            param_hint="URL",
        )
    given = _beginning(urls, contact, schedule, options.zone(timezone), asks=asks)
    text = starter_text(given, load_registries().outlets)
    with replacing(out) as file:
        file.write(text.encode())
    say(f"{out} names {counted(len(read_sources(out)), 'source')}. Next:")
    where = "" if out == DEFAULT_FILE else f" --sources {out}"
    say(f"  wiretrace sources check{where}")
    say(f"  wiretrace crawl --all{where} && wiretrace report")


def _beginning(
    urls: list[str] | None, contact: str | None, schedule: str | None, timezone: str | None, *, asks: bool
) -> Beginning:
    """Return the answers, asking for those that are not there."""
    places = (
        _checked(" ".join(urls), addresses, "URL")
        if urls
        else _ask("1 of 4. What shall be watched? Addresses of aggregator pages, front pages or feeds", addresses)
    )
    public = [url for url in places if is_public(host_of(url))]
    if contact is not None:
        contact = _checked(contact, contact_from, "--contact")
    elif asks and public:
        contact = _ask("2 of 4. Whom may a webmaster write to? A mail address or URL", contact_from)
    else:
        options.contact(contact, public)  # a public host needs one
    if schedule is not None:
        often = _checked(schedule, schedule_from, "--schedule")
    elif asks:
        often = _ask(f"3 of 4. How often? Like 15m, 6h, a cron line, or “{BY_HAND}”", schedule_from, usual=_USUAL)
    else:
        often = _USUAL
    if timezone is None and asks:
        timezone = _ask(
            "4 of 4. The time zone of printed times that name none, like Europe/London", _zone, usual="unknown"
        )
    return Beginning(urls=places, contact=contact, schedule=often, timezone=timezone)


def _checked(text: str, read: Callable[[str], _Answer], hint: str) -> _Answer:
    try:
        return read(text)
    except InputError as wrong:
        raise typer.BadParameter(str(wrong), param_hint=hint) from None


def _ask(question: str, read: Callable[[str], _Answer], usual: str | None = None) -> _Answer:
    """Ask until the answer is one; a usual answer is taken for an empty line."""
    while True:
        err.print(f"{question}{f' [{usual}]' if usual else ''}:", markup=False)
        line = sys.stdin.readline()
        if not line:
            raise InputError("stopped before the questions were answered; nothing was written")
        try:
            return read(line.strip() or usual or "")
        except InputError as wrong:
            note(f"  {wrong}")


def _zone(text: str) -> str | None:
    if text == "unknown":
        return None
    try:
        return options.zone(text)
    except typer.BadParameter as wrong:
        raise InputError(wrong.message) from None
