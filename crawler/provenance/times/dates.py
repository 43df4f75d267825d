"""Civil times as pages print them ("23-04-2025", "Nov 21, 2026, 2:05 PM EST", "yesterday at 14:05"): text to fields.

One anchored pattern over at most 40 folded characters; months, weekdays and day words come from `times.words`. Which
instants the fields mean is for `time_zones` to say: this module knows no zone and no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from crawler.provenance.times.names import MONTHS, WEEKDAYS
from crawler.provenance.times.words import ENGLISH_WEEKDAYS, TODAY, YESTERDAY
from crawler.provenance.times.zones import ABBREVIATIONS
from crawler.text.patterns import lazy_pattern
from crawler.text.words import fold

_DAY: Final = timedelta(days=1)


def _numbered(rows: Iterable[str], start: int) -> dict[str, int]:
    table: dict[str, int] = {}
    for number, names in enumerate(rows, start):
        for name in names.split("|"):
            table.setdefault(fold(name), number)
    return table


_MONTH_NUMBERS: Final = _numbered(MONTHS, 1)
_WEEKDAY_NUMBERS: Final = _numbered(WEEKDAYS, 0)
_BARE_WEEKDAYS: Final = _numbered(ENGLISH_WEEKDAYS, 0)
_DAYS_AGO: Final = _numbered((TODAY, YESTERDAY), 0)
_ENGLISH_MONTHS: Final = frozenset(name for names in MONTHS for name in names.split("|")[:2])


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


# Any word, looked up in its table afterwards: an alternation of a thousand names would be tried at every character.
_NAME = r"[^\s\d,;:()/|·•–—-]{2,16}"
_YEAR = r"(?:19|20)\d\d"
_DATE = rf"""(?:
    (?P<y1>{_YEAR})(?P<s1>[-/.]|\.\s)(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})\.?
  | (?:(?P<y2>{_YEAR})\s?[年년]\s?)?(?P<m2>\d{{1,2}})\s?[月월]\s?(?P<d2>\d{{1,2}})\s?[日일]
  | (?P<y7>{_YEAR})\.\sgada\s(?P<d7>\d{{1,2}})\.\s(?P<n7>{_NAME})
  | (?P<y6>{_YEAR})\.?\s(?:m\.\s)?(?P<n6>{_NAME})\s(?P<d6>\d{{1,2}})\.?(?:\sd\.)?
  | (?P<a3>\d{{1,2}})(?P<s3>[-/.]|\.\s|\s(?:thang|thg)\s)(?P<b3>\d{{1,2}})(?:(?P=s3)|,\s)(?P<y3>{_YEAR}|\d\d)(?:\.|\s[гр]\.)?
  | (?P<d4>\d{{1,2}})(?:st|nd|rd|th|er|o|(?P<dot>\.))?[\s-]?(?:de\s|of\s|d')?(?P<n4>{_NAME})(?:,?[\s-](?:de\s|del\s)?(?P<y4>{_YEAR})(?:\.|\s[гр]\.)?)?
  | (?P<n5>{_NAME})\s(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y5>{_YEAR}))?
  | (?P<word>{_any(_DAYS_AGO)})
)"""
_ZONE = rf"(?:(?:gmt|utc)?(?P<offset>[+\u2212-](?:0\d|1[0-4]):?[0-5]\d)|(?P<zone>{_any(ABBREVIATIONS)}))"
_CLOCK = rf"""(?:(?:(?P<before>오전|오후|上午|下午|午前|午後|am|pm)\s?)?(?P<h>\d{{1,2}})(?:(?:[:.]|\s?h\s?)(?P<min>\d\d)(?::(?P<sec>\d\d)(?:[.,]\d{{1,9}})?)?)?
    (?:\s?(?:(?P<half>[ap])\.?m\.?|(?P<after>π\.μ\.|μ\.μ\.|ص|م|pg|ptg)))?(?:\s?(?:uhr|hrs|h|बजे))?(?:\s?\(?{_ZONE}\)?)?)"""
_AT = "at|um|a las|a les|a|alle ore|alle|ore|ora|as|om|klokken|kl|klo|kell|o|u|v|ob|la|luc|pada|pukul|saat|в|о|у|στισ|في|בשעה|को|এ".replace(
    " ", r"\s"
)
_JOIN = rf"(?:t|\s?[,،|·•@–—-]\s?|\s)(?:(?:{_AT})\.?\s)?"
_DAY_NAME = r"(?:thu\s|chu\s|יום\s)?[^\s\d,،;:()/|·•–—-]{2,16}(?:-feira)?"
_WEEKDAY = rf"(?:(?P<weekday>{_DAY_NAME})[,،]?\s(?:den\s)?)?"
_WEEKDAY_BEHIND = rf"(?:,?\s?(?P<behind>{_DAY_NAME}))??"  # lazy: "at" is no weekday
_DATE_FIRST = lazy_pattern(rf"{_WEEKDAY}(?:on\s)?{_DATE}{_WEEKDAY_BEHIND}(?:{_JOIN}{_CLOCK})?", re.VERBOSE)
_CLOCK_FIRST = lazy_pattern(rf"(?:luc\s)?{_CLOCK}{_JOIN}(?:on\s)?{_WEEKDAY}{_DATE}", re.VERBOSE)
_AFTERNOON: Final = frozenset(["오후", "下午", "午後", "pm", "μ.μ.", "م", "ptg"])


@dataclass(frozen=True, slots=True)
class Civil:
    """A time on a calendar and perhaps a clock, before any zone. Fields that the page left out are None.

    `days_ago` and `weekday` count from the day of the fetch; `contradicts` is the weekday printed beside a full date.
    `order` says how a date of three numbers was read ("DMY" or "MDY"), `proven` that no other order gives a day there is
    (or that of the printed weekday); `swapped` is the other reading, where nothing decided. `year_first` is the day of a
    date of three short numbers if the first is the year, as in Korea.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    days_ago: int | None = None
    weekday: int | None = None
    contradicts: int | None = None
    clock: time | None = None
    to_the_second: bool = False
    zone: str | None = None
    order: str | None = None
    proven: bool = False
    year_first: date | None = None
    swapped: Civil | None = None

    @property
    def needs_fetch(self) -> bool:
        """Whether only the fetch time says which day is meant."""
        return self.year is None

    @property
    def firm(self) -> bool:
        """Whether the text can be nothing but a time: a full date, or a day with a clock."""
        return self.year is not None or self.clock is not None

    def reading(self, today: date | None) -> tuple[datetime, timedelta] | None:
        """Return (naive local start, width), seen from the local date *today*; None when the day needs it and it is None."""
        found = self._days(today)
        if found is None:
            return None
        first, days = found
        if self.clock is None:
            return datetime.combine(first, time()), days * _DAY
        width = timedelta(seconds=1) if self.to_the_second else timedelta(minutes=1)
        return datetime.combine(first, self.clock), width + (days - 1) * _DAY

    def _days(self, today: date | None) -> tuple[date, int] | None:
        if self.year is not None and self.month is not None and self.day is not None:
            return date(self.year, self.month, self.day), 1
        if today is None:
            return None
        if self.days_ago is not None:
            return today - self.days_ago * _DAY, 1
        if self.weekday is not None:
            back = (today.weekday() - self.weekday) % 7
            return (today - back * _DAY, 1) if back else (today - 7 * _DAY, 8)  # today, or a week ago: both are printed
        return self._last_such_day(today), 1

    def _last_such_day(self, today: date) -> date:
        for year in range(today.year, today.year - 9, -1):
            day = _real_day(year, self.month or 0, self.day or 0)
            if day is not None and day <= today + _DAY:
                return day
        raise ValueError(f"no such day: {self}")  # read_civil lets no such day through


