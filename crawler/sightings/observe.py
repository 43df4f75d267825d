"""From a capture to its sightings: read the page, cut boilerplate, resolve outlet and wire, place it in time.

One capture in, one `Observation` out, and nothing else read or written: so everything downstream of the raw bytes can
be computed again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime

from crawler.errors import UnknownLayout, UnreadableFeed, UnreadablePage
from crawler.pages.feeds.entries import FeedEntry
from crawler.pages.feeds.gzipped import unpacked
from crawler.pages.html.markup import decode
from crawler.pages.page import Page
from crawler.pages.reading import Article, Dateline, DeclaredTime, PageReading, Particulars, RelatedBlock
from crawler.pages.registry import layout_for
from crawler.provenance.outlets.registry import Outlet
from crawler.provenance.times.claims import agree
from crawler.provenance.wires.evidence import Attribution, Declared, Field
from crawler.sightings.claims import Claims, done_in_browser
from crawler.sightings.domains import registered_domain
from crawler.sightings.identity import copy_key, copy_text, sighting_key
from crawler.sightings.observation import Observation
from crawler.sightings.originals import is_original, original_of_record, read_originals
from crawler.sightings.outlet_page import OwnPage
from crawler.sightings.record import Capture, Role, Sighting
from crawler.sightings.registries import Registries
from crawler.sightings.stated_times import claims_of, printed_by
from crawler.text.boilerplate import cut_boilerplate
from crawler.text.cuts import Cleaned
from crawler.text.sanitize import sanitize
from crawler.text.words import count_words
from crawler.wirefeeds.item import Skipped


def observe(capture: Capture, registries: Registries) -> Observation:
    """Read *capture*; a page that cannot be read is an observation with a reason, never an exception."""
    found = _observed(capture, registries)
    done = done_in_browser(capture.claims)
    return replace(found, notes=(*done, *found.notes)) if done else found


def _observed(capture: Capture, registries: Registries) -> Observation:
    reader = _READERS[capture.kind]
    try:
        return reader(capture, registries)
    except (UnreadablePage, UnreadableFeed) as error:
        return Observation(unreadable=error.reason)
    except UnknownLayout:  # a custom layout that was removed
        return Observation(unreadable="no-such-layout")
    except RecursionError:  # markup or JSON nested thousands deep
        return Observation(unreadable="nested-too-deep")


def _read_page(capture: Capture, registries: Registries) -> Observation:
    if capture.kind == "html":
        html = decode(capture.raw, capture.content_type)
        page = Page.from_html(html, url=capture.url, outlets=registries.outlets)
    else:
        page = Page.from_text(decode(capture.raw), url=capture.url)
    return _read(page, capture, registries)


def _read(page: Page, capture: Capture, registries: Registries) -> Observation:
    layout = layout_for(page, name=capture.layout, custom=registries.layouts)
    reading = layout.read(page)
    relay = registries.outlets.relay_for(capture.url)
    # A host that no table knows and that looks like an aggregator relays, too, under its own name.
    strange = registered_domain(capture.url) if layout.aggregator else None
    observer = _Observer(capture, registries, relay.name if relay else strange, layout.aggregator)
    sightings = [observer.related(block) for block in reading.related]
    if reading.article is not None:
        own = reading.article.particulars is not None
        sightings.insert(0, (observer.own if own else observer.main)(reading.article, page.declared))
    sightings += [observer.entry(entry) for entry in reading.entries if entry.body]
    return _observation(reading, sightings)


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
    if is_original(record, capture):
        found = original_of_record(record, capture, registries)
        if isinstance(found, Skipped):
            return Observation(read_by="record", skipped=(found,))
        return Observation(sightings=(found,), read_by="record")
    relay = registries.outlets.relay_for(capture.url)
    observer = _Observer(capture, registries, relay.name if relay else None)
    return Observation(sightings=(observer.record(record),), read_by="record")


def _read_wire_feed(capture: Capture, registries: Registries) -> Observation:
    found = read_originals(capture, registries)
    return Observation(sightings=found.sightings, read_by=found.format, notes=found.notes, skipped=found.skipped)


def _read_packed(capture: Capture, registries: Registries) -> Observation:
    """Read a sitemap that was packed by its owner; anything else that is no text is not read."""
    raw, notes = unpacked(capture.raw)
    page = Page.from_html(decode(raw), url=capture.url)
    if page.feed is None:
        return Observation(unreadable="not-text")  # a picture, a PDF
    found = _read(page, capture, registries)
    return replace(found, notes=(*found.notes, *notes))


_READERS: Mapping[str, Callable[[Capture, Registries], Observation]] = {
    "binary": _read_packed,
    "feed": _read_wire_feed,
    "html": _read_page,
    "text": _read_page,
    "record": _read_record,
}

_RECORD_KEYS = frozenset({"id", "url", "outlet", "title", "text", "time", "modified", "fetched_at", "kind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """What a page or a record says of one article, before any of it is judged."""

    role: Role
    headline: str
    raw: str
    position: int = 0
    outlet: str | None = None
    time: str | None = None
    times: tuple[DeclaredTime, ...] = ()
    url: str | None = None
    byline: str | None = None
    external_id: str | None = None
    headings: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    dateline: Dateline | None = None
    declared: tuple[Declared, ...] = ()
    particulars: Mapping[str, object] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Observer:
    """Turns the parts of one capture into sightings."""

    capture: Capture
    registries: Registries
    relay: str | None = None
    aggregator: str | None = None

    def main(self, article: Article, declared: tuple[Declared, ...]) -> Sighting:
        return self._claimed(
            _Printed(
                role=Role.MAIN,
                headline=article.headline,
                raw=article.body,
                outlet=article.outlet_printed,
                time=article.time_printed,
                times=article.times,
                url=article.url,
                byline=article.byline,
                headings=article.headings,
                summary=article.summary,
                hashtags=article.hashtags,
                dateline=article.dateline,
                declared=declared,
            )
        )

    def own(self, article: Article, declared: tuple[Declared, ...]) -> Sighting:
        page = OwnPage(article, article.particulars or Particulars(), self.registries, self.capture.timezone)
        told = _string(self.capture.claims, "outlet")  # by the user, of a source of one outlet
        return self._claimed(
            _Printed(
                role=Role.ARTICLE,
                headline=article.headline,
                raw=article.body,
                outlet=told or page.outlet_printed,
                time=article.time_printed,
                times=(*page.times, *article.times),
                url=article.url,
                byline=article.byline,
                headings=article.headings,
                dateline=article.dateline,
                declared=declared,
                particulars=page.data,
                extra={"updates": [asdict(update) for update in article.updates]} if article.updates else {},
            ),
            outlet=None if told else page.outlet,
        )

    def related(self, block: RelatedBlock) -> Sighting:
        return self._sighting(
            _Printed(
                role=Role.RELATED,
                position=block.position,
                headline=block.headline,
                raw=block.body,
                outlet=block.outlet_printed,
                time=block.time_printed,
                times=block.times,
                url=block.url,
                byline=block.byline,
                summary=block.summary,
            )
        )

    def entry(self, entry: FeedEntry) -> Sighting:
        """Turn an entry that carries its whole article into a sighting; what it says of the article is its claims."""
        outlet = _string(self.capture.claims, "outlet")
        claims = Claims.of_entry(entry, feed=self.capture.url, outlet=outlet)
        said = _Printed(role=Role.ARTICLE, position=entry.position, headline=entry.title, raw=entry.body, url=entry.url)
        return self._claimed(said, claims)

    def _claimed(self, said: _Printed, claims: Claims | None = None, *, outlet: Outlet | None = None) -> Sighting:
        """Fill what the page does not print with what is claimed of it, and keep the claims."""
        claims = claims or Claims.from_json(self.capture.claims)
        return self._sighting(
            replace(
                said,
                headline=said.headline or claims.texts.get("title", ""),
                times=(*said.times, *claims.times()),
                outlet=said.outlet or self._claimed_outlet(claims, said.url or self.capture.url),
                extra={**said.extra, **claims.evidence()},
                declared=(*said.declared, *claims.declared()),
            ),
            outlet,
        )

    def _claimed_outlet(self, claims: Claims, url: str | None) -> str | None:
        """Return whose article it is said to be. The channel an entry came from is its outlet only on nobody's own site."""
        if outlet := claims.texts.get("outlet"):
            return outlet
        host = self.registries.outlets.resolve(None, url=url)
        return claims.texts.get("source") if host is None else None

    def record(self, record: Mapping[str, object]) -> Sighting:
        stated = (("time", False), ("modified", True))
        return self._sighting(
            _Printed(
                role=Role.ARTICLE,
                headline=_string(record, "title") or "",
                raw=_string(record, "text") or "",
                outlet=_string(record, "outlet"),
                times=tuple(DeclaredTime(text, mod) for key, mod in stated if (text := _string(record, key))),
                url=_string(record, "url"),
                external_id=_string(record, "id"),
                extra={key: value for key, value in record.items() if key not in _RECORD_KEYS},
            )
        )

    def _sighting(self, said: _Printed, outlet: Outlet | None = None) -> Sighting:
        cleaned = cut_boilerplate(said.raw, credits=self.registries.wires.credit_names())
        outlet = outlet or self._outlet(said)
        printed = self.registries.outlets.relay_named(said.outlet)
        key = outlet.key if outlet else ""
        text = copy_text(cleaned.text, said.headings)
        printer = printed_by(self.capture, self.registries, aggregator=self.aggregator)
        claims = claims_of(said.time, said.times, url=said.url, capture=self.capture, printer=printer, outlet=outlet)
        agreed = agree(claims, first_seen=self.capture.fetched_at)
        place = sighting_key(capture=self.capture.key, role=said.role, position=said.position)
        return Sighting(
            id=place,
            capture=self.capture.key,
            role=said.role,
            position=said.position,
            headline=said.headline,
            text=cleaned.text,
            words=count_words(cleaned.text),
            raw_words=count_words(said.raw),
            copy=copy_key(outlet_key=key, text=text, headline=said.headline, external_id=said.external_id),
            removed=cleaned.cuts,
            summary=said.summary,
            headings=said.headings,
            hashtags=said.hashtags,
            dateline_place=said.dateline.place if said.dateline else None,
            dateline_slot=said.dateline.slot if said.dateline else None,
            kicker=_cut_by("kicker", cleaned),
            url=said.url,
            page_url=self.capture.url,
            relay=self.relay,
            outlet_printed=said.outlet,
            outlet=outlet.name if outlet else None,
            outlet_key=key,
            outlet_known=bool(outlet and outlet.known),
            outlet_group=outlet.group if outlet else None,
            relay_printed=printed.name if printed else None,
            time_printed=said.time or _recorded(said),
            published=agreed.published,
            modified=agreed.modified,
            time_source=claims[0].source.value if claims and claims[0].source else None,
            claims=claims,
            time_notes=agreed.notes,
            printed_by=printer.name,
            fetched_at=self.capture.fetched_at,
            attribution=self._attribution(said, cleaned, outlet),
            external_id=said.external_id,
            particulars=said.particulars,
            extra=said.extra,
            reservations=self.capture.reservations,
        )

    def _outlet(self, said: _Printed) -> Outlet | None:
        """Return the outlet; a page that relays nothing is its own article's address."""
        page = self.capture.url
        url = said.url or (page if said.role is Role.MAIN and not self.relay else None)
        return self.registries.outlet_of(said.outlet, url=url, relayed_at=page if self.relay else None)

    def _attribution(self, said: _Printed, cleaned: Cleaned, outlet: Outlet | None) -> Attribution:
        credit = _cut_by("credit", cleaned)
        return self.registries.wires.attribute(
            said.raw,
            headline=said.headline,
            byline=said.byline,
            outlet_key=outlet.key if outlet else None,
            url=said.url or (self.capture.url if said.role is Role.MAIN else None),
            declared=(*said.declared, *((Declared(Field.CREDIT, credit),) if credit else ())),
        )


