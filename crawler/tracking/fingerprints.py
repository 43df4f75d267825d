"""Passage fingerprints: a few shingle hashes that any shared run of words is bound to share, too.

Winnowing (Schleimer, Wilkerson & Aiken 2003): of every window of w consecutive shingles the smallest hash is kept, so
that two texts with a common run of k + w - 1 words have a common key, wherever the run stands.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crawler.text.shingles import shingle_hashes
from crawler.tracking.config import TrackingConfig


def passage_keys(folded: Sequence[str], config: TrackingConfig) -> list[int]:
    """Return the distinct fingerprints of a text, sorted, as signed 32-bit-range integers a database likes."""
    hashes = shingle_hashes(folded, config.passage_words)
    if len(hashes) == 0:
        return []
    width = min(config.passage_window, len(hashes))
    windows = np.lib.stride_tricks.sliding_window_view(hashes, width)
    kept = np.unique(windows.min(axis=1))
    result: list[int] = kept.astype(np.int64).tolist()
    return result
