"""Instants as programs write them: mail dates, counts of seconds, offsets in any form, and the zeros of clocks, which are none."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

_LONG_DAY: Final = re.compile(r"\A(?P<day>mon|tue|wed|thu|fri|sat|sun)[a-z]+,", re.IGNORECASE)
#: "+05:30", "GMT+0530", "UTC+1", "GMT-3", "+5:30", "GMT+0530 (India Standard Time)" at the end of a time.
_OFFSET: Final = re.compile(
    r"(?<=\d)\s*(?:(?:GMT|UTC|Z)\s?(?P<sign>[+\u2212-])(?P<hours>\d{1,2}?)(?::?(?P<minutes>\d\d))?"
    r"|(?P<bare>[+\u2212-])(?P<h>\d{1,2}):?(?P<m>\d\d))(?:\s?\([^()]{1,40}\))?\Z",
    re.IGNORECASE,
)
# JavaScript's and C's own forms: "Thu Nov 05 2026 16:30:00", "Thu Nov  5 16:30:00 2026".
_SCRIPT: Final = re.compile(
    r"\A[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2})\s+(?P<day>\d{1,2}) (?P<year>\d{4}) (?P<clock>\d\d:\d\d:\d\d)"
)
_LAST_HOUR: Final = re.compile(r"(?<![\d:])24(?=:[0-5]\d(?::[0-5]\d)?(?!\d))")
_SECONDS: Final = re.compile(r"\d{10}(?:\.\d{1,6})?|\d{13}")
#: Days on which clocks count from zero: POSIX (and seconds taken for milliseconds), .NET, Windows, Excel and OLE, SQL Server, Mac.
_ZEROS: Final = tuple(
    datetime(*day, tzinfo=UTC)
    for day in ((1601, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1), (1980, 1, 1))
)
_EASTMOST: Final = timedelta(hours=14)
_ODD_YEARS: Final = (1500, 2900)  # before and after which no clock runs


def mail_date(text: str) -> datetime:
    """Read an RFC 5322 date with an offset in any form and weekdays in full; naive where it names no zone. Raises ValueError."""
    text = _LONG_DAY.sub(lambda found: f"{found['day']},", " ".join(text.split()))
    text = _SCRIPT.sub(r"\g<day> \g<month> \g<year> \g<clock>", text)
    offset = _OFFSET.search(text)
    try:
        instant = parsedate_to_datetime(text[: offset.start()] if offset else text)
    except (TypeError, IndexError, OverflowError) as error:  # how the library says no to some texts
        raise ValueError(text) from error
    if offset is None:
        return instant.replace(tzinfo=UTC) if text.endswith("-0000") else instant
    return instant.replace(tzinfo=zone_of(offset))


def zone_of(offset: re.Match[str]) -> timezone:
    """Return the zone of a match of an offset. Raises ValueError for one beyond a day."""
    hours, minutes = offset["hours"] or offset["h"], offset["minutes"] or offset["m"]
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(size if (offset["sign"] or offset["bare"]) == "+" else -size)


def split_offset(text: str) -> tuple[str, timezone | None]:
    """Return a time without the offset at its end, and the zone that it names; None where there is none."""
    offset = _OFFSET.search(text)
    if offset is None:
        return text, None
    try:
        return text[: offset.start()], zone_of(offset)
    except ValueError:
        return text, None


def instant_of_clock(text: str) -> datetime | None:
    """Return the instant that a count of seconds or milliseconds since 1970 is, or None for any other text."""
    if not _SECONDS.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text) == 13 and "." not in text else 1)
    return datetime.fromtimestamp(seconds, UTC)


def without_hour_24(text: str) -> str | None:
    """Return a time whose hour is 24 with 0 for it, or None where it is not.

    In ISO 8601 that is the end of the day, in programs that count hours from 1 to 24 its beginning: it is one of the two.
    """
    found = _LAST_HOUR.search(text)
    return None if found is None else f"{text[: found.start()]}00{text[found.end() :]}"


def is_clock_zero(instant: datetime) -> bool:
    """Return whether an instant is a clock's zero, give or take a zone, or in a year that no clock runs in: nobody published then."""
    if not _ODD_YEARS[0] < instant.year < _ODD_YEARS[1]:
        return True
    local = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    if (local.year, local.month) == (1970, 1) or (local.year, local.month, local.day) == (1969, 12, 31):
        return True
    on_the_quarter = local.minute % 15 == 0 and local.second == 0
    return on_the_quarter and any(abs(local - zero) <= _EASTMOST for zero in _ZEROS)
