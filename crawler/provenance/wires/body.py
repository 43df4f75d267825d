"""The evidence that the body of one text shows for wires: every name in it, looked at once, under the forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from crawler.provenance.wires.byline_lines import credits_a_part, names_in_last_line, names_in_line
from crawler.provenance.wires.evidence import Evidence, EvidenceKind
from crawler.provenance.wires.form import AFTER, BEFORE, Form, Where
from crawler.provenance.wires.forms_latin import LATIN, SIGN_OFFS
from crawler.provenance.wires.forms_running import CITATIONS, SELF_REFERENCES
from crawler.provenance.wires.forms_scripts import SCRIPTS
from crawler.provenance.wires.names import NameTable, Place, Use, find_names
from crawler.provenance.wires.weights import RELIABILITY
from crawler.text.patterns import lazy_pattern

_FORMS: Final = (*LATIN, *SCRIPTS, *SELF_REFERENCES, *CITATIONS)
# More names of wires than this in one text are not an article's; credits stand at its two ends.
_FIRST_PLACES, _LAST_PLACES = 300, 100
# Datelines stand in the first 5 % of a text; page furniture and a kicker may precede them.
_OPENING_SHARE, _OPENING_LEAST = 0.05, 1200
_CLOSING_SHARE, _CLOSING_LEAST = 0.1, 400
FUSED_WITHIN: Final = 700  # characters: a kicker is one sentence
_KICKER_WORDS: Final = 5  # fewer are said again by chance, or are furniture ("Modal Trigger")
_LEAD: Final = lazy_pattern(r"\s+(?!(?i:photo|image|file|via)\b)(?=[\w\u00c0-\u00de\"'\u201c\u2018(])")
_MOST_LABELS, _LABEL_WORDS = 6, 8  # lines behind an article's end, words of one
_LAST_LINE: Final = 120  # characters at the end of a text in which a credit in brackets or on a line of its own stands
_FIRST_LINES: Final = 14
_LONGEST_DATED: Final = 60  # characters of a line with a date; a caption that holds one is longer
_DATED: Final = lazy_pattern(
    r"[^\n]{0,24}?(?:\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\s?(?:[AaPp]\.?[Mm]|[A-Z]{2,4}\b|Uhr)|\b[A-Z][a-z]{2,8}\.?\s\d{1,2}\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"
)
_UPDATED: Final = lazy_pattern(
    r"\W*(?:[Uu]pdated|[Pp]ublished|[Pp]osted|[Ll]ast [Uu]pdated|[Aa]ktualisiert|[Mm]is à jour)\W*"
)
_PROSE_ENDS: Final = (".", "!", "?", "\u3002", "\u201d", '"')
_EDGES: Final = " \t\n.!?_\u201d\u2019\"'\u2014-\u3002"  # what ends the sentence before a quoted piece


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of evidence; `part` when its form may credit a part of the text only."""

    evidence: Evidence
    part: bool = False


