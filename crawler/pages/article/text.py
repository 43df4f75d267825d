"""An article's text: what the extractor found, mended where the page's own structure or its metadata knows better.

The extractor reads best of all known ones, and has four habits: it stops after the first of several containers alike, leaves
out the standfirst, and keeps the headline and "Read more" links as paragraphs. Each is mended by evidence of the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from crawler.pages.article.passages import Passage
from crawler.provenance.times.within import dates_within

Shingle = tuple[str, ...]

_WORD = regex.compile(r"\w+")
_LEAST = 25  # words of an extraction that is worth mending; below it the page's own lines are taken
_COMPANY = 0.25  # share of the found text that lines marked up alike must hold to vouch for their company
_LINKED = 0.8  # a short line with more of it inside links leads elsewhere
_STANDFIRST = (8, 90)  # words
_UNDOTTED = 12  # words of a line below the headline that is a sentence without its mark
_CLOCK = regex.compile(r"\d[:.]\d\d(?!\d)")
_FIRST_LINES, _LEADING = (
    3,
    16,
)  # lines before the first found that are looked at, and words of one that is the article's
_LONGEST_STANDFIRST = 900  # characters
_LONGEST_DATED = 120  # characters of a line that begins with a date and says no more than what belongs to it
_STANDFIRST_LINES = 5  # that a standfirst in points has at most
_PLACE_BEFORE = regex.compile(r"\p{Lu}[^.·:|]{1,30}[.·:|]\s")  # "Berlin. ", "Neuss · "
_SENTENCE = regex.compile(r"[\p{Ll}\p{Lo}\d%)][.!?。؟।…][\"'”“»’)]*$")
_DECLARED_FULLER = 0.6  # found text with less than this share of the declared body's words has lost a part of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What else is known of the article: titles that are not its text, declared descriptions, the declared body."""

    titles: Sequence[str] = ()
    descriptions: Sequence[str] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """An article's text, one paragraph a line, and which of its lines are section headings."""

    text: str
    headings: tuple[str, ...] = ()


def mend(
    found: str, passages: Sequence[Passage], clues: Clues, *, above: Iterable[str] = (), between: Iterable[str] = ()
) -> Text:
    """Return the article's text.

    *found* is the extractor's, *passages* are the lines of the content root, *above* the page's lines that are no links,
    where the standfirst may stand outside the content, *between* those of them between the headline and the text.
    """
    if len(words_of(found)) < _LEAST:
        return Text(_declared_if_fuller(_short(found, passages, clues.titles), clues.body))
    lines = _without_links(_filled(found, passages))
    lines = list(_without_date(_without_titles(lines, clues.titles)))
    standfirst = _standfirst([*above], clues, [line.text for line in lines]) or _printed_standfirst(
        between, clues, [line.text for line in lines]
    )
    text = _declared_if_fuller("\n".join([*standfirst, *(line.text for line in lines)]), clues.body)
    headings = (line.text for line in lines[:-1] if line.passage is not None and line.passage.is_heading)
    return Text(text, tuple(dict.fromkeys(headings)))


def _short(found: str, passages: Sequence[Passage], titles: Sequence[str]) -> str:
    """Return what there is where the extractor found next to nothing: its text or the page's own lines, if any is more than a title."""
    folded = {words_of(title) for title in titles}
    own = (p.text for p in passages if not p.beside and p.linked < 0.5 and len(words_of(p.text)) >= 6)
    texts = [[line for line in lines if words_of(line) not in folded] for lines in (found.split("\n"), own)]
    return max(("\n".join(lines) for lines in texts), key=lambda text: len(words_of(text)))


