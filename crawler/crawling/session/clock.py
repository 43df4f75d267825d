"""When a page was fetched: the one place where crawling asks for the present moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

#: Says when a page of a URL was fetched. The demo's clock is its fixtures' own.
Clock = Callable[[str], datetime]


def system_clock(_url: str) -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
