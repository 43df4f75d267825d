"""Phrases for lengths of time gone by ("vor 41 Minuten", "15m", "1 hour 20 minutes ago"): text in, elapsed time out.

A phrase is looked up whole: digits become "#", spaces and dots go, and what is left must be a key of one table made
from `times.words` and `times.past_phrases`. So the grammar is exactly its table, and reading takes one pass over at most 40 characters.

The bounds are those of moment and dayjs, measured by running them: "an hour" is [44.5, 90) minutes, "N minutes" is
N - 0.5 to N + 0.5. Abbreviations ("3h") and a digit one ("1 hour ago") are not moment's wording: other libraries round
down, so these reach from N - 0.5 to N + 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Final

from crawler.provenance.times import words as time_words
from crawler.provenance.times.past_phrases import PHRASES
from crawler.provenance.times.words import ABOUT, AND, DAY_WORDS, OVER, ROWS, SPELLED, UNDER, Row
from crawler.text.words import fold

UNITS: Final = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30.44),
    "year": timedelta(days=365.25),
}
# Beyond these no site prints the unit: a larger count is a number that is not a time, or an attack.
MOST: Final = {"second": 300, "minute": 600, "hour": 240, "day": 3650, "week": 520, "month": 240, "year": 50}
# A number glued to a name may have swallowed digits of it ("News2420 hours ago"): the next unit would have begun here.
MOST_GLUED: Final = {"second": 59, "minute": 59, "hour": 23, "day": 31, "week": 52, "month": 12, "year": 50}

_ONE: Final = {
    "second": (timedelta(0), timedelta(seconds=45)),
    "minute": (timedelta(seconds=45), timedelta(seconds=90)),
    "hour": (timedelta(minutes=44.5), timedelta(minutes=90)),
    "day": (timedelta(hours=21.5), timedelta(hours=36)),
    "week": (timedelta(days=3.5), timedelta(days=14)),  # moment prints no weeks: rounding and rounding down, both
    "month": (timedelta(days=25.5), timedelta(days=46)),
    "year": (timedelta(days=319), timedelta(days=548)),
}
_FIXED: Final = (
    (time_words.NOW, timedelta(0), timedelta(minutes=1)),
    (time_words.MOMENTS, timedelta(0), timedelta(minutes=10)),
    (time_words.HALF_HOUR, timedelta(minutes=22.5), timedelta(minutes=44.5)),
    # Since the week before this one began, whichever day a week begins on; likewise for months.
    (time_words.LAST_WEEK, timedelta(0), timedelta(weeks=2)),
    (time_words.LAST_MONTH, timedelta(0), timedelta(days=62)),
)
_ENDING: Final = 4  # characters of a phrase that tell how it ends
_NUMBER = re.compile(r"\d+")
_FILLER = re.compile(r"[\s.,]+")
_OPEN = re.compile(
    r"(?<!\w)(?:{})(?:\.?\s+(?=\S)|(?<=[^\W\d_a-z])(?=\d))".format(
        "|".join(
            f"(?P<{name}>{'|'.join(re.escape(word) for word in sorted(words.split('|'), key=len, reverse=True))})"
            for name, words in (("about", ABOUT), ("over", OVER), ("under", UNDER))
        )
    ),
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(rf"(\d\D{{1,16}}?)\s(?:{AND})\s(?=\d)", re.IGNORECASE)
_LOWERCASE = re.compile(r"[^A-Z]+")
_GERMAN = re.compile(r"\d\s?(?:Std|Min|Sek)\.?\Z")


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Between `shortest` and `longest` before the page was fetched; `counts` are the printed (unit, number) pairs.

    `bare` marks a length without its "ago" ("15m"), which is a time only where a time is expected.
    """

    shortest: timedelta
    longest: timedelta
    counts: tuple[tuple[str, int], ...] = ()
    bare: bool = False

    def absurd(self, most: dict[str, int]) -> bool:
        """Say whether a printed number is more than *most* allows its unit."""
        return any(number > most[unit] for unit, number in self.counts)


@dataclass(frozen=True, slots=True)
class _Template:
    """Units of the numbers in order, and whether the library that prints this wording is known to round."""

    units: tuple[str, ...]
    rounds: bool
    bare: bool = False


def read_elapsed(text: str) -> Elapsed | None:
    """Return what *text* says has gone by, or None when it is no such phrase. Absurd counts are the caller's to judge.

    "Over 3 hours ago" is wider than "3 hours ago" by the last unit, "less than an hour ago" reaches down to now.
    """
    joined = _CONJUNCTION.sub(r"\1 ", text, count=1)
    exact = _read_exactly(joined)
    if exact is not None:
        return exact
    qualifier = _OPEN.search(joined)
    plain = None if qualifier is None else _read_exactly(joined[: qualifier.start()] + joined[qualifier.end() :])
    if qualifier is None or plain is None or plain.bare:
        return None
    width = UNITS[plain.counts[-1][0]] if plain.counts else plain.longest / 1.5
    shortest = (
        plain.shortest
        if qualifier["over"]
        else timedelta(0)
        if qualifier["under"] and not plain.counts
        else max(plain.shortest - width, timedelta(0))
    )
    return replace(plain, shortest=shortest, longest=plain.longest if qualifier["under"] else plain.longest + width)


