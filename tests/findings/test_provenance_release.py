"""The day in a dateline: the wire's own claim of when it released a text, as wide as all time zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.findings.release import agreed, dateline_day
from crawler.provenance.times.interval import Interval, TimeSource

FETCHED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

DAYS = {
    "month and day": ("QUILLHAVEN, Nov 20 (Reuters) -", (2026, 11, 20)),
    "after a state": ("ST. JOSEPH, Mich., March 7 (AP) \u2014", (2026, 3, 7)),
    "two places": ("BEIRUT/THE HAGUE, March 7 (Reuters) -", (2026, 3, 7)),
    "month with a stop": ("SEOUL, Aug. 20 (Yonhap) --", (2026, 8, 20)),
    "a year of its own": ("PARIS, May 3, 2025 (AFP) -", (2025, 5, 3)),
    "day first": ("MADRID, 3 May (EFE) -", (2026, 5, 3)),
    "no dash": ("Kesarpur, Nov 20 (PTI)", (2026, 11, 20)),
}


@pytest.mark.parametrize(("dateline", "day"), DAYS.values(), ids=DAYS.keys())
def test_a_datelines_day_is_as_wide_as_all_zones(dateline, day) -> None:
    """From midnight at UTC+14 to the midnight after at UTC-12: 50 hours, and the last such day before the fetch."""
    found = dateline_day(dateline, fetched_at=FETCHED)
    midnight = datetime(*day, tzinfo=UTC)
    assert (found.earliest, found.latest) == (midnight - timedelta(hours=14), midnight + timedelta(hours=36))


NONE = {
    "no day": "WASHINGTON (AP) \u2014",
    "a state is no day": "ABILENE, Texas (AP) \u2013",
    "a number is no day": "PORT 9, (AP) \u2014",
    "no such day": "PARIS, Nov 31 (AFP) -",
    "nothing": "",
}


@pytest.mark.parametrize("dateline", NONE.values(), ids=NONE.keys())
def test_no_day_is_guessed(dateline) -> None:
    """Where the dateline names no day there is no claim."""
    assert dateline_day(dateline, fetched_at=FETCHED) is None


def test_a_day_without_year_needs_a_fetch_time() -> None:
    """ "Nov 20" of which year nobody knows is no claim; with its year it is one."""
    assert dateline_day("PARIS, Nov 20 (AFP) -", fetched_at=None) is None
    assert dateline_day("PARIS, Nov 20, 2026 (AFP) -", fetched_at=None) is not None


def hours(low: int, high: int) -> Interval:
    """Return an interval in hours before the fetch."""
    return Interval(FETCHED - timedelta(hours=low), FETCHED - timedelta(hours=high), TimeSource.ABSOLUTE)


CLAIMS = {
    "none": ([], None),
    "one": ([hours(9, 3)], hours(9, 3)),
    "two that overlap": ([hours(9, 3), hours(5, 1)], hours(5, 3)),
    "two that contradict each other": ([hours(9, 8), hours(5, 1)], None),
    "a contradiction is not undone by a third": ([hours(9, 8), hours(5, 1), hours(9, 1)], None),
}


@pytest.mark.parametrize(("claims", "expected"), CLAIMS.values(), ids=CLAIMS.keys())
def test_claims_are_kept_only_where_they_agree(claims, expected) -> None:
    """The release is what every claim allows, or nothing."""
    found = agreed(claims)
    assert (found and (found.earliest, found.latest)) == (expected and (expected.earliest, expected.latest))
