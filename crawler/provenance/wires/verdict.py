"""Verdicts: from pieces of evidence to a wire, for one copy and for a story's siblings. Rules in docs/decisions/0012."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from crawler.provenance.wires.body import Finding
from crawler.provenance.wires.evidence import Attribution, Evidence, EvidenceKind
from crawler.provenance.wires.weights import RELIABILITY, combined

_STRENGTH: Final = {kind: strength for strength, kind in enumerate(EvidenceKind)}


def conclude(found: Iterable[Finding], *, signed: bool = False, carriers: frozenset[str] = frozenset()) -> Attribution:
    """Weigh *found*. A credit for a part of the text counts little where a writer of the outlet is *signed*.

    *carriers* only distribute others' copy: beside another wire they are not the one whose words a text is.
    """
    findings = _distinct(_weighed(each, signed=signed) for each in found)
    by_wire: dict[str, list[Finding]] = {}
    for each in findings:
        by_wire.setdefault(each.evidence.wire_service, []).append(each)
    standing = {wire: _standing(pieces) for wire, pieces in by_wire.items()}
    strong = {wire: share for wire, share in standing.items() if share >= RELIABILITY.concludes}
    if strong.keys() - carriers:
        strong = {wire: share for wire, share in strong.items() if wire not in carriers}
    evidence = tuple(each.evidence for each in findings)
    winner = _clear_winner(strong)
    if winner is None:
        return Attribution(evidence=evidence, conflict=tuple(sorted(strong)))
    rivals = [wire for wire in strong if wire != winner and _says_so(by_wire[wire])]
    pieces = [each.evidence for each in by_wire[winner]]
    return Attribution(
        wire_service=winner,
        kind=_kind(pieces),
        evidence=evidence,
        confidence=round(_together(pieces), 4),
        conflict=tuple(sorted([winner, *rivals])) if rivals else (),
    )


def infer(attributions: Sequence[Attribution]) -> Attribution:
    """Return what a copy without credit inherits from *attributions*, those of its story's copies.

    The evidence quotes siblings (so it has no place in this copy). Siblings that disagree are a conflict; a wire that
    `clear_majority` times as many of them name as any other stands all the same.
    """
    quotes: dict[str, Evidence] = {}
    confidence: dict[str, float] = {}
    named: Counter[str] = Counter()
    for each in sorted(attributions, key=_kind_strength):
        if each.wire_service is not None and each.kind not in {None, EvidenceKind.INFERRED}:
            named[each.wire_service] += 1
            quotes.setdefault(each.wire_service, _quote(each, each.wire_service))
            confidence[each.wire_service] = max(confidence.get(each.wire_service, 0.0), each.confidence or 0.0)
    wires = sorted(quotes)
    evidence = tuple(quotes[wire] for wire in wires)
    conflict = tuple(wires) if len(wires) > 1 else ()
    winner = _majority(named)
    if winner is None:
        return Attribution(evidence=evidence, conflict=conflict)
    return Attribution(winner, EvidenceKind.INFERRED, evidence, confidence[winner] or None, conflict)


def _quote(said: Attribution, wire: str) -> Evidence:
    best = next((piece for piece in said.evidence if piece.kind is said.kind and piece.wire_service == wire), None)
    if best is None:
        return Evidence(wire, EvidenceKind.INFERRED, wire)
    return Evidence(wire, EvidenceKind.INFERRED, best.text, weight=best.weight, field=best.field)


def _majority(named: Mapping[str, int]) -> str | None:
    ranked = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return None
    clear = len(ranked) == 1 or ranked[0][1] >= RELIABILITY.clear_majority * ranked[1][1]
    return ranked[0][0] if clear else None


def _weighed(found: Finding, *, signed: bool) -> Finding:
    if not (found.part and signed):
        return found
    return replace(found, evidence=replace(found.evidence, weight=RELIABILITY.inputs_signed))


def _distinct(found: Iterable[Finding]) -> list[Finding]:
    """Keep each piece of evidence once, as its surest form has it: the same words for the same wire count once, however often a text repeats them."""
    seen: set[tuple[str, str]] = set()
    kept: list[Finding] = []
    for each in sorted(found, key=_by_place):
        key = (each.evidence.wire_service, " ".join(each.evidence.text.casefold().split()))
        if key not in seen:
            seen.add(key)
            kept.append(each)
    return kept


def _by_place(found: Finding) -> tuple[bool, int, float]:
    return found.evidence.start is None, found.evidence.start or 0, -found.evidence.weight


def _standing(pieces: Sequence[Finding]) -> float:
    """Return how firmly one wire is shown against others: by its best piece, or by several hints together.

    A text that also cites the wire as somebody else's source is not the wire's own: hints do not add up there.
    """
    best = max(_weight(each.evidence) for each in pieces)
    if best >= RELIABILITY.concludes or any(each.evidence.kind is EvidenceKind.CITATION for each in pieces):
        return best
    return _together([each.evidence for each in pieces])


def _together(pieces: Sequence[Evidence]) -> float:
    """Return how sure pieces for one wire make us: kinds are independent, pieces of one kind are not, but for its own words."""
    best: dict[EvidenceKind, float] = {}
    own: list[float] = []
    for piece in pieces:
        if piece.kind is EvidenceKind.SELF_REFERENCE:
            own.append(piece.weight)
        else:
            best[piece.kind] = max(best.get(piece.kind, 0.0), _weight(piece))
    return combined([*best.values(), *own])


def _weight(piece: Evidence) -> float:
    return 0.0 if piece.kind is EvidenceKind.CITATION else piece.weight


def _clear_winner(strong: Mapping[str, float]) -> str | None:
    ranked = sorted(strong, key=lambda wire: (-strong[wire], wire))
    if len(ranked) > 1 and 1 - strong[ranked[1]] < RELIABILITY.clear * (1 - strong[ranked[0]]):
        return None
    return ranked[0] if ranked else None


def _says_so(pieces: Sequence[Finding]) -> bool:
    """Return whether one piece alone would conclude, and for the whole text."""
    return any(_weight(each.evidence) >= RELIABILITY.concludes and not each.part for each in pieces)


def _kind(pieces: Sequence[Evidence]) -> EvidenceKind:
    firm = [piece for piece in pieces if _weight(piece) >= RELIABILITY.concludes]
    return min((piece.kind for piece in firm or pieces if _weight(piece)), key=_STRENGTH.__getitem__)


def _kind_strength(attribution: Attribution) -> int:
    return _STRENGTH[attribution.kind or EvidenceKind.CITATION]
