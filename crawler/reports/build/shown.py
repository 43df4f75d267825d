"""Findings as a report shows them: with caveats, with word diffs as far as limits go, in full or as a line of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from crawler.faults import Faults
from crawler.findings.stories.copies import CopyFinding
from crawler.findings.stories.corpus import Corpus
from crawler.findings.stories.measure import Measure
from crawler.findings.stories.ran_once import OnceRun
from crawler.findings.stories.stories import StoryFinding
from crawler.findings.word_diff import Piece, differences
from crawler.reports.model import CopyRow, Limits, OnceRow, StoryReport
from crawler.reports.wording.caveats import caveats_of
from crawler.reports.wording.words import NO_HEADLINE
from crawler.sightings.record import Copy
from crawler.tracking.relation import Relation

Caveats = Mapping[str, Sequence[str]]  # by the copy's key: what its notices, versions and pages give


def shown_stories(
    findings: Iterable[StoryFinding], corpus: Corpus, caveats: Caveats, limits: Limits, faults: Faults
) -> tuple[StoryReport, ...]:
    """Return the stories in their order, those that *faults* counts left out; only those that *limits* shows in full have differences."""
    shown: list[StoryReport] = []
    rows_left = limits.rows_in_full
    for at, story in enumerate(findings):
        in_full = at < limits.stories_in_full and rows_left > 0
        rows_left -= min(len(story.rows), limits.rows_per_story) if in_full else rows_left
        diffs = limits.diffs_per_story if in_full else 0
        with faults.excused():
            shown.append(shown_story(story, corpus, caveats, diffs=diffs, in_full=in_full))
    return tuple(shown)


def shown_story(story: StoryFinding, corpus: Corpus, caveats: Caveats, *, diffs: int, in_full: bool) -> StoryReport:
    """Return one story, its first *diffs* copies with their differences."""
    fullest = next((corpus.copies[row.key] for row in story.rows if row.fullest), None)
    rows = tuple(
        _copy_row(row, corpus, caveats, fullest, story.measure if number < diffs else None)
        for number, row in enumerate(story.rows)
    )
    return StoryReport(**{**_fields(story), "rows": rows, "headline": story.headline or NO_HEADLINE}, in_full=in_full)


def shown_once(copies: Iterable[OnceRun], corpus: Corpus, caveats: Caveats) -> tuple[OnceRow, ...]:
    """Return the copies in no story."""
    return tuple(
        OnceRow(row=_copy_row(copy.row, corpus, caveats, None, None), story=copy.story, shares=copy.shares)
        for copy in copies
    )


def _copy_row(
    row: CopyFinding, corpus: Corpus, caveats: Caveats, fullest: Copy | None, measure: Measure | None
) -> CopyRow:
    """Return a copy as it is shown, with differences from *measure* where that is given."""
    sentences = (*caveats.get(row.key, ()), *caveats_of(corpus.copies[row.key], fullest=fullest))
    return CopyRow(**_fields(row), caveats=sentences, differences=_differences(row, measure))


def _differences(row: CopyFinding, measure: Measure | None) -> tuple[Piece, ...] | None:
    if measure is None or row.comparison is None or row.comparison.relation is Relation.UNRELATED:
        return None
    return differences(row.text, measure.text, row.comparison.spans)


def _fields(finding: CopyFinding | StoryFinding) -> dict[str, Any]:
    """Return what was found, without what a report adds."""
    kind = StoryFinding if isinstance(finding, StoryFinding) else CopyFinding
    return {field.name: getattr(finding, field.name) for field in fields(kind)}
