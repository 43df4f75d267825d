"""How pickups are worded: lags with both their ends, never tighter than they are known; who ran what in a sentence."""

from __future__ import annotations

from datetime import timedelta

from crawler.findings.lag import Lag
from crawler.findings.pickup import OurStories, OwnItem
from crawler.reports.wording.words import count, listed, percent

CANNOT_TELL = "cannot tell"
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def after_release(lag: Lag | None) -> str:
    """Return "between 3 h 10 min and 4 h 05 min", "1 h 20 min" (exact), "before the release, ..." or "cannot tell"."""
    if lag is None:
        return CANNOT_TELL
    if lag.shortest == lag.longest:
        exact = duration(abs(lag.shortest))
        return exact if lag.shortest >= timedelta(0) else f"before the release, by {exact}"
    if lag.shortest >= timedelta(0):
        return f"between {duration(lag.shortest)} and {duration(lag.longest, up=True)}"
    if lag.longest <= timedelta(0):
        return f"before the release, by {duration(-lag.longest)} to {duration(-lag.shortest, up=True)}"
    return f"between {duration(-lag.shortest, up=True)} before the release and {duration(lag.longest, up=True)} after"


def duration(length: timedelta, *, up: bool = False) -> str:
    """Return "45 s", "12 min", "3 h 10 min", "2 d 4 h": whole units, rounded down, or *up* for an upper bound."""
    seconds = length.total_seconds()
    unit = 1 if seconds < 2 * _MINUTE else _MINUTE if seconds < 2 * _DAY else _HOUR
    whole = int(-(-seconds // unit) if up else seconds // unit) * unit
    if whole < 2 * _MINUTE and unit == 1:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min"
    if whole < 2 * _DAY:
        return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE:02d} min"
    return f"{whole // _DAY} d {whole % _DAY // _HOUR} h"


def our_deck(ours: OurStories) -> str:
    """Return in two sentences how many items were run, by how many outlets, and how many copies credit the wire."""
    items = f"{count(len(ours.items), 'item')} of {listed(ours.wires)}"
    if not ours.copies:
        return f"{items}, and no outlet seen here ran any."
    outlets = len({line.outlet_key for line in ours.outlets})
    credited = sum(pickup.credited for pickup in ours.copies)
    return (
        f"{items}: {len(ours.picked_up):,} {'was' if len(ours.picked_up) == 1 else 'were'} run by {count(outlets, 'outlet')}, "
        f"in {count(len(ours.copies), 'copy', 'copies')}. {credited:,} of these "
        f"({percent(credited / len(ours.copies))}) {'credits' if credited == 1 else 'credit'} the wire in the rendering seen."
    )


def item_notes(item: OwnItem) -> str:
    """Return what a reader must know of an item: that it was killed or withheld, how many versions it had, the note."""
    status = {"canceled": "killed by the wire", "withheld": "withheld by the wire"}.get(item.status or "")
    versions = count(item.versions, "version") if item.versions > 1 else ""
    note = f"note: {item.note.strip().rstrip('.')}" if item.note else ""
    return "; ".join(filter(None, (status, versions, note)))