def read_civil(text: str, *, date_order: str | None = None) -> Civil | None:
    """Return what *text*, all of it, says of calendar and clock, or None.

    *date_order* ("DMY" or "MDY") decides 03-04-2025; without it the other reading is in `swapped`. A date that only one
    order allows, or whose printed weekday only one order gives, is read so whatever *date_order* says.
    """
    folded = ascii_digits(fold(text))
    if folded in _BARE_WEEKDAYS:
        return Civil(weekday=_BARE_WEEKDAYS[folded])
    if folded not in _DAYS_AGO and not any(map(str.isdigit, folded)):
        return None
    matches = (pattern.fullmatch(folded) for pattern in (_DATE_FIRST, _CLOCK_FIRST))
    part = next((match.groupdict() for match in matches if match and _names_are_known(match.groupdict())), None)
    if part is None:
        return None
    clock = _read_clock(part)
    if clock is None and part["h"]:
        return None
    partial = Civil(clock=clock, to_the_second=bool(part["sec"]), zone=part["offset"] or part["zone"])
    if part["word"]:
        days_ago = _DAYS_AGO[part["word"]]
        return replace(partial, days_ago=days_ago) if days_ago or clock else None  # "Today" alone is an outlet
    named = part.get("weekday") or part.get("behind")
    weekday = _WEEKDAY_NUMBERS[_bare(named)] if named else None
    if part["y3"] and len(part["y3"]) == 2 and part["a3"]:
        partial = replace(partial, year_first=_real_day(2000 + int(part["a3"]), int(part["b3"] or 0), int(part["y3"])))
    return _choose([_dated(partial, day, weekday) for day in _read_days(part)], date_order)


