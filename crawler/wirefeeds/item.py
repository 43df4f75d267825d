"""What a wire feed gives: items as their agency declares them, and what could not be taken, named with a reason.

Reasons of an item: its own kind where it has no text ("picture", "video", "package", ...), "no-text", "remote-text"
(the text is stored elsewhere), "not-an-item", "own-export" (a copy that this program wrote; it is nobody's original).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """What the agency says may be done with a version (IPTC's publishing status)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"  # killed: whoever ran it should take it down


@dataclass(frozen=True, slots=True, kw_only=True)
class WireItem:
    """One version of one item, its times as declared (ISO 8601 where the format has it so).

    `guid` names the item over all its versions. `first_created` is when it was begun, `first_published` when its first
    version was out. `providers` are names that the item gives for its sender, the surest
    first. `extra` holds what is kept and not understood.
    """

    guid: str | None
    headline: str
    text: str
    version: int | None = None
    status: Status = Status.USABLE
    version_created: str | None = None
    first_created: str | None = None
    first_published: str | None = None
    embargoed: str | None = None
    providers: tuple[str, ...] = ()
    byline: str | None = None
    note: str | None = None
    url: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a feed that gave no item: what it is called there, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class WireFeed:
    """One document read: its format, its items in their order, what was skipped, and notes on what was lost on the way."""

    format: str
    items: tuple[WireItem, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


def status_of(word: str | None) -> Status:
    """Return the status that *word* means ("stat:canceled", "cancelled"); what is not said is usable, by the standards."""
    code = (word or "").strip().rpartition(":")[2].rpartition("/")[2].casefold()
    if code in {"canceled", "cancelled", "killed", "spiked"}:
        return Status.CANCELED
    return Status.WITHHELD if code == "withheld" else Status.USABLE


def whole_number(value: object) -> int | None:
    """Return a version as a number: 3, "3", "3.0"; None for anything else."""
    text = str(value).strip().removesuffix(".0") if isinstance(value, str | int | float) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
