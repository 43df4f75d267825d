"""No page may send the crawler into a private network: only addresses of the public internet are connected to.

The resolver checks what is really connected to, so that names, redirects, odd spellings of numbers and rebinding all
meet the same check. A private address is allowed when the user started the crawl there by number or as localhost, or
named the host in WIRETRACE_ALLOW_HOSTS.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
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

#: The hosts that the crawl whose request is being sent may reach at a private address. One reactor resolves for all crawls.
allowed_hosts: ContextVar[frozenset[str]] = ContextVar("allowed_hosts", default=frozenset())


class GlobalResolver(CachingThreadedResolver):
    """Resolves names, and refuses those that lead to an address which is not global, unless the user allowed the host."""

    #: Names that led to a private address and were not allowed; one crawl may reach what another may not.
    refused: ClassVar[set[str]] = set()

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  # Twisted's interface
        """Return the address of *name*, checked by what the crawl that asks may reach."""
        allowed = name in allowed_hosts.get()
        return super().getHostByName(name, timeout).addCallback(self._checked, name, allowed=allowed)

    def _checked(self, address: str, name: str, *, allowed: bool) -> str:
        if allowed or is_global(address):
            return address
        self.refused.add(name)
        raise DNSLookupError(f"{name} is at a private address")


class PrivateAddressGuard:
    """Refuses a request to a private address with a reason that is counted, before and after its name is resolved."""

    #: What the pages of a crawl in the browser may reach; one crawl at a time has a browser.
    browser_places: ClassVar[frozenset[tuple[str, int | None]]] = frozenset()
    browser_hosts: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.places: frozenset[tuple[str, int | None]] = frozenset()
        self.hosts: frozenset[str] = frozenset()
        crawler.signals.connect(self.spider_opened, signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the guard of a crawler."""
        return cls(crawler)

    def spider_opened(self, spider: Any) -> None:
        """Allow what the user named: start pages on numbers or localhost, hosts in the setting, and the proxy."""
        started = [urlsplit(url) for url in getattr(spider, "start_urls", ())]
        self.places = frozenset(
            (parts.hostname, parts.port)
            for parts in started
            if parts.hostname and (is_own_machine(parts.hostname) or number_of(parts.hostname) is not None)
        )
        proxy = urlsplit(self.crawler.settings.get("WIRETRACE_PROXY") or "").hostname
        named = self.crawler.settings.getlist("WIRETRACE_ALLOW_HOSTS")
        self.hosts = frozenset([*named, *(host for host, _ in self.places), *([proxy] if proxy else [])])
        if self.crawler.settings.getbool("WIRETRACE_BROWSER"):
            PrivateAddressGuard.browser_places, PrivateAddressGuard.browser_hosts = self.places, self.hosts

    def process_request(self, request: Request) -> None:
        """Refuse numbers and localhost that the user did not name, port and all (a redirect may try another port)."""
        parts = urlparse_cached(request)
        host = parts.hostname or ""
        private = is_own_machine(host) or (number_of(host) is not None and not is_global(host))
        named = (host, parts.port) in self.places or host in self.crawler.settings.getlist("WIRETRACE_ALLOW_HOSTS")
        if (private and not named) or self._is_refused(host):
            raise Refused("private-address")

    def _is_refused(self, host: str) -> bool:
        return host in GlobalResolver.refused and host not in self.hosts

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002  # Scrapy's interface
        """Refuse a page that a browser, which resolves names by itself, got from a private address."""
        address = str(response.ip_address or "")
        proxied = bool(self.crawler.settings.get("WIRETRACE_PROXY"))
        if "playwright" in response.flags and address and not proxied and not is_global(address):
            parts = urlsplit(response.url)
            if (parts.hostname, parts.port) not in self.places and parts.hostname not in self.hosts:
                raise Refused("private-address")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say why a name could not be resolved when it was we who refused it."""
        if self._is_refused(urlparse_cached(request).hostname or ""):
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
        return not is_global(host) and (host, parts.port) not in PrivateAddressGuard.browser_places
    if host in PrivateAddressGuard.browser_hosts:
        return False
    try:
        addresses = await asyncio.get_running_loop().getaddrinfo(host, None)
    except OSError:  # a name that leads nowhere leads nowhere inside
        return False
    return not all(is_global(str(address[0])) for *_, address in addresses)
