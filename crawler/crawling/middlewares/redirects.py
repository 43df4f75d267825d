"""Redirects that Scrapy follows and should not, and one that it does not follow and a browser does."""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import cookies
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse
from tldextract import TLDExtract

from crawler.crawling.session.reasons import Refused
from crawler.errors import NotAPageError
from crawler.pages.html.addresses import canonicalize
from crawler.pages.html.markup import is_charset

_MOVED = frozenset({301, 302, 303, 307, 308})


class MetaRefresh(MetaRefreshMiddleware):
    """Follows `<meta http-equiv="refresh">` as a redirect, with all rules of one; a page that only loads itself again is read."""

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:  # noqa: ARG002  # Scrapy's interface
        """Return the request that a page leads to, or the page."""
        if request.meta.get("playwright") or "request_id" not in request.cb_kwargs:
            return response
        page = response
        if isinstance(response, TextResponse) and not is_charset(response.encoding):
            page = response.replace(
                encoding="utf-8"
            )  # "rot13", "idna": Scrapy takes any codec of Python's for a charset
        followed = super().process_response(request, page)
        if followed is page:
            return response
        if isinstance(followed, Request) and _same(followed.url, (request.url, *request.meta.get("redirect_urls", ()))):
            return response
        return followed


class CookieWalls:
    """Gives up a page that sets a cookie and leads to itself: without a jar that goes on forever, and is told as that."""

    def __init__(self, crawler: Crawler) -> None:
        if crawler.settings.getbool("COOKIES_ENABLED"):
            raise NotConfigured
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of a crawl without a jar."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise Refused for a circle that wants a cookie."""
        location = response.headers.get("Location")
        if response.status in _MOVED and location and "Set-Cookie" in response.headers:
            leads_to = urljoin(request.url, location.decode("latin-1"))
            if _same(leads_to, (request.url, *request.meta.get("redirect_urls", ()))):
                raise Refused("needs-cookies")
        return response


class OwnJar(CookiesMiddleware):
    """Scrapy's jar, for a source that wants one; which domains are public it knows from tldextract's own list, not from the network."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002  # Scrapy's interface
        cookies._split_domain = TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)  # noqa: SLF001
        super().__init__(debug)


def _same(url: str, others: tuple[str, ...]) -> bool:
    """Return whether *url* is one of the pages at *others*, to the letter or by what names a page."""
    if url in others:
        return True
    try:
        return canonicalize(url) in {canonicalize(other) for other in others}
    except NotAPageError:
        return False
