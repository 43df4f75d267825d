"""The one spider: it fetches what the store's queue names and hands every outcome on. Layouts do the reading."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.crawling.browser import browser_meta
from crawler.crawling.items import Deferred, Fetched, Missed
from crawler.crawling.reasons import ComeBack, outcome
from crawler.crawling.session import Session, system_clock
from crawler.spiders.reading import read
from crawler.store.queue import Pending


class AggregatorSpider(Spider):
    """Crawls the pages of every registered layout: ``scrapy crawl aggregator -a urls=URL,URL -s WIRETRACE_STORE=...``."""

    name = "aggregator"
    session: Session | None = None

    def __init__(self, urls: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # A comma is a fine character of a URL: only one before the next scheme parts two.
        self.start_urls = [url for url in re.split(r"(?:^|[,\s]+)(?=https?://)", urls.strip()) if url]

    async def start(self) -> AsyncIterator[Any]:
        """Yield nothing: the queue in the store feeds the engine."""
        no_requests: tuple[Request, ...] = ()
        for request in no_requests:
            yield request

    def page_request(self, page: Pending) -> Request:
        """Return the request for a page of the queue."""
        return Request(
            page.url,
            callback=self.parse,
            errback=self.missed,
            dont_filter=True,  # the queue knows each page once
            cb_kwargs={"request_id": page.id, "depth": page.depth},
            meta=browser_meta(enabled=self.settings.getbool("WIRETRACE_BROWSER")),
        )

    def parse(self, response: Response, request_id: int = 0, depth: int = 0) -> Iterator[Fetched]:
        """Hand over a page as it came."""
        clock = self.session.clock if self.session else system_clock
        content_type = response.headers.get("Content-Type")
        yield Fetched(
            request_id=request_id,
            url=response.url,
            depth=depth,
            raw=response.body,
            kind="html" if isinstance(response, TextResponse) else "binary",
            content_type=content_type.decode("latin-1") if content_type else None,
            fetched_at=clock(response.url),
        )

    def read(self, response: Response) -> Iterator[dict[str, Any]]:
        """Yield what a layout reads off a page, for ``scrapy parse URL --spider aggregator -c read``."""
        yield read(response, layout=self.settings.get("WIRETRACE_LAYOUT") or None)

    def missed(self, failure: Failure) -> Iterator[Missed | Deferred]:
        """Hand over why a page did not come."""
        request_id = failure.request.cb_kwargs["request_id"]  # type: ignore[attr-defined]  # set by Scrapy
        if isinstance(failure.value, ComeBack):
            yield Deferred(request_id=request_id, not_before=failure.value.not_before)
        else:
            state, reason = outcome(failure)
            yield Missed(request_id=request_id, state=state, reason=reason)
