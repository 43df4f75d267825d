"""How far apart two copies may be in time to be compared, and what is run again after a longer time.

Nearly the same text further apart than the window, as hoaxes, reprints and evergreens are, is linked and reported with the
days between. That is no syndication: it joins no story and makes no lag.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Comparison, Relation

Times = tuple[datetime | None, datetime | None]


def within(a: Times, b: Times, *, hours: float | None) -> bool:
    """Return whether copies published in the intervals *a* and *b* can be at most *hours* apart.

    A copy without any time is compared with all, and without a window everything is.
    """
    (a_earliest, a_latest), (b_earliest, b_latest) = a, b
    if hours is None or a_earliest is None or b_earliest is None or a_latest is None or b_latest is None:
        return True
    gap = max(a_earliest, b_earliest) - min(a_latest, b_latest)
    return gap <= timedelta(hours=hours)


def runs_again(comparison: Comparison, config: TrackingConfig) -> bool:
    """Return whether two texts are nearly identical, and no form: neither by its verdict nor by its length."""
    longer = max(comparison.words_a, comparison.words_b)
    return is_run_again(comparison.relation, comparison.words, longer, config)


def is_run_again(relation: Relation, words: int, longer: int, config: TrackingConfig) -> bool:
    """Return the same of two texts of which the *longer* has so many words, with so many words matched."""
    same = words >= max(config.again_words, config.same_text * longer)
    return same and relation in {Relation.VERBATIM, Relation.EDITED}


def days_between(a: Times, b: Times) -> int | None:
    """Return how many whole days lie between two intervals at least, or None where one is unknown."""
    (a_earliest, a_latest), (b_earliest, b_latest) = a, b
    if a_earliest is None or b_earliest is None or a_latest is None or b_latest is None:
        return None
    return max((max(a_earliest, b_earliest) - min(a_latest, b_latest)).days, 0)
