"""Comparing what is new in a store: propose pairs by keys, verify them, take back what keys no longer support, then ask common sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from sqlalchemy.engine import Connection

from crawler.jobs.progress import Progress
from crawler.store import index, learned_boilerplate, wordings
from crawler.store import links as stored
from crawler.text.words import Words, read_words
from crawler.tracking.common_source import BY_COMMON_SOURCE, CommonSources
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Edition, Likeness
from crawler.tracking.relation import COPY_RELATIONS, Relation
from crawler.tracking.verdict import compare
from crawler.tracking.window import within

_WORDS_KEPT = 4000  # texts whose words stay in memory while pairs are verified

Pair = tuple[int, int]
Proposed = Mapping[Pair, tuple[str, ...]]


def compare_fresh(
    connection: Connection,
    digests: Mapping[int, str],
    editions: Sequence[Edition],
    config: TrackingConfig,
    progress: Progress,
) -> int:
    """Compare the fresh wordings of the store with all others, and mark them compared. Returns how many pairs were compared.

    *digests* names every wording by row, *editions* are all of them: wordings none of whose editions lie within
    the window of each other are not compared.
    """
    run = _Run(connection, digests, editions, config, progress)
    fresh = wordings.fresh_wordings(connection)
    proposed = run.propose(fresh)
    found = run.verify(proposed)
    dropped = index.unsupported(connection, fresh, config)
    run.replace(dropped, found)
    touched = {row for pair in (*found, *dropped) for row in pair}
    by_source = run.ask_common_sources(touched.union(fresh), but=proposed)
    run.replace((), run.verify(by_source))
    wordings.mark_compared(connection, fresh)
    return len(proposed) + len(by_source)


class _Run:
    """One comparison of what is new; keeps the words of texts at hand."""

    def __init__(
        self,
        connection: Connection,
        digests: Mapping[int, str],
        editions: Sequence[Edition],
        config: TrackingConfig,
        progress: Progress,
    ) -> None:
        self._connection = connection
        self._digests = digests
        self._config = config
        self._progress = progress
        self._words_of = _reader(connection)
        self._editions: dict[str, list[Edition]] = defaultdict(list)
        for edition in editions:
            self._editions[edition.wording].append(edition)

    def propose(self, fresh: Sequence[int]) -> Proposed:
        """Return the pairs of wordings to compare, each with what proposed it; those compared already are left out."""
        known = {
            pair for pair, why in stored.compared_pairs(self._connection, fresh).items() if why != BY_COMMON_SOURCE
        }
        reasons: dict[Pair, set[str]] = defaultdict(set)
        for pair, why in index.proposals(self._connection, fresh, self._config):
            if pair not in known:
                reasons[pair].add(why)
        return {pair: tuple(sorted(why)) for pair, why in sorted(reasons.items()) if self._within(pair)}

    def ask_common_sources(self, changed: Collection[int], *, but: Collection[Pair]) -> Proposed:
        """Take back pairs that have lost their common source; return those that have one now, without the pairs of *but*."""
        compared = stored.compared_pairs(self._connection)
        copies = stored.compared_pairs(self._connection, relations=COPY_RELATIONS)
        sources = CommonSources((pair for pair, why in copies.items() if why != BY_COMMON_SOURCE), self._config)
        lonely = [pair for pair, why in compared.items() if why == BY_COMMON_SOURCE and not sources.has(pair)]
        stored.forget_likenesses(self._connection, lonely)
        wanted = {p for p in sources.pairs_involving(changed) if p not in compared and p not in but and self._within(p)}
        return dict.fromkeys(sorted(index.sharing_enough(self._connection, wanted, self._config)), BY_COMMON_SOURCE)

    def verify(self, proposed: Proposed) -> dict[Pair, Likeness]:
        """Compare each pair exactly; what is unrelated after all leaves nothing."""
        found: dict[Pair, Likeness] = {}
        for number, (pair, why) in enumerate(proposed.items(), 1):
            a, b = sorted(pair, key=self._digests.__getitem__)
            comparison = compare(self._words_of(a).folded, self._words_of(b).folded, self._config)
            if comparison.relation is not Relation.UNRELATED:
                found[pair] = Likeness(self._digests[a], self._digests[b], comparison, why)
            if number % 100 == 0 or number == len(proposed):
                self._progress("comparing pairs", number, len(proposed))
        return found

    def replace(self, dropped: Collection[Pair], found: Mapping[Pair, Likeness]) -> None:
        """Take comparisons out of the store and write others."""
        stored.forget_likenesses(self._connection, dropped)
        ids = {self._digests[row]: row for pair in found for row in pair}
        stored.save_likenesses(self._connection, found.values(), ids)

    def _within(self, pair: Pair) -> bool:
        some, others = (self._editions[self._digests[row]] for row in pair)
        return any(within(x.times, y.times, hours=self._config.window_hours) for x in some for y in others)


def _reader(connection: Connection) -> Callable[[int], Words]:
    known = learned_boilerplate.masks(connection)

    @lru_cache(maxsize=_WORDS_KEPT)
    def words_of(wording_id: int) -> Words:
        return read_words(learned_boilerplate.texts_of_wordings(connection, [wording_id], known)[wording_id])

    return words_of
