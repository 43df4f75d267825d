"""What a copy changed: the two texts of a comparison cut into pieces that are the same, changed, added, cut or moved.

The verified spans of the comparison decide what belongs together; inside a span, where small gaps were bridged, the two
texts are walked side by side, so that the cost grows with their length and no faster. Punctuation is not compared; it
belongs to the word before it, what opens a word to that word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from crawler.text.words import Words, fold, read_words
from crawler.tracking.relation import Span


class Change(StrEnum):
    """What became of a stretch of words between a copy ("here") and the text that it is measured against ("there")."""

    SAME = "same"
    SPELLING = "spelling"  # the same words, spelt or styled otherwise ("per cent", "%")
    CHANGED = "changed"
    ADDED = "added"  # only here
    CUT = "cut"  # only there
    MOVED = "moved"  # in both, in another place


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one alignment: the texts of both sides, and how many words each has. Joined, they give each text."""

    change: Change
    here: str
    there: str
    words_here: int
    words_there: int


#: A gap with more words than this on either side is shown as added and cut text, not as one changed phrase.
_LONGEST_CHANGE = 40
_OPENING = frozenset("([{\"'\u2018\u201c\u00ab\u00bf\u00a1$\u00a3\u20ac\u20b9#@")
#: Inside a span both texts go on alike after a few words (alignment bridges gaps of about eight), for a run of four.
_RESYNC_WITHIN, _RESYNC_RUN = 16, 4
#: Chaining spans compares every pair of them.
_MOST_SPANS = 2_000


def beginning(text: str, words: Words, index: int) -> int:
    """Return where word *index* begins with the quotes, brackets and signs that open it; the first begins at 0.

    The index after the last word gives the text's length, so that neighbors share their borders.
    """
    if index == 0 or index >= len(words):
        return 0 if index == 0 else len(text)
    return opening(text, words.starts[index], words.ends[index - 1])


def opening(text: str, start: int, after: int) -> int:
    """Return where the quotes, brackets and signs begin that open the word at *start*, none of them before *after*."""
    while start > after and text[start - 1] in _OPENING:
        start -= 1
    return start


@dataclass(frozen=True)
class _Side:
    text: str
    words: Words

    @cached_property
    def written(self) -> list[str]:
        """The words as they stand in the text."""
        return [self.text[start:end] for start, end in zip(self.words.starts, self.words.ends, strict=True)]

    def cut(self, start: int, end: int) -> str:
        """Return the text of words start..end with the punctuation that belongs to them."""
        if start >= end:
            return ""
        return self.text[beginning(self.text, self.words, start) : beginning(self.text, self.words, end)]


@lru_cache(maxsize=8)
def _side(text: str) -> _Side:
    """Return one side; all copies of a story are set against the same text."""
    return _Side(text, read_words(text))


class _Run(NamedTuple):
    """Word offsets of one piece."""

    change: Change
    a_start: int
    a_end: int
    b_start: int
    b_end: int


