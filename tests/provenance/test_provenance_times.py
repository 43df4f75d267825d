"""Printed times: what is read, what is refused, and how wide the answer is."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from crawler.provenance.times.interval import TimeSource
from crawler.provenance.times.printed import looks_like_time, parse_printed_time, split_time
from tests import places

FETCHED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SHARED = places.SHARED / "data" / "strings.json"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the labelled data is not beside the project")


def minutes_before(text: str) -> tuple[float, float]:
    """Return how many minutes before the fetch *text* places an event, (least, most)."""
    interval = parse_printed_time(text, fetched_at=FETCHED).interval
    assert interval is not None
    assert interval.source is TimeSource.RELATIVE
    return (FETCHED - interval.latest) / timedelta(minutes=1), (FETCHED - interval.earliest) / timedelta(minutes=1)


def span(text: str, **how: str) -> tuple[str, str]:
    """Return the interval of *text* as two ISO strings without zone, UTC."""
    interval = parse_printed_time(text, fetched_at=FETCHED, **how).interval
    assert interval is not None
    return tuple(end.replace(tzinfo=None).isoformat(timespec="minutes") for end in (interval.earliest, interval.latest))


HOUR, DAY = 60, 24 * 60
ELAPSED = {
    # moment's and dayjs's own wording, and its thresholds
    "a few seconds ago": (0, 0.75),
    "a minute ago": (0.75, 1.5),
    "41 minutes ago": (40.5, 41.5),
    "an hour ago": (44.5, 90),
    "20 hours ago": (19.5 * HOUR, 20.5 * HOUR),
    "a day ago": (21.5 * HOUR, 36 * HOUR),
    "5 days ago": (4.5 * DAY, 5.5 * DAY),
    "a month ago": (25.5 * DAY, 46 * DAY),
    "vor 41 Minuten": (40.5, 41.5),
    "vor einer Stunde": (44.5, 90),
    "hace una hora": (44.5, 90),
    "il y a une heure": (44.5, 90),
    "há 3 horas": (2.5 * HOUR, 3.5 * HOUR),
    "3 uur geleden": (2.5 * HOUR, 3.5 * HOUR),
    "un'ora fa": (44.5, 90),
    "41 минуту назад": (40.5, 41.5),
    "2 години тому": (1.5 * HOUR, 2.5 * HOUR),
    "3 godziny temu": (2.5 * HOUR, 3.5 * HOUR),
    "bir saat önce": (44.5, 90),
    "för 3 timmar sedan": (2.5 * HOUR, 3.5 * HOUR),
    "πριν από 3 ώρες": (2.5 * HOUR, 3.5 * HOUR),
    "منذ ٤١ دقيقة": (40.5, 41.5),
    "منذ ساعتين": (1.5 * HOUR, 2.5 * HOUR),
    "לפני שעה": (44.5, 90),
    "41 मिनट पहले": (40.5, 41.5),
    "41分前": (40.5, 41.5),
    "3 時間前": (2.5 * HOUR, 3.5 * HOUR),
    "한 시간 전": (44.5, 90),
    "3小时前": (2.5 * HOUR, 3.5 * HOUR),
    "3 giờ trước": (2.5 * HOUR, 3.5 * HOUR),
    "3 ชั่วโมงที่แล้ว": (2.5 * HOUR, 3.5 * HOUR),
    "3 jam yang lalu": (2.5 * HOUR, 3.5 * HOUR),
    # abbreviations and a digit one are other libraries': rounded or rounded down, so both
    "15m": (14.5, 16),
    "3 hrs ago": (2.5 * HOUR, 4 * HOUR),
    "1 hour ago": (0.5 * HOUR, 2 * HOUR),
    "hace 3 h": (2.5 * HOUR, 4 * HOUR),
    "1 hour 20 minutes ago": (79.5, 81),
    "Updated 2 hours ago": (1.5 * HOUR, 2.5 * HOUR),
    "timea few seconds ago": (0, 0.75),
    "Just now": (0, 1),
}


@pytest.mark.parametrize(("text", "expected"), ELAPSED.items(), ids=ELAPSED.keys())
def test_relative_time_is_an_interval(text: str, expected: tuple[float, float]) -> None:
    """A relative time is as wide as the rounding of the library that prints it."""
    assert minutes_before(text) == pytest.approx(expected)


CIVIL_IN_KOLKATA = {  # UTC+5:30
    "day first": ("20-11-2026", "2026-11-19T18:30", "2026-11-20T18:30"),
    "only order possible": ("11/20/2026", "2026-11-19T18:30", "2026-11-20T18:30"),
    "two-digit year": ("20.11.26", "2026-11-19T18:30", "2026-11-20T18:30"),
    "year first": ("2026-11-20", "2026-11-19T18:30", "2026-11-20T18:30"),
    "month name first": ("Nov 20, 2026", "2026-11-19T18:30", "2026-11-20T18:30"),
    "month, ordinal": ("Nov 20th", "2026-11-19T18:30", "2026-11-20T18:30"),
    "month, ordinal, year": ("November 20th, 2026", "2026-11-19T18:30", "2026-11-20T18:30"),
    "day and month with a dash, and a clock": ("11-20 14:05", "2026-11-20T08:35", "2026-11-20T08:36"),
    "day and clock": ("20 Nov 2026, 14:05", "2026-11-20T08:35", "2026-11-20T08:36"),
    "half-day clock": ("November 20, 2026 at 2:05 PM", "2026-11-20T08:35", "2026-11-20T08:36"),
    "printed zone wins": ("2:05 PM EST, Fri November 20, 2026", "2026-11-20T19:05", "2026-11-20T19:06"),
    "the page settles what IST is": ("20 Nov 2026 14:05 IST", "2026-11-20T08:35", "2026-11-20T08:36"),
    "ISO with offset": ("2026-11-20T14:05:00+01:00", "2026-11-20T13:05", "2026-11-20T13:05"),
    "RFC 5322": ("Fri, 20 Nov 2026 14:05:00 GMT", "2026-11-20T14:05", "2026-11-20T14:05"),
    "German": ("20. November 2026 um 14:05 Uhr", "2026-11-20T08:35", "2026-11-20T08:36"),
    "Spanish": ("20 de noviembre de 2026", "2026-11-19T18:30", "2026-11-20T18:30"),
    "Japanese": ("2026年11月20日 14:05", "2026-11-20T08:35", "2026-11-20T08:36"),
    "year left out": ("20 Nov", "2026-11-19T18:30", "2026-11-20T18:30"),
    "year left out, last year's": ("20 Dec", "2025-12-19T18:30", "2025-12-20T18:30"),
    "yesterday": ("Yesterday", "2026-11-20T18:30", "2026-11-21T18:30"),
    "yesterday's clock": ("yesterday at 14:05", "2026-11-21T08:35", "2026-11-21T08:36"),
    "today's clock": ("Today, 9:15 AM", "2026-11-22T03:45", "2026-11-22T03:46"),
    "weekday": ("Fri", "2026-11-19T18:30", "2026-11-20T18:30"),
    "today ends with the fetch": ("22-11-2026", "2026-11-21T18:30", "2026-11-22T12:00"),
}


@pytest.mark.parametrize(("text", "earliest", "latest"), CIVIL_IN_KOLKATA.values(), ids=CIVIL_IN_KOLKATA.keys())
def test_civil_time_in_the_pages_zone(text: str, earliest: str, latest: str) -> None:
    """A day is the 24 hours of the page's zone, a clock to the minute is a minute."""
    assert span(text, timezone="Asia/Kolkata") == (earliest, latest)


