"""Dates of the Persian calendar ("۷ آذر ۱۴۰۵", "1405/09/07"), as pages in Iran print them, put into Western ones.

Leap years go by the cycle of 33 years, which agrees with the calendar from 1925 to 2088: Borkowski, *The Persian calendar for 3000
years*, 1996, gives the first that differs as 1468 (2089).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from crawler.text.words import fold

_NAMES: Final = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
_MONTHS: Final[Mapping[str, int]] = {fold(name): number for number, name in enumerate(_NAMES, 1)}
_YEAR = r"(?:13[3-9]|14[0-5])\d"
_NAMED = re.compile(rf"(?P<day>\d{{1,2}})\s(?P<name>{'|'.join(_MONTHS)})(?:\s{fold('ماه')})?[,،]?\s(?P<year>{_YEAR})")
_NUMBERED = re.compile(rf"(?P<year>{_YEAR})(?P<by>[/.-])(?P<month>\d{{1,2}})(?P=by)(?P<day>\d{{1,2}})")
_NEW_YEAR: Final = date(2021, 3, 21)  # 1 Farvardin 1400
_FIRST: Final = 1400
_LEAP: Final = frozenset({1, 5, 9, 13, 17, 22, 26, 30})  # of 33
_LONG, _LONG_DAYS, _SHORT_DAYS = 6, 31, 30  # the first six months have 31 days


def with_western_dates(folded: str) -> str:
    """Return a folded text with its first Persian date as "2026-11-28", or as it is."""
    found = _NAMED.search(folded) or _NUMBERED.search(folded)
    if found is None:
        return folded
    parts = found.groupdict()
    month = _MONTHS[parts["name"]] if "name" in parts else int(parts["month"])
    day = _western(int(parts["year"]), month, int(parts["day"]))
    return folded if day is None else f"{folded[: found.start()]}{day.isoformat()}{folded[found.end() :]}"


def _western(year: int, month: int, day: int) -> date | None:
    """Return the Western date of a Persian one, None where there is no such day."""
    most = _LONG_DAYS if month <= _LONG else _SHORT_DAYS if month < len(_NAMES) or _is_leap(year) else _SHORT_DAYS - 1
    if not (1 <= month <= len(_NAMES) and 1 <= day <= most):
        return None
    years = range(_FIRST, year) if year >= _FIRST else range(year, _FIRST)
    days = sum(365 + _is_leap(each) for each in years) * (1 if year >= _FIRST else -1)
    within = _LONG_DAYS * min(month - 1, _LONG) + _SHORT_DAYS * max(month - 1 - _LONG, 0) + day - 1
    return _NEW_YEAR + timedelta(days=days + within)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP
