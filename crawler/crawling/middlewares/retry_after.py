"""Politeness of single requests: Retry-After, no pause for our own machine, and only the proxy the user named."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.crawling.session.clock import clock_of
from crawler.crawling.session.reasons import ComeBack

_LONGEST_WAIT = timedelta(days=1)  # what a server may ask for; more is cut to this


class RetryAfter:
    """Leaves a host alone when it says 429 or 503 and when to come back, instead of hammering: its pages stay pending."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler, self.now = crawler, clock_of(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of a crawler."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise ComeBack for an answer with Retry-After, be it for a page or for robots.txt."""
        instant = asked_to_wait(response, now=self.now())
        if instant is None:
            return response
        session = getattr(self.crawler.spider, "session", None)
        if session is not None:
            session.queue.pause_host(request.url, until=instant)
        raise ComeBack(instant)


def asked_to_wait(response: Response, *, now: datetime) -> datetime | None:
    """Return until when the server of *response* wants to be left alone; None when it says nothing of that."""
    header = response.headers.get("Retry-After") if response.status in (429, 503) else None
    return parse_retry_after(header.decode("latin-1"), now=now) if header else None


def parse_retry_after(header: str, *, now: datetime) -> datetime | None:
    """Return when a Retry-After header allows the next request; None if it says nothing.

    RFC 9110, 10.2.3: seconds or a date in any of the three forms of HTTP; cut to a day from *now*.
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return now + min(timedelta(seconds=int(text[:9])), _LONGEST_WAIT)
    try:
        instant = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return min(max(instant.astimezone(UTC), now), now + _LONGEST_WAIT)


class UserProxy:
    """Sends requests through WIRETRACE_PROXY; proxy variables of the environment are ignored."""

    def __init__(self, crawler: Crawler, proxy: str) -> None:
        self.crawler, self.proxy = crawler, proxy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware; it also gives our own machine its own pace."""
        if not crawler.settings.getbool("HTTPPROXY_ENABLED"):
            raise NotConfigured
        return cls(crawler, crawler.settings.get("WIRETRACE_PROXY") or "")

    def process_request(self, request: Request) -> None:
        """Name the proxy; a request to loopback needs no pause between pages."""
        if self.proxy:
            request.meta["proxy"] = self.proxy
        host = urlparse_cached(request).hostname or ""
        if is_own_machine(host):
            self._no_pause(request, host)

    def _no_pause(self, request: Request, host: str) -> None:
        downloader: Any = self.crawler.engine.downloader if self.crawler.engine else None
        request.meta["autothrottle_dont_adjust_delay"] = True
        if downloader is not None:
            downloader.per_slot_settings.setdefault(host, {"concurrency": 1, "delay": 0.0, "jitter": 0.0})


def is_own_machine(host: str) -> bool:
    """Return whether *host* is loopback, by name or number."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
