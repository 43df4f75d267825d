"""Evidence and attribution: the values that say whose words a text is, and why we say so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EvidenceKind(StrEnum):
    """How a text shows its wire, strongest first."""

    CREDIT = "explicit credit"
    DATELINE = "dateline"
    BYLINE = "byline"
    METADATA = "declared metadata"
    SELF_REFERENCE = "explicit self-reference"
    INFERRED = "inferred from a copy that credits it"
    CITATION = "citation"  # names a wire as somebody else's source: concludes nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: the wire it speaks for, its kind, and the words that say so (characters of the raw body)."""

    wire_service: str
    kind: EvidenceKind
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Our conclusion which wire a text came from, or None, with every piece of evidence, citations included."""

    wire_service: str | None = None
    kind: EvidenceKind | None = None
    evidence: tuple[Evidence, ...] = ()
