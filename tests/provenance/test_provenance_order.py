"""Order and lag: stated only where intervals do not overlap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.times.order import Order, earliest, lag, order, possibly_first

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


INTERVALS = st.builds(
    lambda start, width: minutes(start, start + width), st.integers(0, 12), st.sampled_from([0, 0, 1, 2, 5])
)
SHARES = st.sampled_from([0.0, 0.25, 0.5, 0.999])


def inside(interval: Interval, share: float) -> datetime:
    """Return an instant that *interval* holds: its end is none of them, unless it is one instant."""
    return interval.earliest + interval.width * share


@given(INTERVALS, INTERVALS, SHARES, SHARES)
def test_no_choice_of_instants_contradicts_a_stated_order(a: Interval, b: Interval, x: float, y: float) -> None:
    """Wherever in the intervals the truth lies, what was stated holds; and the lag between the two is within its bounds."""
    one, other = inside(a, x), inside(b, y)
    assert one < other or order(a, b) is not Order.SURELY_FIRST
    assert one > other or order(a, b) is not Order.SURELY_LATER
    shortest, longest = lag(a, b) or (None, None)
    assert shortest <= other - one <= longest


@given(INTERVALS, INTERVALS)
def test_cannot_tell_means_that_both_orders_are_possible(a: Interval, b: Interval) -> None:
    """Where no order is stated, some choice of instants puts each of the two before, or both at one instant."""
    if order(a, b) is Order.CANNOT_TELL:
        assert a.earliest <= inside(b, 0.999999)
        assert b.earliest <= inside(a, 0.999999)


@given(st.lists(st.tuples(st.none() | INTERVALS, SHARES), max_size=6))
def test_no_choice_of_instants_contradicts_a_stated_origin(drawn: list[tuple[Interval | None, float]]) -> None:
    """The origin is before all others, whoever is first is among the possible ones, and each of those can be first."""
    intervals = {str(key): interval for key, (interval, _) in enumerate(drawn)}
    instants = {str(key): inside(interval, share) for key, (interval, share) in enumerate(drawn) if interval}
    origin, possible = earliest(intervals), possibly_first(intervals)
    if origin is not None:
        assert len(instants) == len(intervals)
        assert all(instants[origin] < instant for key, instant in instants.items() if key != origin)
        assert possible == (origin,)
    if instants:
        assert min(instants, key=instants.__getitem__) in possible
    assert {key for key, interval in intervals.items() if interval is None} <= set(possible)
    for key in possible:
        latest = [inside(other, 0.999999) for name, other in intervals.items() if other and name != key]
        assert intervals[key] is None or all(intervals[key].earliest <= instant for instant in latest)