def _read_exactly(text: str) -> Elapsed | None:
    key = _key(text)
    if key in _without_number():
        return _without_number()[key]
    template = _with_number().get(key)
    if template is None:
        return None
    # "20 Minutes" is a newspaper, "48 Hours" a programme; sites write a bare length of time in lower case, but for German.
    if template.bare and not (_LOWERCASE.fullmatch(text) or _GERMAN.search(text)):
        return None
    # Folded first, as the key is: "³d" reads "3d".
    return _measure(template, [int(number) for number in _NUMBER.findall(fold(text))])


def may_end(text: str) -> bool:
    """Say whether *text* ends as some phrase without a number ends: a cheap test before every beginning is tried."""
    # Word by word: beside a Latin name, Cyrillic and Greek letters would be folded as a disguise.
    end = text[-16:]
    key = _key(end) if end.isascii() else "".join(map(_key, end.split()))
    return any(key[-length:] in _endings() for length in range(2, _ENDING + 1))  # some phrases have but two letters


def _measure(template: _Template, numbers: list[int]) -> Elapsed:
    counts = tuple(zip(template.units, numbers, strict=True))
    if any(number > MOST[unit] for unit, number in counts):
        return Elapsed(timedelta(0), timedelta(0), counts, template.bare)
    length = sum((number * UNITS[unit] for unit, number in counts), timedelta(0))
    finest = UNITS[template.units[-1]]
    rounds = template.rounds and numbers[0] > 1 and len(numbers) == 1
    shortest = max(length - finest / 2, timedelta(0))
    return Elapsed(shortest, length + (finest / 2 if rounds else finest), counts, template.bare)


def _key(text: str) -> str:
    return _FILLER.sub("", _NUMBER.sub("#", fold(text)))


@cache
def _without_number() -> dict[str, Elapsed]:
    table = {_key(phrase): Elapsed(low, high) for phrases, low, high in _FIXED for phrase in phrases.split("|")}
    for row in ROWS.values():
        for frame, (unit, (ones, _)) in product(row.frames.split("|"), _by_unit(row)):
            table.update({_key(frame.format(one)): Elapsed(*_ONE[unit]) for one in filter(None, ones.split("|"))})
    table.update(_spelled_out())
    for unit, phrases in time_words.DUALS.items():
        low, high = 1.5 * UNITS[unit], 2.5 * UNITS[unit]
        table.update({_key(phrase): Elapsed(low, high) for phrase in phrases.split("|")})
    for unit, phrase in _whole_phrases():
        if "#" not in phrase:
            table.setdefault(_key(phrase), Elapsed(*_ONE[unit]))
    return table


def _whole_phrases() -> Iterator[tuple[str, str]]:
    """Yield the unit and the wording of each phrase that no frame is needed for."""
    for language in PHRASES.values():
        for unit, phrases in zip(UNITS, language, strict=True):
            yield from ((unit, phrase) for phrase in phrases.split("|") if phrase)


def _spelled_out() -> Iterator[tuple[str, Elapsed]]:
    for language, numbers in SPELLED.items():
        for frame, (phrase, units, rounds) in product(ROWS[language].frames.split("|"), _wordings(ROWS[language])):
            if len(units) == 1 and rounds:
                for number, word in enumerate(numbers.split("|"), 2):
                    spelled = _key(frame.format(phrase.replace("#", word + " ")))
                    yield spelled, _measure(_Template(units, rounds=language == "fi"), [number])


@cache
def _with_number() -> dict[str, _Template]:
    table: dict[str, _Template] = {}
    for row in ROWS.values():
        for frame, wording in product(row.frames.split("|"), _wordings(row)):
            phrase, units, rounds = wording
            table.setdefault(_key(frame.format(phrase)), _Template(units, rounds))
    for unit, phrase in _whole_phrases():
        if "#" in phrase:
            table.setdefault(_key(phrase), _Template((unit,), rounds=False))
    for language, units_of in time_words.BARE.items():
        nouns = {_key(f"#{noun}") for noun in units_of.split("|")}
        for phrase, units, rounds in _wordings(ROWS[language]):
            if _key(phrase) in nouns:
                table.setdefault(_key(phrase), _Template(units, rounds, bare=True))
    for phrase, units, rounds in _wordings(ROWS["en"]):
        table.setdefault(_key(phrase), _Template(units, rounds, bare=True))
        table.setdefault(_key(f"about {phrase} ago"), _Template(units, rounds))
    return table


def _wordings(row: Row) -> list[tuple[str, tuple[str, ...], bool]]:
    """Return ("# noun" or "# noun # noun", its units, whether it rounds) for all nouns of a language."""
    nouns = {unit: [noun for noun in many.split("|") if noun] for unit, (_, many) in _by_unit(row)}
    found: list[tuple[str, tuple[str, ...], bool]] = [
        (f"#{noun}", (unit,), not noun.endswith(".")) for unit in nouns for noun in nouns[unit]
    ]
    for large, small in (("day", "hour"), ("hour", "minute"), ("minute", "second")):
        pairs = product(nouns[large], nouns[small])
        found += [(f"#{first}#{second}", (large, small), False) for first, second in pairs]
    return found


def _by_unit(row: Row) -> list[tuple[str, tuple[str, str]]]:
    return list(zip(UNITS, row[1:], strict=True))


@cache
def _endings() -> frozenset[str]:
    words = (_key(word) for names in DAY_WORDS for word in names.split("|"))
    return frozenset(key[-_ENDING:] for key in (*_without_number(), *words))
