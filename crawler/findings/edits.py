"""Edits: what each later version of a text at its address added and took out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from crawler.findings.stories.stories import StoryFinding
from crawler.findings.versions import History, TextChange, TextVersion
from crawler.findings.word_diff import Change, Piece, differences
from crawler.text.voice import read_voiced
from crawler.text.words import read_words
from crawler.tracking.relation import Comparison

#: How two texts, given as folded words, compare.
Compare = Callable[[Sequence[str], Sequence[str]], Comparison]
_ADDED, _REMOVED = frozenset({Change.ADDED, Change.CHANGED}), frozenset({Change.CUT, Change.CHANGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of a text at its address; `pieces` set the new text ("here") against the old ("there").

    `words_added` and `words_removed` count words that came and went, not those that were moved or spelt otherwise. `place`
    is that of the story it belongs to, None where it belongs to none or nobody looked.
    """

    history: History
    earlier: TextVersion
    later: TextVersion
    words_added: int
    words_removed: int
    pieces: tuple[Piece, ...]
    place: int | None = None


def edit_of(history: History, change: TextChange, compared: Compare) -> Edit:
    """Return what a change added and took out; *compared* gives the comparison of two texts."""
    new, old = change.later.text, change.earlier.text
    spans = compared(read_voiced(new), read_voiced(old)).spans
    pieces = differences(new, old, spans)
    return Edit(
        history=history,
        earlier=change.earlier,
        later=change.later,
        words_added=sum(piece.words_here - _unchanged_words(piece) for piece in pieces if piece.change in _ADDED),
        words_removed=sum(piece.words_there - _unchanged_words(piece) for piece in pieces if piece.change in _REMOVED),
        pieces=pieces,
    )


def _unchanged_words(piece: Piece) -> int:
    """Count the single words that a changed phrase keeps: it is shown as a whole, but they neither came nor went."""
    here, there = read_words(piece.here).folded, read_words(piece.there).folded
    return sum(block.size for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks())


def edits_of(known: Iterable[History], compared: Compare) -> tuple[Edit, ...]:
    """Return every change, in the order of their addresses and numbers; *compared* gives the comparison of two texts."""
    return tuple(edit_of(history, change, compared) for history in known for change in history.changes)


def in_order_of_stories(edits: Iterable[Edit], stories: Iterable[StoryFinding]) -> tuple[Edit, ...]:
    """Return *edits* with the places of their stories, those of the first stories first."""
    places = {row.key: story.place for story in reversed(list(stories)) for row in story.rows}
    placed = [replace(edit, place=places.get(edit.later.copy) or places.get(edit.earlier.copy)) for edit in edits]
    return tuple(sorted(placed, key=lambda edit: (edit.place is None, edit.place or 0)))
