"""Wiretrace as a library: which outlets ran whose words, when, and what each of them changed.

    read_page(html, url=, fetched_at=)   one page -> sightings of its article and of the articles it shows
    read_feed(document, url=)            one feed -> entries, and sightings of whole articles
    parse_time(text, fetched_at=)        "41 minutes ago" -> an interval
    name_wire(text)                      a text -> the wire service it credits, with the evidence
    compare(a, b)                        two texts -> what they are to each other, with the shared passages
    find_copies({id: text})              texts -> links and stories, in memory
    open_store(url)                      a store: sightings, copies, links, stories, find, import_articles

Everything that comes back is a plain frozen value. `UserError` is the root of what can go wrong; each function names what it
raises. Importing this module loads nothing heavy: a name is loaded when it is first used. See docs/python.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from crawler import __version__
from crawler.errors import (
    InputError,
    LayoutFileError,
    OutletsError,
    StoreCorrupt,
    StoreError,
    StoreMissing,
    StoreTooNew,
    StoreTooOld,
    StoreUnavailable,
    TooShort,
    UnknownLayout,
    UnreadableFeed,
    UnreadablePage,
    UserError,
    WiresError,
)

if TYPE_CHECKING:
    from crawler.jobs.finding import Hit
    from crawler.jobs.intake.importing import Imported
    from crawler.jobs.open_store import OpenStore, open_store
    from crawler.jobs.track import Tracked
    from crawler.pages.feeds.entries import FeedEntry
    from crawler.provenance.times.anchors import PrintedTime
    from crawler.provenance.times.interval import Interval, TimeSource
    from crawler.provenance.wires.evidence import Attribution, Evidence, EvidenceKind
    from crawler.sightings.observation import Observation
    from crawler.sightings.readers import find_copies, name_wire, parse_time, read_feed, read_page
    from crawler.sightings.record import Copy, Sighting
    from crawler.sightings.registries import Registries, load_registries
    from crawler.tracking.config import TrackingConfig
    from crawler.tracking.corpus import CopiesFound
    from crawler.tracking.pair import SharedPassage, TextComparison, compare
    from crawler.tracking.relation import COPY_RELATIONS, Comparison, Link, Relation, Span, Story
    from crawler.tracking.verdict import AskedRule

__all__ = [
    "COPY_RELATIONS",
    "AskedRule",
    "Attribution",
    "Comparison",
    "CopiesFound",
    "Copy",
    "Evidence",
    "EvidenceKind",
    "FeedEntry",
    "Hit",
    "Imported",
    "InputError",
    "Interval",
    "LayoutFileError",
    "Link",
    "Observation",
    "OpenStore",
    "OutletsError",
    "PrintedTime",
    "Registries",
    "Relation",
    "SharedPassage",
    "Sighting",
    "Span",
    "StoreCorrupt",
    "StoreError",
    "StoreMissing",
    "StoreTooNew",
    "StoreTooOld",
    "StoreUnavailable",
    "Story",
    "TextComparison",
    "TimeSource",
    "TooShort",
    "Tracked",
    "TrackingConfig",
    "UnknownLayout",
    "UnreadableFeed",
    "UnreadablePage",
    "UserError",
    "WiresError",
    "__version__",
    "compare",
    "find_copies",
    "load_registries",
    "name_wire",
    "open_store",
    "parse_time",
    "read_feed",
    "read_page",
]

#: Where each name is that is loaded when it is first used.
_HOMES: Final = {
    "Hit": "crawler.jobs.finding",
    "Imported": "crawler.jobs.intake.importing",
    "OpenStore": "crawler.jobs.open_store",
    "open_store": "crawler.jobs.open_store",
    "Tracked": "crawler.jobs.track",
    "FeedEntry": "crawler.pages.feeds.entries",
    "PrintedTime": "crawler.provenance.times.anchors",
    "Interval": "crawler.provenance.times.interval",
    "TimeSource": "crawler.provenance.times.interval",
    "Attribution": "crawler.provenance.wires.evidence",
    "Evidence": "crawler.provenance.wires.evidence",
    "EvidenceKind": "crawler.provenance.wires.evidence",
    "Observation": "crawler.sightings.observation",
    "find_copies": "crawler.sightings.readers",
    "name_wire": "crawler.sightings.readers",
    "parse_time": "crawler.sightings.readers",
    "read_feed": "crawler.sightings.readers",
    "read_page": "crawler.sightings.readers",
    "Copy": "crawler.sightings.record",
    "Sighting": "crawler.sightings.record",
    "Registries": "crawler.sightings.registries",
    "load_registries": "crawler.sightings.registries",
    "TrackingConfig": "crawler.tracking.config",
    "CopiesFound": "crawler.tracking.corpus",
    "SharedPassage": "crawler.tracking.pair",
    "TextComparison": "crawler.tracking.pair",
    "compare": "crawler.tracking.pair",
    "AskedRule": "crawler.tracking.verdict",
    "COPY_RELATIONS": "crawler.tracking.relation",
    "Comparison": "crawler.tracking.relation",
    "Link": "crawler.tracking.relation",
    "Relation": "crawler.tracking.relation",
    "Span": "crawler.tracking.relation",
    "Story": "crawler.tracking.relation",
}

if not TYPE_CHECKING:  # a type checker reads the imports above, and would take any name for one of ours

    def __getattr__(name: str) -> Any:
        """Load a name of this module (PEP 562)."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return [*globals(), *__all__]
