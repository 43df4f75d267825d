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

from crawler.provenance.times.clocks import CLOCK, Part, is_midnight, is_plain, read_clock
from crawler.provenance.times.eras import ERA, western_year
from crawler.provenance.times.jalali import with_western_dates
from crawler.provenance.times.names import LEVANTINE, MONTHS, WEEKDAYS
from crawler.provenance.times.words import DAY_BEFORE_YESTERDAY, ENGLISH_WEEKDAYS, TODAY, YESTERDAY
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
#: Weekdays as Japan, China and Korea abbreviate them, in brackets behind a date.
_BRACKETED: Final = {**dict(zip("月火水木金土日", range(7), strict=True)), **dict(zip("월화수목금토일", range(7), strict=True)),
                     **{f"周{day}": number for number, day in enumerate("一二三四五六日")}, "周天": 6,
                     **{f"週{day}": number for number, day in enumerate("一二三四五六日")}}  # fmt: skip
_DAYS_AGO: Final = _numbered((TODAY, YESTERDAY, DAY_BEFORE_YESTERDAY), 0)
_TWO_WORDS: Final = tuple((fold(long), fold(short)) for long, short in LEVANTINE.items())
#: As C prints a time: the year last, a zone perhaps before it.
_OF_C: Final = re.compile(
    r"([^\W\d_]{3},?\s)?([^\W\d_]{3})\s{1,2}(\d{1,2})\s(\d\d:\d\d(?::\d\d)?)(\s(?:[a-z]{3,4}|[+-]\d{4}))?\s(\d{4})"
)
_TWO_NAMES: Final = re.compile(r"([^\W\d_]{2,16})\s?[/-]\s?([^\W\d_]{2,16})")
_ENGLISH_MONTHS: Final = frozenset(name for names in MONTHS for name in names.split("|")[:2])


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


