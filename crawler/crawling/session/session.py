"""One crawl at work on a store: its queue, its run, and what its pages leave behind. No Scrapy in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawler.clock import Clock, PageClock
from crawler.crawling.session.layout_choice import LayoutChoice
from crawler.crawling.session.limits import Limits
from crawler.crawling.session.link_queue import LinkQueue
from crawler.crawling.session.outcomes import Deferred, Fetched, Missed, Unchanged
from crawler.crawling.session.page_queue import PageQueue
from crawler.crawling.session.page_writer import PageWriter
from crawler.crawling.session.revisits import Revisits
from crawler.crawling.session.run_row import RunRow, run_key
from crawler.pages.html.addresses import canonicalize
from crawler.sightings.observation import Observation
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries
from crawler.sources.source import Source
from crawler.store.queue import Target
from crawler.store.registry import keep_registries
from crawler.store.store import Store
from crawler.store.visited.visits import Visit, last_visit


@dataclass(slots=True, kw_only=True)
class Session:
    """A crawl of one source under way; a crawl of the same source and start pages that did not end is taken up again.

    `now` is the clock of hosts, leases and signs of life; `clock` says when a page counts as fetched. With `again` every page
    is asked for as if it were new. `settings` and `run_id` are those of its run, `siblings` the open runs of this process.
    """

    store: Store
    registries: Registries
    source: Source
    now: Clock
    clock: PageClock
    limits: Limits = field(default_factory=Limits)
    layout: str | None = None
    again: bool = False
    settings: str = ""
    run_id: int = 0
    siblings: set[int] = field(default_factory=set)
    resumed: bool = False
    queue: PageQueue = field(init=False)
    run: RunRow = field(init=False)
    revisits: Revisits = field(init=False)
    links: LinkQueue = field(init=False)
    layouts: LayoutChoice = field(init=False)
    writer: PageWriter = field(init=False)

    def __post_init__(self) -> None:
        self.queue = PageQueue(store=self.store, now=self.now, limit=self.limits.pages)
        self.run = RunRow(
            source=self.source, now=self.now, settings=self.settings, id=self.run_id, siblings=self.siblings
        )  # fmt: skip
        self.revisits = Revisits(policy=self.source.revisit, key=run_key(self.source), again=self.again)
        self.links = LinkQueue(source=self.source, revisits=self.revisits, limits=self.limits, again=self.again)
        self.layouts = LayoutChoice(source=self.source, layout=self.layout, follows=bool(self.limits.follow))
        self.writer = PageWriter(
            store=self.store, registries=self.registries, source=self.source, layouts=self.layouts, links=self.links,
            revisits=self.revisits, now=self.now, clock=self.clock,
        )  # fmt: skip

    def begin(self) -> None:
        """Find or make the crawl in the store, and open its run. Raises SourceBusy."""
        targets = [Target(url, canonicalize(url)) for url in self.source.urls]
        started_at = self._page_time()
        try:
            self._begin(targets, started_at)
        except Exception:
            self.queue.crawl_id = self.run.id = 0  # what was written is gone
            raise

    def _begin(self, targets: Sequence[Target], started_at: datetime) -> None:
        with self.store.write() as connection:
            self.resumed = self.queue.open(
                connection, targets, started_at=started_at, source=self.source.name or None
            )  # fmt: skip
            if not self.resumed:
                self.revisits.begin(connection, self.queue.crawl_id, now=started_at)
            keep_registries(connection, self.registries)
            self.run.open(connection, crawl_id=self.queue.crawl_id, started_at=started_at)
        self.siblings.add(self.run.id)

    def beat(self) -> None:
        """Give a sign of life."""
        with self.store.write(durable=False) as connection:
            self.run.beat(connection)

    def last_visit(self, url: str) -> Visit | None:
        """Return what the next request for *url* may say of the last one; None when its page is to be read again in full."""
        with self.store.read() as connection:
            visit = last_visit(connection, url)
        return visit if visit is not None and self.layouts.is_current(visit) else None

    def settle(
        self,
        item: Fetched | Missed | Deferred | Unchanged,
        capture: Capture | None = None,
        observation: Observation | None = None,
    ) -> None:
        """Write one outcome, with all that a page gave, in one transaction; a page that was read elsewhere comes with both."""
        if isinstance(item, Fetched):
            self.writer.store_page(item, self.queue.crawl_id, capture, observation)
        elif isinstance(item, Unchanged):
            self.writer.store_unchanged(item, self.queue.crawl_id)
        elif isinstance(item, Missed):
            self.writer.note_missed(item)
        else:
            with self.store.write() as connection:
                self.queue.defer(connection, item)
        self.queue.in_flight.discard(item.request_id)
        self.queue.note_hosts(sorted(self.links.hosts))
        self.links.hosts.clear()

    def end(self, reason: str) -> None:
        """Close the run, and the crawl if nothing is left of it; a crawl cut short stays open and is taken up by the next run."""
        finished_at = self._page_time()
        with self.store.write() as connection:
            self.queue.close(connection, finished_at=finished_at, reason=reason)
            self.run.close(connection, finished_at=finished_at, reason=reason)
        self.siblings.discard(self.run.id)

    def _page_time(self) -> datetime:
        """Return the present instant by the clock of pages, so that a run's times fit its pages'."""
        return self.clock(self.source.urls[0])
