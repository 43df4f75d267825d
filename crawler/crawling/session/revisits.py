"""Revisits: which pages that were seen before a crawl requests again, and what each visit says of its page. No Scrapy in here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.engine import Connection

from crawler.clock import FARTHEST
from crawler.crawling.session.following import Found
from crawler.crawling.session.outcomes import Fetched, Unchanged
from crawler.pages.html.addresses import canonicalize
from crawler.pages.html.secrets import is_redacted, redacted
from crawler.sightings.observation import Observation
from crawler.sightings.record import Role, Sighting
from crawler.sightings.vanished import BY_REASON, MANY, SOFT, How, Vanished, leads_to_a_hub
from crawler.sources.revisit import Revisit, Standing, Stop, VisitResult
from crawler.store import queue
from crawler.store.visited import pages
from crawler.store.visited.pages import KnownPage
from crawler.store.visited.vanished import note_back, note_gone

#: Likewise: with a token or a key in its address, which is not kept; a link that brings one leads there.
UNASKABLE = "secret"
MOVED = "moved"  # why a page is not asked for again: its address leads to another page with an article


@dataclass(slots=True, kw_only=True)
class Revisits:
    """What one crawl visits again. `key` names its source in the store, as it does for runs.

    Without a `policy` pages are remembered and nothing else. With `again` all that is not given up is due. It counts the
    pages that were `due` when the crawl began, the requests `made` for them, the links to pages that are left alone for now
    (`waiting`), and pages found `gone` or `back`.
    """

    policy: Revisit | None
    key: str
    again: bool = False
    due: int = 0
    made: int = 0
    waiting: int = 0
    gone: int = 0
    back: int = 0

    def begin(self, connection: Connection, crawl_id: int, *, now: datetime) -> None:
        """Put what is due into the queue, behind all that is new."""
        if self.policy is None:
            return
        at = None if self.again else now
        self.due = pages.count_due(connection, at=at).get(self.key, 0)
        for page in pages.due_pages(connection, self.key, at=at, limit=self.policy.max_pages):
            target = queue.Target(page.url, page.identity, page.claims)
            queue.enqueue(connection, crawl_id, [target], depth=page.depth, found_on=None, revisit=True)
        self.made = queue.count_revisits(connection, crawl_id)

    def choose(self, connection: Connection, crawl_id: int, links: Sequence[Found], *, now: datetime) -> list[Found]:
        """Return which of the links that were found are asked for: not the pages that are left alone for now."""
        if self.policy is None or self.again:
            return list(links)
        asked = [page.target.identity for page in links if page.refused_for is None]
        known = pages.pages_at(connection, asked)
        queued = queue.known_in(connection, crawl_id, list(known))
        room = self.policy.max_pages - queue.count_revisits(connection, crawl_id) if known else 0
        chosen: list[Found] = []
        for page in links:
            here = known.get(page.target.identity) if page.refused_for is None else None
            if here is None or page.target.identity in queued or page.changed:
                chosen.append(page)
            elif room > 0 and (self._due_at(self.policy, here) <= now or here.looked_at > now + FARTHEST):
                room -= 1
                self.made += 1
                chosen.append(_again(connection, page, here))
            else:
                self.waiting += 1
        return chosen

    def note_page(self, connection: Connection, item: Fetched | Unchanged, observation: Observation) -> str | None:
        """Note what a page says of the pages known at its address; return the one that the address asked for leads to, if any."""
        asked, reached = canonicalize(item.asked or item.url), canonicalize(item.url)
        known = pages.pages_at(connection, [asked, reached])
        before, article = _page_at(known, asked), article_of(observation)
        if article is not None:
            self._seen(connection, _page_at(known, reached), article, item=item)
        if before is not None and asked != reached:
            return self._led_away(connection, before, item, article)
        if before is not None and article is None:
            how = How.SOFT if observation.unreadable == SOFT else None
            self._missing(connection, before, how, at=item.fetched_at)
        return reached if article is not None else None

    def missed(self, connection: Connection, request_id: int, reason: str, *, at: datetime) -> None:
        """Note what a page that did not come says of the page known at its address."""
        target = queue.target_of(connection, request_id)
        here = _page_at(pages.pages_at(connection, [target.identity]), target.identity)
        if here is not None:
            self._missing(connection, here, BY_REASON.get(reason), at=at)

    @property
    def _rules(self) -> Revisit:
        return self.policy or Revisit()

    def _due_at(self, policy: Revisit, here: KnownPage) -> datetime:
        return here.due_at or policy.next_visit_when_linked(_standing(here))

    def _seen(
        self, connection: Connection, here: KnownPage | None, article: Sighting, *, item: Fetched | Unchanged
    ) -> None:
        identity, at = canonicalize(item.url), item.fetched_at
        if here is None:
            published = article.published.latest if article.published else None
            standing = self._rules.first_standing(first_seen_at=at, published_by=published)
        else:
            result = VisitResult.UNCHANGED if here.said == article.copy else VisitResult.CHANGED
            standing = self._rules.after(_standing(here), result, at=at)
            self.back += note_back(connection, _vanished(here, How.NOT_FOUND, at=at, back_at=at))
        pages.save_page(
            connection,
            self._scheduled(
                KnownPage(
                    identity=identity, url=redacted(item.url), first_seen_at=standing.first_seen_at, seen_at=at, looked_at=at,
                    said=article.copy, published_by=standing.published_by, steps=standing.steps,
                )
            ),
        )  # fmt: skip
        if item.depth:  # a start page is asked for by every crawl as it is
            pages.note_source(connection, self.key, identity, depth=item.depth)

    def _led_away(
        self, connection: Connection, before: KnownPage, item: Fetched | Unchanged, article: Sighting | None
    ) -> str:
        """Note that the address of a known page leads to another one now; return the page that counts as its own."""
        reached = canonicalize(item.url)
        since = before.led_at if before.led_to == reached and before.led_at else item.fetched_at
        led = replace(before, led_to=reached, led_at=since)
        pages.save_page(connection, led)
        neighbors = [page for page in pages.pages_led_to(connection, reached) if page.identity != before.identity]
        same = article is not None and article.copy == before.said
        hub = leads_to_a_hub(before.identity, reached, is_article=article is not None, others=len(neighbors))
        if hub and not same:
            self._missing(connection, led, How.REDIRECT, at=item.fetched_at)
            for page in neighbors if len(neighbors) + 1 >= MANY else ():
                if page.gone == 0 and page.led_at is not None:
                    self._missing(connection, page, How.REDIRECT, at=page.led_at)
            return before.identity
        if article is None:
            self._missing(connection, led, None, at=item.fetched_at)
            return before.identity
        pages.save_page(connection, replace(led, looked_at=item.fetched_at, due_at=None, stopped=MOVED))
        return reached

    def _missing(self, connection: Connection, here: KnownPage, how: How | None, *, at: datetime) -> None:
        """Note a visit that did not find the page: gone, or possibly still there (*how* is None)."""
        standing = self._rules.after(_standing(here), VisitResult.GONE if how else VisitResult.FAILED, at=at)
        left = replace(here, looked_at=at, steps=standing.steps, gone=standing.gone)
        pages.save_page(connection, self._scheduled(left))
        if how is not None:
            self.gone += note_gone(connection, _vanished(here, how, at=at))

    def _scheduled(self, known: KnownPage) -> KnownPage:
        if is_redacted(known.url):
            return replace(known, due_at=None, stopped=UNASKABLE)
        due = self._rules.next_visit(_standing(known))
        if isinstance(due, Stop):
            return replace(known, due_at=None, stopped=due.value)
        return replace(known, due_at=due, stopped=None)


def article_of(observation: Observation) -> Sighting | None:
    """Return the article that a page is about; None for a list, a feed, and what could not be read."""
    first = observation.sightings[0] if observation.sightings and not observation.entries else None
    return first if first is not None and first.role is not Role.RELATED else None


def _again(connection: Connection, page: Found, here: KnownPage) -> Found:
    """Return a link to a known page as one more visit to it, at its own address; what was claimed of it stays claimed."""
    claims = page.target.claims or pages.claims_of(connection, here.url)
    url = page.target.url if is_redacted(here.url) else here.url
    return replace(page, target=queue.Target(url, here.identity, claims), revisit=True)


def _page_at(known: Mapping[str, KnownPage], identity: str) -> KnownPage | None:
    """Return the page that an address is the own address of; one that only leads to a page says nothing of it."""
    page = known.get(identity)
    return page if page is not None and page.identity == identity else None


def _standing(here: KnownPage) -> Standing:
    return Standing(
        first_seen_at=here.first_seen_at,
        looked_at=here.looked_at,
        steps=here.steps,
        gone=here.gone,
        published_by=here.published_by,
    )


def _vanished(here: KnownPage, how: How, *, at: datetime, back_at: datetime | None = None) -> Vanished:
    return Vanished(
        address=here.identity,
        url=here.url,
        how=how,
        last_seen_at=here.seen_at,
        gone_at=at,
        looked_at=at,
        led_to=here.led_to if how is How.REDIRECT else None,
        back_at=back_at,
    )
