"""Tracking a store: sign, candidates, verify, merge, cluster. One top-down function; the store holds the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.engine import Connection

from crawler.jobs.progress import Progress, silent
from crawler.sightings.observe import observe
from crawler.sightings.registries import Registries
from crawler.store import index
from crawler.store.captures import captures, replace_observation
from crawler.store.clearing import forget_sightings
from crawler.store.links import links, save_links, save_stories
from crawler.store.records import copy_ids
from crawler.store.settings import get_setting, put_setting
from crawler.store.store import Store
from crawler.text.words import Words, read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.fingerprints import passage_keys
from crawler.tracking.relation import Link, Relation
from crawler.tracking.signatures import SCHEME, band_keys, sign
from crawler.tracking.stories import group
from crawler.tracking.verdict import compare
from crawler.tracking.window import Times, within

_BATCH = 500  # copies signed in one transaction
_WORDS_KEPT = 4000  # texts whose words stay in memory while pairs are verified

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a run of tracking did."""

    copies: int  # compared in this run
    candidates: int
    links: int  # in the store now
    stories: int  # in the store now, those of one copy included


def track(store: Store, config: TrackingConfig, *, progress: Progress = silent) -> Tracked:
    """Bring links and stories up to date with the copies of *store*."""
    _sign_new(store, config, progress)
    with store.write() as connection:
        fresh = index.fresh_copies(connection, config.version)
        proposed = _candidates(connection, fresh, config)
        found = _verify(connection, proposed, config, progress)
        ids = copy_ids(connection)
        save_links(connection, found, ids)
        index.mark_tracked(connection, fresh, config.version)
        facts = index.copy_facts(connection)
        every = links(connection)
        grouping = group(every, {fact.key: fact.words for fact in facts.values()}, config)
        save_links(connection, grouping.merged, ids)
        save_stories(connection, grouping.stories, ids)
    return Tracked(len(fresh), len(proposed), len(every), len(grouping.stories))


def kept_window(store: Store) -> float | None:
    """Return the window the store keeps, in hours; None when it keeps none."""
    with store.read() as connection:
        kept = get_setting(connection, "window_hours") or "72"
    return None if kept == "none" else float(kept)


def settle_window(store: Store, wanted: float | str | None) -> float | None:
    """Return the window to track with: *wanted* hours, None for none, or "kept" for what the store keeps (72 at first).

    A new window is kept in the store, and all copies are compared anew.
    """
    with store.write() as connection:
        kept = get_setting(connection, "window_hours") or "72"
        new = kept if wanted == "kept" else ("none" if wanted is None else f"{float(wanted):g}")
        if new != kept:
            index.forget_tracking(connection)
        put_setting(connection, "window_hours", new)
    return None if new == "none" else float(new)


def rebuild(store: Store, registries: Registries, *, progress: Progress = silent) -> int:
    """Read every capture again from its raw bytes, in place of all sightings, copies, links and stories. Returns how many."""
    done = 0
    with store.write() as connection:
        forget_sightings(connection)
        for capture_id, received in captures(connection):
            replace_observation(connection, capture_id, observe(received, registries))
            done += 1
            progress("reading captures", done, None)
    return done


def _sign_new(store: Store, config: TrackingConfig, progress: Progress) -> None:
    done = 0
    while True:
        with store.write() as connection:
            batch = index.unsigned(connection, config.version, limit=_BATCH)
            if not batch:
                return
            entries = [_entry(copy_id, text, config) for copy_id, text in batch]
            index.add_entries(connection, entries, scheme=SCHEME, seed=config.seed, version=config.version)
        done += len(batch)
        progress("signing copies", done, None)


def _entry(copy_id: int, text: str, config: TrackingConfig) -> index.IndexEntry:
    folded = read_words(text).folded
    if len(folded) < config.min_words:  # too little to accuse anyone with: signed, but under no key
        return index.IndexEntry(copy_id, b"", (), ())
    signature = sign(folded, config)
    return index.IndexEntry(
        copy_id,
        signature.astype("<u4").tobytes(),
        band_keys(signature, config.bands),
        passage_keys(folded, config),
    )


def _candidates(connection: Connection, fresh: Sequence[int], config: TrackingConfig) -> dict[Pair, tuple[str, ...]]:
    """Return the pairs to verify, each with what proposed it."""
    facts = index.copy_facts(connection)
    sizes = index.passage_counts(connection)
    reasons: dict[Pair, list[str]] = defaultdict(list)
    for a, b in index.band_pairs(connection, fresh):
        reasons[_ordered(a, b)].append("signature band")
    shared = index.passage_pairs(connection, fresh, least=config.min_shared_passages, common_key=config.common_key)
    for pair in shared:
        smaller = min(sizes[pair.fresh_id], sizes[pair.other_id])
        if pair.common >= config.passage_share * smaller:
            reasons[_ordered(pair.fresh_id, pair.other_id)].append(f"{pair.common} of {smaller} passages")
    return {
        (a, b): tuple(sorted(set(why)))
        for (a, b), why in sorted(reasons.items())
        if within(_times(facts[a]), _times(facts[b]), hours=config.window_hours)
    }


def _times(facts: index.CopyFacts) -> Times:
    return facts.earliest, facts.latest


def _ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _verify(
    connection: Connection,
    proposed: Mapping[Pair, tuple[str, ...]],
    config: TrackingConfig,
    progress: Progress,
) -> list[Link]:
    """Compare each pair exactly; what is unrelated after all leaves no link."""
    words_of = _reader(connection)
    keys = {row: fact.key for row, fact in index.copy_facts(connection).items()}
    found: list[Link] = []
    for number, ((a, b), why) in enumerate(proposed.items(), 1):
        if keys[a] > keys[b]:
            a, b = b, a  # noqa: PLW2901  # links are kept with the smaller key first
        comparison = compare(words_of(a).folded, words_of(b).folded, config)
        if comparison.relation is not Relation.UNRELATED:
            found.append(Link(keys[a], keys[b], comparison, why))
        if number % 100 == 0 or number == len(proposed):
            progress("comparing pairs", number, len(proposed))
    return found


def _reader(connection: Connection) -> Callable[[int], Words]:
    @lru_cache(maxsize=_WORDS_KEPT)
    def words_of(copy_id: int) -> Words:
        return read_words(index.texts(connection, [copy_id])[copy_id])

    return words_of
