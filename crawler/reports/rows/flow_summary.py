"""Outlets, flow and lags as rows: those of the exports, over what a report holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.findings.flow_summary import FlowSummary
from crawler.tables.csv_cells import Cell
from crawler.tables.record import plain
from crawler.tables.report_schema import EDGE, LAG, OUTLET
from crawler.tables.shapes import Shape
from crawler.tables.syndication_rows import edge_row, lag_row, outlet_row

OUTLETS: Shape = [OUTLET]
FLOW: Shape = {"edges": [EDGE], "unknown": "count", "too_wide": "count"}
LAGS: Shape = [LAG]
OUTLET_COLUMNS = tuple(key for key in OUTLET if key not in {"by_wire", "lag_curve", "beside"})
EDGE_COLUMNS, LAG_COLUMNS = tuple(EDGE), tuple(LAG)


def outlets_data(summary: FlowSummary) -> list[dict[str, Any]]:
    """Return an object per outlet."""
    return [plain(outlet_row(profile, summary.names)) for profile in summary.outlets]


def flow_data(summary: FlowSummary) -> dict[str, Any]:
    """Return the edges, and what has none."""
    edges = [plain(edge_row(edge, summary.names)) for edge in summary.flow.edges]
    return {"edges": edges, "unknown": summary.flow.unknown, "too_wide": summary.too_wide}


def lags_data(summary: FlowSummary) -> list[dict[str, Any]]:
    """Return an object per outlet's run of a story that another ran, too."""
    return [plain(lag_row(entry, summary.names, summary.releases.get(entry.story))) for entry in summary.lags]


def outlet_cells(summary: FlowSummary) -> Iterator[list[Cell]]:
    """Yield a row per outlet, without its lists."""
    return ([row[key] for key in OUTLET_COLUMNS] for row in outlets_data(summary))


def edge_cells(summary: FlowSummary) -> Iterator[list[Cell]]:
    """Yield a row per edge."""
    return (list(row.values()) for row in flow_data(summary)["edges"])


def lag_cells(summary: FlowSummary) -> Iterator[list[Cell]]:
    """Yield a row per lag."""
    return (list(row.values()) for row in lags_data(summary))
