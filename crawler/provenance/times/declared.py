"""Declared times: what a record, a page's metadata or a feed says in ISO 8601 or as mail does, as an interval."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from crawler.provenance.times.anchors import PrintedTime
from crawler.provenance.times.instants import (
    instant_of_clock,
    is_clock_zero,
    mail_date,
    split_offset,
    without_hour_24,
)
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.times.printed import parse_printed_time

# The clocks on Earth run from UTC-12 to UTC+14: an instant without a zone is that uncertain.
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
_LONGEST: Final = 80  # characters; a script's date with its zone's name in full has some 65
_HOUR: Final = re.compile(r"\dT\d\d")


def parse_declared_time(
    text: str,
    *,
    source: TimeSource = TimeSource.METADATA,
    fetched_at: datetime | None = None,
    date_order: str | None = None,
) -> PrintedTime:
    """Return when *text* (ISO 8601, or RFC 5322 as in RSS) says something happened.

    An instant with a zone is exact, without one as wide as all zones; a date alone is the whole day, and the hour 24 is its end or its
    beginning. A full date in another form is read as a page would print it. What is neither has no interval and the reason "not-iso-8601";
    a clock's zero, "clock-zero"; what is surely after *fetched_at*, "future".
    """
    stripped = text.strip()
    whole_day = is_day(stripped)
    try:
        instant = _instant(without_hour_24(stripped) or stripped)
        interval = _interval(instant, source, whole_day=whole_day or without_hour_24(stripped) is not None)
    except (ValueError, OverflowError):
        return _printed(text, source, fetched_at, date_order)
    if is_clock_zero(instant):
        return PrintedTime(text, None, source, "clock-zero")
    if fetched_at is not None and interval.earliest > fetched_at:
        return PrintedTime(text, None, source, "future")
    return PrintedTime(text, interval, source, None)


def is_day(text: str) -> bool:
    """Return whether a declared time names a day and no time of day: "2026-11-20", "20261120", "Fri, 20 Nov 2026"."""
    return ":" not in text and not _HOUR.search(text) and instant_of_clock(text) is None


def _printed(text: str, source: TimeSource, fetched_at: datetime | None, date_order: str | None) -> PrintedTime:
    """Read a full date that is declared as pages print it ("20.11.2026 10:15"); what is no such date has no interval."""
    read = parse_printed_time(text, fetched_at=fetched_at, date_order=date_order)
    if read.source is not TimeSource.ABSOLUTE and read.reason not in {"future", "clock-zero"}:
        return PrintedTime(text[:_LONGEST], None, None, "not-iso-8601")
    if read.interval is None:
        return PrintedTime(text, None, source, read.reason)
    ends = tuple(replace(each, source=source) for each in read.either) if read.either else None
    either = (ends[0], ends[1]) if ends else None
    return replace(read, interval=replace(read.interval, source=source), source=source, either=either)


def _instant(text: str) -> datetime:
    if len(text) > _LONGEST:
        raise ValueError(text[:_LONGEST])
    if text[:1].isalpha() or "," in text or " " in text.partition(":")[0].strip().partition(" ")[2]:
        return _mail_date(text)
    if (counted := instant_of_clock(text)) is not None:
        return counted
    bare, zone = split_offset(text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        if zone is None:
            raise
        return datetime.fromisoformat(bare.strip()).replace(tzinfo=zone)


def _mail_date(text: str) -> datetime:
    """Read an RFC 5322 date; the year has four digits. Raises ValueError."""
    instant = mail_date(text)
    if str(instant.year) not in text:
        raise ValueError(text)
    return instant


def _interval(instant: datetime, source: TimeSource, *, whole_day: bool) -> Interval:
    length = timedelta(days=1) if whole_day else timedelta(0)
    if instant.tzinfo is not None:
        exact = instant.astimezone(UTC)
        return Interval(exact, exact + length, source)
    local = instant.replace(tzinfo=UTC)
    return Interval(local - _EAST, local + _WEST + length, source)
