"""What one capture gave, as plain values: apart from `observe`, so that the store knows it without knowing any layout."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.pages.feeds.entries import FeedEntry
from crawler.sightings.record import Sighting
from crawler.wirefeeds.item import Skipped

#: Why a page could not be read for which there was no memory.
TOO_MUCH = "reading-took-too-much-memory"


@dataclass(frozen=True, slots=True)
class Observation:
    """What one capture gave: its sightings, links to follow, the layout that read it, or why none could.

    `entries` and `lifetime` are a feed's: what it lists, and for how many seconds it asks to be left alone. `skipped` are
    items of a wire's feed that gave no sighting, each with its reason.
    """

    sightings: tuple[Sighting, ...] = ()
    links: tuple[str, ...] = ()
    read_by: str | None = None
    unreadable: str | None = None
    notes: tuple[str, ...] = ()
    entries: tuple[FeedEntry, ...] = ()
    lifetime: int | None = None
    skipped: tuple[Skipped, ...] = ()
