"""One crawl at work on a store: what is asked of the queue and what is written back. No Scrapy in here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection

from crawler.crawling.items import Deferred, Fetched, Missed
from crawler.pages.urls import NotAPageError, canonicalize
from crawler.provenance.evidence import Declared
from crawler.sightings.identity import capture_key
from crawler.sightings.observe import Observation, observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries
from crawler.store import queue
from crawler.store.captures import save_capture
from crawler.store.store import Store

#: Says when a page of a URL was fetched. The demo's clock is its fixtures' own.
Clock = Callable[[str], datetime]
_MOST_ATTEMPTS = 3  # times a server may ask us to come back before the page counts as failed


def system_clock(_url: str) -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Limits:
    """How far a crawl goes. `pages` is the number of pages fetched in this run, 0 for no limit."""

    pages: int = 0
    depth: int = 20
    url_length: int = 1024


@dataclass(slots=True, kw_only=True)
class Session:
    """A crawl under way. `start_urls` say what it is; a crawl of the same start pages that did not end is taken up again."""

    store: Store
    registries: Registries
    start_urls: Sequence[str]
    clock: Clock = system_clock
    limits: Limits = field(default_factory=Limits)
    layout: str | None = None
    crawl_id: int = 0
    resumed: bool = False
    in_flight: set[int] = field(default_factory=set)
    asked: int = 0
    settled: int = 0

    def begin(self) -> None:
        """Find or make the crawl in the store."""
        targets = [queue.Target(url, canonicalize(url)) for url in self.start_urls]
        with self.store.write() as connection:
            self.crawl_id, self.resumed = queue.begin_crawl(
                connection, targets, started_at=self.clock(self.start_urls[0])
            )

    def next_pages(self, room: int) -> list[queue.Pending]:
        """Return up to *room* pages to fetch now; they count as in flight until they are settled."""
        if self.limits.pages:
            room = min(room, self.limits.pages - self.asked)
        if room <= 0:
            return []
        with self.store.read() as connection:
            due = queue.pending(connection, self.crawl_id, limit=room, besides=self.in_flight, due_at=self._now())
        self.in_flight.update(page.id for page in due)
        self.asked += len(due)
        return due

    def next_due(self) -> datetime | None:
        """Return when the first page that waits for its server may be asked for, or None when none waits."""
        with self.store.read() as connection:
            return queue.next_due(connection, self.crawl_id)

    def settle(self, item: Fetched | Missed | Deferred) -> None:
        """Write one outcome, with all that a page gave, in one transaction."""
        if isinstance(item, Fetched):
            self._store_page(item)
        else:
            with self.store.write() as connection:
                if isinstance(item, Missed):
                    queue.settle(connection, item.request_id, state=item.state, reason=item.reason)
                else:
                    queue.defer(connection, item.request_id, not_before=item.not_before, most=_MOST_ATTEMPTS)
        self.in_flight.discard(item.request_id)
        self.settled += 1

    def end(self, reason: str) -> None:
        """Close the crawl if nothing is left of it; a crawl cut short stays open and is taken up by the next run."""
        with self.store.write() as connection:
            if self.limits.pages and self.asked >= self.limits.pages:
                queue.refuse_pending(connection, self.crawl_id, reason="page-limit")
            if queue.accounts(connection, self.crawl_id).pending == 0:
                moment = self.clock(self.start_urls[0])
                queue.end_crawl(connection, self.crawl_id, finished_at=moment, outcome=reason)

    def accounts(self) -> queue.Accounts:
        """Return what became of every request of this crawl."""
        with self.store.read() as connection:
            return queue.accounts(connection, self.crawl_id)

    def _now(self) -> datetime:
        return datetime.now(UTC)  # Retry-After is about the server's patience, not about the pages' clock

    def _store_page(self, item: Fetched) -> None:
        with self.store.read() as connection:
            declared = queue.said_of(connection, item.request_id)
        received = self._capture(item, declared)
        observation = observe(received, self.registries)
        with self.store.write() as connection:
            capture_id = save_capture(connection, received, observation, crawl_id=self.crawl_id)
            queue.settle(connection, item.request_id, state=queue.STORED, reason=None, capture_id=capture_id)
            reached = queue.Target(item.url, canonicalize(item.url))
            queue.settle_reached(connection, self.crawl_id, reached, depth=item.depth, capture_id=capture_id)
            self._enqueue(connection, item, observation)

    def _capture(self, item: Fetched, declared: tuple[Declared, ...]) -> Capture:
        sha256 = hashlib.sha256(item.raw).hexdigest()
        return Capture(
            key=capture_key(url=item.url, fetched_at=item.fetched_at, sha256=sha256),
            sha256=sha256,
            kind=item.kind,
            raw=item.raw,
            url=item.url,
            fetched_at=item.fetched_at,
            layout=self.layout,
            content_type=item.content_type,
            declared=declared,
        )

    def _enqueue(self, connection: Connection, item: Fetched, observation: Observation) -> None:
        host = urlsplit(item.url).hostname
        same_site = [url for url in observation.links if urlsplit(url).hostname == host]
        by_reason: dict[str | None, list[queue.Target]] = {}
        for url in same_site:
            target, refused_for = self._target(url, item.depth + 1)
            target = replace(target, declared=observation.said.get(url, ()))
            by_reason.setdefault(refused_for, []).append(target)
        for reason, targets in by_reason.items():
            queue.enqueue(
                connection, self.crawl_id, targets, depth=item.depth + 1, found_on=item.url, refused_for=reason
            )

    def _target(self, url: str, depth: int) -> tuple[queue.Target, str | None]:
        """Return a page to fetch, and the reason if it is only counted."""
        if len(url) > self.limits.url_length:
            return queue.Target(url[: self.limits.url_length], url[: self.limits.url_length]), "url-too-long"
        try:
            target = queue.Target(url, canonicalize(url))
        except NotAPageError:  # a hostile link: a port of 99999, a host of dots
            return queue.Target(url, url), "not-an-address"
        return target, "depth-limit" if depth > self.limits.depth else None
