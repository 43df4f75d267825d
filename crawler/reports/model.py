"""A report as data: findings, with what only a reader needs: sentences, word diffs, how much is shown.

Texts in here are page text and hostile; each renderer escapes them for its own format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from crawler.findings.stories.copies import CopyFinding
from crawler.findings.stories.overview import Overview
from crawler.findings.stories.ran_once import OnceRun
from crawler.findings.stories.stories import StoryFinding
from crawler.findings.word_diff import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a report shows in full; what goes beyond is listed shortly and said so.

    Raises ValueError for a negative limit.
    """

    stories_in_full: int = 40
    rows_in_full: int = 800  # over all stories: some 4 kilobytes of HTML each
    diffs_per_story: int = 40
    rows_per_story: int = 80
    table_rows: int = 1000
    profiles: int = 60

    def __post_init__(self) -> None:
        if min(getattr(self, field.name) for field in fields(self)) < 0:
            raise ValueError("limits cannot be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow(CopyFinding):
    """A copy as a report shows it. `caveats` are sentences about what is odd or uncertain.

    `differences` is None where no diff was made (see `Limits`).
    """

    caveats: tuple[str, ...]
    differences: tuple[Piece, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryReport(StoryFinding):
    """A story as a report shows it: `in_full`, or as a line of a table."""

    rows: tuple[CopyRow, ...]
    in_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnceRow(OnceRun):
    """A copy in no story as a report shows it."""

    row: CopyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """The stories of two copies or more, and the copies in none."""

    every: tuple[StoryReport, ...]
    once: tuple[OnceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report. `stories` by distinct outlets (most first), then earliest time, then key.

    `parts` holds the value of every section by its key (see `sections.SECTIONS`), None for one that is left out.
    """

    title: str
    as_of: datetime | None
    window_hours: float | None
    limits: Limits
    overview: Overview
    stories: tuple[StoryReport, ...]
    parts: Mapping[str, Any]
