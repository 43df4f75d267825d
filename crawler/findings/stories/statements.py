"""Statements: the words of somebody else that several copies print, with everyone who printed them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawler.findings.credit import name_of
from crawler.findings.stories.links import CopyLink
from crawler.provenance.times.interval import Interval
from crawler.sightings.record import Copy
from crawler.text.words import read_words
from crawler.tracking.relation import Relation

_SAME = 0.5  # of the shorter of two stretches of one copy: then both are one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One copy that prints a statement."""

    key: str
    outlet: str
    outlet_key: str
    headline: str
    published: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The longest stretch of equal words that two of its copies share, its length, and the copies, by outlet."""

    text: str
    words: int
    copies: tuple[Printed, ...]

    @property
    def outlets(self) -> int:
        """How many named outlets printed it."""
        return len({copy.outlet_key for copy in self.copies if copy.outlet_key})


@dataclass(frozen=True, slots=True)
class _Stretch:
    copy: str
    start: int
    end: int

    def same(self, other: _Stretch) -> bool:
        common = min(self.end, other.end) - max(self.start, other.start)
        return common >= _SAME * min(self.end - self.start, other.end - other.start)


def statements(links: Iterable[CopyLink], copies: Mapping[str, Copy]) -> tuple[Statement, ...]:
    """Return what the quotations among *links* print, most outlets first, then the longest.

    Two pairs print one statement when their stretches of a common copy overlap by half of the shorter one.
    """
    pairs = [pair for link in links if (pair := _stretches(link)) is not None]
    leader = _joined(pairs)
    groups: dict[_Stretch, list[_Stretch]] = defaultdict(list)
    for stretch in leader:
        groups[_find(leader, stretch)].append(stretch)
    found = [_statement(group, copies) for group in groups.values()]
    return tuple(sorted(found, key=lambda each: (-each.outlets, -len(each.copies), -each.words, each.text)))


def _stretches(link: CopyLink) -> tuple[_Stretch, _Stretch] | None:
    """Return where the longest common stretch of a quotation stands in its two copies."""
    if link.comparison.relation is not Relation.QUOTATION or not link.comparison.spans:
        return None
    span = max(link.comparison.spans, key=lambda each: (each.a_end - each.a_start, -each.a_start))
    return _Stretch(link.a, span.a_start, span.a_end), _Stretch(link.b, span.b_start, span.b_end)


def _joined(pairs: Iterable[tuple[_Stretch, _Stretch]]) -> dict[_Stretch, _Stretch]:
    """Return each stretch with one that leads it to its group's first."""
    leader: dict[_Stretch, _Stretch] = {}
    of_copy: dict[str, list[_Stretch]] = defaultdict(list)
    for pair in pairs:
        for stretch in pair:
            if stretch in leader:
                continue
            leader[stretch] = stretch
            for other in of_copy[stretch.copy]:
                if stretch.same(other):
                    leader[_find(leader, stretch)] = _find(leader, other)
            of_copy[stretch.copy].append(stretch)
        leader[_find(leader, pair[1])] = _find(leader, pair[0])
    return leader


def _find(leader: Mapping[_Stretch, _Stretch], stretch: _Stretch) -> _Stretch:
    while leader[stretch] != stretch:
        stretch = leader[stretch]
    return stretch


def _statement(group: Iterable[_Stretch], copies: Mapping[str, Copy]) -> Statement:
    longest = max(group, key=lambda each: (each.end - each.start, each.copy))
    text = copies[longest.copy].text
    read = read_words(text)
    words = range(len(read))[longest.start : longest.end]
    named = [copies[key] for key in {stretch.copy for stretch in group}]
    printed = [
        Printed(
            key=copy.key,
            outlet=name_of(copy),
            outlet_key=copy.outlet_key,
            headline=copy.headline,
            published=copy.published,
        )
        for copy in named
    ]
    return Statement(
        text=text[read.starts[words[0]] : read.ends[words[-1]]] if words else "",
        words=len(words),
        copies=tuple(sorted(printed, key=lambda each: (each.outlet.casefold(), each.key))),
    )
