"""Causes: what set off an alert, with its evidence, and the key under which it is told once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from crawler.sightings.record import Copy
from crawler.text.words import read_words
from crawler.tracking.relation import Comparison

_LONGEST_QUOTE = 60  # words
_PASSAGES = 2
_KEY_LENGTH = 32  # hex digits of a key: 128 bits


@dataclass(frozen=True, slots=True)
class Place:
    """An address that bears a cause out, with its name."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause. `title` is the sentence that says it, `facts` are lines of evidence, `passages` words that prove it.

    `key` says which cause it is, whatever rule found it: it is told once per channel. `former` are keys under which it may
    have been told before, as that of a story that has since become part of this one.
    """

    key: str
    title: str
    facts: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    story: str | None = None
    former: tuple[str, ...] = ()


def key_of(*parts: object) -> str:
    """Return the key of what *parts* name: hexadecimal, alike on every machine."""
    return hashlib.sha256("\x00".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_LENGTH]


def passages_of(copy: Copy | None, comparison: Comparison | None) -> tuple[str, ...]:
    """Return the longest runs of *copy* (a of *comparison*) that the other text has too, as it prints them, long ones cut."""
    if copy is None or comparison is None:
        return ()
    words = read_words(copy.text)
    spans = sorted(comparison.spans, key=lambda span: (span.a_start - span.a_end, span.a_start))
    chosen = sorted(islice(spans, _PASSAGES), key=lambda span: span.a_start)
    return tuple(_quoted(copy.text, words.starts[s.a_start : s.a_end], words.ends[s.a_start : s.a_end]) for s in chosen)


def quoted(text: str) -> str:
    """Return *text* on one line, cut after some sixty words."""
    words = read_words(text)
    return _quoted(text, words.starts, words.ends)


def _quoted(text: str, starts: Sequence[int], ends: Sequence[int]) -> str:
    first, last = list(starts), list(ends)
    if not first:
        return ""
    shown = " ".join(text[first[0] : last[min(len(last), _LONGEST_QUOTE) - 1]].split())
    return f"{shown} […]" if len(last) > _LONGEST_QUOTE else shown


def at_most(lines: Iterator[str], most: int, total: int) -> tuple[str, ...]:
    """Return the first *most* of *total* lines, and how many more there are."""
    shown = tuple(islice(lines, most))
    return shown if total <= most else (*shown, f"and {total - most:,} more")
