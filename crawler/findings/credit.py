"""Credit: whose words a copy ran, and whether its rendering says so. Conclusions come from provenance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crawler.provenance.wires.attribution import Attribution, EvidenceKind
from crawler.sightings.record import Copy, Kind

NO_OUTLET = "Outlet not named"


class Credit(StrEnum):
    """Whether one rendering credits the wire its text came from."""

    SHOWN = "shown"  # credit line, dateline or byline
    DECLARED = "declared"  # in the page's metadata only, where no reader sees it
    NAMED = "named"  # no credit, but the text refers to the wire as itself ("told Reuters")
    UNCREDITED = "uncredited"  # the wire is known from sibling copies alone
    OWN = "own"  # the wire's own page
    NO_WIRE = "no-wire"  # no wire is known


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """One quoted piece of evidence for a wire: the outlet in whose copy it stands, its kind, the words."""

    wire_service: str
    kind: str
    quote: str
    outlet: str


STRENGTH = {kind.value: rank for rank, kind in enumerate(EvidenceKind)}
#: Renderings from which a reader, or a machine that reads the page, can tell whose words they are.
CREDITED = frozenset({Credit.SHOWN, Credit.DECLARED, Credit.NAMED, Credit.OWN})
#: Evidence that is not the copy's own word: a citation concludes nothing, a sibling's credit stands with the sibling.
WEAK = (EvidenceKind.CITATION, EvidenceKind.INFERRED)
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
    return _CREDIT_OF[min(shown, key=lambda kind: STRENGTH[kind.value])] if shown else Credit.UNCREDITED


def name_of(copy: Copy) -> str:
    """Return the outlet's name as reports print it."""
    return copy.outlet or copy.outlet_key or NO_OUTLET
