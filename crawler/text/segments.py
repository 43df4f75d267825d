"""Segments: the lines and sentences of a text, each named by its words, so that what a site repeats can be recognized."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

import regex

from crawler.text.cuts import Cleaned, Cut, apply_cuts
from crawler.text.words import count_words, join, read_words

_SENTENCE_END = regex.compile(
    r"(?<=[.!?\u2026\u3002\uff01\uff1f\u0964\u061f][\"'\u201d\u2019)\]]{0,2})\s+|(?<=[\u3002\uff01\uff1f])"
)
#: The rule under which cuts of learned boilerplate are logged; the name is in stored sightings.
LEARNED = "learned-furniture"
#: The learned boilerplate of outlets: digests of segments by the outlet's key.
Masks = Mapping[str, frozenset[int]]
_LEAST_LEFT = 20  # words that have to be left of a text; a page of nothing but repeated lines is left as it is
_LEAST_WORDS = 3  # a line of one or two words ("Share", "Read more") says nothing by itself


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters start..end of a text; `digest` names its folded words (signed 64-bit, the same in every process)."""

    start: int
    end: int
    digest: int
    words: int


def segments(text: str) -> Iterator[Segment]:
    """Give the sentences of each line of *text* that have three words or more."""
    start = 0
    for line in text.split("\n"):
        yield from _sentences(line, start)
        start += len(line) + 1


def cut_segments(text: str, repeated: Collection[int], *, rule: str) -> Cleaned:
    """Take the segments whose digests are *repeated* out of *text*, each logged under *rule*."""
    cuts = [Cut(rule, s.start, s.end, text[s.start : s.end]) for s in segments(text) if s.digest in repeated]
    return apply_cuts(text, cuts) if cuts else Cleaned(text, ())


def without_boilerplate(text: str, outlet_key: str, known: Masks) -> Cleaned:
    """Return *text* without the boilerplate learned of its outlet; a text of little else is left as it is."""
    if outlet_key not in known:
        return Cleaned(text, ())
    cleaned = cut_segments(text, known[outlet_key], rule=LEARNED)
    return cleaned if count_words(cleaned.text) >= _LEAST_LEFT else Cleaned(text, ())


def _sentences(line: str, offset: int) -> Iterator[Segment]:
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _SENTENCE_END.finditer(line)), (len(line), len(line))]:
        folded = read_words(line[start:end]).folded
        if len(folded) >= _LEAST_WORDS:
            digest = blake2b(join(folded).encode("utf-8", "replace"), digest_size=8).digest()
            yield Segment(offset + start, offset + end, int.from_bytes(digest, "big", signed=True), len(folded))
        start = following
