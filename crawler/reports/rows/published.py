"""Pickups, notices and edits as rows: those of the exports, as a report's files have them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from crawler.findings.edits import Edit
from crawler.findings.notices import Notices
from crawler.findings.pickup import OurStories
from crawler.reports.rows.figures import yes_or_no
from crawler.tables.csv_cells import Cell
from crawler.tables.pickup_rows import PickupRow, pickup_rows
from crawler.tables.record import columns, plain
from crawler.tables.shapes import Shape
from crawler.tables.stale_rows import StaleRow, stale_rows
from crawler.tables.version_rows import EditRow, edit_rows

EDITS: Shape = [EditRow]
PICKUP_COLUMNS, STALE_COLUMNS = tuple(columns(PickupRow)), tuple(columns(StaleRow))


def pickup_cells(ours: OurStories) -> Iterator[list[Cell]]:
    """Yield a row per pickup."""
    return ([_flat(value) for value in plain(row).values()] for row in pickup_rows(ours))


def stale_cells(notices: Notices) -> Iterator[list[Cell]]:
    """Yield a row per copy that a notice concerns."""
    return ([_flat(value) for value in plain(row).values()] for row in stale_rows(notices))


def edits_data(edits: Sequence[Edit] | None) -> list[dict[str, Any]]:
    """Return an object per change."""
    return [plain(row) for row in edit_rows(edits or ())]


def _flat(value: Any) -> Cell:
    """Return a list of quotes, proofs or names as one text; report.json has all of it."""
    if isinstance(value, bool):
        return yes_or_no(value)
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]  # a cell, as the row's shape says
    proofs = (f"{each['old']} -> {each['new']}: {each['here']} ({each['side']})" for each in value if "side" in each)
    quotes = (each if isinstance(each, str) else each["text"] for each in value if "side" not in each)
    return " | ".join((*quotes, *proofs))
