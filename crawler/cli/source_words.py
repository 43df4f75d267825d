"""What the commands of the sources file print: a table of all sources, one in depth, what a site has to offer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.cli.console import counted
from crawler.jobs.sources.check import Checked, Item
from crawler.jobs.sources.discover import yield_of
from crawler.sources.discovery import Discovery
from crawler.text.sanitize import sanitize

_SHOWN = 3  # addresses of those that a crawl would go on to
_OUTLETS, _ITEMS, _LONGEST = 10, 5, 70
_HEADS = ("source", "kind", "read by", "items", "outlets", "times", "yield")
_NUMBERS = slice(3, 6)  # cells that are numbers


def table_lines(checked: Sequence[Checked]) -> Iterator[str]:
    """Yield a table of sources, a line each under its heads, then what is missing in those that cannot be read."""
    rows = [_HEADS, *map(_cells, checked)]
    widths = [max(len(row[column]) for row in rows if len(row) == len(_HEADS)) for column in range(len(_HEADS))]
    for row in rows:
        cells = [
            cell.rjust(width) if _is_number(at) else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        yield "  ".join(cells if len(row) == len(_HEADS) else [*cells[:2], row[2]]).rstrip()


def depth_lines(checked: Checked) -> Iterator[str]:
    """Yield all that a check of one source found."""
    yield f"{checked.source.name} ({checked.source.kind.value}): {checked.place}"
    if checked.problem:
        yield f"  CANNOT BE READ: {checked.problem}"
        if checked.follows:
            yield _followed(checked)
        return
    yield f"  read by {checked.layout}" + (f"; notes: {', '.join(checked.notes)}" if checked.notes else "")
    if checked.headline:
        yield f"  article: {checked.headline}"
    if checked.blocks:
        yield f"  {counted(checked.blocks, 'related block')}"
    if checked.empty or checked.unanchored:
        yield f"  without a body: {checked.empty}; times that cannot be anchored: {checked.unanchored}"
    if checked.entries:
        yield (
            f"  entries: {checked.entries}, {checked.whole} with their whole article, {checked.without_link} without a link,"
            f" {checked.without_date} without a date"
        )
    if checked.items:
        yield from _item_lines(checked)
    if checked.source.urls:
        yield _followed(checked)


def discovery_lines(discovery: Discovery) -> Iterator[str]:
    """Yield what a site has to offer, and what was found there that is of no use."""
    whose = f" ({discovery.outlet})" if discovery.outlet else ""
    yield f"{discovery.url}{_clean(whose)}"
    if discovery.problem:
        yield f"  CANNOT BE READ: {discovery.problem}"
    for found in discovery.found:
        yield f"  {found.kind.value:8}  {_clean(found.url)}  {found.how}: {yield_of(found)}"
    for line in discovery.left_out:
        yield f"  left out  {_clean(line)}"
    if not discovery.found and not discovery.problem:
        yield "  nothing to crawl was found"


def _cells(checked: Checked) -> tuple[str, ...]:
    name, kind = checked.source.name, checked.source.kind.value
    if checked.problem:
        more = f", but leads to {counted(len(checked.follows), 'story')}" if checked.follows else ""
        return name, kind, f"CANNOT BE READ: {checked.problem}{more}"
    counts = (str(len(checked.items)), str(len(checked.outlets)), str(checked.dated))
    parts = [counted(checked.sightings, "sighting")] if checked.sightings else []
    parts += [f"{counted(len(checked.follows), 'page')} to follow"] if checked.follows else []
    return name, kind, checked.layout or "", *counts, ", ".join(parts) or "nothing"


def _is_number(column: int) -> bool:
    return column in range(*_NUMBERS.indices(len(_HEADS)))


def _item_lines(checked: Checked) -> Iterator[str]:
    common = checked.outlets.most_common()
    names = ", ".join(f"{_clean(name)} {number}" for name, number in common[:_OUTLETS])
    more = f" and {len(common) - _OUTLETS} more" if len(common) > _OUTLETS else ""
    nameless = len(checked.items) - checked.outlets.total()
    yield (
        f"  outlets: {len(common)}"
        + (f" ({names}{more})" if names else "")
        + (f"; none named: {nameless}" if nameless else "")
    )
    yield f"  times: {checked.dated} of {len(checked.items)} can be placed"
    for item in checked.items[:_ITEMS]:
        yield f"    {_item(item)}"
    if len(checked.items) > _ITEMS:
        yield f"    and {len(checked.items) - _ITEMS} more"


def _item(item: Item) -> str:
    when = "no time"
    if item.published is not None:
        first, last = item.published.earliest, item.published.latest
        when = f"{first:%Y-%m-%d %H:%M}" + (f" to {last:%Y-%m-%d %H:%M}" if last != first else "")
    elif item.time_printed:
        when = f"{_clean(item.time_printed)!r} not placed"
    words = f", {counted(item.words, 'word')}" if item.words else ""
    return f"{_clean(item.headline) or 'no headline'} | {_clean(item.outlet or 'no outlet')} | {when}{words}"


def _followed(checked: Checked) -> str:
    first = ", ".join(checked.follows[:_SHOWN])
    more = ", ..." if len(checked.follows) > _SHOWN else ""
    return f"  would follow: {len(checked.follows)}" + (f" ({first}{more})" if first else "")


def _clean(text: str) -> str:
    clean = " ".join(sanitize(text).split())
    return clean if len(clean) <= 2 * _LONGEST else clean[: 2 * _LONGEST] + "..."
