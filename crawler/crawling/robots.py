"""robots.txt by RFC 9309, where Scrapy is laxer: a robots.txt that cannot be had means keep out. Crawl-delay is honoured."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.crawling.reasons import Refused

logger = logging.getLogger(__name__)
_LARGEST = 500 * 1024  # bytes of robots.txt that are read (RFC 9309, 2.5)
_LONGEST_DELAY = 120.0  # seconds; a longer Crawl-delay is cut to this and said


class StrictRobots(RobotsTxtMiddleware):
    """Refuses what robots.txt forbids, and every page of a host whose robots.txt gives 5xx, 429 or no answer at all."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreachable: set[str] = set()

    async def process_request(self, request: Request, spider: Any = None) -> None:  # noqa: ARG002
        """Refuse *request* if the rules of its host say so."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        host = urlparse_cached(request).netloc
        await self.robot_parser(request)
        # Not what was awaited: of several requests that wait for one robots.txt, Scrapy 2.19 gives all but the first None.
        parser = self._parsers[host]
        if host in self._unreachable:
            raise Refused("robots-unreachable")
        if isinstance(parser, RobotParser) and not parser.allowed(
            request.url, self._robotstxt_useragent or self._default_useragent
        ):
            raise Refused("robots")

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            self._unreachable.add(netloc)
            logger.warning("robots.txt of %s answers %d; none of its pages is fetched", netloc, response.status)
        # Any other 4xx means that there are no rules (RFC 9309, 2.3.1.3).
        body = response.body[:_LARGEST] if response.status < 300 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)
        self._keep_delay(netloc, self._parsers[netloc])

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unreachable.add(netloc)
        logger.warning("robots.txt of %s cannot be had (%s); none of its pages is fetched", netloc, exc)
        super()._robots_error(exc, netloc)

    def _keep_delay(self, netloc: str, parser: Any) -> None:
        wanted = _crawl_delay(parser, self._robotstxt_useragent or self._default_useragent)
        if not wanted or self.crawler.engine is None:
            return
        delay = min(wanted, _LONGEST_DELAY)
        if delay < wanted:
            logger.warning("%s asks for a Crawl-delay of %g s; keeping %g s", netloc, wanted, delay)
        downloader = self.crawler.engine.downloader
        host = netloc.rpartition("@")[2].split(":")[0]
        # A slot that falls idle is made again from these settings; the one in use is changed as it stands.
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": delay, "jitter": 0.0}
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = max(slot.delay, delay), 0.0


def _crawl_delay(parser: RobotParser | None, user_agent: str) -> float | None:
    rules = getattr(parser, "rp", None)  # Protego's, inside Scrapy's adapter
    return rules.crawl_delay(user_agent) if rules is not None else None
