"""From what a page names to new rows of the queue: links by the source's rules, less what is known and not due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.engine import Connection

from crawler.crawling.session.following import Found, Place, outlet_pages, pages_to_follow, unless_known
from crawler.crawling.session.limits import Limits
from crawler.crawling.session.revisits import Revisits
from crawler.sightings.observation import Observation
from crawler.sources.source import Source
from crawler.store import queue
from crawler.store.visited.visits import seen_pages

#: Why pages were not asked for: those before them had brought nothing new.
NOTHING_NEW = "nothing-new"
_IN_VAIN = 50  # pages in a row; a front's articles and what these name have something new sooner
DEEP = 2  # links from a start page: what that names itself is fetched in any case


@dataclass(slots=True, kw_only=True)
class LinkQueue:
    """Puts what pages lead to into the queue of a crawl.

    With `again` nothing counts as known. `known` counts the entries of feeds whose articles are stored as the feed
    describes them: they are not asked for again. `in_vain` counts the pages in a row, beyond those that start pages name, that
    brought nothing new: calendars, counters and sessions lead on without end, and after some of these nothing leads further. `hosts` are those that have got pages, with whether they are revisits.
    """

    source: Source
    revisits: Revisits
    limits: Limits = field(default_factory=Limits)
    again: bool = False
    known: int = 0
    in_vain: int = 0
    hosts: set[tuple[str, bool]] = field(default_factory=set)

    def add(
        self, connection: Connection, crawl_id: int, observation: Observation, place: Place, *, now: datetime
    ) -> None:
        """Enqueue what *observation*, made at *place*, leads to."""
        links = self._unknown(connection, self._links(observation, place), now=now)
        chosen = self.revisits.choose(connection, crawl_id, links, now=now)
        for (depth, refused_for, revisit), targets in _by_kind(chosen).items():
            self.hosts.update((target.host, revisit) for target in targets if refused_for is None)
            queue.enqueue(
                connection,
                crawl_id,
                targets,
                depth=depth,
                found_on=place.url,
                refused_for=refused_for,
                revisit=revisit,
            )

    def note_yield(self, connection: Connection, crawl_id: int, place: Place, *, new: bool) -> None:
        """Count a page that was stored, and give up what deeper pages lead to once too many have brought nothing new."""
        if place.depth < DEEP:
            return
        self.in_vain = 0 if new else self.in_vain + 1
        if self.in_vain == _IN_VAIN:
            queue.refuse_pending(connection, crawl_id, reason=NOTHING_NEW, depth=DEEP)

    def _links(self, observation: Observation, place: Place) -> list[Found]:
        bounds = {"depth_limit": self.limits.depth, "url_length": self.limits.url_length}
        if place.depth and self.in_vain >= _IN_VAIN:
            return []
        links = list(pages_to_follow(observation, place, self.source, **bounds))
        if self.limits.follow:
            links += outlet_pages(observation, place, most=self.limits.follow, **bounds)
        return links

    def _unknown(self, connection: Connection, links: Sequence[Found], *, now: datetime) -> list[Found]:
        """Leave out the entries of a feed whose articles are stored as it describes them."""
        if self.again:
            return list(links)
        seen = seen_pages(connection, [link.target.identity for link in links if link.entry is not None])
        judged = (
            unless_known(link, seen.get(link.target.identity), now=now, timezone=self.source.timezone)
            for link in links
        )  # fmt: skip
        unknown = [link for link in judged if link is not None]
        self.known += len(links) - len(unknown)
        return unknown


def _by_kind(links: Iterable[Found]) -> dict[tuple[int, str | None, bool], list[queue.Target]]:
    """Return the targets that go into the queue alike, by depth, reason of refusal and whether they are revisits."""
    by_kind: dict[tuple[int, str | None, bool], list[queue.Target]] = {}
    for link in links:
        by_kind.setdefault((link.depth, link.refused_for, link.revisit), []).append(link.target)
    return by_kind
