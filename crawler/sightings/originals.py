"""From a wire's own feed to sightings of its items: originals, with the release that the wire declares.

The wire is its items' outlet and their declared source; no evidence is looked for in its own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.provenance.times.anchors import PrintedTime
from crawler.provenance.times.declared import parse_declared_time
from crawler.provenance.times.interval import Interval
from crawler.provenance.wires.evidence import Attribution, Evidence, EvidenceKind, Field
from crawler.sightings.identity import item_key, sighting_key
from crawler.sightings.record import Capture, ItemVersion, Role, Sighting
from crawler.sightings.registries import Registries
from crawler.sightings.senders import Sender, sender_of
from crawler.text.boilerplate import cut_boilerplate
from crawler.text.words import count_words
from crawler.wirefeeds.item import Skipped, WireItem
from crawler.wirefeeds.prose import on_one_line
from crawler.wirefeeds.reading import read_feed


@dataclass(frozen=True, slots=True)
class Originals:
    """What a feed gave: sightings of its items, what was skipped with a reason, its format, notes."""

    sightings: tuple[Sighting, ...]
    skipped: tuple[Skipped, ...]
    format: str
    notes: tuple[str, ...] = ()


def read_originals(capture: Capture, registries: Registries) -> Originals:
    """Read a capture of kind "feed". Raises UnreadableFeed, and RecursionError for JSON nested thousands deep."""
    feed = read_feed(capture.raw)
    results = [sighting_of_item(capture, item, number, registries) for number, item in enumerate(feed.items)]
    sightings = tuple(result for result in results if isinstance(result, Sighting))
    unsent = tuple(result for result in results if isinstance(result, Skipped))
    return Originals(sightings, (*feed.skipped, *unsent), feed.format, feed.notes)


def sighting_of_item(capture: Capture, item: WireItem, number: int, registries: Registries) -> Sighting | Skipped:
    """Return the sighting of the item with that *number* in its capture, or why there is none."""
    sender = sender_of(item.providers, capture.wire, registries)
    if sender is None:
        return Skipped(item.guid or item.headline or f"item {number + 1}", "no-wire-named")
    cleaned = cut_boilerplate(item.text, credits=registries.wires.credit_names())
    time = _release(item)
    return Sighting(
        id=sighting_key(capture=capture.key, role=Role.ARTICLE, position=number),
        capture=capture.key,
        role=Role.ARTICLE,
        position=number,
        headline=item.headline,
        text=cleaned.text,
        words=count_words(cleaned.text),
        raw_words=count_words(item.text),
        copy=item_key(outlet_key=sender.outlet_key, guid=item.guid, text=cleaned.text, headline=item.headline),
        removed=cleaned.cuts,
        url=item.url,
        page_url=capture.url,
        outlet_printed=sender.printed,
        outlet=sender.name,
        outlet_key=sender.outlet_key,
        outlet_known=sender.outlet_key in {key for wire in registries.wires.wires for key in wire.outlets},
        time_printed=time.text if time else None,
        published=time.interval if time else None,
        time_source=time.source.value if time and time.source else None,
        fetched_at=capture.fetched_at,
        attribution=_declared(sender),
        external_id=item.guid,
        extra=_extra(item),
        item=ItemVersion(
            number=item.version,
            status=item.status.value,
            note=item.note,
            first_created=_interval(item.first_created),
            first_published=_interval(item.first_published),
            keywords=tuple(_keywords(item)),
        ),
    )


def _release(item: WireItem) -> PrintedTime | None:
    """Return when a version was out: when it was made, or when its embargo ended if that is later."""
    stated = item.version_created or item.first_published or item.first_created
    made = parse_declared_time(stated or "")
    embargo = parse_declared_time(item.embargoed) if item.embargoed else None
    if embargo and embargo.interval and (made.interval is None or embargo.interval.earliest > made.interval.earliest):
        return embargo
    return made if stated else None


def _keywords(item: WireItem) -> Iterator[str]:
    """Yield the keyword line and the signals of an item, whatever shape its format gives them."""
    for name in ("slugline", "signal", "signals"):
        value = item.extra.get(name)
        for entry in value if isinstance(value, list) else [value]:
            text = (entry.get("uri") or entry.get("name") or entry.get("literal")) if isinstance(entry, dict) else entry
            if isinstance(text, str) and (word := on_one_line(text)):
                yield word


def _interval(declared: str | None) -> Interval | None:
    return parse_declared_time(declared).interval if declared else None


def _declared(sender: Sender) -> Attribution:
    words = f"own feed: {sender.printed}"
    evidence = Evidence(sender.name, EvidenceKind.METADATA, words, weight=1.0, field=Field.PUBLISHER)
    return Attribution(sender.name, EvidenceKind.METADATA, (evidence,), confidence=1.0)


def _extra(item: WireItem) -> dict[str, object]:
    declared = {
        "byline": item.byline, "version_created": item.version_created, "first_created": item.first_created,
        "first_published": item.first_published, "embargoed": item.embargoed,
    }  # fmt: skip
    return {**item.extra, **{name: value for name, value in declared.items() if value}}
