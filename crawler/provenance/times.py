"""Printed times: what a page says about when, read strictly and kept as an interval.

A grammar of tables, no guessing library: "The Sun", "May" and "3" are not times, and neither is a duration ("04:12").
The clock is an argument: without a fetch time, "an hour ago" is unanchored and never now. Linear in a text that is at
most 40 characters long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from crawler.provenance.interval import Interval, TimeSource
from crawler.provenance.time_dates import Civil, read_civil
from crawler.provenance.time_phrases import MOST, MOST_GLUED, Elapsed, may_end, read_elapsed
from crawler.provenance.time_zones import UnknownZoneError, every_zone, load_zone, offsets_of, span
from crawler.text.sanitize import sanitize

LONGEST: Final = 40  # characters; the longest real one seen has 36 ("2:05 PM EST, Fri November 21, 2026")
LONGEST_BEFORE: Final = 60  # characters of an outlet's name in front of a time

# What stands before a time without being part of it; "time" is the alternative text of a clock icon, glued on.
_LABEL = re.compile(
    r"(?:(?:last\s)?(?P<modified>updated|modified)|published|posted|first\spublished|aktualisiert|actualizado|mis\sà\sjour)"
    r"(?:\son|\sat|\sam|\sle)?\s?:?\s",
    re.IGNORECASE,
)
_ICON = re.compile(r"(?:clock(?:\sicon)?|time)[\s:]*(?=\S)", re.IGNORECASE)
_SEPARATORS: Final = " \t\u00b7\u2022|,\u2013\u2014-"
# Lower-case words inside names.
_SMALL_WORDS: Final = frozenset(["of", "the", "and", "for", "in", "on", "at", "to", "de", "del", "la", "le", "el", "les", "los", "das", "der", "die", "du", "des", "di", "da", "do", "dos", "e", "y", "et", "und", "van", "von", "al"])  # fmt: skip
_NOT_ALONE: Final = frozenset({"sun"})  # a weekday and a newspaper


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A time as printed and what it means. `interval` is None when `reason` says why not.

    Reasons: "empty", "too-long", "not-a-time", "absurd-count", "future", "weekday-contradicts", "no-fetch-time". With
    an interval the reason is None or "unknown-zone" (the page's zone is not a zone: the width of all was taken).
    `modified` says that the page calls it the time of an update.
    """

    text: str
    interval: Interval | None
    source: TimeSource | None
    reason: str | None
    modified: bool = False


