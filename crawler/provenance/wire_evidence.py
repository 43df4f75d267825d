"""The evidence that one text shows for wires: every name in it, looked at once, under the forms of `wire_forms`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crawler.provenance.evidence import Evidence, EvidenceKind
from crawler.provenance.outlets import host_of
from crawler.provenance.wire_forms import (
    AFTER,
    BEFORE,
    BYLINES,
    CITATIONS,
    CREDITS,
    DATELINES,
    SELF_REFERENCES,
    SIGN_OFFS,
    Form,
    Where,
)
from crawler.provenance.wire_names import NameTable, Place, Use, Wire, find_names

_FORMS: Final = (*DATELINES, *CREDITS, *BYLINES, *SELF_REFERENCES, *CITATIONS)
# Datelines stand in the first 5 % of a text; page furniture and a kicker may precede them.
_OPENING_SHARE, _OPENING_LEAST = 0.05, 1200
_CLOSING_SHARE, _CLOSING_LEAST = 0.1, 400
_FUSED_WITHIN: Final = 700  # characters: a kicker is one sentence
_KICKER_WORDS: Final = 5  # fewer are said again by chance, or are furniture ("Modal Trigger")
_LEAD: Final = re.compile(r"\s+(?=[\w\u00c0-\u00de\"'\u201c\u2018(])")
_EDGES: Final = " \t\n.!?_\u201d\u2019\"'\u2014-"  # what ends the sentence before a quoted piece
_LONGEST_QUOTE: Final = 200  # characters of a declared value that evidence repeats


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of evidence and its weight: 3 outright, 2 nearly always right, 1 needs a second, 0 concludes nothing."""

    evidence: Evidence
    weight: int


def find_in_body(body: str, table: NameTable, *, headline: str = "") -> Iterator[Finding]:
    """Yield what *body* shows, in order of appearance within each kind of search, repeats included."""
    places = find_names(body, table)
    mentioned = _mentioned(places)
    for place in places:
        found = _fused(body, place, headline) or _formed(body, place, mentioned)
        if found is not None:
            yield found
    begin = len(body) - max(_CLOSING_LEAST * 2, len(body) // 4)
    for pattern, wire, weight in SIGN_OFFS:
        for match in pattern.finditer(body, max(0, begin)):
            yield _finding(wire, EvidenceKind.CREDIT, weight, body, match.span())


def find_in_byline(byline: str, table: NameTable) -> Iterator[Finding]:
    """Yield the wires that a byline field names ("By AP and TOI staff", "det/dpa", "Colleen Barry, The Associated Press")."""
    for place in find_names(byline, table):
        if Use.CREDIT in place.uses and "photo" not in byline[place.end : place.end + 7].casefold():
            yield Finding(Evidence(place.wire.name, EvidenceKind.BYLINE, byline[:_LONGEST_QUOTE].strip()), 3)


def find_in_declared(value: str, body: str, table: NameTable, wires: Sequence[Wire]) -> Iterator[Finding]:
    """Yield the wires that a declared value names (an author, a publisher, a credit, a canonical URL).

    A value that is itself printed in the opening of *body* is a credit there, and keeps its place.
    """
    value = value.strip()
    if host := host_of(value):
        named = [wire for wire in wires if any(host == name or host.endswith("." + name) for name in wire.domains)]
    else:
        named = [place.wire for place in find_names(value, table) if Use.CREDIT in place.uses]
        named = named or [
            wire for wire in wires if value.casefold() in {name.casefold() for name in (*wire.credit, *wire.codes)}
        ]
    for wire in named:
        start = body.find(value, 0, _FUSED_WITHIN + len(value)) if value in wire.fused else -1
        if start >= 0:
            yield _finding(wire.name, EvidenceKind.CREDIT, 3, body, (start, start + len(value)))
        else:
            yield Finding(Evidence(wire.name, EvidenceKind.METADATA, value[:_LONGEST_QUOTE]), 2)


def _formed(body: str, place: Place, mentioned: dict[str, int]) -> Finding | None:
    """Return what the words around a name make of it: the first form that fits."""
    for form in _FORMS:
        if form.use not in place.uses or not _stands_where(form.where, body, place):
            continue
        if form.use is Use.SHORT and not mentioned.get(place.wire.name, len(body)) < place.start:
            continue
        span = _span(form, body, place)
        if span is not None:
            return _finding(place.wire.name, form.kind, form.weight, body, span)
    return None


def _span(form: Form, body: str, place: Place) -> tuple[int, int] | None:
    before = form.before.search(body, max(0, place.start - BEFORE), place.start)
    if before is None:
        return None
    after = form.after.match(body, place.end, min(len(body), place.end + AFTER))
    return None if after is None else (before.start(), after.end())


def _stands_where(where: Where, body: str, place: Place) -> bool:
    if where is Where.OPENING:
        return place.start < max(_OPENING_LEAST, int(_OPENING_SHARE * len(body)))
    if where is Where.CLOSING:
        return place.start >= len(body) - max(_CLOSING_LEAST, int(_CLOSING_SHARE * len(body)))
    return True


def _fused(body: str, place: Place, headline: str) -> Finding | None:
    """Return the credit that stands between a kicker and the lead: what precedes it is said again after it, or the headline."""
    if (
        place.start >= _FUSED_WITHIN
        or body[place.start : place.end] not in place.wire.fused
        or not _LEAD.match(body, place.end)
    ):
        return None
    kicker = body[: place.start].strip().rstrip(".\u2026|:\u2013\u2014- ")
    if len(kicker.split()) < _KICKER_WORDS or not (kicker == headline.strip() or body.find(kicker, place.end) >= 0):
        return None
    return _finding(place.wire.name, EvidenceKind.CREDIT, 3, body, (place.start, place.end))


def _mentioned(places: Sequence[Place]) -> dict[str, int]:
    """Return where each wire with a short name is first named in full; "The Times" of two papers in one text is nobody's."""
    first: dict[str, int] = {}
    for place in places:
        if place.wire.short and Use.SHORT not in place.uses:
            first.setdefault(place.wire.name, place.start)
    by_short: dict[str, set[str]] = {}
    for place in places:
        for short in place.wire.short if place.wire.name in first else ():
            by_short.setdefault(short, set()).add(place.wire.name)
    unclear = {name for names in by_short.values() if len(names) > 1 for name in names}
    return {name: start for name, start in first.items() if name not in unclear}


def _finding(wire: str, kind: EvidenceKind, weight: int, body: str, span: tuple[int, int]) -> Finding:
    start, end = span
    quoted = body[start:end]
    start += len(quoted) - len(quoted.lstrip(_EDGES))
    quoted = quoted.strip().lstrip(_EDGES)
    return Finding(Evidence(wire, kind, quoted, start, start + len(quoted)), weight)
