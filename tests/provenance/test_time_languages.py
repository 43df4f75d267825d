"""Relative times in many languages: the plural forms, spelled-out numbers, digits of other scripts, abbreviations."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from crawler.provenance.times.phrases import ROWS
from crawler.provenance.times.printed import looks_like_time, parse_printed_time, split_time
from tests.provenance.time_wordings import BOUNDS, DATES, PAST_PHRASES, WORDINGS

_NUMBER = re.compile(r"\d+")
FETCHED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def minutes_before(text: str) -> tuple[float, float] | str | None:
    """Return how many minutes before the fetch *text* places an event, (least, most), or why it places none."""
    read = parse_printed_time(text, fetched_at=FETCHED)
    if read.interval is None:
        return read.reason
    return (FETCHED - read.interval.latest) / timedelta(minutes=1), (FETCHED - read.interval.earliest) / timedelta(
        minutes=1
    )


@pytest.mark.parametrize("language", WORDINGS)
def test_every_wording_of_a_language_has_its_bounds(language: str) -> None:
    """Seconds, minutes, hours, days, months and years, one and many, mean what the library that prints them means."""
    phrases = WORDINGS[language].split("|")
    for phrase, (least, most) in zip(phrases, BOUNDS, strict=True):
        found = minutes_before(phrase)
        assert isinstance(found, tuple), phrase
        if _NUMBER.findall(phrase) == ["1"]:  # the same in libraries that round down: wider
            assert found[0] <= least < most <= found[1] <= 2 * most, phrase
        elif most < 1 and _NUMBER.search(phrase):  # counted seconds
            assert least <= found[0] < found[1] <= most, phrase
        else:
            assert found == pytest.approx((least, most)), phrase


@pytest.mark.parametrize("language", WORDINGS)
def test_every_wording_stands_on_a_line_of_its_own_or_behind_a_name(language: str) -> None:
    """Pages print a time alone, and behind an outlet's name and a dot."""
    for phrase in WORDINGS[language].split("|"):
        assert looks_like_time(phrase), phrase
        assert split_time(f"Gullhaven Tide · {phrase}") == ("Gullhaven Tide", phrase)


def test_the_table_has_the_languages_it_claims() -> None:
    """No language has to share another's words, and the grammar knows them all."""
    assert len(WORDINGS) == 72
    assert len(ROWS) >= 70


@pytest.mark.parametrize("language", PAST_PHRASES)
def test_phrases_without_a_frame_have_their_bounds(language: str) -> None:
    """Numbers behind their nouns and endings that agree are read as they stand, alone and behind a name; their rounding is nobody's promise."""
    bounds = ((4.5, 6), (1.5 * HOUR, 3 * HOUR), (2.5 * DAY, 4 * DAY))
    for phrase, (least, most) in zip(PAST_PHRASES[language], bounds, strict=True):
        assert minutes_before(phrase) == pytest.approx((least, most)), phrase
        assert split_time(f"Gullhaven Tide · {phrase}") == ("Gullhaven Tide", phrase)


HOUR, DAY = 60, 1440
OTHERS = {
    "spelled out": ("two hours ago", (1.5 * HOUR, 3 * HOUR)),
    "Burmese digits": ("၅ မိနစ်က", (4.5, 6)),
    "one in Sinhala": ("පැයකට පෙර", (44.5, 90)),
    "one in Esperanto": ("antaŭ unu horo", (44.5, 90)),
    "dual in Maltese": ("sagħtejn ilu", (1.5 * HOUR, 2.5 * HOUR)),
    "spelled out in German": ("vor drei Tagen", (2.5 * DAY, 4 * DAY)),
    "spelled out in Finnish, as moment does": ("kaksi tuntia sitten", (1.5 * HOUR, 2.5 * HOUR)),
    "Chinese numeral": ("两小时前", (1.5 * HOUR, 3 * HOUR)),
    "Chinese one": ("一小時前", (44.5, 90)),
    "dual in Arabic": ("قبل سنتين", (1.5 * 365.25 * DAY, 2.5 * 365.25 * DAY)),
    "Arabic digits": ("منذ ٤١ دقيقة", (40.5, 41.5)),
    "Persian digits": ("۴۱ دقیقه پیش", (40.5, 41.5)),
    "Devanagari digits": ("४१ मिनट पहले", (40.5, 41.5)),
    "Bengali digits": ("৪১ মিনিট আগে", (40.5, 41.5)),
    "full-width digits": ("４１分前", (40.5, 41.5)),
    "abbreviation, Swedish": ("för 5 min sen", (4.5, 6)),
    "abbreviation, Finnish": ("5 t sitten", (4.5 * HOUR, 6 * HOUR)),
    "abbreviation, Polish": ("3 godz. temu", (2.5 * HOUR, 4 * HOUR)),
    "abbreviation, Czech": ("před 5 h", (4.5 * HOUR, 6 * HOUR)),
    "abbreviation, Greek": ("πριν από 5 λεπ.", (4.5, 6)),
    "abbreviation, Malay": ("2 bln lalu", (1.5 * 30.44 * DAY, 3 * 30.44 * DAY)),
    "no-break spaces": ("il y a\u00a041\u202fminutes", (40.5, 41.5)),
    "absurd in any script": ("منذ ٩٩٩٩٩ دقيقة", "absurd-count"),
    "minutes or months in Spanish": ("hace 5 m", "not-a-time"),
    "a minus sign is no past": ("-5 min", "not-a-time"),
    "in the future": ("in 5 minutes", "not-a-time"),
    "in the future, German": ("in 5 Minuten", "not-a-time"),
}