def test_date_order_decides_only_what_is_ambiguous() -> None:
    """03-04-2025 is April in one order and March in the other."""
    assert span("03-04-2025", timezone="UTC", date_order="DMY")[0] == "2025-04-03T00:00"
    assert span("03-04-2025", timezone="UTC", date_order="MDY")[0] == "2025-03-04T00:00"


def test_unknown_zone_is_as_wide_as_all() -> None:
    """A date without a zone may lie anywhere from UTC+14 to UTC-12: 50 hours."""
    assert span("20-11-2026") == ("2026-11-19T10:00", "2026-11-21T12:00")


def test_yesterday_without_a_zone_holds_every_zones_yesterday() -> None:
    """From UTC+12 on it is already tomorrow: their yesterday is the others' today."""
    assert span("yesterday at 14:05") == ("2026-11-21T02:20", "2026-11-22T02:06")


def test_a_name_that_is_no_zone_widens_and_says_so() -> None:
    """A page's nonsense zone is not silently UTC, and a path is not opened."""
    for zone in ("Mars/Base", "../../etc/passwd"):
        read = parse_printed_time("20-11-2026", fetched_at=FETCHED, timezone=zone)
        assert (read.reason, read.interval) == (
            "unknown-zone",
            parse_printed_time("20-11-2026", fetched_at=FETCHED).interval,
        )


