"""Times that feeds and sitemaps declare: ISO 8601 (Atom, JSON Feed, sitemaps) and RFC 5322 (RSS), as an interval.

A time without a zone is as wide as all zones together, unless the source's zone is known. A time later than the fetch is
no publication: a clock may be some minutes fast, what is further ahead has the reason "future".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.provenance.times.anchors import PrintedTime
from crawler.provenance.times.declared import is_day, parse_declared_time
from crawler.provenance.times.instants import is_clock_zero, mail_date, without_hour_24
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.times.printed import parse_printed_time

_LONGEST = 64  # characters; the longest real one seen has 39 ("Sunday, 22 November 2026 14:05:00 +0100")
_FAST_CLOCK = timedelta(minutes=15)
_SPACED_OFFSET = re.compile(r"(?<=\d) +(?=[+-]\d\d:?\d\d\Z|Z\Z)|(?<=\d) +(?:UTC|GMT)\Z")
_NO_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?")


def parse_feed_time(text: str, *, fetched_at: datetime | None, timezone: str | None = None) -> PrintedTime:
    """Return when an entry says it was published. *timezone* is an IANA zone for times that name none.

    Reasons where there is no interval: "empty", "too-long", "not-a-time", "clock-zero", "future".
    """
    stripped = " ".join(text.split())
    if not stripped or len(stripped) > _LONGEST:
        return PrintedTime(text[:_LONGEST], None, None, "too-long" if stripped else "empty")
    whole = without_hour_24(stripped)
    readers = (_iso, _internet, _printed) if stripped[:4].isdigit() else (_internet, _printed, _iso)
    found = (read(whole or stripped, timezone, fetched_at) for read in readers)
    interval = next((each for each in found if each is not None), None)
    if interval is None:
        return PrintedTime(stripped, None, None, "not-a-time")
    if is_clock_zero(interval.earliest) or is_clock_zero(interval.latest):
        return PrintedTime(stripped, None, None, "clock-zero")
    if whole:
        interval = replace(interval, latest=interval.latest + timedelta(days=1))
    if fetched_at is not None and interval.earliest > fetched_at + _FAST_CLOCK:
        return PrintedTime(stripped, None, None, "future")
    latest = interval.latest if fetched_at is None else min(interval.latest, max(interval.earliest, fetched_at))
    return PrintedTime(stripped, replace(interval, latest=latest, source=TimeSource.FEED), TimeSource.FEED, None)


def _iso(text: str, timezone: str | None, _fetched_at: datetime | None) -> Interval | None:
    text = _SPACED_OFFSET.sub(lambda found: "Z" if found[0].strip() else "", text)
    if timezone is not None and _NO_ZONE.fullmatch(text):
        return _instant(_parsed(text), timezone)
    read = parse_declared_time(text)
    return read.interval if read.either is None else None


def _internet(text: str, timezone: str | None, _fetched_at: datetime | None) -> Interval | None:
    """Read the form of mail headers; its "-0000" is UTC, for no feed's clock runs on a zone that nobody knows."""
    try:
        instant = mail_date(text)
    except ValueError:
        return None
    if instant.tzinfo is None and not text[-1].isdigit():
        return None  # a zone by a name that mail does not know; the reader of printed times may
    if is_day(text):
        return None  # the reader of printed times knows how long a day is
    if instant.tzinfo is None and timezone is None:
        return parse_declared_time(instant.isoformat()).interval
    return _instant(instant, timezone)


def _printed(text: str, timezone: str | None, fetched_at: datetime | None) -> Interval | None:
    """Read any other absolute time as a page would print it."""
    read = parse_printed_time(text, fetched_at=fetched_at, timezone=timezone)
    return read.interval if read.source is TimeSource.ABSOLUTE else None


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _instant(moment: datetime | None, timezone: str | None) -> Interval | None:
    if moment is None:
        return None
    if moment.tzinfo is None and timezone is not None:
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    try:
        exact = moment.astimezone(UTC)
    except OverflowError:  # in the year 1 or 9999
        return None
    return Interval(exact, exact, TimeSource.FEED)
