"""The evidence that a page's metadata shows for wires: authors, publishers, credits, and URLs on a wire's own host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from crawler.provenance.outlets.registry import host_of
from crawler.provenance.wires.body import FUSED_WITHIN, quoted
from crawler.provenance.wires.bylines import names_in_byline
from crawler.provenance.wires.evidence import Declared, Evidence, EvidenceKind, Field
from crawler.provenance.wires.names import Homes, NameTable, Wire
from crawler.provenance.wires.weights import RELIABILITY as W

_LONGEST_QUOTE: Final = 200  # characters of a declared value that evidence repeats
_WEIGHTS: Final[Mapping[Field, float]] = {
    Field.BYLINE: W.byline,
    Field.CREDIT: W.fused_credit,
    Field.AUTHOR: W.author,
    Field.PUBLISHER: W.publisher,
    Field.CREDIT_TEXT: W.credit_text,
    Field.SOURCE_ORGANIZATION: W.source_organization,
    Field.IS_BASED_ON: W.is_based_on,
    Field.COPYRIGHT_HOLDER: W.copyright_holder,
    Field.CANONICAL: W.canonical,
    Field.SYNDICATION_SOURCE: W.syndication_source,
    Field.ORIGINAL_SOURCE: W.syndication_source,
    Field.FEED_SOURCE: W.feed_source,
}


def find_in_declared(said: Declared, body: str, table: NameTable) -> Iterator[Evidence]:
    """Yield the wires that a declared value names.

    A credit that the reader of the page cut out, and that is itself printed in the opening of *body*, keeps its place there.
    """
    value = said.value.strip()
    kind = EvidenceKind.BYLINE if said.field is Field.BYLINE else EvidenceKind.METADATA
    for wire in _named(value, table):
        cut = said.field is Field.CREDIT and value in wire.fused
        start = body.find(value, 0, FUSED_WITHIN + len(value)) if cut else -1
        if start >= 0:
            yield quoted(wire.name, EvidenceKind.CREDIT, W.fused_credit, body, (start, start + len(value)))
        else:
            weight = _WEIGHTS.get(said.field, W.canonical)
            yield Evidence(wire.name, kind, value[:_LONGEST_QUOTE], weight=weight, field=said.field)


_OUTLET, _HOST = 0, 1  # of one wire, its outlet says more than its host


def own_site(
    homes: Homes, declared: Sequence[Declared], *, outlet_key: str | None, url: str | None
) -> tuple[Wire, Evidence] | None:
    """Return the wire on whose own site the text is, with what says so: the outlet, the host, or publisher and canonical URL.

    What a page declares counts only where its address is not known: a syndicating portal's page names the wire, too.
    """
    host = host_of(url or "")
    found = [(*at, _OUTLET, str(outlet_key), Field.OUTLET)] if (at := homes.outlets.get(outlet_key or "")) else []
    if host:
        found += [(*at, _HOST, host, Field.URL)] if (at := homes.at(host)) else []
    elif not outlet_key:
        said_so = (said for said in declared if said.field in {Field.CANONICAL, Field.PUBLISHER})
        found += [
            (*at, _HOST, said.value[:_LONGEST_QUOTE], said.field)
            for said in said_so
            if (at := homes.at(host_of(said.value)))
        ]
    if not found:
        return None
    _, wire, _, text, field = min(found, key=lambda each: (each[0], each[2]))
    return wire, _own(wire, text, field)


def _own(wire: Wire, text: str, field: Field) -> Evidence:
    return Evidence(wire.name, EvidenceKind.OWN_SITE, text, weight=W.own_site, field=field)


def _named(value: str, table: NameTable) -> list[Wire]:
    if host := host_of(value):
        return [wire for wire in table.wires if wire.is_at_home(host)]
    return [place.wire for place in names_in_byline(value, table)] or list(table.folded.get(value.casefold(), ()))
