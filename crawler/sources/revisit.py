"""When a page that was seen is asked for again: fresh ones often, old ones ever more seldom, some never. Pure: no clock, no store.

Pauses grow by a factor while a page stays as it is and shrink by it when it changed, as crawlers do that know nothing of a page but
its past (Cho and Garcia-Molina 2003; Nutch's adaptive schedule). Nothing is random: what is asked for when follows from what was seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil, log

from crawler.errors import SourceError

#: However often it changes, a page is not visited again before so large a part of its age has passed: a widget that changes
#: with every view is no news.
_PART_OF_AGE = 10
#: A page counts as due when so much of its pause is over, so that an hourly crawl visits it hourly.
_NEARLY = 0.9
_MOST_GONE = 3  # visits in a row that found nothing before a page is given up
_LONGEST_EVER = timedelta(days=3650)
_ROUNDING = 1e-9  # the logarithm of 9 to the base of 3 comes out a little over 2


class VisitResult(StrEnum):
    """What a visit to a page found."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    FAILED = "failed"  # nothing is known of the page: the network, the server, a rule


class Stop(StrEnum):
    """Why a page is not asked for again unless a page links to it."""

    OLD = "old"
    UNCHANGED = "unchanged"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a page from the visits to it.

    `steps` is how often its pause has grown, `gone` how many visits in a row found it gone, `published_by` the latest instant at which
    it can have been published, None when that is unknown.
    """

    first_seen_at: datetime
    looked_at: datetime
    steps: int = 0
    gone: int = 0
    published_by: datetime | None = None

    @property
    def born_at(self) -> datetime:
        """When it was published at the latest, so that no page is taken to be older than it is."""
        return min(self.published_by or self.first_seen_at, self.first_seen_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisit:
    """How often pages are asked for again.

    A page is visited `first` after it was found, then after pauses that grow by `factor` up to `longest`. It is given up when it is
    `max_age` old, or stayed the same for `max_unchanged` visits at the longest pause, or was gone three times in a row. `max_pages` is
    how many a crawl asks for again at most. Raises SourceError.
    """

    first: timedelta = timedelta(hours=1)
    factor: float = 3.0
    longest: timedelta = timedelta(days=30)
    max_age: timedelta = timedelta(days=90)
    max_unchanged: int = 2
    max_pages: int = 200

    def __post_init__(self) -> None:
        if not 1 <= self.factor <= 100:
            raise SourceError("must be between 1 and 100", "factor")
        for key in ("first", "longest", "max_age"):
            if not timedelta(0) < getattr(self, key) <= _LONGEST_EVER:
                raise SourceError("must be more than 0 and 3650d at most", key)
        if self.longest < self.first:
            raise SourceError("must not be shorter than first", "longest")
        for key in ("max_unchanged", "max_pages"):
            if getattr(self, key) < 1:
                raise SourceError("must be 1 or more", key)

    def pause(self, steps: int) -> timedelta:
        """Return the pause after so many steps."""
        if self.factor == 1:
            return self.first
        return self.longest if steps >= self.top else self.first * self.factor**steps

    @property
    def top(self) -> int:
        """How many steps it takes to the longest pause; with a factor of 1 every pause is the first one."""
        return ceil(log(self.longest / self.first, self.factor) - _ROUNDING) if self.factor > 1 else 0

    def first_standing(self, *, first_seen_at: datetime, published_by: datetime | None = None) -> Standing:
        """Return the standing of a page that was just found: one that is old already waits about as long as it is old."""
        new = Standing(first_seen_at=first_seen_at, looked_at=first_seen_at, published_by=published_by)
        age = first_seen_at - new.born_at
        steps = next((number for number in range(self.top) if self.pause(number) >= age), self.top)
        return replace(new, steps=steps)

    def after(self, known: Standing, result: VisitResult, *, at: datetime) -> Standing:
        """Return the standing after one more visit."""
        visited = replace(known, looked_at=at)
        if result is VisitResult.CHANGED:
            return replace(visited, steps=max(0, min(known.steps, self.top) - 1), gone=0)
        if result is VisitResult.UNCHANGED:
            return replace(visited, steps=known.steps + 1, gone=0)
        if result is VisitResult.GONE:
            return replace(visited, steps=known.steps + 1, gone=known.gone + 1)
        return visited

    def next_visit(self, known: Standing) -> datetime | Stop:
        """Return the instant from which a page is due, or why it is given up."""
        if known.gone >= _MOST_GONE:
            return Stop.GONE
        if known.steps >= self.top + self.max_unchanged and not known.gone:
            return Stop.UNCHANGED
        age = known.looked_at - known.born_at
        due = known.looked_at + max(self.pause(known.steps), age / _PART_OF_AGE) * _NEARLY
        return Stop.OLD if due - known.born_at > self.max_age else due

    def next_visit_when_linked(self, known: Standing) -> datetime:
        """Return the instant from which a page is due when a page links to it: one that was given up, after the longest pause."""
        due = self.next_visit(known)
        return known.looked_at + self.longest if isinstance(due, Stop) else due
