"""Commands that bring news in: demo, crawl, import."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import options
from crawler.cli.console import counted, error, note, progress, say
from crawler.cli.logs import quiet_logs
from crawler.cli.sources import (
    DEFAULT_FILE,
    SourcesOption,
    chosen,
    custom_layouts,
    politeness_settings,
)
from crawler.clock import system_clock
from crawler.crawling.browser.settings import browser_settings
from crawler.crawling.session.revisits import Revisits
from crawler.errors import Stopped
from crawler.jobs.crawl import Crawled, crawl_sources
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import Imported, import_paths
from crawler.jobs.run_log import DRIFTED, conclude, note_import, refuse_busy
from crawler.jobs.upkeep.unfinished import is_left
from crawler.pool.limits import processes_for
from crawler.sightings.registries import Registries
from crawler.sources.source import ON_DISK, Source
from crawler.store.queue import Accounts
from crawler.store.store import Store
from crawler.text.sanitize import sanitize

if TYPE_CHECKING:
    from crawler.jobs.track import Tracked

_MOST_NAMED = 50  # bad lines of an import that are named one by one
_NAMED = 3  # skipped items of a feed that are named for each reason; the store keeps all names
_LONGEST_NAME = 120
IgnoreReservationsOption = Annotated[
    bool, typer.Option("--ignore-reservations", help="Read pages whose site reserves text and data mining, too.")
]
ProcessesOption = Annotated[
    int | None,
    typer.Option(
        "--processes", min=0, max=64, show_default="one for each core",
        help="Other processes that read pages and compare texts; 0 does it in this one, without a limit of time and memory for a page.",
    ),
]  # fmt: skip
NoTrackOption = Annotated[bool, typer.Option("--no-track", help="Leave links and stories as they are for now.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("demo")(demo)
    app.command("crawl")(crawl_command)
    app.command("import")(import_command)


def demo(
    out: Annotated[Path, typer.Option("--out", help="The folder the report goes to.", file_okay=False)] = Path(
        "reports/demo"
    ),
) -> None:
    """Show the whole job on an invented news world: crawl, track, report.

    A server on this machine plays the bundled pages of two aggregators; nothing is fetched from the internet. Takes some
    seconds and gives the same report every time.

    Example: **wiretrace demo --out tour**
    """
    from crawler.demo.run import run_demo  # with it all that reports need, which a crawl does not wait for

    quiet_logs()
    with progress() as show:
        shown = run_demo(out, progress=show)
    page = next(path for path in shown.files if path.suffix == ".html")
    for crawled in shown.crawled:
        if crawled.source:
            say(f"{crawled.source}:")
        _say_crawled(crawled)
    say(
        f"tracked: {counted(shown.tracked.links, 'link')} between copies, {counted(shown.shared_stories, 'story')} that several outlets ran"
    )
    say("\nThe report is here, open it in a browser:")
    say(f"  {page.resolve()}")
    say(f"next to it: {', '.join(path.name for path in shown.files if path != page)}")
    say("\nTry next, on the demo's own store, and on one of its pages as a browser would have saved it:")
    say(f"  wiretrace export stories --store {shown.store_url}")
    say(f"  wiretrace import {shown.saved_page} --fetched-at {shown.saved_at:%Y-%m-%dT%H:%M:%SZ} && wiretrace report")


def crawl_command(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE_OR_URL...", help="Names of your sources file, or pages and feeds to start from."
        ),
    ] = None,
    all_sources: Annotated[bool, typer.Option("--all", help="Crawl every source of the sources file.")] = False,
    sources_file: SourcesOption = DEFAULT_FILE,
    store: options.StoreOption = options.DEFAULT_STORE,
    max_pages: Annotated[
        int | None, typer.Option("--max-pages", min=0, help="Fetch at most this many pages of each source; 0: all.")
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Read each article on its outlet's own page, too.")] = False,
    follow_limit: Annotated[
        int, typer.Option("--follow-limit", min=1, help="With --follow: links of one page that are followed.")
    ] = 20,
    layout: options.LayoutOption = None,
    browser: Annotated[
        bool, typer.Option("--browser", help="Open pages in Chromium (needs the browser extra).")
    ] = False,
    outlets: options.OutletsOption = None,
    layouts: options.LayoutsOption = None,
    proxy: options.ProxyOption = None,
    delay: Annotated[
        float | None, typer.Option("--delay", min=0.0, help="Seconds between two pages of a host.")
    ] = None,
    contact: options.ContactOption = None,
    warc: Annotated[
        Path | None,
        typer.Option("--warc", help="Archive every response in this folder or .warc.gz file; `import` reads it."),
    ] = None,
    ignore_reservations: IgnoreReservationsOption = False,
    processes: ProcessesOption = None,
    window: options.WindowOption = options.KEPT,
    no_track: NoTrackOption = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="Ask for every page as if it were new, and for feeds and pages that are not due."),
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log every request.")] = False,
) -> None:
    """Crawl aggregator pages, feeds and the sources of your sources file, and bring links and stories up to date.

    A crawl that was interrupted goes on where it stopped: run the same command again. A crawl that ended starts again and
    adds sightings. With **--follow** the links of the articles on a page are followed to the outlets themselves: what the
    outlet shows and what the aggregator shows are two sightings of one copy. robots.txt, Crawl-delay, Retry-After and
    reservations of mining are respected; one request at a time goes to a host, whatever else crawls on the same store. A page
    that has not changed is not sent again by its server, and a feed is left alone for as long as it asks.

    Exit code 3: all is stored, but a layout gives far less than in earlier runs of the same source; a line says what.

    For example:

    * **wiretrace crawl https://www.daily8.com/en/ --max-pages 50 --contact desk@news.example**
    * **wiretrace crawl https://news.example/feed.xml --contact https://desk.example/crawler --warc archive/**
    * **wiretrace crawl --all --sources newsroom.toml**
    """
    wanted, registries = options.window(window), options.registries(outlets, layouts)
    named = chosen(sources or [], sources_file, every=all_sources, custom=registries.layouts)
    layouts = layouts or custom_layouts(named)
    overrides: dict[str, Any] = {
        "WIRETRACE_STORE": options.store_url(store),
        "WIRETRACE_FOLLOW": follow_limit if follow else 0,
        "WIRETRACE_OUTLETS": str(outlets) if outlets else "",
        "WIRETRACE_LAYOUTS": [str(path) for path in layouts or ()],
        "WIRETRACE_AGAIN": again,
        "WIRETRACE_PROCESSES": processes,
        "WIRETRACE_RUN": _opened_run(),
        "LOG_LEVEL": "DEBUG" if verbose else "WARNING",
        "WIRETRACE_RESPECT_RESERVATIONS": not ignore_reservations,
        "WIRETRACE_WARC": str(options.archive(warc)) if warc else "",
        **_over_every_source(max_pages, options.layout(layout, layouts, store), delay),
        **politeness_settings(contact, proxy, named),  # last: any other mistake is reported first
        **(browser_settings([url for source in named for url in source.urls], proxy or "") if browser else {}),
    }
    if not verbose:
        quiet_logs()
    with options.opened(store, make=True) as opened:  # one that cannot be opened is reported before anything is fetched
        known = options.registries_of(opened, outlets, layouts, warn=False)
        refuse_busy(opened, named, adopt=_opened_run(), now=system_clock())
        imported = [
            _import_source(opened, source, known, layout, processes_for(processes))
            for source in named
            if source.kind in ON_DISK
        ]
    crawled = _crawl(named, overrides)
    stopped = any(crawl.stopped for crawl in crawled)
    failed = any(crawl.failure for crawl in crawled)
    if any(crawl.unwritten for crawl in crawled):
        raise typer.Exit(1)
    some = any(crawl.accounts.stored for crawl in crawled) or any(source.captures for source in imported)
    with options.opened(store) as opened:
        now_known = options.registries_of(opened, outlets, layouts, warn=False)
        with opened.read() as connection:
            some = some or is_left(connection)  # an earlier command was killed before it had tracked
        tracked = (
            _tracked(opened, now_known, wanted, processes=processes) if some and not (no_track or stopped) else None
        )
        drifted = [line for crawl in crawled if crawl.run_id for line in conclude(opened, crawl, tracked)]
    if stopped:
        raise Stopped("stopped; what was fetched is kept, run the same command to go on")
    for line in drifted:
        error(line)
    if any(crawl.empty and not crawl.failure for crawl in crawled) or any(source.barren for source in imported):
        error("no page could be fetched; the reasons are above")
        raise typer.Exit(1)
    if failed:
        raise typer.Exit(1)
    if drifted:
        raise typer.Exit(DRIFTED)


def _tracked(store: Store, known: Registries, window: float | str | None, *, processes: int | None) -> Tracked:
    """Bring links and stories up to date: what that takes is loaded when there is something to track."""
    from crawler.cli.track import bring_up_to_date  # numpy and scipy, a second before the first request

    return bring_up_to_date(store, known, window, processes=processes)


def _opened_run() -> int:
    """Return the run that a scheduler opened for this process, 0 when a person started it."""
    number = os.environ.get("WIRETRACE_RUN", "")
    return int(number) if number.isascii() and number.isdigit() else 0


def _over_every_source(max_pages: int | None, layout: str | None, delay: float | None) -> dict[str, Any]:
    """Return the settings that the command line lays over every source's own."""
    settings = {"WIRETRACE_MAX_PAGES": max_pages, "WIRETRACE_LAYOUT": layout, "DOWNLOAD_DELAY": delay}
    return {name: value for name, value in settings.items() if value is not None}


