"""Exact word alignment: the runs of equal words two texts share, and the spans they form once small gaps are bridged.

Greedy string tiling (Wise 1993) over the diagonals of the match matrix: runs are found by their shingles, the longest
are taken first, no word of either text is used twice. Order may differ: a moved paragraph still aligns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.text.once import once_a_text
from crawler.text.shingles import shingle_hashes
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
    taken_a, taken_b = used_a[start_a : start_a + length], used_b[start_b : start_b + length]
    if not any(taken_a) and not any(taken_b):
        return [(0, length)]
    free = np.flatnonzero((np.frombuffer(taken_a, np.uint8) | np.frombuffer(taken_b, np.uint8)) == 0)
    if len(free) == 0:
        return []
    breaks = np.flatnonzero(np.diff(free) != 1) + 1
    return [(int(part[0]), len(part)) for part in np.split(free, breaks)]


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
