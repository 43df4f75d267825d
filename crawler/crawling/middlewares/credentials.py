"""User and password of an address: taken out of it before anything sees it, and sent as a browser sends them (RFC 7617).

What the user wrote into a start page's address is sent with every request to its origin, robots.txt too; what a link or a
redirect brings is sent with that request alone. Scrapy takes the header off again where a redirect leaves the origin.
"""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import SplitResult, urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached
from w3lib.http import basic_auth_header

from crawler.pages.html.secrets import credentials_of, without_credentials

_PORTS = {"http": 80, "https": 443}


class Credentials:
    """Sets the header `Authorization` from addresses, and leaves none of it in them."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, str | None, int | None], bytes] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of a crawl."""
        middleware = cls()
        crawler.signals.connect(middleware.spider_opened, signals.spider_opened)
        return middleware

    def spider_opened(self, spider: Any) -> None:
        """Remember what the user wrote into the addresses of start pages."""
        for url in getattr(spider, "start_urls", ()):
            if credentials := credentials_of(url):
                self._named[_origin(urlsplit(url))] = basic_auth_header(*credentials, encoding="utf-8")

    def process_request(self, request: Request) -> Request | None:
        """Return the request with its credentials where they belong, or None when nothing is to be changed."""
        if credentials := credentials_of(request.url):
            sent = request.replace(url=without_credentials(request.url), dont_filter=True)
            sent.headers["Authorization"] = basic_auth_header(*credentials, encoding="utf-8")
            return sent
        if "Authorization" not in request.headers and (known := self._named.get(_origin(urlparse_cached(request)))):
            request.headers["Authorization"] = known
        return None


def _origin(parts: SplitResult | Any) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
