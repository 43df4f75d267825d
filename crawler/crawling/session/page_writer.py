"""What one page leaves in the store: its capture with the sightings, its visits, its links, its place in the queue.

All of a page is written in one transaction: after a crash it is stored whole or still pending.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from crawler.clock import Clock, PageClock
from crawler.crawling.session.following import Place
from crawler.crawling.session.freshness import fresh_until
from crawler.crawling.session.layout_choice import LayoutChoice
from crawler.crawling.session.link_queue import DEEP, LinkQueue
from crawler.crawling.session.outcomes import Fetched, Freshness, Missed, Unchanged
from crawler.crawling.session.revisits import Revisits
from crawler.errors import UserError
from crawler.faults import PROGRAM_ERROR, fault_note
from crawler.pages.html.addresses import canonicalize
from crawler.sightings.identity import new_capture
from crawler.sightings.observation import Observation
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries
from crawler.sources.source import Source
from crawler.store import queue
from crawler.store.captures import capture_with, has_new_copy, save_capture
from crawler.store.store import Store
from crawler.store.visited.pages import confirm
from crawler.store.visited.visits import Visit, last_visit, note_visit

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWriter:
    """Writes the outcomes of the pages of one crawl. `now` is the clock of servers, `clock` that of pages."""

    store: Store
    registries: Registries
    source: Source
    layouts: LayoutChoice
    links: LinkQueue
    revisits: Revisits
    now: Clock
    clock: PageClock

    def store_page(
        self, page: Fetched, crawl_id: int, capture: Capture | None = None, observation: Observation | None = None
    ) -> None:
        """Write a page that came: as its *capture* was observed in another process, or else as it is read now."""
        capture = capture or self.capture_of(page)
        observation = observation or observe(capture, self.registries)
        if observation.unreadable == PROGRAM_ERROR:
            self._keep_failed(page, capture, observation, crawl_id)
            return
        try:
            self._store(page, capture, observation, crawl_id)
        except UserError:  # the store: the page is not to blame
            raise
        except Exception as error:
            note = fault_note(error)
            logger.exception("%s while storing %s", note, capture.url)
            self._keep_failed(page, capture, Observation(unreadable=PROGRAM_ERROR, notes=(note,)), crawl_id)

    def _keep_failed(self, page: Fetched, capture: Capture, observation: Observation, crawl_id: int) -> None:
        """Count a page that met a fault of ours as failed, and keep what came: a mended program reads it again."""
        with self.store.write() as connection:
            capture_id = save_capture(connection, capture, observation, crawl_id=crawl_id)
            queue.settle(
                connection, page.request_id, state=queue.FAILED, reason=PROGRAM_ERROR, capture_id=capture_id
            )  # fmt: skip

    def _store(self, page: Fetched, capture: Capture, observation: Observation, crawl_id: int) -> None:
        with self.store.write() as connection:
            new = page.depth < DEEP or has_new_copy(connection, observation.sightings)
            capture_id = save_capture(connection, capture, observation, crawl_id=crawl_id)
            asked = queue.settle(connection, page.request_id, state=queue.STORED, reason=None, capture_id=capture_id)
            reached = queue.Target(page.url, canonicalize(page.url))
            if reached.identity != asked:
                queue.settle_reached(connection, crawl_id, reached, depth=page.depth, capture_id=capture_id)
            self._note_visits(connection, page, capture_id, observation)
            place = Place(url=page.url, depth=page.depth, claims=page.claims)
            self.links.note_yield(connection, crawl_id, place, new=new)
            self._follow(connection, crawl_id, observation, place)

    def store_unchanged(self, page: Unchanged, crawl_id: int) -> None:
        """Count a page as stored by its earlier capture, and follow what that one named."""
        with self.store.write() as connection:
            visit = last_visit(connection, page.url)
            if visit is None:  # a server that says so of a page it never gave
                queue.settle(connection, page.request_id, state=queue.FAILED, reason="http-304")
                return
            capture = capture_with(connection, visit.capture_id)
            observation = observe(replace(capture, asked=page.url), self.registries)
            queue.settle(
                connection, page.request_id, state=queue.STORED, reason=queue.NOT_MODIFIED, capture_id=visit.capture_id
            )
            confirm(connection, visit.capture_id, at=page.fetched_at)
            same = replace(page, headers=_headers_after(visit, page.headers))
            self._note_visits(connection, same, visit.capture_id, observation)
            place = Place(url=page.url, depth=page.depth, claims=capture.claims)
            self._follow(connection, crawl_id, observation, place)

    def note_missed(self, page: Missed) -> None:
        """Write why a page did not come."""
        with self.store.write() as connection:
            queue.settle(connection, page.request_id, state=page.state, reason=page.reason)
            self.revisits.missed(connection, page.request_id, page.reason, at=self.clock(self.source.urls[0]))

    def capture_of(self, page: Fetched) -> Capture:
        """Return what is to be read of a page."""
        before = None
        if self.layouts.asks_for_visit(page.url):
            with self.store.read() as connection:
                before = last_visit(connection, page.url)
        outlet = {"outlet": self.source.outlet} if self.source.outlet else {}
        return new_capture(
            page.raw,
            kind=page.kind,
            url=page.url,
            fetched_at=page.fetched_at,
            timezone=self.source.timezone,
            layout=self.layouts.layout_of(page.url, depth=page.depth, before=before),
            content_type=page.content_type,
            claims={**outlet, **page.claims},
            reservations=page.reservations,
        )

    def _note_visits(
        self, connection: Connection, page: Fetched | Unchanged, capture_id: int, observation: Observation
    ) -> None:
        """Remember the visit to the address that was asked for and to the one that answered, and what it says of their page."""
        leads_to = self.revisits.note_page(connection, page, observation)
        fresh = None
        if observation.entries:  # a page that people read is asked for whenever the user says so
            headers = page.headers
            fresh = fresh_until(
                self.now(), lifetime=observation.lifetime, cache_control=headers.cache_control, age=headers.age
            )
        for visit in _visits(page, capture_id, leads_to):
            note_visit(connection, replace(visit, fresh_until=fresh))

    def _follow(self, connection: Connection, crawl_id: int, observation: Observation, place: Place) -> None:
        self.links.add(connection, crawl_id, observation, place, now=self.clock(self.source.urls[0]))


def _visits(page: Fetched | Unchanged, capture_id: int, leads_to: str | None) -> Iterator[Visit]:
    """Yield a visit for each address of a page: the one that was asked for, and the one that answered."""
    for url in dict.fromkeys((page.asked or page.url, page.url)):
        headers = page.headers if url == page.url else Freshness()  # a redirect has no version of its own
        yield Visit(
            url=url,
            identity=canonicalize(url),
            capture_id=capture_id,
            seen_at=page.fetched_at,
            etag=headers.etag or None,
            last_modified=headers.last_modified or None,
            page=leads_to if url != page.url else None,
        )


def _headers_after(visit: Visit, headers: Freshness) -> Freshness:
    """Return the headers of a 304, with the validators of the last visit where it repeats none."""
    return replace(
        headers,
        etag=headers.etag or visit.etag or "",
        last_modified=headers.last_modified or visit.last_modified or "",
    )
