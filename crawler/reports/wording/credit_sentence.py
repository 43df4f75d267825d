"""How many copies of a story credit its wire, and how: one sentence in which every copy is counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crawler.findings.credit import Credit
from crawler.findings.stories.copies import CopyFinding
from crawler.reports.wording.words import count

_PHRASES = {
    Credit.DECLARED: "declared in the metadata of {}",
    Credit.NAMED: "named in the text of {} without a credit",
    Credit.UNCREDITED: "not named by {}",
}


def credit_sentence(rows: Sequence[CopyFinding], wire_service: str) -> str:
    """Return "credited by 9 of 14 copies, named in the text of 3 without a credit, not named by 2"."""
    counts = Counter(row.credit for row in rows if row.wire_service == wire_service)
    shown = counts[Credit.SHOWN]
    phrases = [f"credited by {shown or 'none'} of {count(len(rows), 'copy', 'copies')}"]
    phrases += [phrase.format(counts[credit]) for credit, phrase in _PHRASES.items() if counts[credit]]
    if counts[Credit.OWN]:
        phrases.append(f"published by itself in {counts[Credit.OWN]}")
    return ", ".join(phrases)
