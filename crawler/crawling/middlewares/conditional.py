"""Conditional requests: a server answers 304 for a page that has not changed, and a feed that is still fresh is not requested."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.clock import FARTHEST
from crawler.crawling.session.reasons import Refused

_HEADERS = ("If-None-Match", "If-Modified-Since")


class Conditional:
    """Sets the validators of the last visit on each request of a page, at every hop of a redirect (RFC 9110, 13.1).

    A feed that asked to be left alone is refused with the reason "not-due" until its time is over. A page in a browser is
    asked for plainly: Chromium takes a 304 for an empty page.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add the validators, or refuse. Requests for anything but a page of the queue (robots.txt) are left alone."""
        session: Any = getattr(self.crawler.spider, "session", None)
        if session is None or "request_id" not in request.cb_kwargs:
            return
        for name in _HEADERS:  # a redirect carries those of the address before
            request.headers.pop(name, None)
        if self.crawler.settings.getbool("WIRETRACE_AGAIN") or request.meta.get("playwright"):
            return
        visit = session.last_visit(request.url)
        if visit is None:
            return
        now = session.now()
        if visit.fresh_until is not None and now < visit.fresh_until <= now + FARTHEST:
            raise Refused("not-due")
        for name, value in zip(_HEADERS, (visit.etag, visit.last_modified), strict=True):
            if value:
                request.headers[name] = value
