"""The pipeline: it has pages read, hands every outcome over to the session, and does nothing else."""

from __future__ import annotations

import asyncio
from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.crawling.session.outcomes import Deferred, Fetched, Missed, Unchanged
from crawler.crawling.session.session import Session
from crawler.crawling.shared import Shared


class StorePipeline:
    """Gives each outcome to the spider's session, which writes it in one transaction. Pages are read in other processes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawler."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Write *item* if it is an outcome of ours; pass it on in any case."""
        session: Session | None = getattr(self.crawler.spider, "session", None)
        shared: Shared | None = getattr(self.crawler.spider, "shared", None)
        if session is None:
            return item
        if isinstance(item, Fetched) and shared is not None:
            capture = session.writer.capture_of(item)
            observation = await asyncio.wrap_future(shared.pool(self.crawler.settings).read(capture))
            session.settle(item, capture, observation)
        elif isinstance(item, Fetched | Missed | Deferred | Unchanged):
            session.settle(item)
        return item
