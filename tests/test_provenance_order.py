"""Order and lag: stated only where intervals do not overlap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.provenance.interval import Interval, TimeSource
from crawler.provenance.order import Order, earliest, lag, order

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def minutes(low: float, high: float) -> Interval:
    """Return the interval from *low* to *high* minutes after noon."""
    return Interval(NOON + timedelta(minutes=low), NOON + timedelta(minutes=high), TimeSource.ABSOLUTE)


CASES = {
    "apart": (minutes(0, 1), minutes(2, 3), Order.SURELY_FIRST),
    "touching half-open ends": (minutes(0, 1), minutes(1, 2), Order.SURELY_FIRST),
    "overlap": (minutes(0, 2), minutes(1, 3), Order.CANNOT_TELL),
    "inside": (minutes(0, 9), minutes(3, 4), Order.CANNOT_TELL),
    "same": (minutes(0, 1), minutes(0, 1), Order.CANNOT_TELL),
    "same instant": (minutes(1, 1), minutes(1, 1), Order.CANNOT_TELL),
    "instant where the other begins": (minutes(1, 1), minutes(1, 2), Order.CANNOT_TELL),
    "instant where the other ends": (minutes(0, 1), minutes(1, 1), Order.SURELY_FIRST),
    "one unknown": (None, minutes(1, 2), Order.CANNOT_TELL),
    "both unknown": (None, None, Order.CANNOT_TELL),
}
MIRROR = {
    Order.SURELY_FIRST: Order.SURELY_LATER,
    Order.SURELY_LATER: Order.SURELY_FIRST,
    Order.CANNOT_TELL: Order.CANNOT_TELL,
}


@pytest.mark.parametrize(("a", "b", "expected"), CASES.values(), ids=CASES.keys())
def test_order(a: Interval | None, b: Interval | None, expected: Order) -> None:
    """Who was first follows from the intervals alone, and reads the same from both sides."""
    assert order(a, b) is expected
    assert order(b, a) is MIRROR[expected]


def test_the_seeds_blocks() -> None:
    """41 and 42 minutes ago touch and do not overlap; "an hour ago" begins after both."""
    forty_one, forty_two, hour = minutes(-41.5, -40.5), minutes(-42.5, -41.5), minutes(-90, -44.5)
    assert order(forty_two, forty_one) is Order.SURELY_FIRST
    assert order(hour, forty_two) is Order.SURELY_FIRST


def test_lag_is_an_interval() -> None:
    """The shortest lag runs from the end of the first to the beginning of the second, the longest the other way."""
    assert lag(minutes(0, 1), minutes(5, 8)) == (timedelta(minutes=4), timedelta(minutes=8))
    assert lag(minutes(0, 9), minutes(5, 8)) == (timedelta(minutes=-4), timedelta(minutes=8))
    assert lag(None, minutes(0, 1)) is None


EARLIEST = {
    "certain": ({"a": minutes(5, 6), "b": minutes(0, 2), "c": minutes(2, 9)}, "b"),
    "two overlap at the front": ({"a": minutes(0, 2), "b": minutes(1, 3), "c": minutes(8, 9)}, None),
    "one unknown may be earlier": ({"a": minutes(0, 2), "b": None}, None),
    "alone": ({"a": minutes(0, 2)}, "a"),
    "nobody": ({}, None),
}


@pytest.mark.parametrize(("intervals", "expected"), EARLIEST.values(), ids=EARLIEST.keys())
def test_earliest(intervals: dict[str, Interval | None], expected: str | None) -> None:
    """The origin is named only where it is before every other for certain."""
    assert earliest(intervals) == expected
    assert earliest(dict(reversed(intervals.items()))) == expected
