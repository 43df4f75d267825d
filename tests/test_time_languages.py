"""Relative times in many languages: the plural forms, spelled-out numbers, digits of other scripts, abbreviations."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from crawler.provenance.time_phrases import ROWS
from crawler.provenance.times import looks_like_time, parse_printed_time, split_time
from tests.time_wordings import BOUNDS, WORDINGS

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


HOUR, DAY = 60, 1440
OTHERS = {
    "spelled out": ("two hours ago", (1.5 * HOUR, 3 * HOUR)),
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


DATES = {
    "month and day in Chinese": ("11月20日 14:05", "2026-11-20T14:05"),
    "Devanagari": ("२०/११/२०२६", "2026-11-20T00:00"),
    "Arabic": ("٢٠/١١/٢٠٢٦", "2026-11-20T00:00"),
    "Korean with dots": ("2026. 11. 20.", "2026-11-20T00:00"),
    "Hungarian": ("2026. november 20.", "2026-11-20T00:00"),
    "Czech": ("20. 11. 2026", "2026-11-20T00:00"),
    "Croatian": ("20.11.2026.", "2026-11-20T00:00"),
}


@pytest.mark.parametrize(("text", "earliest"), DATES.values(), ids=DATES.keys())
def test_dates_of_other_places(text: str, earliest: str) -> None:
    """Years, months and days in the order and with the marks of the place."""
    interval = parse_printed_time(text, fetched_at=FETCHED, timezone="UTC").interval
    assert interval is not None
    assert interval.earliest.replace(tzinfo=None).isoformat(timespec="minutes") == earliest
