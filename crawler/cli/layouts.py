"""Commands about layouts: layout new, list, check."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import options
from crawler.cli.console import counted, error, note, say
from crawler.cli.logs import quiet_logs
from crawler.cli.sources import politeness_settings
from crawler.errors import NotDrafted, StoreMissing
from crawler.jobs.intake.files import Defaults
from crawler.jobs.layouts.check import Case, check_layout
from crawler.jobs.layouts.draft import Drafted, draft_layout, saved_page, write_draft
from crawler.jobs.sources.check import fetch_first
from crawler.pages.drafting.layout_toml import percent
from crawler.pages.reading import RelatedBlock
from crawler.pages.registry import LAYOUTS
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries
from crawler.sources.source import Source
from crawler.text.sanitize import sanitize

_BLOCKS_SHOWN, _LONGEST = 3, 70
_MOST_SHOWN = 20  # differences of one page that are named


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(no_args_is_help=True, help="Layouts: which there are, and custom ones for other aggregators.")
    group.command("new")(new_command)
    group.command("list")(list_command)
    group.command("check")(check_command)
    app.add_typer(group, name="layout")


def new_command(
    page: Annotated[
        str,
        typer.Argument(
            metavar="URL_OR_FILE", help="A page's address, or a saved one: .html, a folder with meta.json, .warc.gz."
        ),
    ],
    name: Annotated[
        str | None, typer.Option("--name", help="The layout's name; by default the host's.", show_default=False)
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder of your layouts.", file_okay=False)] = Path("layouts"),
    url: Annotated[str | None, typer.Option("--url", help="Where a saved page came from, if it does not say.")] = None,
    fetched_at: options.FetchedAtOption = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="The page's zone, like Europe/London.")] = None,
    browser: Annotated[
        bool, typer.Option("--browser", help="Open the page in Chromium (needs the browser extra).")
    ] = False,
    outlets: options.OutletsOption = None,
    contact: options.ContactOption = None,
    proxy: options.ProxyOption = None,
) -> None:
    """Draft a layout file for an aggregator that Wiretrace does not know, from one of its pages.

    Finds the groups of headline, outlet, time and text that the page repeats, and selectors for them. Writes NAME.toml, which
    says of each selector how sure it is, and NAME/page-1/ with the page and what the draft reads off it, for you to check.
    Overwrites nothing. Exit code 1 when the page repeats no such groups.

    For example:

    * **wiretrace layout new https://www.example.com/topic/bees --contact desk@news.example**
    * **wiretrace layout new saved-page.html --url https://www.example.com/topic/bees --name bees**
    """  # fmt: skip
    known = options.registries(outlets)
    if name is not None:
        _check_name(name)
    said = Defaults(
        url=options.page_url(url, hint="--url"),
        fetched_at=options.instant(fetched_at, hint="--fetched-at"),
        timezone=options.zone(timezone),
    )
    if "://" in page:
        options.page_url(page, hint="URL_OR_FILE")
        source = Source(name="page", urls=(page,), browser=browser, timezone=said.timezone)
        capture = _fetched(source, contact, proxy)
    else:
        capture = saved_page(Path(page), said)
    drafted = draft_layout(capture, known, name=name, place=capture.url or Path(page).name)
    written = write_draft(drafted, out)
    for line in _draft_lines(drafted, written, out):
        say(sanitize(line))


def list_command(
    layouts: options.LayoutsOption = None,
    store: options.StoreOption = options.DEFAULT_STORE,
) -> None:
    """The layouts that there are: the bundled ones, and custom ones.

    Example: **wiretrace layout list --layouts layouts/**
    """
    for layout in (*_known(layouts, store).layouts, *LAYOUTS):
        origin = "yours" if layout not in LAYOUTS else "ours"
        places = [layout.aggregator or "any aggregator", ", ".join(layout.hosts)]
        say(sanitize(f"{layout.name}  {origin}  {'  '.join(filter(None, places))}"))


def check_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A layout file.", dir_okay=False)],
    pages: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]", help="The folder of its fixture pages; by default the file's name without .toml."
        ),
    ] = None,
    outlets: options.OutletsOption = None,
) -> None:
    """Read a layout's fixture pages with it, and say what differs from their expected.json.

    Exit code 1 when something does, so that a test can watch over a layout.

    Example: **wiretrace layout check layouts/bees.toml**
    """  # fmt: skip
    if not file.is_file():
        raise typer.BadParameter(f"{file}: no such file", param_hint="FILE")
    known = options.registries(outlets, [file])
    (layout,) = known.layouts
    cases = check_layout(layout, pages or file.with_suffix(""), known)
    for case in cases:
        for line in _case_lines(case):
            say(sanitize(line))
    if unchecked := [case.name for case in cases if case.unchecked]:
        note(f"expected.json of {', '.join(unchecked)} was written by the program: nobody has looked at it yet")
    if wrong := [case.name for case in cases if case.differences]:
        error(f"{layout.name} reads {counted(len(wrong), 'page')} otherwise than expected: {', '.join(wrong)}")
        raise typer.Exit(1)


def _check_name(name: str) -> None:
    fine = (
        name.isascii()
        and name == name.lower()
        and name.replace("-", "").replace("_", "").isalnum()
        and name[0].isalnum()
    )
    if not fine or len(name) > 64:
        raise typer.BadParameter(f"{name!r} is no name; use small letters, digits, - and _", param_hint="--name")
    if any(name == layout.name for layout in LAYOUTS):
        raise typer.BadParameter(f"{name!r} is a layout that comes with Wiretrace", param_hint="--name")


def _fetched(source: Source, contact: str | None, proxy: str | None) -> Capture:
    quiet_logs()
    (found,) = fetch_first([source], politeness_settings(contact, proxy, [source])).values() or (
        "the fetch was stopped",
    )
    if isinstance(found, str):
        raise NotDrafted(f"{source.urls[0]}: could not be fetched ({found}); save it and give the file")
    return found


def _known(layouts: list[Path] | None, store: str) -> Registries:
    """Return the registries with the named files, else with those that the store keeps, where there is a store."""
    if layouts:
        return options.registries(None, layouts)
    try:
        with options.opened(store) as opened:
            return options.registries_of(opened, None, warn=False)
    except StoreMissing:
        return options.registries(None)


def _draft_lines(drafted: Drafted, written: list[Path], out: Path) -> Iterator[str]:
    found, reading = drafted.draft, drafted.reading
    yield f"{drafted.name}: {counted(found.records, 'article')} found, {percent(found.sure)} sure that the page is such a list"
    if drafted.read_by:
        yield f"  (the layout {drafted.read_by} of Wiretrace reads this page, too)"
    for table, choices in (("", (found.where, *found.roles)), ("article ", found.article)):
        for choice in choices:
            yield f"  {table + choice.key:16}  {choice.selector:36}  agrees on {percent(choice.agreement)}"
    for key in found.missing:
        yield f"  {key:16}  no selector finds it"
    if reading.article is not None:
        yield f"the draft reads the article: {reading.article.headline[:_LONGEST]}"
    yield f"the draft reads {counted(len(reading.related), 'block')}:"
    for block in reading.related[:_BLOCKS_SHOWN]:
        yield from _block_lines(block)
    yield f"written: {', '.join(map(str, written))}"
    yield "Do next:"
    yield f"  look at the page beside {written[-1]}, correct that and the selectors, then: wiretrace layout check {written[0]}"
    if drafted.capture.url:
        yield f"  and then: wiretrace crawl {shlex.quote(drafted.capture.url)} --layouts {shlex.quote(str(out))}"
    else:
        yield f"  give the file the hosts of such pages, and then: wiretrace crawl URL --layouts {out}"


def _block_lines(block: RelatedBlock) -> Iterator[str]:
    said = (
        block.outlet_printed or "no outlet",
        block.time_printed or (block.times[0].text if block.times else "no time"),
    )
    yield f"  {block.position + 1}. {' | '.join(said)} | {block.headline[:_LONGEST]}"
    words = len(block.body.split())
    text = (
        counted(words, "word")
        if words
        else f"teaser: {' '.join(block.summary)[:_LONGEST]}"
        if block.summary
        else "no text"
    )
    yield f"     {text}; {block.url or 'no link'}"


def _case_lines(case: Case) -> Iterator[str]:
    if not case.differences:
        yield f"{case.name}: as expected, {counted(case.blocks, 'block')}"
        return
    yield f"{case.name}: {counted(len(case.differences), 'difference')}"
    yield from (f"  {difference}" for difference in case.differences[:_MOST_SHOWN])
    if len(case.differences) > _MOST_SHOWN:
        yield f"  and {len(case.differences) - _MOST_SHOWN} more"
