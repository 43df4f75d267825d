"""Whose words: the wire service behind a text, named only with evidence.

Evidence is gathered by `wire_evidence` and weighed here. Citation alone concludes nothing, neither does one "told
Reuters" (right on 8 of 15 pages) or an emptied dateline; an outlet is never the wire of its own pages. Where two wires
are credited alike, the answer is None and the evidence shows the conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from crawler.provenance.evidence import Attribution, Evidence, EvidenceKind
from crawler.provenance.wire_evidence import Finding, find_in_body, find_in_byline, find_in_declared
from crawler.provenance.wire_names import NameTable, Wire, WiresError, read_wires, refuse_shared_names, uses_by_name

__all__ = ["Attribution", "Evidence", "EvidenceKind", "Wire", "Wires", "WiresError"]

_STRENGTH: Final = {kind: strength for strength, kind in enumerate(EvidenceKind)}
_ENOUGH: Final = 2  # weight that concludes: one piece that says it, or two that hint at it


@dataclass(frozen=True, slots=True)
class Wires:
    """The table of wires, and the verdicts made with it."""

    wires: tuple[Wire, ...]
    _tables: Mapping[str, NameTable] = field(repr=False)

    @classmethod
    def from_toml(cls, text: str, *more: str) -> Wires:
        """Build the table from TOML texts in the form of `wires.toml`; a later entry replaces an earlier one of its name.

        Raises WiresError for text that is not that, and for a name that would credit two wires.
        """
        wires = tuple({wire.name: wire for layer in (text, *more) for wire in read_wires(layer)}.values())
        refuse_shared_names(wires)
        # One table for each outlet that is a wire itself, without that wire; "" serves all others.
        keys = {"", *(key for wire in wires for key in wire.outlets)}
        tables = {key: uses_by_name([wire for wire in wires if key not in wire.outlets]) for key in sorted(keys)}
        return cls(wires, tables)

    def attribute(
        self,
        body: str,
        *,
        headline: str = "",
        byline: str | None = None,
        outlet_key: str | None = None,
        declared: Sequence[str] = (),
    ) -> Attribution:
        """Return which wire *body* came from, by what it and its fields print, or None with whatever they do show.

        *body* is raw, before boilerplate is cut: credits are often boilerplate. *declared* holds what the page says of
        itself elsewhere (authors, publisher, credit, canonical URL). *outlet_key* is the outlet that ran it.
        """
        table = self._tables.get(outlet_key or "", self._tables[""])
        wires = [wire for wire in self.wires if outlet_key not in wire.outlets]
        found = [*find_in_body(body, table, headline=headline)]
        found += find_in_byline(byline, table) if byline else ()
        for value in declared:
            found += find_in_declared(value, body, table, wires)
        return _conclude(_distinct(found))

    def infer(self, attributions: Sequence[Attribution]) -> Attribution:
        """Return what a copy without credit inherits from *attributions*, those of its story's copies.

        The evidence quotes a sibling (so it has no place in this copy). Siblings that disagree conclude nothing.
        """
        quoted: dict[str, Evidence] = {}
        for each in sorted(attributions, key=_kind_strength):
            if each.wire_service is not None and each.kind not in (None, EvidenceKind.INFERRED):
                best = next(
                    (
                        piece
                        for piece in each.evidence
                        if piece.kind is each.kind and piece.wire_service == each.wire_service
                    ),
                    None,
                )
                text = best.text if best else each.wire_service
                quoted.setdefault(each.wire_service, Evidence(each.wire_service, EvidenceKind.INFERRED, text))
        if len(quoted) == 1:
            (wire,) = quoted
            return Attribution(wire, EvidenceKind.INFERRED, tuple(quoted.values()))
        return Attribution(evidence=tuple(quoted[name] for name in sorted(quoted)))

    def credit_names(self) -> tuple[str, ...]:
        """Return the names that are printed between a kicker and the lead without punctuation, longest first."""
        return tuple(sorted({name for wire in self.wires for name in wire.fused}, key=lambda name: (-len(name), name)))


def _distinct(found: Iterable[Finding]) -> list[Finding]:
    """Keep each piece of evidence once: the same words for the same wire count once, however often a text repeats them."""
    seen: set[tuple[str, str]] = set()
    kept: list[Finding] = []
    for each in sorted(found, key=lambda each: (each.evidence.start is None, each.evidence.start or 0)):
        key = (each.evidence.wire_service, " ".join(each.evidence.text.casefold().split()))
        if key not in seen:
            seen.add(key)
            kept.append(each)
    return kept


def _conclude(found: Sequence[Finding]) -> Attribution:
    evidence = tuple(each.evidence for each in found)
    by_wire: dict[str, list[Finding]] = {}
    for each in found:
        by_wire.setdefault(each.evidence.wire_service, []).append(each)
    scores = {wire: score for wire, pieces in by_wire.items() if (score := _score(pieces))}
    best = [wire for wire, score in scores.items() if score == max(scores.values())]
    if len(best) != 1:
        return Attribution(evidence=evidence)
    kinds = (each.evidence.kind for each in by_wire[best[0]] if each.weight)
    return Attribution(best[0], min(kinds, key=_STRENGTH.__getitem__), evidence)


def _score(pieces: Sequence[Finding]) -> int:
    """Return how firmly one wire is shown: 3 or 2 by a credit, 1 by self-reference, 0 not at all."""
    said = max((each.weight for each in pieces if each.evidence.kind is not EvidenceKind.SELF_REFERENCE), default=0)
    if said >= _ENOUGH:
        return said
    hints = [each.weight for each in pieces]
    # A text that also cites the wire as somebody else's source is not the wire's own: hints do not add up there.
    cited = any(each.evidence.kind is EvidenceKind.CITATION for each in pieces)
    return int((max(hints, default=0) if cited else sum(hints)) >= _ENOUGH)


def _kind_strength(attribution: Attribution) -> int:
    return _STRENGTH[attribution.kind or EvidenceKind.CITATION]
