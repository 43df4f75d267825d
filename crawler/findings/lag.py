"""How long after: lags as intervals, and what a number of them says together, as bounds. No midpoint is ever made up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from crawler.provenance.times.interval import Interval

_NONE: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Lag:
    """A time that lies between `shortest` and `longest`. Raises ValueError when the two are swapped."""

    shortest: timedelta
    longest: timedelta

    def __post_init__(self) -> None:
        if self.longest < self.shortest:
            raise ValueError(f"the shortest lag is longer than the longest: {self.shortest} .. {self.longest}")


@dataclass(frozen=True, slots=True)
class Step:
    """What is known of a number of lags at one point: `surely` of them are no longer than `at`, `possibly` may be."""

    at: timedelta
    surely: int
    possibly: int


def behind_first(own: Interval | None, others: Sequence[Interval | None]) -> Lag | None:
    """Return how long *own* came after the first of all whose time is known, itself included, so never less than zero.

    None where its own time, or that of every other, is unknown. Both bounds are tight: some choice of instants inside
    the intervals comes as close to each as one likes.
    """
    dated = [other for other in others if other is not None]
    if own is None or not dated:
        return None
    earliest, latest = min(other.earliest for other in dated), min(other.latest for other in dated)
    return Lag(max(own.earliest - latest, _NONE), max(own.latest - earliest, _NONE))


def curves(lags: Sequence[Lag]) -> tuple[Step, ...]:
    """Return the empirical distribution between its bounds: one step at each end of a lag, in order.

    The true curve, which nobody knows, counts at least `surely` and at most `possibly` lags at each point.
    """
    shortest, longest = sorted(lag.shortest for lag in lags), sorted(lag.longest for lag in lags)
    ends = sorted({*shortest, *longest})
    return tuple(Step(end, bisect_right(longest, end), bisect_right(shortest, end)) for end in ends)


def at_most(lags: Sequence[Lag], limit: timedelta) -> Step:
    """Return how many of *lags* surely, and how many possibly, are no longer than *limit*."""
    return Step(limit, sum(lag.longest <= limit for lag in lags), sum(lag.shortest <= limit for lag in lags))


def median(lags: Sequence[Lag]) -> Lag | None:
    """Return bounds of the median: of an even number the lower middle one below, the upper middle one above."""
    if not lags:
        return None
    shortest, longest = sorted(lag.shortest for lag in lags), sorted(lag.longest for lag in lags)
    return Lag(shortest[(len(lags) - 1) // 2], longest[len(lags) // 2])
