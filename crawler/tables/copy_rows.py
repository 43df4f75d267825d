"""Copies as typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from crawler.provenance.wires.evidence import EvidenceKind
from crawler.sightings.record import Copy, Kind, Role
from crawler.tables.attribution_rows import EvidenceRow, TimeClaimRow, UnnamedRow, wire_values
from crawler.tables.record import Count, From, Instant, Row, Share, row_of
from crawler.tracking.relation import Story
from crawler.wirefeeds.item import Status


class SightingClaimRow(TimeClaimRow, frozen=True):
    """One stated time, with the sighting that states it."""

    sighting: str


class RenderingRow(Row, frozen=True):
    """How one page showed a copy."""

    role: Role
    url: str | None
    words: Count
    credited: bool
    wire: str | None


class ItemVersionRow(Row, frozen=True):
    """One version of a wire's item."""

    version: Annotated[int | None, From("about.number")]
    status: Annotated[Status, From("about.status")]
    note: Annotated[str | None, From("about.note")]
    published_earliest: Annotated[Instant | None, From("released.earliest")]
    published_latest: Annotated[Instant | None, From("released.latest")]
    headline: str
    sighting: str


class CopyRow(Row, frozen=True):
    """One outlet's publication of one text: all its sightings."""

    id: Annotated[str, "what it is called (see above)"]
    key: Annotated[str, "its key, always unique"]
    outlet: Annotated[str | None, "the outlet's one name"]
    group: Annotated[str | None, "its owner, where the registry knows it", From("outlet_group")]
    headline: Annotated[str, "of the first sighting"]
    text: Annotated[str, "the words that are compared: without boilerplate and section headings"]
    words: Annotated[Count, "words of `text`"]
    published_earliest: Annotated[
        Instant | None, "what the claims of all its sightings allow together", From("published.earliest")
    ]
    published_latest: Annotated[
        Instant | None, "the same; never after it was first seen, unless every claim says so", From("published.latest")
    ]
    modified_earliest: Annotated[Instant | None, "the last update stated", From("modified.earliest")]
    modified_latest: Annotated[Instant | None, "the same", From("modified.latest")]
    first_fetched_at: Annotated[Instant | None, "when it was first seen"]
    last_fetched_at: Annotated[Instant | None, "when it was last seen"]
    time_claims: Annotated[list[SightingClaimRow], "every time stated of it, each with the key of its `sighting`"]
    time_notes: Annotated[list[str], "what is odd about them"]
    wire: Annotated[str | None, "its own, or else that of its story", From("chosen.wire_service")]
    wire_kind: Annotated[
        EvidenceKind | None, 'as for sightings; "inferred ..." when it is its story\'s', From("chosen.kind")
    ]
    wire_confidence: Annotated[Share | None, "as for sightings", From("chosen.confidence")]
    wire_evidence: Annotated[
        list[EvidenceRow],
        "as for sightings; what is inferred quotes the other copy and has no `start` and `end`",
        From("chosen.evidence"),
    ]
    wire_conflict: Annotated[
        list[str], "as for sightings, also where its renderings or its story's copies name different wires"
    ]
    wire_unnamed: Annotated[list[UnnamedRow], "as for sightings", From("own.unnamed")]
    credited_in_this_rendering: Annotated[bool, "whether one of its own renderings names the wire"]
    stories: Annotated[list[str], "keys of the stories it belongs to; two when it merges two wires"]
    renderings: Annotated[
        list[RenderingRow],
        "how each page showed it, each an object of `role` (as for sightings), `url` (of the page), `words`, `credited` (whether that rendering names a wire) and `wire`: an agency credited at the outlet (`article`) and not at the aggregator can be read off here",
    ]
    urls: Annotated[list[str], "addresses of the article"]
    page_urls: Annotated[list[str], "addresses of the pages it was seen on"]
    relays: Annotated[list[str], "aggregators that showed it, or that a page prints in its outlet's place"]
    sightings: Annotated[list[str], "keys of its sightings"]
    kind: Annotated[
        Kind,
        "`outlet`, or `wire`: an item of a wire's own feed. Its text is that of the newest usable version, its time the first release",
    ]
    status: Annotated[Status | None, "what its newest version says: `usable`, `withheld`, `canceled`; null for outlets"]
    note: Annotated[str | None, "the newest version's editorial note"]
    versions: Annotated[
        list[ItemVersionRow],
        "of a wire's item, oldest first: objects of `version`, `status`, `note`, `published_earliest`, `published_latest`, `headline`, `sighting`",
    ]
    incomplete: Annotated[
        bool,
        "whether every page that it was seen on ended early: its text may go on; it is a story's fullest copy only where no other is there",
    ]
    disguises: Annotated[list[str], "those of any of its sightings"]


def copy_rows(copies: Iterable[Copy], stories: Iterable[Story], names: Mapping[str, str]) -> Iterator[CopyRow]:
    """Yield a row per copy, with the stories it belongs to; *names* maps copy keys to the ids the user knows."""
    homes: dict[str, list[str]] = {}
    for story in stories:
        for key in story.copies:
            homes.setdefault(key, []).append(story.key)
    for copy in copies:
        yield row_of(
            CopyRow,
            copy,
            id=names[copy.key],
            stories=homes.get(copy.key, []),
            time_claims=[row_of(SightingClaimRow, claim, sighting=sighting) for sighting, claim in copy.time_claims],
            **wire_values(copy.attribution, copy.story_attribution),
        )