def looks_like_time(text: str) -> bool:
    """Say whether *text*, all of it, is a printed time and could hardly be anything else on a line of its own."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST or text.casefold() in _NOT_ALONE:
        return False
    found = _recognize(_strip_label(text)[0], "DMY")
    if isinstance(found, Elapsed):
        return not found.absurd(MOST)
    return found is not None


def split_time(line: str) -> tuple[str, str] | None:
    """Split *line* into what precedes its final time, and that time: "Yahoo23-04-2025" gives ("Yahoo", "23-04-2025").

    The time may be glued to what precedes it. None when there is no time at the end, or when prose precedes it: more
    than 60 characters, or lower-case words no name has. A whole line that is a time gives ("", time).
    """
    line = line.strip()
    if len(line) > LONGEST_BEFORE + LONGEST or not (line[-1:].isdigit() or _has_digit(line) or may_end(line)):
        return None
    for start in range(max(0, len(line) - LONGEST), len(line)):
        if not line[start].isspace() and _time_begins(line, start):
            before = line[:start].rstrip(_SEPARATORS)
            return None if _is_prose(before, glued=before == line[:start]) else (before, line[start:])
    return None


def parse_printed_time(
    text: str, *, fetched_at: datetime | None, timezone: str | None = None, date_order: str = "DMY"
) -> PrintedTime:
    """Return what *text* places in time, as seen on a page fetched at *fetched_at* (aware, or None: unknown).

    *timezone* is the page's IANA zone; without it a civil time is as wide as all zones together. *date_order* ("DMY"
    or "MDY") decides numeric dates that both orders allow. Raises ValueError for a naive *fetched_at*.
    """
    if fetched_at is not None and fetched_at.utcoffset() is None:
        raise ValueError("fetched_at must be aware")
    printed = sanitize(text[: 4 * LONGEST]).strip()
    if not printed or len(printed) > LONGEST or len(text.strip()) > LONGEST:
        return PrintedTime(text, None, None, "too-long" if printed else "empty")
    wording, modified = _strip_label(printed)
    found = _recognize(wording, date_order) or _recognize(_ICON.sub("", wording, count=1), date_order)
    if found is None:
        return PrintedTime(text, None, None, "not-a-time")
    if isinstance(found, Elapsed):
        read = _anchor_elapsed(text, found, fetched_at)
    else:
        read = _anchor_civil(text, found, fetched_at, timezone)
    return replace(read, modified=modified)


def _anchor_elapsed(text: str, found: Elapsed, fetched_at: datetime | None) -> PrintedTime:
    if found.absurd(MOST):
        return PrintedTime(text, None, None, "absurd-count")
    if fetched_at is None:
        return PrintedTime(text, None, TimeSource.UNANCHORED, "no-fetch-time")
    fetched_at = _utc(fetched_at)
    interval = Interval(fetched_at - found.longest, fetched_at - found.shortest, TimeSource.RELATIVE)
    return PrintedTime(text, interval, TimeSource.RELATIVE, None)


def _anchor_civil(text: str, found: Civil, fetched_at: datetime | None, zone_name: str | None) -> PrintedTime:
    if found.contradicts is not None:
        return PrintedTime(text, None, None, "weekday-contradicts")
    if found.needs_fetch and fetched_at is None:
        return PrintedTime(text, None, TimeSource.UNANCHORED, "no-fetch-time")
    zone, reason = _page_zone(zone_name)
    ends = span(found.reading, _zones(found, zone, fetched_at), fetched_at)
    if ends is None or (fetched_at is not None and ends[0] > fetched_at):
        return PrintedTime(text, None, None, "future")
    source = TimeSource.RELATIVE if found.needs_fetch else TimeSource.ABSOLUTE
    latest = ends[1] if fetched_at is None else min(ends[1], _utc(fetched_at))
    return PrintedTime(text, Interval(ends[0], latest, source), source, reason)


def _zones(found: Civil, zone: ZoneInfo | None, fetched_at: datetime | None) -> tuple[tzinfo, ...]:
    """Return the zones that may be meant: the printed one, else the page's, else all."""
    if found.zone is not None:
        return offsets_of(found.zone, zone, found.reading(fetched_at.date() if fetched_at else None))
    return (zone,) if zone is not None else every_zone(fetched_at)


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def _page_zone(name: str | None) -> tuple[ZoneInfo | None, str | None]:
    if name is None:
        return None, None
    try:
        return load_zone(name), None
    except UnknownZoneError:
        return None, "unknown-zone"


def _recognize(text: str, date_order: str) -> Elapsed | Civil | None:
    return read_elapsed(text) or read_civil(text, date_order=date_order)


def _strip_label(text: str) -> tuple[str, bool]:
    match = _LABEL.match(text)
    return (text[match.end() :], bool(match["modified"])) if match else (text, False)


def _time_begins(line: str, start: int) -> bool:
    """Say whether a time runs from *start* to the end of the line, firm enough for where it stands."""
    found = _recognize(line[start:], "DMY")
    if found is None:
        return False
    apart = start == 0 or line[:start].rstrip() != line[:start].rstrip(_SEPARATORS)
    if isinstance(found, Civil):
        return found.firm or apart
    glued = start > 0 and not line[start - 1].isspace()
    return not found.absurd(MOST_GLUED if glued else MOST) and (apart or not found.bare)


def _is_prose(before: str, *, glued: bool) -> bool:
    """Say whether *before* reads as a sentence rather than a name: it has lower-case words that no name has."""
    names = before.split()
    if len(before) > LONGEST_BEFORE:
        return True
    lower = [name for name in names if name[0].islower() and "." not in name and name not in _SMALL_WORDS]
    return bool(lower) and len(names) > 1 and not (glued and len(lower) == 1)


def _has_digit(line: str) -> bool:
    return any(character.isdigit() for character in line[-LONGEST:])
