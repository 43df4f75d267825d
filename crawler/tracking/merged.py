"""Merged texts: a text that holds two others which have nothing to do with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import COPY_RELATIONS, Link

#: Words of a text, the bit at each one's place set.
Places = int
#: Of each text that may be merged, the sources in it and the words of it that each covers.
Holdings = Mapping[str, Mapping[str, Places]]
#: Gives links with the spans of their comparisons, in order, where they come without.
Spanned = Callable[[Sequence[Link]], Iterable[Link]]


def holdings(links: Sequence[Link], config: TrackingConfig, spanned: Spanned = list) -> Holdings:
    """Return the texts that hold two or more others in different places, with what they hold.

    A source counts when at least half of it stands in the longer text. Two sources that are linked with each other, or
    cover the same words, are one source. Where sources stand is asked of few links, and of those alone *spanned* is: of sources
    that some other source of the same text is not linked with, and then of all sources of a text that holds two.
    """
    linked = _linked(links)
    held = _held_by(links, config)
    lonely = {
        holder: {source: link for source, link in by_source.items() if not by_source.keys() <= linked[source]}
        for holder, by_source in held.items()
    }
    places = _places_of(lonely, spanned)
    found = {holder: held[holder] for holder in sorted(lonely) if _has_two(places[holder], linked, config)}
    return _places_of(found, spanned)


def apart(places: Places, others: Places, config: TrackingConfig) -> bool:
    """Return whether two sources stand in different parts of a text."""
    return (places & others).bit_count() <= config.merged_overlap * min(places.bit_count(), others.bit_count())


def words_at(places: Places) -> list[int]:
    """Return the places of words, in order."""
    return [at for at, bit in enumerate(reversed(f"{places:b}")) if bit == "1"]


def _linked(links: Iterable[Link]) -> Mapping[str, AbstractSet[str]]:
    """Return what each text is a copy of, or a copy of it is; a text with itself, too."""
    linked: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.comparison.relation in COPY_RELATIONS:
            linked[link.a].update((link.a, link.b))
            linked[link.b].update((link.a, link.b))
    return linked


def _held_by(links: Iterable[Link], config: TrackingConfig) -> Mapping[str, Mapping[str, Link]]:
    """Return what each text holds: its sources with the links that say so."""
    held: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in links:
        if link.comparison.relation in COPY_RELATIONS:
            holder, source, share = _held(link)
            if share >= config.held_share:
                held[holder][source] = link
    return held


def _places_of(held: Mapping[str, Mapping[str, Link]], spanned: Spanned) -> dict[str, dict[str, Places]]:
    """Return the words of each text that its sources cover."""
    asked = [(holder, source, link) for holder, by_source in held.items() for source, link in by_source.items()]
    found: dict[str, dict[str, Places]] = {holder: {} for holder in held}
    for (holder, source, _), link in zip(asked, spanned([link for _, _, link in asked]), strict=True):
        found[holder][source] = _places(link, holder)
    return found


def _has_two(sources: Mapping[str, Places], linked: Mapping[str, AbstractSet[str]], config: TrackingConfig) -> bool:
    """Return whether two sources stand apart and are not linked.

    Sources that cover the same words are looked at together: one wire at thousands of outlets is one place.
    """
    alike: dict[Places, set[str]] = defaultdict(set)
    for source, places in sources.items():
        alike[places].add(source)
    return any(
        apart(places, others, config) and any(not alike[others] <= linked[source] for source in alike[places])
        for places, others in combinations(alike, 2)
    )


def _held(link: Link) -> tuple[str, str, float]:
    """Return (holder, source, share of the source covered); the longer text is the holder."""
    comparison = link.comparison
    if comparison.words_a >= comparison.words_b:
        return link.a, link.b, comparison.coverage_b
    return link.b, link.a, comparison.coverage_a


def _places(link: Link, holder: str) -> Places:
    """Return the words of *holder* that the other text of *link* covers."""
    places = 0
    for span in link.comparison.spans:
        start, end = (span.a_start, span.a_end) if holder == link.a else (span.b_start, span.b_end)
        places |= (1 << end) - (1 << start)
    return places
