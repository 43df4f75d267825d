"""Substitutions: words that one text has wherever the other has certain different ones, as forms have that are about somebody else.

"Moss succeeds Trent ... thanked Trent" against "Crane succeeds Ballard ... thanked Ballard": a wire edited by hand has its
synonyms here and there among other changes, a form has its names everywhere and little else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile

from crawler.text.numbers import is_number
from crawler.text.once import once_a_text
from crawler.text.unspaced import MAY_HAVE
from crawler.tracking.config import TrackingConfig
from crawler.tracking.typos import alike

#: The words between two runs, in either text.
Gap = tuple[Sequence[str], Sequence[str]]


def is_slot(gap: Gap, config: TrackingConfig) -> bool:
    """Return whether a gap is one where a few words of one text replace a few of the other."""
    return all(0 < len(words) <= config.slot_words for words in gap)


def substituted(
    gaps: Iterable[Gap], a: Sequence[str], b: Sequence[str], config: TrackingConfig
) -> set[tuple[str, str]]:
    """Return the words of a that appear in several slots, each time against the same word of b, and nowhere else, with that.

    Neither word may occur in the other text: then it would be a word of the form, or of the language. Numbers are left
    out, and so are pairs that differ by a typo.
    """
    slots = [gap for gap in gaps if is_slot(gap, config)]
    words_a, words_b = _counts(a), _counts(b)
    pairs: Counter[tuple[str, str]] = Counter()
    for gap in slots:
        only_a, only_b = _only(gap[0], words_b), _only(gap[1], words_a)
        pairs.update(set(zip(only_a, only_b, strict=False)))
    found = {
        (x, y)
        for (x, y), count in pairs.items()
        if count >= config.substituted_slots and words_a[x] == words_b[y] == count and not alike(x, y, config)
    }
    return found or _unspaced(slots, a, b, config)


def _unspaced(slots: Sequence[Gap], a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> set[tuple[str, str]]:
    """Return the same of scripts without spaces, where a name is no word: what differs of the letters of slots."""
    pairs = Counter(
        _differing("".join(gap_a), "".join(gap_b)) for gap_a, gap_b in slots if MAY_HAVE.search("".join(gap_a))
    )
    frequent = {pair: count for pair, count in pairs.items() if count >= config.substituted_slots and all(pair)}
    if not frequent:
        return set()
    text_a, text_b = "".join(a), "".join(b)
    return {(x, y) for (x, y), count in frequent.items() if text_a.count(x) == text_b.count(y) == count}


def stands_in(name: str, words: Sequence[str]) -> bool:
    """Return whether a name that `substituted` found is among some words; without spaces it may be in or across them."""
    return name in words or (MAY_HAVE.search(name) is not None and name in "".join(words))


def _differing(x: str, y: str) -> tuple[str, str]:
    """Return what is left of two strings without what they begin and end with alike."""
    start = _alike_at_first(x, y)
    x, y = x[start:], y[start:]
    end = _alike_at_first(x[::-1], y[::-1])
    return x[: len(x) - end], y[: len(y) - end]


def _alike_at_first(x: str, y: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(x, y, strict=False)))


def _only(words: Sequence[str], other: Counter[str]) -> list[str]:
    return [word for word in words if word not in other and not is_number(word)]


@once_a_text
def _counts(words: Sequence[str]) -> Counter[str]:
    return Counter(words)
