"""Whose feed it is: the wire service behind a feed, its name and the outlet that it is itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.provenance.outlets.registry import slug
from crawler.provenance.wires.names import Wire
from crawler.sightings.registries import Registries
from crawler.text.sanitize import sanitize


@dataclass(frozen=True, slots=True)
class Sender:
    """A wire service: its one name, the key of its own outlet, and the words that named it."""

    name: str
    outlet_key: str
    printed: str


def sender_of(providers: Sequence[str], asked: str | None, registries: Registries) -> Sender | None:
    """Return who sent an item: a provider that the registry knows, else whom the user named, else the provider as printed.

    None when neither says anything.
    """
    for words in (*providers, *([asked] if asked else ())):
        if (wire := _known(words, registries.wires.wires)) is not None:
            return Sender(wire.name, _own_outlet(wire, registries), words)
    for words in (*([asked] if asked else ()), *providers):
        name = " ".join(sanitize(words).split())
        if key := slug(name):
            return Sender(name, key, words)
    return None


def _known(name: str, wires: Iterable[Wire]) -> Wire | None:
    folded = " ".join(name.split()).casefold()
    for wire in wires:
        if folded in {known.casefold() for known in (wire.name, *wire.credit, *wire.codes)}:
            return wire
    return None


def _own_outlet(wire: Wire, registries: Registries) -> str:
    """Return the key that pages of the wire's own site have, so that they are never taken for somebody else's."""
    outlet = registries.outlets.resolve(wire.name)
    if outlet is not None and outlet.key in wire.outlets:
        return outlet.key
    return min(wire.outlets, default=slug(wire.name))
