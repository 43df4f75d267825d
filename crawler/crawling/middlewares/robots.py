"""What a site says to crawlers, asked once a day: robots.txt (RFC 9309), Crawl-delay, and its reservations of mining.

The rules of the RFC for a robots.txt that is not simply there: 4xx and more than five redirects mean no rules; 5xx, 429 and
no answer at all mean that nothing of the site is fetched.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from twisted.python.failure import Failure

from crawler.crawling.middlewares.public_hosts import is_public
from crawler.crawling.session.clock import clock_of
from crawler.crawling.session.reasons import ComeBack, Refused, outcome
from crawler.permissions.reservations import AI_TXT, ROBOTS_TXT, TDMREP_JSON, TOKEN, TdmRule, of_site, read_tdmrep
from crawler.permissions.robots import LARGEST, Robots
from crawler.store.visited import site_files

logger = logging.getLogger(__name__)
_GOOD_FOR = timedelta(hours=24)  # RFC 9309, 2.4
_MOST_REDIRECTS = 5  # RFC 9309, 2.3.1.2
_LONGEST_DELAY = 120.0  # seconds; a longer Crawl-delay is cut to this and said


@dataclass(frozen=True, slots=True)
class _SiteRules:
    """What a site says; `robots` is None when nobody could say."""

    asked_at: datetime
    robots: Robots | None
    tdmrep: tuple[TdmRule, ...] = ()
    ai_txt: Robots | None = None


class StrictRobots:
    """Refuses what the site of a page does not allow, and what a public host should not get from an unnamed crawler."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._now = clock_of(crawler.settings)
        self._obeys = crawler.settings.getbool("WIRETRACE_RESPECT_RESERVATIONS")
        self._named = bool(crawler.settings.get("WIRETRACE_CONTACT"))
        self._known: dict[str, _SiteRules] = {}
        self._asking: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware, unless robots.txt is switched off (`scrapy shell`)."""
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse *request* if the rules of its site say so; note what the site reserves."""
        parts = urlparse_cached(request)
        if request.meta.get("dont_obey_robotstxt") or parts.scheme not in {"http", "https"}:
            return
        if not self._named and is_public(parts.hostname or ""):
            raise Refused("no-contact")
        rules = await self._rules(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
        if rules.robots is None:
            raise Refused("robots-unreachable")
        request.meta["site_sitemaps"] = rules.robots.sitemaps
        if not rules.robots.allowed(request.url, TOKEN):
            raise Refused("robots")
        reserved = of_site(request.url, robots=rules.robots, tdmrep=rules.tdmrep, ai_txt=rules.ai_txt)
        request.meta["site_reservations"] = reserved
        if self._obeys and any(reservation.stops_us for reservation in reserved):
            raise Refused("reserved")

    async def _rules(self, origin: str) -> _SiteRules:
        """Return what a site says; whoever asks meanwhile waits for the one answer."""
        async with self._asking[origin]:
            known = self._known.get(origin)
            if known is None or self._now() - known.asked_at > _GOOD_FOR:
                known = self._known[origin] = await self._asked(origin)
                self._keep_delay(origin, known.robots)
            return known

    async def _asked(self, origin: str) -> _SiteRules:
        now = self._now()
        body = await self._file(origin, ROBOTS_TXT, now)
        if body is None:
            return _SiteRules(now, None)
        robots = Robots.parse(body)
        more = {
            path: await self._file(origin, path, now) or b""
            for path in (TDMREP_JSON, AI_TXT)
            if robots.allowed(origin + path, TOKEN)
        }
        ai_txt = Robots.parse(more.get(AI_TXT, b""))
        return _SiteRules(now, robots, read_tdmrep(more.get(TDMREP_JSON, b"")), ai_txt)

    async def _file(self, origin: str, path: str, now: datetime) -> bytes | None:
        """Return a file of the site, b"" where it has none, None when that could not be learned."""
        session = getattr(self.crawler.spider, "session", None)
        if session is not None:
            with session.store.read() as connection:
                stored = site_files.stored(connection, origin, path, since=now - _GOOD_FOR)
            if stored is not None:
                return stored
        body = await self._fetched(origin + path)
        if session is not None and body is not None:
            with session.store.write(durable=False) as connection:
                site_files.save(connection, origin, path, body, fetched_at=now)
        return body

    async def _fetched(self, url: str) -> bytes | None:
        engine: Any = self.crawler.engine
        meta = {"dont_obey_robotstxt": True, "redirect_ttl": _MOST_REDIRECTS}
        request = Request(url, priority=1000, meta=meta, callback=NO_CALLBACK)
        asked = engine.download_async(request)
        result: Response | BaseException = (await asyncio.gather(asked, return_exceptions=True))[0]
        if not isinstance(result, Response):
            if isinstance(result, ComeBack):
                raise result
            reason = outcome(Failure(result))[1]  # type: ignore[no-untyped-call]  # Twisted's
            logger.warning("%s cannot be fetched (%s)", url, reason)
            return b"" if reason == "redirects" else None
        if result.status >= 500 or result.status == 429:
            logger.warning("%s answers %d", url, result.status)
            return None
        return result.body[: LARGEST + 1] if result.status < 300 else b""

    def _keep_delay(self, origin: str, robots: Robots | None) -> None:
        wanted = robots.crawl_delay(TOKEN) if robots else None
        if not wanted or self.crawler.engine is None:
            return
        delay = min(wanted, _LONGEST_DELAY)
        if delay < wanted:
            logger.warning("%s asks for a Crawl-delay of %g s; keeping %g s", origin, wanted, delay)
        downloader: Any = self.crawler.engine.downloader
        host = urlparse_cached(Request(origin)).hostname
        # A slot that falls idle is made again from these settings; the one in use is changed in place.
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": delay, "jitter": 0.0}
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = max(slot.delay, delay), 0.0
