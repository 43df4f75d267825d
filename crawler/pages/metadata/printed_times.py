"""When an article's page prints that it was published: the date that stands at its headline, its byline or its end.

Where several stand there, evidence decides: a label ("Published"), markup made for a date, the place, the day in the page's
address. What the text means is for provenance to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import regex
from lxml import etree

from crawler.pages.html.lines import Line
from crawler.pages.metadata.article_frame import LEAD, Frame, is_running_text
from crawler.provenance.times.dates import read_civil
from crawler.provenance.times.labels import LABEL
from crawler.provenance.times.printed import LONGEST
from crawler.provenance.times.within import LONGEST_LINE, DateWithin, dates_within

# Names that page makers give to the places where they print a date, and to those where one may stand.
_DATED: Final = regex.compile(
    r"(?<![a-z])(?:date|time|datum|fecha|data|published|pubdate|posted|timestamp|dateline)|date(?![a-z])",
    regex.IGNORECASE,
)
_MAY_BE_DATED: Final = regex.compile(
    r"byline|meta|info|author|credit|submitted|autor|entry|post|header|kicker", regex.IGNORECASE
)
_NO_DATE: Final = regex.compile(
    r"©|\(c\)|copyright|all rights|\bborn\b|\bab dem\b|\bbis zum\b|\bdeadline\b|\bwhen:|\bcookie", regex.IGNORECASE
)
_DASH: Final = regex.compile(r"\s*+(?:[)\]]\s*+)?(?:[-–—:|]|\([\p{Lu}a-z/]{2,12}\))|\s*+[)\]]\.?\s")
_FIRST_WORD: Final = regex.compile(
    r"\s[\p{Lu}\"„“«‚'»]"
)  # behind a date in figures that opens the text, and is no part of its sentence
_META: Final = regex.compile(
    r"(?:meta(?:data)?|byline|submitted|postinfo|post-info|entry-info)(?![a-z])", regex.IGNORECASE
)
_LEAST: Final = 5  # what the evidence for a date has to weigh, one less at the headline; see _weight
_MOST_ELSEWHERE: Final = 800  # lines not at the article that are looked at for a label; hostile pages have any number
_MOST: Final = 60  # dates that are weighed
_NAMES: Final = ("class", "id", "itemprop")


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date that a page prints of its article: as printed, with its label where it is that of an update.

    *sure* says that it stands at the headline and has a label, a clock or markup made for dates.
    """

    text: str
    modified: bool = False
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Weighed:
    weight: int
    number: int
    date: DateWithin
    sure: bool


def printed_date_of(frame: Frame, day: str | None = None) -> PageDate | None:
    """Return the date that the page prints of the article, or None.

    *day* is the one in the page's address (YYYY-MM-DD, or YYYY-MM), if there is one: a date that agrees with it is preferred.
    """
    weighed: list[_Weighed] = []
    elsewhere = 0
    for number, (line, owner) in enumerate(frame.lines):
        place = frame.place(number)
        elsewhere += not place
        if (
            (not place and elsewhere > _MOST_ELSEWHERE)
            or line.is_alt
            or len(weighed) > _MOST
            or _NO_DATE.search(line.text[:300])
        ):
            continue
        first = frame.text is not None and frame.text[0] <= number <= frame.text[0] + LEAD
        labeled = _is_labeled(frame, number)
        dates = [
            replace(found, labeled=found.labeled or (labeled and found.start == 0))
            for found in _dates(line, owner, opens=first)
        ]
        dates = [found for found in dates if place or (found.labeled and not found.modified)]
        if dates and frame.has(owner, place=place):
            for found in dates:
                sure = place >= 3 and (found.labeled or found.clock or is_marked(owner))
                weighed.append(_Weighed(_weight(found, line, owner, place, day), number, found, sure))
    return _best([each for each in weighed if each.weight >= (_LEAST if frame.place(each.number) < 3 else _LEAST - 1)])


