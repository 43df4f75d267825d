"""Whose words: the wire service behind a text, named only with evidence.

Evidence is gathered by `wire_evidence` (the body), `wire_bylines` and `wire_declared` (what stands beside it), and weighed
by `wire_verdict`. Citation alone concludes nothing, neither does one "told Reuters" (right on 8 of 15 pages) or an
emptied dateline. Where two wires are credited alike the answer is None, and `conflict` names both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from crawler.errors import WiresError
from crawler.provenance.wires.body import Finding, find_in_body, find_in_edges
from crawler.provenance.wires.byline_lines import names_in_line
from crawler.provenance.wires.bylines import is_signed, names_in_byline, says_by
from crawler.provenance.wires.declared import find_in_declared, own_site
from crawler.provenance.wires.evidence import (
    Attribution,
    Declared,
    Evidence,
    EvidenceKind,
    Field,
    Unnamed,
    UnnamedKind,
)
from crawler.provenance.wires.names import Homes, NameTable, Wire, read_wires, refuse_shared_names
from crawler.provenance.wires.unnamed import find_unnamed
from crawler.provenance.wires.verdict import conclude, infer
from crawler.provenance.wires.weights import RELIABILITY

__all__ = [
    "Attribution", "Declared", "Evidence", "EvidenceKind", "Field", "Unnamed", "UnnamedKind", "Wire", "Wires", "WiresError",
]  # fmt: skip

_LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Wires:
    """The table of wires, and the verdicts made with it."""

    wires: tuple[Wire, ...]
    _table: NameTable = field(repr=False)
    _homes: Homes = field(repr=False)

    @classmethod
    def from_toml(cls, text: str, *more: str) -> Wires:
        """Build the table from TOML texts in the form of `wires.toml`; a later entry replaces an earlier one of its name.

        Raises WiresError for text that is not that, and for a name that would credit two wires.
        """
        wires = tuple({wire.name: wire for layer in (text, *more) for wire in read_wires(layer)}.values())
        refuse_shared_names(wires)
        return cls(wires, NameTable(wires), Homes.of(wires))

    def attribute(
        self,
        body: str,
        *,
        headline: str = "",
        byline: str | None = None,
        outlet_key: str | None = None,
        url: str | None = None,
        declared: Sequence[Declared] = (),
        lines: Sequence[str] = (),
    ) -> Attribution:
        """Return which wire *body* came from, by what it and its fields print, or None with whatever they do show.

        *body* is raw, before boilerplate is cut: credits are often boilerplate. *declared* holds what the page says of
        itself elsewhere, *lines* are those printed at the headline that may be bylines. *outlet_key* is the outlet that ran it, *url* the address of the article there. On an agency's own
        site the text is the original (`EvidenceKind.OWN_SITE`) unless it credits another wire.
        """
        home = own_site(self._homes, declared, outlet_key=outlet_key, url=url)
        silent = {wire.name for wire in self.wires if outlet_key in wire.outlets or outlet_key in wire.house}
        silent |= {home[0].name} if home else set()
        table = NameTable([wire for wire in self.wires if wire.name not in silent]) if silent else self._table
        found = [*find_in_body(body, table, headline=headline)]
        found += find_in_edges(body, table, found, outlet=outlet_key or "")
        found += [Finding(piece) for piece in _beside(body, byline, declared, table)]
        found += [Finding(piece) for piece in _in_lines(lines, table)]
        signed = self._is_signed(byline, body, declared, lines)
        concluded = conclude(found, signed=signed, carriers=table.carriers)
        if home is not None and not home[0].paper:
            concluded = _at_home(concluded, *home)
        return replace(concluded, unnamed=tuple(find_unnamed(body, byline=byline)))

    def _is_signed(self, byline: str | None, body: str, declared: Sequence[Declared], lines: Sequence[str]) -> bool:
        """Return whether a writer of the outlet signs, in what is printed or in the page's metadata."""
        authors = [each.value for each in declared if each.field is Field.AUTHOR]
        signatures = [line.replace(" | ", " ") for line in lines]
        written = (line for line in [*authors, *filter(says_by, signatures)])
        return is_signed(byline, body, self._table) or any(is_signed(line, "", self._table) for line in written)

    def infer(self, attributions: Sequence[Attribution]) -> Attribution:
        """Return what a copy without credit inherits from its story's copies (see `wire_verdict.infer`)."""
        return infer(attributions)

    def credit_names(self) -> tuple[str, ...]:
        """Return the names that are printed between a kicker and the lead without punctuation, longest first."""
        return tuple(sorted({name for wire in self.wires for name in wire.fused}, key=lambda name: (-len(name), name)))


def _beside(body: str, byline: str | None, declared: Sequence[Declared], table: NameTable) -> Iterator[Evidence]:
    for place in names_in_byline(byline, table) if byline else ():
        text = (byline or "")[:_LONGEST_QUOTE].strip()
        yield Evidence(place.wire.name, EvidenceKind.BYLINE, text, weight=RELIABILITY.byline, field=Field.BYLINE)
    for said in declared:
        yield from find_in_declared(said, body, table)


def _in_lines(lines: Sequence[str], table: NameTable) -> Iterator[Evidence]:
    for line in lines:
        for place in names_in_line(line, table):
            yield Evidence(
                place.wire.name, EvidenceKind.BYLINE, line.strip(), weight=RELIABILITY.byline, field=Field.BYLINE
            )


def _at_home(concluded: Attribution, wire: Wire, piece: Evidence) -> Attribution:
    """Say that a text on *wire*'s own site is its own, unless others are credited."""
    if concluded.wire_service is not None or concluded.conflict:
        return concluded
    evidence = (piece, *concluded.evidence)
    return Attribution(wire.name, EvidenceKind.OWN_SITE, evidence, RELIABILITY.own_site)
