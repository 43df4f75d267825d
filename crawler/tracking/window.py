"""How far apart two copies may be in time to be compared."""

from __future__ import annotations

from datetime import datetime, timedelta

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
