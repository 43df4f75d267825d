"""Commands that bring news in: demo, crawl, import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli import options
from crawler.cli.console import counted, error, note, progress, say
from crawler.cli.logs import quiet_logs
from crawler.cli.tracking import bring_up_to_date
from crawler.crawling.browser import browser_settings
from crawler.demo.run import run_demo
from crawler.jobs.crawl import Crawled, crawl
from crawler.jobs.importing import Defaults, Imported, import_paths
from crawler.settings import USER_AGENT
from crawler.store.queue import Accounts

_MOST_TOLD = 50  # bad lines of an import that are named one by one
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

    Example: **wiretrace demo --out /tmp/demo**
    """
    quiet_logs()
    with progress() as show:
        shown = run_demo(out, progress=show)
    page = next(path for path in shown.files if path.suffix == ".html")
    _say_crawled(shown.crawled)
    say(
        f"tracked: {counted(shown.tracked.links, 'link')} between copies, {counted(shown.shared_stories, 'story')} that several outlets ran"
    )
    say("\nThe report is here, open it in a browser:")
    say(f"  {page.resolve()}")
    say(f"beside it: {', '.join(path.name for path in shown.files if path != page)}")
    say("\nTry next, on the demo's own store and on a page of yours:")
    say(f"  wiretrace export stories --store {shown.store_url}")
    say("  wiretrace import saved-page.html --fetched-at 2026-11-22T14:05:00Z && wiretrace report")


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

    For example:

    * **wiretrace crawl https://www.daily8.com/en/ --max-pages 50**
    * **wiretrace crawl https://news.example/feed.xml --contact https://desk.example/crawler --store news.db**
    """
    for source in sources:
        options.page_url(source, hint="URL")
    wanted, known = options.window(window), options.registries(outlets)
    overrides: dict[str, Any] = {
        "WIRETRACE_STORE": options.store_url(store),
        "WIRETRACE_MAX_PAGES": max_pages,
        "WIRETRACE_LAYOUT": options.layout(layout) or "",
        "WIRETRACE_PROXY": options.page_url(proxy, hint="--proxy", like="http://127.0.0.1:8080") or "",
        "WIRETRACE_OUTLETS": str(outlets) if outlets else "",
        "LOG_LEVEL": "DEBUG" if verbose else "WARNING",
        **({"DOWNLOAD_DELAY": delay} if delay is not None else {}),
        **({"USER_AGENT": f"{USER_AGENT} (+{_one_line(contact)})"} if contact else {}),
        **(browser_settings(sources, proxy or "") if browser else {}),
    }
    with options.opened(store, make=True):
        pass  # a store that cannot be opened is told before anything is fetched
    if not verbose:
        quiet_logs()
    with progress() as show:
        crawled = crawl(sources, overrides=overrides, progress=show)
    _say_crawled(crawled)
    if crawled.stopped:
        error("stopped; what was fetched is kept, run the same command to go on")
        raise typer.Exit(1)
    if not no_track and crawled.accounts.stored:
        with options.opened(store) as opened:
            bring_up_to_date(opened, known, wanted)
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
    * **.jsonl** or **.jsonl.gz**, one article a line: `{"id", "url", "outlet", "title", "text", "time", "fetched_at"}`

    A bad line is named by its number and the rest goes in. The same input twice changes nothing.

    Without **--fetched-at** (or a fetched_at of their own) times like “41 minutes ago” stay open: nothing is guessed.

    For example:

    * **wiretrace import page.txt --fetched-at 2026-11-22T14:05:00Z**
    * **wiretrace import saved-pages/ articles.jsonl --store news.db**
    """
    defaults = Defaults(
        fetched_at=options.instant(fetched_at, hint="--fetched-at"),
        url=options.page_url(url, hint="--url"),
        timezone=options.zone(timezone),
        layout=options.layout(layout),
    )
    known, wanted = options.registries(outlets), options.window(window)
    with options.opened(store, make=True) as opened:
        with progress() as show:
            done = import_paths(opened, paths, known, defaults=defaults, progress=show)
        _say_imported(done)
        if not no_track and done.captures:
            bring_up_to_date(opened, known, wanted)
    if done.barren:  # a path the user named gave nothing; bad lines among good ones are told and no failure
        raise typer.Exit(1)


def _one_line(text: str) -> str:
    """Return *text*, which goes into a header, if it is printable."""
    if not (text.isascii() and text.isprintable()):
        raise typer.BadParameter(f"{text!r} must be a URL or an address, in plain characters", param_hint="--contact")
    return text


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
    for problem in done.problems[:_MOST_TOLD]:
        error(problem)
    if len(done.problems) > _MOST_TOLD:
        error(f"and {len(done.problems) - _MOST_TOLD} more that did not go in")
    say(f"imported: {counted(done.captures, 'capture')} ({done.new} new), {counted(done.sightings, 'sighting')}")
    for reason, number in sorted(done.unreadable.items()):
        say(f"  unreadable: {reason} {number} (kept; `wiretrace track --rebuild` reads them again)")
