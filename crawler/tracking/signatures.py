"""MinHash signatures (Broder 1997) in datasketch's affine32 scheme, made for a whole text at once, and their bands.

Bit-identical to `datasketch.MinHash(..., scheme="affine32")` fed with the same 32-bit hashes; a test proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from crawler.text.shingles import Hashes, shingle_hashes
from crawler.tracking.config import TrackingConfig

SCHEME = "affine32"
_CHUNK = 4096  # shingles at a time: bounds memory at chunk x permutations x 4 bytes


def sign(folded: Sequence[str], config: TrackingConfig) -> Hashes:
    """Return the signature of a text's words: shape (permutations,), all ones (2^32 - 1) for a text too short."""
    return sign_hashes(shingle_hashes(folded, config.shingle_words), permutations=config.permutations, seed=config.seed)


def sign_hashes(hashes: Hashes, *, permutations: int, seed: int) -> Hashes:
    """Return the minimum of each permutation over *hashes*: shape (permutations,)."""
    factors, offsets = permutations_of(permutations, seed)
    signature = np.full(permutations, 0xFFFFFFFF, np.uint32)
    mixed = _premix(hashes)
    for start in range(0, len(mixed), _CHUNK):
        permuted = mixed[start : start + _CHUNK, None] * factors
        permuted += offsets
        np.minimum(signature, permuted.min(axis=0), out=signature)
    return signature


def band_keys(signature: Hashes, bands: int) -> list[int]:
    """Return one signed 64-bit key a band; equal keys mean equal slices (FNV-1a over the slice and the band's number)."""
    slices = signature.reshape(bands, -1).astype(np.uint64)
    keys = np.arange(bands, dtype=np.uint64) + np.uint64(0xCBF29CE484222325)
    for column in slices.T:
        keys = (keys ^ column) * np.uint64(0x100000001B3)
        keys ^= keys >> np.uint64(29)
    result: list[int] = keys.view(np.int64).tolist()
    return result


def _premix(hashes: Hashes) -> Hashes:
    """MurmurHash3's 32-bit finalizer, the scheme's pre-mix."""
    mixed = hashes ^ (hashes >> np.uint32(16))
    mixed = mixed * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    result: Hashes = mixed ^ (mixed >> np.uint32(16))
    return result


@lru_cache(maxsize=128)
def permutations_of(permutations: int, seed: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the factors (odd, so that each map is a bijection) and offsets of the affine32 scheme: shape (permutations,) each.

    Drawn as datasketch draws them, from numpy's frozen legacy generator: stored signatures depend on these numbers.
    """
    generator = np.random.RandomState(seed)
    factors = generator.randint(0, 1 << 31, permutations, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, generator.randint(0, 1 << 32, permutations, dtype=np.uint32)
