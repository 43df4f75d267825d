"""Texts that were changed at their address, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.findings.credit import NO_OUTLET
from crawler.findings.edits import Edit
from crawler.reports.markdown.escape import escaped, left_out, linked, table
from crawler.reports.model import Report
from crawler.reports.wording import words as wording


def edits(made: Sequence[Edit], report: Report) -> Iterator[str]:
    """Yield the table of changes."""
    header = ("Outlet", "Article", "Version", "Changed after", "Changed before", "Words added", "Words removed")
    rows = [
        (
            escaped(edit.history.outlet or NO_OUTLET),
            linked(edit.later.headline or wording.NO_HEADLINE, edit.history.url),
            f"{edit.later.number} of {len(edit.history.versions)}",
            wording.instant(edit.earlier.still_at),
            wording.instant(edit.later.seen_at),
            edit.words_added,
            edit.words_removed,
        )
        for edit in made[: report.limits.table_rows]
    ]
    yield table(header, rows, numbers=(5, 6))
    yield from left_out(len(made) - report.limits.table_rows, "report.json")
