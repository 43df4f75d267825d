"""A cut: a stretch of text that is not the article, with the rule that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cut:
    """Characters start..end of the raw text, taken out by `rule` (a short slug such as "taboola-widget")."""

    rule: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without its boilerplate, and the log of what was removed, in order of position, never overlapping."""

    text: str
    cuts: tuple[Cut, ...]


def apply_cuts(raw: str, cuts: Sequence[Cut]) -> Cleaned:
    """Take *cuts* out of *raw*; a space closes each gap inside a line, and lines left empty go."""
    kept: list[str] = []
    position = 0
    ordered = sorted(cuts, key=lambda cut: cut.start)
    for cut in ordered:
        kept.append(raw[position : cut.start])
        position = max(position, cut.end)
    kept.append(raw[position:])
    lines = (" ".join(line.split()) for line in " ".join(kept).split("\n")) if cuts else iter([raw])
    return Cleaned("\n".join(line for line in lines if line), tuple(ordered))
