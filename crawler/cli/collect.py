"""Commands that bring news in: demo, crawl, import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from crawler.cli import options
from crawler.cli.console import error, note, progress, say
from crawler.cli.tracking import bring_up_to_date
from crawler.crawling.browser import browser_settings
from crawler.demo.run import run_demo
from crawler.jobs.crawl import Crawled, crawl
from crawler.jobs.importing import Defaults, Imported, import_paths
from crawler.pages.urls import NotAPageError, canonicalize
from crawler.settings import USER_AGENT
from crawler.store.queue import Accounts

NoTrackOption = Annotated[bool, typer.Option("--no-track", help="Leave links and stories as they are for now.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("demo")(demo)
    app.command("crawl")(crawl_command)
    app.command("import")(import_command)


def demo(
    out: Annotated[Path, typer.Option("--out", help="Where the report goes.")] = Path("reports/demo"),
) -> None:
    """Show the whole job on an invented news world.

    Serves the bundled fixture pages over loopback HTTP, crawls them, tracks copies, writes the report and says where it is.

    Example: **wiretrace demo --out /tmp/demo**
    """
    with progress() as show:
        shown = run_demo(out, progress=show)
    _say_crawled(shown.crawled)
    say(f"tracked: {shown.tracked.links} links, {shown.tracked.stories} stories")
    for path in shown.files:
        if path.suffix != ".html":
            say(f"  {path}")
    say("The report is here:")
    say(f"  {next(path for path in shown.files if path.suffix == '.html').resolve()}")


def crawl_command(
    sources: Annotated[list[str], typer.Argument(metavar="URL...", help="Pages or feeds to start from.")],
    store: options.StoreOption = options.DEFAULT_STORE,
    max_pages: Annotated[int, typer.Option("--max-pages", min=0, help="Fetch at most so many pages; 0: all.")] = 0,
    layout: options.LayoutOption = None,
    browser: Annotated[
        bool, typer.Option("--browser", help="Open pages in Chromium (needs the browser extra).")
    ] = False,
    outlets: options.OutletsOption = None,
    proxy: Annotated[str | None, typer.Option("--proxy", help="Send every request through http://HOST:PORT.")] = None,
    delay: Annotated[
        float | None, typer.Option("--delay", min=0.0, help="Seconds between two pages of a host.")
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(
            "--contact", envvar="WIRETRACE_CONTACT", help="A URL or address in the user agent, for webmasters."
        ),
    ] = None,
    window: options.WindowOption = options.KEPT,
    no_track: NoTrackOption = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log every request.")] = False,
) -> None:
    """Crawl aggregator pages and bring links and stories up to date.

    A crawl that was interrupted goes on where it stopped: run the same command again. A crawl that ended starts anew and
    adds sightings. robots.txt, Crawl-delay and Retry-After are kept; one request at a time goes to a host.

    Example: **wiretrace crawl https://www.daily8.com/en/ --max-pages 50**
    """
    _check_urls(sources)
    wanted = options.window(window)
    known = options.registries(outlets)
    options.open_store(store).close()  # a store that cannot be opened is told before anything is fetched
    overrides: dict[str, Any] = {
        "WIRETRACE_STORE": store if "://" in store else f"sqlite:///{store}",
        "WIRETRACE_MAX_PAGES": max_pages,
        "WIRETRACE_LAYOUT": options.layout(layout) or "",
        "WIRETRACE_PROXY": proxy or "",
        "WIRETRACE_OUTLETS": str(outlets) if outlets else "",
        "LOG_LEVEL": "DEBUG" if verbose else "WARNING",
        **({"DOWNLOAD_DELAY": delay} if delay is not None else {}),
        **({"USER_AGENT": f"{USER_AGENT} (+{contact})"} if contact else {}),
        **(browser_settings() if browser else {}),
    }
    with progress() as show:
        crawled = crawl(sources, overrides=overrides, progress=show)
    _say_crawled(crawled)
    if not no_track:
        bring_up_to_date(options.open_store(store), known, wanted)
    if crawled.accounts.stored == 0:
        error("no page could be fetched; the reasons are above")
        raise typer.Exit(1)


def import_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Folders, .html, .txt or .jsonl files.")],
    store: options.StoreOption = options.DEFAULT_STORE,
    fetched_at: options.FetchedAtOption = None,
    url: Annotated[str | None, typer.Option("--url", help="Where a saved page came from, if it does not say.")] = None,
    timezone: Annotated[str | None, typer.Option("--timezone", help="The page's zone, like Europe/London.")] = None,
    layout: options.LayoutOption = None,
    outlets: options.OutletsOption = None,
    window: options.WindowOption = options.KEPT,
    no_track: NoTrackOption = False,
) -> None:
    """Bring in saved pages, captured page text and articles.

    * a folder with **page.html** and **meta.json** (`{"url", "fetched_at", "timezone", "layout"}`), or a tree of them
    * **.html**, a saved page; **.txt**, the text of a page as captured
    * **.jsonl**, one article a line: `{"id", "url", "outlet", "title", "text", "time", "fetched_at"}`

    A bad line is named by its number and the rest goes in. The same input twice changes nothing.

    Example: **wiretrace import page.txt --fetched-at 2026-11-22T14:05:00Z**
    """
    defaults = Defaults(
        fetched_at=options.instant(fetched_at, hint="--fetched-at"),
        url=url,
        timezone=_zone(timezone),
        layout=options.layout(layout),
    )
    known, wanted = options.registries(outlets), options.window(window)
    opened = options.open_store(store)
    with progress() as show:
        done = import_paths(opened, paths, known, defaults=defaults, progress=show)
    _say_imported(done)
    if not no_track:
        bring_up_to_date(opened, known, wanted)
    if done.captures == 0:
        raise typer.Exit(1)


def _check_urls(sources: list[str]) -> None:
    for source in sources:
        try:
            canonicalize(source)
        except NotAPageError:
            raise typer.BadParameter(
                f"{source!r} is not a URL to start from; write it like https://www.daily8.com/en/"
            ) from None


def _zone(name: str | None) -> str | None:
    if name is not None:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise typer.BadParameter(
                f"{name!r} is no zone; write it like Europe/London", param_hint="--timezone"
            ) from None
    return name


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


def _reasons(accounts: Accounts) -> list[str]:
    refused = [f"refused: {reason} {number}" for reason, number in sorted(accounts.refused.items())]
    failed = [f"failed: {reason} {number}" for reason, number in sorted(accounts.failed.items())]
    waiting = [f"pending: {accounts.pending}, run the same command to go on"] if accounts.pending else []
    return [*refused, *failed, *waiting]


def _say_imported(done: Imported) -> None:
    for problem in done.problems:
        error(problem)
    say(f"imported: {done.captures} captures ({done.new} new), {done.sightings} sightings")
    for reason, number in sorted(done.unreadable.items()):
        say(f"  unreadable: {reason} {number} (kept; `wiretrace track --rebuild` reads them again)")