def _best(weighed: list[_Weighed]) -> PageDate | None:
    ranked = sorted(weighed, key=lambda each: (-each.weight, each.number))
    published = next((each for each in ranked if not each.date.modified), None)
    if published is not None:
        return PageDate(published.date.text, sure=published.sure)
    return PageDate(_with_label(ranked[0]), modified=True) if ranked else None


def _with_label(weighed: _Weighed) -> str:
    """Return the date of an update with as much of its label as a printed time may have."""
    label = weighed.date.label
    return label + weighed.date.text if len(label + weighed.date.text) <= LONGEST else f"Updated {weighed.date.text}"


def _is_labeled(frame: Frame, number: int) -> bool:
    """Return whether the line before says what a date is, and nothing else: a label and its value each on a line."""
    before = frame.lines[number - 1][0].text if number else ""
    label = LABEL.fullmatch(f"{before.rstrip(' :：')}: ") if len(before) <= LONGEST else None
    return label is not None and not label["modified"]


def _dates(line: Line, owner: etree._Element, *, opens: bool) -> Iterator[DateWithin]:
    """Yield the dates of a line that is no running text or is marked up as what is said of one, and that of a dateline.

    A dateline opens the text. The parts of a calendar sheet may be glued together: day, month and year each in an element.
    """
    if not is_running_text(line.text):
        whole = tuple(dates_within(line.text))
        yield from whole or (dates_within(" ".join(line.pieces)) if 2 <= len(line.pieces) <= 5 else ())
    elif _META.search(_names(owner)):
        yield from dates_within(line.text[:LONGEST_LINE])
    elif opens:
        opening = line.text[:100]
        for found in dates_within(opening):
            if found.start < 40 and _opens(opening, found):
                yield replace(found, labeled=True)


def _opens(opening: str, found: DateWithin) -> bool:
    """Return whether a date at a text's beginning is a dateline's: a dash or a bracket parts it from the text, or it is all figures and first."""
    if _DASH.match(opening, found.end) is not None:
        return True
    return (
        found.start == 0 and not any(map(str.isalpha, found.text)) and _FIRST_WORD.match(opening, found.end) is not None
    )


def _weight(found: DateWithin, line: Line, owner: etree._Element, place: int, day: str | None) -> int:
    """Return how much speaks for a date: its place, its label, markup made for dates, a line of its own, the address."""
    names = _names(owner)
    marked = is_marked(owner)
    rest = len(line.text) - (found.end - found.start)
    weight = place + (3 if found.labeled else 0) + (1 if found.clock else 0)
    weight += 3 if marked else 1 if _MAY_BE_DATED.search(names) else 0
    weight += 2 if rest <= 3 else 1 if rest <= 60 else 0
    weight += 3 if day and is_in(found.text, day) else 0
    inside = place == 1 or (
        place == 3 and rest > 3 and not found.labeled and owner.tag in {"p", "li", "td", "figcaption"} and rest > 60
    )
    # A date inside the running text is a subheading's or a list's more often than the article's.
    return weight - (3 if inside and not (found.labeled or marked or _META.search(names)) else 0)


def is_marked(owner: etree._Element) -> bool:
    """Return whether an element is made for a time: by its name, or that of the one around it."""
    return owner.tag == "time" or owner.find(".//time") is not None or _DATED.search(_names(owner)) is not None


def _names(owner: etree._Element) -> str:
    return " ".join(filter(None, (each.get(name) for each in _holders(owner) for name in _NAMES)))


def _holders(owner: etree._Element) -> tuple[etree._Element, ...]:
    parent = owner.getparent()
    return (owner,) if parent is None or parent.tag in {"body", "html", "main"} else (owner, parent)


def is_in(text: str, day: str) -> bool:
    """Return whether a date, read in either order, is in the month or on the day that *day* names."""
    civil = read_civil(text)
    readings = [
        each for each in (civil, civil.swapped if civil else None) if each and each.year and each.month and each.day
    ]
    return any(date(each.year or 0, each.month or 0, each.day or 0).isoformat().startswith(day) for each in readings)
