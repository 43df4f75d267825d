"""Times as outlets print and declare them: clocks, weekdays, eras and offsets in many forms, and what is no time of publication."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.provenance.times.declared import parse_declared_time
from crawler.provenance.times.feeds import parse_feed_time
from crawler.provenance.times.printed import looks_like_time, parse_printed_time, split_time
from crawler.provenance.times.within import dates_within

FETCHED = datetime(2026, 11, 28, 16, 0, tzinfo=UTC)  # a Saturday


def span(text: str, zone: str = "Europe/London") -> tuple[str, str]:
    """Where *text* lies, printed in its place on a page in *zone*: two UTC times to the minute."""
    interval = parse_printed_time(text, fetched_at=FETCHED, timezone=zone, in_its_place=True).interval
    assert interval is not None, text
    return interval.earliest.strftime("%Y-%m-%d %H:%M"), interval.latest.strftime("%Y-%m-%d %H:%M")


MINUTES = {  # in Tokyo, UTC+9: the minute that begins at
    "2026年11月5日 16時30分": "2026-11-05 07:30",
    "2026年11月5日（木） 16:30": "2026-11-05 07:30",
    "11/5(木) 16:30": "2026-11-05 07:30",
    "11月5日 午後4時30分": "2026-11-05 07:30",
    "令和8年11月5日 16時30分": "2026-11-05 07:30",
    "2026.11.05 16:30": "2026-11-05 07:30",
    "2026. 11. 5. 오후 4:30": "2026-11-05 07:30",
    "2026년 11월 5일 16시 30분": "2026-11-05 07:30",
    "入力 2026.11.05 16:30": "2026-11-05 07:30",
    "입력 2026.11.05 16:30": "2026-11-05 07:30",
    "公開日：2026年11月5日 16:30": "2026-11-05 07:30",
    "5 nov. 2026 om 16u30": "2026-11-05 07:30",
    "5 november 2026, 16.30 uur": "2026-11-05 07:30",
    "Do., 5. November 2026, 16:30 Uhr": "2026-11-05 07:30",
    "Jeudi 5 novembre 2026 à 16h30": "2026-11-05 07:30",
    "Published November 5, 2026 at 4:30 PM": "2026-11-05 07:30",
    "5 พ.ย. 2569 เวลา 16:30 น.": "2026-11-05 07:30",
    "Thursday, November 5, 2026 | 4:30 p.m.": "2026-11-05 07:30",
    "Giriş: 2026-11-05 - 16:30": "2026-11-05 07:30",
    "Tuesday at 3:15 PM": "2026-11-24 06:15",
    "Di., 15:15 Uhr": "2026-11-24 06:15",
    "mar. 15h15": "2026-11-24 06:15",
    "昨日 16:30": "2026-11-28 07:30",
}


@pytest.mark.parametrize(("text", "minute"), MINUTES.items(), ids=MINUTES.keys())
def test_a_clock_beside_a_day_is_a_minute(text: str, minute: str) -> None:
    """Whatever the language, the calendar or the letters between hours and minutes."""
    earliest, latest = span(text, "Asia/Tokyo")
    begun = datetime.strptime(minute, "%Y-%m-%d %H:%M")  # noqa: DTZ007
    assert earliest == minute
    assert (datetime.strptime(latest, "%Y-%m-%d %H:%M") - begun).total_seconds() == 60  # noqa: DTZ007


DAYS = {
    "11/5(木)": "2026-11-05",
    "11月5日(木)": "2026-11-05",
    "令和8年11月5日": "2026-11-05",
    "R8.11.5": "2026-11-05",
    "令和元年5月1日": "2019-05-01",
    "民國115年11月5日": "2026-11-05",
    "115年11月5日": "2026-11-05",
    "115/11/05": "2026-11-05",
    "5 พฤศจิกายน 2569": "2026-11-05",
    "5 พ.ย. พ.ศ. 2569": "2026-11-05",
    "05-Nov-26": "2026-11-05",
    "Nov 5, '26": "2026-11-05",
    "5th of November 2026": "2026-11-05",
    "Thursday, the 5th of November 2026": "2026-11-05",
    "Donnerstag, den 5. November 2026": "2026-11-05",
    "2026年11月5日号": None,
}


@pytest.mark.parametrize(("text", "day"), DAYS.items(), ids=DAYS.keys())
def test_a_day_in_any_calendar_is_a_day(text: str, day: str | None) -> None:
    """Buddhist, Minguo and Reiwa years are Western ones; an issue's date is no time."""
    if day is None:
        assert parse_printed_time(text, fetched_at=FETCHED).interval is None
    else:
        assert span(text, "UTC")[0] == f"{day} 00:00"


