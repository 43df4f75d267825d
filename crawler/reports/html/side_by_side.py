"""A word diff as rows to read: sentences that differ side by side, stretches that are the same folded away."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.findings.word_diff import Change, Piece, beginning, opening
from crawler.text.words import Words, most_words, next_word, read_words

_SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u0964\u061f][\"'\u2019\u201d\u00bb)\]]*\s|\n")


@dataclass(frozen=True, slots=True)
class _Fold:
    """A stretch of more than `over` words is folded; `head` and `tail` words stay at its ends."""

    over: int
    head: int
    tail: int


#: Text that is only here is the copy's own and stays whole far longer than what the measured text shows anyway.
_OWN = _Fold(160, 80, 40)
_FOLDS = {
    Change.SAME: _Fold(18, 8, 6),
    Change.CUT: _Fold(24, 10, 8),
    Change.MOVED: _Fold(24, 10, 8),
    Change.ADDED: _OWN,
    Change.CHANGED: _OWN,
    Change.SPELLING: _OWN,
}
#: Inside a row that differs, the same words stay for context unless they are very many.
_CONTEXT = _Fold(28, 10, 8)
_MOST_ROWS = 150
_PASSAGE_OVER = 25


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch on one side of a row. `folded` counts words left out between `text` and `tail`.

    `passage` says that it is long: it is set off as a whole instead of word by word, to stay readable.
    """

    change: Change
    text: str
    folded: int = 0
    tail: str = ""
    passage: bool = False


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One row: what the text that it is measured against has (`there`) and what this copy has (`here`).

    A row that is the `same`, and one that only lost or only gained words (`one_sided`), need no second side to be read.
    """

    same: bool
    there: tuple[Mark, ...]
    here: tuple[Mark, ...]
    one_sided: bool = False


@dataclass(frozen=True, slots=True)
class Diff:
    """A whole diff: its rows, how many more were left out, and how many differences of which sort there are.

    `spellings` are the words spelt otherwise, as (measured text, this copy), each once: they make no row of their own.
    """

    rows: tuple[DiffRow, ...]
    more: int
    counts: tuple[tuple[Change, int], ...]
    spellings: tuple[tuple[str, str], ...]

    @property
    def wording(self) -> int:
        """Return the number of differences that are more than spelling."""
        return sum(number for change, number in self.counts if change is not Change.SPELLING)


def side_by_side(pieces: Sequence[Piece]) -> Diff:
    """Return *pieces* as rows, one sentence or more each."""
    rows = [_row(unit) for unit in _merged(_units(pieces))]
    counts = tuple(
        (change, number)
        for change in Change
        if change is not Change.SAME and (number := sum(piece.change is change for piece in pieces))
    )
    spelt = {(_bare(piece.there), _bare(piece.here)): None for piece in pieces if piece.change is Change.SPELLING}
    return Diff(tuple(rows[:_MOST_ROWS]), max(0, len(rows) - _MOST_ROWS), counts, tuple(spelt))


def _bare(text: str) -> str:
    """Return the words of *text* without the punctuation around them."""
    found = read_words(text)
    return text[found.starts[0] : found.ends[-1]] if len(found) else text


def _units(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces in groups that begin and end where a sentence does on both sides."""
    unit: list[Piece] = []
    for piece in pieces:
        for part, ends in _sentences(piece):
            unit.append(part)
            if ends:
                yield unit
                unit = []
    if unit:
        yield unit


def _sentences(piece: Piece) -> Iterator[tuple[Piece, bool]]:
    """Yield a piece in parts that end with a sentence, each with whether one ends there in both texts.

    Of what is the same there are three at most: to where its first sentence ends, to where its last one does, and the rest.
    What lies between is one row anyway.
    """
    if piece.change is not Change.SAME:
        ends = all(not text or _SENTENCE_END.search(_last(text)) for text in (piece.here, piece.there))
        yield piece, ends
        return
    here_at = there_at = 0
    for here_next, there_next in _borders(piece):
        yield _part(piece, slice(here_at, here_next), slice(there_at, there_next)), True
        here_at, there_at = here_next, there_next
    rest = _part(piece, slice(here_at, None), slice(there_at, None))
    yield rest, _ends(_last(rest.here)) and _ends(_last(rest.there))


def _part(piece: Piece, here: slice, there: slice) -> Piece:
    """Return a part of a piece that is the same; nobody counts its words."""
    return Piece(piece.change, piece.here[here], piece.there[there], 0, 0)