# Any word, looked up in its table afterwards: an alternation of a thousand names would be tried at every character.
_NAME = r"[^\s\d,،;:()/|·•–—-]{2,16}"
_YEAR = r"(?:19|20|25)\d\d"  # 25..: of the Buddhist calendar
_SHORT_YEAR = rf"(?:{_YEAR}|['\u2019\u2032]\d\d)"
_DATE = rf"""(?:
    (?P<y1>{_YEAR})(?P<s1>[-/.]|\.\s)(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})\.?
  | (?P<y8>1[0-3]\d)(?P<s8>[-/.])(?P<m8>\d{{1,2}})(?P=s8)(?P<d8>\d{{1,2}})
  | (?P<era9>{ERA})\.?\s?(?P<y9>\d{{1,3}})(?P<s9>[-/.])(?P<m9>\d{{1,2}})(?P=s9)(?P<d9>\d{{1,2}})
  | (?:(?:(?P<y2>{_YEAR})|(?P<era>{ERA})?\s?(?P<era_year>\d{{1,3}}|元))\s?[年년]\s?)?(?P<m2>\d{{1,2}})\s?[月월]\s?(?P<d2>\d{{1,2}})\s?[日日号號일]
  | (?P<y7>{_YEAR})\.\sgada\s(?P<d7>\d{{1,2}})\.\s(?P<n7>{_NAME})
  | (?P<y6>{_YEAR})\.?\s(?:m\.\s)?(?P<n6>{_NAME})\s(?P<d6>\d{{1,2}})\.?(?:\sd\.)?
  | (?P<a3>\d{{1,2}})(?P<s3>\s?[-/.]\s?|\.\s|\s(?:thang|thg)\s)(?P<b3>\d{{1,2}})(?:(?P=s3)|,\s|\snam\s)(?P<y3>{_YEAR}|\d\d)(?:\.|\s[грr]\.)?
  | (?P<a10>\d{{1,2}})(?P<s10>/|\.\s?|(?<=\d\d)-(?=\d\d))(?P<b10>\d{{1,2}})\.?
  | (?P<d11>\d{{1,2}})(?P<s11>[-/.])(?P<n11>{_NAME})(?P=s11)(?P<y11>{_YEAR}|\d\d)
  | (?P<n13>{_NAME})-(?P<d13>\d{{1,2}})-(?P<y13>\d\d)
  | (?P<y14>{_YEAR})-(?P<n14>{_NAME})-(?P<d14>\d{{1,2}})
  | (?P<d12>\d{{1,2}})\s(?P<n12>[\u0e00-\u0e7f.]{{3,16}})\s(?P<y12>\d\d)
  | (?P<d4>\d{{1,2}})(?:st|nd|rd|th|er|o|ª|(?P<dot>\.))?[\s-]?(?:de\s|of\s|d'|day\sof\s)?(?P<n4>(?!(?:st|nd|rd|th)\b){_NAME})(?:(?:[,،]?[\s-](?:de\s|del\s|พ\.ศ\.\s?)?|(?=['\u2019\u2032]))(?P<y4>{_SHORT_YEAR})(?:\.|\s[гр]\.|\sroku|\sгода)?)?
  | (?P<n5>{_NAME})[\s-](?:the\s)?(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?(?:[,،]?[\s-](?P<y5>{_SHORT_YEAR}))?
  | (?P<word>{_any(_DAYS_AGO)})
)"""
# The Arabic word as written and as folded, with the letter that keyboards exchange.
_AT = "at|um|a las|a les|a|alle ore|alle|ore|ora|as|om|klokken|kl|klo|kell|godz|o godz|o|u|v|ob|la|luc|pada|pukul|jam|saat|в|о|у|στισ|στις|ωρα|في|الساعة|الساعه|בשעה|को|এ|klockan|à|เวลา|gegen|hora|ساعت".replace(
    " ", r"\s"
)
_JOIN = rf"(?:t|\s?[,،|·•@/–—-]\s?|\s)(?:(?:{_AT})\.?\s)?"
_DAY_NAME = r"(?:thu\s|chu\s|יום\s)?[^\s\d,،;:()/|·•–—-]{1,16}(?:-feira)?"
_WEEKDAY = rf"(?:(?!(?:{_any(_DAYS_AGO)}|the)(?!\w))(?P<weekday>{_DAY_NAME})[,،]?\s(?:den\s|the\s)?)?"
_WEEKDAY_BEHIND = rf"(?:,?\s?(?:\((?P<bracketed>{_DAY_NAME})\)|(?P<behind>{_DAY_NAME})))??"  # lazy: "at" is no weekday
# In Japan and China the clock may follow without a space.
_DATE_FIRST = lazy_pattern(
    rf"(?:ngay\s)?{_WEEKDAY}(?:on\s|the\s)?{_DATE}{_WEEKDAY_BEHIND}(?:(?:{_JOIN}|(?<=[日號号일)天]))\s?{CLOCK})?",
    re.VERBOSE,
)
_CLOCK_FIRST = lazy_pattern(rf"(?:luc\s)?{CLOCK}{_JOIN}(?:on\s)?{_WEEKDAY}{_DATE}", re.VERBOSE)
_WEEKDAY_CLOCK = lazy_pattern(rf"(?P<weekday>{_DAY_NAME})[,،]?{_JOIN}{CLOCK}", re.VERBOSE)
_CLOCK_ALONE = lazy_pattern(
    rf"(?:(?P<at>kl|klo|klokken|klockan|at|um|om|godz|ore|alle\sore|a\slas|saat|в|pukul)\.?\s)?{CLOCK}", re.VERBOSE
)


_YEARS_IN: Final = ("y1", "y2", "y3", "y4", "y5", "y6", "y7", "y8", "y11", "y12", "y13", "y14")
_MONTHS_IN: Final = ("m1", "m2", "m8", "m9")
_NAMES_IN: Final = ("n4", "n5", "n6", "n7", "n11", "n12", "n13", "n14")
_DAYS_IN: Final = ("d1", "d2", "d4", "d5", "d6", "d7", "d8", "d9", "d11", "d12", "d13", "d14")


