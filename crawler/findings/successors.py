"""Which text came after which at one address of one outlet, told from when they were seen.

Where fetch times do not say, the times that the outlet states do; where neither does, nothing follows anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.times.order import Order, order
from crawler.sightings.record import Copy, Kind


def successors(copies: Iterable[Copy]) -> dict[str, Copy]:
    """Return the copy that next stood at the address of each, by the key of the one it took the place of.

    A copy that still stands at another of its addresses has no successor.
    """
    by_address: dict[tuple[str, str], list[Copy]] = defaultdict(list)
    for copy in copies:
        for url in copy.urls if copy.outlet_key and copy.kind is Kind.OUTLET else ():
            by_address[copy.outlet_key, url].append(copy)
    found: dict[str, list[Copy | None]] = defaultdict(list)
    for some in by_address.values():
        for copy in some:
            later = [each for each in some if each.key != copy.key and _came_after(each, copy)]
            found[copy.key].append(min(later, key=_first_seen, default=None))
    nexts = {key: [each for each in every if each is not None] for key, every in found.items() if all(every)}
    return {key: max(every, key=_first_seen) for key, every in nexts.items() if every}


def predecessors(after: Mapping[str, Copy], copies: Mapping[str, Copy]) -> dict[str, list[Copy]]:
    """Return the copies that each took the place of, by its key, in order of keys."""
    before: dict[str, list[Copy]] = defaultdict(list)
    for key, copy in sorted(after.items()):
        if key in copies:
            before[copy.key].append(copies[key])
    return before


def took_its_place(copy: Copy, before: Copy) -> Interval | None:
    """Return when *copy* took the place of *before* at their address, or None where no time bounds it on both sides."""
    if copy.first_fetched_at is not None and before.last_fetched_at is not None:
        ends = [copy.first_fetched_at]
        if copy.modified is not None and copy.modified.latest >= before.last_fetched_at:
            ends.append(copy.modified.latest)
        return Interval(before.last_fetched_at, min(ends), TimeSource.METADATA)
    return copy.published


def _came_after(copy: Copy, other: Copy) -> bool:
    if copy.first_fetched_at is not None and other.last_fetched_at is not None:
        return copy.first_fetched_at > other.last_fetched_at
    return order(other.published, copy.published) is Order.SURELY_FIRST


def _first_seen(copy: Copy) -> tuple[datetime, str]:
    seen = copy.first_fetched_at or (copy.published.earliest if copy.published else None)
    if seen is None:
        raise ValueError("what came after something has a time")
    return seen, copy.key
