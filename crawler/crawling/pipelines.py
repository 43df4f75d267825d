"""The pipeline: it hands every outcome over to the session, and does nothing else."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.crawling.session.outcomes import Deferred, Fetched, Missed, Unchanged


class StorePipeline:
    """Gives each outcome to the spider's session, which writes it in one transaction."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawler."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Write *item* if it is an outcome of ours; pass it on in any case."""
        session = getattr(self.crawler.spider, "session", None)
        if session is not None and isinstance(item, Fetched | Missed | Deferred | Unchanged):
            session.settle(item)
        return item
