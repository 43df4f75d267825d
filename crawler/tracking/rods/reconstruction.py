"""A wire's text put together again from its copies, sentence by sentence: what independent owners printed alike.

A sentence is supported by an owner in whose texts most of its shingles appear, so that a comma, a spelling or a word changed in
passing takes no support away. What one owner alone printed is an addition of its own and is left out. Of the ways in which a
sentence is printed, the one that most owners share is taken; sentences go in the order in which most texts have them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crawler.text.segments import segments, words_of
from crawler.text.shingles import Hashes, shingle_hashes
from crawler.text.words import read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.rods.rod import SupportedSentence

_NOWHERE: Final = np.iinfo(np.int64).max
_SHINGLES = 20_000  # of sentences that are weighed together: with 200 owners a table of 4 MB
_Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Publication:
    """One text and who answers for it: an outlet, or the house that several belong to."""

    owner: str
    text: str


@dataclass(slots=True)
class _Candidate:
    """A sentence as some texts print it, equal in its words."""

    folded: tuple[str, ...]
    hashes: Hashes = field(default_factory=lambda: np.empty(0, np.uint32))
    owners: set[int] = field(default_factory=set)
    spellings: Counter[str] = field(default_factory=Counter)
    places: dict[int, int] = field(default_factory=dict)  # by text: words before it
    beginnings: int = 0
    times: int = 0
    support: int = 0
    typical: float = 0.0

    @property
    def words(self) -> int:
        return len(self.folded)

    @property
    def text(self) -> str:
        return min(self.spellings, key=lambda text: (-self.spellings[text], text))


class _Postings:
    """Where each shingle of some texts is: in which text, at which word, of which owner."""

    def __init__(self, publications: Sequence[Publication], owners: Sequence[int], size: int) -> None:
        hashes = [shingle_hashes(read_words(each.text).folded, size) for each in publications]
        every = np.concatenate([*hashes, np.empty(0, np.uint32)])
        order = np.argsort(every, kind="stable")
        lengths = [len(each) for each in hashes]
        self.hashes = every[order]
        self.texts: _Integers = np.repeat(np.arange(len(hashes)), lengths)[order]
        self.places: _Integers = np.concatenate([*map(np.arange, lengths), np.empty(0, np.int64)])[order]
        self.owner_of: _Integers = np.array(owners, np.int64)
        self.lengths: _Integers = np.maximum(np.array(lengths, np.int64), 1)

    def of(self, hashes: Hashes) -> tuple[_Integers, _Integers]:
        """Return the postings of some shingles, and for each of them which shingle it is of."""
        first = np.searchsorted(self.hashes, hashes, "left")
        number = np.searchsorted(self.hashes, hashes, "right") - first
        which = np.repeat(np.arange(len(hashes)), number)
        start = np.repeat(first - np.concatenate((np.zeros(1, np.int64), np.cumsum(number)[:-1])), number)
        return start + np.arange(int(number.sum())), which

    def held_of_each(self, hashes: Hashes, starts: _Integers, groups: _Integers) -> _Integers:
        """Return how many of some distinct shingles each group of texts has, for several sentences: shape (groups, sentences).

        The shingles of sentence i are *hashes* from ``starts[i]`` to the next one's start.
        """
        counts: _Integers = np.add.reduceat(self._held(hashes, groups).view(np.int8), starts, axis=1, dtype=np.int64)
        return counts

    def held_by(self, hashes: Hashes, groups: _Integers) -> _Integers:
        """Return how many of some distinct shingles each group of texts has; *groups* has the group of each text."""
        counts: _Integers = self._held(hashes, groups).sum(1)
        return counts

    def _held(self, hashes: Hashes, groups: _Integers) -> NDArray[np.bool_]:
        rows, which = self.of(hashes)
        held = np.zeros((int(groups.max(initial=0)) + 1, len(hashes)), np.bool_)
        held[groups[self.texts[rows]], which] = True
        return held

    def first_places(self, hashes: Hashes, share: float) -> _Integers:
        """Return at which word each text has the first of some shingles, where it has *share* of them."""
        rows, _ = self.of(hashes)
        places = np.full(len(self.lengths), _NOWHERE)
        np.minimum.at(places, self.texts[rows], self.places[rows])
        held = self.held_by(hashes, np.arange(len(self.lengths)))
        places[held < share * len(hashes)] = _NOWHERE
        return places


def reconstruct(publications: Iterable[Publication], config: TrackingConfig) -> tuple[SupportedSentence, ...]:
    """Return the sentences that enough independent owners printed, in order; none where owners are fewer than `rod_owners`.

    The order of *publications* does not matter.
    """
    texts = sorted(set(publications), key=lambda each: (each.owner, each.text))
    names = sorted({each.owner for each in texts})
    if len(names) < config.rod_owners:
        return ()
    number = {name: at for at, name in enumerate(names)}
    owners = [number[each.owner] for each in texts]
    postings = _Postings(texts, owners, config.rod_shingle)
    candidates = _candidates(texts, owners, config)
    for part in _parts(candidates):
        _weigh(part, postings, config)
    needed = _support_needed(candidates, config)
    chosen = _chosen([each for each in candidates if each.support >= needed], config)
    return tuple(
        SupportedSentence(each.text, each.support, 2 * each.beginnings >= each.times)
        for each in _ordered(chosen, postings, config)
    )


def _candidates(texts: Sequence[Publication], owners: Sequence[int], config: TrackingConfig) -> list[_Candidate]:
    """Return the distinct sentences of some texts, in order of their names."""
    found: dict[int, _Candidate] = {}
    for at, (publication, owner) in enumerate(zip(texts, owners, strict=True)):
        end = place = 0
        for segment in segments(publication.text):
            written = publication.text[segment.start : segment.end].strip()
            if segment.digest not in found:
                found[segment.digest] = _Candidate(words_of(publication.text[segment.start : segment.end]))
            candidate = found[segment.digest]
            candidate.owners.add(owner)
            candidate.spellings[written] += 1
            candidate.times += 1
            candidate.beginnings += not end or "\n" in publication.text[end : segment.start]
            candidate.places.setdefault(at, place)
            end, place = segment.end, place + segment.words
    candidates = [found[digest] for digest in sorted(found)]
    _hash(candidates, config)
    return candidates


def _hash(candidates: Sequence[_Candidate], config: TrackingConfig) -> None:
    """Give sentences the distinct hashes of their shingles, made for all of them at once; a shorter sentence is one shingle."""
    size = config.rod_shingle
    together = shingle_hashes([word for each in candidates for word in each.folded], size)
    start = 0
    for each in candidates:
        own = (
            together[start : start + each.words - size + 1]
            if each.words >= size
            else shingle_hashes(each.folded, each.words)
        )
        each.hashes = np.array(sorted(set(own.tolist())), np.uint32)
        start += each.words


def _parts(candidates: Iterable[_Candidate]) -> Iterator[list[_Candidate]]:
    """Put sentences together until they have some shingles: a table of all and of all owners would be large."""
    part: list[_Candidate] = []
    shingles = 0
    for each in candidates:
        part.append(each)
        shingles += len(each.hashes)
        if shingles >= _SHINGLES:
            yield part
            part, shingles = [], 0
    if part:
        yield part


def _weigh(candidates: Sequence[_Candidate], postings: _Postings, config: TrackingConfig) -> None:
    """Count the owners that support each sentence, and how many have each of its shingles on average."""
    starts = np.cumsum([0, *(len(each.hashes) for each in candidates)])[:-1]
    held = postings.held_of_each(np.concatenate([each.hashes for each in candidates]), starts, postings.owner_of)
    for each, owners in zip(candidates, held.T, strict=True):
        if each.words < config.rod_shingle:
            each.support = len(each.owners)
            each.typical = float(each.support)
        else:
            each.support = int((owners >= config.rod_sentence * len(each.hashes)).sum())
            each.typical = float(owners.sum()) / len(each.hashes)


def _support_needed(candidates: Iterable[_Candidate], config: TrackingConfig) -> float:
    """Return how many owners have to support a sentence: two may have joined the same other text to this one, or share a site's lines."""
    best = max((each.support for each in candidates if each.words >= config.rod_words), default=0)
    return max(config.rod_support, min(config.rod_enough, config.rod_share * best))


