"""Pickups as typed rows: a row per item and outlet's copy, for the report's files and for exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any

from crawler.findings.credit import Credit
from crawler.findings.pickup import OurStories, OwnItem
from crawler.tables.record import Count, From, Instant, Row, Share, beyond, plain, row_of
from crawler.tables.safe_links import safe_url
from crawler.tables.syndication_rows import rounded
from crawler.tracking.relation import Relation
from crawler.wirefeeds.item import Status


class ItemRow(Row, frozen=True):
    """One item of a wire's own feed."""

    item: Annotated[str, "the item's guid, else its key", From("item_id")]
    wire: Annotated[str, "whose item it is", From("item.wire_service")]
    item_headline: Annotated[str, "of the version that stands", From("item.headline")]
    item_words: Annotated[Count, "words of that version", From("item.words")]
    item_versions: Annotated[Count, "how many versions there are", From("item.versions")]
    item_status: Annotated[
        Status | None, "what the newest one says: `usable`, `withheld`, `canceled`", From("item.status")
    ]
    item_note: Annotated[str | None, "its editorial note", From("item.note")]
    released_earliest: Annotated[
        Instant | None, "the item's first release was not before", From("item.released.earliest")
    ]
    released_latest: Annotated[Instant | None, "nor after", From("item.released.latest")]


class PickupRow(ItemRow, frozen=True):
    """One outlet's copy of an item that a wire brought itself."""

    copy: Annotated[str, "what the outlet's copy is called"]
    outlet: Annotated[str, "its name"]
    outlet_key: Annotated[str, "its key in the registry, or one made of its name"]
    headline: Annotated[str, "the copy's"]
    relation: Annotated[Relation, "`verbatim` `edited` `excerpt` `extended` `merged`"]
    version: Annotated[int | None, "number of the version that the copy fits best"]
    newest_version: Annotated[bool, "false when it is an older text than the one that stands", From("newest")]
    coverage_of_item: Annotated[
        Share, "share of that version's words inside aligned spans, 0 to 1", From("ran", rounded)
    ]
    share_of_text: Annotated[Share, "share of the copy's words that are the version's", From("of_text", rounded)]
    words: Annotated[Count, "words matched"]
    longest_run: Annotated[Count, "words in the longest span of equal words"]
    published_earliest: Annotated[Instant | None, "the copy did not appear before", From("published.earliest")]
    published_latest: Annotated[Instant | None, "nor after", From("published.latest")]
    lag_shortest_seconds: Annotated[
        float | None,
        "from the first release to the copy, at the least; negative when it may have been before",
        From("lag.shortest", timedelta.total_seconds),
    ]
    lag_longest_seconds: Annotated[
        float | None, "at the most; both null when a time is unknown", From("lag.longest", timedelta.total_seconds)
    ]
    credit: Annotated[Credit, "what this rendering shows of the wire, see [report-format.md](report-format.md#values)"]
    credited_in_this_rendering: Annotated[bool, "whether that is a credit", From("credited")]
    url: Annotated[str | None, "address of the copy", From(via=safe_url)]
    page_url: Annotated[str | None, "address of the page it was seen on", From(via=safe_url)]


class OwnItemRow(ItemRow, frozen=True):
    """One item with who ran it: in `pickups` the keys that a PickupRow has beyond the item's."""

    outlets: Annotated[Count, From("item.outlets")]
    pickups: list[dict[str, object]]


class OutletPickupsRow(Row, frozen=True):
    """What one outlet ran of one wire."""

    wire: Annotated[str, From("wire_service")]
    outlet: str
    outlet_key: str
    items: Count
    share_of_items: Annotated[Share, From("share", rounded)]
    copies: Count
    credited: Count
    median_lag_shortest_seconds: Annotated[float | None, From("lag.shortest", timedelta.total_seconds)]
    median_lag_longest_seconds: Annotated[float | None, From("lag.longest", timedelta.total_seconds)]
    timed: Count


def pickup_rows(ours: OurStories | None, names: Mapping[str, str] | None = None) -> Iterator[PickupRow]:
    """Yield a row per pickup. *names* maps copy keys to the ids the user knows; lags are seconds."""
    names = names or {}
    for item in ours.items if ours else ():
        called = names.get(item.key, item.external_id or item.key)
        for pickup in item.pickups:
            copy = names.get(pickup.copy, pickup.external_id or pickup.copy)
            yield row_of(PickupRow, pickup, item=item, item_id=called, copy=copy)


def our_stories_data(ours: OurStories | None) -> dict[str, Any] | None:
    """Return all of it as JSON values, or None."""
    if ours is None:
        return None
    return {
        "wires": list(ours.wires),
        "items": [plain(_item(item)) for item in ours.items],
        "by_outlet": [plain(row_of(OutletPickupsRow, outlet)) for outlet in ours.outlets],
        "skipped": [{"reason": reason, "count": number} for reason, number in ours.skipped],
    }


def _item(item: OwnItem) -> OwnItemRow:
    called = item.external_id or item.key
    rows = (row_of(PickupRow, pickup, item=item, item_id=called) for pickup in item.pickups)
    return row_of(OwnItemRow, item=item, item_id=called, pickups=[beyond(plain(row), ItemRow) for row in rows])
