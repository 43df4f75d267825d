"""The headline figures, outlets by wires, boilerplate by rule and requests by outcome, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.findings.counting import Account, Matrix, RuleLine
from crawler.findings.stories.overview import Overview
from crawler.reports.rows.shares import rounded
from crawler.tables.csv_cells import Cell
from crawler.tables.shapes import Shape

OVERVIEW: Shape = {
    "stories": "count", "travelled": "count", "copies": "count", "sightings": "count", "outlets": "count",
    "wires": "count", "republished": "count", "republished_share": "share", "uncredited": "count",
    "ran_once": "count", "passages": "count", "templates": "count", "undated": "count", "removed_words": "count",
}  # fmt: skip
MATRIX: Shape = {
    "wires": ["text"],
    "outlets": [
        {"outlet": "text", "outlet_key": "text", "by_wire": ["count"], "no_wire": "count", "copies": "count",
         "uncredited": "count"},
    ],
}  # fmt: skip
BOILERPLATE: Shape = [{"rule": "text", "cuts": "count", "words": "count", "outlets": "count", "example": "text"}]
BOILERPLATE_COLUMNS = ("rule", "cuts", "words", "outlets", "example")
_REASONS: Shape = [{"reason": "text", "count": "count"}]
ACCOUNT: Shape = {
    "requests_seen": "count", "stored": "count", "refused": _REASONS, "failed": _REASONS, "pending": "count",
    "pages": "count", "blocks": "count", "unreadable": _REASONS, "imported": "count", "missing": "integer",
}  # fmt: skip


def overview_data(overview: Overview) -> dict[str, object]:
    """Return the headline figures."""
    return {
        "stories": overview.stories,
        "travelled": overview.travelled,
        "copies": overview.copies,
        "sightings": overview.sightings,
        "outlets": overview.outlets,
        "wires": overview.wires,
        "republished": overview.republished,
        "republished_share": rounded(overview.republished_share),
        "uncredited": overview.uncredited,
        "ran_once": overview.ran_once,
        "passages": overview.passages,
        "templates": overview.templates,
        "undated": overview.undated,
        "removed_words": overview.removed_words,
    }


def matrix_data(matrix: Matrix) -> dict[str, object]:
    """Return outlets by wires."""
    return {
        "wires": list(matrix.wires),
        "outlets": [
            {
                "outlet": line.outlet,
                "outlet_key": line.outlet_key,
                "by_wire": list(line.counts[:-1]),
                "no_wire": line.counts[-1],
                "copies": line.copies,
                "uncredited": line.uncredited,
            }
            for line in matrix.outlets
        ],
    }


def boilerplate_data(lines: Sequence[RuleLine]) -> list[dict[str, object]]:
    """Return an object per rule."""
    return [dict(zip(BOILERPLATE_COLUMNS, cells, strict=True)) for cells in boilerplate_cells(lines)]


def boilerplate_cells(lines: Sequence[RuleLine]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row per rule."""
    return ((line.rule, line.cuts, line.words, line.outlets, line.example) for line in lines)


def account_data(account: Account) -> dict[str, object]:
    """Return the requests by outcome."""
    return {
        "requests_seen": account.requests_seen,
        "stored": account.stored,
        "refused": _reasons(account.refused),
        "failed": _reasons(account.failed),
        "pending": account.pending,
        "missing": account.missing,
        "pages": account.pages,
        "blocks": account.blocks,
        "unreadable": _reasons(account.unreadable),
        "imported": account.imported,
    }


def _reasons(counts: Sequence[tuple[str, int]]) -> list[dict[str, object]]:
    return [{"reason": reason, "count": number} for reason, number in counts]
