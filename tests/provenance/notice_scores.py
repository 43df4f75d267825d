"""The labelled notices of `fixtures/notices`, read and scored: precision and recall of the kind, traps counted as wrong when they fire."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

from crawler.provenance.notices.find import Notice, find_notices, gravest
from crawler.provenance.notices.form import Part
from tests import places
from tests.provenance.label_scores import Score

FIXTURES = places.FIXTURES / "notices"
HALVES = ("tuning", "held_out")


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of one file."""
    rows: list[dict[str, Any]] = tomllib.loads((FIXTURES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return rows


def read(case: dict[str, Any]) -> Notice | None:
    """Return the gravest notice of a case."""
    return gravest(find_notices(case["text"], Part(case.get("in", "text"))))


def score(rows: Iterable[dict[str, Any]]) -> Score:
    """Score some cases: another kind than the labelled one is wrong and missed."""
    right = wrong = missed = 0
    for case in rows:
        found = read(case)
        labelled = case.get("kind")
        right += found is not None and found.kind.value == labelled
        wrong += found is not None and found.kind.value != labelled
        missed += labelled is not None and (found is None or found.kind.value != labelled)
    return Score(right, wrong, missed)
