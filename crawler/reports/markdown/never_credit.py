"""Outlets that never credit a wire, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.findings.never_credit import NeverCredits
from crawler.reports.markdown.escape import escaped, left_out, table
from crawler.reports.model import Report
from crawler.reports.wording.never_credit import never_credit_deck, where_seen
from crawler.reports.wording.words import listed


def never_credit(lines: Sequence[NeverCredits], report: Report) -> Iterator[str]:
    """Yield a row per outlet."""
    most = report.limits.table_rows
    yield f"{never_credit_deck(lines)}\n"
    rows = [
        (escaped(line.outlet), line.copies, line.words, escaped(listed(line.wires)), where_seen(line))
        for line in lines[:most]
    ]
    yield table(("Outlet", "Copies", "Words", "Whose words", "Seen"), rows, numbers=(1, 2))
    yield from left_out(len(lines) - most, "never_credit.csv")
