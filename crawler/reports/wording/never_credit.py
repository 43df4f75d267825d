"""How outlets that never credit a wire are worded."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.findings.never_credit import NeverCredits
from crawler.reports.wording.words import count


def never_credit_deck(lines: Sequence[NeverCredits]) -> str:
    """Return in a sentence how many outlets these are, and what has to be known before accusing one."""
    who = "1 outlet ran" if len(lines) == 1 else f"{len(lines):,} outlets ran"
    return (
        f"{who} two copies of known wires or more and named the wire in none of the renderings seen here. "
        "Where a copy was seen on an aggregator only, the aggregator may have dropped the credit."
    )


def where_seen(line: NeverCredits) -> str:
    """Return on how many of an outlet's own pages its copies were seen."""
    if not line.on_own_page:
        return "on aggregators only"
    if line.on_own_page == line.copies:
        return "all on its own pages"
    return f"{count(line.on_own_page, 'copy', 'copies')} on its own pages"
