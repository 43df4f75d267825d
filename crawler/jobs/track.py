"""Tracking a store: learn furniture, word, sign, propose, verify, take back, group, name. One top-down function; the store holds the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from crawler.jobs.comparing import compare_fresh
from crawler.jobs.keeping import keep_comparisons
from crawler.jobs.progress import Progress, silent
from crawler.sightings.observe import observe
from crawler.sightings.registries import Registries
from crawler.store import index, learned_boilerplate, settings, wordings
from crawler.store import links as stored
from crawler.store.captures import captures, replace_observation
from crawler.store.clearing import forget_sightings
from crawler.store.registry import is_stale, mark_read, stored_registries
from crawler.store.renderings import settle_renderings
from crawler.store.store import Store
from crawler.text.segments import without_boilerplate
from crawler.text.words import read_words
from crawler.tracking.compiled import Signer, signer_for
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Edition, Likeness, copy_links, edition_links, editions_of, spread, wording_digest
from crawler.tracking.fingerprints import passage_keys
from crawler.tracking.identity import identify
from crawler.tracking.signatures import SCHEME, band_keys
from crawler.tracking.stories import Grouping, group

_BATCH = 2000  # copies signed in one transaction: sorted together, their keys land on fewer pages of the index


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a run of tracking did."""

    copies: int  # new in this run
    candidates: int  # pairs of texts compared in this run
    links: int  # between copies, in the store now
    stories: int  # in the store now, those of one copy included


def track(store: Store, config: TrackingConfig, *, progress: Progress = silent) -> Tracked:
    """Bring links and stories up to date with the copies of *store*.

    What comes out depends on what is in the store, not on the order in which it came or on how often this ran.
    """
    _forget_other_versions(store, config)
    with store.write() as connection:
        settle_renderings(connection, config)
        learned_boilerplate.learn(connection, config, never=_wires_own_outlets(connection))
    new = _sign_new(store, config, progress)
    with store.write() as connection:
        digests = wordings.digests(connection)
        editions = editions_of(wordings.dated_copies(connection), config)
        compared = compare_fresh(connection, digests, editions, config, progress)
        ids = {digest: row for row, digest in digests.items()}
        alike = stored.likenesses(connection, merged=False)
        stories = _group_stories(connection, alike, editions, ids, config)
        links = sum(1 for _ in copy_links(alike, editions, config))
    compared += keep_comparisons(store, config, new=new)
    return Tracked(new, compared, links, stories)


def settle_window(store: Store, wanted: float | str | None) -> float | None:
    """Return the window to track with: *wanted* hours, None for none, or "kept" for what the store keeps (72 at first).

    A new window is kept in the store, and all copies are compared anew.
    """
    with store.write() as connection:
        kept = settings.get_setting(connection, "window_hours") or "72"
        new = kept if wanted == "kept" else ("none" if wanted is None else f"{float(wanted):g}")
        if new != kept:
            wordings.forget_wordings(connection)
        settings.put_setting(connection, "window_hours", new)
        return settings.stored_window(connection)


def rebuild(store: Store, registries: Registries, *, progress: Progress = silent) -> int:
    """Read every capture again from its raw bytes, in place of all sightings, copies and links. Returns how many.

    Stories keep their keys: the next tracking finds them by their copies.
    """
    done = 0
    with store.write() as connection:
        before = stored.stories(connection)
        forget_sightings(connection)
        for capture_id, received in captures(connection):
            replace_observation(connection, capture_id, observe(received, registries))
            done += 1
            progress("reading captures", done, None)
        stored.restore_stories(connection, before)
        mark_read(connection, registries)
    return done


def rebuild_if_stale(store: Store, registries: Registries, *, progress: Progress = silent) -> int | None:
    """Read every capture again if some may have been read with other outlets or wires. Returns how many, None for not needed."""
    with store.read() as connection:
        if not is_stale(connection, registries):
            return None
    return rebuild(store, registries, progress=progress)


def _forget_other_versions(store: Store, config: TrackingConfig) -> None:
    """Keys, furniture and verdicts made by other rules than today's are made again."""
    with store.write() as connection:
        if settings.get_setting(connection, "tracking_rules") not in (None, config.rules):
            wordings.forget_wordings(connection)
            learned_boilerplate.forget(connection)
        settings.put_setting(connection, "tracking_rules", config.rules)


def _sign_new(store: Store, config: TrackingConfig, progress: Progress) -> int:
    done = 0
    while True:
        with store.write() as connection:
            batch = wordings.unworded_copies(connection, limit=_BATCH)
            if not batch:
                return done
            known = learned_boilerplate.masks(connection)
            folded = {
                row: read_words(without_boilerplate(text, outlet_key, known).text).folded
                for row, outlet_key, text in batch
            }
            found = {row: (wording_digest(words), len(words)) for row, words in folded.items()}
            unindexed = wordings.assign_wordings(connection, found)
            texts = {digest: folded[row] for row, (digest, _) in found.items() if digest in unindexed}
            signer = signer_for(len(texts), config)
            entries = [_entry(unindexed[digest], words, signer, config) for digest, words in texts.items()]
            index.add_entries(connection, entries, scheme=SCHEME, seed=config.seed, version=config.version)
        done += len(batch)
        progress("signing copies", done, None)


def _wires_own_outlets(connection: Connection) -> set[str]:
    return {key for wire in stored_registries(connection).wires.wires for key in wire.outlets}


def _entry(wording_id: int, folded: Sequence[str], signer: Signer, config: TrackingConfig) -> index.IndexEntry:
    if len(folded) < config.min_words:  # too little to accuse anyone with: signed, but under no key
        return index.IndexEntry(wording_id, b"", (), ())
    signature = signer(folded)
    return index.IndexEntry(
        wording_id,
        signature.astype("<u4").tobytes(),
        band_keys(signature, config.bands),
        passage_keys(folded, config),
    )


def _group_stories(
    connection: Connection,
    alike: Sequence[Likeness],
    editions: Sequence[Edition],
    ids: Mapping[str, int],
    config: TrackingConfig,
) -> int:
    """Group all editions into stories, keep their names, and mark what is merged. Returns how many there are."""
    links = edition_links(alike, editions, config)
    grouping = group(links, {edition.key: edition.words for edition in editions}, config)
    stored.mark_merged(connection, _merged_wordings(grouping, editions), ids)
    named = identify(spread(grouping.stories, editions), stored.stories(connection))
    stored.save_stories(connection, named.stories)
    stored.save_events(connection, named.events)
    return len(named.stories)


def _merged_wordings(grouping: Grouping, editions: Sequence[Edition]) -> dict[tuple[str, str], str]:
    wording = {edition.key: edition.wording for edition in editions}
    rules: dict[tuple[str, str], str] = {}
    for link in grouping.merged:
        first, second = sorted((wording[link.a], wording[link.b]))
        rules[first, second] = link.comparison.rule
    return rules
