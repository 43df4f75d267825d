"""Merged texts: a text that holds two others which have nothing to do with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import COPY_RELATIONS, Link

#: Of each text that may be merged, the sources in it and the words of it that each covers.
Holdings = Mapping[str, Mapping[str, frozenset[int]]]


def holdings(links: Sequence[Link], config: TrackingConfig) -> Holdings:
    """Return the texts that hold two or more others in different places, with what they hold.

    A source counts when at least half of it stands in the longer text. Two sources that are linked with each other, or
    cover the same words, are one source.
    """
    linked = _linked(links)
    found: dict[str, dict[str, frozenset[int]]] = {}
    for holder, by_source in _in_question(links, linked, config):
        sources = {source: _places(link, holder) for source, link in by_source.items()}
        if _has_two(sources, linked, config):
            found[holder] = sources
    return found


def links_in_question(links: Sequence[Link], config: TrackingConfig) -> list[Link]:
    """Return the links whose spans `holdings` looks at: few, and spans are most of what a link takes to read."""
    return [link for _, by_source in _in_question(links, _linked(links), config) for link in by_source.values()]


def _linked(links: Sequence[Link]) -> Mapping[str, AbstractSet[str]]:
    """Return what each text is a copy of, or a copy of it is; a text with itself, too."""
    linked: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.comparison.relation in COPY_RELATIONS:
            linked[link.a].update((link.a, link.b))
            linked[link.b].update((link.a, link.b))
    return linked


def _in_question(
    links: Sequence[Link], linked: Mapping[str, AbstractSet[str]], config: TrackingConfig
) -> Iterator[tuple[str, dict[str, Link]]]:
    """Give the texts that hold others, by source, in order; not those whose sources are one story: nobody asks where they stand."""
    held: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in links:
        if link.comparison.relation in COPY_RELATIONS:
            holder, source, share = _held(link)
            if share >= config.held_share:
                held[holder][source] = link
    for holder, by_source in sorted(held.items()):
        if not all(by_source.keys() <= linked[source] for source in by_source):
            yield holder, by_source


def _has_two(
    sources: Mapping[str, frozenset[int]], linked: Mapping[str, AbstractSet[str]], config: TrackingConfig
) -> bool:
    """Return whether two sources stand apart and are not linked.

    Sources that cover the same words are looked at together: one wire at thousands of outlets is one place. Those that are
    linked with every other one are most of them, and left out first: words are looked at only where links are missing.
    """
    names = set(sources)
    alike: dict[frozenset[int], set[str]] = defaultdict(set)
    for source, places in sources.items():
        if not names <= linked[source]:
            alike[places].add(source)
    return any(
        apart(places, others, config) and any(not alike[others] <= linked[source] for source in alike[places])
        for places, others in combinations(alike, 2)
    )


def apart(places: frozenset[int], others: frozenset[int], config: TrackingConfig) -> bool:
    """Return whether two sources stand in different parts of a text."""
    return len(places & others) <= config.merged_overlap * min(len(places), len(others))


def _held(link: Link) -> tuple[str, str, float]:
    """Return (holder, source, share of the source covered); the longer text is the holder."""
    comparison = link.comparison
    if comparison.words_a >= comparison.words_b:
        return link.a, link.b, comparison.coverage_b
    return link.b, link.a, comparison.coverage_a


def _places(link: Link, holder: str) -> frozenset[int]:
    """Return the words of *holder* that the other text of *link* covers."""
    spans = link.comparison.spans
    if holder == link.a:
        return frozenset(i for span in spans for i in range(span.a_start, span.a_end))
    return frozenset(i for span in spans for i in range(span.b_start, span.b_end))
