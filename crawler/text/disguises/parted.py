"""Letters set apart by points, hyphens or spaces."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import regex

from crawler.text.disguises.backwards import without_overrides
from crawler.text.disguises.kinds import FEW, TOKEN, WORD

_DOTTED_SHARE: Final = 0.2  # abbreviations, U.S.A., are letters with points between them as well
_RUN: Final = 12  # single letters in a row: no language has as many words of one letter
_LONG: Final = 5  # letters of a word with points between: most abbreviations are shorter
_LONG_SHARE: Final = 0.2  # of the words with points between
_ALPHABET: Final = (
    10  # different letters of running text, each twice or more on average: tables, chords and hands of cards have fewer
)
_ONE: Final = r"[\p{Latin}\p{Greek}\p{Cyrillic}]\p{M}*+"
_SINGLE: Final = r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Nd}]\p{M}*+"
#: Some words of one letter in a row: a quick look, because most texts have none.
_MAY_BE_APART: Final = re.compile(r"(?:\b\w\b[\W_]{1,7}){4}\w\b|\w(?:_\w){4}")
#: The middle of such a row, begun with what is no letter: the engine goes from one of these to the next.
_AMIDST: Final = re.compile(r"[\W_]\w[\W_]{1,7}\w[\W_]{1,7}\w[\W_]")
_DOTTED: Final = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}]){_ONE}(?:([.\-_*\u00b7\u2022\u2027|/~\u2010]){_ONE})(?:\1{_ONE})*+(?![\p{{L}}\p{{N}}])"
)
_SPACE: Final = r"[^\S\n]{1,6}+"
_SPACED_LETTER: Final = rf"(?:\p{{P}}?+{_SINGLE}\p{{P}}*+|\p{{P}}++)"
#: Where a row of letters runs into a word, no part of the row would do either: the engine goes on behind it.
SPACED: Final = regex.compile(
    rf"(?<!\S){_SPACED_LETTER}(?:{_SPACE}{_SPACED_LETTER}){{{_RUN - 1},}}+(?:(?!\S)|(*SKIP)(*FAIL))"
)
_GAPS: Final = regex.compile(r"\s+")
#: White space that markup keeps as it is written; of the rest any amount is one space there.
_KEPT_SPACE: Final = regex.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
COLLAPSING: Final = regex.compile(r"[ \t\n\r\f]+")


def may_be_apart(text: str) -> bool:
    """Return whether *text* has some words of one letter in a row."""
    return _AMIDST.search(text) is not None and _MAY_BE_APART.search(text) is not None


def without_dots(text: str) -> str | None:
    """Return *text* with letters joined that a point, a hyphen or the like sets apart; spaced ones are flagged, not joined (`as_seen`)."""
    if not may_be_apart(text):
        return None
    dotted, tokens = _DOTTED.finditer(text), len(TOKEN.findall(text))
    parted = [match[0].replace(match[1], "") for match in dotted]
    long = {word for word in parted if len(word) >= _LONG}
    if len(long) >= max(FEW, _LONG_SHARE * len(set(parted))) and len(parted) >= _DOTTED_SHARE * tokens:
        return _DOTTED.sub(lambda match: match[0].replace(match[1], ""), text)
    return text if _is_spaced(text, tokens) else None


def _is_spaced(text: str, tokens: int) -> bool:
    """Return whether single letters in a row are running text: of many letters, which come again, and much of the whole."""
    letters = [letter for run in SPACED.findall(text) for letter in WORD.findall(run.casefold())]
    return len(letters) >= max(_DOTTED_SHARE * tokens, 2 * len(set(letters))) and len(set(letters)) >= _ALPHABET


def as_seen(text: str) -> str:
    """Return *text*, its white space as written, in the order of its letters as shown, and spaced letters joined.

    They are where one kind of gap stands in words and another between: "t h e   g u l l s" is "the gulls". Where all gaps are alike nobody can say where a word ends.
    """
    text = without_overrides(text)
    return SPACED.sub(joined, text) if may_be_apart(text) else text


def seen_in_markup(text: str) -> str:
    """Do the same to text between tags, where only white space that is not collapsed can tell two gaps apart."""
    if text.isascii():
        return text
    return as_seen(COLLAPSING.sub(" ", text)) if _KEPT_SPACE.search(text) else without_overrides(text)


def joined(match: regex.Match[str]) -> str:
    """Return a run of `SPACED` with its letters joined into words, as far as its gaps show where these end."""
    run = match[0]
    gaps = Counter(_GAPS.findall(run))
    if len(gaps) == 1:
        return run
    inside = gaps.most_common(1)[0][0]
    return _GAPS.sub(lambda gap: "" if gap[0] == inside else " ", run)
