"""Crawling: sources in, their pages in the store out. Runs Scrapy in this process, one source after the other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler import settings as project_settings
from crawler.crawling.browser.settings import BROWSER_ERROR, COUNTED, browser_settings
from crawler.crawling.log_secrets import redact_log
from crawler.crawling.session.revisits import Revisits
from crawler.crawling.session.session import Session
from crawler.errors import CrawlFailed
from crawler.jobs.progress import Progress, silent
from crawler.sources.source import Source, typed
from crawler.spiders.aggregator import AggregatorSpider
from crawler.store.queue import Accounts

#: Why a crawl ends before its time, and with it those that would have come after.
_STOPPED, _BROKEN, _UNARCHIVED = "shutdown", "store-error", "archive-error"
_ENDS_ALL = frozenset({_STOPPED, _BROKEN, _UNARCHIVED, BROWSER_ERROR})


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl did: the accounts of its requests, whether it took up an interrupted one, and why it ended.

    `known` counts the entries of feeds whose articles were stored already as the feed describes them; `revisits` says what
    was visited again; `browser` counts what the browser refused and what it could not do, by name.
    """

    accounts: Accounts
    resumed: bool
    reason: str
    source: str = ""
    known: int = 0
    run_id: int = 0
    revisits: Revisits | None = None
    browser: Mapping[str, int] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped it (Ctrl-C, a termination signal)."""
        return self.reason == _STOPPED

    @property
    def empty(self) -> bool:
        """Whether nothing came although something was due."""
        due = {reason: number for reason, number in self.accounts.refused.items() if reason != "not-due"}
        return self.accounts.stored == 0 and bool(due or self.accounts.failed or self.accounts.pending)


def crawl(start_urls: Sequence[str], *, overrides: Mapping[str, Any], progress: Progress = silent) -> Crawled:
    """Crawl from *start_urls*, as `crawl_sources` does with one source."""
    return crawl_sources([typed(start_urls)], overrides=overrides, progress=progress)[0]


def crawl_sources(
    sources: Sequence[Source], *, overrides: Mapping[str, Any], progress: Progress = silent
) -> list[Crawled]:
    """Crawl sources in turn, each with the project's settings, its own, and *overrides* on top. Blocks until all have ended.

    Can be called once in a process: Twisted's reactor cannot be started twice. Whoever has set up logging keeps it. When
    somebody stops one, those after it are left out. Raises CrawlFailed, BrowserMissing.
    """
    redact_log()
    plans = [(source, settings_for(source, overrides)) for source in sources]
    run = _Run(plans, AsyncCrawlerProcess(_shared(overrides)), progress)
    run.begin_next()
    run.process.start()
    done = [_crawled(*ended) for ended in run.ended]
    if len(done) < run.started:
        raise CrawlFailed("the crawl could not start; the log above says why")
    return done


def settings_for(source: Source, overrides: Mapping[str, Any]) -> Settings:
    """Return Scrapy's settings for one source: the project's, what the source says, and *overrides* on top."""
    settings = Settings()
    settings.setmodule(project_settings, priority="project")
    settings.set("LOG_INSTALL_ROOT_HANDLER", value=not logging.root.handlers, priority="project")
    settings.setdict(_source_settings(source, overrides), priority="cmdline")
    settings.setdict(dict(overrides), priority="cmdline")
    if source.cookies:
        settings.set("COOKIES_ENABLED", value=True, priority="cmdline")
    if not source.respect_reservations:
        settings.set("WIRETRACE_RESPECT_RESERVATIONS", value=False, priority="cmdline")
    return settings


def _shared(overrides: Mapping[str, Any]) -> Settings:
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


@dataclass(eq=False)  # listeners of signals are held weakly, by identity
class _Run:
    """Crawls that follow each other on one reactor: two at once could visit one host twice."""

    plans: list[tuple[Source, Settings]]
    process: AsyncCrawlerProcess
    progress: Progress
    ended: list[tuple[Session, str, Mapping[str, int]]] = field(default_factory=list)
    started: int = 0

    def begin_next(self, _ended: asyncio.Task[None] | None = None) -> None:
        """Begin the next crawl, unless there is none, or the last one did not begin, was stopped or could not write."""
        broken = self.started > len(self.ended) or (self.ended and self.ended[-1][1] in _ENDS_ALL)
        if broken or self.started == len(self.plans):
            return
        source, settings = self.plans[self.started]
        self.started += 1
        crawler = Crawler(AggregatorSpider, settings)
        crawler.signals.connect(self.on_item, signals.item_scraped)
        crawler.signals.connect(self.on_closing, signals.spider_closed)
        self.process.crawl(crawler, source=source).add_done_callback(self.begin_next)

    def on_item(self, spider: Spider) -> None:
        """Report how far the crawl is."""
        if isinstance(spider, AggregatorSpider) and spider.session:
            self.progress(f"fetching pages {spider.session.source.name}".strip(), spider.session.settled, None)

    def on_closing(self, spider: Spider, reason: str) -> None:
        """Keep what did the crawl: its accounts are final only when all that listens for its end has heard of it."""
        if isinstance(spider, AggregatorSpider) and spider.session and spider.session.queue.crawl_id:
            self.ended.append((spider.session, reason, _browser_counts(spider)))


def _browser_counts(spider: Spider) -> dict[str, int]:
    stats = spider.crawler.stats.get_stats() if spider.crawler.stats else {}
    return {name.removeprefix(COUNTED): stats[name] for name in sorted(stats) if name.startswith(COUNTED)}


def _crawled(session: Session, reason: str, browser: Mapping[str, int]) -> Crawled:
    if reason == _BROKEN:
        raise CrawlFailed(
            f"{session.store.shown} could not be written; every page that is not stored stays pending: "
            "make room or wait for the other program, and run the same command again"
        )
    if reason == _UNARCHIVED:
        raise CrawlFailed(
            "the archive could not be written, the log above says why; what was fetched is in the store, and the rest "
            "stays pending: make room and run the same command again"
        )
    if reason == BROWSER_ERROR:
        raise CrawlFailed(
            "the browser does not start, the log above says why; what was fetched is in the store, and the rest stays "
            "pending: repair the browser and run the same command again"
        )
    return Crawled(
        session.queue.accounts(),
        session.resumed,
        reason,
        session.source.name,
        session.links.known,
        session.run.id,
        session.revisits,
        browser,
    )
