"""Clusters: items that a page puts together because they are about one event.

Boxes of one pattern that hold several items each are clusters where the headlines inside a box share words that those of
other boxes have not; else they are sections, columns or days.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from statistics import median

import regex
from lxml import etree

from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.record_parts import count
from crawler.pages.blocks.sheet import Sheet

_FEWEST = 2  # boxes with several items
_LARGEST = 30  # items of one box; sections and whole lists have more
_HIGHEST = 12  # levels between an item and its box
_ALIKE, _TIMES_AS_OFTEN = 0.3, 4  # share of pairs in one box with a rare word in common, and against pairs of two boxes
_COMMON = 0.12  # of the headlines a word may be in, to be rare
_MOST_PAIRS = 2_000
_WORD = regex.compile(r"[\p{L}\p{M}\d]{4,}|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]{2}", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster's number on its page, from 0, and its heading: its own, else the headline of its first item."""

    number: int
    headline: str


def clusters_of(sheet: Sheet, rows: Sequence[Row]) -> Mapping[int, Cluster]:
    """Return the cluster of each of *rows*, by the number of the row, as far as the page has clusters."""
    boxes: dict[etree._Element, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for element in islice(row.link.element.iterancestors(), _HIGHEST):
            boxes[element].append(at)
    families: dict[tuple[etree._Element | None, str], list[list[int]]] = defaultdict(list)
    for box, inside in boxes.items():
        families[box.getparent(), sheet.signature(box)].append(inside)
    words = _rare_words([row.link.headline for row in rows])
    likely = [family for family in families.values() if _holds_several(family) and _are_about_one(family, words)]
    best = max(likely, key=lambda family: (sum(map(len, family)), len(family)), default=[])
    owners = {tuple(inside): box for box, inside in boxes.items()}
    found: dict[int, Cluster] = {}
    for number, inside in enumerate(each for each in best if len(each) > 1):
        heading = _heading(sheet, owners[tuple(inside)], rows[inside[0]])
        found |= dict.fromkeys(inside, Cluster(number, heading))
    return found


def _holds_several(family: Sequence[Sequence[int]]) -> bool:
    several = [inside for inside in family if len(inside) > 1]
    return len(several) >= _FEWEST and median(map(len, several)) >= 2 and max(map(len, several)) <= _LARGEST


def _are_about_one(family: Sequence[Sequence[int]], words: Sequence[frozenset[str]]) -> bool:
    """Return whether headlines in one box share rare words, and those in two boxes hardly ever."""
    together = [pair for inside in family for pair in combinations(inside, 2)][:_MOST_PAIRS]
    apart = [(one, other) for a, b in combinations(family, 2) for one in a for other in b][:_MOST_PAIRS]
    inside, across = _share(together, words), _share(apart, words)
    return inside >= _ALIKE and inside >= _TIMES_AS_OFTEN * across


def _share(pairs: Sequence[tuple[int, int]], words: Sequence[frozenset[str]]) -> float:
    return sum(not words[one].isdisjoint(words[other]) for one, other in pairs) / max(1, len(pairs))


def _rare_words(headlines: Sequence[str]) -> Sequence[frozenset[str]]:
    words = [frozenset(_WORD.findall(headline.casefold())) for headline in headlines]
    often = Counter(word for each in words for word in each)
    most = max(4.0, _COMMON * len(headlines))
    return [frozenset(word for word in each if often[word] <= most) for each in words]


def _heading(sheet: Sheet, box: etree._Element, lead: Row) -> str:
    """Return the heading that a box begins with, else the headline of its first item."""
    first, _ = sheet.spans.get(box, (lead.first, lead.first))
    texts = sheet.texts[first : min(lead.link.numbers, default=first)]
    return next((text.text for text in texts if text.heading and count(text.text) > 1), lead.link.headline)
