"""Declared times: what a record or a page's metadata says in ISO 8601, as an interval."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.provenance.interval import Interval, TimeSource
from crawler.provenance.times import PrintedTime

# The clocks on Earth run from UTC-12 to UTC+14: an instant without a zone is that uncertain.
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
_LONGEST = 40  # characters; no ISO 8601 instant needs more


def parse_declared_time(text: str) -> PrintedTime:
    """Return when *text* (ISO 8601) says something happened: an instant with a zone exactly, without one as all zones allow.

    A date alone is the whole day. What is not ISO 8601 has no interval and the reason "not-iso-8601".
    """
    stripped = text.strip()
    try:
        moment = datetime.fromisoformat(stripped[: _LONGEST + 1])  # longer is never ISO 8601 and fails here
        interval = _interval(moment, whole_day=len(stripped) <= 10)
    except (ValueError, OverflowError):
        return PrintedTime(text[:_LONGEST], None, None, "not-iso-8601")
    return PrintedTime(text, interval, TimeSource.METADATA, None)


def _interval(moment: datetime, *, whole_day: bool) -> Interval:
    length = timedelta(days=1) if whole_day else timedelta(0)
    if moment.tzinfo is not None:
        exact = moment.astimezone(UTC)
        return Interval(exact, exact + length, TimeSource.METADATA)
    local = moment.replace(tzinfo=UTC)
    return Interval(local - _EAST, local + _WEST + length, TimeSource.METADATA)
