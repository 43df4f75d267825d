"""Pickups, notices and edits as rows: those of the exports, as a report's files have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from crawler.findings.edits import Edit
from crawler.findings.notices import Notices
from crawler.findings.pickup import OurStories
from crawler.findings.word_diff import Change
from crawler.reports.rows.figures import yes_or_no
from crawler.sightings.record import Role
from crawler.tables.csv_cells import Cell
from crawler.tables.pickup_rows import pickup_rows
from crawler.tables.report_schema import PICKUP
from crawler.tables.shapes import Shape
from crawler.tables.stale_rows import stale_rows
from crawler.tables.stale_schema import STALE
from crawler.tables.version_rows import edit_rows

EDITS: Shape = [
    {
        "url": "text?", "outlet": "text?", "outlet_key": "text?", "role": Role, "relay": "text?", "versions": "count",
        "version": "count", "earlier": "text", "later": "text", "headline": "text", "changed_after": "time?",
        "changed_before": "time?", "words_added": "count?", "words_removed": "count?",
        "changes": [{"change": Change, "here": "text", "there": "text"}],
    },
]  # fmt: skip
PICKUP_COLUMNS, STALE_COLUMNS = tuple(PICKUP), tuple(STALE)


def pickup_cells(ours: OurStories) -> Iterator[list[Cell]]:
    """Yield a row per pickup."""
    return ([_flat(row[name]) for name in PICKUP_COLUMNS] for row in pickup_rows(ours))


def stale_cells(notices: Notices) -> Iterator[list[Cell]]:
    """Yield a row per copy that a notice concerns."""
    return ([_flat(row[name]) for name in STALE_COLUMNS] for row in stale_rows(notices))


def edits_data(edits: Sequence[Edit] | None) -> list[dict[str, Any]]:
    """Return an object per change."""
    return list(edit_rows(edits or ()))


def _flat(value: Any) -> Cell:
    """Return a list of quotes, proofs or names as one text; report.json has all of it."""
    if isinstance(value, bool):
        return yes_or_no(value)
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]  # a cell, as the row's shape says
    proofs = (f"{each['old']} -> {each['new']}: {each['here']} ({each['side']})" for each in value if "side" in each)
    quotes = (each if isinstance(each, str) else each["text"] for each in value if "side" not in each)
    return " | ".join((*quotes, *proofs))
