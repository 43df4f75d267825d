"""One request at a time to a host, from all crawls on a store: Scrapy's downloader asks the store before each transfer."""

from __future__ import annotations

import asyncio
import random
import uuid
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.core.downloader.handlers import DownloadHandlers
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from sqlalchemy.engine import Connection

from crawler.crawling.middlewares.private_addresses import PrivateAddressGuard, allowed_hosts
from crawler.crawling.middlewares.retry_after import asked_to_wait
from crawler.crawling.session.processes import may_be_running, this_process
from crawler.crawling.session.reasons import ComeBack
from crawler.crawling.session.session import Session
from crawler.store import hosts

_LONGEST_HOLD = timedelta(seconds=90)  # a crawl that died loses the host; no transfer lasts longer (DOWNLOAD_TIMEOUT)
_RETRY_EVERY = 0.2  # seconds at most between two attempts to take a host that another crawl talks to

#: The requests of this process that want one host, in line: they know when it is free without asking the store again.
#: Without a delay, Scrapy starts all that it has for a host at once, whatever CONCURRENT_REQUESTS_PER_DOMAIN says.
_lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


def _free_of_the_dead(connection: Connection, host: str, *, free_at: datetime) -> None:
    """Take a host from a crawl of this machine that is gone; one of another machine loses it when its time is over.

    It may have asked the host for something just before it ended, so that nobody may talk to it before *free_at*.
    """
    holder = hosts.holder_of(connection, host)
    if holder is not None and not may_be_running(holder.rpartition(" ")[0]):
        hosts.release(connection, host, holder, free_at=free_at)


class LeasedDownloader(Downloader):
    """Scrapy's downloader, its transfers leased."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.handlers = _LeasedHandlers(crawler)


class _LeasedHandlers(DownloadHandlers):
    """Takes the host before a transfer and gives it back after; a crawl without a store of ours goes straight on."""

    async def download_request_async(self, request: Request) -> Response:
        guard = self._crawler.get_downloader_middleware(PrivateAddressGuard)
        allowed_hosts.set(guard.hosts if guard is not None else frozenset())
        session = getattr(self._crawler.spider, "session", None)
        if session is None:
            return await super().download_request_async(request)
        host = urlparse_cached(request).hostname or ""
        async with _lines.setdefault(host, asyncio.Lock()):
            return await self._leased(session, host, request)

    async def _leased(self, session: Session, host: str, request: Request) -> Response:
        """Transfer the request once the store has given its host to us."""
        holder = f"{this_process()} {uuid.uuid4().hex}"
        pause = self._pause(request)
        began = await self._taken(session, host, holder, pause)
        wait: datetime | None = None
        try:
            response = await super().download_request_async(request)
            wait = asked_to_wait(response, now=session.now())
            return response
        finally:  # a server that wants to be left alone is, from the instant that anybody else could have the host
            free_at = began + pause
            with session.store.write(durable=wait is not None) as connection:
                hosts.release(connection, host, holder, free_at=max(free_at, wait or free_at))

    async def _taken(self, session: Session, host: str, holder: str, pause: timedelta) -> datetime:
        """Wait for the host and return when it became ours. Raises ComeBack when that will take too long to wait for."""
        longest = timedelta(seconds=self._crawler.settings.getfloat("WIRETRACE_MAX_WAIT"))
        while True:
            now = session.now()
            with session.store.write(durable=False) as connection:
                again_at = hosts.take(connection, host, holder, now=now, until=now + _LONGEST_HOLD)
                paused = hosts.paused_until(connection, host) if again_at else None
                if again_at:
                    _free_of_the_dead(connection, host, free_at=now + pause)
            if again_at is None:
                return now
            if paused and paused - now > longest:
                raise ComeBack(paused, counts=False)
            wait = min(max((again_at - now).total_seconds(), 0.01), _RETRY_EVERY)
            # Two crawls that wait for one host must not retry in step.
            await asyncio.sleep(wait * random.uniform(0.8, 1.2))  # noqa: S311  # not for secrets

    def _pause(self, request: Request) -> timedelta:
        """Return the shortest time that Scrapy itself leaves between the beginnings of two requests to the host."""
        downloader: Any = self._crawler.engine.downloader if self._crawler.engine else None
        slot = downloader.slots.get(request.meta.get("download_slot")) if downloader else None
        return timedelta(seconds=slot.delay * (1 - min(slot.jitter, 1.0))) if slot else timedelta()
