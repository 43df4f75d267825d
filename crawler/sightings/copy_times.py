"""Times of a copy: what the claims of all its sightings allow together, and date orders settled by what else a host prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.provenance.times.claims import About, TimeClaim, agree, proven_orders, settled, together
from crawler.provenance.times.interval import Interval
from crawler.provenance.times.order import Order, order
from crawler.provenance.wires.attribution import Wires
from crawler.sightings.record import Copy, Role, Sighting
from crawler.tracking.relation import Story

#: The date order of each printer whose dates settle it. One that shows both orders has none.
Orders = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CopyTimes:
    """When a copy was published and last updated, every claim with its sighting's id, and notes."""

    published: Interval | None
    modified: Interval | None
    claims: tuple[tuple[str, TimeClaim], ...]
    notes: tuple[str, ...]


def settle_orders(proven: Iterable[tuple[str, str]]) -> Orders:
    """Return the date order of each printer, from (printer, order) pairs in any order; contradicting ones settle nothing."""
    proofs: dict[str, set[str]] = {}
    for printer, proof in proven:
        proofs.setdefault(printer, set()).add(proof)
    return {printer: proof for printer, orders in sorted(proofs.items()) if len(orders) == 1 for proof in orders}


def orders_proven(seen: Iterable[Sighting]) -> set[tuple[str, str]]:
    """Return the (printer, order) pairs that the sightings of one copy prove, each open date held against every claim."""
    sightings = list(seen)
    firm = [claim for sighting in sightings for claim in stated_claims(sighting) if claim.either is None]
    return {
        (sighting.printed_by, proven)
        for sighting in sightings
        if sighting.printed_by
        for claim in sighting.claims
        if claim.either is not None or claim.date_order is not None
        for proven in proven_orders([claim, *firm])
        if claim.either is not None or claim.date_order == proven
    }


def has_open_date(seen: Sighting) -> bool:
    """Whether a date of the sighting has two readings."""
    return any(claim.either is not None for claim in seen.claims)


def with_settled_dates(seen: Sighting, orders: Orders) -> Sighting:
    """Return *seen* with its open dates read in its printer's order, if that is settled."""
    known = orders.get(seen.printed_by or "")
    if known is None or not has_open_date(seen):
        return seen
    claims = tuple(settled(claim, known) for claim in seen.claims)
    agreed = agree(claims, first_seen=seen.fetched_at)
    return replace(seen, claims=claims, published=agreed.published, modified=agreed.modified, time_notes=agreed.notes)


def times_of(seen: Sequence[Sighting]) -> CopyTimes:
    """Return the times of the copy whose sightings are *seen*, in order of arrival.

    The last update is the one that the latest sighting states which states any. A related block whose time is surely
    before that of the article itself, seen on a page or in a record of its own, is noted.
    """
    if len(seen) == 1 and seen[0].claims:  # what its claims allow together was found when it was read
        (only,) = seen
        return CopyTimes(
            only.published, only.modified, tuple((only.id, claim) for claim in only.claims), only.time_notes
        )
    claims = tuple((sighting.id, claim) for sighting in seen for claim in stated_claims(sighting))
    first_seen = min((sighting.fetched_at for sighting in seen if sighting.fetched_at is not None), default=None)
    agreed = agree([claim for _, claim in claims], first_seen=first_seen)
    updates = [sighting.modified for sighting in seen if sighting.modified is not None]
    notes = {*agreed.notes, *_older_blocks(seen)}
    return CopyTimes(agreed.published, updates[-1] if updates else None, claims, tuple(sorted(notes)))


def stated_claims(seen: Sighting) -> tuple[TimeClaim, ...]:
    """Return the claims of a sighting; one that was kept without any has its interval for one."""
    if seen.claims or seen.published is None:
        return seen.claims
    return (TimeClaim(About.PUBLISHED, seen.published.source, seen.time_printed or "", seen.published),)


def with_wire_notes(copies: Mapping[str, Copy], stories: Iterable[Story], wires: Wires) -> dict[str, Copy]:
    """Note the copies that are, as stated, surely older than the copy of the wire that they came from, run by the wire itself."""
    noted = dict(copies)
    outlets = {wire.name: frozenset(wire.outlets) for wire in wires.wires if wire.outlets}
    for story in stories:
        released = _Releases([copies[key] for key in story.copies])
        for key in story.copies:
            copy = noted[key]
            wire = copy.attribution.wire_service or copy.story_attribution.wire_service or ""
            own = outlets.get(wire, frozenset())
            if own and copy.outlet_key not in own and released.all_after(copy, own):
                noted[key] = replace(copy, time_notes=tuple(sorted({*copy.time_notes, "older-than-its-wire"})))
    return noted


class _Releases:
    """When the copies of a story came out that wires ran themselves; a wire's are looked for once."""

    def __init__(self, members: Sequence[Copy]) -> None:
        self._members = members
        self._by_outlets: dict[frozenset[str], list[Interval]] = {}

    def all_after(self, copy: Copy, outlets: frozenset[str]) -> bool:
        """Return whether there are some of a wire's *outlets*, all surely after *copy*."""
        if outlets not in self._by_outlets:
            own = [each.published for each in self._members if each.outlet_key in outlets and each.published]
            self._by_outlets[outlets] = own
        released = self._by_outlets[outlets]
        return bool(released) and all(order(copy.published, each) is Order.SURELY_FIRST for each in released)


def _older_blocks(seen: Sequence[Sighting]) -> set[str]:
    articles = together(
        [
            sighting.published
            for sighting in seen
            if sighting.role is not Role.RELATED and sighting.published is not None
        ]
    )
    blocks = [
        sighting.published for sighting in seen if sighting.role is Role.RELATED and sighting.published is not None
    ]
    older = articles is not None and any(order(block, articles) is Order.SURELY_FIRST for block in blocks)
    return {"related-block-older-than-its-story"} if older else set()