def _import_source(store: Store, source: Source, known: Registries, layout: str | None, processes: int) -> Imported:
    """Bring in a source that is read from disk."""
    defaults = Defaults(timezone=source.timezone, layout=layout or source.layout)
    began = system_clock()
    with progress() as show:
        done = import_paths(
            store, source.paths, known, defaults=defaults, progress=show, processes=processes, clock=system_clock
        )
    note_import(store, source, done, started_at=began, adopt=_opened_run(), now=system_clock())
    say(f"{source.name}:")
    _say_imported(done, known)
    return done


def _crawl(named: Sequence[Source], overrides: Mapping[str, Any]) -> list[Crawled]:
    """Crawl the sources that are fetched, and say what became of each."""
    online = [source for source in named if source.kind not in ON_DISK]
    if not online:
        return []
    with progress() as show:
        crawled = crawl_sources(online, overrides=overrides, progress=show)
    for done in crawled:
        if done.source:
            say(f"{done.source}:")
        if done.run_id and not done.unwritten:
            _say_crawled(done)
        if done.failure:
            error(f"{done.source}: {done.failure}" if done.source else done.failure)
    return crawled


def import_command(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Folders, .html, .txt, .jsonl, .warc.gz, .wacz or .arc.gz files."),
    ],
    store: options.StoreOption = options.DEFAULT_STORE,
    fetched_at: options.FetchedAtOption = None,
    url: Annotated[str | None, typer.Option("--url", help="Where a saved page came from, if it does not say.")] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="The page's zone, like Europe/London.")] = None,
    layout: options.LayoutOption = None,
    wire: options.WireOption = None,
    ignore_reservations: IgnoreReservationsOption = False,
    processes: ProcessesOption = None,
    outlets: options.OutletsOption = None,
    layouts: options.LayoutsOption = None,
    window: options.WindowOption = options.KEPT,
    no_track: NoTrackOption = False,
) -> None:
    """Bring in saved pages, captured page text, articles, web archives, and a wire's own items.

    * a folder with **page.html** and **meta.json** (`{"url", "fetched_at", "timezone", "layout"}`), or a tree of them
    * **.html**, a saved page; **.txt**, the text of a page as captured
    * **.jsonl** or **.jsonl.gz**, one article per line: `{"id", "url", "outlet", "title", "text", "time", "fetched_at"}`
    * a wire's own feed: **ninjs** (.json, .jsonl) and **NewsML-G2** (.xml) are known by what is in them, **RSS** and
      **Atom** with full texts by **--wire**. Its items are originals: the report then says who ran them
    * **.warc**, **.warc.gz**, **.wacz**, **.arc** or **.arc.gz**, web archives: each page with its own fetch time; what is no page is counted

    A bad line is named by its number and the rest goes in. The same input twice changes nothing.

    Without **--fetched-at** (or a fetched_at in the input) times like “41 minutes ago” stay open: nothing is guessed.

    For example:

    * **wiretrace import saved-page.html --fetched-at 2026-11-22T14:05:00Z**
    * **wiretrace import saved-pages/ articles.jsonl --store news.db**
    * **wiretrace import --wire "Harbour News Agency" our-feed/ && wiretrace report**
    """
    defaults = Defaults(
        fetched_at=options.instant(fetched_at, hint="--fetched-at"),
        url=options.page_url(url, hint="--url"),
        timezone=options.zone(timezone),
        layout=options.layout(layout, layouts, store),
        wire=options.wire(wire),
        obeys_reservations=not ignore_reservations,
    )
    _, wanted = options.registries(outlets, layouts), options.window(window)
    with options.opened(store, make=True) as opened:
        known = options.registries_of(opened, outlets, layouts, warn=False)
        with progress() as show:
            done = import_paths(
                opened, paths, known, defaults=defaults, progress=show, processes=processes_for(processes),
                clock=system_clock,
            )  # fmt: skip
        _say_imported(done, known)
        if not no_track and done.captures:
            _tracked(opened, known, wanted, processes=processes)
    if done.barren:  # a path the user named gave nothing; bad lines among good ones are reported and no failure
        raise typer.Exit(1)


