"""Tracking a store: learn boilerplate, word, sign, propose, verify, take back, group what was touched, name. One top-down function; the store holds the index."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from crawler.jobs.progress import Progress, silent
from crawler.jobs.tracking.comparing import compare_fresh
from crawler.jobs.tracking.excused import Excused
from crawler.jobs.tracking.grouping import group_stories
from crawler.jobs.tracking.keeping import keep_comparisons
from crawler.jobs.tracking.kept_words import KeptWords
from crawler.jobs.tracking.learning import learn_boilerplate
from crawler.jobs.tracking.settling import settle_renderings
from crawler.jobs.tracking.work import Read, Texts, Work, read_and_sign
from crawler.jobs.upkeep import unfinished
from crawler.jobs.upkeep.facts import keep_facts
from crawler.jobs.upkeep.judging import mark_forgotten, settle_rules
from crawler.pool.workers import Workers
from crawler.store import index, learned_boilerplate, settings, wordings
from crawler.store.readdressed import read_up_to
from crawler.store.store import Store
from crawler.store.stories import count_stories
from crawler.text.segments import only_of
from crawler.tracking.config import TrackingConfig
from crawler.tracking.signatures import SCHEME

_BATCH = (
    1000  # copies whose keys are written one after the other: sorted together, they land on fewer pages of the index
)

_PART = 250  # copies that are read and signed in one go
_WORTH = 1_000  # copies to sign from which other processes are worth their start, a second of the processor


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a run of tracking did."""

    copies: int  # new in this run
    candidates: int  # pairs of texts compared in this run
    links: int  # between copies, in the store now
    stories: int  # in the store now, those of one copy included
    faults: Mapping[str, int] = field(default_factory=dict)  # errors of this program in this run, by place


def track(store: Store, config: TrackingConfig, *, processes: int = 0, progress: Progress = silent) -> Tracked:
    """Bring links and stories up to date with the copies of *store*.

    With *processes* that many others cut, read, sign and compare texts, where there are enough of them to be worth it.

    What comes out depends on what is in the store, not on the order in which it came, on how often this ran or on where it
    was stopped. Verdicts that other rules made are made again.
    """
    with store.write() as connection:
        stopped = unfinished.begin(connection)
    settle_rules(store, config, progress=progress)
    moved = settle_renderings(store, config)
    excused = Excused(kept=KeptWords())
    with Workers(_worth(store, processes)) as workers:
        work = Work(config, workers, excused)
        learn_boilerplate(store, work, progress, everything=stopped)
        new = _sign_new(store, work, progress)
        compared, touched = compare_fresh(store, work, progress, everything=stopped)
        with store.read() as connection:
            touched |= wordings.came_earlier(connection, read_up_to(connection) or 0)
        written = group_stories(store, config, None if stopped else touched, progress, excused.places)
        everything = stopped or moved > 0
        compared += keep_comparisons(store, work, written, anything_new=stopped or new > 0)
        return finish(store, work, None if everything else written, progress, new=new, compared=compared)


def finish(
    store: Store,
    work: Work,
    written: Collection[str] | None,
    progress: Progress,
    *,
    new: int,
    compared: int,
) -> Tracked:
    """Keep the facts of the copies of the stories *written* (None: of all), and say what was done and what there is now."""
    with work.excused.places.excused():
        keep_facts(store, written, progress=progress)
    with store.write() as connection:
        work.excused.keep(connection)
        unfinished.end(connection)
    with store.read() as connection:
        links, told = wordings.count_links(connection), count_stories(connection)
    return Tracked(new, compared, links, told, dict(work.excused.places))


def _worth(store: Store, processes: int) -> int:
    """Return how many of other *processes* this tracking begins."""
    if not processes:
        return 0
    with store.read() as connection:
        return processes if wordings.count_unworded(connection) >= _WORTH else 0


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


def _sign_new(store: Store, work: Work, progress: Progress) -> int:
    """Give all copies without a wording theirs, with its keys. Returns how many copies that were.

    Those whose wording another tracking took out before a copy had it are signed again.
    """
    done = 0
    while signed := _sign(store, work, progress):
        done += signed
    if done:
        with store.write() as connection:
            index.refresh_statistics(connection)
    return done


def _sign(store: Store, work: Work, progress: Progress) -> int:
    sent: deque[list[int]] = deque()
    ready: list[tuple[list[int], Read]] = []
    done = 0
    for read in work.each(read_and_sign, _unworded(store, work.config, sent)):
        rows = sent.popleft()
        work.excused.keep_words(read.names, read.words)
        ready.append((rows, read))
        done += len(rows)
        if sum(len(some) for some, _ in ready) >= _BATCH:
            _write_wordings(store, ready, work.config)
            ready.clear()
            progress("signing copies", done, None)
    if ready:
        _write_wordings(store, ready, work.config)
        progress("signing copies", done, None)
    return done


def _unworded(store: Store, config: TrackingConfig, sent: deque[list[int]]) -> Iterator[Texts]:
    """Give the texts of copies without a wording, a part at a time; *sent* gets the rows of each."""
    with store.read() as connection:
        known = learned_boilerplate.masks(connection)
        many = wordings.count_unworded(connection)
    for batch in store.each_part(partial(wordings.unworded_copies, limit=_PART)):
        sent.append([row for row, _, _ in batch])
        texts = [(outlet_key, text) for _, outlet_key, text in batch]
        yield Texts(texts, only_of(known, {outlet_key for outlet_key, _ in texts}), many, config)


def _write_wordings(store: Store, read: Sequence[tuple[Sequence[int], Read]], config: TrackingConfig) -> None:
    """Write the wordings of some copies (their rows, and what was read of them), with their keys.

    Copies get them last, when all keys are there: what a kill leaves is a wording without copies, which the next tracking drops.
    """
    found = {row: digest for rows, part in read for row, digest in zip(rows, part.digests, strict=True)}
    cuts = {row: each for rows, part in read for row, each in zip(rows, part.cuts, strict=True)}
    sizes = {d: len(words) for _, part in read for d, words in zip(part.digests, part.words, strict=True)}
    made = {digest: entry for _, part in read for digest, entry in part.entries.items()}
    with store.write() as connection:
        unindexed = wordings.add_wordings(connection, sizes)
    entries = [replace(made[digest], wording_id=row) for digest, row in unindexed.items()]
    for table, rows in index.key_rows(entries):
        with store.write() as connection:
            index.add_keys(connection, table, rows)
    with store.write() as connection:
        index.mark_indexed(connection, entries, scheme=SCHEME, seed=config.seed, version=config.version)
        wordings.assign_wordings(connection, found, cuts)
