"""Copies that do not name their wire, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from crawler.findings.credit import EvidenceLine
from crawler.findings.stories.uncredited import Uncredited
from crawler.reports.rows.figures import EvidenceRow, first_safe, listed_cell
from crawler.reports.wording.words import CAVEAT
from crawler.tables.record import From, Row, plain, row_of
from crawler.tables.shapes import Shape


def _quotes(lines: Iterable[EvidenceLine]) -> str:
    return listed_cell(f"{line.quote} ({line.kind}: {line.outlet})" for line in lines)


class UncreditedRow(Row, frozen=True):
    """A copy that does not name its wire, in report.json."""

    story: str
    copy: Annotated[str, From("row.key")]
    outlet: Annotated[str, From("row.outlet")]
    outlet_key: Annotated[str, From("row.outlet_key")]
    headline: Annotated[str, From("row.headline")]
    wire: Annotated[str, From("row.wire_service")]
    evidence: list[EvidenceRow]
    relays: list[str]
    page_url: str | None


class UncreditedLine(Row, frozen=True):
    """A line of uncredited.csv."""

    story: Annotated[str, "the story's key"]
    copy: Annotated[str, "the copy's key", From("row.key")]
    outlet: Annotated[str, "its outlet", From("row.outlet")]
    headline: Annotated[str, "its headline", From("row.headline")]
    wire: Annotated[str, "whose words", From("row.wire_service")]
    evidence: Annotated[str, "what other copies of the story say, each with its kind and outlet", From(via=_quotes)]
    relays: Annotated[str, "the aggregators that showed the copy", From(via=listed_cell)]
    page_url: Annotated[str | None, "where to look"]
    caveat: Annotated[str, 'what "uncredited" means, in every row']


SHAPE: Shape = {"caveat": "text", "copies": [UncreditedRow]}


def uncredited_data(copies: Sequence[Uncredited]) -> dict[str, Any]:
    """Return the copies, with what "uncredited" means."""
    rows = [row_of(UncreditedRow, copy, relays=_relays(copy), page_url=_page(copy)) for copy in copies]
    return {"caveat": CAVEAT, "copies": [plain(row) for row in rows]}


def uncredited_lines(copies: Sequence[Uncredited]) -> Iterator[UncreditedLine]:
    """Yield a line per copy."""
    caveat = CAVEAT.partition(".")[0]
    for copy in copies:
        yield row_of(UncreditedLine, copy, relays=_relays(copy), page_url=_page(copy), caveat=caveat)


def _relays(copy: Uncredited) -> list[str]:
    return sorted({seen.relay for seen in copy.row.seen if seen.relay})


def _page(copy: Uncredited) -> str | None:
    return first_safe(seen.page_url for seen in copy.row.seen)