def _chosen(supported: Iterable[_Candidate], config: TrackingConfig) -> list[_Candidate]:
    """Return each sentence once, as most owners print it: what repeats a good part of those before it is the same sentence."""
    ranked = sorted(supported, key=lambda each: (-len(each.owners), -each.typical, -each.words, each.text))
    taken: set[int] = set()
    chosen: list[_Candidate] = []
    for each in ranked:
        hashes = set(each.hashes.tolist())
        if len(hashes & taken) <= config.rod_repeated * len(hashes):
            chosen.append(each)
            taken |= hashes
    return chosen


def _places(candidate: _Candidate, postings: _Postings, config: TrackingConfig) -> _Integers:
    """Return at which word each text has a sentence; one too short for a shingle is only where it is printed alike."""
    if candidate.words >= config.rod_shingle:
        return postings.first_places(candidate.hashes, config.rod_sentence)
    places = np.full(len(postings.lengths), _NOWHERE)
    places[list(candidate.places)] = list(candidate.places.values())
    return places


def _ordered(chosen: Sequence[_Candidate], postings: _Postings, config: TrackingConfig) -> list[_Candidate]:
    """Put sentences into the order of most texts; where these go in a circle, or no text has both, by their mean place."""
    if not chosen:
        return []
    places = np.array([_places(each, postings, config) for each in chosen])
    known = places != _NOWHERE
    mean = np.where(known, places / postings.lengths, 0.0).sum(1) / np.maximum(known.sum(1), 1)
    before = np.array([((places[at] < places) & known[at] & known).sum(1) for at in range(len(chosen))])
    blocked = (before - before.T) > 0  # [a, b]: most texts have a before b
    waits: list[int] = blocked.sum(0).tolist()  # how many that are not in order yet most texts have before each
    left = sorted(range(len(chosen)), key=lambda at: (mean[at], chosen[at].text))
    order: list[int] = []
    while left:
        first = min(left, key=waits.__getitem__)  # of equals the first in `left`
        order.append(first)
        left.remove(first)
        for at in np.flatnonzero(blocked[first]).tolist():
            waits[at] -= 1
    return [chosen[at] for at in order]
