"""The labelled notices of `fixtures/notices`, read and scored: precision and recall of the kind, traps counted as wrong when they fire."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crawler.provenance.notice_form import Part
from crawler.provenance.notices import Notice, find_notices, gravest
from tests.label_scores import Score

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "notices"
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