@lru_cache(maxsize=2_048)  # every step below asks for the words of the same lines
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of *text*, folded."""
    return tuple(_WORD.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    passage: Passage | None = None


def _filled(found: str, passages: Sequence[Passage]) -> list[_Line]:
    """Return the found lines, with those between and after them that are marked up as they are, and headings between them."""
    plain = [_Line(text) for text in found.split("\n") if text.strip()]
    matched = _matched(found, passages)
    sure = [number for number, hit in enumerate(matched) if hit and len(words_of(passages[number].text)) >= 4]
    covered = sum(len(words_of(passages[number].text)) for number in sure)
    if not sure or covered < 0.8 * len(words_of(found)):
        return plain  # the page's lines and the extractor's are not the same: leave it to the extractor
    vouched = _vouched(passages, matched)
    return [
        _Line(passage.text, passage)
        for number, passage in enumerate(passages)
        if matched[number]
        or (number > sure[0] and _belongs(passage, vouched, after=number > sure[-1]))
        or (sure[0] - _FIRST_LINES <= number < sure[0] and _leads(passage, vouched))
    ]


def _belongs(passage: Passage, vouched: set[tuple[str, str, str]], *, after: bool) -> bool:
    """Return whether a line that the extractor left out is the article's.

    Lines of its company that were found outweigh what the page maker's names say ("sidebar-grid" holds whole articles).
    """
    words = len(words_of(passage.text))
    _, own, parents = passage.company
    named = bool(own or parents.partition(".")[2])  # <p> in a <div> vouches for nothing beyond the article's end
    if passage.linked > 0.5 or (passage.beside and not (named and passage.company in vouched)):
        return False
    if passage.company in vouched:
        return words >= 12 and named if after else words >= 4
    return not after and passage.tag in {"h2", "h3", "h4", "h5"} and 2 <= words <= 20


def _leads(passage: Passage, vouched: set[tuple[str, str, str]]) -> bool:
    """Return whether a line before the first that was found is a paragraph of the article's."""
    words = len(words_of(passage.text))
    return (
        words >= _LEADING
        and passage.linked <= 0.5
        and not passage.beside
        and passage.company in vouched
        and _SENTENCE.search(passage.text) is not None
    )


def _vouched(passages: Sequence[Passage], matched: Sequence[bool]) -> set[tuple[str, str, str]]:
    words: Counter[tuple[str, str, str]] = Counter()
    for passage, hit in zip(passages, matched, strict=True):
        if hit and not passage.is_heading:
            words[passage.company] += len(words_of(passage.text))
    total = words.total()
    return {company for company, count in words.items() if count >= _COMPANY * total}


def _matched(found: str, passages: Sequence[Passage]) -> list[bool]:
    """Return which lines of the page the extractor found: each of its words counts once, so a repeated line is not found twice."""
    texts = [words_of(line) for line in found.split("\n")]
    whole = Counter(texts)
    shingles = Counter(shingle for words in texts for shingle in _shingles(words))
    return [_take(words_of(passage.text), whole, shingles) for passage in passages]


def _take(words: Shingle, whole: Counter[Shingle], shingles: Counter[Shingle]) -> bool:
    parts = list(_shingles(words))
    if not parts:
        hit = whole[words] > 0
        whole[words] -= hit
        return hit
    if sum(shingles[part] > 0 for part in parts) < 0.6 * len(parts):
        return False
    shingles.subtract(parts)
    return True


def _shingles(words: Shingle) -> Iterator[Shingle]:
    return zip(words, words[1:], words[2:], words[3:], strict=False)


def _without_links(lines: Sequence[_Line]) -> Sequence[_Line]:
    """Leave out short lines that are links ("READ MORE: ..."), unless the article is a list of links."""
    kept = [
        line for line in lines if line.passage is None or line.passage.linked <= _LINKED or len(line.text.split()) >= 30
    ]
    all_words, left = (sum(len(line.text.split()) for line in each) for each in (lines, kept))
    return kept if left >= 0.6 * all_words else lines


def _without_titles(lines: Sequence[_Line], titles: Sequence[str]) -> Sequence[_Line]:
    """Leave out first lines that are the headline again."""
    folded = {words_of(title) for title in titles}
    start = 0
    while start < len(lines) - 1 and words_of(lines[start].text) in folded:
        start += 1
    return lines[start:]


