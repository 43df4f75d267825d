"""Statements: the same words of somebody else, and every outlet that printed them.

A quotation link joins two copies; a statement joins all that print it. Around one copy, the quotations that lie at one place
of its text are one statement; copies in stories with those are looked at, too, since no quotation link is made inside a story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crawler.findings.credit import name_of
from crawler.findings.stories.links import CopyLink
from crawler.provenance.times.interval import Interval
from crawler.sightings.record import Copy
from crawler.text.shingles import shingle_set
from crawler.text.words import Words, read_words
from crawler.tracking.relation import Comparison, Story, mirrored


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRules:
    """When words count as the same statement. Shares are 0..1 of the statement's 3-word shingles. Raises ValueError.

    `held`: so much of it a copy must have to have printed it; less is another cut of the same interview. `least_words`: a
    shorter run is a turn of phrase.
    """

    held: float = 0.8
    least_words: int = 8
    shingle_words: int = 3

    def __post_init__(self) -> None:
        if not 0 < self.held <= 1 or self.least_words < self.shingle_words:
            raise ValueError("held is a share above 0, least_words no less than shingle_words")


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
    """One statement: its words as `anchor` prints them, folded (`words`), the copies that print it and their outlets, by key.

    `printed` are the same copies by the names of their outlets.
    """

    text: str
    words: tuple[str, ...]
    anchor: str
    copies: tuple[str, ...]
    outlets: tuple[str, ...]
    printed: tuple[Printed, ...]


def statements_of(
    copies: Mapping[str, Copy],
    quotations: Iterable[CopyLink],
    stories: Iterable[Story],
    rules: StatementRules | None = None,
) -> tuple[Statement, ...]:
    """Return the statements among *quotations*, those of most outlets first. A copy may print several, a pair proves one once."""
    scene = _Scene(copies, tuple(quotations), tuple(stories), rules or StatementRules())
    found: list[Statement] = []
    left = {(link.a, link.b) for link in scene.quotations}
    while left:
        anchor = scene.most_linked(left)
        mine = {pair for pair in left if anchor in pair}
        found.extend(scene.around(anchor, mine))
        printed = [set(each.copies) for each in found]
        left -= mine | {pair for pair in left if any(set(pair) <= keys for keys in printed)}
    return tuple(sorted(found, key=lambda each: (-len(each.outlets), -len(each.copies), each.anchor, each.words)))


@dataclass(frozen=True)
class _Scene:
    copies: Mapping[str, Copy]
    quotations: Sequence[CopyLink]
    stories: Sequence[Story]
    rules: StatementRules

    @cached_property
    def comparisons(self) -> Mapping[tuple[str, str], Comparison]:
        return {(link.a, link.b): link.comparison for link in self.quotations}

    @cached_property
    def siblings(self) -> Mapping[str, set[str]]:
        """The copies in stories with each copy that prints somebody's words."""
        near: dict[str, set[str]] = defaultdict(set)
        quoting = {key for pair in self.comparisons for key in pair}
        for story in self.stories:
            for key in quoting & set(story.copies):
                near[key] |= set(story.copies)
        return near

    def most_linked(self, pairs: Iterable[tuple[str, str]]) -> str:
        counts: dict[str, int] = defaultdict(int)
        for pair in pairs:
            for key in pair:
                counts[key] += 1
        return min(counts, key=lambda key: (-counts[key], key))

    def around(self, anchor: str, pairs: Iterable[tuple[str, str]]) -> Iterator[Statement]:
        """Give the statements of one copy: its places that others print, overlapping ones taken together at their longest."""
        words = read_words(self.copies[anchor].text)
        places: list[tuple[int, int, set[str]]] = []
        for start, end, other in sorted(self._runs(anchor, pairs), key=lambda run: (run[0] - run[1], run)):
            at = next((place for place in places if start < place[1] and place[0] < end), None)
            if at is None:
                places.append((start, end, {other}))
            else:
                at[2].add(other)
        for start, end, others in places:
            yield from self._statement(anchor, words, (start, end), others)

    def _runs(self, anchor: str, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
        for a, b in pairs:
            comparison = self.comparisons[a, b] if a == anchor else mirrored(self.comparisons[a, b])
            spans = sorted(comparison.spans, key=lambda span: span.a_start - span.a_end)
            for span in spans[:1] or ():
                if span.a_end - span.a_start >= self.rules.least_words:
                    yield span.a_start, span.a_end, b if a == anchor else a

    def _statement(self, anchor: str, words: Words, place: tuple[int, int], others: set[str]) -> Iterator[Statement]:
        said = tuple(words.folded[place[0] : place[1]])
        near = {key for each in (anchor, *others) for key in self.siblings.get(each, ())}
        printing = {anchor, *others, *(key for key in near & self.copies.keys() if self._prints(key, said))}
        text = self.copies[anchor].text[words.starts[place[0]] : words.ends[place[1] - 1]]
        yield Statement(
            text=text,
            words=said,
            anchor=anchor,
            copies=tuple(sorted(printing)),
            outlets=tuple(sorted({self.copies[key].outlet_key for key in printing} - {""})),
            printed=tuple(sorted(map(self._printed, printing), key=lambda each: (each.outlet.casefold(), each.key))),
        )

    def _printed(self, key: str) -> Printed:
        copy = self.copies[key]
        return Printed(
            key=key,
            outlet=name_of(copy),
            outlet_key=copy.outlet_key,
            headline=copy.headline,
            published=copy.published,
        )

    def _prints(self, key: str, said: Sequence[str]) -> bool:
        shingles = shingle_set(said, self.rules.shingle_words)
        here = shingle_set(read_words(self.copies[key].text).folded, self.rules.shingle_words)
        return len(shingles & here) >= self.rules.held * len(shingles)
