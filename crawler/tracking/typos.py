"""Slips: words that differ by a letter or two, as scanning, retyping and transliteration leave them.

A run of equal words that is broken only by slips is one run to a reader. Numbers never slip: another number is another
fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from crawler.tracking.relation import Span

_LONGEST = 4  # words between two runs that can be slips; more is rewriting
_ALIKE = 0.6  # share of letters in common (Ratcliff & Metzener 1988) that makes two words one with a slip


def join_slips(runs: Sequence[Span], a: Sequence[str], b: Sequence[str]) -> list[Span]:
    """Join runs that follow each other in both texts with nothing but slips between."""
    joined: list[Span] = []
    for run in runs:
        if joined and _only_slips(joined[-1], run, a, b):
            joined[-1] = Span(joined[-1].a_start, run.a_end, joined[-1].b_start, run.b_end)
        else:
            joined.append(run)
    return joined


def _only_slips(before: Span, after: Span, a: Sequence[str], b: Sequence[str]) -> bool:
    if not (0 <= after.a_start - before.a_end <= _LONGEST and 0 <= after.b_start - before.b_end <= _LONGEST):
        return False
    gap_a, gap_b = a[before.a_end : after.a_start], b[before.b_end : after.b_start]
    if len(gap_a) == len(gap_b) and all(map(alike, gap_a, gap_b)):
        return True
    # A slip may also split a word in two or glue two together.
    return bool(gap_a and gap_b) and alike("".join(gap_a), "".join(gap_b))


@lru_cache(maxsize=1 << 16)
def alike(word: str, other: str) -> bool:
    """Return whether two words are the same but for a slip."""
    if word == other:
        return True
    if word.isdigit() and other.isdigit():
        return False
    longest = max(len(word), len(other))
    if abs(len(word) - len(other)) > 0.4 * longest or longest > 40:
        return False
    matcher = SequenceMatcher(None, word, other, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
