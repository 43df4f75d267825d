"""Exact word alignment: the runs of equal words two texts share, and the spans they form once small gaps are bridged.

Greedy string tiling (Wise 1993) over the diagonals of the match matrix: runs are found by their shingles, the longest
are taken first, no word of either text is used twice. Order may differ: a moved paragraph still aligns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import or_

import numpy as np
from numpy.typing import NDArray

from crawler.text.once import once_a_text
from crawler.text.shingles import shingle_hashes, word_numbers
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Span


@dataclass(frozen=True, slots=True)
class Alignment:
    """Runs of equal words, and spans of runs with the gaps between them bridged; both ordered by place in a."""

    runs: tuple[Span, ...]
    spans: tuple[Span, ...]

    @property
    def words(self) -> int:
        """How many words are matched."""
        return sum(run.a_end - run.a_start for run in self.runs)

    @property
    def longest_run(self) -> int:
        """How many equal words stand in a row at most."""
        return max((run.a_end - run.a_start for run in self.runs), default=0)


def align(a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> Alignment:
    """Align the folded words of two texts."""
    runs = _tile(_diagonal_runs(a, b, config), a, b, config.min_run)
    return Alignment(tuple(runs), tuple(_bridge(runs, config.max_gap)))


def _diagonal_runs(a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> list[tuple[int, int, int]]:
    """Return (length, start in a, start in b) of every maximal run of at least `min_run` equal words."""
    k = config.min_run
    in_a, in_b = _shingle_places(a, k), _shingle_places(b, k)
    repeated = in_b.several.keys() & in_a.ordered_set
    if any(len(in_b.several[value]) > config.repeated_shingle for value in repeated):
        return _runs_by_sorting(a, b, config)
    diagonals = _Diagonals(a, b)
    found: set[tuple[int, int, int]] = set()
    hashes, once = in_a.hashes, in_b.once
    at, end = 0, len(hashes)
    while at < end:  # of a shingle that b has once, no other diagonal has a run at this place of a
        place = once.get(hashes[at])
        if place is None or (run := diagonals.run(at, place))[0] < k:
            at += 1
        else:
            found.add(run)
            at = run[1] + run[0] - k + 1
    for value in repeated:
        for place in in_b.several[value]:
            found.update(
                run
                for at in in_a.several.get(value) or (in_a.once[value],)
                if (run := diagonals.run(at, place))[0] >= k
            )
    return list(found)


class _Diagonals:
    """The diagonals of the match matrix of two texts: where words differ along each is looked for once."""

    def __init__(self, a: Sequence[str], b: Sequence[str]) -> None:
        self._a, self._b = word_numbers(a), word_numbers(b)
        self._differing: dict[int, list[int]] = {}

    def run(self, at: int, place: int) -> tuple[int, int, int]:
        """Return (length, start in a, start in b) of the run of equal words around a place of a and one of b."""
        shift = at - place
        differing = self._differing.get(shift)
        if differing is None:
            differing = self._differing[shift] = self._where_differing(shift)
        after = bisect_right(differing, at)
        if differing[after - 1] == at:  # their shingles have one hash and are not equal
            return 0, at, place
        start = differing[after - 1] + 1
        return differing[after] - start, start, start - shift

    def _where_differing(self, shift: int) -> list[int]:
        """Return the places of a where it differs from b, and the edges of either text."""
        first, last = max(0, shift), min(len(self._a), len(self._b) + shift)
        differing = np.flatnonzero(self._a[first:last] != self._b[first - shift : last - shift])
        differing += first
        return [first - 1, *differing.tolist(), last]


@dataclass(frozen=True, slots=True)
class _Places:
    """The shingle hashes of a text: in order, and where each is that it has `once`, or `several` times."""

    hashes: list[int]
    ordered_set: frozenset[int]
    once: Mapping[int, int]
    several: Mapping[int, list[int]]


@once_a_text
def _shingle_places(words: Sequence[str], k: int) -> _Places:
    hashes: list[int] = shingle_hashes(words, k).tolist()
    once = dict(zip(hashes, range(len(hashes)), strict=True))
    several: dict[int, list[int]] = {}
    if len(once) < len(hashes):
        number = Counter(hashes)
        for at, value in enumerate(hashes):
            if number[value] > 1:
                several.setdefault(value, []).append(at)
                once.pop(value, None)
    return _Places(hashes, frozenset(hashes), once, several)


def _runs_by_sorting(a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> list[tuple[int, int, int]]:
    """Return what `_diagonal_runs` does, of texts that repeat themselves: there, most shingles have several places."""
    k = config.min_run
    rows, columns = _matches(shingle_hashes(a, k), _sorted_hashes(b, k), config.repeated_shingle)
    if len(rows) == 0:
        return []
    diagonals = rows - columns
    order = np.argsort(diagonals, kind="stable")  # rows ascend already
    rows, diagonals = rows[order], diagonals[order]
    breaks = np.flatnonzero((np.diff(diagonals) != 0) | (np.diff(rows) != 1)) + 1
    firsts = np.concatenate(([0], breaks))
    lasts = np.append(breaks, len(rows)) - 1
    lengths = rows[lasts] - rows[firsts] + k
    return list(zip(lengths.tolist(), rows[firsts].tolist(), (rows[firsts] - diagonals[firsts]).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The shingle hashes of a text in order of size: `ordered`, the `places` they are at, and for each how many equal it."""

    ordered: NDArray[np.uint32]
    places: NDArray[np.int64]
    equal: NDArray[np.int64]