PLACED = {  # printed beside an item, fetched on Saturday 28 November at 16:00 UTC
    "14:05": ("2026-11-27 14:05", "2026-11-28 14:06"),
    "9:40 PM": ("2026-11-27 21:40", "2026-11-28 16:00"),
    "16時30分": ("2026-11-27 16:30", "2026-11-28 16:00"),
    "5u": ("2026-11-28 10:00", "2026-11-28 11:30"),
    "5 uur": ("2026-11-28 10:30", "2026-11-28 11:30"),
    "3 Std.": ("2026-11-28 12:00", "2026-11-28 13:30"),
    "4 ч": ("2026-11-28 11:00", "2026-11-28 12:30"),
    "3 sa": ("2026-11-28 12:00", "2026-11-28 13:30"),
    "2 godz.": ("2026-11-28 13:00", "2026-11-28 14:30"),
    "· 3h": ("2026-11-28 12:00", "2026-11-28 13:30"),
}


OPEN = {  # as they are printed, and the hours before the fetch that they may mean
    "over 3 hours ago": (2.5, 4.5), "hace más de 3 horas": (2.5, 4.5), "vor über 3 Stunden": (2.5, 4.5),
    "almost 3 hours ago": (1.5, 3.5), "less than an hour ago": (0, 1.5), "около 3 часов назад": (1.5, 4.5), "vor ca. 3 Stunden": (1.5, 4.5),
    "circa 3 ore fa": (1.5, 4.5), "約3時間前": (1.5, 4.5), "大约3小时前": (1.5, 4.5), "약 3시간 전": (1.5, 4.5), "il y a environ 3 heures": (1.5, 4.5),
    "1 hour and 30 minutes ago": (1.5, 1.52), "hace 1 hora y 30 minutos": (1.5, 1.52), "il y a 3 heures": (2.5, 3.5),
}  # fmt: skip


@pytest.mark.parametrize(("text", "hours"), OPEN.items(), ids=OPEN.keys())
def test_a_length_that_is_left_open_is_as_wide_as_it_says(text: str, hours: tuple[float, float]) -> None:
    """ "Over" reaches back further, "almost" less far, "about" both ways, by one unit."""
    interval = parse_printed_time(text, fetched_at=FETCHED).interval
    assert interval is not None
    ago = sorted((FETCHED - end).total_seconds() / 3600 for end in (interval.earliest, interval.latest))
    assert ago == pytest.approx(hours, abs=0.01)


@pytest.mark.parametrize("text", ["Under 3 hours", "About 3 things", "Rund 3 Stunden", "Alle 3 ore", "Over", "Fast 3"])
def test_a_word_of_approximation_makes_no_time(text: str) -> None:
    """Without "ago" a length behind "about" is anything."""
    assert not looks_like_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "vorgestern 10:15",
        "anteayer, 10:15",
        "позавчера, 10:15",
        "przedwczoraj 10:15",
        "前天 10:15",
        "一昨日 10:15",
        "그저께 10:15",
    ],
)
def test_the_day_before_yesterday_is_a_day(text: str) -> None:
    """In the words of languages that have one."""
    assert span(text, "UTC") == ("2026-11-26 10:15", "2026-11-26 10:16")


def test_a_clock_with_a_dot_beside_a_day_word() -> None:
    """ "heute 10.15" is today's, as "heute 10:15" is."""
    assert span("heute 10.15", "UTC") == span("heute 10:15", "UTC") == ("2026-11-28 10:15", "2026-11-28 10:16")


@pytest.mark.parametrize(("text", "expected"), PLACED.items(), ids=PLACED.keys())
def test_a_clock_or_a_length_alone_where_a_time_stands(text: str, expected: tuple[str, str]) -> None:
    """A clock alone is today's or yesterday's; a length without "ago" is one of time gone by."""
    assert span(text) == expected


