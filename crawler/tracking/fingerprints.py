"""Passage fingerprints: a few shingle hashes that texts with a passage in common are likely to share, too.

Sampling (Manber 1994; Broder's "modulo" sketches): of all shingle hashes those divisible by p are kept, in every text the
same ones. Beside winnowing, which keeps the smallest hash of every window, a shingle that scanning or editing left alone
among changed ones is found as easily as one inside a long equal run; decision 0008 has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crawler.text.shingles import shingle_hashes
from crawler.tracking.config import TrackingConfig


def passage_keys(folded: Sequence[str], config: TrackingConfig) -> list[int]:
    """Return the distinct fingerprints of a text, sorted, as signed 32-bit-range integers a database likes."""
    hashes = shingle_hashes(folded, config.passage_words)
    kept = hashes[hashes % np.uint32(config.passage_sample) == 0]
    return sorted(set(kept.tolist()))  # few; np.unique would load a tenth of a second of masked arrays for a question