@once_a_text
def _sorted_hashes(words: Sequence[str], k: int) -> _Sorted:
    hashes = shingle_hashes(words, k)
    places = np.argsort(hashes, kind="stable")
    ordered = hashes[places]
    _, inverse, counts = np.unique(ordered, return_inverse=True, return_counts=True)
    return _Sorted(ordered, places, counts[inverse])


def _matches(a: NDArray[np.uint32], b: _Sorted, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions (i in a, j in b) of equal hashes, without those that b has more than *most* times."""
    if len(b.ordered) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    left = np.searchsorted(b.ordered, a, "left")
    left[left == len(b.ordered)] = 0  # beyond the last: whatever is there is not equal
    counts = np.where(b.ordered[left] == a, b.equal[left], 0)
    counts[counts > most] = 0
    rows = np.flatnonzero(counts)
    left, counts = left[rows], counts[rows]
    if counts.max(initial=0) <= 1:
        return rows, b.places[left]
    rows = np.repeat(rows, counts)
    steps = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows, b.places[np.repeat(left, counts) + steps]


def _tile(found: list[tuple[int, int, int]], a: Sequence[str], b: Sequence[str], least: int) -> list[Span]:
    """Take runs longest first; what an earlier run has used is trimmed off, and a rest too short is left."""
    used_a, used_b = bytearray(len(a)), bytearray(len(b))
    tiles: list[Span] = []
    queue = sorted(found, key=lambda run: (-run[0], run[1], run[2]))
    for length, start_a, start_b in queue:
        for offset, size in _free_stretches(used_a, used_b, start_a, start_b, length):
            i, j = start_a + offset, start_b + offset
            if size < least or a[i : i + size] != b[j : j + size]:  # a hash collision is not a match
                continue
            used_a[i : i + size] = used_b[j : j + size] = b"\x01" * size
            tiles.append(Span(i, i + size, j, j + size))
    return sorted(tiles, key=lambda span: span.a_start)


def _free_stretches(
    used_a: bytearray, used_b: bytearray, start_a: int, start_b: int, length: int
) -> list[tuple[int, int]]:
    if used_a.find(1, start_a, start_a + length) < 0 and used_b.find(1, start_b, start_b + length) < 0:
        return [(0, length)]
    taken = bytes(map(or_, used_a[start_a : start_a + length], used_b[start_b : start_b + length]))
    stretches: list[tuple[int, int]] = []
    first = taken.find(0)
    while first >= 0:
        last = taken.find(1, first)
        stretches.append((first, (length if last < 0 else last) - first))
        first = taken.find(0, last) if last >= 0 else -1
    return stretches


def _bridge(runs: Sequence[Span], max_gap: int) -> list[Span]:
    """Join runs that follow each other in both texts with at most *max_gap* words between, on either side."""
    spans: list[Span] = []
    for run in runs:
        if spans and _follows(spans[-1], run, max_gap):
            last = spans[-1]
            spans[-1] = Span(last.a_start, run.a_end, last.b_start, run.b_end)
        else:
            spans.append(run)
    return spans


def _follows(span: Span, run: Span, max_gap: int) -> bool:
    return 0 <= run.a_start - span.a_end <= max_gap and 0 <= run.b_start - span.b_end <= max_gap
