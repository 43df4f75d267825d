"""Wires, times and cuts as the rows of sightings and of copies have them."""

from __future__ import annotations

from typing import Annotated, Any

from crawler.provenance.times.claims import About
from crawler.provenance.times.interval import TimeSource
from crawler.provenance.wires.attribution import Attribution
from crawler.provenance.wires.evidence import EvidenceKind, Field, UnnamedKind
from crawler.tables.record import Count, From, Instant, Row, Share


class EvidenceRow(Row, frozen=True):
    """One piece of evidence for a wire; offsets are characters of the raw body, null for what is not in it."""

    wire: Annotated[str, From("wire_service")]
    kind: EvidenceKind
    text: str
    start: Count | None
    end: Count | None
    weight: Share
    field: Field


class UnnamedRow(Row, frozen=True):
    """One sign of a wire that it does not name."""

    kind: UnnamedKind
    text: str
    start: Count | None
    end: Count | None
    field: Field


class TimeClaimRow(Row, frozen=True):
    """One stated time."""

    about: Annotated[About, "`published` or `modified`"]
    source: Annotated[
        TimeSource | None,
        "`relative` and `absolute` (printed), `unanchored`, `metadata`, `feed`, `url`; null for what could not be read",
    ]
    text: Annotated[str, "as it stands there"]
    earliest: Annotated[Instant | None, "what it means", From("interval.earliest")]
    latest: Annotated[Instant | None, "the same", From("interval.latest")]
    reason: Annotated[
        str | None,
        "why it means nothing (`not-a-time`, `too-long`, `absurd-count`, `future`, `weekday-contradicts`, `two-digit-year`, `no-fetch-time`, `not-iso-8601`), or why it is so wide (`unknown-zone`, `date-order-open`)",
    ]


def wire_values(own: Attribution, inherited: Attribution) -> dict[str, Any]:
    """Return what the keys about the wire are read from: *own* is what is shown, *inherited* what the story adds."""
    chosen = own if own.wire_service or inherited.wire_service is None else inherited
    return {
        "own": own,
        "chosen": chosen,
        "wire_conflict": list(own.conflict or inherited.conflict),
        "credited_in_this_rendering": own.wire_service is not None,
    }
