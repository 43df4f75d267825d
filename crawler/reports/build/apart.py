"""Pairs that share words without being copies."""

from __future__ import annotations

from crawler.reports.build.basis import Basis
from crawler.reports.model import Shared
from crawler.tracking.relation import Relation


def build_shared(basis: Basis) -> Shared:
    """Return the passages and forms that copies share, and every link."""
    apart = basis.links_apart
    return Shared(
        passages=tuple(link for link in apart if link.comparison.relation is Relation.PASSAGE),
        templates=tuple(link for link in apart if link.comparison.relation is Relation.TEMPLATE),
        links=basis.links,
    )
