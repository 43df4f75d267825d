"""Copies that do not name their wire, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.findings.stories.uncredited import Uncredited
from crawler.reports.rows.shares import EVIDENCE, evidence_data
from crawler.reports.wording.words import CAVEAT
from crawler.tables.csv_cells import Cell
from crawler.tables.safe_links import safe_url
from crawler.tables.shapes import Shape

_ROW: Shape = {
    "story": "text", "copy": "text", "outlet": "text", "outlet_key": "text", "headline": "text", "wire": "text",
    "evidence": [EVIDENCE], "relays": ["text"], "page_url": "text?",
}  # fmt: skip


COLUMNS = (
    "story", "copy", "outlet", "headline", "wire", "evidence", "relays", "page_url", "caveat",
)  # fmt: skip


SHAPE: Shape = {"caveat": "text", "copies": [_ROW]}


def uncredited_data(copies: Sequence[Uncredited]) -> dict[str, object]:
    """Return the copies, with what "uncredited" means."""
    return {"caveat": CAVEAT, "copies": [_row(each) for each in copies]}


def uncredited_cells(copies: Sequence[Uncredited]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row per copy."""
    return map(_cells, copies)


def _row(each: Uncredited) -> dict[str, object]:
    row = each.row
    return {
        "story": each.story,
        "copy": row.key,
        "outlet": row.outlet,
        "outlet_key": row.outlet_key,
        "headline": row.headline,
        "wire": row.wire_service,
        "evidence": [evidence_data(line) for line in each.evidence],
        "relays": sorted({seen.relay for seen in row.seen if seen.relay}),
        "page_url": next((safe for seen in row.seen if (safe := safe_url(seen.page_url))), None),
    }


def _cells(each: Uncredited) -> tuple[Cell, ...]:
    row = each.row
    return (
        each.story,
        row.key,
        row.outlet,
        row.headline,
        row.wire_service,
        " / ".join(f"{line.quote} ({line.kind}: {line.outlet})" for line in each.evidence),
        " / ".join(sorted({seen.relay for seen in row.seen if seen.relay})),
        next((safe for seen in row.seen if (safe := safe_url(seen.page_url))), None),
        CAVEAT.partition(".")[0],
    )
