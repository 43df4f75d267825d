"""Crawling: sources in, their pages in the store out. Runs Scrapy in this process, one crawl for each source, many at once."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler import settings as project_settings
from crawler.crawling.browser.settings import BROWSER_ERROR, COUNTED, browser_settings
from crawler.crawling.log_secrets import redact_log
from crawler.crawling.session.revisits import Revisits
from crawler.crawling.session.run_row import run_key
from crawler.crawling.session.session import Session
from crawler.crawling.shared import Shared
from crawler.errors import CrawlFailed, UserError
from crawler.faults import fault_note
from crawler.interrupts import listen, note
from crawler.jobs.progress import Progress, silent
from crawler.sources.source import Source, typed
from crawler.spiders.aggregator import AggregatorSpider
from crawler.store.queue import Accounts

#: Sources that are crawled at once. Each is a crawl of Scrapy with engine, session and run of its own, so that they are not without price.
AT_ONCE = 200
#: Why a crawl ends before its time.
_STOPPED, _BROKEN, _UNARCHIVED = "shutdown", "store-error", "archive-error"
_NOT_BEGUN = "not-begun"
_GRACE = 5.0  # seconds from a signal to the end, for pages that are on their way
#: What would end those that have not begun as well.
_ENDS_ALL = frozenset({_STOPPED, _BROKEN, _UNARCHIVED})
_NOTHING = Accounts(seen=0, stored=0, pending=0, refused={}, failed={})
_FAILURES = {
    _NOT_BEGUN: "the crawl could not start; the log above says why",
    _BROKEN: "{store} could not be written; every page that is not stored stays pending: make room or wait for the other "
    "program, and run the same command again",
    _UNARCHIVED: "the archive could not be written, the log above says why; what was fetched is in the store, and the rest "
    "stays pending: make room and run the same command again",
    BROWSER_ERROR: "the browser does not start, the log above says why; what was fetched is in the store, and the rest stays "
    "pending: repair the browser and run the same command again",
}


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl did: the accounts of its requests, whether it took up an interrupted one, and why it ended.

    `failure` says in one line what ended it that was no fault of its pages, None when nothing did. `run_id` is 0 for one
    that never began. `known` counts the entries of feeds whose articles were stored already as the feed describes them;
    `revisits` says what was visited again; `browser` counts what the browser refused and what it could not do, by name.
    """

    accounts: Accounts
    resumed: bool
    reason: str
    source: str = ""
    known: int = 0
    run_id: int = 0
    revisits: Revisits | None = None
    browser: Mapping[str, int] = field(default_factory=dict)
    failure: str | None = None

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped it (Ctrl-C, a termination signal)."""
        return self.reason == _STOPPED

    @property
    def unwritten(self) -> bool:
        """Whether the store took no more: nothing can be concluded of the run now."""
        return self.reason == _BROKEN

    @property
    def empty(self) -> bool:
        """Whether nothing came although something was due."""
        due = {reason: number for reason, number in self.accounts.refused.items() if reason != "not-due"}
        return self.accounts.stored == 0 and bool(due or self.accounts.failed or self.accounts.pending)


def crawl(start_urls: Sequence[str], *, overrides: Mapping[str, Any], progress: Progress = silent) -> Crawled:
    """Crawl from *start_urls*, as `crawl_sources` does with one source. Raises CrawlFailed for what ends a crawl."""
    (done,) = crawl_sources([typed(start_urls)], overrides=overrides, progress=progress)
    if done.failure:
        raise CrawlFailed(done.failure)
    return done


def crawl_sources(
    sources: Sequence[Source], *, overrides: Mapping[str, Any], progress: Progress = silent
) -> list[Crawled]:
    """Crawl sources at once, each with the project's settings, its own, and *overrides* on top. Blocks until all have ended.

    Can be called once in a process: Twisted's reactor cannot be started twice. Whoever has set up logging keeps it. What
    ends one crawl (`failure`) ends no other; when somebody stops them, or the store cannot be written, those that have not
    begun are left out. Returns what became of those that have, in the order of *sources*. Raises BrowserMissing.
    """
    redact_log()
    plans = [_Plan(place, source, settings_for(source, overrides, _Settings)) for place, source in enumerate(sources)]
    run = _Run(plans, _Process(_of_process(overrides)), progress)
    run.begin_more()
    try:
        run.process.start()
    finally:
        listen()  # Scrapy's handlers would stop nothing any more
        _end_threads()
    run.end_the_rest()
    done = [_crawled(plan) for plan in plans if plan.begun]
    run.shared.close()
    return done


def _end_threads() -> None:
    """End the threads of a reactor that an exception has left, as of a line that nobody reads any more: Python waits for them, deaf to signals."""
    pool = getattr(sys.modules.get("twisted.internet.reactor"), "threadpool", None)
    if pool is not None:
        pool.stop()


class _Settings(Settings):
    """Settings of one crawl, made for it alone: a deep copy of all three hundred is half of what it costs to begin one."""

    def copy(self) -> Self:
        """Return these very settings."""
        return self


def settings_for(source: Source, overrides: Mapping[str, Any], kind: type[Settings] = Settings) -> Settings:
    """Return Scrapy's settings for one source: the project's, what the source says, and *overrides* on top."""
    settings = kind()
    settings.setmodule(project_settings, priority="project")
    settings.set("LOG_INSTALL_ROOT_HANDLER", value=not logging.root.handlers, priority="project")
    settings.setdict(_source_settings(source, overrides), priority="cmdline")
    settings.setdict(dict(overrides), priority="cmdline")
    if source.cookies:
        settings.set("COOKIES_ENABLED", value=True, priority="cmdline")
    if not source.respect_reservations:
        settings.set("WIRETRACE_RESPECT_RESERVATIONS", value=False, priority="cmdline")
    return settings


def _of_process(overrides: Mapping[str, Any]) -> Settings:
    """Return the settings of the process. It lays them over those of every crawl that do not rank higher: so none does here."""
    settings = Settings()
    settings.setmodule(project_settings, priority="project")
    settings.set("LOG_INSTALL_ROOT_HANDLER", value=not logging.root.handlers, priority="project")
    settings.setdict(dict(overrides), priority="project")
    return settings


def _source_settings(source: Source, overrides: Mapping[str, Any]) -> dict[str, Any]:
    limits = {
        "WIRETRACE_MAX_PAGES": source.limits.max_pages,
        "DOWNLOAD_DELAY": source.limits.delay,
        "WIRETRACE_LAYOUT": source.layout,
    }
    browser = browser_settings(source.urls, overrides.get("WIRETRACE_PROXY") or "") if source.browser else {}
    return {name: value for name, value in limits.items() if value is not None} | browser


@dataclass(eq=False, slots=True)
class _Plan:
    """One crawl: to be begun, under way, or ended for a reason."""

    place: int
    source: Source
    settings: Settings
    begun: bool = False
    ended: bool = False
    session: Session | None = None
    crawler: Crawler | None = None
    reason: str = _NOT_BEGUN
    failure: str | None = None
    browser: Mapping[str, int] = field(default_factory=dict)

    def lanes(self) -> frozenset[str]:
        """Name what only one crawl at a time may have: its source, and the browser."""
        browser = ["browser"] if self.settings.getbool("WIRETRACE_BROWSER") else []
        return frozenset([f"source {run_key(self.source)}", *browser])


class _Process(AsyncCrawlerProcess):
    """Scrapy's process, which ends some seconds after a signal whatever a server keeps it waiting for."""

    def _signal_shutdown(self, signum: int, frame: Any) -> None:
        note(signum)
        super()._signal_shutdown(signum, frame)
        reactor: Any = sys.modules["twisted.internet.reactor"]  # installed by now, of Scrapy's choice
        reactor.callFromThread(reactor.callLater, _GRACE, self._stop_reactor)


