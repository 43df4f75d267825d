"""Discovering sources: the sites that a user names are asked for what they offer, as politely as in a crawl. Nothing is stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from crawler.crawling.session.reasons import ComeBack, outcome
from crawler.jobs.crawl import settings_for
from crawler.jobs.progress import Progress, silent
from crawler.provenance.outlets.registry import Outlets
from crawler.sources.discovery import Answer, Discovery, Found, discover
from crawler.sources.source import Kind, Source
from crawler.sources.source_toml import Proposal, is_usable, name_from

_GENERIC_WORDS = frozenset({"rss", "feed", "feeds", "atom", "xml", "index", "html", "news", "sitemap", "default", "posts", "en", "www"})  # fmt: skip


class DiscoverSpider(Spider):
    """Surveys each site by itself; what fetches asks one page of a host at a time."""

    name = "discover"

    def __init__(
        self, urls: Sequence[str] = (), outlets: Outlets | None = None, done: list[Discovery] | None = None,
        progress: Progress = silent, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.start_urls, self.outlets, self.done, self.progress = list(urls), outlets, done, progress
        self._asked = 0

    async def start(self) -> AsyncIterator[Any]:
        """Survey all sites, and yield nothing: what is fetched is read here and thrown away."""
        await asyncio.gather(*map(self._survey, self.start_urls))
        no_requests: tuple[Request, ...] = ()
        for request in no_requests:
            yield request

    async def _survey(self, url: str) -> None:
        if self.outlets is not None and self.done is not None:
            self.done.append(await discover(url, self._fetch, self.outlets))

    async def _fetch(self, url: str) -> Answer:
        engine: Any = self.crawler.engine
        request = Request(url, callback=NO_CALLBACK, dont_filter=True)
        self._asked += 1
        self.progress("asking the sites", self._asked, None)
        result: Response | BaseException = (
            await asyncio.gather(engine.download_async(request), return_exceptions=True)
        )[0]
        sitemaps = tuple(request.meta.get("site_sitemaps", ()))
        if not isinstance(result, Response):
            return Answer(url=url, problem=_why(result), sitemaps=sitemaps)
        if not 200 <= result.status < 300:
            return Answer(url=result.url, problem=f"http-{result.status}", sitemaps=sitemaps)
        content_type = result.headers.get("Content-Type")
        return Answer(
            url=result.url,
            body=result.body,
            content_type=content_type.decode("latin-1") if content_type else None,
            sitemaps=sitemaps,
        )


def discover_sources(
    urls: Sequence[str], outlets: Outlets, *, overrides: Mapping[str, Any], progress: Progress = silent
) -> list[Discovery]:
    """Return what each site has to offer, in the order of *urls*. Blocks; can be called once in a process."""
    done: list[Discovery] = []
    settings = settings_for(Source(name="", urls=tuple(urls)), overrides)
    process = AsyncCrawlerProcess(settings)
    process.crawl(Crawler(DiscoverSpider, settings), urls=urls, outlets=outlets, done=done, progress=progress)
    process.start()
    by_url = {discovery.url: discovery for discovery in done}
    return [by_url.get(url, Discovery(url=url, problem="the search was stopped")) for url in urls]


def proposals_of(discovery: Discovery) -> Iterator[Proposal]:
    """Yield the sources that a site has to offer, each with what a reader should know before keeping it."""
    for found in discovery.found:
        own = discovery.outlet if found.kind is not Kind.PAGE else None
        words = [] if found.url == discovery.url else _telling(found)
        name = name_from(
            discovery.url, *words, *([found.kind.value] if found.kind in {Kind.FEED, Kind.SITEMAP} else [])
        )
        called = f' as "{found.title}"' if found.title and not found.how.startswith("named by you") else ""
        proposal = Proposal(
            name=name, kind=found.kind, url=found.url, outlet=own, comments=(f"{found.how}{called}: {yield_of(found)}",)
        )  # fmt: skip
        if is_usable(proposal):
            yield proposal


def yield_of(found: Found) -> str:
    """Return in words what a place gives."""
    if found.kind in {Kind.SECTION, Kind.PAGE}:
        aggregator = "shows articles of several outlets, " if found.kind is Kind.PAGE else ""
        return f"{aggregator}leads to {found.entries} stories"
    newest = f", the newest of {found.newest:%Y-%m-%d %H:%M} UTC" if found.newest else ""
    whole = f", {found.whole} with their whole article" if found.whole else ""
    return f"{found.entries} entries, {found.dated} with a date{whole}{newest}"


def _telling(found: Found) -> list[str]:
    """Return the words of an address that tell one feed or section of a site from another."""
    path = found.url.partition("://")[2].partition("/")[2].partition("?")[0]
    words = [word for word in path.replace(".", "/").replace("_", "-").split("/") if word]
    return [word for word in words if not set(word.lower().split("-")) <= _GENERIC_WORDS and not word.isdigit()][-2:]


def _why(error: BaseException) -> str:
    if isinstance(error, ComeBack):
        return "the server asks to come back later"
    return ": ".join(outcome(Failure(error)))  # type: ignore[no-untyped-call]  # Twisted's
