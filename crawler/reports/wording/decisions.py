"""How decisions are worded."""

from __future__ import annotations

from crawler.tracking.decisions.decision import ListedDecision, Ruling

_RULINGS = {
    Ruling.COPY: "One is a copy of the other",
    Ruling.NOT_A_COPY: "Neither is a copy of the other",
    Ruling.SPLIT: "These are another story",
    Ruling.MERGE: "These are one story",
    Ruling.ONE_OUTLET: "The first outlet is the second",
    Ruling.TWO_OUTLETS: "These are two outlets",
}


def ruling_in_words(listed: ListedDecision) -> str:
    """Return what was decided."""
    return _RULINGS[listed.decision.ruling]


def effect_in_words(listed: ListedDecision) -> str:
    """Return what became of it."""
    if listed.decision.undone_at is not None:
        return "undone"
    return f"without effect: {listed.idle}" if listed.idle else "holds"
