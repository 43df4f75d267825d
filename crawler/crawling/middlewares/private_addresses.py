"""No page may send the crawler into a private network: only addresses of the public internet are connected to.

The resolver checks what is really connected to, so that names, redirects, odd spellings of numbers and rebinding all
meet the same check. A private address is allowed when the user started the crawl there by number or as localhost, or
named the host in WIRETRACE_ALLOW_HOSTS.
"""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.crawling.middlewares.retry_after import is_own_machine
from crawler.crawling.session.reasons import Refused
from crawler.permissions.global_addresses import is_global, number_of


class GlobalResolver(CachingThreadedResolver):
    """Resolves names, and refuses those that lead to an address which is not global, unless the user allowed the host."""

    #: One reactor has one resolver; the crawl's guard says what is allowed and reads what was refused.
    allowed: ClassVar[set[str]] = set()
    refused: ClassVar[set[str]] = set()

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  # Twisted's interface
        """Return the address of *name*, checked."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_global(address) or name in self.allowed:
            return address
        self.refused.add(name)
        raise DNSLookupError(f"{name} is at a private address")


class PrivateAddressGuard:
    """Refuses a request to a private address with a reason that is counted, before and after its name is resolved."""

    #: Hosts and ports that the user named; one process runs one crawl.
    allowed_places: ClassVar[set[tuple[str, int | None]]] = set()

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.allowed_places.clear()
        crawler.signals.connect(self.spider_opened, signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the guard of a crawler."""
        return cls(crawler)

    def spider_opened(self, spider: Any) -> None:
        """Allow what the user named: start pages on numbers or localhost, hosts in the setting, and the proxy."""
        hosts = set(self.crawler.settings.getlist("WIRETRACE_ALLOW_HOSTS"))
        for url in getattr(spider, "start_urls", ()):
            parts = urlsplit(url)
            if parts.hostname and (is_own_machine(parts.hostname) or number_of(parts.hostname) is not None):
                self.allowed_places.add((parts.hostname, parts.port))
                hosts.add(parts.hostname)
        proxy = urlsplit(self.crawler.settings.get("WIRETRACE_PROXY") or "").hostname
        GlobalResolver.allowed = hosts | ({proxy} if proxy else set())
        GlobalResolver.refused = set()

    def process_request(self, request: Request) -> None:
        """Refuse numbers and localhost that the user did not name, port and all (a redirect may try another port)."""
        parts = urlparse_cached(request)
        host = parts.hostname or ""
        private = is_own_machine(host) or (number_of(host) is not None and not is_global(host))
        named = (host, parts.port) in self.allowed_places or host in self.crawler.settings.getlist(
            "WIRETRACE_ALLOW_HOSTS"
        )
        if (private and not named) or host in GlobalResolver.refused:
            raise Refused("private-address")

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002  # Scrapy's interface
        """Refuse a page that a browser, which resolves names by itself, got from a private address."""
        address = str(response.ip_address or "")
        proxied = bool(self.crawler.settings.get("WIRETRACE_PROXY"))
        if "playwright" in response.flags and address and not proxied and not is_global(address):
            parts = urlsplit(response.url)
            if (parts.hostname, parts.port) not in self.allowed_places and parts.hostname not in GlobalResolver.allowed:
                raise Refused("private-address")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say why a name could not be resolved when it was we who refused it."""
        if (urlparse_cached(request).hostname or "") in GlobalResolver.refused:
            raise Refused("private-address") from exception


async def leads_inside(url: str) -> bool:
    """Return whether *url* leads to a private address that the user did not name. For the requests of a page in a browser.

    Between this look and the browser's own a name may change where it leads: the resolver rules and the check of the
    answer are behind it.
    """
    parts = urlsplit(url)
    host = parts.hostname
    if parts.scheme not in {"http", "https", "ws", "wss"} or not host:
        return parts.scheme not in {"data", "blob", "about"}
    if is_own_machine(host) or number_of(host) is not None:
        return not is_global(host) and (host, parts.port) not in PrivateAddressGuard.allowed_places
    if host in GlobalResolver.allowed:
        return False
    try:
        addresses = await asyncio.get_running_loop().getaddrinfo(host, None)
    except OSError:  # a name that leads nowhere leads nowhere inside
        return False
    return not all(is_global(str(address[0])) for *_, address in addresses)
