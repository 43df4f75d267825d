"""Lines of evidence: one copy in one line, with its times as intervals."""

from __future__ import annotations

from crawler.alerts.cause import Place
from crawler.findings.stories.copies import CopyFinding
from crawler.findings.stories.measure import Measure
from crawler.reports.wording.measures import measure_text
from crawler.reports.wording.words import CREDITS, NO_HEADLINE, interval, percent
from crawler.sightings.record import Copy
from crawler.tracking.relation import Comparison


def copy_line(row: CopyFinding, measure: Measure | None) -> str:
    """Return who ran what of a story, which is measured against *measure*, when, and whether it says whose words they are."""
    return f"{row.outlet}: “{row.headline or NO_HEADLINE}”, {_ran(row, measure)}; published {interval(row.published)}; {CREDITS[row.credit]}"


def shared_line(comparison: Comparison, other: str) -> str:
    """Return how much two texts share, counted."""
    return (
        f"{comparison.words:,} words in common with {other}: {percent(comparison.coverage_a)} of this text's {comparison.words_a:,}, "
        f"{percent(comparison.coverage_b)} of the other's {comparison.words_b:,}; longest run {comparison.longest_run:,}; {comparison.relation}"
    )


def place_of(row: CopyFinding) -> Place:
    """Return where a copy can be seen: at its outlet, or else on the page that showed it."""
    seen = [each.page_url for each in row.seen if each.page_url]
    return Place(row.outlet, next(iter((*row.urls, *seen)), None))


def place_of_copy(copy: Copy, name: str) -> Place:
    """Return the same of a copy that no story was asked about."""
    return Place(name, next(iter((*copy.urls, *copy.page_urls)), None))


def _ran(row: CopyFinding, measure: Measure | None) -> str:
    if row.measure:
        return f"{row.words:,} words, {measure_text(measure)} of the story"
    if row.comparison is None or row.ran is None:
        return f"{row.words:,} words"
    return f"{row.comparison.words:,} words of {measure_text(measure)} ({percent(row.ran)})"
