"""Commands about the registry of outlets: outlets list, show, review."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from crawler.cli import options
from crawler.cli.console import counted, note, say
from crawler.cli.outlet_words import as_rows, as_toml, facts, one_line, why_words
from crawler.errors import StoreMissing
from crawler.jobs.reviewing import known_names, review, stale
from crawler.provenance.outlets.hosts import site_host
from crawler.provenance.outlets.near_names import Named, near_names
from crawler.provenance.outlets.registry import Outlet, Outlets
from crawler.sightings.registries import Registries

Shown = Literal["text", "json"]
Reviewed = Literal["text", "json", "toml"]
CountryOption = Annotated[str | None, typer.Option("--country", help="Only outlets of this country, like GB.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(no_args_is_help=True, help="The registry of outlets: who is known, and who is not.")
    group.command("list")(list_command)
    group.command("show")(show_command)
    group.command("review")(review_command)
    app.add_typer(group, name="outlets")


def list_command(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="A part of a name, key or domain.")] = None,
    country: CountryOption = None,
    format_name: Annotated[Shown, typer.Option("--format", help="text, or json: one outlet per line.")] = "text",
    outlets: options.OutletsOption = None,
    store: options.StoreOption = options.DEFAULT_STORE,
) -> None:
    """The outlets, agencies and aggregators that the registry knows.

    Example: **wiretrace outlets list times --country IN**
    """
    wanted = (text or "").casefold()
    for entry in _known(store, outlets).outlets.by_key.values():
        names = (entry.outlet.key, *entry.names, *entry.hosts)
        if country and entry.outlet.country != country.upper():
            continue
        if any(wanted in each.casefold() for each in names):
            row = facts(entry)
            say(json.dumps(row, ensure_ascii=False) if format_name == "json" else one_line(entry.outlet, entry.hosts))


def show_command(
    name_or_url: Annotated[
        str, typer.Argument(metavar="NAME_OR_URL", help="As a page prints it, or a page's address.")
    ],
    outlets: options.OutletsOption = None,
    store: options.StoreOption = options.DEFAULT_STORE,
) -> None:
    """Which outlet a printed name or a URL means, and why.

    Example: **wiretrace outlets show "Time of India"**, **wiretrace outlets show https://m.timesofindia.com/a**
    """
    known = _known(store, outlets)
    url = name_or_url if "://" in name_or_url else None
    found = known.outlet_of(None if url else name_or_url, url=url)
    relay = known.outlets.relay_for(url) if url else known.outlets.relay_named(name_or_url)
    say(why_words(name_or_url, found, relay, host=site_host(url)))
    if (entry := known.outlets.by_key.get((found or relay or _NOBODY).key)) is not None:
        for key, value in facts(entry).items():
            say(f"  {key}: {', '.join(value) if isinstance(value, list) else value}")
    elif found is not None:
        _say_near(found, known.outlets)


def review_command(
    format_name: Annotated[
        Reviewed,
        typer.Option("--format", help="text; json: one outlet per line; toml: entries for a file of custom outlets."),
    ] = "text",
    outlets: options.OutletsOption = None,
    store: options.StoreOption = options.DEFAULT_STORE,
) -> None:
    """The outlets in the store that the registry does not know, and which of their names may mean one outlet.

    Merges nothing: put what is right into a file of custom outlets, and **wiretrace track --outlets my-outlets.toml** reads
    the stored pages again with it.

    Example: **wiretrace outlets review --format toml > my-outlets.toml**
    """
    options.registries(outlets)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        if outlets is None and stale(opened, known):
            note("what is stored was read with another registry; `wiretrace track` reads it again")
        found = review(opened, known)
    if format_name == "toml":
        typer.echo(as_toml(found, known.outlets), nl=False)
        return
    if format_name == "text":
        say(f"{counted(len(found.strangers), 'outlet')} that the registry does not know")
    for row in as_rows(found):
        say(json.dumps(row, ensure_ascii=False) if format_name == "json" else _line(row))


def _line(row: dict[str, object]) -> str:
    near = row["near"]
    said = [f"    maybe {each['name']} ({each['why']}{'' if each['known'] else ', unknown too'})" for each in near]  # type: ignore[attr-defined]
    dates = (
        f"{str(row['first_seen'])[:10]} to {str(row['last_seen'])[:10]}" if row["first_seen"] else "nobody knows when"
    )
    urls = [f"    {url}" for url in row["urls"]]  # type: ignore[attr-defined]
    return "\n".join([f"{row['name']}: {counted(int(str(row['sightings'])), 'sighting')}, {dates}", *said, *urls])


_NOBODY = Outlet("", "", known=False, kind="outlet")


def _say_near(found: Outlet, outlets: Outlets) -> None:
    for near in near_names([Named(found.key, found.name, known=False), *known_names(outlets)]):
        say(f"  maybe {near.other_name} ({near.why.value})")


def _known(store: str, extra: Path | None) -> Registries:
    """Return the registry with the named file, else with what the store keeps, where there is a store."""
    if extra is not None:
        return options.registries(extra)
    try:
        with options.opened(store) as opened:
            return options.registries_of(opened, None)
    except StoreMissing:
        return options.registries(None)
