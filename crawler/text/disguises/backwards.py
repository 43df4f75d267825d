"""Runs stored backwards, which an override turns when they are shown."""

from __future__ import annotations

import regex

from crawler.text.disguises.kinds import FEW, WORD

#: A run that is shown from right to left although its letters are not written so, or the other way round.
REVERSED = regex.compile(
    "\u202e([^\u202a-\u202e\n]*)(?:\u202c|$|(?=\n))|\u202d([^\u202a-\u202e\n]*)(?:\u202c|$|(?=\n))"
)
_LEFT_TO_RIGHT = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}]")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Arabic}\p{Hebrew}]")


def turned_back(run: regex.Match[str]) -> str:
    """Return a run of `REVERSED` in the order in which a reader sees it."""
    inside = run[2] if run[1] is None else run[1]
    return "".join(reversed(regex.findall(r"\X", inside))) if is_reversed(run) else inside


def is_reversed(run: regex.Match[str]) -> bool:
    """Return whether the letters of a run of `REVERSED` are not written in its direction; else the override changes nothing."""
    return bool(_RIGHT_TO_LEFT.search(run[2]) if run[1] is None else _LEFT_TO_RIGHT.search(run[1]))


def without_overrides(text: str) -> str:
    """Return *text* in the order in which it is seen. A stray override beside a word or two is a fault, or a trap for programs that obey."""
    if "\u202e" not in text and "\u202d" not in text:
        return text
    words = sum(len(WORD.findall(run[0])) for run in REVERSED.finditer(text))
    return REVERSED.sub(turned_back, text) if words >= FEW else text
