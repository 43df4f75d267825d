"""Candidates in memory: which wordings share a key, by the rules of the store's index (`crawler.store.index`).

A band shared by too many wordings proposes each of them with the first by digest alone; a passage shared by too many
proposes nothing. Here everything is new at once, so nothing has to be taken back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from crawler.tracking.config import TrackingConfig

#: Two wordings by their digests, the smaller first.
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one wording: signature bands and passage fingerprints."""

    bands: frozenset[int]
    passages: frozenset[int]


def candidates(keys: Mapping[str, Keys], config: TrackingConfig) -> dict[Pair, tuple[str, ...]]:
    """Return the pairs of wordings (digest -> keys) to compare, in order, each with what proposed it."""
    reasons: dict[Pair, set[str]] = defaultdict(set)
    for pair, why in (*_by_bands(keys, config), *_by_passages(keys, config)):
        reasons[pair].add(why)
    return {pair: tuple(sorted(why)) for pair, why in sorted(reasons.items())}


def sharing_enough(pairs: Collection[Pair], keys: Mapping[str, Keys], config: TrackingConfig) -> set[Pair]:
    """Return those of *pairs* that share as many passage keys as two copies of a common source have to."""
    rare = {key for key, held in _holders(keys, "passages").items() if len(held) <= config.common_key}
    return {pair for pair in pairs if _share(pair, keys, rare) >= _least(pair, keys, config)}


def _share(pair: Pair, keys: Mapping[str, Keys], rare: Collection[int]) -> int:
    a, b = pair
    return sum(key in rare for key in keys[a].passages & keys[b].passages)


def _least(pair: Pair, keys: Mapping[str, Keys], config: TrackingConfig) -> float:
    smaller = min(len(keys[each].passages) for each in pair)
    return max(config.min_shared_passages, config.common_source_share * smaller)


def _by_bands(keys: Mapping[str, Keys], config: TrackingConfig) -> Iterator[tuple[Pair, str]]:
    for members in _holders(keys, "bands").values():
        if len(members) <= config.crowded_band:
            yield from ((pair, "signature band") for pair in combinations(members, 2))
        else:
            yield from (((members[0], other), "crowded signature band") for other in members[1:])


def _by_passages(keys: Mapping[str, Keys], config: TrackingConfig) -> Iterator[tuple[Pair, str]]:
    shared: Counter[Pair] = Counter()
    for members in _holders(keys, "passages").values():
        if len(members) <= config.common_key:
            shared.update(combinations(members, 2))
    for pair, common in shared.items():
        smaller = min(len(keys[each].passages) for each in pair)
        if common >= max(config.min_shared_passages, config.passage_share * smaller):
            yield pair, f"{common} of {smaller} passages"


def _holders(keys: Mapping[str, Keys], which: str) -> dict[int, list[str]]:
    """Return the wordings that have each key, in order of digest."""
    holders: dict[int, list[str]] = defaultdict(list)
    for digest in sorted(keys):
        for key in getattr(keys[digest], which):
            holders[key].append(digest)
    return holders