@dataclass(eq=False)  # listeners of signals are held weakly, by identity
class _Run:
    """Crawls on one reactor. What keeps two of them from one host are the store's leases, as between processes."""

    plans: list[_Plan]
    process: _Process
    progress: Progress
    shared: Shared = field(default_factory=Shared)
    closing: bool = False
    settled: int = 0
    taken: set[str] = field(default_factory=set)

    def begin_more(self) -> None:
        """Begin the crawls there is room for, unless what ended one would end them, too."""
        room = AT_ONCE - sum(plan.begun and not plan.ended for plan in self.plans)
        for plan in self.plans:
            if self.closing or room <= 0:
                return
            if not plan.begun and not plan.lanes() & self.taken:
                room -= 1
                self._begin(plan)

    def _begin(self, plan: _Plan) -> None:
        plan.begun = True
        self.taken |= plan.lanes()
        crawler = plan.crawler = Crawler(AggregatorSpider, plan.settings)
        crawler.signals.connect(self.on_item, signals.item_scraped)

        def on_closing(spider: Spider, reason: str) -> None:
            self._close(plan, spider, reason)

        def on_end(task: asyncio.Task[None]) -> None:
            self._end(plan, task)

        crawler.signals.connect(on_closing, signals.spider_closed, weak=False)
        self.process.crawl(crawler, source=plan.source, shared=self.shared).add_done_callback(on_end)

    def end_the_rest(self) -> None:
        """End, in the store, the crawls that were not waited for: what they had asked for stays pending."""
        for plan in self.plans:
            session = getattr(plan.crawler.spider, "session", None) if plan.crawler and plan.session is None else None
            if session and session.queue.crawl_id:
                session.end(_STOPPED)
                session.store.close()
                plan.session, plan.reason = session, _STOPPED

    def on_item(self, spider: Spider) -> None:
        """Report how far the crawls are."""
        if isinstance(spider, AggregatorSpider) and spider.session:
            self.settled += 1
            whose = f"of {len(self.plans)} sources" if len(self.plans) > 1 else spider.session.source.name
            self.progress(f"fetching pages {whose}".strip(), self.settled, None)

    def _close(self, plan: _Plan, spider: Spider, reason: str) -> None:
        """Keep what did the crawl: its accounts are final only when all that listens for its end has heard of it."""
        if not isinstance(spider, AggregatorSpider):
            return
        plan.failure = spider.trouble
        if spider.session and spider.session.queue.crawl_id:
            plan.session, plan.reason, plan.browser = spider.session, reason, _browser_counts(spider)
        self.closing = self.closing or reason in _ENDS_ALL

    def _end(self, plan: _Plan, task: asyncio.Task[None]) -> None:
        """Make room for the next crawl."""
        plan.ended = True
        self.taken -= plan.lanes()
        if not task.cancelled() and (error := task.exception()) is not None:
            plan.failure = str(error) if isinstance(error, UserError) else f"{fault_note(error)}; please report it"
        self.begin_more()


def _browser_counts(spider: Spider) -> dict[str, int]:
    stats = spider.crawler.stats.get_stats() if spider.crawler.stats else {}
    return {name.removeprefix(COUNTED): stats[name] for name in sorted(stats) if name.startswith(COUNTED)}


def _crawled(plan: _Plan) -> Crawled:
    session, failure = plan.session, _FAILURES.get(plan.reason)
    if session is None:
        return Crawled(
            _NOTHING, resumed=False, reason=plan.reason, source=plan.source.name, failure=plan.failure or failure
        )
    return Crawled(
        session.queue.accounts(),
        session.resumed,
        plan.reason,
        plan.source.name,
        session.links.known,
        session.run.id,
        session.revisits,
        plan.browser,
        failure.format(store=session.store.shown) if failure else plan.failure,
    )
