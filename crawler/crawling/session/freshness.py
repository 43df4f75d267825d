"""For how long a feed asked to be left alone: by its own words and by its server's."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_MAX_AGE = re.compile(r"(?:\A|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_AT_ONCE = re.compile(r"(?:\A|[,\s])no-(?:cache|store)\b", re.IGNORECASE)
#: The longest pause that is respected. A feed that says "yearly" still has news tomorrow.
LONGEST = timedelta(days=1)


def fresh_until(
    now: datetime, *, lifetime: int | None, cache_control: str | None, age: str | None = None
) -> datetime | None:
    """Return until when a feed need not be asked for, or None when it says nothing.

    *lifetime* is the document's own (RSS ttl, sy:updatePeriod) in seconds; *cache_control* and *age* are headers (RFC 9111,
    5.1 and 5.2.2.1). The longer one counts, a day at most; what a proxy's age has used up is taken off.
    """
    asked = [lifetime or 0, _max_age(cache_control or "", age or "")]
    pause = min(timedelta(seconds=max(asked)), LONGEST)
    return now + pause if pause > timedelta(0) else None


def _max_age(cache_control: str, age: str) -> int:
    match = _MAX_AGE.search(cache_control)
    if match is None or _AT_ONCE.search(cache_control):
        return 0
    used = int(age) if age.strip().isascii() and age.strip().isdigit() and len(age) < 10 else 0
    return max(int(match[1]) - used, 0)
