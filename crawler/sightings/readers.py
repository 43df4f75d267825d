"""One page, feed, time or text, read with what the bundled registries know: values in, values out, nothing stored or fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from crawler.arguments import checked
from crawler.errors import InputError, UnreadableFeed, UnreadablePage
from crawler.pages.feeds.root import document_in
from crawler.pages.html.addresses import check_address
from crawler.pages.html.markup import decode
from crawler.pages.registry import layout_named
from crawler.provenance.times.anchors import PrintedTime
from crawler.provenance.times.printed import parse_printed_time
from crawler.provenance.times.zones import load_zone
from crawler.provenance.wires.evidence import Attribution
from crawler.sightings.identity import capture_key
from crawler.sightings.observation import Observation
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries, load_registries
from crawler.text.boilerplate import cut_boilerplate
from crawler.text.disguises.plain import as_read
from crawler.text.sanitize import sanitize
from crawler.tracking.config import TrackingConfig
from crawler.tracking.corpus import CopiesFound, Document, track_texts
from crawler.wirefeeds.reading import is_wire_format


@checked
def read_page(
    html: str | bytes,
    *,
    url: str | None = None,
    fetched_at: datetime | None = None,
    timezone: str | None = None,
    layout: str | None = None,
    registries: Registries | None = None,
) -> Observation:
    """Read one page: its article and the articles it shows, with their outlets, times and wires.

    *html* is markup (bytes of any charset), a JSON answer, or captured page text. *url* is its address, by which layouts and
    outlets are known; *fetched_at*, aware, anchors "41 minutes ago"; *timezone* is the page's IANA zone, *layout* the name
    of the layout to read it with. The sightings are in `.sightings`, links worth following in `.links`.

    Raises UnreadablePage, whose `.reason` is a slug, UnknownLayout, UnknownZoneError, NotAPageError for a *url* that is no http(s) address, and InputError for a *fetched_at* without a zone.
    """
    known = registries or load_registries()
    if layout is not None:
        layout_named(layout, known.layouts)
    if timezone is not None:
        load_zone(timezone)
    if url is not None:
        check_address(url)
    raw, content_type = _bytes(html)
    kind = "html" if raw.lstrip()[:1] in {b"<", b"{", b"["} else "text"
    capture = _capture(
        raw, kind, url=url, fetched_at=_utc(fetched_at), timezone=timezone, layout=layout, content_type=content_type
    )
    return _observed(capture, known)


@checked
def read_feed(
    document: str | bytes,
    *,
    url: str | None = None,
    fetched_at: datetime | None = None,
    wire: str | None = None,
    registries: Registries | None = None,
) -> Observation:
    """Read one feed: RSS, Atom, JSON Feed or a sitemap; with *wire*, the name of an agency, that agency's own feed.

    `.entries` lists what the feed names; `.sightings` has the entries that carry their whole article. A wire's own feed
    (also ninjs, NewsML and NITF) gives sightings of its items, and `.skipped` says which items gave none and why.

    Raises UnreadableFeed, whose `.reason` is a slug, and InputError for a *fetched_at* without a zone.
    """
    raw, content_type = _bytes(document)
    is_wire = wire is not None or is_wire_format(raw)
    if not is_wire and document_in(decode(raw, content_type)) is None:
        raise UnreadableFeed("no-known-feed")
    capture = _capture(
        raw, "feed" if is_wire else "html", url=url, fetched_at=_utc(fetched_at), wire=wire, content_type=content_type
    )
    try:
        return _observed(capture, registries or load_registries())
    except UnreadablePage as error:
        raise UnreadableFeed(error.reason) from None


@checked
def parse_time(
    text: str, *, fetched_at: datetime | None = None, timezone: str | None = None, date_order: str | None = None
) -> PrintedTime:
    """Return what a printed time means: `.interval`, half-open and UTC, or None with a `.reason`.

    *fetched_at*, aware, is when the page was fetched: without it "an hour ago" stays open. *timezone* is the page's IANA
    zone, without which a civil time is as wide as all zones; *date_order* is "DMY" or "MDY" where the page's is known.

    Raises InputError for a *fetched_at* without a zone, UnknownZoneError for a *timezone* that is in no database.
    """
    if timezone is not None:
        load_zone(timezone)
    try:
        return parse_printed_time(text, fetched_at=_utc(fetched_at), timezone=timezone, date_order=date_order)
    except OverflowError:
        raise InputError(f"{fetched_at} is too near the end of the calendar for a time around it") from None


@checked
def name_wire(
    text: str,
    *,
    headline: str = "",
    byline: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    registries: Registries | None = None,
) -> Attribution:
    """Return which wire service *text* came from: `.wire_service`, or None, and the `.evidence`, each piece quoted.

    *text* is the body as printed, credits included. *outlet* and *url* say who ran it: an agency credits itself on no page
    of its own.
    """
    known = registries or load_registries()
    publisher = known.outlet_of(outlet, url=url) if outlet or url else None
    return known.wires.attribute(
        text, headline=headline, byline=byline, outlet_key=publisher.key if publisher else None, url=url
    )


@checked
def find_copies(
    texts: Mapping[str, str],
    *,
    outlets: Mapping[str, str] | None = None,
    published: Mapping[str, datetime] | None = None,
    config: TrackingConfig | None = None,
    registries: Registries | None = None,
) -> CopiesFound:
    """Link and group texts, given by ids of the caller's choice, in memory: what a store gives for the same texts.

    *outlets* says who printed each (by id): lines that one outlet repeats over unrelated texts are then left out of
    account. *published* says when, as aware instants: texts further apart than the window of *config* (72 hours) are not
    compared; texts without a time are compared with all. Spans count the words of the text that is left after cleaning.

    Returns (links, stories); every id is in a story, if only its own. Raises InputError for an instant without a zone. Time
    grows with the pairs that share passages, not with all pairs; memory holds every text.
    """
    known = registries or load_registries()
    credits = known.wires.credit_names()  # noqa: A001  # the trade's word
    documents = [
        Document(
            key=key,
            text=cut_boilerplate(as_read(text).text.strip(), credits=credits).text,
            outlet=_outlet_key((outlets or {}).get(key), known),
            times=_exactly((published or {}).get(key)),
        )
        for key, text in texts.items()
    ]
    wires = {key for wire in known.wires.wires for key in wire.outlets}
    return track_texts(documents, config or TrackingConfig(), never_learned=wires)


def _observed(capture: Capture, registries: Registries) -> Observation:
    observation = observe(capture, registries)
    if observation.unreadable is not None:
        error = UnreadableFeed if capture.kind == "feed" else UnreadablePage
        raise error(observation.unreadable)
    return observation


def _bytes(content: str | bytes) -> tuple[bytes, str | None]:
    """Return bytes and what HTTP would say of them: text that was decoded already is not to be guessed again."""
    if isinstance(content, bytes):
        return content, None
    return content.encode("utf-8", "replace"), "text/html; charset=utf-8"


def _capture(
    raw: bytes, kind: str, *, url: str | None, fetched_at: datetime | None, wire: str | None = None, **about: str | None
) -> Capture:
    sha256 = hashlib.sha256(raw).hexdigest()
    key = capture_key(url=url, fetched_at=fetched_at, sha256=sha256, wire=wire)
    return Capture(
        key=key, sha256=sha256, kind=kind, raw=raw, url=url, fetched_at=fetched_at, wire=wire,
        timezone=about.get("timezone"), layout=about.get("layout"), content_type=about.get("content_type"),
    )  # fmt: skip


def _utc(instant: datetime | None) -> datetime | None:
    if instant is None:
        return None
    if not isinstance(instant, datetime):
        raise InputError(f"{instant!r} is not a datetime")
    if instant.utcoffset() is None:
        raise InputError(f"{instant.isoformat()} has no time zone; give an aware datetime")
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise InputError(f"{instant} is out of range in UTC") from None


def _exactly(instant: datetime | None) -> tuple[datetime | None, datetime | None]:
    return _utc(instant), _utc(instant)


def _outlet_key(name: str | None, registries: Registries) -> str:
    outlet = registries.outlet_of(sanitize(name).strip(), url=None) if name else None
    return outlet.key if outlet else ""
