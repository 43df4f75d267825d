"""Kickers: a sentence of the article set above it as a teaser, fused to the text without a full stop.

<kicker> <credit> <lead ... sentence that begins with the kicker ...>
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import regex

from crawler.text.cuts import Cut
from crawler.text.sentence_edges import begins_sentence, can_end

# Fewer words open two sentences of one text by chance ("The ministry said in a statement that ...").
_LEAST_WORDS = 8
# A kicker is one sentence.
_MOST_CHARACTERS = 500
_HEAD = regex.compile(rf"\s*+(?:\S++\s++){{{_LEAST_WORDS - 1}}}\S++")
_FULL_STOP = regex.compile(r"\p{Ll}{2}[.!?]['\"’”)]?(?:\s|$)")
_LEAD = regex.compile(r"\s++(?=[\p{Lu}\d\"'“‘(\[])")
_AFTER_CREDIT = regex.compile(r"(?:\s*+[|:–—-])?\s++(?=[\p{Lu}\d\"'“‘(\[])")


def kicker_cuts(text: str, credits: Collection[str]) -> Iterator[Cut]:  # noqa: A002 - the trade's word
    """Yield the kicker that *text* opens with, and one of *credits* if that stands between kicker and lead."""
    end = _kicker_end(text)
    if end is None:
        return
    start = len(text) - len(text.lstrip())
    credit = _credit_after(text, end, credits)
    if credit is None and not _LEAD.match(text, end):
        return
    yield Cut("kicker", start, end, text[start:end])
    if credit is not None:
        yield Cut("credit", *credit, text[slice(*credit)])


def _kicker_end(text: str) -> int | None:
    """Return the end of the longest opening run of words that stands again at a later sentence's beginning."""
    head = _HEAD.match(text)
    if head is None or head.end() > _MOST_CHARACTERS:
        return None
    opening = head[0].lstrip()
    start = head.end() - len(opening)
    best = None
    again = text.find(opening, head.end())
    while again >= 0:
        end = _common_end(text, start, again)
        if end is not None and begins_sentence(text, again):
            best = max(best or 0, end)
        again = text.find(opening, again + len(opening))
    return best


def _common_end(text: str, start: int, again: int) -> int | None:
    """Return where the text at *start* and that at *again* part, at a word's end, or None where a full stop lies before."""
    length = 0
    most = min(_MOST_CHARACTERS, again - start, len(text) - again)
    while length < most and text[start + length] == text[again + length]:
        length += 1
    end = start + length
    while end > start and not (text[end - 1 : end].isalnum() and not text[end : end + 1].isalnum()):
        end -= 1
    run = text[start:end].split()
    if len(run) < _LEAST_WORDS or text[end : end + 1] not in {" ", "\n"} or not can_end(run[-1]):
        return None
    if _LEAD.match(text, again + end - start):
        return None  # a name goes on there as it does here: two sentences of one form ("... reopened on Monday")
    return None if _FULL_STOP.search(text, start, end) else end


def _credit_after(text: str, end: int, names: Collection[str]) -> tuple[int, int] | None:
    begin = end + len(text[end : end + 20]) - len(text[end : end + 20].lstrip(" \n|-–—"))
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if name and text.startswith(name, begin) and _AFTER_CREDIT.match(text, begin + len(name)):
            return begin, begin + len(name)
    return None
