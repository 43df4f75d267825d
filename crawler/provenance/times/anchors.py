"""Anchors: from what a text says of time ("an hour ago", 20 November) to an interval, by the fetch time and the page's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from crawler.errors import UnknownZoneError
from crawler.provenance.times.dates import Civil
from crawler.provenance.times.instants import is_clock_zero
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.times.phrases import MOST, Elapsed
from crawler.provenance.times.zones import every_zone, load_zone, offsets_of, span


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A time as printed and what it means. `interval` is None when `reason` says why not.

    Reasons: "empty", "too-long", "not-a-time", "absurd-count", "future", "weekday-contradicts", "two-digit-year" (the
    first number may be the year as well), "no-fetch-time", "clock-zero" (1 January 1970). With an interval the reason is None, "unknown-zone" (the page's zone is not a zone: the width of all was taken) or
    "date-order-open": then `either` has both readings, day first and month first, and `interval` spans them.
    `modified` says that the page calls it the time of an update. `date_order` is the order that this date alone proves.
    """

    text: str
    interval: Interval | None
    source: TimeSource | None
    reason: str | None
    modified: bool = False
    either: tuple[Interval, Interval] | None = None
    date_order: str | None = None


def anchor_elapsed(text: str, found: Elapsed, fetched_at: datetime | None) -> PrintedTime:
    """Return when *found* began, seen from the fetch."""
    if found.absurd(MOST):
        return PrintedTime(text, None, None, "absurd-count")
    if fetched_at is None:
        return PrintedTime(text, None, TimeSource.UNANCHORED, "no-fetch-time")
    fetched_at = fetched_at.astimezone(UTC)
    interval = Interval(fetched_at - found.longest, fetched_at - found.shortest, TimeSource.RELATIVE)
    return PrintedTime(text, interval, TimeSource.RELATIVE, None)


def anchor_civil(text: str, found: Civil, fetched_at: datetime | None, zone_name: str | None) -> PrintedTime:
    """Return the instants that *found* names in the zone printed beside it, else in the page's, else in any."""
    if found.needs_fetch and fetched_at is None:
        return PrintedTime(text, None, TimeSource.UNANCHORED, "no-fetch-time")
    if (refusal := _refusal(found, fetched_at)) is not None:
        return PrintedTime(text, None, None, refusal)
    zone, reason = _page_zone(zone_name)
    civils = (found,) if found.swapped is None else (found, found.swapped)
    read = [(civil, interval) for civil in civils if (interval := _instants(civil, zone, fetched_at))]
    if not read:
        return PrintedTime(text, None, None, "future")
    if len(read) == 1:
        civil, interval = read[0]
        alone = civil.proven or len(civils) == 2  # the other reading is in the future
        return PrintedTime(text, interval, interval.source, reason, date_order=civil.order if alone else None)
    (_, day_first), (_, month_first) = read
    hull = Interval(
        min(day_first.earliest, month_first.earliest), max(day_first.latest, month_first.latest), TimeSource.ABSOLUTE
    )
    return PrintedTime(text, hull, TimeSource.ABSOLUTE, "date-order-open", either=(day_first, month_first))


def _refusal(found: Civil, fetched_at: datetime | None) -> str | None:
    """Return why a civil time means nothing, whatever the zone, or None."""
    if found.contradicts is not None:
        return "weekday-contradicts"
    if found.year is not None and is_clock_zero(datetime(found.year, found.month or 1, found.day or 1, tzinfo=UTC)):
        return "clock-zero"
    return "two-digit-year" if _may_begin_with_the_year(found, fetched_at) else None


def _may_begin_with_the_year(found: Civil, fetched_at: datetime | None) -> bool:
    """Whether three short numbers make a later day, and one that has come, when the first is the year: "25. 3. 14."."""
    day = found.year_first
    if day is None or found.year is None or found.month is None or found.day is None:
        return False
    come = fetched_at is None or day <= fetched_at.date()
    return come and day > date(found.year, found.month, found.day)


def _instants(found: Civil, zone: ZoneInfo | None, fetched_at: datetime | None) -> Interval | None:
    """Return the instants of one reading, cut off at the fetch; None where it lies wholly after it."""
    ends = span(found.reading, _zones(found, zone, fetched_at), fetched_at)
    if ends is None or (fetched_at is not None and ends[0] > fetched_at):
        return None
    source = TimeSource.RELATIVE if found.needs_fetch else TimeSource.ABSOLUTE
    latest = ends[1] if fetched_at is None else min(ends[1], fetched_at.astimezone(UTC))
    return Interval(ends[0], latest, source)


def _zones(found: Civil, zone: ZoneInfo | None, fetched_at: datetime | None) -> tuple[tzinfo, ...]:
    """Return the zones that may be meant: the printed one, else the page's, else all."""
    if found.zone is not None:
        return offsets_of(found.zone, zone, found.reading(fetched_at.date() if fetched_at else None))
    return (zone,) if zone is not None else every_zone(fetched_at)


def _page_zone(name: str | None) -> tuple[ZoneInfo | None, str | None]:
    if name is None:
        return None, None
    try:
        return load_zone(name), None
    except UnknownZoneError:
        return None, "unknown-zone"
