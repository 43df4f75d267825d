"""Outlets: who an outlet is, by the name a page prints or by the host of a URL. Data lives in `outlets.toml`.

The caller passes the TOML text (ours, then the user's): this room opens no file. An unknown name becomes an outlet of
its own, flagged; two names are never merged because they look alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from crawler.errors import OutletsError
from crawler.provenance.outlets.entries import Entry, Outlet, fold_name, read_entries
from crawler.provenance.outlets.hosts import host_of, site_host
from crawler.text.sanitize import sanitize
from crawler.text.words import words

__all__ = ["Outlet", "Outlets", "OutletsError", "host_of", "slug", "unknown_outlet"]

_LONGEST_KEY: Final = 80
_PRINTED_HOST: Final = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlets:
    """The table of outlets, by key, by folded name and by host."""

    by_key: Mapping[str, Entry]
    by_name: Mapping[str, Outlet] = field(repr=False)
    by_host: Mapping[str, Outlet] = field(repr=False)

    @classmethod
    def from_toml(cls, text: str, *more: str) -> Outlets:
        """Build the table from TOML texts. An entry of a later text replaces one of the same key, or adds to it if it has no name.

        A name or host that two texts claim for different outlets is the later one's. Raises OutletsError for text that is
        not that, and for names or hosts claimed twice in one text.
        """
        entries: dict[str, Entry] = {}
        for layer in (text, *more):
            for key, entry in read_entries(layer, entries).items():
                entries.pop(key, None)  # so that the later text's claims come last, and win
                entries[key] = entry
        return cls.from_entries(entries)

    @classmethod
    def from_entries(cls, entries: Mapping[str, Entry]) -> Outlets:
        """Build the table from entries by key; what two claim is the later one's."""
        by_name: dict[str, Outlet] = {}
        by_host: dict[str, Outlet] = {}
        for entry in entries.values():
            by_name.update(dict.fromkeys(map(fold_name, entry.names), entry.outlet))
            by_host.update(dict.fromkeys(entry.hosts, entry.outlet))
        return cls(MappingProxyType(dict(entries)), MappingProxyType(by_name), MappingProxyType(by_host))

    def resolve(self, printed: str | None, *, url: str | None = None) -> Outlet | None:
        """Return the outlet that a page prints as *printed*, or whose own site *url* is on; None when neither says.

        A known name wins over the host, a known host over an unknown name. An aggregator names no outlet, neither by its
        host nor by its name: it relays.
        """
        name = " ".join(sanitize(printed or "").split())
        known = self.named(name)
        if known is not None and known.kind != "aggregator":
            return known
        host = self.at(url)
        if host is not None and host.kind != "aggregator":
            return host
        return unknown_outlet(name) if known is None else None

    def relay_for(self, url: str | None) -> Outlet | None:
        """Return the aggregator that *url* is on, mirrors included, or None."""
        found = self.at(url)
        return found if found is not None and found.kind == "aggregator" else None

    def relay_named(self, printed: str | None) -> Outlet | None:
        """Return the aggregator that a page prints where an outlet should stand ("Yahoo"), or None."""
        found = self.named(" ".join(sanitize(printed or "").split()))
        return found if found is not None and found.kind == "aggregator" else None

    def at(self, url: str | None) -> Outlet | None:
        """Return whoever owns the host of *url*, by the longest name of the table that it ends in, or None."""
        labels = site_host(url).split(".")
        for start in range(len(labels) - 1):
            tail = labels[start:]
            for pattern in (".".join(tail), ".".join([tail[0], "*", *tail[2:]])):
                if pattern in self.by_host:
                    return self.by_host[pattern]
        return None

    def named(self, name: str) -> Outlet | None:
        """Return whoever the table knows by *name*, which may be a host as well ("sfgate.com"); None for a stranger."""
        folded = fold_name(name)
        if not folded:
            return None
        found = self.by_name.get(folded) or self.by_name.get(folded.removesuffix("com"))
        return found or (self.at(f"https://{name}") if _PRINTED_HOST.fullmatch(name) else None)


def unknown_outlet(name: str) -> Outlet | None:
    """Return the outlet of its own that a name or domain no table knows becomes; None when it has no letter or digit."""
    key = slug(name)
    return Outlet(key, name, known=False, kind="outlet") if key else None


def slug(name: str) -> str:
    """Return the key of an outlet that no table knows: its folded words, hyphenated ("" when it has none)."""
    return "-".join(words(name))[:_LONGEST_KEY].strip("-")
