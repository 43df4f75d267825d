"""Segments: the lines and sentences of a text, each named by its words, so that what a site repeats can be recognized."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import regex

from crawler.text.cuts import Cleaned, Cut, apply_cuts
from crawler.text.words import count_words, fold_word, join, read_words

_SENTENCE_END = regex.compile(
    r"(?<=[.!?\u2026\u0964\u0965\u061f\u06d4\u0589\u1362][\"'\u201d\u2019\u00bb)\]]{0,2})\s+"
    r"|(?<=[\u3002\uff01\uff1f\uff61\u104b\u17d4\u17d5])(?![\"'\u201d\u2019\u300d\u300f\uff09)])|(?<=[\u3002\uff01\uff1f][\u201d\u2019\u300d\u300f\uff09])"
)
#: The same, and ends of lines, for text without the full stops of the second and third kind, found from the left: several times
#: faster. White space is spelled out, because the two libraries differ about control characters.
_PLAIN_END = re.compile(
    "[.!?\u2026\u0964\u0965\u061f\u06d4\u0589\u1362\n]"
    "(?:(?<=\n)|[\"'\u201d\u2019\u00bb)\\]]{0,2}([\t\x0b-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+))"
)
_WIDE_STOPS = "\u3002\uff01\uff1f\uff61\u104b\u17d4\u17d5"
#: The rule under which cuts of learned boilerplate are logged; the name is in stored sightings.
LEARNED = "learned-furniture"
#: Learned boilerplate: digests of segments, and whether each is on so many stories that whole paragraphs of it are boilerplate.
Repeated = Mapping[int, bool]
_FIRST_WORD: dict[int, str] = {}  # of the segments that this process has named, by digest
_FIRST_WORDS = 1 << 18
_PLAIN_WORD = re.compile("[^A-Za-z0-9%]*([A-Za-z0-9]+(?:'[A-Za-z0-9]+)*|%)")
_PER_CENT = frozenset({"per", "%"})  # which may be folded with the word behind them


class Learned(dict[int, bool]):
    """The learned boilerplate of one outlet, with what its segments begin with, once that is known."""

    first_words: frozenset[str] | None = None


#: The learned boilerplate of outlets, by the outlet's key.
Masks = Mapping[str, Repeated]
_LEAST_LEFT = 20  # words that have to be left of a text; a page of nothing but repeated lines is left as it is
_BEGINNING = 400  # characters in which those mostly are
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
    yield from _segments(text, None, ())


def words_of(sentence: str) -> tuple[str, ...]:
    """Return the folded words of a sentence, which is remembered from when it was named."""
    return _named(sentence)[1]


def first_words_of(digests: Iterable[int]) -> dict[int, str]:
    """Return the first words of those of some segments that this process has named, by digest: for another to `remember`."""
    return {digest: _FIRST_WORD[digest] for digest in digests if digest in _FIRST_WORD}


def remember_first_words(words: Mapping[int, str]) -> None:
    """Know what segments begin with that another process has named."""
    if len(_FIRST_WORD) >= _FIRST_WORDS:
        _FIRST_WORD.clear()
    _FIRST_WORD.update(words)


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
    for segment in _segments(text, _first_words(repeated), run):
        if segment.digest in repeated:
            run.append(segment)
        elif run:
            yield list(run)
            run.clear()
    if run:
        yield run


def _first_words(repeated: Repeated) -> frozenset[str] | None:
    """Return the words that *repeated* segments begin with; None where this process has not named all of them yet."""
    if isinstance(repeated, Learned):
        if repeated.first_words is None and repeated.keys() <= _FIRST_WORD.keys():
            repeated.first_words = frozenset(map(_FIRST_WORD.__getitem__, repeated))
        return repeated.first_words
    return None


def _segments(text: str, first_words: frozenset[str] | None, run: Sequence[Segment]) -> Iterator[Segment]:
    """Give the segments of *text*; while there is no *run* that one could end, not those that begin with none of *first_words*."""
    for begin, end in _sentences(text):
        if first_words is None or run or _may_begin(text, begin, end, first_words):
            digest, folded = _named(text[begin:end])
            if len(folded) >= _LEAST_WORDS:
                yield Segment(begin, end, digest, len(folded))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence of each line of *text* begins and ends."""
    begin = 0
    for end, following in _wide_ends(text) if any(map(text.__contains__, _WIDE_STOPS)) else _plain_ends(text):
        yield begin, end
        begin = following
    yield begin, len(text)


def _plain_ends(text: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence but the last ends, and where the next begins."""
    for match in _PLAIN_END.finditer(text):
        yield match.span(1) if match[1] else match.span()


def _wide_ends(text: str) -> Iterator[tuple[int, int]]:
    """Give the same of a text with full stops of scripts without spaces."""
    start = 0
    for line in text.split("\n"):
        if start:
            yield start - 1, start
        yield from ((start + end, start + following) for end, following in _line_ends(line))
        start += len(line) + 1


def _line_ends(line: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _SENTENCE_END.finditer(line))


def _may_begin(text: str, begin: int, end: int, first_words: frozenset[str]) -> bool:
    """Return whether the first folded word of a sentence is, or may be, one of some: most sentences need not be folded to say no."""
    match = _PLAIN_WORD.match(text, begin, end)
    if match is None or not text[begin : match.end() + 1].isascii():
        return not text[begin:end].isascii()
    word = match[1].lower()
    return fold_word(word) in first_words or word in _PER_CENT


def _whole_paragraphs(text: str, run: Sequence[Segment], repeated: Repeated) -> Iterator[Segment]:
    """Yield the segments of *run* in lines that are nothing but segments on many stories."""
    many = {s.start for s in run if repeated[s.digest]}
    start = 0
    for line in text.split("\n"):
        found = [s for s in run if start <= s.start < start + len(line)]
        if found and {start + s.start for s in segments(line)} <= many:
            yield from found
        start += len(line) + 1


def without_boilerplate(text: str, outlet_key: str, known: Masks) -> Cleaned:
    """Return *text* without the boilerplate learned of its outlet; a text of little else is left as it is."""
    if outlet_key not in known:
        return Cleaned(text, ())
    cleaned = cut_segments(text, known[outlet_key], rule=LEARNED)
    return cleaned if _has_enough(cleaned.text) else Cleaned(text, ())


def only_of(known: Masks, outlets: Collection[str]) -> Masks:
    """Return what is learned of some outlets, with what its segments begin with, for another process to cut by."""
    for key in known.keys() & set(outlets):
        _first_words(known[key])
    return {key: known[key] for key in known.keys() & set(outlets)}


def _has_enough(text: str) -> bool:
    """Return whether a text has the words that have to be left of one; the beginning mostly does, and the rest is not counted."""
    beginning = text[:_BEGINNING].rpartition(" ")[0]
    return count_words(beginning) >= _LEAST_LEFT or count_words(text) >= _LEAST_LEFT


@lru_cache(maxsize=1 << 14)
def _named(sentence: str) -> tuple[int, tuple[str, ...]]:
    """Return the digest of a sentence's words and these: one text is cut several times on its way, and siblings repeat it."""
    folded = read_words(sentence).folded
    digest = int.from_bytes(
        blake2b(join(folded).encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True
    )
    if folded:
        remember_first_words({digest: folded[0]})
    return digest, folded
