"""The wires' own items as a report tells them: which outlets ran each, how much of it, how fast, credited or not."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.findings.lag import Lag
from crawler.provenance.times.interval import Interval
from crawler.tracking.relation import Comparison, Relation


@dataclass(frozen=True, slots=True)
class PickupProof:
    """A version of a wire's item compared with a copy: a is the version, b the copy; `version` counts from 0, oldest first."""

    item: str
    version: int
    copy: str
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickup:
    """One outlet's copy of one item. Shares are 0..1, `words` and `longest_run` are counted.

    It is compared with the version that it fits best: `version` is that one's number (None: the feed gives none), `newest`
    says that no newer usable one has other words. `ran` is the share of that version in the copy, `of_text` the share of
    the copy that is the version's. `lag` is from the item's first release, None when a time is unknown. `credit` is a value
    of model.Credit; `credited` sums it up for this rendering.
    """

    copy: str
    external_id: str | None
    outlet: str
    outlet_key: str
    headline: str
    relation: Relation
    version: int | None
    newest: bool
    ran: float
    of_text: float
    words: int
    longest_run: int
    published: Interval | None
    lag: Lag | None
    credit: str
    credited: bool
    url: str | None
    page_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnItem:
    """One item of a wire's own feed. `status` and `note` are those of its newest version, `outlets` counts who ran it."""

    key: str
    external_id: str | None
    wire_service: str
    headline: str
    words: int
    versions: int
    status: str | None
    note: str | None
    released: Interval | None
    outlets: int
    pickups: tuple[Pickup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPickups:
    """What one outlet ran of one wire: `share` is of the wire's items, `credited` of `copies`.

    `lag` bounds the median over `timed` items (its first copy of each).
    """

    wire_service: str
    outlet: str
    outlet_key: str
    items: int
    share: float
    copies: int
    credited: int
    lag: Lag | None
    timed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OurStories:
    """All of it. `items` go by number of outlets (most first), then release; `skipped` counts what the feeds held besides."""

    wires: tuple[str, ...]
    items: tuple[OwnItem, ...]
    outlets: tuple[OutletPickups, ...]
    skipped: tuple[tuple[str, int], ...]

    @property
    def picked_up(self) -> tuple[OwnItem, ...]:
        """The items that somebody ran."""
        return tuple(item for item in self.items if item.pickups)

    @property
    def copies(self) -> tuple[Pickup, ...]:
        """Every copy of every item."""
        return tuple(pickup for item in self.items for pickup in item.pickups)
