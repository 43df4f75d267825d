"""A story's headline: the wire's own, else the one that most of its outlets carry."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from crawler.sightings.record import Copy, Kind
from crawler.text.words import words

_TAIL = re.compile(r"(?<!\s)\s++[|\u2013\u2014\u00b7-]\s++(?P<name>[^|\u2013\u2014\u00b7]+)\Z")
_OF_THE_TEXT = (
    0.5  # of a headline's words that are in the story, too: pages are also called "Comments" or by the site's name
)
_LEAST = 2  # words of a headline that says something


def story_headline(copies: Sequence[Copy], fullest: str) -> str:
    """Return the headline of a story of some *copies*, or "" where none has one. *fullest* is the key of the fullest copy.

    A wire's own item names it. Else headlines are equal when their words are, an outlet's name behind them aside, and each
    outlet counts once; of equals the fullest copy's is taken. What has few words of the text is a headline only where nothing else is.
    """
    own = next((copy.headline for copy in copies if copy.kind is Kind.WIRE and copy.headline), None)
    if own is not None:
        return own
    carriers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    written: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    preferred: tuple[str, ...] = ()
    for copy in sorted(copies, key=lambda each: each.key):
        plain = _without_outlet(copy)
        if folded := tuple(words(plain)):
            carriers[folded].add(copy.outlet_key or copy.key)
            written[folded][plain] += 1
            preferred = folded if copy.key == fullest else preferred
    if len(carriers) < 2:  # the usual case: no text is read for it
        return next(map(_as_written, written.values()), "")
    rod = next((copy for copy in copies if copy.key == fullest), copies[0])
    text = frozenset(words(rod.text))
    best = max(sorted(carriers), key=lambda each: (_says(each, text), len(carriers[each]), each == preferred))
    return _as_written(written[best])


def _as_written(spellings: Counter[str]) -> str:
    """Return how most copies write a headline; of equals one that is not all in capitals."""
    return max(sorted(spellings), key=lambda each: (spellings[each], not each.isupper()))


def _says(headline: tuple[str, ...], text: Collection[str]) -> bool:
    return len(headline) >= _LEAST and sum(word in text for word in headline) >= _OF_THE_TEXT * len(headline)


def _without_outlet(copy: Copy) -> str:
    tail = _TAIL.search(copy.headline)
    named = tail is not None and words(tail["name"]) in (words(copy.outlet or ""), words(copy.outlet_key))
    return copy.headline[: tail.start()] if tail and named else copy.headline
