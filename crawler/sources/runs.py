"""Runs: one `wiretrace crawl` of one source, as a row records it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crawler.sources.yields import Yield

FINISHED, STOPPED, INTERRUPTED, NOT_BEGUN = "finished", "stopped", "interrupted", "not-begun"
#: Outcomes of runs that were cut off from outside: what was left of them is worth taking up soon.
CUT_OFF = frozenset({STOPPED, INTERRUPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a run did.

    The requests are those of the whole crawl, also when it was taken up from an earlier run; the rest is this run's own. `links` and `stories` are those in the store after it, None when nothing was tracked.
    """

    seen: int = 0
    stored: int = 0
    unchanged: int = 0
    refused: int = 0
    failed: int = 0
    pending: int = 0
    pages: int = 0
    unreadable: int = 0
    sightings: int = 0
    blocks: int = 0
    empty: int = 0
    unanchored: int = 0
    new_copies: int = 0
    links: int | None = None
    stories: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run. `key` is the name of its source, or its start URLs, one a line. `finished_at` is None while it is going on.

    `holder` is the process that does it, `beat_at` its last sign of life; `settings` is a hash over what decides which
    pages are crawled and how they are read; `exit_code` is None until its command has ended.
    """

    id: int
    key: str
    source: str | None
    started_at: datetime
    finished_at: datetime | None
    beat_at: datetime
    holder: str
    outcome: str | None
    exit_code: int | None
    settings: str | None
    counts: Counts | None = None
    yields: Mapping[str, Yield] = field(default_factory=dict)
    drift: Sequence[str] = ()

    @property
    def duration(self) -> timedelta | None:
        """How long it took, None while it is going on."""
        return self.finished_at - self.started_at if self.finished_at else None
