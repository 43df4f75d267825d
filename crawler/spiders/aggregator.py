"""The one spider: it fetches what the store's queue names and hands every outcome on. Layouts do the reading."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.crawling.browser.settings import browser_meta, with_done
from crawler.crawling.session.clock import clock_of, page_clock_of
from crawler.crawling.session.following import IN_A_LIST
from crawler.crawling.session.outcomes import Deferred, Fetched, Freshness, Missed, Unchanged
from crawler.crawling.session.reasons import ComeBack, outcome
from crawler.crawling.session.session import Session
from crawler.crawling.shared import Shared
from crawler.errors import StoreError
from crawler.sightings.claims import CUT_OFF
from crawler.sources.source import Source, typed
from crawler.spiders.reading import read
from crawler.store.queue import Pending

_NOT_MODIFIED = 304


class AggregatorSpider(Spider):
    """Crawls the pages of every registered layout: ``scrapy crawl aggregator -a urls=URL,URL -s WIRETRACE_STORE=...``."""

    name = "aggregator"
    session: Session | None = None
    trouble: str | None = None  # why its crawl could not begin

    def __init__(
        self, urls: str = "", source: Source | None = None, shared: Shared | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.shared = shared
        # A comma is a fine character of a URL: only one before the next scheme parts two.
        named = [url for url in re.split(r"(?:^|[,\s]+)(?=https?://)", urls.strip()) if url]
        self.source = source or (typed(named) if named else None)
        self.start_urls = list(self.source.urls) if self.source else []

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
            cb_kwargs={"request_id": page.id, "depth": page.depth, "claims": page.claims},
            meta={
                "handle_httpstatus_list": [_NOT_MODIFIED],
                **browser_meta(
                    self.source,
                    page.depth,
                    enabled=self.settings.getbool("WIRETRACE_BROWSER"),
                    listed=IN_A_LIST in (page.claims or {}),
                ),
            },
        )

    def parse(
        self, response: Response, request_id: int = 0, depth: int = 0, claims: Mapping[str, object] | None = None
    ) -> Iterator[Fetched | Missed | Unchanged]:
        """Hand over a page as it came, or that it still is what it was."""
        clock = self.session.clock if self.session else page_clock_of(self.settings)
        fetched_at = response.meta.get("fetched_at") or clock(response.url)
        asked = response.meta.get("redirect_urls", [response.url])[0]
        if response.status == _NOT_MODIFIED:
            yield Unchanged(
                request_id=request_id,
                url=response.url,
                depth=depth,
                fetched_at=fetched_at,
                headers=_freshness(response),
                asked=asked,
            )
            return
        yield Fetched(
            request_id=request_id,
            url=response.url,
            depth=depth,
            raw=response.body,
            kind="html" if isinstance(response, TextResponse) else "binary",
            content_type=_header(response, "Content-Type") or None,
            fetched_at=fetched_at,
            asked=asked,
            claims={
                **with_done(claims or {}, response.request),
                **({CUT_OFF: True} if CUT_OFF in response.meta else {}),
            },
            headers=_freshness(response),
            reservations=response.meta.get("reservations", ()),
        )

    def read(self, response: Response) -> Iterator[dict[str, Any]]:
        """Yield what a layout reads off a page, for ``scrapy parse URL --spider aggregator -c read``."""
        named = self.settings.get("WIRETRACE_LAYOUT") or None
        yield read(response, layout=named, layouts=self.settings.getlist("WIRETRACE_LAYOUTS"))

    def missed(self, failure: Failure) -> Iterator[Missed | Deferred]:
        """Hand over why a page did not come."""
        request_id = failure.request.cb_kwargs["request_id"]  # type: ignore[attr-defined]  # set by Scrapy
        if isinstance(failure.value, StoreError):
            # The page is not to blame. Writing this down fails, too, and stops the crawl with the page still pending.
            yield Deferred(request_id=request_id, not_before=clock_of(self.settings)(), counts=False)
        elif isinstance(failure.value, ComeBack):
            yield Deferred(request_id=request_id, not_before=failure.value.not_before, counts=failure.value.counts)
        else:
            state, reason = outcome(failure)
            yield Missed(request_id=request_id, state=state, reason=reason)


def _freshness(response: Response) -> Freshness:
    return Freshness(
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        cache_control=_header(response, "Cache-Control"),
        age=_header(response, "Age"),
    )


def _header(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""
