"""The comparisons behind "who ran our stories": links with the newest version of each item, and a search for older ones.

A copy that ran what a later version replaced may share too little with the version that stands; it is found by the older
version's own words, as `wiretrace find` would find it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.engine import Connection

from crawler.findings.pickup import PickupProof
from crawler.jobs.finding import likely_wordings
from crawler.sightings.record import Copy, Kind
from crawler.store.learned_boilerplate import Masks, masks, texts_of_wordings
from crawler.store.lookup import keys_of_wordings
from crawler.text.words import read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Link, Relation
from crawler.tracking.verdict import compare, mirrored
from crawler.tracking.window import Times, within


def pickup_proofs(
    connection: Connection, copies: Mapping[str, Copy], links: Sequence[Link], config: TrackingConfig
) -> list[PickupProof]:
    """Return every comparison of a wire's item with a copy of somebody else, all versions of the item included."""
    own = [copies[key] for key in sorted(copies) if copies[key].kind is Kind.WIRE]
    if not own:
        return []
    found = list(_of_links(copies, links))
    known = masks(connection)
    for item in own:
        found.extend(_of_older_versions(connection, item, copies, config, known))
    return found


def _of_links(copies: Mapping[str, Copy], links: Sequence[Link]) -> Iterator[PickupProof]:
    for link in links:
        for key, other, comparison in ((link.a, link.b, link.comparison), (link.b, link.a, mirrored(link.comparison))):
            item = copies.get(key)
            if item is not None and item.kind is Kind.WIRE:
                yield PickupProof(key, standing(item), other, comparison)


def standing(item: Copy) -> int:
    """Return which of an item's versions is the text that stands."""
    return max((at for at, version in enumerate(item.versions) if version.text == item.text), default=0)


def _of_older_versions(
    connection: Connection, item: Copy, copies: Mapping[str, Copy], config: TrackingConfig, known: Masks
) -> Iterator[PickupProof]:
    looked_for = {read_words(item.text).folded}
    for at, version in reversed(list(enumerate(item.versions))):
        words = read_words(version.text).folded
        if words in looked_for or len(words) < config.min_words:
            continue
        looked_for.add(words)
        wordings = likely_wordings(connection, words, config)
        texts = texts_of_wordings(connection, wordings, known)
        holders = keys_of_wordings(connection, wordings)
        for wording in wordings:
            comparison = compare(words, read_words(texts[wording]).folded, config)
            if comparison.relation is Relation.UNRELATED:
                continue
            for key in holders[wording]:
                if key in copies and within(_span(item), _times(copies[key]), hours=config.window_hours):
                    yield PickupProof(item.key, at, key, comparison)


def _span(item: Copy) -> Times:
    """Return the time over which an item's versions came out."""
    ends = [each.released for each in item.versions if each.released]
    return (min(each.earliest for each in ends), max(each.latest for each in ends)) if ends else (None, None)


def _times(copy: Copy) -> Times:
    return (copy.published.earliest, copy.published.latest) if copy.published else (None, None)
