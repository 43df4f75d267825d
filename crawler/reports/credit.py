"""Whose words a copy ran and whether it said so: credit per rendering, wires per story. Conclusions come from provenance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.provenance.wires import Attribution, Evidence, EvidenceKind
from crawler.reports.model import CopyRow, Credit, EvidenceLine, StoryReport, Uncredited, WireFinding
from crawler.sightings.record import Copy, Kind

_STRENGTH = {kind.value: rank for rank, kind in enumerate(EvidenceKind)}
#: Renderings from which a reader, or a machine that reads the page, can tell whose words they are.
CREDITED = frozenset({Credit.SHOWN, Credit.DECLARED, Credit.NAMED, Credit.OWN})
#: Evidence that is not the copy's own word: a citation concludes nothing, a sibling's credit stands with the sibling.
_WEAK = (EvidenceKind.CITATION, EvidenceKind.INFERRED)
_CREDIT_OF = {
    EvidenceKind.OWN_SITE: Credit.OWN,
    EvidenceKind.CREDIT: Credit.SHOWN,
    EvidenceKind.DATELINE: Credit.SHOWN,
    EvidenceKind.BYLINE: Credit.SHOWN,
    EvidenceKind.METADATA: Credit.DECLARED,
    EvidenceKind.SELF_REFERENCE: Credit.NAMED,
}


def conclusion(copy: Copy) -> Attribution:
    """Return what is concluded of a copy's wire: its own evidence first, else what its siblings show."""
    return copy.attribution if copy.attribution.wire_service else copy.story_attribution


def credit_of(copy: Copy) -> Credit:
    """Return whether *copy* credits its wire. "Uncredited" speaks of this rendering only.

    The strongest piece of evidence in the copy itself decides: a text that says "told Reuters" does not hide Reuters.
    """
    if copy.kind is Kind.WIRE:
        return Credit.OWN
    wire_service = conclusion(copy).wire_service
    return Credit.NO_WIRE if wire_service is None else credit_for(copy, wire_service)


def credit_for(copy: Copy, wire_service: str) -> Credit:
    """Return whether *copy* credits one wire whose text it runs."""
    if (copy.outlet or "").casefold() == wire_service.casefold():
        return Credit.OWN
    own = copy.attribution
    kinds = [own.kind] if own.wire_service == wire_service and own.kind else []
    kinds += [piece.kind for piece in own.evidence if piece.wire_service == wire_service]
    shown = [kind for kind in kinds if kind in _CREDIT_OF]
    return _CREDIT_OF[min(shown, key=lambda kind: _STRENGTH[kind.value])] if shown else Credit.UNCREDITED


def evidence_lines(pieces: Iterable[Evidence], outlet: str) -> tuple[EvidenceLine, ...]:
    """Return the evidence as quoted lines, strongest kind first, each quote once."""
    lines = {
        (piece.wire_service, piece.kind.value, piece.text): EvidenceLine(
            wire_service=piece.wire_service, kind=piece.kind.value, quote=piece.text, outlet=outlet
        )
        for piece in pieces
    }
    return tuple(sorted(lines.values(), key=lambda line: _STRENGTH[line.kind]))


def wires_of(rows: Sequence[CopyRow]) -> tuple[WireFinding, ...]:
    """Return the wires that a story's copies name, by number of copies that name them; more than one is a conflict.

    Where no copy names one by itself, what was inferred for them stands, with `copies` 0.
    """
    named = sorted({row.wire_service for row in rows if row.wire_service})
    findings = [_finding(wire_service, rows) for wire_service in named]
    own = [finding for finding in findings if finding.copies]
    return tuple(
        sorted(own or findings, key=lambda each: (-each.copies, _STRENGTH.get(each.kind, 99), each.wire_service))
    )


def _finding(wire_service: str, rows: Sequence[CopyRow]) -> WireFinding:
    naming = [row for row in rows if row.wire_service == wire_service]
    own = [row for row in naming if row.wire_kind != EvidenceKind.INFERRED]
    kinds = sorted({row.wire_kind for row in own or naming if row.wire_kind}, key=lambda kind: _STRENGTH.get(kind, 99))
    lines = {
        (line.kind, line.quote, line.outlet): line
        for row in naming
        for line in row.evidence
        if line.wire_service == wire_service and line.kind not in (_WEAK if own else _WEAK[:1])
    }
    evidence = tuple(sorted(lines.values(), key=lambda line: (_STRENGTH[line.kind], line.outlet, line.quote)))
    return WireFinding(wire_service=wire_service, kind=kinds[0] if kinds else "", copies=len(own), evidence=evidence)


def build_uncredited(stories: Iterable[StoryReport]) -> tuple[Uncredited, ...]:
    """Return every copy that names no wire though others of its story do, once, in the stories' order, with what those say."""
    found: dict[str, Uncredited] = {}
    for story in stories:
        quoted = {wire.wire_service: wire.evidence for wire in story.wires}
        for row in story.rows:
            if row.credit is Credit.UNCREDITED:
                found.setdefault(
                    row.key,
                    Uncredited(
                        story=story.key,
                        anchor=story.anchor,
                        headline=story.headline,
                        row=row,
                        evidence=quoted.get(row.wire_service or "", row.evidence),
                    ),
                )
    return tuple(found.values())


def quoted_together(lines: Sequence[EvidenceLine]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return evidence lines as (quote, kind, outlets), one for each quote, in their order."""
    together: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        together.setdefault((line.quote, line.kind), []).append(line.outlet)
    return tuple((quote, kind, tuple(dict.fromkeys(outlets))) for (quote, kind), outlets in together.items())
