"""Segments: the lines and sentences of a text, each named by its words, so that what a site repeats can be recognized."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import regex

from crawler.text.cuts import Cleaned, Cut, apply_cuts
from crawler.text.words import count_words, join, read_words

_SENTENCE_END = regex.compile(
    r"(?<=[.!?\u2026\u0964\u0965\u061f\u06d4\u0589\u1362][\"'\u201d\u2019\u00bb)\]]{0,2})\s+"
    r"|(?<=[\u3002\uff01\uff1f\uff61\u104b\u17d4\u17d5])(?![\"'\u201d\u2019\u300d\u300f\uff09)])|(?<=[\u3002\uff01\uff1f][\u201d\u2019\u300d\u300f\uff09])"
)
#: The same for text without the full stops of the second and third kind, found from the left: several times faster. White space
#: is spelled out, because the two libraries differ about control characters.
_PLAIN_END = re.compile(
    "[.!?\u2026\u0964\u0965\u061f\u06d4\u0589\u1362][\"'\u201d\u2019\u00bb)\\]]{0,2}([\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+)"
)
_WIDE_STOP = re.compile("[\u3002\uff01\uff1f\uff61\u104b\u17d4\u17d5]")
#: The rule under which cuts of learned boilerplate are logged; the name is in stored sightings.
LEARNED = "learned-furniture"
#: Learned boilerplate: digests of segments, and whether each is on so many stories that whole paragraphs of it are boilerplate.
Repeated = Mapping[int, bool]
#: The learned boilerplate of outlets, by the outlet's key.
Masks = Mapping[str, Repeated]
_LEAST_LEFT = 20  # words that have to be left of a text; a page of nothing but repeated lines is left as it is
_LEAST_WORDS = 3  # a line of one or two words ("Share", "Read more") says nothing by itself
_SENTENCE = 12  # words of a segment that is a sentence: boilerplate is made of shorter ones
_PROSE = 60  # words of such sentences in a row that tell something: a disclaimer is shorter


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


def cut_segments(text: str, repeated: Repeated, *, rule: str) -> Cleaned:
    """Take the segments that are *repeated* out of *text*, each logged under *rule*.

    Of some sentences in a row (an outlet's background to a long affair) only paragraphs go that are whole and on many stories.
    """
    cuts: list[Cut] = []
    for run in _runs(text, repeated):
        prose = sum(s.words for s in run if s.words >= _SENTENCE) > _PROSE
        found = _whole_paragraphs(text, run, repeated) if prose else run
        cuts += [Cut(rule, s.start, s.end, text[s.start : s.end]) for s in found]
    return apply_cuts(text, cuts) if cuts else Cleaned(text, ())


def _runs(text: str, repeated: Repeated) -> Iterator[list[Segment]]:
    """Yield the segments of *text* that are *repeated*, those together that follow each other."""
    run: list[Segment] = []
    for segment in segments(text):
        if segment.digest in repeated:
            run.append(segment)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _whole_paragraphs(text: str, run: Sequence[Segment], repeated: Repeated) -> Iterator[Segment]:
    """Yield the segments of *run* in lines that are nothing but segments on many stories."""
    many = {s.start for s in run if repeated[s.digest]}
    start = 0
    for line in text.split("\n"):
        found = [s for s in run if start <= s.start < start + len(line)]
        if found and {s.start for s in _sentences(line, start)} <= many:
            yield from found
        start += len(line) + 1


def without_boilerplate(text: str, outlet_key: str, known: Masks) -> Cleaned:
    """Return *text* without the boilerplate learned of its outlet; a text of little else is left as it is."""
    if outlet_key not in known:
        return Cleaned(text, ())
    cleaned = cut_segments(text, known[outlet_key], rule=LEARNED)
    return cleaned if count_words(cleaned.text) >= _LEAST_LEFT else Cleaned(text, ())


def _sentences(line: str, offset: int) -> Iterator[Segment]:
    start = 0
    for end, following in [*_sentence_ends(line), (len(line), len(line))]:
        digest, count = _named(line[start:end])
        if count >= _LEAST_WORDS:
            yield Segment(offset + start, offset + end, digest, count)
        start = following


def _sentence_ends(line: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence but the last ends, and where the next begins."""
    if _WIDE_STOP.search(line):
        return (match.span() for match in _SENTENCE_END.finditer(line))
    return (match.span(1) for match in _PLAIN_END.finditer(line))


@lru_cache(maxsize=1 << 14)
def _named(sentence: str) -> tuple[int, int]:
    """Return the digest of a sentence's words and how many they are: one text is cut several times on its way, and siblings repeat it."""
    folded = read_words(sentence).folded
    digest = blake2b(join(folded).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True), len(folded)
