"""One crawl at work on a store: what is asked of the queue and what is written back. No Scrapy in here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection

from crawler.clock import Clock, PageClock
from crawler.crawling.session.following import Found, Place, outlet_pages, pages_to_follow, unless_known
from crawler.crawling.session.freshness import fresh_until
from crawler.crawling.session.outcomes import Deferred, Fetched, Freshness, Missed, Unchanged
from crawler.crawling.session.processes import is_alive, this_process
from crawler.crawling.session.revisits import Revisits
from crawler.pages.html.addresses import canonicalize
from crawler.pages.html.hosts import host_of
from crawler.pages.layouts.article import ArticlePage
from crawler.sightings.identity import capture_key
from crawler.sightings.observation import Observation
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries
from crawler.sources.runs import STOPPED, Run
from crawler.sources.source import Kind, Source
from crawler.store import hosts, queue, runs
from crawler.store.captures import capture_with, save_capture
from crawler.store.registry import keep_registries
from crawler.store.store import Store
from crawler.store.visited.pages import confirm
from crawler.store.visited.visits import Visit, last_visit, note_visit, seen_pages

_MOST_ATTEMPTS = 3  # times a server may ask us to come back before the page counts as failed


def run_key(source: Source) -> str:
    """Return what the runs of a source have in common: its name, or the start pages that were typed, a line each."""
    return source.name or "\n".join(sorted({canonicalize(url) for url in source.urls}))


@dataclass(slots=True, kw_only=True)
class Limits:
    """How far a crawl goes. `pages` is the number of pages fetched in this run, 0 for no limit.

    `follow` is how many links of a page's articles are followed to their outlets' own pages, 0 for none.
    """

    pages: int = 0
    follow: int = 0
    depth: int = 20
    url_length: int = 1024


@dataclass(slots=True, kw_only=True)
class Session:
    """A crawl of one source under way; a crawl of the same source and start pages that did not end is taken up again.

    `now` is the clock of hosts, leases and signs of life; `clock` says when a page counts as fetched. With `again` every page is asked for as if it were new. `revisiting` are the pages in flight that are looked at again. `known` counts the entries of feeds whose articles are here as the feed describes them: they are not asked for again.
    """

    store: Store
    registries: Registries
    source: Source
    now: Clock
    clock: PageClock
    limits: Limits = field(default_factory=Limits)
    layout: str | None = None
    again: bool = False
    crawl_id: int = 0
    resumed: bool = False
    in_flight: set[int] = field(default_factory=set)
    revisiting: set[int] = field(default_factory=set)
    asked: int = 0
    settled: int = 0
    known: int = 0
    settings: str = ""
    run_id: int = 0
    revisits: Revisits = field(init=False)

    def __post_init__(self) -> None:
        self.revisits = Revisits(policy=self.source.revisit, key=run_key(self.source), again=self.again)

    def begin(self) -> None:
        """Find or make the crawl in the store, and open its run; `run_id` before is one that was opened for it. Raises SourceBusy."""
        targets = [queue.Target(url, canonicalize(url)) for url in self.source.urls]
        with self.store.write() as connection:
            self.crawl_id, self.resumed = queue.begin_crawl(
                connection,
                targets,
                started_at=self.clock(self._first),
                source=self.source.name or None,
            )
            if not self.resumed:
                self.revisits.begin(connection, self.crawl_id, now=self.clock(self._first))
            keep_registries(connection, self.registries)
            beginning = runs.Beginning(
                key=run_key(self.source),
                source=self.source.name or None,
                started_at=self.clock(self._first),
                beat_at=self.now(),
                holder=this_process(),
                settings=self.settings,
                adopt=self.run_id,
            )
            self.run_id = runs.begin_run(connection, beginning, self._alive, crawl_id=self.crawl_id)

    def beat(self) -> None:
        """Give a sign of life."""
        with self.store.write() as connection:
            runs.beat(connection, [self.run_id], self.now())

    def next_pages(self, room: int) -> list[queue.Pending]:
        """Return up to *room* pages to fetch now; they count as in flight until they are settled."""
        if self.limits.pages:
            room = min(room, self.limits.pages - self.asked)
        if room <= 0:
            return []
        with self.store.read() as connection:
            found = queue.pending(connection, self.crawl_id, limit=room, besides=self.in_flight, due_at=self.now())
        due = [page for page in found if not page.revisit]
        if not due and not self.in_flight - self.revisiting:  # a new page may lead to others, which go first
            due = found
            self.revisiting.update(page.id for page in due)
        self.in_flight.update(page.id for page in due)
        self.asked += len(due)
        return due

    def next_due(self) -> datetime | None:
        """Return when the first page that waits for its server may be asked for, or None when none waits."""
        with self.store.read() as connection:
            return queue.next_due(connection, self.crawl_id)

    def last_visit(self, url: str) -> Visit | None:
        """Return what the next request for *url* may say of the last one; None when its page is to be read anew."""
        with self.store.read() as connection:
            visit = last_visit(connection, url)
        return (
            visit
            if visit is not None and visit.layout == self._layout(0 if url in self.source.urls else 1, url)
            else None
        )

    def settle(self, item: Fetched | Missed | Deferred | Unchanged) -> None:
        """Write one outcome, with all that a page gave, in one transaction."""
        if isinstance(item, Fetched):
            self._store_page(item)
        elif isinstance(item, Unchanged):
            self._store_unchanged(item)
        else:
            with self.store.write() as connection:
                if isinstance(item, Missed):
                    queue.settle(connection, item.request_id, state=item.state, reason=item.reason)
                    self.revisits.missed(connection, item.request_id, item.reason, at=self.clock(self._first))
                else:
                    queue.defer(
                        connection,
                        item.request_id,
                        not_before=item.not_before,
                        most=_MOST_ATTEMPTS,
                        counts=item.counts,
                    )
        self.in_flight.discard(item.request_id)
        self.settled += 1

    def end(self, reason: str) -> None:
        """Close the run, and the crawl if nothing is left of it; a crawl cut short stays open and is taken up by the next run."""
        with self.store.write() as connection:
            if self.limits.pages and self.asked >= self.limits.pages:
                queue.refuse_pending(connection, self.crawl_id, reason="page-limit")
            if queue.accounts(connection, self.crawl_id).pending == 0:
                queue.end_crawl(connection, self.crawl_id, finished_at=self.clock(self._first), outcome=reason)
            outcome = STOPPED if reason == "shutdown" else reason
            runs.close_run(connection, self.run_id, finished_at=self.clock(self._first), outcome=outcome)

    def pause(self, url: str, *, until: datetime) -> None:
        """Leave the host of *url* alone until a moment it asked for: in this crawl's queue and in every crawl on the store."""
        parts = urlsplit(url)
        with self.store.write() as connection:
            hosts.pause(connection, parts.hostname or "", until=until)
            queue.defer_host(connection, self.crawl_id, f"{parts.scheme}://{parts.netloc}", not_before=until)

    def accounts(self) -> queue.Accounts:
        """Return what became of every request of this crawl."""
        with self.store.read() as connection:
            return queue.accounts(connection, self.crawl_id)

    @property
    def _first(self) -> str:
        return self.source.urls[0]

    def _alive(self, run: Run) -> bool:
        return is_alive(run, now=self.now())

    def _layout(self, depth: int, url: str) -> str | None:
        """Return the layout to read a page with: the one that was asked for.

        The start pages of a section are read for their links; an outlet's own page that a block led to is an article or
        nothing.
        """
        if self.source.kind is Kind.SECTION and depth == 0:
            return Kind.SECTION.value
        away = self.layout is None and host_of(url) not in set(map(host_of, self.source.urls))
        followed = away and (self.limits.follow or self._was_followed(url))
        return ArticlePage.name if followed else self.layout

    def _was_followed(self, url: str) -> bool:
        """Say whether an outlet's own page was followed by an earlier crawl: it is read the same way again."""
        with self.store.read() as connection:
            visit = last_visit(connection, url)
        return visit is not None and visit.layout == ArticlePage.name

    def _store_page(self, item: Fetched) -> None:
        received = self._capture(item)
        observation = observe(received, self.registries)
        with self.store.write() as connection:
            capture_id = save_capture(connection, received, observation, crawl_id=self.crawl_id)
            queue.settle(connection, item.request_id, state=queue.STORED, reason=None, capture_id=capture_id)
            reached = queue.Target(item.url, canonicalize(item.url))
            queue.settle_reached(connection, self.crawl_id, reached, depth=item.depth, capture_id=capture_id)
            self._note_visits(connection, item, capture_id, observation, headers=item.headers)
            self._follow(connection, observation, Place(url=item.url, depth=item.depth, claims=item.claims))

    def _store_unchanged(self, item: Unchanged) -> None:
        """Count the page as stored by its earlier capture, and follow what that one named."""
        with self.store.write() as connection:
            visit = last_visit(connection, item.url)
            if visit is None:  # a server that says so of a page it never gave
                queue.settle(connection, item.request_id, state=queue.FAILED, reason="http-304")
                return
            received = capture_with(connection, visit.capture_id)
            observation = observe(received, self.registries)
            queue.settle(
                connection, item.request_id, state=queue.STORED, reason=queue.NOT_MODIFIED, capture_id=visit.capture_id
            )
            headers = Freshness(
                etag=item.headers.etag or visit.etag or "",
                last_modified=item.headers.last_modified or visit.last_modified or "",
                cache_control=item.headers.cache_control,
                age=item.headers.age,
            )
            confirm(connection, visit.capture_id, at=item.fetched_at)
            self._note_visits(connection, item, visit.capture_id, observation, headers=headers)
            place = Place(url=received.url or item.url, depth=item.depth, claims=received.claims)
            self._follow(connection, observation, place)

    def _capture(self, item: Fetched) -> Capture:
        sha256 = hashlib.sha256(item.raw).hexdigest()
        outlet = {"outlet": self.source.outlet} if self.source.outlet else {}
        return Capture(
            key=capture_key(url=item.url, fetched_at=item.fetched_at, sha256=sha256),
            sha256=sha256,
            kind=item.kind,
            raw=item.raw,
            url=item.url,
            fetched_at=item.fetched_at,
            timezone=self.source.timezone,
            layout=self._layout(item.depth, item.url),
            content_type=item.content_type,
            claims={**outlet, **item.claims},
            reservations=item.reservations,
        )

    def _note_visits(
        self,
        connection: Connection,
        item: Fetched | Unchanged,
        capture_id: int,
        seen: Observation,
        *,
        headers: Freshness,
    ) -> None:
        """Remember the visit to the address that was asked for and to the one that answered, and what it says of their page."""
        leads_to = self.revisits.look(connection, item, seen)
        fresh = None
        if seen.entries:  # a page that people read is asked for whenever the user says so
            fresh = fresh_until(
                self.now(), lifetime=seen.lifetime, cache_control=headers.cache_control, age=headers.age
            )
        for url in dict.fromkeys((item.asked or item.url, item.url)):
            own = headers if url == item.url else Freshness()  # a redirect has no version of its own
            visit = Visit(
                url=url,
                identity=canonicalize(url),
                capture_id=capture_id,
                seen_at=item.fetched_at,
                etag=own.etag or None,
                last_modified=own.last_modified or None,
                fresh_until=fresh,
                page=leads_to if url != item.url else None,
            )
            note_visit(connection, visit)

    def _follow(self, connection: Connection, observation: Observation, place: Place) -> None:
        limits = {"depth_limit": self.limits.depth, "url_length": self.limits.url_length}
        found = list(pages_to_follow(observation, place, self.source, **limits))
        if self.limits.follow:
            found += outlet_pages(observation, place, most=self.limits.follow, **limits)
        now = self.clock(self._first)
        wanted = self.revisits.choose(connection, self.crawl_id, self._unknown(connection, found, now=now), now=now)
        by_kind: dict[tuple[int, str | None, bool], list[queue.Target]] = {}
        for page in wanted:
            by_kind.setdefault((page.depth, page.refused_for, page.revisit), []).append(page.target)
        for (depth, refused_for, revisit), targets in by_kind.items():
            queue.enqueue(
                connection,
                self.crawl_id,
                targets,
                depth=depth,
                found_on=place.url,
                refused_for=refused_for,
                revisit=revisit,
            )

    def _unknown(self, connection: Connection, found: list[Found], *, now: datetime) -> list[Found]:
        """Leave out the entries of a feed whose articles are here as it describes them."""
        if self.again:
            return found
        seen = seen_pages(connection, [page.target.identity for page in found if page.entry is not None])
        judged = (
            unless_known(page, seen.get(page.target.identity), now=now, timezone=self.source.timezone) for page in found
        )
        unknown = [page for page in judged if page is not None]
        self.known += len(found) - len(unknown)
        return unknown
