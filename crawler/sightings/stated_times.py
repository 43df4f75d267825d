"""Stated times of one sighting: what its page, its metadata and its address say, each as a claim of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.pages.reading import DeclaredTime
from crawler.provenance.outlets.registry import Outlet, host_of
from crawler.provenance.times.claims import About, TimeClaim, claim_of, distinct
from crawler.provenance.times.declared import parse_declared_time
from crawler.provenance.times.feeds import parse_feed_time
from crawler.provenance.times.printed import parse_printed_time
from crawler.provenance.times.urls import day_in_url
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries


@dataclass(frozen=True, slots=True)
class Printer:
    """Whose pages a date is printed on: a name that all of them share, their zone and their date order where known."""

    name: str
    timezone: str | None = None
    date_order: str | None = None


def printed_by(
    capture: Capture, registries: Registries, *, aggregator: str | None = None, date_order: str | None = None
) -> Printer:
    """Return who printed the times of *capture*.

    That is the registry's owner of its host, else the host; of captured text without an address the layout's *aggregator*,
    else the page by itself. The zone is the capture's own, or that of an outlet: an aggregator prints in its reader's.
    *date_order* is what the page itself shows, for owners whose order no table knows.
    """
    outlets = registries.outlets
    owner = outlets.at(capture.url) if capture.url or not aggregator else outlets.named(aggregator)
    if owner is None:
        return Printer(host_of(capture.url or "") or f"capture:{capture.key}", capture.timezone, date_order)
    zone = capture.timezone or (None if owner.kind == "aggregator" else owner.timezone)
    return Printer(owner.key, zone, owner.date_order or date_order)


def claims_of(
    printed: str | None,
    declared: Iterable[DeclaredTime],
    *,
    url: str | None,
    capture: Capture,
    printer: Printer,
    outlet: Outlet | None,
) -> tuple[TimeClaim, ...]:
    """Return the claims, the printed time first, then what metadata states, then the day in the article's address."""
    claims: list[TimeClaim] = []
    if printed is not None:
        read = parse_printed_time(
            printed,
            fetched_at=capture.fetched_at,
            timezone=printer.timezone,
            date_order=printer.date_order,
            in_its_place=True,
        )
        claims.append(claim_of(read))
    for time in declared:
        if time.in_feed:
            read = parse_feed_time(time.text, fetched_at=capture.fetched_at, timezone=capture.timezone)
        else:
            read = parse_declared_time(time.text, fetched_at=capture.fetched_at, date_order=printer.date_order)
        claims.append(claim_of(read, About.MODIFIED if time.modified else About.PUBLISHED))
    day = day_in_url(url, fetched_at=capture.fetched_at, timezone=outlet.timezone if outlet else None)
    if day is not None:
        claims.append(claim_of(day))
    return distinct(claims)
