"""Tracking a store: learn boilerplate, word, sign, propose, verify, take back, group what was touched, name. One top-down function; the store holds the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from crawler.jobs.comparing import compare_fresh
from crawler.jobs.grouping import group_stories
from crawler.jobs.keeping import keep_comparisons
from crawler.jobs.learning import learn_boilerplate
from crawler.jobs.progress import Progress, silent
from crawler.jobs.settling import settle_renderings
from crawler.jobs.upkeep import unfinished
from crawler.jobs.upkeep.excused import Excused
from crawler.jobs.upkeep.facts import keep_facts
from crawler.jobs.upkeep.judging import mark_forgotten, settle_rules
from crawler.store import index, learned_boilerplate, settings, wordings
from crawler.store.readdressed import read_up_to
from crawler.store.store import Store
from crawler.store.stories import count_stories
from crawler.text.segments import without_boilerplate
from crawler.tracking.compiled import Signer, signer_for
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import wording_digest
from crawler.tracking.fingerprints import passage_keys
from crawler.tracking.signatures import SCHEME, band_keys

_BATCH = (
    1000  # copies whose keys are written one after the other: sorted together, they land on fewer pages of the index
)

_NO_ROW = 0


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a run of tracking did."""

    copies: int  # new in this run
    candidates: int  # pairs of texts compared in this run
    links: int  # between copies, in the store now
    stories: int  # in the store now, those of one copy included
    faults: Mapping[str, int] = field(default_factory=dict)  # errors of this program in this run, by place


def track(store: Store, config: TrackingConfig, *, progress: Progress = silent) -> Tracked:
    """Bring links and stories up to date with the copies of *store*.

    What comes out depends on what is in the store, not on the order in which it came, on how often this ran or on where it
    was stopped. Verdicts that other rules made are made again.
    """
    with store.write() as connection:
        stopped = unfinished.begin(connection)
    settle_rules(store, config, progress=progress)
    moved = settle_renderings(store, config)
    excused = Excused()
    learn_boilerplate(store, config, everything=stopped, progress=progress, excused=excused)
    new = _sign_new(store, config, progress, excused)
    compared, touched = compare_fresh(store, config, progress, excused=excused, everything=stopped)
    with store.read() as connection:
        touched |= wordings.came_earlier(connection, read_up_to(connection) or 0)
    written = group_stories(store, config, None if stopped else touched, progress)
    compared += keep_comparisons(store, config, written, excused, anything_new=stopped or new > 0)
    keep_facts(store, None if stopped or moved else written, progress=progress)
    with store.write() as connection:
        excused.keep(connection)
        unfinished.end(connection)
    with store.read() as connection:
        links, told = wordings.count_links(connection), count_stories(connection)
    return Tracked(new, compared, links, told, dict(excused.places))


def settle_window(store: Store, wanted: float | str | None) -> float | None:
    """Return the window to track with: *wanted* hours, None for none, or "kept" for what the store keeps (72 at first).

    A new window is kept in the store, and the next tracking compares all copies again.
    """
    with store.write() as connection:
        kept = settings.get_setting(connection, "window_hours") or "72"
        new = kept if wanted == "kept" else ("none" if wanted is None else f"{float(wanted):g}")
        if new != kept:
            mark_forgotten(connection)
        settings.put_setting(connection, "window_hours", new)
        return settings.stored_window(connection)


def _sign_new(store: Store, config: TrackingConfig, progress: Progress, excused: Excused) -> int:
    """Give all copies without a wording theirs, with its keys. Returns how many copies that were."""
    with store.read() as connection:
        known = learned_boilerplate.masks(connection)
        signer = signer_for(wordings.count_unworded(connection), config)
    done = 0
    while True:
        with store.read() as connection:
            batch = wordings.unworded_copies(connection, limit=_BATCH)
        if not batch:
            break
        folded = {
            row: excused.voiced(without_boilerplate(text, outlet_key, known).text) for row, outlet_key, text in batch
        }
        _write_wordings(store, folded, signer, config)
        done += len(batch)
        progress("signing copies", done, None)
    if done:
        with store.write() as connection:
            index.refresh_statistics(connection)
    return done


def _write_wordings(store: Store, folded: Mapping[int, Sequence[str]], signer: Signer, config: TrackingConfig) -> None:
    """Write the wordings of some copies (row -> folded words); those that the index has not got are signed, before the write.

    Copies get them last, when all keys are there: what a kill leaves is a wording without copies, which the next tracking drops.
    """
    found = {row: wording_digest(words) for row, words in folded.items()}
    texts = {digest: folded[row] for row, digest in found.items()}
    with store.read() as connection:
        known = wordings.indexed(connection, texts.keys())
    made = {digest: _entry(words, signer, config) for digest, words in texts.items() if digest not in known}
    with store.write() as connection:
        unindexed = wordings.add_wordings(connection, {digest: len(words) for digest, words in texts.items()})
    entries = [
        replace(made.get(digest) or _entry(texts[digest], signer, config), wording_id=row)
        for digest, row in unindexed.items()
    ]
    for table, rows in index.key_rows(entries):
        with store.write() as connection:
            index.add_keys(connection, table, rows)
    with store.write() as connection:
        index.mark_indexed(connection, entries, scheme=SCHEME, seed=config.seed, version=config.version)
        wordings.assign_wordings(connection, found)


def _entry(folded: Sequence[str], signer: Signer, config: TrackingConfig) -> index.IndexEntry:
    """Return the keys of a wording that has no row yet."""
    if len(folded) < config.min_words:  # too little to accuse anyone with: signed, but under no key
        return index.IndexEntry(_NO_ROW, b"", (), ())
    signature = signer(folded)
    return index.IndexEntry(
        _NO_ROW,
        signature.astype("<u4").tobytes(),
        band_keys(signature, config.bands),
        passage_keys(folded, config),
    )