def _recorded(said: _Printed) -> str | None:
    """Return the time of a record as it stands there; a page's metadata are not printed."""
    if said.role is not Role.ARTICLE or said.particulars:
        return None
    return next((time.text for time in said.times if not time.modified), None)


def _cut_by(rule: str, cleaned: Cleaned) -> str | None:
    return next((cut.text.strip() for cut in cleaned.cuts if cut.rule == rule), None)


def _string(record: Mapping[str, object], key: str) -> str | None:
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return sanitize(str(value)).strip() or None


def read_record(line: bytes) -> dict[str, object]:
    """Read one JSON object of an import. NaN and Infinity, which JSON has not but some programs write, are null.

    Raises ValueError for anything but an object, RecursionError for one nested thousands deep.
    """
    record = json.loads(line, parse_constant=lambda _name: None, parse_float=_finite)
    if not isinstance(record, dict):
        raise ValueError("must be a JSON object")  # noqa: TRY004  # it is the value of the line that is wrong
    return record


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def fetched_time(text: str) -> datetime:
    """Read an ISO 8601 instant with its zone, as UTC. Raises ValueError when it is none or has none: it anchors other times."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no time; write it like 2026-11-22T14:05:00Z") from None
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} names no zone; write it like 2026-11-22T14:05:00Z")
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # in the year 1 or 9999
        raise ValueError(f"{text!r} is out of range") from None
