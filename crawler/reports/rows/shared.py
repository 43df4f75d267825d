"""Pairs of copies as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crawler.findings.stories.links import CopyLink, Shared
from crawler.reports.rows.shares import COMPARISON, comparison_data, rounded
from crawler.tables.csv_cells import Cell
from crawler.tables.shapes import Shape

PAIR: Mapping[str, Shape] = {"a": "text", "b": "text", "same_group": "boolean", **COMPARISON, "proposed_by": ["text"]}


LINK: Shape = {"outlet_a": "text", "outlet_b": "text", "headline_a": "text", "headline_b": "text", **PAIR}


COLUMNS = (
    "a", "b", "outlet_a", "outlet_b", "headline_a", "headline_b", "relation", "rule", "coverage_a", "coverage_b",
    "resemblance", "containment_a", "containment_b", "words", "words_a", "words_b", "longest_run", "numbers_changed",
    "proposed_by", "same_group",
)  # fmt: skip


def passages_data(shared: Shared) -> list[dict[str, object]]:
    """Return the pairs that share a passage."""
    return [_link(link) for link in shared.passages]


def templates_data(shared: Shared) -> list[dict[str, object]]:
    """Return the pairs that share a form."""
    return [_link(link) for link in shared.templates]


def links_data(shared: Shared) -> list[dict[str, object]]:
    """Return every link, by keys alone."""
    return [_pair(link) for link in shared.links]


def link_cells(shared: Shared) -> Iterator[tuple[Cell, ...]]:
    """Yield a row per link."""
    return map(_cells, shared.links)


def _pair(link: CopyLink) -> dict[str, object]:
    return {
        "a": link.a,
        "b": link.b,
        "same_group": link.same_group,
        **comparison_data(link.comparison),
        "proposed_by": list(link.proposed_by),
    }


def _link(link: CopyLink) -> dict[str, object]:
    """Return a link with the names of its copies, for the lists that a person reads."""
    return {
        "outlet_a": link.outlet_a,
        "outlet_b": link.outlet_b,
        "headline_a": link.headline_a,
        "headline_b": link.headline_b,
        **_pair(link),
    }


def _cells(link: CopyLink) -> tuple[Cell, ...]:
    compared = link.comparison
    return (
        link.a,
        link.b,
        link.outlet_a,
        link.outlet_b,
        link.headline_a,
        link.headline_b,
        compared.relation.value,
        compared.rule,
        rounded(compared.coverage_a),
        rounded(compared.coverage_b),
        rounded(compared.resemblance),
        rounded(compared.containment_a),
        rounded(compared.containment_b),
        compared.words,
        compared.words_a,
        compared.words_b,
        compared.longest_run,
        compared.numbers_changed,
        " / ".join(link.proposed_by),
        str(link.same_group).lower(),
    )
