"""A word diff as rows to read: sentences that differ side by side, stretches that are the same folded away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.reports.differences import beginning
from crawler.reports.model import Change, Piece
from crawler.text.words import read_words

_SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u0964\u061f][\"'\u2019\u201d\u00bb)\]]*\s|\n")
#: How many words of a folded stretch stay at its start and end.
_HEAD, _TAIL = 12, 8
#: Longer stretches are folded; text that is only here is the copy's own and stays whole far longer.
_FOLD_OVER = {
    Change.SAME: 24,
    Change.CUT: 45,
    Change.MOVED: 45,
    Change.ADDED: 400,
    Change.CHANGED: 400,
    Change.SPELLING: 400,
}
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
    """One row: what the fullest copy has (`there`) and what this copy has (`here`). `same` rows have one side only."""

    same: bool
    there: tuple[Mark, ...]
    here: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """A whole diff: its rows, how many more were left out, and how many differences of which sort there are."""

    rows: tuple[DiffRow, ...]
    more: int
    counts: tuple[tuple[Change, int], ...]

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
    return Diff(tuple(rows[:_MOST_ROWS]), max(0, len(rows) - _MOST_ROWS), counts)


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
    """Yield a piece sentence by sentence, each with whether a sentence ends there in both texts."""
    if piece.change is not Change.SAME:
        ends = all(not text or _SENTENCE_END.search(_last(text)) for text in (piece.here, piece.there))
        yield piece, ends
        return
    here, there = read_words(piece.here), read_words(piece.there)
    at = here_at = there_at = 0
    if len(here) == len(there):
        for index in range(len(here) - 1):
            here_next = beginning(piece.here, here, index + 1)
            there_next = beginning(piece.there, there, index + 1)
            if _ends(piece.here[here.ends[index] : here_next]) and _ends(piece.there[there.ends[index] : there_next]):
                words = index + 1 - at
                yield (
                    Piece(Change.SAME, piece.here[here_at:here_next], piece.there[there_at:there_next], words, words),
                    True,
                )
                at, here_at, there_at = index + 1, here_next, there_next
    rest = Piece(
        Change.SAME, piece.here[here_at:], piece.there[there_at:], piece.words_here - at, piece.words_there - at
    )
    yield rest, _ends(_last(rest.here)) and _ends(_last(rest.there))


def _ends(between: str) -> bool:
    return _SENTENCE_END.search(between) is not None


def _last(text: str) -> str:
    """Return the end of *text*, where a sentence's punctuation would stand."""
    return text[-6:] + " "


def _merged(units: Iterator[list[Piece]]) -> Iterator[list[Piece]]:
    """Yield units with neighbors that are all the same joined."""
    waiting: list[Piece] = []
    for unit in units:
        if all(piece.change is Change.SAME for piece in unit):
            waiting.extend(unit)
            continue
        if waiting:
            yield waiting
            waiting = []
        yield unit
    if waiting:
        yield waiting


def _row(unit: list[Piece]) -> DiffRow:
    if all(piece.change is Change.SAME for piece in unit):
        text = "".join(piece.here for piece in unit)
        return DiffRow(same=True, there=(), here=(_mark(Change.SAME, text, _FOLD_OVER[Change.SAME]),))
    there = tuple(_side(piece.change, piece.there) for piece in unit if piece.there)
    here = tuple(_side(piece.change, piece.here) for piece in unit if piece.here)
    return DiffRow(same=False, there=there, here=here)


def _side(change: Change, text: str) -> Mark:
    # Inside a row that differs, the same words stay for context unless they are very many.
    return _mark(change, text, 40 if change is Change.SAME else _FOLD_OVER[change])


def _mark(change: Change, text: str, longest: int) -> Mark:
    found = read_words(text)
    passage = len(found) > _PASSAGE_OVER
    if len(found) <= longest:
        return Mark(change, text, passage=passage)
    head, tail = text[: found.ends[_HEAD - 1]], text[found.starts[-_TAIL] :]
    return Mark(change, head, len(found) - _HEAD - _TAIL, tail, passage=passage)
