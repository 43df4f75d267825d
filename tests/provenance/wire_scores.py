"""The labelled wires of `fixtures/wires`, read as a page would be and scored: precision and recall of the concluded wire."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from crawler.pages.page import Page
from crawler.provenance.wires.attribution import Attribution
from crawler.sightings.registries import Registries
from tests import places
from tests.provenance.label_scores import Score

FIXTURES = places.FIXTURES / "wires"
KINDS = {
    "credit": "CREDIT", "dateline": "DATELINE", "byline": "BYLINE", "metadata": "METADATA", "self": "SELF_REFERENCE",
    "citation": "CITATION", "own": "OWN_SITE",
}  # fmt: skip


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of one file, with {s} filled in."""
    fillers = tomllib.loads((FIXTURES / "fillers.toml").read_text(encoding="utf-8"))
    rows = tomllib.loads((FIXTURES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [{**row, "text": row["text"].replace("{s}", fillers[row["lang"]])} for row in rows]


def attributed(case: Mapping[str, Any], registries: Registries) -> Attribution:
    """Return what is concluded of one case."""
    outlet = registries.outlets.resolve(case.get("outlet"), url=case.get("url"))
    page = Page.from_html(f"<html><head>{case.get('head', '')}</head><body><p>x</p></body></html>", url=case.get("url"))
    return registries.wires.attribute(
        case["text"],
        headline=case.get("headline", ""),
        byline=case.get("byline"),
        outlet_key=outlet.key if outlet else None,
        url=case.get("url"),
        declared=page.declared,
        lines=case.get("lines", ()),
    )


def score(found: Iterable[tuple[Mapping[str, Any], Attribution]]) -> Score:
    """Count the conclusions."""
    right = wrong = missed = 0
    for case, attribution in found:
        wanted, got = case.get("wire"), attribution.wire_service
        right += got is not None and got == wanted
        wrong += got is not None and got != wanted
        missed += wanted is not None and got != wanted
    return Score(right, wrong, missed)