@dataclass(frozen=True, slots=True)
class Civil:
    """A time on a calendar and perhaps a clock, before any zone. Fields that the page left out are None.

    `days_ago` and `weekday` count from the day of the fetch; `contradicts` is the weekday printed beside a full date,
    `on_weekday` the one beside a day without its year. `hour_only` says that no minute is printed, `midnight` that the hour is 24,
    `plain` that there is a clock in bare digits and nothing else, which may be the length of a video as well.
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
    on_weekday: int | None = None
    clock: time | None = None
    hour_only: bool = False
    midnight: bool = False
    plain: bool = False
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
        width = timedelta(hours=1) if self.hour_only else timedelta(seconds=1 if self.to_the_second else 60)
        return datetime.combine(first, self.clock), width + (days - 1 + self.midnight) * _DAY

    def _days(self, today: date | None) -> tuple[date, int] | None:
        if self.year is not None and self.month is not None and self.day is not None:
            return date(self.year, self.month, self.day), 1
        if today is None:
            return None
        if self.days_ago is not None:
            return today - self.days_ago * _DAY, 1
        if self.month is None and self.weekday is None:
            return today - _DAY, 2  # a clock alone: today's, or yesterday's on a page that was kept
        if self.weekday is not None:
            back = (today.weekday() - self.weekday) % 7
            return (today - back * _DAY, 1) if back else (today - 7 * _DAY, 8)  # today, or a week ago: both are printed
        day = self._last_such_day(today)
        return None if day is None else (day, 1)

    def _last_such_day(self, today: date) -> date | None:
        """Return the last such day; None where that is another day of the week than the printed one."""
        for year in range(today.year, today.year - 9, -1):
            day = _real_day(year, self.month or 0, self.day or 0)
            if day is not None and day <= today + _DAY:
                return day if self.on_weekday in (None, day.weekday()) else None
        return None


def read_civil(text: str, *, date_order: str | None = None) -> Civil | None:
    """Return what *text*, all of it, says of calendar and clock, or None.

    *date_order* ("DMY" or "MDY") decides 03-04-2025; without it the other reading is in `swapped`. A date that only one
    order allows, or whose printed weekday only one order gives, is read so whatever *date_order* says.
    """
    folded = with_western_dates(_with_one_name(ascii_digits(fold(text))))
    if (printed_by_c := _OF_C.fullmatch(folded)) is not None:
        weekday, month, day, clock, zone, year = (part or "" for part in printed_by_c.groups())
        folded = f"{weekday}{month} {day}, {year} {clock}{zone}"
    if folded in _BARE_WEEKDAYS:
        return Civil(weekday=_BARE_WEEKDAYS[folded])
    if folded not in _DAYS_AGO and not any(map(str.isdigit, folded)):
        return None
    matches = (pattern.fullmatch(folded) for pattern in (_DATE_FIRST, _CLOCK_FIRST))
    part = next((match.groupdict() for match in matches if match and _names_are_known(match.groupdict())), None)
    if part is None:
        return _without_date(folded)
    partial = _clocked(part)
    return None if partial is None else _with_date(part, partial, date_order)


def _with_one_name(folded: str) -> str:
    """Return a text with a month of two words by its one word, and with one of two names of a month ("november/تشرين الثاني")."""
    for long, short in _TWO_WORDS:
        folded = folded.replace(long, short)
    found = _TWO_NAMES.search(folded)
    if (
        found is None
        or len({_MONTH_NUMBERS.get(name) for name in found.groups()}) != 1
        or found[1] not in _MONTH_NUMBERS
    ):
        return folded
    return f"{folded[: found.start()]}{found[1]}{folded[found.end() :]}"


def _with_date(part: Part, partial: Civil, date_order: str | None) -> Civil | None:
    """Return the clock *partial* with the day that *part* names."""
    if part["word"]:
        days_ago = _DAYS_AGO[part["word"]]
        # "Today" alone is an outlet
        return replace(partial, days_ago=days_ago) if days_ago or partial.clock else None
    named = part.get("weekday") or part.get("bracketed") or part.get("behind")
    weekday = _weekday(named) if named else None
    if part["a10"] and not _is_day_and_month(part, partial, weekday):
        return None
    if part["y3"] and len(part["y3"]) == 2 and part["a3"] and date_order is None:
        partial = replace(partial, year_first=_real_day(2000 + int(part["a3"]), int(part["b3"] or 0), int(part["y3"])))
    return _choose([_dated(partial, day, weekday) for day in _read_days(part)], date_order)


def _is_day_and_month(part: Part, partial: Civil, weekday: int | None) -> bool:
    """Say whether two numbers, which may be a score or a price, are a day and a month: beside a weekday or a clock."""
    if partial.clock is not None:
        return not partial.hour_only or weekday is not None
    return weekday is not None and (part["s10"] == "/" or part["bracketed"] in _BRACKETED)


def _without_date(folded: str) -> Civil | None:
    """Return a clock beside a weekday, or a clock alone."""
    beside = _WEEKDAY_CLOCK.fullmatch(folded)
    if beside and (weekday := _weekday(beside["weekday"])) is not None:
        partial = _clocked(beside.groupdict())
        return replace(partial, weekday=weekday) if partial and partial.clock else None
    alone = _CLOCK_ALONE.fullmatch(folded)
    if alone is None:
        return None
    partial = _clocked(alone.groupdict())
    if partial is None or partial.clock is None:
        return None
    return replace(partial, plain=is_plain(alone.groupdict()) and not alone["at"])


def _clocked(part: Part) -> Civil | None:
    """Return what the clock of a match says, nothing where it has none; None where it is no time of day."""
    clock = read_clock(part)
    if clock is None and part["h"]:
        return None
    return Civil(
        clock=clock,
        hour_only=clock is not None and not part["min"],
        midnight=is_midnight(part),
        to_the_second=bool(part["sec"]),
        zone=part["offset"] or part["zone"],
    )


def _weekday(name: str) -> int | None:
    return _WEEKDAY_NUMBERS.get(_bare(name), _BRACKETED.get(name))


def _names_are_known(part: dict[str, str | None]) -> bool:
    weekdays = (part.get("weekday"), part.get("bracketed"), part.get("behind"))
    months = (part[key] for key in _NAMES_IN)
    return all(_weekday(name) is not None for name in weekdays if name) and all(
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
    # A weekday beside a day without its year tells the two apart better than any habit.
    wanted = [each for each in agreeing if date_order in (None, each.order) or each.on_weekday is not None]
    if len(wanted) == 2:
        return replace(wanted[0], swapped=wanted[1])
    return wanted[0] if wanted else None


def _dated(partial: Civil, day: tuple[int | None, int, int, str | None], weekday: int | None) -> Civil:
    year, month, number, order = day
    wrong = weekday if year and weekday != date(year, month, number).weekday() else None
    on_weekday = weekday if order and not year else None  # it tells the day from the month
    return replace(partial, year=year, month=month, day=number, contradicts=wrong, on_weekday=on_weekday, order=order)


def _read_days(part: dict[str, str | None]) -> list[tuple[int | None, int, int, str | None]]:
    """Return the (year, month, day, order) that a date can mean: two where both orders of its numbers are days."""
    year = _read_year(part)
    if (part["a3"] and year is not None) or part["a10"]:
        first, second = int(part["a3"] or part["a10"] or 0), int(part["b3"] or part["b10"] or 0)
        day_first, month_first = (year, second, first), (year, first, second)
        if first == second or "th" in (part["s3"] or ""):  # one day either way; Vietnamese has one order
            return [(*day_first, None)] if _real_day(year or 2024, second, first) else []
        orders = ((day_first, "DMY"), (month_first, "MDY"))
        return [(*reading, order) for reading, order in orders if _real_day(reading[0] or 2024, *reading[1:])]
    name = _bare(next((part[key] or "" for key in _NAMES_IN if part[key]), ""))
    month = _MONTH_NUMBERS[name] if name else int(next(part[key] or "0" for key in _MONTHS_IN if part[key]))
    if name == "listopada" and part["dot"]:  # November in Poland; Croatia's is October, and its days have a dot
        month = 10
    day = int(next(part[key] or "" for key in _DAYS_IN if part[key]))
    # Without a year a short foreign name is any word: "3 ago", "4 set".
    if name and year is None and name not in _ENGLISH_MONTHS and len(name) < 5:
        return []
    return [(year, month, day, None)] if _real_day(year or 2024, month, day) else []


def _read_year(part: Part) -> int | None:
    """Return the Western year that is printed; of two digits it is one of this century."""
    if part["era_year"]:
        return western_year(part["era_year"], part["era"]) if part["era"] or len(part["era_year"]) == 3 else None
    if part["y9"]:
        return western_year(part["y9"], part["era9"])
    printed = next((part[key] or "" for key in _YEARS_IN if part[key]), None)
    if printed is None:
        return None
    digits = printed.lstrip("'\u2019\u2032")
    if part["y12"]:
        return western_year(f"25{digits}")  # in Thai; the century is left out there as well
    return western_year(digits) if len(digits) > 2 else 2000 + int(digits)


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
