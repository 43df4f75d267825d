"""Substitutions: words that one text has wherever the other has certain different ones, as forms have that are about somebody else.

"Moss succeeds Trent ... thanked Trent" against "Crane succeeds Ballard ... thanked Ballard": a wire edited by hand has its
synonyms here and there among other changes, a form has its names everywhere and little else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from crawler.text.numbers import is_number
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
    words_a, words_b = Counter(a), Counter(b)
    pairs: Counter[tuple[str, str]] = Counter()
    for gap in gaps:
        if is_slot(gap, config):
            only_a, only_b = _only(gap[0], words_b), _only(gap[1], words_a)
            pairs.update(set(zip(only_a, only_b, strict=False)))
    return {
        (x, y)
        for (x, y), count in pairs.items()
        if count >= config.substituted_slots and words_a[x] == words_b[y] == count and not alike(x, y, config)
    }


def _only(words: Sequence[str], other: Counter[str]) -> list[str]:
    return [word for word in words if word not in other and not is_number(word)]
