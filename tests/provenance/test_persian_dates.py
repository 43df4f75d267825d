"""Dates of the Persian calendar, and forms of other countries that are printed beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.provenance.times.dates import read_civil
from crawler.provenance.times.jalali import with_western_dates
from crawler.provenance.times.printed import looks_like_time, parse_printed_time

# fmt: off
FORMS = [
    "۷ آذر ۱۴۰۵", "شنبه ۷ آذر ۱۴۰۵", "۷ آذر ۱۴۰۵ - ۱۰:۱۵", "۱۰:۱۵ - ۷ آذر ۱۴۰۵", "۷ آذر ۱۴۰۵، ساعت ۱۰:۱۵", "شنبه ۷ آذر ۱۴۰۵ ساعت ۱۰:۱۵",
    "۱۴۰۵/۰۹/۰۷", "۱۴۰۵/۰۹/۰۷ - ۱۰:۱۵", "1405/9/7 10:15", "1405-09-07",
    "Nov-28-26 10:15AM", "28 Novemba 2026", "28 Tachwedd 2026", "2026年11月28日 土曜 午前10時15分",
]
NEW_YEARS = {"1 فروردین 1375": "1996-03-20", "1 فروردین 1400": "2021-03-21", "30 اسفند 1399": "2021-03-20", "30 اسفند 1403": "2025-03-20", "1 فروردین 1404": "2025-03-21", "31 شهریور 1405": "2026-09-22"}
# fmt: on


@pytest.mark.parametrize("text", FORMS)
def test_every_form_is_its_day(text: str) -> None:
    """All of them are 28 November 2026, and those with a clock have 10:15."""
    found = read_civil(text)
    assert found is not None
    assert (found.year, found.month, found.day) == (2026, 11, 28)
    assert found.clock is None or (found.clock.hour, found.clock.minute) == (10, 15)
    assert (found.clock is None) == (not any(mark in text for mark in ("10:15", "۱۰:۱۵", "10時")))


@pytest.mark.parametrize("text", NEW_YEARS)
def test_the_year_begins_at_the_equinox(text: str) -> None:
    """The last day of a leap year and the first of the next one."""
    found = read_civil(text)
    assert found is not None
    assert found.year is not None
    assert found.month is not None
    assert found.day is not None
    assert date(found.year, found.month, found.day).isoformat() == NEW_YEARS[text]


@pytest.mark.parametrize("text", ["30 اسفند 1404", "31 آذر 1405", "1405/13/01", "call 1405-0907", "1405"])
def test_what_is_no_day_of_that_calendar_stays(text: str) -> None:
    """The thirtieth of the last month is there in leap years only."""
    assert with_western_dates(text) == text


def test_a_day_glued_to_its_clock_and_a_long_time_are_times() -> None:
    """ "今天10:15" has no space; a weekday, a month in full, seconds and a zone have 43 characters."""
    fetched = datetime(2026, 11, 28, 14, tzinfo=UTC)
    glued = parse_printed_time("今天10:15", fetched_at=fetched, timezone="Asia/Shanghai")
    assert glued.interval is not None
    assert glued.interval.earliest == datetime(2026, 11, 28, 2, 15, tzinfo=UTC)
    assert looks_like_time("Saturday, September 26, 2026 1:05:00 PM CET")
