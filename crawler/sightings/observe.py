"""From a capture to its sightings: read the page, cut boilerplate, resolve outlet and wire, place it in time.

One capture in, one `Observation` out, and nothing else read or written: so everything downstream of the raw bytes can
be computed again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from crawler.errors import UnknownLayout, UnreadableFeed, UnreadablePage
from crawler.faults import PROGRAM_ERROR, fault_note
from crawler.pages.feeds.entries import FeedEntry
from crawler.pages.feeds.gzipped import unpacked
from crawler.pages.html.completeness import CUT_OFF as PAGE_CUT_OFF
from crawler.pages.html.markup import TOO_DEEP, TOO_MANY, decode
from crawler.pages.html.secrets import redacted_in, redacted_text
from crawler.pages.layouts.article import OUTWEIGHED
from crawler.pages.page import Page
from crawler.pages.reading import Article, PageReading
from crawler.pages.registry import layout_for
from crawler.provenance.wires.evidence import Declared
from crawler.sightings.claims import CUT_OFF, Claims, done_in_browser
from crawler.sightings.domains import registered_domain
from crawler.sightings.import_records import article_of, is_wire_item, item_of, read_record, string_of
from crawler.sightings.observation import TOO_MUCH, Observation
from crawler.sightings.observer import Observer
from crawler.sightings.originals import read_originals, sighting_of_item
from crawler.sightings.outlet_page import OwnPage
from crawler.sightings.printed import of_block, of_entry, of_main_article, of_own_page
from crawler.sightings.record import TEXT_NOTES, Capture, Sighting
from crawler.sightings.registries import Registries
from crawler.wirefeeds.item import Skipped

logger = logging.getLogger(__name__)
_WITH_ADDRESSES = ("url", "page_url", "particulars", "extra")


_REASONS: Mapping[type[Exception], str] = {
    UnknownLayout: "no-such-layout",  # a custom one that was removed
    RecursionError: "nested-too-deep",  # markup or JSON, thousands of levels
    MemoryError: TOO_MUCH,  # more than a process that reads pages may have
}


def observe(capture: Capture, registries: Registries) -> Observation:
    """Read *capture*; a page that cannot be read is an observation with a reason, never an exception."""
    observation = _without_secrets(_observed(capture, registries))
    done = done_in_browser(capture.claims)
    return replace(observation, notes=(*done, *observation.notes)) if done else observation


def _without_secrets(observation: Observation) -> Observation:
    """Return an observation with the addresses in its sightings redacted; what is to be asked for stays as it is."""
    seen = tuple(_redacted(sighting) for sighting in observation.sightings)
    return replace(observation, sightings=seen, notes=tuple(map(redacted_text, observation.notes)))


def _redacted(seen: Sighting) -> Sighting:
    changed: dict[str, object] = {
        name: kept for name in _WITH_ADDRESSES if (kept := redacted_in(value := getattr(seen, name))) != value
    }
    return replace(seen, **changed) if changed else seen  # type: ignore[arg-type]


def _observed(capture: Capture, registries: Registries) -> Observation:
    reader = _READERS[capture.kind]
    try:
        return reader(capture, registries)
    except UnreadablePage as error:
        return Observation(unreadable=error.reason, links=error.links)
    except UnreadableFeed as error:
        return Observation(unreadable=error.reason)
    except (UnknownLayout, RecursionError, MemoryError) as error:
        return Observation(unreadable=next(reason for kind, reason in _REASONS.items() if isinstance(error, kind)))
    except Exception as error:  # a fault of ours costs its own page, never the run
        note = fault_note(error)
        logger.exception("%s on %s", note, capture.url or capture.key)
        return Observation(unreadable=PROGRAM_ERROR, notes=(note,))


def _read_page(capture: Capture, registries: Registries) -> Observation:
    if capture.kind == "html":
        html = decode(capture.raw, capture.content_type)
        page = Page.from_html(html, url=capture.address, outlets=registries.outlets)
    else:
        page = Page.from_text(decode(capture.raw), url=capture.address)
    return _read(page, capture, registries)


def _read(page: Page, capture: Capture, registries: Registries) -> Observation:
    try:
        layout = layout_for(page, name=capture.layout, custom=registries.layouts)
        reading = layout.read(page)
    except UnreadablePage as error:
        if TOO_DEEP in page.notes:  # what would have been read lies below what the parser goes down to
            raise UnreadablePage("nested-too-deep", error.links) from None
        raise
    relay = registries.outlets.relay_for(capture.url)
    # A host that no table knows and that looks like an aggregator relays, too, under its own name.
    strange = registered_domain(capture.url) if layout.aggregator else None
    observer = Observer(capture, registries, relay.name if relay else strange, layout.aggregator)
    sightings = [observer.sighting(of_block(block)) for block in reading.related]
    if reading.article is not None:
        sightings.insert(0, _noted(_article(reading.article, page.declared, observer), reading.notes))
    sightings += [_entry(entry, observer) for entry in reading.entries if entry.body]
    if capture.claims.get(CUT_OFF) or not {PAGE_CUT_OFF, TOO_MANY}.isdisjoint(page.notes):
        return _cut_off(reading, sightings)
    return _observation(reading, sightings)


def _noted(article: Sighting, notes: Sequence[str]) -> Sighting:
    """Return the sighting of a page's article with what is doubtful about its text."""
    doubts = [note for note in notes if note == OUTWEIGHED]
    return replace(article, extra={**article.extra, TEXT_NOTES: doubts}) if doubts else article


