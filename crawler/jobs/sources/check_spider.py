"""The spider of `wiretrace sources check`: one page of each source, read and thrown away. It has no store to write to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.crawling.browser.settings import browser_meta, with_done
from crawler.crawling.session.clock import page_clock_of
from crawler.crawling.session.reasons import ComeBack, NoBrowser, outcome
from crawler.sightings.identity import new_capture
from crawler.sightings.record import Capture
from crawler.sources.source import Kind, Source


class CheckSpider(Spider):
    """Fetches the first page of each source and hands it, or the reason why it did not come, to `report`."""

    name = "check"

    def __init__(
        self,
        sources: Sequence[Source] = (),
        report: Callable[[Source, Capture | str], None] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.sources, self.report = sources, report
        self.start_urls = [source.urls[0] for source in sources]

    async def start(self) -> AsyncIterator[Any]:
        """Ask for one page of each source."""
        for source in self.sources:
            yield Request(
                source.urls[0],
                callback=self.parse,
                errback=self.missed,
                dont_filter=True,
                cb_kwargs={"source": source},
                meta=browser_meta(source, 0, enabled=source.browser),
            )

    def parse(self, response: Response, source: Source | None = None) -> None:
        """Hand over a page."""
        if self.report is None or source is None:
            return
        content_type = response.headers.get("Content-Type")
        received = new_capture(
            response.body,
            kind="html" if isinstance(response, TextResponse) else "binary",
            url=response.url,
            fetched_at=page_clock_of(self.settings)(response.url),
            timezone=source.timezone,
            layout=Kind.SECTION.value if source.kind is Kind.SECTION else source.layout,
            content_type=content_type.decode("latin-1") if content_type else None,
            claims=with_done({"outlet": source.outlet} if source.outlet else {}, response.request),
        )
        self.report(source, received)

    def missed(self, failure: Failure) -> None:
        """Hand over why a page did not come."""
        source = failure.request.cb_kwargs["source"]  # type: ignore[attr-defined]  # set by Scrapy
        if self.report is not None:
            if isinstance(failure.value, NoBrowser):
                why = "the browser does not start"
            elif isinstance(failure.value, ComeBack):
                why = "the server asks to come back later"
            else:
                why = ": ".join(outcome(failure))
            self.report(source, why)
