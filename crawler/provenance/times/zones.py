"""Zones: from a civil time on a page to instants, with everything a zone leaves open kept as width.

A zone is a name of the IANA database, a set of offsets printed beside the time, or unknown: then the answer is as
wide as all the offsets in use, UTC-12 to UTC+14. The clock's change is no special case: a time that happens twice
or never spans both readings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.errors import UnknownZoneError

WESTMOST: Final = timedelta(hours=-12)
EASTMOST: Final = timedelta(hours=14)
#: "+05:30", "GMT+0530", "UTC +1", "+5:30": four digits are hours and minutes, one or two are hours.
_OFFSET: Final = re.compile(
    r"(?:gmt|utc|z)?\s?(?P<sign>[+\u2212-])\s?(?P<hours>\d{1,2}?)(?::?(?P<minutes>\d\d))?", re.IGNORECASE
)
_QUARTER: Final = timedelta(minutes=15)  # every offset in use is a multiple

# Abbreviations as printed by news sites: hours from UTC. Several mean several places; the page's own zone decides.
ABBREVIATIONS: Final[dict[str, tuple[float, ...]]] = {
    "z": (0,), "utc": (0,), "gmt": (0,), "wet": (0,), "west": (1,), "bst": (1, 6), "cet": (1,), "cest": (2,), "mez": (1,), "mesz": (2,),
    "eet": (2,), "eest": (3,), "msk": (3,), "мск": (3,), "trt": (3,), "sast": (2,), "eat": (3,), "wat": (1,), "cat": (2,), "gst": (4,), "pkt": (5,),
    "ist": (5.5, 1, 2), "npt": (5.75,), "wib": (7,), "wita": (8,), "wit": (9,), "ict": (7,), "hkt": (8,), "sgt": (8,), "pht": (8,), "myt": (8,),
    "awst": (8,), "jst": (9,), "kst": (9,), "acst": (9.5,), "acdt": (10.5,), "aest": (10,), "aedt": (11,), "nzst": (12,), "nzdt": (13,),
    "ast": (-4, 3), "adt": (-3,), "est": (-5,), "edt": (-4,), "et": (-5, -4), "cst": (-6, 8), "cdt": (-5,), "ct": (-6, -5), "mst": (-7,), "mdt": (-6,),
    "mt": (-7, -6), "pst": (-8, 8), "pdt": (-7,), "pt": (-8, -7), "akst": (-9,), "akdt": (-8,), "hst": (-10,), "brt": (-3,), "art": (-3,), "clt": (-4,), "nst": (-3.5,), "ndt": (-2.5,),
}  # fmt: skip

# A civil time in one zone: from the local date of the fetch to (naive local start, width), or None if it has none.
Reading = Callable[[date | None], tuple[datetime, timedelta] | None]


def load_zone(name: str) -> ZoneInfo:
    """Return the zone called *name*; raises UnknownZoneError, also for names that try to leave the database."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZoneError(name) from error


def offsets_of(printed: str, zone: ZoneInfo | None, near: tuple[datetime, timedelta] | None) -> tuple[timezone, ...]:
    """Return the fixed zones that *printed* ("EST", "+05:30") may mean; the page's own *zone* settles an ambiguous one.

    *near* is the civil time (local start, width) that it stands beside.
    """
    if offset := _OFFSET.fullmatch(printed):
        hours, minutes = offset["hours"], offset["minutes"]
        size = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return (timezone(size if offset["sign"] == "+" else -size),)
    fixed = tuple(timezone(timedelta(hours=hours)) for hours in ABBREVIATIONS[printed])
    if zone is not None and near is not None and len(fixed) > 1:
        own = zone.utcoffset(near[0])
        return tuple(offset for offset in fixed if offset.utcoffset(None) == own) or fixed
    return fixed


def span(reading: Reading, zones: Iterable[tzinfo], fetched_at: datetime | None) -> tuple[datetime, datetime] | None:
    """Return the hull, in UTC, of *reading* over *zones*: (earliest, latest)."""
    ends: list[datetime] = []
    for zone in zones:
        today = fetched_at.astimezone(zone).date() if fetched_at is not None else None
        found = reading(today)
        if found is None:
            continue
        start, width = found
        ends += [_instant(start, zone, fold=fold) for fold in (0, 1)]
        ends += [_instant(start + width, zone, fold=fold) for fold in (0, 1)]
    return (min(ends), max(ends)) if ends else None


def every_zone(fetched_at: datetime | None) -> tuple[timezone, ...]:
    """Return the fixed zones at which a reading can be extreme: the outermost, and both sides of each midnight."""
    offsets = {WESTMOST, EASTMOST}
    if fetched_at is not None:
        clock = timedelta(hours=fetched_at.hour, minutes=fetched_at.minute, seconds=fetched_at.second)
        for midnight in (timedelta(0), timedelta(days=1)):
            after = -((clock - midnight) // _QUARTER) * _QUARTER
            offsets |= {
                offset for offset in (after - _QUARTER, after, after + _QUARTER) if WESTMOST <= offset <= EASTMOST
            }
    return tuple(timezone(offset) for offset in sorted(offsets))


def _instant(local: datetime, zone: tzinfo, *, fold: int) -> datetime:
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