def _say_crawled(crawled: Crawled) -> None:
    accounts = crawled.accounts
    if crawled.resumed:
        note("an interrupted crawl of these pages was taken up where it stopped")
    say(
        f"crawled: {accounts.seen} requests seen = {accounts.stored} stored + {sum(accounts.refused.values())} refused"
        f" + {sum(accounts.failed.values())} failed + {accounts.pending} pending"
    )
    for line in _reasons(accounts):
        say(f"  {line}")
    for what, number in crawled.browser.items():
        say(f"  browser: {what} {number}")
    if crawled.known:
        say(
            f"  {counted(crawled.known, 'entry')} of feeds not asked for again: here already as described (--again asks)"
        )
    if crawled.revisits is not None:
        _say_revisits(crawled.revisits)


def _say_revisits(done: Revisits) -> None:
    if done.due or done.made:
        say(f"  revisits: {counted(done.due, 'page')} due, {done.made} asked for again")
    if done.waiting:
        say(f"  {counted(done.waiting, 'link')} to pages seen lately not followed: not due yet (--again asks)")
    if done.gone:
        say(f"  gone since they were last seen: {counted(done.gone, 'page')} (`wiretrace export vanished` names them)")
    if done.back:
        say(f"  there again: {counted(done.back, 'page')}")


