"""Claims: every time that a page, a feed, an address or a record states of one article, kept apart by what it is about.

A claim is never changed by another. What they allow together is for `agree` to say; where they contradict each other the
answer spans them and a note says so: nothing is repaired silently. Notes:

    "claims-disagree"            no instant fits all times of publication that were stated
    "url-date-disagrees"         the day in the address is not the day of the other claims
    "modified-before-published"  a stated time of an update is surely before the publication
    "published-after-first-seen" it was fetched before it was, as stated, published
    "date-order-open"            a date of three numbers stays open: nothing settles which is the day
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from crawler.provenance.times.anchors import PrintedTime
from crawler.provenance.times.interval import Interval, TimeSource

ORDERS = ("DMY", "MDY")  # as the two readings of an open date stand


class About(StrEnum):
    """What happened at the time that a claim states."""

    PUBLISHED = "published"
    MODIFIED = "modified"


@dataclass(frozen=True, slots=True)
class TimeClaim:
    """One stated time: what it is about, where it stands, its text, what it means or the reason why it means nothing.

    `either` and `date_order` are those of PrintedTime.
    """

    about: About
    source: TimeSource | None
    text: str
    interval: Interval | None
    reason: str | None = None
    either: tuple[Interval, Interval] | None = None
    date_order: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What claims allow together, and what is odd about them."""

    published: Interval | None = None
    modified: Interval | None = None
    notes: tuple[str, ...] = ()


def claim_of(read: PrintedTime, about: About | None = None) -> TimeClaim:
    """Return the claim that a time as read makes; unless said, what it is about is what the page calls it."""
    about = about or (About.MODIFIED if read.modified else About.PUBLISHED)
    return TimeClaim(about, read.source, read.text, read.interval, read.reason, read.either, read.date_order)


def settled(claim: TimeClaim, order: str | None) -> TimeClaim:
    """Return *claim* with an open date read in *order*."""
    if claim.either is None or order not in ORDERS:
        return claim
    return replace(claim, interval=claim.either[ORDERS.index(order)], either=None, reason=None)


def proven_orders(claims: Sequence[TimeClaim]) -> Iterator[str]:
    """Yield the date orders that claims of one article prove: by themselves, or by one reading alone meeting another claim.

    Claims are taken two by two, so that what is proven stays so however many more come in.
    """
    firm = _firm_days(claims)
    for claim in claims:
        if claim.date_order is not None:
            yield claim.date_order
        if claim.either is not None and claim.about is About.PUBLISHED:
            for other in firm:
                met = [reading.meets(other) for reading in claim.either]
                if met.count(True) == 1:
                    yield ORDERS[met.index(True)]


def agree(claims: Sequence[TimeClaim], *, first_seen: datetime | None = None) -> Agreement:
    """Return what *claims* allow together; *first_seen* is when the article was first fetched, if that is known.

    A day in an address counts only where nothing else is stated: it is when the address was made. Updates are those of
    the claims given: pass the ones of one sighting to know its own.
    """
    chosen = [_chosen(claim, claims) for claim in claims]
    stated = _intervals(chosen, About.PUBLISHED)
    addressed = [each for each in stated if each.source is TimeSource.URL]
    others = [each for each in stated if each.source is not TimeSource.URL]
    published = together(others or addressed)
    notes = set()
    if _disagree(others or addressed):
        notes.add("claims-disagree")
    if published and others and not all(published.meets(each) for each in addressed):
        notes.add("url-date-disagrees")
    if any(claim.either is not None for claim in chosen):
        notes.add("date-order-open")
    updates = _intervals(chosen, About.MODIFIED)
    if published and any(update.latest < published.earliest for update in updates):
        notes.add("modified-before-published")
    if published and first_seen is not None:
        if published.earliest > first_seen:
            notes.add("published-after-first-seen")
        elif published.latest > first_seen:
            published = replace(published, latest=first_seen)
    return Agreement(published, together(updates), tuple(sorted(notes)))


def together(intervals: Sequence[Interval]) -> Interval | None:
    """Return the instants that *intervals* leave open. The order in which they are given changes nothing.

    That is what all of them allow or, where they contradict each other, what spans every largest set that does not.
    """
    if not intervals:
        return None
    first_end = min(each.latest for each in intervals)
    last_start = max(each.earliest for each in intervals)
    earliest = max(each.earliest for each in intervals if each.earliest <= first_end)
    latest = min(each.latest for each in intervals if each.latest >= last_start)
    narrowest = min(intervals, key=lambda each: (each.width, each.earliest, each.source.value))
    return Interval(earliest, latest, narrowest.source)


def distinct(claims: Iterable[TimeClaim]) -> tuple[TimeClaim, ...]:
    """Return *claims*, each once, in their order."""
    return tuple(dict.fromkeys(claims))


def _chosen(claim: TimeClaim, claims: Sequence[TimeClaim]) -> TimeClaim:
    """Return an open date with the reading that alone meets what else is stated; open still when that says nothing."""
    if claim.either is None:
        return claim
    known = _firm_days(claims)
    met = [bool(known) and all(reading.meets(each) for each in known) for reading in claim.either]
    return settled(claim, ORDERS[met.index(True)]) if met.count(True) == 1 else claim


def _firm_days(claims: Iterable[TimeClaim]) -> list[Interval]:
    return [
        claim.interval
        for claim in claims
        if claim.interval is not None and claim.either is None and claim.about is About.PUBLISHED
    ]


def _intervals(claims: Iterable[TimeClaim], about: About) -> list[Interval]:
    return [claim.interval for claim in claims if claim.about is about and claim.interval is not None]


def _disagree(intervals: Sequence[Interval]) -> bool:
    return bool(intervals) and max(i.earliest for i in intervals) > min(i.latest for i in intervals)
