"""The report as one file that can be mailed: as much of it as fits."""

from __future__ import annotations

from crawler.reports.build.basis import Basis
from crawler.reports.build.build import report_of
from crawler.reports.html.render import FILE, render
from crawler.reports.model import Limits, Report

MOST_BYTES = 1_000_000
#: From what is shown of a small store to what is left of a large one: first fewer copies, then fewer stories and lists.
_SMALLER = (
    Limits(),
    Limits(rows_in_full=240, diffs_per_story=20, rows_per_story=40, table_rows=400, profiles=20),
    Limits(stories_in_full=20, rows_in_full=120, diffs_per_story=10, rows_per_story=30, table_rows=200, profiles=12),
    Limits(stories_in_full=10, rows_in_full=50, diffs_per_story=5, rows_per_story=20, table_rows=100, profiles=8),
    Limits(stories_in_full=3, rows_in_full=20, diffs_per_story=2, rows_per_story=10, table_rows=40, profiles=4),
)
_ROW_BYTES = 3_000  # a copy with its evidence, at least


def render_within(basis: Basis, most: int = MOST_BYTES) -> str:
    """Return report.html with the stories that matter, in at most *most* bytes as far as the smallest limits allow."""
    page = ""
    for limits in _SMALLER:
        report = report_of(basis.with_limits(limits))
        if limits is not _SMALLER[-1] and _shown(report) * _ROW_BYTES > most:
            continue
        page = render(report)[FILE]
        if len(page.encode()) <= most:
            break
    return page


def _shown(report: Report) -> int:
    """Count the copies that are shown in full."""
    return sum(min(len(story.rows), report.limits.rows_per_story) for story in report.stories if story.in_full)
