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
def word_numbers(folded: Sequence[str]) -> NDArray[np.int64]:
    """Return a number for each word, the same for equal words as long as the process lives: shape (len(folded),)."""
    return np.fromiter(map(_NUMBER.__getitem__, folded), np.int64, len(folded))


def common_shingles(a: Sequence[str], b: Sequence[str], k: int) -> tuple[int, int, int]:
    """Return how many distinct *k*-word shingles *a* has, *b* has, and both have, exactly (Broder 1997)."""
    codes_a, codes_b = _shingle_codes(a, k), _shingle_codes(b, k)
    if codes_a is None or codes_b is None:
        set_a, set_b = shingle_set(a, k), shingle_set(b, k)
        return len(set_a), len(set_b), len(set_a & set_b)
    if len(codes_a) < len(codes_b):
        few, many = codes_a, codes_b
    else:
        few, many = codes_b, codes_a
    if len(few) == 0:
        return len(codes_a), len(codes_b), 0
    places = many.searchsorted(few)
    places[places == len(many)] = 0  # beyond the last: whatever is there is not equal
    return len(codes_a), len(codes_b), int(np.count_nonzero(many[places] == few))


@once_a_text
def _shingle_codes(folded: Sequence[str], k: int) -> NDArray[np.int64] | None:
    """Return the distinct shingles, each as one number made of its words' numbers, in order; None where those are too large for it."""
    numbers, bits = word_numbers(folded), _CODE_BITS // k
    if len(numbers) < k:
        return np.empty(0, np.int64)
    if int(numbers.max()) >> bits:
        return None
    codes = numbers[: len(numbers) - k + 1].copy()
    for offset in range(1, k):
        codes <<= bits
        codes |= numbers[offset : len(numbers) - k + 1 + offset]
    codes.sort()
    distinct: NDArray[np.int64] = codes[np.append(True, codes[1:] != codes[:-1])]  # the first is like none before it
    return distinct


@once_a_text
def shingle_set(folded: Sequence[str], k: int) -> frozenset[tuple[str, ...]]:
    """Return the set of *k*-word shingles themselves."""
    return frozenset(zip(*(folded[offset:] for offset in range(k)), strict=False))


class _Numbered(dict[str, int]):
    """The number of each word that this process has compared."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


_NUMBER = _Numbered()
_CODE_BITS = 63  # of a number that is not negative: two million words for shingles of three


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
