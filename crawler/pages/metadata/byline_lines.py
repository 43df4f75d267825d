"""Lines printed at an article's headline that may be its byline. Whether one is, and whose it is, is for provenance to say."""

from __future__ import annotations

from typing import Final

import regex
from lxml import etree

from crawler.pages.html.lines import Line
from crawler.pages.metadata.article_frame import Frame, is_inside, is_running_text
from crawler.provenance.times.within import dates_within

_PHOTO: Final = regex.compile(
    r"caption|photo|foto|image|img|picture|gallery|figure|copyright|media|slide|lightbox|bild", regex.IGNORECASE
)
_BYLINE: Final = regex.compile(
    r"by-?line|author|source|attribution|contribut|agency|provider|publication|writer|reporter|credit|kaynak|quelle|fuente|fonte|info|meta",
    regex.IGNORECASE,
)
_TOPICS: Final = regex.compile(
    r"(?<![^\s_-])(?:tags?|topics?|keywords?|hashtags?|categor\w+|taxonomy|most-?read|trending)(?![^\s_-])",
    regex.IGNORECASE,
)
_LEAD: Final = regex.compile(
    r"(?:written|story|report|text|article)?\s*+by|von|par|por|source|quelle|fuente|fonte|bron|kaynak|来源|來源|출처|المصدر|स्रोत|источник",
    regex.IGNORECASE,
)
# A line behind the text that says where it is from.
_SOURCE: Final = regex.compile(
    r"(?:sources?|quellen?|fuentes?|font[ei]s?|fonti|bron(?:nen)?|källa|kilde|lähde|źródło|zdroj|forrás|sursa|izvor|πηγή|kaynak|источник|джерело|sumber|nguồn|المصدر|منبع|来源|來源|出典|출처|स्रोत|सोर्स)\s?[:：]\s?\S.{0,60}",
    regex.IGNORECASE,
)
_LONGEST, _MOST = 120, 12  # characters of a line, lines


def byline_lines(frame: Frame) -> tuple[str, ...]:
    """Return the short lines between headline and text, and just above or behind, that are marked up or placed as bylines are.

    Behind the text only a line that says whose it is ("Quelle: sid/dpa"). No line of a picture: its credit is a photographer's. A label on a line of its own ("Written by") goes with the next.
    """
    found: list[str] = []
    label = ""
    for number, (line, owner) in enumerate(frame.lines):
        place = frame.place(number)
        if place >= 3 and _LEAD.fullmatch(line.text.rstrip(" :：")):  # an icon's alternative text as well
            label = f"{line.text} "
        elif place == 2 and _SOURCE.fullmatch(line.text):
            if not line.is_alt and not _is_pictures(owner) and frame.has(owner, place=place):
                found.append(line.text)
        elif (
            place < 3 or line.is_alt or len(line.text) > _LONGEST or number == frame.head or is_running_text(line.text)
        ):
            label = ""
        elif not _is_pictures(owner) and not _is_topic(owner) and frame.has(owner, place=place):
            if label or _is_marked(owner) or any(dates_within(line.text)) or _is_beside(frame, number, place):
                found.append(label + _parted(line))
            label = ""
    return tuple(dict.fromkeys(found))[:_MOST]


def _parted(line: Line) -> str:
    """Return a line with the borders of its inline tags shown: a writer and an agency may stand there without a sign between."""
    return " | ".join(line.pieces) if line.pieces else line.text


def _is_beside(frame: Frame, number: int, place: int) -> bool:
    """Return whether a line without a name stands right below the headline, and no picture between."""
    if place < 4 or frame.head is None or number - frame.head > 3:
        return False
    return not any(line.is_alt for line, _ in frame.lines[frame.head : number])


def _names(element: etree._Element) -> str:
    return " ".join(filter(None, (element.get(name) for name in ("class", "id", "itemprop", "rel"))))


def _is_marked(owner: etree._Element) -> bool:
    above = owner.getparent()
    inside = " ".join(_names(each) for each in list(owner.iter())[:8])
    return _BYLINE.search(f"{_names(owner)} {inside} {_names(above) if above is not None else ''}") is not None


def _is_topic(owner: etree._Element) -> bool:
    """Return whether a line is one of an article's topics: a page about an agency is tagged with its name."""
    above = [each for each in (owner, owner.getparent()) if each is not None]
    return any(_TOPICS.search(_names(each)) for each in above)


def _is_pictures(owner: etree._Element) -> bool:
    if is_inside(owner, {"figure", "figcaption", "picture"}):
        return True
    near = [owner, *list(owner.iterancestors())[:2]]
    return any(_PHOTO.search(_names(each)) for each in near if each.tag not in {"body", "html", "main", "article"})
