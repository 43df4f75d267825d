"""The headline figures, outlets by wires, boilerplate by rule and requests by outcome, as rows."""

from __future__ import annotations

from typing import Annotated

from crawler.findings.counting import Account, Matrix
from crawler.findings.stories.overview import Overview
from crawler.tables.record import Count, From, Row, Share, row_of
from crawler.tables.syndication_rows import rounded


class OverviewRow(Row, frozen=True):
    """The headline figures."""

    stories: Annotated[Count, "in two copies or more"]
    travelled: Annotated[Count, "of these, at two named outlets or more"]
    copies: Count
    sightings: Count
    outlets: Count
    wires: Count
    republished: Count
    republished_share: Annotated[Share, From(via=rounded)]
    uncredited: Count
    ran_once: Count
    quotations: Count
    passages: Count
    templates: Count
    undated: Annotated[Count, "copies without a known time"]
    removed_words: Count


class MatrixLineRow(Row, frozen=True):
    """One outlet's copies by wire."""

    outlet: str
    outlet_key: str
    by_wire: list[Count]
    no_wire: Count
    copies: Count
    uncredited: Count


class MatrixRow(Row, frozen=True):
    """Outlets by wires."""

    wires: list[str]
    outlets: list[MatrixLineRow]


class RuleRow(Row, frozen=True):
    """What one rule removed."""

    rule: Annotated[str, "its name"]
    cuts: Annotated[Count, "how often it cut, over all sightings"]
    words: Annotated[Count, "how many words"]
    outlets: Annotated[Count, "distinct named outlets touched"]
    example: Annotated[str, "the longest text that it removed"]


class ReasonRow(Row, frozen=True):
    """How many, and why."""

    reason: str
    count: Count


class AccountRow(Row, frozen=True):
    """The requests by outcome."""

    requests_seen: Count
    stored: Count
    refused: list[ReasonRow]
    failed: list[ReasonRow]
    pending: Count
    missing: int
    pages: Count
    blocks: Count
    unreadable: list[ReasonRow]
    imported: Count


def overview_row(overview: Overview) -> OverviewRow:
    """Return the headline figures."""
    return row_of(OverviewRow, overview)


def matrix_row(matrix: Matrix) -> MatrixRow:
    """Return outlets by wires."""
    lines = [row_of(MatrixLineRow, line, by_wire=line.counts[:-1], no_wire=line.counts[-1]) for line in matrix.outlets]
    return row_of(MatrixRow, matrix, outlets=lines)


def account_row(account: Account) -> AccountRow:
    """Return the requests by outcome."""
    reasons = {
        name: [ReasonRow(reason=reason, count=count) for reason, count in counts]
        for name, counts in (
            ("refused", account.refused),
            ("failed", account.failed),
            ("unreadable", account.unreadable),
        )
    }
    return row_of(AccountRow, account, **reasons)
