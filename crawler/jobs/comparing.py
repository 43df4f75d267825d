"""Comparing what is new in a store: propose pairs by keys, verify them, take back what keys no longer support, then ask common sources.

Pairs are verified outside of transactions and written in batches: a comparison that was stopped keeps what it had verified.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy.engine import Connection

from crawler.jobs.progress import Progress
from crawler.jobs.upkeep.excused import Excused
from crawler.store import index, learned_boilerplate, wordings
from crawler.store import links as stored
from crawler.store.decisions.stored import held_decisions
from crawler.store.statements import chunks
from crawler.store.store import Store
from crawler.text.voice import VoicedWords
from crawler.tracking.common_source import BY_COMMON_SOURCE, CommonSources
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Edition, Likeness, editions_of
from crawler.tracking.relation import Relation
from crawler.tracking.window import runs_again, within

_WORDS_KEPT = 2_000  # texts whose words stay in memory, some 40 kB each with what is made of them once
_WORDINGS = 100  # compared with all others before they are marked compared
_PAIRS = 300  # verified, some .2 ms each, before they are written: .1 s
_SOURCES = 500  # wordings whose common sources are looked at together

Pair = tuple[int, int]
Proposed = Mapping[Pair, tuple[str, ...]]


def compare_fresh(
    store: Store, config: TrackingConfig, progress: Progress, *, excused: Excused, everything: bool = False
) -> tuple[int, set[int]]:
    """Compare the fresh wordings of *store* with all others, and mark them compared.

    Returns how many pairs were compared, and the wordings that were fresh or whose pairs changed. Wordings none of whose
    editions lie within the window of each other are compared where their signatures are alike, and kept where they are nearly
    identical. Common sources are asked of what changed, or of *everything*, where an earlier comparison did not come to its end.
    """
    run = _Run(store, config, excused)
    with store.read() as connection:
        fresh = wordings.fresh_wordings(connection)
        dropped = index.unsupported(connection, fresh, config)
    run.forget(dropped)
    waiting, touched = set(fresh), {*fresh, *(row for pair in dropped for row in pair)}
    for number, batch in enumerate(chunks(fresh, _WORDINGS), 1):
        waiting.difference_update(batch)
        touched |= run.compare(batch, waiting)
        progress("comparing texts", min(number * _WORDINGS, len(fresh)), len(fresh))
    with store.read() as connection:
        asked = wordings.digests(connection).keys() if everything else touched
    for part in chunks(sorted(asked), _SOURCES):
        touched |= run.ask_common_sources(part)
    return run.compared, touched


class _Run:
    """One comparison of what is new; keeps the words of texts at hand. `compared` is how many pairs it has verified."""

    def __init__(self, store: Store, config: TrackingConfig, excused: Excused) -> None:
        self._store = store
        self._config = config
        self._excused = excused
        self._texts = _Texts(store, excused)
        self._unrelated: set[Pair] = set()
        with store.read() as connection:
            self._decided = held_decisions(connection)
        self.compared = 0

    def forget(self, pairs: Collection[Pair]) -> None:
        """Take comparisons out of the store."""
        for part in chunks(sorted(pairs), _PAIRS):
            with self._store.write() as connection:
                stored.forget_likenesses(connection, part)

    def compare(self, batch: Sequence[int], waiting: Collection[int]) -> set[int]:
        """Compare some fresh wordings with all but those that are *waiting* for their own turn. Returns whose pairs were written."""
        with self._store.read() as connection:
            proposed, near = self._propose(connection, batch, waiting)
        written = self._verify(proposed, near)
        with self._store.write() as connection:
            wordings.mark_compared(connection, batch)
        return {row for pair in written for row in pair}

    def ask_common_sources(self, changed: Sequence[int]) -> set[int]:
        """Take back pairs that have lost their common source, and compare those that have one now. Returns whose pairs changed."""
        with self._store.read() as connection:
            known, sources, lonely = _around(connection, changed, self._config)
            wanted = {
                pair for pair in sources.pairs_involving(changed) if pair not in known and pair not in self._unrelated
            }
            near = self._within(connection, wanted)
            proposed = dict.fromkeys(sorted(index.sharing_enough(connection, near, self._config)), BY_COMMON_SOURCE)
        self.forget(lonely)
        return {row for pair in (*lonely, *self._verify(proposed, near)) for row in pair}

    def _propose(
        self, connection: Connection, batch: Sequence[int], waiting: Collection[int]
    ) -> tuple[Proposed, Collection[Pair]]:
        """Return the pairs of wordings to compare, each with what proposed it, and those of them within the window.

        Those compared already are left out.
        """
        known = {
            pair
            for pair, judged in stored.judged_pairs(connection, batch).items()
            if judged.proposed_by != BY_COMMON_SOURCE
        }
        reasons: dict[Pair, set[str]] = defaultdict(set)
        for pair, why in index.proposals(connection, batch, self._config):
            if pair not in known and not (pair[0] in waiting or pair[1] in waiting):
                reasons[pair].add(why)
        near = self._within(connection, reasons)
        chosen = near | index.sharing_bands(connection, reasons.keys() - near)
        return {pair: tuple(sorted(reasons[pair])) for pair in sorted(chosen)}, near

    def _within(self, connection: Connection, pairs: Collection[Pair]) -> set[Pair]:
        """Return those of *pairs* that have editions within the window."""
        ids = {row for pair in pairs for row in pair}
        names = wordings.digests(connection, ids)
        by_digest: dict[str, list[Edition]] = defaultdict(list)
        for edition in editions_of(wordings.dated_copies(connection, ids=ids), self._config):
            by_digest[edition.wording].append(edition)
        editions = {row: by_digest[digest] for row, digest in names.items()}
        hours = self._config.window_hours
        return {
            (a, b)
            for a, b in pairs
            if any(within(x.times, y.times, hours=hours) for x in editions.get(a, ()) for y in editions.get(b, ()))
        }

    def _verify(self, proposed: Proposed, near: Collection[Pair]) -> set[Pair]:
        """Compare pairs exactly and write what they came to. Returns the pairs written.

        What is unrelated leaves nothing; of pairs that are not *near* each other in time, only nearly identical ones do.
        """
        written: set[Pair] = set()
        pairs = iter(proposed.items())
        while part := dict(islice(pairs, _PAIRS)):
            names, texts = self._texts.of({row for pair in part for row in pair})
            made = {pair: each for pair, why in part.items() if (each := self._compared(pair, why, names, texts))}
            found = {p: each for p, each in made.items() if p in near or runs_again(each.comparison, self._config)}
            with self._store.write() as connection:
                stored.save_likenesses(connection, found.values(), {name: row for row, name in names.items()})
            written |= found.keys()
            self._unrelated |= part.keys() - found.keys()
            self.compared += len(part)
        return written

    def _compared(
        self, pair: Pair, why: tuple[str, ...], names: Mapping[int, str], texts: Mapping[int, VoicedWords]
    ) -> Likeness | None:
        if not texts.keys() >= set(pair):  # no copy has one of them yet, or any more: it is fresh when one does
            return None
        a, b = sorted(pair, key=names.__getitem__)
        comparison = self._decided.applied(names[a], names[b], self._excused.compare(texts[a], texts[b], self._config))
        return None if comparison.relation is Relation.UNRELATED else Likeness(names[a], names[b], comparison, why)


def _around(
    connection: Connection, changed: Sequence[int], config: TrackingConfig
) -> tuple[Collection[Pair], CommonSources, list[Pair]]:
    """Return what is compared around *changed* wordings, their common sources, and the pairs there that have lost theirs."""
    known = stored.judged_pairs(connection, changed)
    near = {row for pair in _by_keys(known) for row in pair} - set(changed)
    known |= stored.judged_pairs(connection, near)
    inside = {*changed, *near}
    by_source = [
        (a, b)
        for (a, b), judged in known.items()
        if judged.proposed_by == BY_COMMON_SOURCE and (a in inside or b in inside)
    ]
    linked: dict[int, set[int]] = defaultdict(set)
    for a, b in _by_keys(known):
        linked[a].add(b)
        linked[b].add(a)
    known |= stored.judged_pairs(connection, {row for a, b in by_source for row in linked[a] & linked[b]} - inside)
    sources = CommonSources(_by_keys(known), config)
    both = set(changed)
    lonely = [
        (a, b)
        for a, b in by_source
        if (a in both or b in both or (a in inside and b in inside)) and not sources.has((a, b))
    ]
    return known.keys(), sources, lonely


def _by_keys(judged: Mapping[Pair, stored.Judged]) -> Iterator[Pair]:
    """Give the pairs of copies that keys of the index brought together."""
    return (pair for pair, each in judged.items() if each.is_copy and each.proposed_by != BY_COMMON_SOURCE)


class _Texts:
    """The words of wordings, read many at a time; those last asked for stay in memory."""

    def __init__(self, store: Store, excused: Excused) -> None:
        self._store = store
        self._excused = excused
        self._kept: dict[int, tuple[str, VoicedWords]] = {}
        with store.read() as connection:
            self._known = learned_boilerplate.masks(connection)

    def of(self, ids: Collection[int]) -> tuple[dict[int, str], dict[int, VoicedWords]]:
        """Return the digests and the words of some wordings, by row."""
        missing = [row for row in ids if row not in self._kept]
        asked = {row: self._kept.pop(row) for row in ids if row in self._kept}
        if missing:
            with self._store.read() as connection:
                names = wordings.digests(connection, missing)
                texts = learned_boilerplate.texts_of_wordings(connection, missing, self._known)
            asked |= {row: (names[row], self._excused.voiced(text)) for row, text in texts.items()}
        self._kept |= asked  # at the end: those asked for longest ago are in front
        for row in list(islice(self._kept, max(len(self._kept) - _WORDS_KEPT, 0))):
            del self._kept[row]
        return {row: name for row, (name, _) in asked.items()}, {row: words for row, (_, words) in asked.items()}
