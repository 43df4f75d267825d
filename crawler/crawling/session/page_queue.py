"""The queue of one crawl as one process uses it: which pages to ask for next, which are in flight, which wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection

from crawler.clock import Clock
from crawler.crawling.session.host_turns import HostTurns
from crawler.crawling.session.outcomes import Deferred
from crawler.store import hosts, queue
from crawler.store.store import Store

_MOST_ATTEMPTS = 3  # times a server may ask us to come back before the page counts as failed
#: Pages of one host that are handed out at a time: one is fetched, one waits behind it, others may still be read.
OF_A_HOST = 4


@dataclass(slots=True, kw_only=True)
class PageQueue:
    """The pages of one crawl, from each of its hosts in turn. At most `limit` are asked for in this run, 0 for no limit.

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
    _new: HostTurns = field(default_factory=HostTurns)
    _again: HostTurns = field(default_factory=lambda: HostTurns(revisit=True))
    _out: dict[str, set[int]] = field(default_factory=dict)
    _known: bool = False

    def open(
        self, connection: Connection, start_pages: Sequence[queue.Target], *, started_at: datetime, source: str | None
    ) -> bool:
        """Find the unfinished crawl of the same pages, or make one. Returns whether there was one."""
        self.crawl_id, resumed = queue.begin_crawl(connection, start_pages, started_at=started_at, source=source)
        return resumed

    def note_hosts(self, hosts: Iterable[tuple[str, bool]]) -> None:
        """Note hosts that have got pages, with whether these are revisits."""
        for host, revisit in hosts:
            (self._again if revisit else self._new).add([host])

    def next_pages(self, room: int) -> list[queue.Pending]:
        """Return up to *room* pages to fetch now, of each host in turn; they count as in flight until they are settled."""
        if self.limit:
            room = min(room, self.limit - self.asked)
        if room <= 0:
            return []
        with self.store.read() as connection:
            pages = self._due(connection, room)
            if not pages and not self.in_flight:  # nothing is known to be due: the store may know better
                self._known = False
                pages = self._due(connection, room)
        self.asked += len(pages)
        return pages

    def _due(self, connection: Connection, room: int) -> list[queue.Pending]:
        if not self._known:
            self.note_hosts(queue.hosts_with_pages(connection, self.crawl_id))
            self._known = True
        pages = self._in_turn(connection, self._new, room)
        if not pages and not self.in_flight - self.revisiting:  # a new page may lead to others, which go first
            pages = self._in_turn(connection, self._again, room)
            self.revisiting.update(page.id for page in pages)
        return pages

    def _in_turn(self, connection: Connection, turns: HostTurns, room: int) -> list[queue.Pending]:
        """Take one page of each host, and again, until there is no room, or no host may have another one."""
        turns.wake(self.now())
        pages: list[queue.Pending] = []
        hosts = turns.in_turn()
        while hosts and len(pages) < room:
            hosts = [host for host in hosts if len(pages) < room and self._took(connection, turns, host, pages)]
        return pages

    def _took(self, connection: Connection, turns: HostTurns, host: str, pages: list[queue.Pending]) -> bool:
        """Add the next page of a host to *pages*. Returns whether there was one, and the host may have another one."""
        out = self._out[host] = self._out.get(host, set()) & self.in_flight
        if len(out) >= OF_A_HOST:
            return False
        now = self.now()
        due = queue.pending(
            connection, self.crawl_id, limit=1, besides=out, due_at=now, host=host, revisit=turns.revisit
        )  # fmt: skip
        if not due:
            turns.dry(host)
            if (until := queue.next_due(connection, self.crawl_id, host=host, after=now)) is not None:
                turns.wait(host, until)
            return False
        turns.served(host)
        pages += due
        out.add(due[0].id)
        self.in_flight.add(due[0].id)
        return True

    def next_due(self) -> datetime | None:
        """Return when the first page that waits for its server may be asked for, or None when none waits."""
        with self.store.read() as connection:
            return queue.next_due(connection, self.crawl_id)

    def is_used_up(self) -> bool:
        """Return whether this run has asked for as many pages as it may."""
        return bool(self.limit) and self.asked >= self.limit

    def defer(self, connection: Connection, wait: Deferred) -> None:
        """Leave a page for later, or give it up after too many attempts."""
        for host, out in self._out.items():
            if wait.request_id in out:
                self.note_hosts([(host, False), (host, True)])
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
