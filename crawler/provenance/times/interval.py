"""Intervals of time: what is known about when something happened, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class TimeSource(StrEnum):
    """Where an interval comes from."""

    RELATIVE = "relative"  # "41 minutes ago", anchored by the fetch time
    ABSOLUTE = "absolute"  # "28-04-2025", anchored by the page's zone
    METADATA = "metadata"  # declared by the page or an imported record
    FEED = "feed"  # declared by a feed or a sitemap that named the page
    URL = "url"  # the day in an article's address
    UNANCHORED = "unanchored"  # a relative time on a page whose fetch time nobody knows


@dataclass(frozen=True, slots=True)
class Interval:
    """Half-open [earliest, latest) between two aware UTC instants; an exact instant has earliest == latest.

    Raises ValueError when an end is naive or the ends are swapped.
    """

    earliest: datetime
    latest: datetime
    source: TimeSource

    def __post_init__(self) -> None:
        if not (_is_in_utc(self.earliest) and _is_in_utc(self.latest)):
            raise ValueError("interval ends must be aware UTC instants")
        if self.latest < self.earliest:
            raise ValueError(f"interval ends before it begins: {self.earliest} .. {self.latest}")

    @property
    def width(self) -> timedelta:
        """How much is not known."""
        return self.latest - self.earliest

    def intersect(self, other: Interval) -> Interval | None:
        """Return the part both allow (the source is the narrower one's), or None when they contradict each other."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        if latest < earliest:
            return None
        narrower = self if self.width <= other.width else other
        return Interval(earliest, latest, narrower.source)

    def meets(self, other: Interval) -> bool:
        """Whether some instant is in both, ends that touch included."""
        return self.earliest <= other.latest and other.earliest <= self.latest


def _is_in_utc(instant: datetime) -> bool:
    return instant.tzinfo is UTC or instant.utcoffset() == timedelta(0)
