"""Commands that give results away: report, serve, export."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from crawler.cli import options
from crawler.cli.console import error, note, say, say_address
from crawler.cli.lazy import loading
from crawler.clock import system_clock
from crawler.errors import FormatMissing
from crawler.faults import Faults

if TYPE_CHECKING:
    from crawler.sightings.registries import Registries
    from crawler.store.store import Store

# Typer wants the words spelt out; a test keeps them equal to the tables FORMATS and RENDERERS.
What = Literal[
    "sightings",
    "copies",
    "links",
    "stories",
    "outlets",
    "flow",
    "lags",
    "pickups",
    "stale",
    "versions",
    "vanished",
    "runs",
]
_SHORTEST_TOKEN, _TOKEN = 16, re.compile(r"[A-Za-z0-9_-]+")
ExportFormat = Literal["jsonl", "csv", "parquet", "ninjs", "graphml"]


class ReportFormat(StrEnum):  # an enum, because Typer takes no list of literals
    """A format of the report."""

    html = "html"
    md = "md"
    csv = "csv"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("report")(report_command)
    app.command("serve")(serve_command)
    app.command("export")(export_command)


def report_command(
    store: options.StoreOption = options.DEFAULT_STORE,
    out: Annotated[Path, typer.Option("--out", help="The folder the files go to.", file_okay=False)] = Path(
        "reports/latest"
    ),
    formats: Annotated[
        list[ReportFormat] | None, typer.Option("--format", help="Can be given several times; all when left out.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Only stories with a copy from then on: 24h, 7d or 2026-11-22.")
    ] = None,
    story: Annotated[str | None, typer.Option("--story", help="Only this story, by its id.")] = None,
    single: Annotated[
        bool, typer.Option("--single", help="One HTML file for a mail, report.html, at most 1 MB, instead of the site.")
    ] = False,
    pdf: Annotated[
        str | None,
        typer.Option(
            "--pdf",
            metavar="STORY|OUTLET|WIRE",
            help="Only this story, outlet or wire, as a PDF printed by Chromium, instead of the report.",
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="The title of the report.")] = "Syndication report",
    outlets: options.OutletsOption = None,
) -> None:
    """Write the syndication report: who ran whose words, when, how much, and what each changed.

    A small site (open index.html: no server, nothing fetched, readable without script) with CSV, JSON and Markdown beside it.
    Pages that did not change are not written again.

    For example:

    * **wiretrace report --since 24h --out reports/today**
    * **wiretrace report --story s-878e7c3095f8df49 --format html --single --title "The ferry story"**
    """
    with loading():
        from crawler.jobs.reporting import print_page, report_input, write_report
        from crawler.reports.html.render import FILE
        from crawler.reports.renderers import RENDERERS

    _, earliest = options.registries(outlets), options.since(since)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        config = options.kept_config(opened)
        data = report_input(opened, known, config, title=title, since=earliest, story=story)
    for place, number in data.faults.items():
        error(
            f"program-error: {place} ({number}): its texts are shown without what they have in common; please report it"
        )
    if pdf is not None:
        say(str(print_page(data, pdf, out)))
        return
    chosen = [str(each) for each in formats or RENDERERS]
    left_out = Faults()
    for path in write_report(data, out, chosen, single=single, faults=left_out):
        say(str(path))
    for place, number in left_out.items():
        error(f"program-error: {place} ({number}): what met it is left out of the report; please report it")
    if "html" in chosen and not single and (out / FILE).exists():
        say(f"{out / FILE} is of an earlier report: --single writes it again")
    if left_out:
        raise typer.Exit(1)


def serve_command(
    store: options.StoreOption = options.DEFAULT_STORE,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; other machines reach any but a loopback address.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0: any that is free.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar="WIRETRACE_TOKEN",
            help="Ask everyone for this token, 16 characters at least.",
            show_default="none on this machine alone, else one that is made and printed",
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="The title of the pages.")] = "Syndication report",
) -> None:
    """Serve the store as a local web application: the report's pages live, a search in all texts, and an API.

    Reads the store again when something was written to it, so it can stay open while crawls go on. Listens on this machine
    alone; **--host** with any other address asks everyone for a token. Ctrl-C or SIGTERM ends it.

    For example:

    * **wiretrace serve**, then open the address that it prints
    * **wiretrace serve --host 0.0.0.0 --port 8000**
    """
    if token is not None and (len(token) < _SHORTEST_TOKEN or not _TOKEN.fullmatch(token)):
        raise typer.BadParameter("16 letters, digits, - or _ at least", param_hint="--token")
    with loading():
        try:
            from crawler.serve.server import listen, serve
        except ModuleNotFoundError as missing:
            raise FormatMissing(f"{missing.name} is missing; install it: pip install 'wiretrace[serve]'") from None
        from crawler.store.store import Store

    opened = Store(options.store_url(store), make=False, read_only=True)
    options.registries_of(opened, None)  # says what has to be read or tracked again
    on = listen(host, port, token)
    say_address(f"serving {opened.shown} at {on.address}; Ctrl-C ends it")
    sys.stdout.flush()
    serve(opened, on, title=title, clock=system_clock, note=note)


def export_command(
    what: Annotated[What, typer.Argument(help="What to export.")],
    store: options.StoreOption = options.DEFAULT_STORE,
    format_name: Annotated[ExportFormat, typer.Option("--format", help="How to write it.")] = "jsonl",
    out: Annotated[
        Path | None, typer.Option("--out", help="A file; standard output when left out.", dir_okay=False)
    ] = None,
    outlets: options.OutletsOption = None,
) -> None:
    """Write sightings, copies, links, stories, outlets, flow, lags, pickups, stale, versions, vanished or runs for other programs.

    Pickups say who ran a wire's own items, stale who still carries what a wire corrected, versions what was changed at its
    address, vanished which pages are gone.

    docs/export-formats.md describes every key. Not every format fits everything: graphml is for links and flow, ninjs
    for sightings and copies.

    For example:

    * **wiretrace export links --format graphml --out links.graphml**
    * **wiretrace export sightings | head -3**
    """
    with loading():
        from crawler.jobs.atomic_write import replacing
        from crawler.jobs.exporting import export
        from crawler.tables.formats import writer_for

    try:
        writer_for(what, format_name)
    except FormatMissing as problem:
        raise typer.BadParameter(str(problem), param_hint="--format") from None
    options.registries(outlets)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        if out is None:
            _to_standard_output(opened, what, format_name, known)
            return
        with replacing(out) as file:
            export(opened, what, format_name, known, file)
    say(str(out))


def _to_standard_output(store: Store, what: str, format_name: str, known: Registries) -> None:
    from crawler.jobs.exporting import export

    try:
        export(store, what, format_name, known, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, "standard output") from error
