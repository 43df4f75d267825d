"""A text as its reader sees it, without what disguised it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from crawler.text.disguises.hidden import hidden_in, hidden_words
from crawler.text.disguises.kinds import Disguise
from crawler.text.disguises.look_alikes import without_look_alikes
from crawler.text.disguises.parted import as_seen, without_dots
from crawler.text.disguises.styles import (
    without_enclosures,
    without_small_capitals,
    without_stacked_marks,
    without_styles,
)
from crawler.text.sanitize import sanitize


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without what disguised it, and what that was."""

    text: str
    disguises: tuple[Disguise, ...] = ()


def plain(text: str) -> Plain:
    """Return a sanitized text as its reader sees it, with what was done to it."""
    found: list[Disguise] = []
    for disguise, undo in _UNDO.items():
        if (undone := undo(text)) is not None:
            text = undone
            found.append(disguise)
    return Plain(text, tuple(found))


def as_read(text: str) -> Plain:
    """Return any text, sanitized, as its reader sees it, with what was done to it."""
    seen = plain(sanitize(as_seen(text)))
    hidden = hidden_in(seen.text, hidden_words(text))
    return Plain(seen.text, tuple(dict.fromkeys((*seen.disguises, *hidden))))


#: What undoes a disguise: the text without it, or None where there is none.
_UNDO: Final[Mapping[Disguise, Callable[[str], str | None]]] = {
    Disguise.STACKED: without_stacked_marks,
    Disguise.ENCLOSED: without_enclosures,
    Disguise.SMALL_CAPITALS: without_small_capitals,
    Disguise.STYLED: without_styles,
    Disguise.LOOK_ALIKES: without_look_alikes,
    Disguise.PARTED: without_dots,
}