def find_in_body(body: str, table: NameTable, *, headline: str = "") -> Iterator[Finding]:
    """Yield what *body* shows, in order of appearance within each kind of search, repeats included."""
    places = find_names(body, table)
    mentioned = _mentioned(places)
    people = {place.wire.name for place in places if any(person in body for person in place.wire.people)}
    for place in _ends(places):
        found = _fused(body, place, headline) or _formed(body, place, mentioned, people)
        if found is not None:
            yield found
    begin = len(body) - max(_CLOSING_LEAST * 2, len(body) // 4)
    for pattern, wire, weight in SIGN_OFFS:
        for match in pattern.finditer(body, max(0, begin)):
            yield Finding(quoted(wire, EvidenceKind.CREDIT, weight, body, match.span()))


def find_in_edges(body: str, table: NameTable, found: Sequence[Finding], *, outlet: str) -> Iterator[Finding]:
    """Yield the credits in lines that open or end *body* as bylines do and that no form has *found*.

    A line of the opening counts where a date follows it, as below a headline. *outlet* is the key of whoever ran the text.
    """
    known = [each.evidence for each in found if each.evidence.weight >= RELIABILITY.concludes]
    for start, line in _dated_lines(body):
        for place in names_in_line(" ".join(line.split()), table):
            if not _is_known(known, place.wire.name, start, start + len(line)):
                span = (start, start + len(line))
                yield Finding(quoted(place.wire.name, EvidenceKind.BYLINE, RELIABILITY.byline, body, span))
    for end in (len(body.rstrip()), *_ends_of_prose(body)):
        start = body.rfind("\n", 0, end) + 1
        line = body[start:end]
        last = line[-_LAST_LINE:]
        start = end - len(last)
        places = list(names_in_last_line(last, table, outlet=outlet))
        for place in places:
            if not _is_known(known, place.wire.name, start + place.start, start + place.end):
                part = credits_a_part(last) or credits_a_part(last[max(0, last.rfind("(")) :])
                weight = RELIABILITY.inputs if part else RELIABILITY.source_line
                yield Finding(quoted(place.wire.name, EvidenceKind.CREDIT, weight, body, (start, end)), part)
        if places:
            return


def _dated_lines(body: str) -> Iterator[tuple[int, str]]:
    """Yield the short lines of the opening behind which a date stands, each with where it begins."""
    lines: list[tuple[int, str]] = []
    start = 0
    while start < len(body) and len(lines) < _FIRST_LINES:
        end = body.find("\n", start)
        end = len(body) if end < 0 else end
        if line := body[start:end].strip():
            lines.append((body.index(line, start), line))
        start = end + 1
    for number, (start, line) in enumerate(lines):
        behind = [line for _, line in lines[number + 1 : number + 3]]
        if behind and not _DATED.match(behind[0]):
            behind = behind[1:] if _UPDATED.fullmatch(behind[0]) else []
        if behind and len(behind[0]) <= _LONGEST_DATED and _DATED.match(behind[0]):
            yield start, line


def _is_known(known: Sequence[Evidence], wire: str, start: int, end: int) -> bool:
    """Return whether a piece of evidence for *wire* already lies in characters start..end."""
    return any(
        each.wire_service == wire and (each.start or 0) < end and start < (each.end or 0) for each in known
    )  # fmt: skip


def quoted(wire: str, kind: EvidenceKind, weight: float, body: str, span: tuple[int, int]) -> Evidence:
    """Return the piece of evidence that the characters *span* of *body* are, without the edges of its neighbors."""
    start, end = span
    text = body[start:end]
    start += len(text) - len(text.lstrip(_EDGES))
    text = text.strip().lstrip(_EDGES)
    return Evidence(wire, kind, text, start, start + len(text), weight)


def _formed(body: str, place: Place, mentioned: Mapping[str, int], people: set[str]) -> Finding | None:
    """Return what the words around a name make of it: the first form that fits.

    In a text about a person of the wire's name, the name does nothing: "When Bloomberg visited".
    """
    for form in _forms_for(place.uses):
        if not _stands_where(form.where, body, place):
            continue
        if form.use is Use.SHORT and not mentioned.get(place.wire.name, len(body)) < place.start:
            continue
        if form.kind is EvidenceKind.SELF_REFERENCE and place.wire.name in people:
            continue
        if form.kind is EvidenceKind.DATELINE and place.wire.undated:
            continue
        span = _span(form, body, place)
        if span is not None:
            return Finding(quoted(place.wire.name, form.kind, form.weight, body, span), form.part)
    return None


@cache
def _forms_for(uses: frozenset[Use]) -> tuple[Form, ...]:
    return tuple(form for form in _FORMS if form.use in uses)


def _ends(places: Sequence[Place]) -> Sequence[Place]:
    if len(places) <= _FIRST_PLACES + _LAST_PLACES:
        return places
    return [*places[:_FIRST_PLACES], *places[-_LAST_PLACES:]]


def _span(form: Form, body: str, place: Place) -> tuple[int, int] | None:
    before = form.before.search(body, max(0, place.start - BEFORE), place.start)
    if before is None:
        return None
    ends = (len(body), *_ends_of_prose(body)) if form.where is Where.CLOSING else (len(body),)
    for end in ends:
        if end >= place.end and (after := form.after.match(body, place.end, min(end, place.end + AFTER))):
            return before.start(), after.end()
    return None


@lru_cache(maxsize=4)
def _ends_of_prose(body: str) -> tuple[int, ...]:
    """Return where *body* ends without its last line, its last two and so on, as long as those are labels that a page puts behind it.

    "Today's Newspaper", "Tags: ferry": a few words and no sentence.
    """
    ends: list[int] = []
    end = len(body.rstrip())
    while len(ends) < _MOST_LABELS:
        start = body.rfind("\n", 0, end) + 1
        line = body[start:end].strip()
        if not start or len(line.split()) > _LABEL_WORDS or line.endswith(_PROSE_ENDS) or ")" in line:
            break
        end = len(body[:start].rstrip())
        ends.append(end)
    return tuple(ends)


def _stands_where(where: Where, body: str, place: Place) -> bool:
    if where is Where.OPENING:
        return place.start < max(_OPENING_LEAST, int(_OPENING_SHARE * len(body)))
    if where is Where.CLOSING:
        return place.start >= len(body) - max(_CLOSING_LEAST, int(_CLOSING_SHARE * len(body)))
    return True


def _fused(body: str, place: Place, headline: str) -> Finding | None:
    """Return the credit that stands between a kicker and the lead: what precedes it is said again after it, or the headline."""
    if (
        place.start >= FUSED_WITHIN
        or body[place.start : place.end] not in place.wire.fused
        or not _LEAD.match(body, place.end)
    ):
        return None
    kicker = body[: place.start].strip().rstrip(".\u2026|:\u2013\u2014- ")
    if len(kicker.split()) < _KICKER_WORDS or not (kicker == headline.strip() or body.find(kicker, place.end) >= 0):
        return None
    weight = RELIABILITY.fused_credit
    return Finding(quoted(place.wire.name, EvidenceKind.CREDIT, weight, body, (place.start, place.end)))


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
