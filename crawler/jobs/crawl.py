"""Crawling: start pages in, pages in the store out. Runs Scrapy in this process, once."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler import settings as project_settings
from crawler.crawling.session import Session
from crawler.jobs.progress import Progress, silent
from crawler.spiders.aggregator import AggregatorSpider
from crawler.store.queue import Accounts


class CrawlFailed(Exception):
    """The crawl could not begin, or could not write what it fetched; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl did: the accounts of its requests, whether it took up an interrupted one, and why it ended."""

    accounts: Accounts
    resumed: bool
    reason: str

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped it (Ctrl-C, a termination signal)."""
        return self.reason == "shutdown"


def crawl(start_urls: Sequence[str], *, overrides: Mapping[str, Any], progress: Progress = silent) -> Crawled:
    """Crawl from *start_urls* with the project's settings and *overrides*. Blocks until the crawl ends.

    Can be called once in a process: Twisted's reactor cannot be started twice. Whoever has set up logging keeps it.
    Raises CrawlFailed.
    """
    settings = Settings()
    settings.setmodule(project_settings, priority="project")
    settings.set("LOG_INSTALL_ROOT_HANDLER", value=not logging.root.handlers, priority="project")
    settings.setdict(dict(overrides), priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(AggregatorSpider)
    ended: dict[str, Any] = {}

    def on_item(spider: AggregatorSpider) -> None:
        if spider.session:
            progress("fetching pages", spider.session.settled, None)

    def on_closing(spider: AggregatorSpider, reason: str) -> None:
        if spider.session:
            ended.update(session=spider.session, reason=reason)

    crawler.signals.connect(on_item, signals.item_scraped)
    crawler.signals.connect(on_closing, signals.spider_closed)
    process.crawl(crawler, urls=" ".join(start_urls))
    process.start()
    return _crawled(ended.get("session"), str(ended.get("reason")))


def _crawled(session: Session | None, reason: str) -> Crawled:
    if session is None or not session.crawl_id:
        raise CrawlFailed("the crawl could not begin; the log above says why")
    if reason == "store-error":
        raise CrawlFailed(
            f"{session.store.shown} could not be written; every page that is not in it stays pending: "
            "make room or wait for the other program, and run the same command again"
        )
    return Crawled(session.accounts(), session.resumed, reason)
