"""Merged texts: a text that holds two others which have nothing to do with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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
    copies = [link for link in links if link.comparison.relation in COPY_RELATIONS]
    linked = {(link.a, link.b) for link in copies}
    found: dict[str, dict[str, frozenset[int]]] = defaultdict(dict)
    for link in copies:
        holder, source, places, share = _held(link)
        if share >= config.held_share:
            found[holder][source] = places
    return {holder: sources for holder, sources in sorted(found.items()) if _has_two(sources, linked, config)}


def _has_two(
    sources: Mapping[str, frozenset[int]], linked: Collection[tuple[str, str]], config: TrackingConfig
) -> bool:
    """Return whether two sources stand apart and are not linked.

    Sources that cover the same words are looked at together: one wire at thousands of outlets is one place.
    """
    alike: dict[frozenset[int], list[str]] = defaultdict(list)
    for source, places in sources.items():
        alike[places].append(source)
    return any(
        (min(x, y), max(x, y)) not in linked
        for places, others in combinations(alike, 2)
        if apart(places, others, config)
        for x in alike[places]
        for y in alike[others]
    )


def apart(places: frozenset[int], others: frozenset[int], config: TrackingConfig) -> bool:
    """Return whether two sources stand in different parts of a text."""
    return len(places & others) <= config.merged_overlap * min(len(places), len(others))


def _held(link: Link) -> tuple[str, str, frozenset[int], float]:
    """Return (holder, source, words of the holder covered, share of the source covered); the longer text is the holder."""
    comparison = link.comparison
    if comparison.words_a >= comparison.words_b:
        places = frozenset(i for span in comparison.spans for i in range(span.a_start, span.a_end))
        return link.a, link.b, places, comparison.coverage_b
    places = frozenset(i for span in comparison.spans for i in range(span.b_start, span.b_end))
    return link.b, link.a, places, comparison.coverage_a
