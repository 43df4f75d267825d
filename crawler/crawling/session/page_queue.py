"""The queue of one crawl as one process uses it: which pages to ask for next, which are in flight, which wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection

from crawler.clock import Clock
from crawler.crawling.session.outcomes import Deferred
from crawler.store import hosts, queue
from crawler.store.store import Store

_MOST_ATTEMPTS = 3  # times a server may ask us to come back before the page counts as failed


@dataclass(slots=True, kw_only=True)
class PageQueue:
    """The pages of one crawl. At most `limit` are asked for in this run, 0 for no limit.

    `in_flight` are the requests that were handed out and not settled yet, `revisiting` those of them that are revisits;
    `asked` counts all that were handed out.
    """

    store: Store
    now: Clock
    limit: int = 0
    crawl_id: int = 0
    in_flight: set[int] = field(default_factory=set)
    revisiting: set[int] = field(default_factory=set)
    asked: int = 0

    def open(
        self, connection: Connection, start_pages: Sequence[queue.Target], *, started_at: datetime, source: str | None
    ) -> bool:
        """Find the unfinished crawl of the same pages, or make one. Returns whether there was one."""
        self.crawl_id, resumed = queue.begin_crawl(connection, start_pages, started_at=started_at, source=source)
        return resumed

    def next_pages(self, room: int) -> list[queue.Pending]:
        """Return up to *room* pages to fetch now; they count as in flight until they are settled."""
        if self.limit:
            room = min(room, self.limit - self.asked)
        if room <= 0:
            return []
        with self.store.read() as connection:
            due = queue.pending(connection, self.crawl_id, limit=room, besides=self.in_flight, due_at=self.now())
        pages = [page for page in due if not page.revisit]
        if not pages and not self.in_flight - self.revisiting:  # a new page may lead to others, which go first
            pages = due
            self.revisiting.update(page.id for page in pages)
        self.in_flight.update(page.id for page in pages)
        self.asked += len(pages)
        return pages

    def next_due(self) -> datetime | None:
        """Return when the first page that waits for its server may be asked for, or None when none waits."""
        with self.store.read() as connection:
            return queue.next_due(connection, self.crawl_id)

    def is_used_up(self) -> bool:
        """Return whether this run has asked for as many pages as it may."""
        return bool(self.limit) and self.asked >= self.limit

    def defer(self, connection: Connection, wait: Deferred) -> None:
        """Leave a page for later, or give it up after too many attempts."""
        queue.defer(
            connection, wait.request_id, not_before=wait.not_before, most=_MOST_ATTEMPTS, counts=wait.counts
        )  # fmt: skip

    def pause_host(self, url: str, *, until: datetime) -> None:
        """Leave the host of *url* alone until it may be asked again: in this crawl's queue and in every crawl on the store."""
        parts = urlsplit(url)
        with self.store.write() as connection:
            hosts.pause(connection, parts.hostname or "", until=until)
            queue.defer_host(
                connection, self.crawl_id, f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}", not_before=until
            )

    def close(self, connection: Connection, *, finished_at: datetime, reason: str) -> None:
        """Close the crawl if nothing is left of it; one that was cut short stays open for the next run."""
        if self.is_used_up():
            queue.refuse_pending(connection, self.crawl_id, reason="page-limit")
        if queue.accounts(connection, self.crawl_id).pending == 0:
            queue.end_crawl(connection, self.crawl_id, finished_at=finished_at, outcome=reason)

    def accounts(self) -> queue.Accounts:
        """Return what became of every request of this crawl."""
        with self.store.read() as connection:
            return queue.accounts(connection, self.crawl_id)
