"""Typos: words that differ by a letter or two, as scanning, retyping and transliteration leave them.

A run of equal words that is broken only by typos is one run to a reader. A number is never a typo of another: it is another
fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Span


def join_typos(runs: Sequence[Span], a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> list[Span]:
    """Join runs that follow each other in both texts with nothing but typos between."""
    joined: list[Span] = []
    for run in runs:
        if joined and _only_typos(joined[-1], run, a, b, config):
            joined[-1] = Span(joined[-1].a_start, run.a_end, joined[-1].b_start, run.b_end)
        else:
            joined.append(run)
    return joined


def _only_typos(before: Span, after: Span, a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> bool:
    most = config.typo_gap
    if not (0 <= after.a_start - before.a_end <= most and 0 <= after.b_start - before.b_end <= most):
        return False
    gap_a, gap_b = a[before.a_end : after.a_start], b[before.b_end : after.b_start]
    if len(gap_a) == len(gap_b) and all(alike(x, y, config) for x, y in zip(gap_a, gap_b, strict=True)):
        return True
    # A typo may also split a word in two or glue two together.
    return bool(gap_a and gap_b) and alike("".join(gap_a), "".join(gap_b), config)


def alike(word: str, other: str, config: TrackingConfig) -> bool:
    """Return whether two words are the same but for a typo."""
    if word == other:
        return True
    if word.isdigit() and other.isdigit():
        return False
    longest = max(len(word), len(other))
    if longest > config.typo_longest or abs(len(word) - len(other)) > config.typo_length * longest:
        return False
    return _share_letters(word, other, config.typo_letters)


@lru_cache(maxsize=1 << 16)
def _share_letters(word: str, other: str, least: float) -> bool:
    matcher = SequenceMatcher(None, word, other, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least