@pytest.mark.parametrize(("text", "expected"), OTHERS.values(), ids=OTHERS.keys())
def test_other_wordings(text: str, expected: tuple[float, float] | str) -> None:
    """Numbers in words and in other scripts are counted; what can mean two things is refused."""
    assert minutes_before(text) == (expected if isinstance(expected, str) else pytest.approx(expected))


UPDATES = ["Updated 2 hours ago", "Aktualisiert: vor 2 Stunden", "Mis à jour le 20/11/2026", "Actualizado hace 2 horas", "Aggiornato 2 ore fa",
           "Atualizado há 2 horas", "Bijgewerkt 2 uur geleden", "Обновлено 2 часа назад", "更新：2026年11月20日", "Last updated on 20 Nov 2026"]  # fmt: skip


@pytest.mark.parametrize("text", UPDATES)
def test_an_update_is_told_from_a_publication_in_many_languages(text: str) -> None:
    """ "Updated" in any of these is the time of an update."""
    read = parse_printed_time(text, fetched_at=FETCHED, timezone="UTC")
    assert read.modified
    assert read.interval is not None


OTHER_DATES = {
    "month and day in Chinese": ("11月20日 14:05", "2026-11-20T14:05"),
    "Devanagari": ("२०/११/२०२६", "2026-11-20T00:00"),
    "Arabic": ("٢٠/١١/٢٠٢٦", "2026-11-20T00:00"),
    "Korean with dots": ("2026. 11. 20.", "2026-11-20T00:00"),
    "Hungarian": ("2026. november 20.", "2026-11-20T00:00"),
    "Czech": ("20. 11. 2026", "2026-11-20T00:00"),
    "Croatian": ("20.11.2026.", "2026-11-20T00:00"),
}


@pytest.mark.parametrize(("text", "earliest"), OTHER_DATES.values(), ids=OTHER_DATES.keys())
def test_dates_of_other_places(text: str, earliest: str) -> None:
    """Years, months and days in the order and with the marks of the place."""
    interval = parse_printed_time(text, fetched_at=FETCHED, timezone="UTC").interval
    assert interval is not None
    assert interval.earliest.replace(tzinfo=None).isoformat(timespec="minutes") == earliest


@pytest.mark.parametrize("language", DATES)
def test_dates_in_many_languages(language: str) -> None:
    """In full with the weekday, in short, and with a clock: the day and the minute are right, and no wider."""
    read = [parse_printed_time(text, fetched_at=FETCHED, timezone="UTC") for text in DATES[language].split("|")]
    assert [each.interval and each.interval.earliest.replace(tzinfo=None) for each in read] == [
        datetime(2025, 3, 14),  # noqa: DTZ001 - compared without the zone
        datetime(2025, 8, 23),  # noqa: DTZ001
        datetime(2025, 11, 20, 14, 5),  # noqa: DTZ001
    ]
    assert [each.interval and each.interval.width for each in read] == [
        timedelta(days=1),
        timedelta(days=1),
        timedelta(minutes=1),
    ]


UNSURE = {
    "a year in front, as in Korea": ("25. 3. 14.", "two-digit-year"),
    "the same with hyphens": ("25-03-14", "two-digit-year"),
    "a year in front would be in the future": ("28-04-25", None),
    "a year in front would be long ago": ("20.11.26", None),
    "October in Croatia": ("20. listopada 2025.", None),
    "a wrong weekday": ("Montag, 14. März 2025", "weekday-contradicts"),
    "no month of any language": ("14 Ferry 2025", "not-a-time"),
    "no weekday of any language": ("Ferry, 14 March 2025", "not-a-time"),
}


@pytest.mark.parametrize(("text", "reason"), UNSURE.values(), ids=UNSURE.keys())
def test_dates_that_could_be_something_else(text: str, reason: str | None) -> None:
    """A date that has another reading which we cannot show is refused and says why."""
    assert parse_printed_time(text, fetched_at=FETCHED, timezone="UTC").reason == reason


def test_one_word_for_two_months_is_told_apart() -> None:
    """Polish November and Croatian October are the same word; Croatian days have a dot."""
    months = [
        parse_printed_time(text, fetched_at=FETCHED, timezone="UTC")
        for text in ("20 listopada 2025", "20. listopada 2025.")
    ]
    assert [each.interval and each.interval.earliest.month for each in months] == [11, 10]
