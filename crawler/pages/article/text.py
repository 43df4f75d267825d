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

Shingle = tuple[str, ...]

_WORD = regex.compile(r"\w+")
_LEAST = 25  # words of an extraction that is worth mending; below it the page's own lines are taken
_COMPANY = 0.25  # share of the found text that lines marked up alike must hold to vouch for their company
_LINKED = 0.8  # a short line with more of it inside links leads elsewhere
_STANDFIRST = (8, 90)  # words
_LONGEST_STANDFIRST = 900  # characters
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


def mend(found: str, passages: Sequence[Passage], clues: Clues, *, above: Iterable[str] = ()) -> Text:
    """Return the article's text.

    *found* is the extractor's, *passages* are the lines of the content root, *above* the page's lines that are no links,
    where the standfirst may stand outside the content.
    """
    if len(words_of(found)) < _LEAST:
        return Text(_declared_if_fuller(_short(found, passages, clues.titles), clues.body))
    lines = _without_links(_filled(found, passages))
    lines = list(_without_titles(lines, clues.titles))
    standfirst = _standfirst(above, clues.descriptions, [line.text for line in lines])
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
        if matched[number] or (number > sure[0] and _belongs(passage, vouched, after=number > sure[-1]))
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


def _standfirst(above: Iterable[str], descriptions: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return the line that prints the declared description, if the text does not have it: the article's first sentence."""
    declared = [words_of(text.rstrip(".… ")) for text in descriptions]
    there = {shingle for text in texts for shingle in _shingles(words_of(text))}
    for line in above:
        words = words_of(line[:_LONGEST_STANDFIRST])
        if not _STANDFIRST[0] <= len(words) <= _STANDFIRST[1]:
            continue
        if any(_begins_alike(words, other) for other in declared):
            parts = list(_shingles(words))
            return [line] if sum(part in there for part in parts) < 0.3 * len(parts) else []
    return []


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
