"""The clock: the only module that asks what time it is.

The command line hands `system_clock` down, and so do Scrapy's settings (WIRETRACE_NOW) where Scrapy builds the parts itself;
everything below takes a `Clock` or an instant. What only measures how long something takes may use the event loop's time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

#: Returns the present instant, aware and in UTC.
Clock = Callable[[], datetime]
#: Returns the instant at which the page at a URL counts as fetched. The demo's is that of its fixtures.
PageClock = Callable[[str], datetime]
#: No moment that is written down as to come lies further ahead: servers and feeds are obeyed for a day. What does was written
#: while a clock was wrong, and counts for nothing: a clock that was a year ahead for an hour must not block a host for a year.
FARTHEST = timedelta(days=2)


def system_clock() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)
