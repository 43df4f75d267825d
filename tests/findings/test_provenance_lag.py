"""Lags as intervals, and what many of them say together: always bounds, never a midpoint."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import median_high, median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.findings.lag import Lag, Step, at_most, behind_first, curves, median
from crawler.provenance.times.interval import Interval, TimeSource

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def minutes(low: float, high: float) -> Interval:
    """Return the interval from *low* to *high* minutes after noon."""
    return Interval(NOON + timedelta(minutes=low), NOON + timedelta(minutes=high), TimeSource.ABSOLUTE)


def lasting(shortest: float, longest: float) -> Lag:
    """Return a lag in minutes."""
    return Lag(timedelta(minutes=shortest), timedelta(minutes=longest))


BEHIND = {
    "well after": (minutes(60, 61), [minutes(0, 5), minutes(20, 21)], lasting(55, 61)),
    "surely first is not behind": (minutes(0, 5), [minutes(10, 11)], lasting(0, 0)),
    "may be first": (minutes(0, 10), [minutes(5, 6)], lasting(0, 5)),
    "the first to end is not the first to begin": (minutes(60, 60), [minutes(0, 50), minutes(20, 21)], lasting(39, 60)),
    "an unknown rival is passed over": (minutes(60, 60), [None, minutes(0, 0)], lasting(60, 60)),
    "only unknown rivals": (minutes(60, 60), [None], None),
    "no rival": (minutes(60, 60), [], None),
    "own time unknown": (None, [minutes(0, 1)], None),
}


@pytest.mark.parametrize(("own", "others", "expected"), BEHIND.values(), ids=BEHIND.keys())
def test_a_lag_runs_from_the_first_known_publication(own, others, expected) -> None:
    """Between the end of whatever ends first and the beginning of whatever begins first; never negative."""
    assert behind_first(own, others) == expected


INTERVALS = st.builds(
    lambda start, width: minutes(start, start + width), st.integers(0, 20), st.sampled_from([0, 1, 7])
)
SHARES = st.sampled_from([0.0, 0.3, 0.999])


@pytest.mark.slow
@given(st.lists(st.tuples(INTERVALS, SHARES), min_size=2, max_size=6))
def test_no_choice_of_instants_leaves_the_bounds(drawn) -> None:
    """Wherever in the intervals the truth lies, each lag, their count at any limit and their median are within bounds."""
    instants = [interval.earliest + interval.width * share for interval, share in drawn]
    true = [instant - min(instants) for instant in instants]
    lags = [
        behind_first(interval, [other for at, (other, _) in enumerate(drawn) if at != place])
        for place, (interval, _) in enumerate(drawn)
    ]
    for lag, value in zip(lags, true, strict=True):
        assert lag.shortest <= value <= lag.longest
    for step in curves(lags):
        assert step.surely <= sum(value <= step.at for value in true) <= step.possibly
    middle = median(lags)
    assert middle.shortest <= median_low(true) <= median_high(true) <= middle.longest


def test_curves_step_at_every_end() -> None:
    """One lag between 10 and 30 minutes and one of exactly 20: what is sure and what is possible at each end."""
    given_lags = [lasting(10, 30), lasting(20, 20)]
    found = [(step.at / timedelta(minutes=1), step.surely, step.possibly) for step in curves(given_lags)]
    assert found == [(10, 0, 1), (20, 1, 2), (30, 2, 2)]
    assert at_most(given_lags, timedelta(minutes=25)) == Step(timedelta(minutes=25), 1, 2)
    assert curves([]) == ()


MEDIANS = {
    "none": ([], None),
    "one": ([lasting(1, 9)], lasting(1, 9)),
    "even numbers take the outer middles": (
        [lasting(0, 1), lasting(4, 6), lasting(10, 20), lasting(5, 9)],
        lasting(4, 9),
    ),
    "bounds come from different lags": ([lasting(0, 100), lasting(10, 11), lasting(5, 50)], lasting(5, 50)),
}


@pytest.mark.parametrize(("lags", "expected"), MEDIANS.values(), ids=MEDIANS.keys())
def test_a_median_has_bounds(lags, expected) -> None:
    """No mean of two is made up: the lower bound is a lag's shortest, the upper a lag's longest."""
    assert median(lags) == expected


def test_swapped_bounds_are_refused() -> None:
    """A lag whose shortest is longer than its longest is an error of the caller's."""
    with pytest.raises(ValueError, match="longer than the longest"):
        lasting(2, 1)