def _names_are_known(part: dict[str, str | None]) -> bool:
    weekdays, months = (part.get("weekday"), part.get("behind")), (part["n4"], part["n5"], part["n6"], part["n7"])
    return all(_bare(name) in _WEEKDAY_NUMBERS for name in weekdays if name) and all(
        _bare(name) in _MONTH_NUMBERS for name in months if name
    )


def _bare(name: str) -> str:
    return name.removesuffix(".")


def ascii_digits(text: str) -> str:
    """Return *text* with the decimal digits of every script as 0 to 9."""
    return text if text.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in text)


def _choose(readings: list[Civil], date_order: str | None) -> Civil | None:
    agreeing = [reading for reading in readings if reading.contradicts is None] or readings
    if len(agreeing) == 1:
        return replace(agreeing[0], proven=agreeing[0].order is not None)
    wanted = [reading for reading in agreeing if date_order in (None, reading.order)]
    if len(wanted) == 2:
        return replace(wanted[0], swapped=wanted[1])
    return wanted[0] if wanted else None


def _dated(partial: Civil, day: tuple[int | None, int, int, str | None], weekday: int | None) -> Civil:
    year, month, number, order = day
    wrong = weekday if year and weekday != date(year, month, number).weekday() else None
    return replace(partial, year=year, month=month, day=number, contradicts=wrong, order=order)


def _read_days(part: dict[str, str | None]) -> list[tuple[int | None, int, int, str | None]]:
    """Return the (year, month, day, order) that a date can mean: two where both orders of its numbers are days."""
    year = next((int(part[key] or "") for key in ("y1", "y2", "y3", "y4", "y5", "y6", "y7") if part[key]), None)
    if part["a3"] and part["b3"] and year is not None:
        year += 2000 if year < 100 else 0
        first, second = int(part["a3"]), int(part["b3"])
        day_first, month_first = (year, second, first), (year, first, second)
        if first == second or "th" in (part["s3"] or ""):  # one day either way; Vietnamese has one order
            return [(*day_first, None)] if _real_day(*day_first) else []
        orders = ((day_first, "DMY"), (month_first, "MDY"))
        return [(*reading, order) for reading, order in orders if _real_day(*reading)]
    name = _bare(part["n4"] or part["n5"] or part["n6"] or part["n7"] or "")
    month = _MONTH_NUMBERS[name] if name else int(part["m1"] or part["m2"] or 0)
    if name == "listopada" and part["dot"]:  # November in Poland; Croatia's is October, and its days have a dot
        month = 10
    day = int(next(part[key] or "" for key in ("d1", "d2", "d4", "d5", "d6", "d7") if part[key]))
    # Without a year a short foreign name is any word: "3 ago", "4 set".
    if name and year is None and name not in _ENGLISH_MONTHS and len(name) < 5:
        return []
    return [(year, month, day, None)] if _real_day(year or 2024, month, day) else []


def _read_clock(part: dict[str, str | None]) -> time | None:
    half = part["half"] or part["before"] or part["after"]
    if not part["h"] or not (part["min"] or half):
        return None
    hour, minute, second = int(part["h"]), int(part["min"] or 0), int(part["sec"] or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" or half in _AFTERNOON else 0)
    return time(hour, minute, min(second, 59)) if hour < 24 and minute < 60 and second <= 60 else None


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
