"""Comparing what is new in a store: propose pairs by keys, verify them, take back what keys no longer support, then ask common sources.

Pairs are verified outside of transactions and written in batches: a comparison that was stopped keeps what it had verified.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.engine import Connection

from crawler.jobs.progress import Progress, silent
from crawler.jobs.tracking.excused import Excused
from crawler.jobs.tracking.work import Pairs, Work, compare_pairs
from crawler.store import index, learned_boilerplate, wordings
from crawler.store import links as stored
from crawler.store.decisions.stored import held_decisions
from crawler.store.statements import chunks
from crawler.store.store import Store
from crawler.text.voice import VoicedWords
from crawler.tracking.common_source import BY_COMMON_SOURCE, CommonSources
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import Edition, Likeness, editions_of
from crawler.tracking.relation import Comparison, Relation
from crawler.tracking.window import runs_again, within

_WORDS_KEPT = 2_000  # texts whose words stay in memory, some 40 kB each with what is made of them once
_WORDINGS = 100  # compared with all others before they are marked compared
_PAIRS = 300  # verified, some .2 ms each, before they are written: .1 s
_SOURCES = 500  # wordings whose common sources are looked at together

Pair = tuple[int, int]
Proposed = Mapping[Pair, tuple[str, ...]]


def compare_fresh(store: Store, work: Work, progress: Progress, *, everything: bool) -> tuple[int, set[int]]:
    """Compare the fresh wordings of *store* with all others, and mark them compared.

    Returns how many pairs were compared, and the wordings that were fresh or whose pairs changed. Wordings none of whose
    editions lie within the window of each other are compared where their signatures are alike, and kept where they are nearly
    identical. Common sources are asked of what changed, or of *everything*, where an earlier comparison did not come to its end.
    """
    run = _Run(store, work)
    with store.read() as connection:
        fresh = wordings.fresh_wordings(connection)
        dropped = index.unsupported(connection, fresh, work.config)
    run.forget(dropped)
    touched = {*fresh, *(row for pair in dropped for row in pair)} | run.compare(fresh, progress)
    with store.read() as connection:
        asked = wordings.digests(connection).keys() if everything else touched
    for part in chunks(sorted(asked), _SOURCES):
        touched |= run.ask_common_sources(part)
    return run.compared, touched


class _Run:
    """One comparison of what is new; keeps the words of texts at hand. `compared` is how many pairs it has verified."""

    def __init__(self, store: Store, work: Work) -> None:
        self._store = store
        self._work = work
        self._config = work.config
        self._texts = _Texts(store, work.excused)
        self._unrelated: set[Pair] = set()
        self._passages: dict[int, int] = {}
        with store.read() as connection:
            self._decided = held_decisions(connection)
        self.compared = 0

    def forget(self, pairs: Collection[Pair]) -> None:
        """Take comparisons out of the store."""
        for part in chunks(sorted(pairs), _PAIRS):
            with self._store.write() as connection:
                stored.forget_likenesses(connection, part)

    def compare(self, fresh: Sequence[int], progress: Progress) -> set[int]:
        """Compare fresh wordings with all others, and mark them compared. Returns whose pairs were written."""
        return {row for pair in self._verify(self._proposals(fresh), progress, len(fresh)) for row in pair}

    def _proposals(self, fresh: Sequence[int]) -> Iterator[_Batch]:
        """Give the pairs of some wordings with all but those that wait for their own turn, until there was everybody's."""
        waiting = set(fresh)
        with self._store.read() as connection:
            newest = wordings.newest_compared(connection)
        for batch in chunks(fresh, _WORDINGS):
            waiting.difference_update(batch)
            with self._store.read() as connection:
                proposed, near = self._propose(connection, batch, waiting, last=max(newest, batch[-1]))
            yield _Batch(proposed, near, batch)

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
        return {row for pair in (*lonely, *self._verify([_Batch(proposed, near)])) for row in pair}

    def _propose(
        self, connection: Connection, batch: Sequence[int], waiting: Collection[int], *, last: int
    ) -> tuple[Proposed, Collection[Pair]]:
        """Return the pairs of wordings to compare, each with what proposed it, and those of them within the window.

        Those compared already are left out. All wordings behind the row *last* are waiting: they need not be looked for.
        """
        known = {
            pair
            for pair, judged in stored.judged_pairs(connection, batch).items()
            if judged.proposed_by != BY_COMMON_SOURCE
        }
        reasons: dict[Pair, set[str]] = defaultdict(set)
        for pair, why in index.proposals(connection, batch, self._config, self._passages, last=last):
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

    def _verify(self, batches: Iterable[_Batch], progress: Progress = silent, fresh: int = 0) -> set[Pair]:
        """Compare pairs exactly and write what they came to. Returns the pairs written.

        What is unrelated leaves nothing; of pairs that are not near each other in time, only nearly identical ones do.
        """
        sent: deque[_Part] = deque()
        written: set[Pair] = set()
        done = 0
        for made in self._work.each(compare_pairs, self._parts(batches, sent)):
            part = sent.popleft()
            written |= self._write(part, made.comparisons)
            if part.ends:
                with self._store.write() as connection:
                    wordings.mark_compared(connection, part.ends)
                done += len(part.ends)
                progress("comparing texts", done, fresh)
        return written

    def _parts(self, batches: Iterable[_Batch], sent: deque[_Part]) -> Iterator[Pairs]:
        """Cut batches into parts, which go to *sent*, and give the words of each. Pairs without words are left out.

        No copy has those yet, or any more: they are fresh when one does.
        """
        for batch in batches:
            some = list(chunks(list(batch.proposed), _PAIRS)) or [[]]
            for number, pairs in enumerate(some, 1):
                names, texts = self._texts.of({row for pair in pairs for row in pair})
                asked = [pair for pair in pairs if texts.keys() >= set(pair)]
                self._unrelated |= set(pairs) - set(asked)
                self.compared += len(pairs)
                sent.append(_Part(batch, asked, names, batch.wordings if number == len(some) else ()))
                words = {names[row]: texts[row] for pair in asked for row in pair}
                yield Pairs([_named(pair, names) for pair in asked], words, self._config)

    def _write(self, part: _Part, comparisons: Iterable[Comparison]) -> set[Pair]:
        found: dict[Pair, Likeness] = {}
        for pair, comparison in zip(part.pairs, comparisons, strict=True):
            a, b = _named(pair, part.names)
            held = self._decided.applied(a, b, comparison)
            if held.relation is not Relation.UNRELATED and (pair in part.batch.near or runs_again(held, self._config)):
                found[pair] = Likeness(a, b, held, part.batch.proposed[pair])
        with self._store.write() as connection:
            stored.save_likenesses(connection, found.values(), {name: row for row, name in part.names.items()})
        self._unrelated |= set(part.pairs) - found.keys()
        return set(found)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pairs to compare, each with what proposed it, and those of them near each other; the *wordings* that all have been compared with then."""

    proposed: Proposed
    near: Collection[Pair]
    wordings: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """Some pairs of a batch, the digests of their wordings, and the wordings that are through with them."""

    batch: _Batch
    pairs: Sequence[Pair]
    names: Mapping[int, str]
    ends: Sequence[int]


def _named(pair: Pair, names: Mapping[int, str]) -> tuple[str, str]:
    """Return the digests of a pair, in order."""
    a, b = sorted(names[row] for row in pair)
    return a, b


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
            asked |= self._read(missing)
        self._kept |= asked  # at the end: those asked for longest ago are in front
        for row in list(islice(self._kept, max(len(self._kept) - _WORDS_KEPT, 0))):
            del self._kept[row]
        return {row: name for row, (name, _) in asked.items()}, {row: words for row, (_, words) in asked.items()}

    def _read(self, missing: Collection[int]) -> dict[int, tuple[str, VoicedWords]]:
        """Return the digests and the words of wordings that are not at hand: what this tracking has read already, else from the store."""
        with self._store.read() as connection:
            names = wordings.digests(connection, missing)
            read = {row: words for row, name in names.items() if (words := self._excused.words_of(name))}
            texts = learned_boilerplate.texts_of_wordings(connection, names.keys() - read.keys(), self._known)
        return {row: (names[row], words) for row, words in read.items()} | {
            row: (names[row], self._excused.voiced(text)) for row, text in texts.items()
        }
