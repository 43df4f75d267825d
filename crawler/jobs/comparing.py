"""Comparing what is new in a store: propose pairs by keys, verify them, take back what keys no longer support, then ask common sources.

Pairs are verified outside of transactions and written in batches: a comparison that was stopped keeps what it had verified.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from sqlalchemy.engine import Connection

from crawler.jobs.progress import Progress
from crawler.store import index, learned_boilerplate, wordings
from crawler.store import links as stored
from crawler.store.statements import chunks
from crawler.store.store import Store
from crawler.text.voice import VoicedWords, read_voiced
from crawler.tracking.common_source import BY_COMMON_SOURCE, CommonSources
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Edition, Likeness, editions_of
from crawler.tracking.relation import COPY_RELATIONS, Relation
from crawler.tracking.verdict import compare
from crawler.tracking.window import runs_again, within

_WORDS_KEPT = 4000  # texts whose words stay in memory while pairs are verified
_WORDINGS = 100  # compared with all others before they are marked compared
_PAIRS = 1000  # verified, some .6 ms each, before they are written

Pair = tuple[int, int]
Proposed = Mapping[Pair, tuple[str, ...]]


def compare_fresh(store: Store, config: TrackingConfig, progress: Progress, *, everything: bool = False) -> int:
    """Compare the fresh wordings of *store* with all others, and mark them compared. Returns how many pairs were compared.

    Wordings none of whose editions lie within the window of each other are compared where their signatures are alike, and kept where
    they are nearly identical. Common sources are asked of what
    changed, or of *everything*, where an earlier comparison did not come to its end.
    """
    run = _Run(store, config, progress)
    with store.read() as connection:
        fresh = wordings.fresh_wordings(connection)
    waiting, touched = set(fresh), set(fresh)
    for number, batch in enumerate(chunks(fresh, _WORDINGS), 1):
        waiting.difference_update(batch)
        touched |= run.compare(batch, waiting)
        progress("comparing texts", min(number * _WORDINGS, len(fresh)), len(fresh))
    run.ask_common_sources(run.wordings if everything else touched)
    return len(run.compared)


class _Run:
    """One comparison of what is new; keeps the words of texts at hand. `compared` are the pairs it has verified."""

    def __init__(self, store: Store, config: TrackingConfig, progress: Progress) -> None:
        with store.read() as connection:
            self._digests = wordings.digests(connection)
            editions = editions_of(wordings.dated_copies(connection), config)
        self._store = store
        self._config = config
        self._progress = progress
        self._words_of = _reader(store)
        self.compared: set[Pair] = set()
        self._editions: dict[str, list[Edition]] = defaultdict(list)
        for edition in editions:
            self._editions[edition.wording].append(edition)

    @property
    def wordings(self) -> Collection[int]:
        """The wordings of the store, by row."""
        return self._digests.keys()

    def compare(self, batch: Sequence[int], waiting: Collection[int]) -> set[int]:
        """Compare some fresh wordings with all but those that are *waiting* for their own turn. Returns whose pairs changed."""
        with self._store.read() as connection:
            proposed = self._propose(connection, batch, waiting)
            dropped = index.unsupported(connection, batch, self._config)
        found = self._replace(dropped, proposed)
        with self._store.write() as connection:
            wordings.mark_compared(connection, batch)
        return {row for pair in (*found, *dropped) for row in pair}

    def ask_common_sources(self, changed: Collection[int]) -> None:
        """Take back pairs that have lost their common source, and compare those that have one now."""
        with self._store.read() as connection:
            compared = stored.compared_pairs(connection)
            copies = stored.compared_pairs(connection, relations=COPY_RELATIONS)
            sources = CommonSources((pair for pair, why in copies.items() if why != BY_COMMON_SOURCE), self._config)
            lonely = [pair for pair, why in compared.items() if why == BY_COMMON_SOURCE and not sources.has(pair)]
            wanted = {
                pair
                for pair in sources.pairs_involving(changed)
                if pair not in compared and pair not in self.compared and self._within(pair)
            }
            proposed = dict.fromkeys(sorted(index.sharing_enough(connection, wanted, self._config)), BY_COMMON_SOURCE)
        self._replace(lonely, proposed)

    def _propose(self, connection: Connection, batch: Sequence[int], waiting: Collection[int]) -> Proposed:
        """Return the pairs of wordings to compare, each with what proposed it; those compared already are left out."""
        known = {pair for pair, why in stored.compared_pairs(connection, batch).items() if why != BY_COMMON_SOURCE}
        reasons: dict[Pair, set[str]] = defaultdict(set)
        for pair, why in index.proposals(connection, batch, self._config):
            if pair not in known and not (pair[0] in waiting or pair[1] in waiting):
                reasons[pair].add(why)
        return {
            pair: tuple(sorted(why))
            for pair, why in sorted(reasons.items())
            if self._within(pair) or index.share_a_band(connection, pair)
        }

    def _replace(self, dropped: Collection[Pair], proposed: Proposed) -> set[Pair]:
        """Take comparisons out of the store; verify proposed pairs and write what they came to. Returns the pairs written."""
        written: set[Pair] = set()
        if dropped:
            with self._store.write() as connection:
                stored.forget_likenesses(connection, dropped)
        pairs = iter(proposed.items())
        while part := dict(islice(pairs, _PAIRS)):
            found = self._verify(part)
            ids = {self._digests[row]: row for pair in found for row in pair}
            with self._store.write() as connection:
                stored.save_likenesses(connection, found.values(), ids)
            written |= found.keys()
        self.compared |= proposed.keys()
        return written

    def _verify(self, proposed: Proposed) -> dict[Pair, Likeness]:
        """Compare each pair exactly; what is unrelated after all leaves nothing."""
        found: dict[Pair, Likeness] = {}
        for pair, why in proposed.items():
            a, b = sorted(pair, key=self._digests.__getitem__)
            comparison = compare(self._words_of(a), self._words_of(b), self._config)
            if comparison.relation is Relation.UNRELATED:
                continue
            if runs_again(comparison, self._config) or self._within(pair):
                found[pair] = Likeness(self._digests[a], self._digests[b], comparison, why)
        return found

    def _within(self, pair: Pair) -> bool:
        """Return whether two wordings have editions within the window; wordings that came in meanwhile are another run's."""
        some, others = (self._editions.get(self._digests.get(row, ""), ()) for row in pair)
        return any(within(x.times, y.times, hours=self._config.window_hours) for x in some for y in others)


def _reader(store: Store) -> Callable[[int], VoicedWords]:
    with store.read() as connection:
        known = learned_boilerplate.masks(connection)

    @lru_cache(maxsize=_WORDS_KEPT)
    def words_of(wording_id: int) -> VoicedWords:
        with store.read() as connection:
            return read_voiced(learned_boilerplate.texts_of_wordings(connection, [wording_id], known)[wording_id])

    return words_of