CLOCK_CHANGES = {
    "day of 23 hours": ("29-03-2026", timedelta(hours=23)),
    "day of 25 hours": ("25-10-2026", timedelta(hours=25)),
    "minute that came twice": ("25-10-2026 02:30", timedelta(hours=1, minutes=1)),
    "minute that never was": ("29-03-2026 02:30", timedelta(hours=1, minutes=1)),
}


@pytest.mark.parametrize(("text", "width"), CLOCK_CHANGES.values(), ids=CLOCK_CHANGES.keys())
def test_clock_changes_widen(text: str, width: timedelta) -> None:
    """When Berlin changes its clocks, days have other lengths and minutes two readings."""
    interval = parse_printed_time(text, fetched_at=FETCHED, timezone="Europe/Berlin").interval
    assert interval is not None
    assert interval.width == width


@pytest.mark.parametrize("text", ["41 minutes ago", "an hour ago", "Yesterday", "Fri", "20 Nov", "15m"])
def test_without_a_fetch_time_nothing_is_now(text: str) -> None:
    """A time that only the fetch anchors is unanchored when nobody knows the fetch."""
    read = parse_printed_time(text, fetched_at=None)
    assert (read.interval, read.source, read.reason) == (None, TimeSource.UNANCHORED, "no-fetch-time")


def test_absolute_time_needs_no_fetch_time() -> None:
    """A full date stands for itself."""
    read = parse_printed_time("20-11-2026", fetched_at=None, timezone="UTC")
    assert read.interval is not None
    assert (read.source, read.interval.width) == (TimeSource.ABSOLUTE, timedelta(days=1))


