"""The wires' own items in Markdown: a table by outlet, then one by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.findings.credit import Credit
from crawler.findings.pickup import OurStories, OutletPickups, OwnItem, Pickup
from crawler.reports.markdown.escape import escaped, linked, table
from crawler.reports.model import Limits, Report
from crawler.reports.wording import words as wording
from crawler.reports.wording.pickups import after_release, item_notes, our_deck


def our_stories(ours: OurStories, report: Report) -> Iterator[str]:
    """Yield the section's parts."""
    limits = report.limits
    yield f"{escaped(our_deck(ours))}\n"
    if ours.skipped:
        reasons = ", ".join(f"{escaped(reason)} {number}" for reason, number in ours.skipped)
        yield f"Not taken from the feeds: {reasons}.\n"
    if ours.outlets:
        header = ("Outlet", "Wire", "Items", "Of all items", "Copies", "Credited here", "After the release (median)")
        yield table(header, map(_outlet, ours.outlets[: limits.table_rows]), numbers=(2, 3, 4, 5))
    in_full = ours.picked_up[: limits.stories_in_full]
    for item in in_full:
        yield from _item(item, limits)
    if later := len(ours.picked_up) - len(in_full):
        yield f"And {wording.count(later, 'item')} more that outlets ran: see pickups.csv.\n"
    yield from _not_run([item for item in ours.items if not item.pickups], limits.table_rows)


def _not_run(items: Sequence[OwnItem], most: int) -> Iterator[str]:
    if not items:
        return
    yield "### Run by no outlet seen here\n"
    for item in items[:most]:
        notes = item_notes(item)
        yield f"- {escaped(item.headline or wording.NO_HEADLINE)} ({wording.interval(item.released)}{'; ' + escaped(notes) if notes else ''})"
    yield ""
    if len(items) > most:
        yield f"And {len(items) - most} more: see report.json.\n"


def _outlet(line: OutletPickups) -> tuple[object, ...]:
    return (
        escaped(line.outlet),
        escaped(line.wire_service),
        line.items,
        wording.percent(line.share),
        line.copies,
        f"{line.credited} of {line.copies}",
        after_release(line.lag),
    )


def _item(item: OwnItem, limits: Limits) -> Iterator[str]:
    yield f"### {escaped(item.headline or wording.NO_HEADLINE)}\n"
    notes = item_notes(item)
    yield f"{escaped(item.wire_service)}, released {wording.interval(item.released)}, {wording.count(item.words, 'word')}{'; ' + escaped(notes) if notes else ''}.\n"
    header = ("Outlet", "Relation", "Ran of the item", "Of its own text", "After the release", "Credit here")
    yield table(header, map(_pickup, item.pickups[: limits.rows_per_story]), numbers=(2, 3))
    if len(item.pickups) > limits.rows_per_story:
        yield f"And {len(item.pickups) - limits.rows_per_story} more copies: see pickups.csv.\n"


def _pickup(pickup: Pickup) -> tuple[str, ...]:
    return (
        linked(pickup.outlet, pickup.url or pickup.page_url),
        pickup.relation.value + ("" if pickup.newest else f" (of version {pickup.version or 'before'})"),
        wording.percent(pickup.ran),
        wording.percent(pickup.of_text),
        after_release(pickup.lag),
        wording.CREDITS[Credit(pickup.credit)],
    )
