"""Third texts: two copies of one text are worth comparing even where they share little with each other.

Two scans of a page, or two rewritten ones, each keep most of it and lose different words. The page itself speaks for the pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from crawler.tracking.config import TrackingConfig

Pair = tuple[int, int]

#: What proposed a pair that a third text brought together.
BY_THIRD = ("a text that both copy",)


class Thirds:
    """Who is a copy of whom, as the index alone proposed it, and which pairs have a text that both copy.

    A text with more than `third_copies` copies speaks for none.
    """

    def __init__(self, copies: Iterable[Pair], config: TrackingConfig) -> None:
        """Take the verified pairs of copies that keys of the index brought together."""
        near: dict[int, set[int]] = defaultdict(set)
        for a, b in copies:
            near[a].add(b)
            near[b].add(a)
        self._near: Mapping[int, set[int]] = near
        self._most = config.third_copies

    def speaks_for(self, pair: Pair) -> bool:
        """Return whether some text has both of *pair* as its copies."""
        common = self._near.get(pair[0], set()) & self._near.get(pair[1], set())
        return any(self._may_speak(text) for text in common)

    def pairs_about(self, changed: Collection[int]) -> set[Pair]:
        """Return the pairs, smaller first, that a third text speaks for and one of *changed* has a part in; no copies of each other."""
        found: set[Pair] = set()
        for text in changed:
            if self._may_speak(text):
                found.update(combinations(sorted(self._near[text]), 2))
            for third in filter(self._may_speak, self._near.get(text, ())):
                found.update((min(text, other), max(text, other)) for other in self._near[third] if other != text)
        return {(a, b) for a, b in found if b not in self._near[a]}

    def _may_speak(self, text: int) -> bool:
        return 1 < len(self._near.get(text, ())) <= self._most
