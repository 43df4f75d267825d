"""What the rows of several sections share: evidence, the figures of a comparison, cells of lists and answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from crawler.findings.credit import EvidenceLine
from crawler.provenance.wires.evidence import EvidenceKind
from crawler.tables.record import Count, From, Row, Share
from crawler.tables.safe_links import safe_url
from crawler.tables.syndication_rows import rounded
from crawler.tracking.relation import Relation


class EvidenceRow(Row, frozen=True):
    """One quoted piece of evidence for a wire."""

    wire: Annotated[str, From("wire_service")]
    kind: EvidenceKind
    quote: str
    outlet: str


class ComparisonRow(Row, frozen=True):
    """The figures of a comparison."""

    relation: Relation
    rule: str
    coverage_a: Annotated[Share, From(via=rounded)]
    coverage_b: Annotated[Share, From(via=rounded)]
    resemblance: Annotated[Share, From(via=rounded)]
    containment_a: Annotated[Share, From(via=rounded)]
    containment_b: Annotated[Share, From(via=rounded)]
    words: Count
    words_a: Count
    words_b: Count
    longest_run: Count
    numbers_changed: Count


def yes_or_no(answer: bool) -> str:  # noqa: FBT001  # the cell is the argument
    """Return how a CSV cell says so."""
    return "yes" if answer else "no"


def listed_cell(texts: Iterable[str]) -> str:
    """Return some texts as one cell."""
    return " / ".join(texts)


def safe_urls(urls: Iterable[str | None]) -> list[str]:
    """Return the addresses that may be linked."""
    return [safe for url in urls if (safe := safe_url(url))]


def first_safe(urls: Iterable[str | None]) -> str | None:
    """Return the first address that may be linked."""
    return next(iter(safe_urls(urls)), None)


def quoted_cell(lines: Iterable[EvidenceLine]) -> str:
    """Return evidence as one cell, each quote with its kind."""
    return listed_cell(f"{line.quote} ({line.kind})" for line in lines)
