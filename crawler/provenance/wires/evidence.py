"""Evidence and attribution: the values that say whose words a text is, and why we say so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EvidenceKind(StrEnum):
    """How a text shows its wire, strongest first."""

    OWN_SITE = "own site"  # the agency's own page: the original, not a copy
    CREDIT = "explicit credit"
    DATELINE = "dateline"
    BYLINE = "byline"
    METADATA = "declared metadata"
    SELF_REFERENCE = "explicit self-reference"
    INFERRED = "inferred from a copy that credits it"
    CITATION = "citation"  # names a wire as somebody else's source: concludes nothing


class Field(StrEnum):
    """Where a piece of evidence was read: the raw body, a field beside it, or something the page declares of itself."""

    BODY = "body"
    BYLINE = "byline"
    CREDIT = "credit"  # what the reader of the page cut out as a credit
    OUTLET = "outlet"
    URL = "url"
    AUTHOR = "author"
    PUBLISHER = "publisher"
    CREDIT_TEXT = "creditText"
    SOURCE_ORGANIZATION = "sourceOrganization"
    IS_BASED_ON = "isBasedOn"
    COPYRIGHT_HOLDER = "copyrightHolder"
    CANONICAL = "canonical"
    SYNDICATION_SOURCE = "syndication-source"
    ORIGINAL_SOURCE = "original-source"
    FEED_SOURCE = "feed source"


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page, or the feed that led to it, says of itself in one field: a name or a URL, as written."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: the wire it speaks for, its kind, and the words that say so.

    `start` and `end` are characters of the raw body, None for what stands in another field. `weight` is how often such a
    piece is right, 0 to 1 (see `wire_weights`), 0 for what concludes nothing.
    """

    wire_service: str
    kind: EvidenceKind
    text: str
    start: int | None = None
    end: int | None = None
    weight: float = 0.0
    field: Field = Field.BODY


class UnnamedKind(StrEnum):
    """How a text shows that it is somebody else's, without a name."""

    EMPTIED_DATELINE = "emptied dateline"  # "ABILENE, Texas () -"
    AGENCIES = "unnamed agencies"  # "With inputs from agencies"


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A sign of wire copy that names no wire, and so concludes none: characters start..end of the raw body, if they are there."""

    kind: UnnamedKind
    text: str
    start: int | None = None
    end: int | None = None
    field: Field = Field.BODY


@dataclass(frozen=True, slots=True)
class Attribution:
    """Our conclusion which wire a text came from, or None, with every piece of evidence, citations included.

    `confidence` is how sure the evidence for that wire makes us, 0 to 1, None without a conclusion. `conflict` names
    the wires, two or more, that would each be concluded if the others were not there.
    """

    wire_service: str | None = None
    kind: EvidenceKind | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    conflict: tuple[str, ...] = ()
    unnamed: tuple[Unnamed, ...] = ()
