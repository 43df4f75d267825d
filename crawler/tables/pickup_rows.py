"""Pickups as plain JSON values: one row an item and an outlet's copy, for the report's files and for exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.findings.lag import Lag
from crawler.findings.pickup import OurStories, OwnItem, Pickup
from crawler.tables.instants import iso
from crawler.tables.safe_links import safe_url

Row = dict[str, Any]


def pickup_rows(ours: OurStories | None, names: Mapping[str, str] | None = None) -> Iterator[Row]:
    """One row a pickup. *names* maps copy keys to the ids the user knows; lags are seconds."""
    names = names or {}
    for item in ours.items if ours else ():
        for pickup in item.pickups:
            yield {
                "item": names.get(item.key, item.external_id or item.key),
                "wire": item.wire_service,
                **_about(item),
                "copy": names.get(pickup.copy, pickup.external_id or pickup.copy),
                **pickup_data(pickup),
            }


def _about(item: OwnItem) -> Row:
    return {
        "item_headline": item.headline,
        "item_words": item.words,
        "item_versions": item.versions,
        "item_status": item.status,
        "item_note": item.note,
        "released_earliest": iso(item.released.earliest) if item.released else None,
        "released_latest": iso(item.released.latest) if item.released else None,
    }


def pickup_data(pickup: Pickup) -> Row:
    """Return what is said of one copy of an item."""
    when = pickup.published
    return {
        "outlet": pickup.outlet,
        "outlet_key": pickup.outlet_key,
        "headline": pickup.headline,
        "relation": pickup.relation.value,
        "version": pickup.version,
        "newest_version": pickup.newest,
        "coverage_of_item": round(pickup.ran, 6),
        "share_of_text": round(pickup.of_text, 6),
        "words": pickup.words,
        "longest_run": pickup.longest_run,
        "published_earliest": iso(when.earliest) if when else None,
        "published_latest": iso(when.latest) if when else None,
        **lag_data(pickup.lag),
        "credit": pickup.credit,
        "credited_in_this_rendering": pickup.credited,
        "url": safe_url(pickup.url),
        "page_url": safe_url(pickup.page_url),
    }


def lag_data(lag: Lag | None) -> Row:
    """Return both ends of a lag in seconds."""
    return {
        "lag_shortest_seconds": lag.shortest.total_seconds() if lag else None,
        "lag_longest_seconds": lag.longest.total_seconds() if lag else None,
    }


def our_stories_data(ours: OurStories | None) -> Row | None:
    """Return all of it as JSON values, or None."""
    if ours is None:
        return None
    return {
        "wires": list(ours.wires),
        "items": [
            {
                "item": item.external_id or item.key,
                "wire": item.wire_service,
                **_about(item),
                "outlets": item.outlets,
                "pickups": [{"copy": each.copy, **pickup_data(each)} for each in item.pickups],
            }
            for item in ours.items
        ],
        "by_outlet": [
            {
                "wire": line.wire_service,
                "outlet": line.outlet,
                "outlet_key": line.outlet_key,
                "items": line.items,
                "share_of_items": round(line.share, 6),
                "copies": line.copies,
                "credited": line.credited,
                **{f"median_{key}": value for key, value in lag_data(line.lag).items()},
                "timed": line.timed,
            }
            for line in ours.outlets
        ],
        "skipped": [{"reason": reason, "count": number} for reason, number in ours.skipped],
    }