def _reasons(accounts: Accounts) -> list[str]:
    refused = [f"refused: {reason} {number}" for reason, number in sorted(accounts.refused.items())]
    failed = [f"failed: {reason} {number}" for reason, number in sorted(accounts.failed.items())]
    waiting = [f"pending: {accounts.pending}, run the same command to go on"] if accounts.pending else []
    unchanged = [f"stored: not-modified {accounts.unchanged}"] if accounts.unchanged else []
    return [*unchanged, *refused, *failed, *waiting]


def _say_imported(done: Imported, known: Registries) -> None:
    for problem in done.problems[:_MOST_NAMED]:
        error(problem)
    if len(done.problems) > _MOST_NAMED:
        error(f"and {len(done.problems) - _MOST_NAMED} more that did not go in")
    say(f"imported: {counted(done.captures, 'capture')} ({done.new} new), {counted(done.sightings, 'sighting')}")
    for reason, number in sorted(done.unreadable.items()):
        say(f"  unreadable: {reason} {number} (kept; `wiretrace track --rebuild` reads them again)")
    if done.outweighed:
        say(
            f"  {counted(done.outweighed, 'page')} may have comments in the text, or lack some of it: repeated items say more "
            "than the article (repeated-items-outweigh-text; `wiretrace sources check` shows each)"
        )
    if done.items:
        say(f"  of these {counted(done.items, 'version')} of own items of {', '.join(sorted(done.wires))}")
    for wire in sorted(done.wires - {registered.name for registered in known.wires.wires}):
        note(
            f"{wire} is in no registry of wires: copies count as crediting it where they give its full name; "
            "name its short forms in a file for --outlets (docs/commands.md)"
        )
    _say_left_out(done)


def _say_left_out(done: Imported) -> None:
    for reason, names in sorted(done.skipped.items()):
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        shown = ", ".join(sanitize(name)[:_LONGEST_NAME] for name in names[:_NAMED])
        say(f"  skipped: {reason} {len(names)} ({shown}{more})")
    if done.archives_known:
        say(f"  {counted(done.archives_known, 'archive')} brought in before")
    for name, holder in done.archives_taken.items():
        say(f"  {name}: being brought in by process {holder}")
    if done.no_pages:
        reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(done.no_pages.items()))
        say(f"  records that are no page to read: {reasons}")
