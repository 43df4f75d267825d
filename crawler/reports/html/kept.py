"""What each copy kept of the text that its story is measured against, paragraph by paragraph, to be set under each other. Numbers, no markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.findings.stories.copies import CopyFinding
from crawler.findings.stories.stories import StoryFinding
from crawler.reports.html.coverage_strip import Segment, coverage_strip
from crawler.text.words import read_words

#: A phone has room for so many columns of a table; longer texts are cut into as many stretches of paragraphs.
_MOST = 8
_BREAK = re.compile(r"\n+")
_OPENING = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some paragraphs of the text: where they lie in percent of its words, their name, and how they begin."""

    x: float
    width: float
    name: str
    opening: str


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One copy: the segments of the text that it ran, and the share, 0..1, that it ran of each stretch."""

    row: CopyFinding
    segments: tuple[Segment, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The stretches of the text, and what each compared copy kept of them, in the story's order."""

    stretches: tuple[Stretch, ...]
    rows: tuple[KeptRow, ...]

    def ran_half(self, at: int) -> int:
        """Return how many copies ran half of a stretch or more; -1 is the last."""
        return sum(row.shares[at] >= 0.5 for row in self.rows)


def what_was_kept(story: StoryFinding) -> Kept:
    """Return what the copies of a story kept of what they are measured against; without rows where nothing was compared with it."""
    if story.measure is None or not len(read_words(story.measure.text)):
        return Kept((), ())
    stretches, words = _stretches(story.measure.text)
    rows = [row for row in story.rows if row.measure or (row.comparison is not None and row.comparison.words_b)]
    return Kept(stretches, tuple(KeptRow(row, coverage_strip(row), _shares(row, words)) for row in rows))


def shares_by_copy(rows: Sequence[KeptRow]) -> Mapping[str, tuple[float, ...]]:
    """Return the shares of each stretch by the key of the copy."""
    return {row.row.key: row.shares for row in rows}


def _stretches(text: str) -> tuple[tuple[Stretch, ...], list[tuple[int, int]]]:
    """Return the stretches of a text, and from which word to which each goes."""
    bounds: list[tuple[int, int, str]] = []
    at = 0
    for paragraph in filter(None, _BREAK.split(text)):
        length = len(read_words(paragraph))
        if length:
            bounds.append((at, at + length, paragraph.strip()))
            at += length
    step = -(-len(bounds) // _MOST) if bounds else 1
    groups = [bounds[index : index + step] for index in range(0, len(bounds), step)]
    stretches = tuple(
        Stretch(
            x=round(group[0][0] * 100 / at, 2),
            width=round((group[-1][1] - group[0][0]) * 100 / at, 2),
            name=_name(index * step + 1, index * step + len(group)),
            opening=group[0][2][:_OPENING],
        )
        for index, group in enumerate(groups)
    )
    return stretches, [(group[0][0], group[-1][1]) for group in groups]


def _name(first: int, last: int) -> str:
    return f"\u00b6 {first}" if first == last else f"\u00b6 {first}\u2013{last}"


def _shares(row: CopyFinding, stretches: Sequence[tuple[int, int]]) -> tuple[float, ...]:
    if row.measure or row.comparison is None:
        return tuple(1.0 for _ in stretches)
    taken = _joined(sorted((span.b_start, span.b_end) for span in row.comparison.spans))
    return tuple(
        min(1.0, sum(max(0, min(end, to) - max(start, fro)) for fro, to in taken) / (end - start))
        for start, end in stretches
    )


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted spans with those that overlap made one: no word counts twice."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
