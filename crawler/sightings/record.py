"""The records that flow from pages to reports: captures, sightings and copies. Plain values, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from crawler.provenance.times.claims import TimeClaim
from crawler.provenance.times.interval import Interval
from crawler.provenance.wires.evidence import Attribution
from crawler.text.cuts import Cut


class Role(StrEnum):
    """The place of a sighting on its page."""

    MAIN = "main"  # the main article of an aggregator page
    RELATED = "related"  # an article inlined under "Related Articles"
    ARTICLE = "article"  # an article that came by itself: on its outlet's own page, from an import, or whole in a feed


class Kind(StrEnum):
    """Whose publication a copy is."""

    OUTLET = "outlet"  # what an outlet ran
    WIRE = "wire"  # an item of a wire service's own feed: the original


TEXT_NOTES: Final = "text_notes"  # the key of `extra` under which a sighting has what is doubtful about its text


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemVersion:
    """What a wire says of one version of its own item: its number, its status, its editorial note.

    `status` is "usable", "withheld" or "canceled". `first_created` is when it says that the item's first version was made, `first_published`
    when it says that this was out. `keywords` are its keyword line and its signals, which may name a correction.
    """

    number: int | None = None
    status: str = "usable"
    note: str | None = None
    first_created: Interval | None = None
    first_published: Interval | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a wire's item as it was sent: what was said of it, its release, its words."""

    about: ItemVersion
    released: Interval | None
    headline: str
    text: str
    sighting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One page as it was received: raw bytes, when and from where. `fetched_at` is an aware UTC instant or None.

    `key` is the SHA-256 of URL, fetch time and bytes, hex; `sha256` is that of the bytes alone. `kind` says how to
    read `raw`: "html", "text" (captured page text), "record" (one JSON line of an import) or "feed" (a wire's). `claims` is
    what a feed, or the user's sources file, says of the page before it is read (see crawler.sightings.claims). `wire` is the
    wire service that the user says it is from. `reservations` are those of text and data mining that were found when it
    came, as `crawler.permissions.reservations` spells them. `url` and `claims` hold no secrets (see crawler.pages.html.secrets);
    `asked` is the address that it came from where that has some: links are relative to it, and it is never kept.
    """

    key: str
    sha256: str
    kind: str
    raw: bytes
    url: str | None = None
    fetched_at: datetime | None = None
    timezone: str | None = None
    layout: str | None = None
    content_type: str | None = None
    claims: Mapping[str, object] = field(default_factory=dict)
    wire: str | None = None
    reservations: tuple[str, ...] = ()
    asked: str | None = field(default=None, repr=False, compare=False)

    @property
    def address(self) -> str | None:
        """The address that its links are relative to."""
        return self.asked or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One observation of an outlet's article: where, when fetched, what the page said.

    `text` is the body after boilerplate was cut, `removed` the log of the cuts, `words` and `raw_words` the counts
    after and before. `outlet_key` is the registry's or a slug of the printed name, "" when the page names no outlet.
    `outlet_group` is its owner, as far as the registry knows. `relay` is the aggregator that showed it, or None;
    `relay_printed` another one that the page prints where the outlet should stand. `claims` are all times that were
    stated of it; `published` and `modified` are what they allow together, `time_notes` what is odd about them (slugs of
    `time_claims`). `printed_by` names whose page it is: its dates have one order. `item` is there on a wire's own item only.
    `particulars` are what an outlet's own page says in its metadata: authors (list), published, modified, canonical and site
    (text), as far as it does. `incomplete` says that its page ended early, and that it stood last on it.
    `disguises` are what hid the words of `text` on the page (slugs of `crawler.text.disguises.kinds`), which reads as its reader saw it.
    """

    id: str
    capture: str
    role: Role
    position: int
    headline: str
    text: str
    words: int
    raw_words: int
    copy: str
    removed: tuple[Cut, ...] = ()
    summary: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    dateline_place: str | None = None
    dateline_slot: str | None = None
    kicker: str | None = None
    url: str | None = None
    page_url: str | None = None
    relay: str | None = None
    outlet_printed: str | None = None
    outlet: str | None = None
    outlet_key: str = ""
    outlet_known: bool = False
    outlet_group: str | None = None
    relay_printed: str | None = None
    time_printed: str | None = None
    published: Interval | None = None
    modified: Interval | None = None
    time_source: str | None = None
    claims: tuple[TimeClaim, ...] = ()
    time_notes: tuple[str, ...] = ()
    printed_by: str | None = None
    fetched_at: datetime | None = None
    attribution: Attribution = field(default_factory=Attribution)
    external_id: str | None = None
    particulars: Mapping[str, object] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)
    item: ItemVersion | None = None
    reservations: tuple[str, ...] = ()
    incomplete: bool = False
    disguises: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Name what a reader asks first; the text and forty fields more would hide it."""
        return f"<sighting {self.id}: {self.outlet!r}, {self.headline!r}, {self.words} words>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """How one page showed a copy: at its outlet (role "article") or by an aggregator, and whether that rendering names a wire."""

    role: str
    url: str | None
    words: int
    credited: bool
    wire: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One outlet's publication of one text: all its sightings. `key` does not depend on the order of arrival.

    `published` is what the claims of all its sightings allow together (None: unknown or unanchored), `modified` the last
    update stated, `time_claims` every claim with the sighting it is of, `time_notes` what is odd about them. It was first
    seen at `first_fetched_at` and last at `last_fetched_at`. `attribution` is what
    its own renderings say of the wire, `story_attribution` what its siblings add (inferred), if anything. `renderings` tells them apart. It is `incomplete` where
    every page that it was seen on ended early; `disguises` are those of any of its sightings, `text_notes` what is doubtful about the text of the rendering that
    speaks for it.

    A copy of kind WIRE is an item of a wire's own feed: `text` is that of its newest usable version, `published` its first
    release, `status` and `note` what its newest version says, `versions` all of them, oldest first.
    """

    key: str
    outlet: str | None
    outlet_key: str
    headline: str
    text: str
    words: int
    sightings: tuple[str, ...]
    outlet_group: str | None = None
    published: Interval | None = None
    modified: Interval | None = None
    time_claims: tuple[tuple[str, TimeClaim], ...] = ()
    time_notes: tuple[str, ...] = ()
    first_fetched_at: datetime | None = None
    last_fetched_at: datetime | None = None
    urls: tuple[str, ...] = ()
    page_urls: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    attribution: Attribution = field(default_factory=Attribution)
    story_attribution: Attribution = field(default_factory=Attribution)
    external_id: str | None = None
    kind: Kind = Kind.OUTLET
    status: str | None = None
    note: str | None = None
    versions: tuple[Version, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    incomplete: bool = False
    disguises: tuple[str, ...] = ()
    text_notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Likewise."""
        return f"<copy {self.external_id or self.key}: {self.outlet!r}, {self.headline!r}, {self.words} words>"
