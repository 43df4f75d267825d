"""Which wires a story's copies name, and what says so. Conclusions come from provenance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from crawler.findings.credit import STRENGTH, WEAK, EvidenceLine
from crawler.provenance.wires.attribution import Evidence, EvidenceKind


class Naming(Protocol):
    """Whatever names a wire, with what says so."""

    @property
    def wire_service(self) -> str | None:
        """The wire whose words it is, None where nobody knows."""

    @property
    def wire_kind(self) -> str | None:
        """The strongest kind of evidence for that."""

    @property
    def evidence(self) -> tuple[EvidenceLine, ...]:
        """What says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFinding:
    """A wire that a story's copies name, the strongest kind of evidence, and how many copies name it by themselves."""

    wire_service: str
    kind: str
    copies: int
    evidence: tuple[EvidenceLine, ...]


def evidence_lines(pieces: Iterable[Evidence], outlet: str) -> tuple[EvidenceLine, ...]:
    """Return the evidence as quoted lines, strongest kind first, each quote once."""
    lines = {
        (piece.wire_service, piece.kind.value, piece.text): EvidenceLine(
            wire_service=piece.wire_service, kind=piece.kind.value, quote=piece.text, outlet=outlet
        )
        for piece in pieces
    }
    return tuple(sorted(lines.values(), key=lambda line: STRENGTH[line.kind]))


def wires_of(rows: Sequence[Naming]) -> tuple[WireFinding, ...]:
    """Return the wires that a story's copies name, by number of copies that name them; more than one is a conflict.

    Where no copy names one by itself, what was inferred for them stands, with `copies` 0.
    """
    named = sorted({row.wire_service for row in rows if row.wire_service})
    findings = [_finding(wire_service, rows) for wire_service in named]
    own = [finding for finding in findings if finding.copies]
    return tuple(
        sorted(own or findings, key=lambda each: (-each.copies, STRENGTH.get(each.kind, 99), each.wire_service))
    )


def _finding(wire_service: str, rows: Sequence[Naming]) -> WireFinding:
    naming = [row for row in rows if row.wire_service == wire_service]
    own = [row for row in naming if row.wire_kind != EvidenceKind.INFERRED]
    kinds = sorted({row.wire_kind for row in own or naming if row.wire_kind}, key=lambda kind: STRENGTH.get(kind, 99))
    lines = {
        (line.kind, line.quote, line.outlet): line
        for row in naming
        for line in row.evidence
        if line.wire_service == wire_service and line.kind not in (WEAK if own else WEAK[:1])
    }
    evidence = tuple(sorted(lines.values(), key=lambda line: (STRENGTH[line.kind], line.outlet, line.quote)))
    return WireFinding(wire_service=wire_service, kind=kinds[0] if kinds else "", copies=len(own), evidence=evidence)


def quoted_together(lines: Sequence[EvidenceLine]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return evidence lines as (quote, kind, outlets), one for each quote, in their order."""
    together: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        together.setdefault((line.quote, line.kind), []).append(line.outlet)
    return tuple((quote, kind, tuple(dict.fromkeys(outlets))) for (quote, kind), outlets in together.items())
