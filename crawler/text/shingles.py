"""Shingles (k consecutive words) as 32-bit hashes, made for a whole text at once. Exact sets of them, too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from crawler.text.once import once_a_text
from crawler.text.words import join

Hashes = NDArray[np.uint32]

BASE = 0x9E3779B97F4A7C15 | 1  # odd, so that it has an inverse modulo 2^64
_INVERSE = pow(BASE, -1, 1 << 64)


@once_a_text
def shingle_hashes(folded: Sequence[str], k: int) -> Hashes:
    """Return the 32-bit hash of each run of *k* words, in order: shape (len(folded) - k + 1,), or empty.

    A polynomial hash of the joined bytes by prefix sums (Karp & Rabin 1987, modulo 2^64), finished with the mixer of
    MurmurHash3. It is the same in every process, on every machine, forever: stored keys are made of it.
    """
    count = len(folded) - k + 1
    if count < 1:
        return np.empty(0, np.uint32)
    data = np.frombuffer(join(folded).encode("utf-8", "replace"), np.uint8).astype(np.uint64) + np.uint64(1)
    powers, inverses = _powers(1 << len(data).bit_length())
    prefix = np.zeros(len(data) + 1, np.uint64)
    np.cumsum(data * powers[: len(data)], out=prefix[1:])
    gaps = np.flatnonzero(data == 33)  # the spaces between words; a word has none
    starts = np.concatenate((np.zeros(1, gaps.dtype), gaps + 1))
    ends = np.append(gaps, len(data))
    first, last = starts[:count], ends[k - 1 :]
    hashes = (prefix[last] - prefix[first]) * inverses[first]
    return _mix(hashes)


@once_a_text
def shingle_set(folded: Sequence[str], k: int) -> frozenset[tuple[str, ...]]:
    """Return the set of *k*-word shingles themselves, for exact resemblance and containment (Broder 1997)."""
    return frozenset(zip(*(folded[offset:] for offset in range(k)), strict=False))


def _mix(hashes: NDArray[np.uint64]) -> Hashes:
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xC4CEB9FE1A85EC53)
    hashes ^= hashes >> np.uint64(33)
    return (hashes & np.uint64(0xFFFFFFFF)).astype(np.uint32)


@lru_cache(maxsize=12)
def _powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the powers of the base and of its inverse, modulo 2^64, *size* of each."""
    tables = np.ones((2, size), np.uint64)
    for table, base in zip(tables, (BASE, _INVERSE), strict=True):
        done, factor = 1, base
        while done < size:  # doubling: the first half times base^half gives the second
            step = min(done, size - done)
            table[done : done + step] = table[:step] * np.uint64(factor)
            done, factor = done + step, factor * factor % (1 << 64)
    return tables[0], tables[1]
