"""Signs of wire copy that name nobody: an emptied dateline slot, "with inputs from agencies"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crawler.provenance.wires.evidence import Field, Unnamed, UnnamedKind
from crawler.provenance.wires.form import BEGIN, DATE, PLACE, PLACE_CAPS
from crawler.text.patterns import lazy_pattern

_OPENING: Final = 1200  # characters
_EMPTIED: Final = lazy_pattern(
    # ABILENE, Texas () - | Hamburg, 3. Mai ( / ) - | MOSCOW, - | LONDON, May 3 , -
    rf"{BEGIN}(?:{PLACE}{DATE}?\s?[(\[]\s?/?\s?[)\]]|{PLACE_CAPS}{DATE}?\s?,)\s?[-\u2010-\u2015]{{1,2}}(?=\s|\w)"
)
_AGENCIES: Final = lazy_pattern(
    r"\b(?:[Ww]ith|[Aa]dditional) (?:\w+ )?inputs? from (?:news |various |other )?agencies\b"
    r"|\b(?:[Mm]it|[Aa]vec|[Cc]on|[Cc]om|[Mm]et) (?:Material von |Informationen von |información de |informaciones de |informações de |des |las |)"
    r"(?:Nachrichten)?(?:Agenturen|Agenturmaterial|agences|agencias|agenzie|agências|persbureaus)\b"
    r"|\((?:Agencies|AGENCIES|Agenturen|Agences|Agencias|Agenzie|Agências|ag\.|red/ag\.)\)"
    r"|(?:^|\n)[ \t]*(?:Agencies|AGENCIES|Agenturen|Agences|Agencias|Agenzie|Agências|वेब एजेंसी|एजेंसी|وكالات|综合外电)[ \t]*(?=\n|$)"
    r"|\((?:एजेंसी|وكالات|综合外电)\)"
)
#: Each match of it has one of these, and few texts have any.
_IN_AGENCIES: Final = (
    "gencies", "AGENCIES", "gentur", "gences", "gencias", "genzie", "gências", "persbureaus", "ag.)", "एजेंसी", "وكالات", "综合外电"
)  # fmt: skip
_BYLINE: Final = lazy_pattern(
    r"^\W*(?:(?:By|Von|Par|Por)\s)?(?:news |wire )?(?:agencies|agenturen|agences|agencias|agenzie|agências|वेब एजेंसी|एजेंसी|وكالات)\W*$",
    re.IGNORECASE,
)


def find_unnamed(body: str, *, byline: str | None = None) -> Iterator[Unnamed]:
    """Yield the signs in *body*, in order, then the byline if it names agencies and none in particular."""
    emptied = _EMPTIED.search(body, 0, _OPENING)
    if emptied is not None:
        yield _sign(UnnamedKind.EMPTIED_DATELINE, emptied)
    if any(word in body for word in _IN_AGENCIES):
        yield from (_sign(UnnamedKind.AGENCIES, found) for found in _AGENCIES.finditer(body))
    if byline and _BYLINE.match(byline):
        yield Unnamed(UnnamedKind.AGENCIES, byline.strip(), field=Field.BYLINE)


def _sign(kind: UnnamedKind, found: re.Match[str]) -> Unnamed:
    text = found[0].strip()
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    return Unnamed(kind, text, start, start + len(text))
