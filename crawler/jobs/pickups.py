"""The comparisons behind "who ran our stories": links with the newest version of each item, and what ran an older one.

A copy that ran what a later version replaced may share too little with the version that replaced it; it is found by the
older version's words, as `wiretrace find` would find it. Tracking does so (see `keeping`); here its results are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.engine import Connection

from crawler.findings.pickup import PickupProof
from crawler.jobs.asking.text_matches import likely_wordings
from crawler.sightings.record import Copy, Kind
from crawler.store.comparisons import item_matches
from crawler.store.learned_boilerplate import masks, texts_of_wordings
from crawler.store.lookup import keys_of_wordings
from crawler.store.readdressed import read_up_to
from crawler.store.records import copies_by_id, rows_of_items
from crawler.text.voice import VoicedWords, read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import wording_digest
from crawler.tracking.relation import Comparison, Link, Relation, mirrored
from crawler.tracking.verdict import compare
from crawler.tracking.window import Times, within

Matches = Mapping[str, Mapping[int, Comparison]]  # by an older version's digest and a wording's row


def own_items(connection: Connection) -> list[Copy]:
    """Return the wires' own items."""
    return list(copies_by_id(connection, rows_of_items(connection)).values())


def older_versions(item: Copy, config: TrackingConfig) -> Iterator[tuple[int, VoicedWords]]:
    """Yield an item's older versions by number, newest first, as folded words; those with words of a newer one are left out."""
    newer = {read_voiced(item.text)}
    for at, version in reversed(list(enumerate(item.versions))):
        words = read_voiced(version.text)
        if words not in newer and len(words) >= config.min_words:
            newer.add(words)
            yield at, words


def pickup_proofs(
    connection: Connection, copies: Mapping[str, Copy], links: Sequence[Link], config: TrackingConfig
) -> list[PickupProof]:
    """Return every comparison of a wire's item with a copy of somebody else, all versions of the item included."""
    own = [copies[key] for key in sorted(copies) if copies[key].kind is Kind.WIRE]
    older = {item.key: dict(older_versions(item, config)) for item in own}
    texts = {wording_digest(words): words for versions in older.values() for words in versions.values()}
    is_kept = read_up_to(connection) is not None
    matches = item_matches(connection, texts) if is_kept else _compared_now(connection, texts, config)
    holders = keys_of_wordings(connection, sorted({wording for found in matches.values() for wording in found}))
    found = list(_of_links(copies, links))
    for item in own:
        for at, words in older[item.key].items():
            for wording, comparison in matches[wording_digest(words)].items():
                near = (key for key in holders[wording] if key in copies and _near(item, copies[key], config))
                found.extend(PickupProof(item.key, at, key, comparison) for key in near)
    return found


def current_version(item: Copy) -> int:
    """Return which of an item's versions is the current text."""
    return max((at for at, version in enumerate(item.versions) if version.text == item.text), default=0)


def _of_links(copies: Mapping[str, Copy], links: Sequence[Link]) -> Iterator[PickupProof]:
    for link in links:
        for key, other in ((link.a, link.b), (link.b, link.a)):
            item = copies.get(key)
            if item is not None and item.kind is Kind.WIRE:
                comparison = link.comparison if key == link.a else mirrored(link.comparison)
                yield PickupProof(key, current_version(item), other, comparison)


def _compared_now(connection: Connection, texts: Mapping[str, tuple[str, ...]], config: TrackingConfig) -> Matches:
    """Search and compare: an earlier program tracked this store, and kept nothing of older versions."""
    known = masks(connection)
    matches: dict[str, dict[int, Comparison]] = {}
    for digest, words in texts.items():
        wordings = texts_of_wordings(connection, likely_wordings(connection, words, config), known)
        made = {row: compare(words, read_voiced(text), config) for row, text in sorted(wordings.items())}
        matches[digest] = {row: each for row, each in made.items() if each.relation is not Relation.UNRELATED}
    return matches


def _near(item: Copy, copy: Copy, config: TrackingConfig) -> bool:
    return within(_span(item), _times(copy), hours=config.window_hours)


def _span(item: Copy) -> Times:
    """Return the time over which an item's versions came out."""
    ends = [each.released for each in item.versions if each.released]
    return (min(each.earliest for each in ends), max(each.latest for each in ends)) if ends else (None, None)


def _times(copy: Copy) -> Times:
    return (copy.published.earliest, copy.published.latest) if copy.published else (None, None)