def _borders(piece: Piece) -> list[tuple[int, int]]:
    """Return where a sentence follows another in both texts of a piece that is the same: the first and the last such place."""
    if not _ends(piece.here):  # as in most pieces
        return []
    if piece.here == piece.there:
        ends = list(_SENTENCE_END.finditer(piece.here))
        first = next(filter(None, (_following(piece.here, each) for each in ends)), None)
        last = next(filter(None, (_following(piece.here, each) for each in reversed(ends))), None)
        return [(at, at) for at in dict.fromkeys((first, last)) if at is not None]
    return _common_borders(piece)


def _following(text: str, end: re.Match[str]) -> int | None:
    """Return where the first word behind the *end* of a sentence begins, with what opens it; None where there is none, or none before."""
    before, behind = next_word(text, 0), next_word(text, end.end())
    if before is None or before >= end.start() or behind is None:
        return None
    return opening(text, behind, end.end())


def _common_borders(piece: Piece) -> list[tuple[int, int]]:
    """Return the same of texts that differ in looks, by their words."""
    here, there = read_words(piece.here), read_words(piece.there)
    if len(here) != len(there):
        return []
    gaps = list(_gaps(piece.here, here))
    both = [
        next(filter(None, (_common_border(piece, here, there, index) for index in order)), None)
        for order in (gaps, reversed(gaps))
    ]
    return [border for border in dict.fromkeys(both) if border is not None]


def _common_border(piece: Piece, here: Words, there: Words, index: int) -> tuple[int, int] | None:
    """Return where the words behind the one at *index* begin, if a sentence ends between in both texts."""
    here_next = beginning(piece.here, here, index + 1)
    there_next = beginning(piece.there, there, index + 1)
    if _ends(piece.here[here.ends[index] : here_next]) and _ends(piece.there[there.ends[index] : there_next]):
        return here_next, there_next
    return None


def _gaps(text: str, words: Words) -> Iterator[int]:
    """Give the words of *text*, by number, that another follows and between which and that is what ends a sentence."""
    before = -1
    for match in _SENTENCE_END.finditer(text):
        index = bisect_right(words.ends, match.start()) - 1
        if before < index < len(words) - 1:
            yield index
            before = index


def _ends(between: str) -> bool:
    return _SENTENCE_END.search(between) is not None


def _last(text: str) -> str:
    """Return the end of *text*, where a sentence's punctuation would stand."""
    return text[-6:] + " "


def _merged(units: Iterator[list[Piece]]) -> Iterator[list[Piece]]:
    """Yield units with neighbors that are the same but for spelling joined."""
    waiting: list[Piece] = []
    for unit in units:
        if _is_same(unit):
            waiting.extend(unit)
            continue
        if waiting:
            yield waiting
            waiting = []
        yield unit
    if waiting:
        yield waiting


def _is_same(unit: Sequence[Piece]) -> bool:
    return all(piece.change in {Change.SAME, Change.SPELLING} for piece in unit)


def _row(unit: list[Piece]) -> DiffRow:
    if _is_same(unit):
        text = "".join(piece.here for piece in unit)
        return DiffRow(same=True, there=(), here=(_mark(Change.SAME, text, _FOLDS[Change.SAME]),))
    found = {piece.change for piece in unit}
    if found in ({Change.SAME, Change.CUT}, {Change.SAME, Change.ADDED}):
        marks = tuple(_side(piece.change, piece.here or piece.there) for piece in unit)
        return DiffRow(same=False, there=(), here=marks, one_sided=True)
    there = tuple(_side(piece.change, piece.there) for piece in unit if piece.there)
    here = tuple(_side(piece.change, piece.here) for piece in unit if piece.here)
    return DiffRow(same=False, there=there, here=here)


def _side(change: Change, text: str) -> Mark:
    return _mark(change, text, _CONTEXT if change is Change.SAME else _FOLDS[change])


def _mark(change: Change, text: str, fold: _Fold) -> Mark:
    if most_words(text) <= min(fold.over, _PASSAGE_OVER):
        return Mark(change, text)
    found = read_words(text)
    passage = len(found) > _PASSAGE_OVER
    if len(found) <= fold.over:
        return Mark(change, text, passage=passage)
    head, tail = text[: found.ends[fold.head - 1]], text[found.starts[-fold.tail] :]
    return Mark(change, head, len(found) - fold.head - fold.tail, tail, passage=passage)
