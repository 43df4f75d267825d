"""Wires that brought their own feed and that no registry has: their name is looked for in everybody's copies.

Done when copies are read, so that it does not matter whether the feed or the copies came first. A registry of the user's
own (`--outlets`) does better: it knows short forms, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from crawler.provenance.wires.attribution import Wires
from crawler.provenance.wires.evidence import Attribution, EvidenceKind
from crawler.sightings.record import Copy, Kind, Sighting

_STRENGTH = {kind: strength for strength, kind in enumerate(EvidenceKind)}


def unregistered(copies: Sequence[Copy], wires: Wires) -> Wires | None:
    """Return a table of the wires that sent items and that *wires* does not know, or None where there is none."""
    senders = {copy.outlet: copy.outlet_key for copy in copies if copy.kind is Kind.WIRE and copy.outlet}
    unknown = sorted(senders.keys() - {wire.name for wire in wires.wires})
    if not unknown:
        return None
    rows = ", ".join(
        f"{{ name = {_quoted(name)}, credit = [{_quoted(name)}], outlets = [{_quoted(senders[name])}] }}"
        for name in unknown
    )
    return Wires.from_toml(f"wire = [{rows}]")


def with_custom_wires(copies: Sequence[Copy], wires: Wires) -> list[Copy]:
    """Return *copies* with what they show of wires that are known by their own feed alone."""
    table = unregistered(copies, wires)
    if table is None:
        return list(copies)
    return [
        copy
        if copy.kind is Kind.WIRE
        else replace(copy, attribution=seen_with(table, copy.attribution, copy.text, copy.headline, copy.outlet_key))
        for copy in copies
    ]


def with_custom_wires_seen(seen: Iterable[Sighting], copies: Sequence[Copy], wires: Wires) -> Iterator[Sighting]:
    """Give sightings with what they show of wires that are known by their own feed alone, among *copies*."""
    table = unregistered(copies, wires)
    for sighting in seen:
        if table is None or sighting.item is not None:
            yield sighting
        else:
            attribution = seen_with(table, sighting.attribution, sighting.text, sighting.headline, sighting.outlet_key)
            yield replace(sighting, attribution=attribution)


def seen_with(table: Wires, known: Attribution, text: str, headline: str, outlet_key: str) -> Attribution:
    """Return what a text shows, wires of *table* included; of two conclusions the one with the stronger evidence wins."""
    attribution = table.attribute(text, headline=headline, outlet_key=outlet_key)
    if not attribution.evidence:
        return known
    both = (*known.evidence, *attribution.evidence)
    concluded = [
        candidate
        for candidate in (known, attribution)
        if candidate.wire_service is not None and candidate.kind is not None
    ]
    if not concluded:
        return replace(known, evidence=both)
    best = min(concluded, key=lambda candidate: _STRENGTH[candidate.kind or EvidenceKind.CITATION])
    return replace(best, evidence=both, unnamed=known.unnamed)


def _quoted(text: str) -> str:
    return json.dumps(text)  # a JSON string is a TOML string, too
