"""What the rows of several sections share: evidence, comparisons, intervals, shares."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.findings.credit import EvidenceLine
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.provenance.wires.evidence import EvidenceKind
from crawler.tables.instants import iso
from crawler.tables.shapes import Maybe, Shape
from crawler.tracking.relation import Comparison, Relation

EVIDENCE: Mapping[str, Shape] = {"wire": "text", "kind": EvidenceKind, "quote": "text", "outlet": "text"}
COMPARISON: Mapping[str, Shape] = {
    "relation": Relation, "rule": "text", "coverage_a": "share", "coverage_b": "share", "resemblance": "share",
    "containment_a": "share", "containment_b": "share", "words": "count", "words_a": "count", "words_b": "count",
    "longest_run": "count", "numbers_changed": "count",
}  # fmt: skip
PUBLISHED: Mapping[str, Shape] = {
    "published_earliest": "time?", "published_latest": "time?", "time_source": Maybe(TimeSource),
}  # fmt: skip


def evidence_data(line: EvidenceLine) -> dict[str, object]:
    """Return one piece of evidence."""
    return {"wire": line.wire_service, "kind": line.kind, "quote": line.quote, "outlet": line.outlet}


def comparison_data(comparison: Comparison) -> dict[str, object]:
    """Return the figures of a comparison."""
    return {
        "relation": comparison.relation.value,
        "rule": comparison.rule,
        "coverage_a": rounded(comparison.coverage_a),
        "coverage_b": rounded(comparison.coverage_b),
        "resemblance": rounded(comparison.resemblance),
        "containment_a": rounded(comparison.containment_a),
        "containment_b": rounded(comparison.containment_b),
        "words": comparison.words,
        "words_a": comparison.words_a,
        "words_b": comparison.words_b,
        "longest_run": comparison.longest_run,
        "numbers_changed": comparison.numbers_changed,
    }


def published_data(when: Interval | None) -> dict[str, object]:
    """Return both ends of a publication and their source, null where nobody knows."""
    return {
        "published_earliest": iso(when.earliest) if when else None,
        "published_latest": iso(when.latest) if when else None,
        "time_source": when.source.value if when else None,
    }


def rounded(share: float | None) -> float | None:
    """Return a share with six digits."""
    return None if share is None else round(share, 6)


def yes_or_no(said: bool) -> str:  # noqa: FBT001  # the cell is the argument
    """Return how a CSV cell says so."""
    return "yes" if said else "no"
