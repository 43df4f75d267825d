"""Merged texts: a text that holds two others which have nothing to do with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import COPY_RELATIONS, Link, Relation

_Places = frozenset[int]


def find_merged(links: Sequence[Link], config: TrackingConfig) -> list[Link]:
    """Return the links whose relation becomes MERGED: those of a text with two sources that stand in different parts of it.

    A source counts when at least half of it stands in the text; the two must not be linked with each other, and
    share hardly a word of the text.
    """
    copies = [link for link in links if link.comparison.relation in COPY_RELATIONS]
    linked = {(link.a, link.b) for link in copies}
    by_holder: dict[str, list[tuple[str, _Places, Link]]] = defaultdict(list)
    for link in copies:
        for holder, source, places, share in _sides(link):
            if share >= 0.5:
                by_holder[holder].append((source, places, link))
    found: dict[tuple[str, str], Link] = {}
    for sources in by_holder.values():
        for (source_x, places_x, link_x), (source_y, places_y, link_y) in combinations(sources, 2):
            if (min(source_x, source_y), max(source_x, source_y)) in linked:
                continue
            if len(places_x & places_y) <= config.merged_overlap * min(len(places_x), len(places_y)):
                found.setdefault((link_x.a, link_x.b), _merged(link_x, source_y))
                found.setdefault((link_y.a, link_y.b), _merged(link_y, source_x))
    return [found[pair] for pair in sorted(found)]


def _sides(link: Link) -> list[tuple[str, str, _Places, float]]:
    """Return (holder, source, words of the holder covered, share of the source covered) with the longer text as holder."""
    comparison = link.comparison
    if comparison.words_a >= comparison.words_b:
        places = frozenset(i for span in comparison.spans for i in range(span.a_start, span.a_end))
        return [(link.a, link.b, places, comparison.coverage_b)]
    places = frozenset(i for span in comparison.spans for i in range(span.b_start, span.b_end))
    return [(link.b, link.a, places, comparison.coverage_a)]


def _merged(link: Link, other: str) -> Link:
    rule = f"the longer text also holds {other}, which stands elsewhere in it"
    return replace(link, comparison=replace(link.comparison, relation=Relation.MERGED, rule=rule))