def _cut_off(reading: PageReading, sightings: list[Sighting]) -> Observation:
    """Return the observation of a page that ends early: what stands last on it may go on elsewhere."""
    if sightings:
        sightings[-1] = replace(sightings[-1], incomplete=True)
    observation = _observation(reading, sightings)
    return replace(observation, notes=tuple(dict.fromkeys((*observation.notes, PAGE_CUT_OFF))))


def _article(article: Article, declared: tuple[Declared, ...], observer: Observer) -> Sighting:
    """Return the sighting of the article that a page is about: an outlet's own, or an aggregator's main one."""
    if article.particulars is None:
        return observer.claimed(of_main_article(article, declared))
    capture = observer.capture
    page = OwnPage(article, article.particulars, observer.registries, capture.timezone)
    outlet = string_of(capture.claims, "outlet")  # the user's word, for a source of one outlet
    return observer.claimed(
        of_own_page(article, page, declared, outlet=outlet), outlet=None if outlet else page.outlet
    )  # fmt: skip


def _entry(entry: FeedEntry, observer: Observer) -> Sighting:
    """Return the sighting of an entry that carries its whole article; what it says of the article is its claims."""
    outlet = string_of(observer.capture.claims, "outlet")
    claims = Claims.of_entry(entry, feed=observer.capture.url, outlet=outlet)
    return observer.claimed(of_entry(entry), claims)


def _observation(reading: PageReading, sightings: list[Sighting]) -> Observation:
    return Observation(
        sightings=tuple(sightings),
        links=reading.links,
        read_by=reading.layout,
        notes=reading.notes,
        entries=reading.entries,
        lifetime=reading.lifetime,
    )


def _read_record(capture: Capture, registries: Registries) -> Observation:
    record = read_record(capture.raw)
    if is_wire_item(record, capture):
        item = sighting_of_item(capture, item_of(record), 0, registries)
        if isinstance(item, Skipped):
            return Observation(read_by="record", skipped=(item,))
        return Observation(sightings=(item,), read_by="record")
    relay = registries.outlets.relay_for(capture.url)
    observer = Observer(capture, registries, relay.name if relay else None)
    return Observation(sightings=(observer.sighting(article_of(record)),), read_by="record")


def _read_wire_feed(capture: Capture, registries: Registries) -> Observation:
    feed = read_originals(capture, registries)
    return Observation(sightings=feed.sightings, read_by=feed.format, notes=feed.notes, skipped=feed.skipped)


def _read_packed(capture: Capture, registries: Registries) -> Observation:
    """Read a sitemap that was packed by its owner; anything else that is no text is not read."""
    raw, notes = unpacked(capture.raw)
    page = Page.from_html(decode(raw), url=capture.address)
    if page.feed is None:
        return Observation(unreadable="not-text")  # a picture, a PDF
    observation = _read(page, capture, registries)
    return replace(observation, notes=(*observation.notes, *notes))


_READERS: Mapping[str, Callable[[Capture, Registries], Observation]] = {
    "binary": _read_packed,
    "feed": _read_wire_feed,
    "html": _read_page,
    "text": _read_page,
    "record": _read_record,
}