def _without_date(lines: Sequence[_Line]) -> Sequence[_Line]:
    """Leave out a first line that says when the article was published, and in which section, but nothing of what it tells."""
    first = lines[0].text if len(lines) > 1 else ""
    dated = len(first) <= _LONGEST_DATED and any(found.start == 0 for found in dates_within(first))
    return lines[1:] if dated and not _SENTENCE.search(first) else lines


def _standfirst(above: Sequence[str], clues: Clues, texts: Sequence[str]) -> Sequence[str]:
    """Return the lines that print the declared description, if the text does not have them: the article's first sentences."""
    titles = {words_of(title) for title in clues.titles}
    declared = {words_of(text.rstrip(".… ")) for text in clues.descriptions} - titles
    printed = [
        lines
        for start, line in enumerate(above)
        if words_of(line) not in titles and (lines := _printing(above[start : start + _STANDFIRST_LINES], declared))
    ]
    sentences = [lines for lines in printed if _SENTENCE.search(lines[-1])]
    return next((lines for lines in sentences or printed if not _has("\n".join(lines), texts)), [])


def _printing(lines: Sequence[str], declared: Iterable[Shingle]) -> Sequence[str]:
    """Return the first of *lines* that together print one of the *declared* texts; a place may stand before it."""
    first = lines[0][:_LONGEST_STANDFIRST]
    for start in {0, place.end() if (place := _PLACE_BEFORE.match(first)) else 0}:
        words = words_of(first[start:])
        if len(words) > _STANDFIRST[1] or not (alike := [other for other in declared if other[:1] == words[:1]]):
            continue
        count = 1
        while count < len(lines) and any(
            len(more) < len(other) and other[: len(more)] == more
            for other in alike
            if (more := words + words_of(lines[count][:_LONGEST_STANDFIRST]))
        ):
            words += words_of(lines[count])
            count += 1
        if len(words) >= _STANDFIRST[0] and any(_begins_alike(words, other) for other in alike):
            return lines[:count]
    return []


def _printed_standfirst(between: Iterable[str], clues: Clues, texts: Sequence[str]) -> Sequence[str]:
    """Return the first sentence between headline and text, declared or not, if the text does not have it."""
    titles = {words_of(title) for title in clues.titles}
    declared = {words_of(text) for text in clues.descriptions}
    for line in between:
        words = words_of(line)
        if (words in titles and words not in declared) or _CLOCK.search(line):
            continue
        if _STANDFIRST[0] <= len(words) <= _STANDFIRST[1] and (len(words) >= _UNDOTTED or _SENTENCE.search(line)):
            return [] if _has(line, texts) else [line]
    return []


def _has(printed: str, texts: Sequence[str]) -> bool:
    """Return whether the text has most of *printed* already."""
    there = {shingle for text in texts for shingle in _shingles(words_of(text))}
    parts = list(_shingles(words_of(printed)))
    return not parts or sum(part in there for part in parts) >= 0.3 * len(parts)


def _begins_alike(words: Sequence[str], declared: Sequence[str]) -> bool:
    """Return whether two texts begin with the same words, up to the last of the shorter, which may be cut off."""
    shorter = min(len(words), len(declared))
    return shorter >= _STANDFIRST[0] and words[: shorter - 1] == declared[: shorter - 1]


def _declared_if_fuller(text: str, declared: str) -> str:
    """Return the declared body where *text* is a part of it and a good deal shorter; a declared body that repeats itself is none."""
    body, mine = words_of(declared), words_of(text)
    if len(mine) >= _DECLARED_FULLER * len(body):
        return text
    parts, own = Counter(_shingles(body)), Counter(_shingles(mine))
    if len(parts) < 0.9 * parts.total() or (parts & own).total() < 0.7 * own.total():
        return text
    return "\n".join(" ".join(line.split()) for line in declared.splitlines() if line.strip())
