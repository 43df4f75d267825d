"""Common sources: two copies of one text are worth comparing even where they share little with each other.

Two scans of a page, or two rewritten ones, each keep most of it and lose different words. The page itself proposes the pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from crawler.tracking.config import TrackingConfig

Pair = tuple[int, int]

#: What proposed a pair that a common source brought together; the words are published.
BY_COMMON_SOURCE = ("a text that both copy",)


class CommonSources:
    """Which texts are copies of which, as the index alone proposed it, and which pairs have a text that both copy.

    A text with more than `common_source_copies` copies is nobody's source here.
    """

    def __init__(self, copies: Iterable[Pair], config: TrackingConfig) -> None:
        """Take the verified pairs of copies that keys of the index brought together."""
        linked: dict[int, set[int]] = defaultdict(set)
        for a, b in copies:
            linked[a].add(b)
            linked[b].add(a)
        self._linked: Mapping[int, set[int]] = linked
        self._most = config.common_source_copies

    def has(self, pair: Pair) -> bool:
        """Return whether some text has both of *pair* as its copies."""
        common = self._linked.get(pair[0], set()) & self._linked.get(pair[1], set())
        return any(self._is_source(text) for text in common)

    def pairs_involving(self, changed: Collection[int]) -> set[Pair]:
        """Return the pairs, smaller first, that have a common source and one of *changed* as a member or as that source.

        Pairs that are linked already are left out.
        """
        pairs: set[Pair] = set()
        for text in changed:
            if self._is_source(text):
                pairs.update(combinations(sorted(self._linked[text]), 2))
            for source in filter(self._is_source, self._linked.get(text, ())):
                pairs.update((min(text, other), max(text, other)) for other in self._linked[source] if other != text)
        return {(a, b) for a, b in pairs if b not in self._linked[a]}

    def _is_source(self, text: int) -> bool:
        return 1 < len(self._linked.get(text, ())) <= self._most
