"""The kinds of disguises, and how many odd words make one: nothing is touched or told for a few, a formula, a flag, a brand, a phonetic transcription."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import regex


class Disguise(StrEnum):
    """What was done to a text, as far as it can be seen."""

    INVISIBLE = "invisible-characters"
    REVERSED = "reversed-letters"
    LOOK_ALIKES = "look-alike-letters"
    ENCLOSED = "enclosed-letters"
    SMALL_CAPITALS = "small-capitals"
    STYLED = "styled-letters"
    STACKED = "stacked-marks"
    PARTED = "parted-letters"


FEW: Final = 3  # words that may be odd by chance
_SHARE: Final = 0.05  # of a text's words
WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
TOKEN: Final = regex.compile(r"\S+")


def are_many(odd: int, of: int) -> bool:
    """Return whether so many odd words of so many are no chance."""
    return odd >= FEW and odd >= _SHARE * of