@pytest.mark.parametrize("text", ["04:12", "1:02:33", "1h30", "2h05", "3.5", "11/5", "3:1", "3.5 (mi)", "24/7"])
def test_digits_that_may_be_something_else_are_no_time_on_their_own(text: str) -> None:
    """The length of a video, a score or a price is no time, not even behind an outlet's name."""
    assert not looks_like_time(text)
    assert split_time(f"Skerry Echo • {text}") is None


@pytest.mark.parametrize(
    "text", ["16時30分", "11:34 PM EST", "14.05 uur", "Tuesday at 3:15 PM", "11/5(木) 16:30", "5u"]
)
def test_a_clock_that_can_be_nothing_else_stands_alone(text: str) -> None:
    """Half of the day, a zone, a word for hours or a weekday make digits a clock."""
    assert looks_like_time(text)


OFFSETS = [
    "+05:30",
    "+0530",
    "GMT+0530",
    "GMT+05:30",
    "UTC+5:30",
    "+5:30",
    "GMT+0530 (India Standard Time)",
    "UTC +05:30",
]


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize("zone", [None, "Europe/London"])
def test_a_printed_offset_beats_the_zone_of_the_source(offset: str, zone: str | None) -> None:
    """In whatever form it is written, in RSS's dates, in ISO 8601 and in JavaScript's."""
    exact = datetime(2026, 11, 5, 11, 0, tzinfo=UTC)
    for time in ("Thu, 05 Nov 2026 16:30:00", "2026-11-05 16:30:00", "2026-11-05T16:30:00", "Thu Nov 05 2026 16:30:00"):
        interval = parse_feed_time(f"{time} {offset}", fetched_at=FETCHED, timezone=zone).interval
        assert interval is not None, time
        assert (interval.earliest, interval.latest) == (exact, exact)


@pytest.mark.parametrize(
    ("offset", "hour"), [("UTC+1", 15), ("GMT-3", 19), ("GMT+8", 8), ("UTC-05", 21), ("\u22122:00", 18)]
)
def test_an_offset_of_whole_hours(offset: str, hour: int) -> None:
    """One digit or two, with the sign of mathematics, too."""
    interval = parse_feed_time(
        f"Thu, 05 Nov 2026 16:30:00 {offset}", fetched_at=FETCHED, timezone="Asia/Tokyo"
    ).interval
    assert interval is not None
    assert interval.earliest == interval.latest == datetime(2026, 11, 5, hour, 30, tzinfo=UTC)


ZEROS = [
    "Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z", "1970-01-01", "1969-12-31T19:00:00-05:00", "1970-01-20T14:13:20Z", "0001-01-01T00:00:00Z",
    "0001-01-01", "1900-01-01T00:00:00", "1899-12-30T00:00:00Z", "1601-01-01T00:00:00Z", "1904-01-01", "1980-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0",
    "-0001-11-30T00:00:00+00:00", "0000-00-00 00:00:00", "0000000000",
]  # fmt: skip


@pytest.mark.parametrize("text", ZEROS)
def test_a_clocks_zero_is_no_publication(text: str) -> None:
    """Not in a feed, not in a page's metadata: whoever printed it would surely be first."""
    assert parse_feed_time(text, fetched_at=FETCHED).interval is None
    assert parse_declared_time(text, fetched_at=FETCHED).interval is None


@pytest.mark.parametrize("text", ["01.01.1970", "Thu, 1 January 1970", "1970年1月1日"])
def test_a_printed_zero_is_no_publication(text: str) -> None:
    """Pages print what their database holds."""
    assert parse_printed_time(text, fetched_at=FETCHED).reason == "clock-zero"


