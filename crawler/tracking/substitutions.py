"""Swaps: words that one text has wherever the other has certain different ones, as forms have when they tell of somebody else.

"Moss succeeds Trent ... thanked Trent" against "Crane succeeds Ballard ... thanked Ballard": a wire edited by hand has its
synonyms here and there among other changes, a form has its names everywhere and little else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from crawler.tracking.typos import alike

_SLOT = 8  # words of a gap in which one thing may stand for another

Gap = tuple[Sequence[str], Sequence[str]]


def swapped(gaps: Iterable[Gap], a: Sequence[str], b: Sequence[str]) -> int:
    """Count the words of a that stand in two slots or more, each time against the same word of b, and nowhere else.

    Neither word may occur in the other text: then it would be a word of the form, or of the language. Numbers are left
    out, and so are pairs that differ by a slip.
    """
    words_a, words_b = Counter(a), Counter(b)
    pairs: Counter[tuple[str, str]] = Counter()
    for gap_a, gap_b in gaps:
        if 0 < len(gap_a) <= _SLOT and 0 < len(gap_b) <= _SLOT:
            own = [word for word in gap_a if word not in words_b and not word[0].isdigit()]
            others = [word for word in gap_b if word not in words_a and not word[0].isdigit()]
            pairs.update(set(zip(own, others, strict=False)))
    return sum(
        1 for (x, y), count in pairs.items() if count >= 2 and words_a[x] == words_b[y] == count and not alike(x, y)
    )
