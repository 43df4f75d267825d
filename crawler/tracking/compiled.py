"""Signatures by compiled loops, for archives: several times faster than numpy, bit for bit the same. Needs numba, an extra.

Compiling takes more than a second and saves less than a tenth of a millisecond a text, so that only an archive is signed so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from crawler.text.shingles import BASE, Hashes
from crawler.text.words import join
from crawler.tracking.config import TrackingConfig
from crawler.tracking.signatures import permutations_of, sign

Signer = Callable[[Sequence[str]], Hashes]
WORTH_IT = 20_000  # texts from which compiling pays: 1.4 s against .07 ms each


def available() -> bool:
    """Return whether numba is installed and goes with this numpy."""
    try:
        import numba  # noqa: F401, PLC0415  # an extra
    except ImportError:  # not there, or made for an older numpy
        return False
    return True


def signer_for(texts: int, config: TrackingConfig) -> Signer:
    """Return the signer for so many texts: compiled where that pays and numba is there."""
    if texts >= WORTH_IT and available():
        return compiled_signer(config)
    return lambda folded: sign(folded, config)


def compiled_signer(config: TrackingConfig) -> Signer:
    """Return a function that signs the folded words of a text. Raises ImportError without numba."""
    minima = _compiled()
    factors, offsets = permutations_of(config.permutations, config.seed)

    def signature(folded: Sequence[str]) -> Hashes:
        data = np.frombuffer(join(folded).encode("utf-8", "replace"), np.uint8)
        found: Hashes = minima(data, len(folded), config.shingle_words, factors, offsets)
        return found

    return signature


@cache
def _compiled() -> Callable[..., Hashes]:  # noqa: C901  # three loops, compiled where numba is imported
    import numba  # noqa: PLC0415  # an extra

    base = np.uint64(BASE)

    @numba.njit
    def minima(data, count, k, factors, offsets):  # type: ignore[no-untyped-def]  # compiled
        signature = np.full(len(factors), np.uint32(0xFFFFFFFF), np.uint32)
        if count < k:
            return signature
        hashes, sizes = _word_hashes(data, count, base)
        for first in range(count - k + 1):
            value, power = np.uint64(0), np.uint64(1)
            for word in range(first, first + k):
                if word > first:
                    value += np.uint64(33) * power  # the space between two words
                    power *= base
                value += hashes[word] * power
                power *= sizes[word]
            mixed = _premixed(value)
            for i in range(len(factors)):
                permuted = np.uint32(mixed * factors[i] + offsets[i])
                signature[i] = min(signature[i], permuted)
        return signature

    @numba.njit
    def _word_hashes(data, count, base):  # type: ignore[no-untyped-def]
        """Return each word's polynomial hash and the power of the base that its length is."""
        hashes, sizes = np.zeros(count, np.uint64), np.ones(count, np.uint64)
        word = 0
        for byte in data:
            if byte == 32:
                word += 1
            else:
                hashes[word] += (np.uint64(byte) + np.uint64(1)) * sizes[word]
                sizes[word] *= base
        return hashes, sizes

    @numba.njit
    def _premixed(value):  # type: ignore[no-untyped-def]
        """Finish a shingle's hash as crawler.text.shingles does, then mix it as the affine32 scheme does."""
        value ^= value >> np.uint64(33)
        value *= np.uint64(0xFF51AFD7ED558CCD)
        value ^= value >> np.uint64(33)
        value *= np.uint64(0xC4CEB9FE1A85EC53)
        value ^= value >> np.uint64(33)
        mixed = np.uint32(value & np.uint64(0xFFFFFFFF))
        mixed = np.uint32(mixed ^ (mixed >> np.uint32(16)))
        mixed = np.uint32(mixed * np.uint32(0x85EBCA6B))
        mixed = np.uint32(mixed ^ (mixed >> np.uint32(13)))
        mixed = np.uint32(mixed * np.uint32(0xC2B2AE35))
        return np.uint32(mixed ^ (mixed >> np.uint32(16)))

    compiled: Callable[..., Hashes] = minima
    return compiled