@pytest.mark.parametrize(
    "text", ["1972-05-01", "1980-01-02T10:00:00Z", "1901-01-01", "1969-07-21T02:56:00Z", "2000-01-01T00:00:00Z"]
)
def test_other_old_days_stay(text: str) -> None:
    """Archives print them."""
    assert parse_declared_time(text, fetched_at=FETCHED).interval is not None


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 05 Nov 2026 24:00:00 GMT",
        "2026-11-05T24:00:00Z",
        "2026-11-05 24:00 +00:00",
        "Thu, 05 Nov 2026 24:00 +0000",
    ],
)
def test_hour_24_is_the_end_of_its_day_or_its_beginning(text: str) -> None:
    """ISO 8601 means the end, a program that counts hours from 1 the beginning: the answer holds both."""
    for read in (parse_feed_time(text, fetched_at=FETCHED), parse_declared_time(text, fetched_at=FETCHED)):
        assert read.interval is not None
        assert read.interval.earliest == datetime(2026, 11, 5, tzinfo=UTC)
        assert read.interval.latest == datetime(2026, 11, 6, tzinfo=UTC)


DECLARED = {
    "20.11.2026 10:15": ("2026-11-19T20:15", "2026-11-20T22:16"),
    "November 20, 2026 10:15 AM": ("2026-11-19T20:15", "2026-11-20T22:15"),
    "2026年11月20日 10:15": ("2026-11-19T20:15", "2026-11-20T22:16"),
    "20/11/2026": ("2026-11-19T10:00", "2026-11-21T12:00"),
    "Fri, 20 Nov 2026": ("2026-11-19T10:00", "2026-11-21T12:00"),
    "1795169700": ("2026-11-20T10:15", "2026-11-20T10:15"),
    "1795169700000": ("2026-11-20T10:15", "2026-11-20T10:15"),
    "2026-11-20T10:15:00 GMT+0100": ("2026-11-20T09:15", "2026-11-20T09:15"),
    "Fri Nov 20 2026 10:15:00 GMT+0100 (Central European Standard Time)": ("2026-11-20T09:15", "2026-11-20T09:15"),
}


@pytest.mark.parametrize(("text", "expected"), DECLARED.items(), ids=DECLARED.keys())
def test_declared_in_another_form_than_iso_8601(text: str, expected: tuple[str, str]) -> None:
    """As pages print it, as a count of seconds, as a script writes it; a day stays a day."""
    interval = parse_declared_time(text).interval
    assert interval is not None
    assert tuple(end.strftime("%Y-%m-%dT%H:%M") for end in (interval.earliest, interval.latest)) == expected


def test_a_day_in_a_feed_stays_a_day_in_the_zone_of_its_source() -> None:
    """Not its first instant."""
    interval = parse_feed_time("Fri, 20 Nov 2026", fetched_at=FETCHED, timezone="Europe/Berlin").interval
    assert interval is not None
    assert (interval.earliest, interval.latest) == (
        datetime(2026, 11, 19, 23, tzinfo=UTC),
        datetime(2026, 11, 20, 23, tzinfo=UTC),
    )


LINES = {
    "By Ann Lee | Published November 20, 2026 at 3:15 PM | 4 min read": [("November 20, 2026 at 3:15 PM", "published")],
    "Stand: 20.11.2026, 10:15 Uhr Lesezeit 3 Min.": [("20.11.2026, 10:15 Uhr", "modified")],
    "Giriş: 03.07.2026 - 18:57 Güncelleme: 03.07.2026 - 19:10": [("03.07.2026 - 18:57", "published"), ("03.07.2026 - 19:10", "modified")],
    "입력 2026.11.28 14:05 수정 2026.11.28 15:00": [("2026.11.28 14:05", "published"), ("2026.11.28 15:00", "modified")],
    "Publié le 5 novembre 2026 à 14h05, mis à jour le 6 novembre 2026": [("5 novembre 2026 à 14h05", "published"), ("6 novembre 2026", "modified")],
    "公開日：2026年11月5日（木） 16:30 更新日：2026年11月6日": [("2026年11月5日（木） 16:30", "published"), ("2026年11月6日", "modified")],
    "Text: Imke Dorn20.11.2026": [("20.11.2026", "")],
    "© 2018-2026 The Harbour Post": [],
    "In 2019 the ferry made 12 of 20 trips": [],
    "Call 0171 2019 2020 from 9:00": [],
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES.items(), ids=LINES.keys())
def test_dates_within_a_line_are_found_with_their_labels(line: str, expected: list[tuple[str, str]]) -> None:
    """Full dates only, each as long as it is, with what the word before it says of it."""
    found = [
        (each.text, "modified" if each.modified else "published" if each.labeled else "") for each in dates_within(line)
    ]
    assert found == expected
