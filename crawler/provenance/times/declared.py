"""Declared times: what a record, a page's metadata or a feed says in ISO 8601 or as mail does, as an interval."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from crawler.provenance.times.anchors import PrintedTime
from crawler.provenance.times.interval import Interval, TimeSource

# The clocks on Earth run from UTC-12 to UTC+14: an instant without a zone is that uncertain.
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
_LONGEST: Final = 40  # characters; no ISO 8601 instant and no RFC 5322 date needs more


def parse_declared_time(
    text: str, *, source: TimeSource = TimeSource.METADATA, fetched_at: datetime | None = None
) -> PrintedTime:
    """Return when *text* (ISO 8601, or RFC 5322 as in RSS) says something happened.

    An instant with a zone is exact, without one as wide as all zones; a date alone is the whole day. What is neither has no interval and the reason "not-iso-8601"; what is surely after *fetched_at*, "future".
    """
    stripped = text.strip()
    try:
        interval = _interval(_moment(stripped), source, whole_day=_is_date(stripped))
    except (ValueError, OverflowError):
        return PrintedTime(text[:_LONGEST], None, None, "not-iso-8601")
    if fetched_at is not None and interval.earliest > fetched_at:
        return PrintedTime(text, None, source, "future")
    return PrintedTime(text, interval, source, None)


def _moment(text: str) -> datetime:
    if len(text) > _LONGEST:
        raise ValueError(text[:_LONGEST])
    if text[:1].isalpha() or "," in text or " " in text.partition(":")[0].strip().partition(" ")[2]:
        return _mail_date(text)
    return datetime.fromisoformat(text)


def _mail_date(text: str) -> datetime:
    """Read an RFC 5322 date; the year has four digits. Raises ValueError."""
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, IndexError) as error:  # how the library says no to some texts
        raise ValueError(text) from error
    if str(moment.year) not in text:
        raise ValueError(text)
    return moment.replace(tzinfo=UTC) if text.endswith("-0000") else moment  # UTC, written where nobody asked for zones


def _is_date(text: str) -> bool:
    return len(text) <= 10 and ":" not in text


def _interval(moment: datetime, source: TimeSource, *, whole_day: bool) -> Interval:
    length = timedelta(days=1) if whole_day else timedelta(0)
    if moment.tzinfo is not None:
        exact = moment.astimezone(UTC)
        return Interval(exact, exact + length, source)
    local = moment.replace(tzinfo=UTC)
    return Interval(local - _EAST, local + _WEST + length, source)
