"""Crawling: start pages in, pages in the store out. Runs Scrapy in this process, once."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl did: the accounts of its requests, and whether it took up an interrupted one."""

    accounts: Accounts
    resumed: bool
    reason: str


def crawl(start_urls: Sequence[str], *, overrides: Mapping[str, Any], progress: Progress = silent) -> Crawled:
    """Crawl from *start_urls* with the project's settings and *overrides*. Blocks until the crawl ends.

    Can be called once in a process: Twisted's reactor cannot be started twice.
    """
    settings = Settings()
    settings.setmodule(project_settings, priority="project")
    settings.set("LOG_INSTALL_ROOT_HANDLER", value=True, priority="project")
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
    process.crawl(crawler, urls=",".join(start_urls))
    process.start()
    session: Session | None = ended.get("session")
    if session is None:
        raise RuntimeError("the crawl did not start; see the log above")
    return Crawled(session.accounts(), session.resumed, ended["reason"])
