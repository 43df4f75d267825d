"""Typos: words that differ by a letter or two, as scanning, retyping and transliteration leave them.

A run of equal words that is broken only by typos is one run to a reader. A number is a typo of another only where scanning has
damaged words, too, and differs as scanning differs: else it is another fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from crawler.text.numbers import scanned_alike
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


@dataclass(frozen=True, slots=True)
class Mended:
    """What stands in the gaps between runs, in order: words that are equal or typos of each other, and what differs how often."""

    words_a: int = 0
    words_b: int = 0
    typos: int = 0  # places that differ by typos
    rewritten: int = 0  # places that differ otherwise


def mend(gaps: Iterable[tuple[Sequence[str], Sequence[str]]], config: TrackingConfig) -> Mended:
    """Align the words of gaps that are about as long in either text, where scanning has left no run of equal words."""
    limits = config.scan_longest, config.typo_length, config.typo_letters
    words_a = words_b = typos = rewritten = 0
    for gap_a, gap_b in gaps:
        found = _mended(tuple(gap_a), tuple(gap_b), *limits)
        words_a, words_b = words_a + found.words_a, words_b + found.words_b
        typos, rewritten = typos + found.typos, rewritten + found.rewritten
    return Mended(words_a, words_b, typos, rewritten)


@lru_cache(maxsize=1 << 16)  # what one copy edited is in its pair with every other
def _mended(gap_a: tuple[str, ...], gap_b: tuple[str, ...], longest: int, length: float, letters: float) -> Mended:
    words_a = words_b = typos = rewritten = 0
    for same, part_a, part_b in _parts(gap_a, gap_b):
        if same or _damaged(part_a, part_b, longest, length, letters):
            words_a, words_b = words_a + len(part_a), words_b + len(part_b)
            typos += not same and not _figures(part_a, part_b)  # figures alone show no scan
        else:
            rewritten += 1
    return Mended(words_a, words_b, typos, rewritten)


def _parts(gap_a: Sequence[str], gap_b: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    if set(gap_a).isdisjoint(gap_b):  # most gaps: one word in place of another
        if gap_a or gap_b:
            yield False, gap_a, gap_b
        return
    for what, a_start, a_end, b_start, b_end in SequenceMatcher(None, gap_a, gap_b, autojunk=False).get_opcodes():
        yield what == "equal", gap_a[a_start:a_end], gap_b[b_start:b_end]


def _damaged(part_a: Sequence[str], part_b: Sequence[str], longest: int, length: float, letters: float) -> bool:
    """Return whether the letters of some words are mostly those of others, however they are cut into words."""
    a, b = "".join(part_a), "".join(part_b)
    if _figures(part_a, part_b):
        return a == b or scanned_alike(a, b)
    if not a or not b or max(len(a), len(b)) > longest:
        return False
    return abs(len(a) - len(b)) <= length * max(len(a), len(b)) and _share_letters(a, b, letters)


def _figures(part_a: Sequence[str], part_b: Sequence[str]) -> bool:
    return all(word.isdecimal() for word in (*part_a, *part_b))


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