REFUSED = {
    "nothing": ("  ", "empty"),
    "too long": ("41 minutes ago" + " " * 20 + "and then some more", "too-long"),
    "absurd count": ("99999999999999999999 minutes ago", "absurd-count"),
    "absurd hours": ("5000 hours ago", "absurd-count"),
    "future": ("23 December 2026", "future"),
    "no such day": ("31-02-2026", "not-a-time"),
    "no such clock": ("20-11-2026 25:61", "not-a-time"),
    "wrong weekday": ("Sat, 20 Nov 2026", "weekday-contradicts"),
    "duration": ("04:12", "not-a-time"),
    "month": ("May", "not-a-time"),
    "number": ("24", "not-a-time"),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_a_reason(text: str, reason: str) -> None:
    """What cannot be placed has no interval, and says why."""
    read = parse_printed_time(text, fetched_at=FETCHED, timezone="UTC")
    assert (read.interval, read.reason) == (None, reason)


def test_naive_fetch_time_is_a_programming_error() -> None:
    """A fetch time without a zone would silently move every interval."""
    with pytest.raises(ValueError, match="aware"):
        parse_printed_time("41 minutes ago", fetched_at=datetime(2026, 11, 22))  # noqa: DTZ001 - the point of the test


def test_update_times_are_marked() -> None:
    """ "Updated" is not "published"."""
    assert parse_printed_time("Last updated: 2 hours ago", fetched_at=FETCHED).modified
    assert not parse_printed_time("2 hours ago", fetched_at=FETCHED).modified


NOT_TIMES = ["The Sun", "Sun", "May", "3", "24", "Today", "12 News", "Sponsored", "second thoughts", "Sat down", "04:12", "1:04:12", "20 Minutes",
             "48 Hours", "60 Minutes", "News24", "Time", "The Times", "A day to remember", "Now", "Agora", "Die Zeit", "5 min read", "3 stars", "Mar",
             "the hour ago", "minutes ago", "ago", "Comments", "Channel 4", "1.5", "24/7", "9/11", "£86 billion", "2026", "10-5", "3 ago"]  # fmt: skip


@pytest.mark.parametrize("text", NOT_TIMES)
def test_false_friends(text: str) -> None:
    """Outlets, durations, scores and single words are not times, whatever a guessing library says."""
    assert not looks_like_time(text)


@pytest.mark.parametrize(
    "text",
    [*(text for text in ELAPSED if not text.startswith("time")), *(case[0] for case in CIVIL_IN_KOLKATA.values())],
)
def test_times_look_like_times(text: str) -> None:
    """Whatever is read as a time is also recognized on a line of its own."""
    assert looks_like_time(text)


SPLITS = {
    "Economic Times20 hours ago": ("Economic Times", "20 hours ago"),
    "timea few seconds ago": ("time", "a few seconds ago"),
    "time17 minutes ago": ("time", "17 minutes ago"),
    "timean hour ago": ("time", "an hour ago"),
    "Yahoo23-04-2025": ("Yahoo", "23-04-2025"),
    "Time of India41 minutes ago": ("Time of India", "41 minutes ago"),
    "France 2423-04-2025": ("France 24", "23-04-2025"),
    "News2420 hours ago": ("News24", "20 hours ago"),
    "News24 3 hours ago": ("News24", "3 hours ago"),
    "El Paíshace 41 minutos": ("El País", "hace 41 minutos"),
    "朝日新聞41分前": ("朝日新聞", "41分前"),
    "Harbour Post · 21 Nov 2026, 14:05": ("Harbour Post", "21 Nov 2026, 14:05"),
    "Reuters · 15m": ("Reuters", "15m"),
    "bbc.com3 hours ago": ("bbc.com", "3 hours ago"),
    "41 minutes ago": ("", "41 minutes ago"),
    "The crash happened 20 hours ago": None,
    "Police said yesterday": None,
    "Black Friday": None,
    "He ran for 20 minutes": None,
    "Economic Times": None,
    "Today": None,
    "12 News": None,
    "A harbour, a lighthouse and a ferry that nobody had expected to come back 2 hours ago": None,
}


@pytest.mark.parametrize(("line", "expected"), SPLITS.items(), ids=SPLITS.keys())
def test_split_time(line: str, expected: tuple[str, str] | None) -> None:
    """A time glued to an outlet's name comes off it; a sentence that ends in a time stays whole."""
    assert split_time(line) == expected


def test_the_machines_own_zone_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same page gives the same interval under any TZ."""
    before = span("yesterday at 14:05", timezone="Asia/Kolkata")
    monkeypatch.setitem(os.environ, "TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert span("yesterday at 14:05", timezone="Asia/Kolkata") == before
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "text", ["1 " * 200_000, "ago" * 100_000, "Jan 1 " * 50_000, "A/" * 100_000, "\u0661" * 200_000]
)
def test_hostile_lines_cost_nothing(text: str) -> None:
    """Length is checked before anything is read."""
    started = time.process_time()
    assert not looks_like_time(text)
    assert split_time(text) is None
    assert parse_printed_time(text, fetched_at=FETCHED).interval is None
    assert time.process_time() - started < 0.2


@pytest.mark.shared
@shared
@pytest.mark.parametrize("zone", [None, "UTC"])
def test_labelled_times(zone: str | None) -> None:
    """Every labelled time holds its middle, and no labelled non-time is read."""
    data = json.loads(SHARED.read_text(encoding="utf-8"))
    base = datetime.fromisoformat(data["base"]).replace(tzinfo=UTC)
    wrong = []
    for text, middle in data["times"]:
        interval = parse_printed_time(text, fetched_at=base, timezone=zone).interval
        if (
            interval is None
            or not interval.earliest <= datetime.fromisoformat(middle).replace(tzinfo=UTC) <= interval.latest
        ):
            wrong.append(text)
    assert wrong == []
    assert [
        text
        for text in data["not_times"]
        if looks_like_time(text) or parse_printed_time(text, fetched_at=base).interval
    ] == []


@pytest.mark.parametrize(
    "text", ["\u00b3d ago", "\u2460 hours ago", "\u0663 hours ago", "\u00bd h ago", "1\u00b2 minutes ago"]
)
def test_a_digit_of_another_alphabet_is_read_or_passed_over(text):
    """A superscript, circled or Arabic digit is folded before it is counted: no text makes the reading fail."""
    printed = parse_printed_time(text, fetched_at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    assert printed is None or printed.interval is None or printed.interval.earliest < printed.interval.latest