def differences(here: str, there: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """Return the pieces of *here* (a copy, a) against *there* (what it is measured against, b), in reading order.

    *spans* are word offsets over `read_words` of each text. The `here` parts of the pieces joined give *here* and the
    `there` parts give *there*, whenever a side has words at all.
    """
    a, b = _side(here), _side(there)
    inside = [span for span in spans if _fits(span, a, b)]
    runs = _joined(_runs(a, b, inside))
    return tuple(
        Piece(
            run.change,
            a.cut(run.a_start, run.a_end),
            b.cut(run.b_start, run.b_end),
            run.a_end - run.a_start,
            run.b_end - run.b_start,
        )
        for run in runs
    )


def _fits(span: Span, a: _Side, b: _Side) -> bool:
    return 0 <= span.a_start < span.a_end <= len(a.words) and 0 <= span.b_start < span.b_end <= len(b.words)


def _runs(a: _Side, b: _Side, spans: Sequence[Span]) -> Iterator[_Run]:
    backbone = _backbone(spans)
    moved = [span for span in spans if span not in backbone]
    moved_a = _covered(len(a.words), [(span.a_start, span.a_end) for span in moved])
    moved_b = _covered(len(b.words), [(span.b_start, span.b_end) for span in moved])
    a_at = b_at = 0
    for span in [*backbone, Span(len(a.words), len(a.words), len(b.words), len(b.words))]:
        between = Span(a_at, span.a_start, b_at, span.b_start)
        head, middle, tail = _trimmed(a, b, between)
        yield from _same(a, b, head)
        yield from _gap(a, b, middle, (moved_a, moved_b))
        yield from _same(a, b, tail)
        yield from _inside(a, b, span)
        a_at, b_at = span.a_end, span.b_end


def _backbone(spans: Sequence[Span]) -> list[Span]:
    """Return the heaviest chain of spans that run in the same order in both texts; the others were moved."""
    longest = sorted(spans, key=lambda span: (span.a_start - span.a_end, span.a_start, span.b_start))[:_MOST_SPANS]
    ordered = sorted(longest, key=lambda span: (span.a_end, span.b_end, span.a_start, span.b_start))
    weight: list[int] = []
    before: list[int] = []
    for index, span in enumerate(ordered):
        best, best_at = 0, -1
        for earlier in range(index):
            other = ordered[earlier]
            if other.a_end <= span.a_start and other.b_end <= span.b_start and weight[earlier] > best:
                best, best_at = weight[earlier], earlier
        weight.append(best + span.a_end - span.a_start)
        before.append(best_at)
    chain: list[Span] = []
    at = max(range(len(ordered)), key=lambda index: (weight[index], -index), default=-1)
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


def _covered(length: int, ranges: Sequence[tuple[int, int]]) -> bytearray:
    marks = bytearray(length)
    for start, end in ranges:
        marks[start:end] = b"\x01" * (end - start)
    return marks


def _gap(a: _Side, b: _Side, gap: Span, moved: tuple[bytearray, bytearray]) -> Iterator[_Run]:
    """Yield what lies between two spans of the backbone."""
    moved_a, moved_b = moved
    here, there = gap.a_end - gap.a_start, gap.b_end - gap.b_start
    has_moved = any(moved_a[gap.a_start : gap.a_end]) or any(moved_b[gap.b_start : gap.b_end])
    if here and there and not has_moved and max(here, there) <= _LONGEST_CHANGE:
        yield from _phrase(a, b, gap, least=3)
        return
    for start, end, was_moved in _stretches(moved_b, gap.b_start, gap.b_end):
        yield _Run(Change.MOVED if was_moved else Change.CUT, gap.a_start, gap.a_start, start, end)
    for start, end, was_moved in _stretches(moved_a, gap.a_start, gap.a_end):
        yield _Run(Change.MOVED if was_moved else Change.ADDED, start, end, gap.b_end, gap.b_end)


def _stretches(marks: bytearray, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    at = start
    while at < end:
        stop = marks.find(1 - marks[at], at, end)
        stop = end if stop < 0 else stop
        yield at, stop, bool(marks[at])
        at = stop


def _inside(a: _Side, b: _Side, span: Span) -> Iterator[_Run]:
    """Yield the pieces of one span: equal runs, and the small differences that alignment bridged between them."""
    here, there = a.words.folded, b.words.folded
    p, q = span.a_start, span.b_start
    while p < span.a_end or q < span.b_end:
        run = _common(here[p : span.a_end], there[q : span.b_end])
        yield from _same(a, b, Span(p, p + run, q, q + run))
        p, q = p + run, q + run
        reach = _RESYNC_WITHIN + _RESYNC_RUN
        skips = _resync(here[p : min(p + reach, span.a_end)], there[q : min(q + reach, span.b_end)])
        i, j = skips or (span.a_end - p, span.b_end - q)
        yield from _phrase(a, b, Span(p, p + i, q, q + j), least=2)
        p, q = p + i, q + j


def _resync(here: Sequence[str], there: Sequence[str]) -> tuple[int, int] | None:
    """Return how many words to skip on each side until both go on alike, the fewest first, or None."""
    for skipped in range(1, 2 * _RESYNC_WITHIN + 1):
        for i in range(max(0, skipped - _RESYNC_WITHIN), min(skipped, _RESYNC_WITHIN) + 1):
            j = skipped - i
            ahead = here[i : i + _RESYNC_RUN]
            if ahead and ahead == there[j : j + _RESYNC_RUN]:
                return i, j
    return None


def _phrase(a: _Side, b: _Side, span: Span, *, least: int) -> Iterator[_Run]:
    """Yield a small difference, split where both sides share *least* words in a row: fewer are shared by chance."""
    here = a.words.folded[span.a_start : span.a_end]
    there = b.words.folded[span.b_start : span.b_end]
    blocks = [(0, 0, 0)]
    if max(len(here), len(there)) <= _LONGEST_CHANGE:
        found = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
        blocks = [(block.a, block.b, block.size) for block in found if block.size >= least]
    p, q = span.a_start, span.b_start
    for skip_a, skip_b, size in [*blocks, (len(here), len(there), 0)]:
        i, j = span.a_start + skip_a, span.b_start + skip_b
        change = Change.CHANGED if i > p and j > q else Change.ADDED if i > p else Change.CUT
        yield _Run(change, p, i, q, j)
        yield from _same(a, b, Span(i, i + size, j, j + size))
        p, q = i + size, j + size


def _trimmed(a: _Side, b: _Side, span: Span) -> tuple[Span, Span, Span]:
    """Split *span* into the equal words at its start, what lies between, and the equal words at its end."""
    here = a.words.folded[span.a_start : span.a_end]
    there = b.words.folded[span.b_start : span.b_end]
    head = _common(here, there)
    tail = _common(here[head:][::-1], there[head:][::-1])
    middle = Span(span.a_start + head, span.a_end - tail, span.b_start + head, span.b_end - tail)
    return (
        Span(span.a_start, middle.a_start, span.b_start, middle.b_start),
        middle,
        Span(middle.a_end, span.a_end, middle.b_end, span.b_end),
    )


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many equal words both begin."""
    if one[: len(other)] == other[: len(one)]:
        return min(len(one), len(other))
    return next(at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)


def _same(a: _Side, b: _Side, span: Span) -> Iterator[_Run]:
    """Yield the stretches of a run of equal folded words, spelt alike and spelt otherwise in turn."""
    here, there = a.written[span.a_start : span.a_end], b.written[span.b_start : span.b_end]
    if here and here == there:
        yield _stretch(span, 0, len(here), alike=True)
        return
    begun, before = 0, None
    for offset, (x, y) in enumerate(zip(here, there, strict=True)):
        alike = x == y or fold(x) == fold(y)
        if before is not None and alike is not before:
            yield _stretch(span, begun, offset, alike=before)
            begun = offset
        before = alike
    if before is not None:
        yield _stretch(span, begun, len(here), alike=before)


def _stretch(span: Span, start: int, end: int, *, alike: bool) -> _Run:
    change = Change.SAME if alike else Change.SPELLING
    return _Run(change, span.a_start + start, span.a_start + end, span.b_start + start, span.b_start + end)


def _joined(runs: Iterator[_Run]) -> list[_Run]:
    """Return *runs* with neighbors of one kind joined and empty ones gone."""
    joined: list[_Run] = []
    for run in runs:
        if run.a_start == run.a_end and run.b_start == run.b_end:
            continue
        last = joined[-1] if joined else None
        if last and last.change == run.change and (last.a_end, last.b_end) == (run.a_start, run.b_start):
            joined[-1] = _Run(run.change, last.a_start, run.a_end, last.b_start, run.b_end)
        else:
            joined.append(run)
    return joined
