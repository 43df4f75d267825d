"""Who was first, and how long after: from intervals alone. Overlap means "cannot tell", and so does an unknown time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from crawler.provenance.times.interval import Interval


class Order(StrEnum):
    """Where one publication stands to another in time."""

    SURELY_FIRST = "surely_first"
    SURELY_LATER = "surely_later"
    CANNOT_TELL = "cannot_tell"


def order(a: Interval | None, b: Interval | None) -> Order:
    """Return where *a* stands to *b*. Half-open ends that touch do not overlap; two equal instants cannot be told."""
    if a is None or b is None:
        return Order.CANNOT_TELL
    if _precedes(a, b):
        return Order.SURELY_FIRST
    return Order.SURELY_LATER if _precedes(b, a) else Order.CANNOT_TELL


def lag(earlier: Interval | None, later: Interval | None) -> tuple[timedelta, timedelta] | None:
    """Return the shortest and longest time from *earlier* to *later*, or None when one is unknown.

    A negative shortest lag says that the intervals overlap: the other may have been first.
    """
    if earlier is None or later is None:
        return None
    return later.earliest - earlier.latest, later.latest - earlier.earliest


def earliest(intervals: Mapping[str, Interval | None]) -> str | None:
    """Return the key that is surely before every other, or None. An unknown time may be earlier than all: then None."""
    if not intervals or any(interval is None for interval in intervals.values()):
        return None
    # The candidate is the one that ends first: no other can be before it for certain.
    first = min(intervals, key=lambda key: (_latest(intervals, key), key))
    others = (interval for key, interval in intervals.items() if key != first)
    return first if all(order(intervals[first], other) is Order.SURELY_FIRST for other in others) else None


def possibly_first(intervals: Mapping[str, Interval | None]) -> tuple[str, ...]:
    """Return the keys that nothing is surely before, sorted; those of unknown time are among them."""
    dated = {key: interval for key, interval in intervals.items() if interval is not None}
    if not dated:
        return tuple(sorted(intervals))
    # Whatever ends first bounds all others; of two that end together the one that is no exact instant is the sterner.
    bound = min(dated.values(), key=lambda interval: (interval.latest, interval.earliest))
    return tuple(sorted(key for key, interval in intervals.items() if order(bound, interval) is not Order.SURELY_FIRST))


def _precedes(a: Interval, b: Interval) -> bool:
    # An exact instant (earliest == latest) is a closed point: it is not before an interval that begins with it.
    return a.latest < b.earliest or (a.latest == b.earliest and a.earliest < a.latest)


def _latest(intervals: Mapping[str, Interval | None], key: str) -> float:
    interval = intervals[key]
    return interval.latest.timestamp() if interval is not None else float("inf")
