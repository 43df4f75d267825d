"""Days in addresses: "/2025/04/23/", "/2025-04-23-ferry", "/2025/apr/23/", "/20250423/". Year first only, nothing guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from urllib.parse import urlsplit

from crawler.errors import UnknownZoneError
from crawler.provenance.times.anchors import PrintedTime
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.times.zones import every_zone, load_zone, span

_LONGEST: Final = 1024
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY: Final = re.compile(
    rf"""(?<![0-9])(?P<year>(?:19|20)[0-9]{{2}})(?:
        (?P<mark>[/_-])(?P<month>[0-9]{{1,2}}|{"|".join(_MONTHS)})(?P=mark)(?P<day>[0-9]{{1,2}})
      | (?<=/[0-9]{{4}})(?P<packed>[0-9]{{4}})(?=[/_-]|$)
    )(?![0-9])""",
    re.VERBOSE,
)


def day_in_url(
    url: str | None, *, fetched_at: datetime | None = None, timezone: str | None = None
) -> PrintedTime | None:
    """Return the day that the path of *url* holds, or None: it has none, more than one, or no such day.

    The day is one of *timezone* (IANA, the outlet's), or as wide as all zones. One that begins after the fetch has no
    interval and the reason "future". A run of eight digits counts only as the beginning of a path segment.
    """
    found = {(match[0], _read(match)) for match in _DAY.finditer(_path(url))}
    if len({day for _, day in found}) != 1:
        return None
    printed, day = min(found)
    if day is None:
        return None
    ends = span(lambda _today: (datetime.combine(day, time()), timedelta(days=1)), _zones(timezone), None)
    if ends is None or (fetched_at is not None and ends[0] > fetched_at):
        return PrintedTime(printed, None, TimeSource.URL, "future")
    latest = ends[1] if fetched_at is None else min(ends[1], fetched_at.astimezone(UTC))
    return PrintedTime(printed, Interval(ends[0], latest, TimeSource.URL), TimeSource.URL, None)


def _path(url: str | None) -> str:
    try:
        return urlsplit((url or "")[:_LONGEST]).path.lower()
    except ValueError:
        return ""


def _read(match: re.Match[str]) -> date | None:
    month, day = match["month"], match["day"]
    if match["packed"]:
        month, day = match["packed"][:2], match["packed"][2:]
    try:
        return date(int(match["year"]), _MONTHS.index(month) + 1 if month.isalpha() else int(month), int(day))
    except ValueError:
        return None


def _zones(name: str | None) -> tuple[tzinfo, ...]:
    try:
        return (load_zone(name),) if name else every_zone(None)
    except UnknownZoneError:
        return every_zone(None)
