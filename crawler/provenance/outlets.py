"""Outlets: who an outlet is, by the name a page prints or by the host of a URL. Data lives in `outlets.toml`.

The caller passes the TOML text (ours, then the user's): this room opens no file. An unknown name becomes an outlet of
its own, flagged; two names are never merged because they look alike.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from crawler.text.sanitize import sanitize
from crawler.text.words import words

KINDS: Final = ("outlet", "agency", "aggregator")
DATE_ORDERS: Final = ("DMY", "MDY")
_FIELDS: Final = frozenset({"key", "name", "aliases", "domains", "kind", "country", "timezone", "group", "date_order"})
_LONGEST_KEY: Final = 80


class OutletsError(ValueError):
    """The table of outlets cannot be used; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. `known` says that it stands in a table; else `key` is a slug of the printed name."""

    key: str
    name: str
    known: bool
    kind: str
    country: str | None = None
    timezone: str | None = None
    group: str | None = None
    date_order: str | None = None


@dataclass(frozen=True, slots=True)
class Outlets:
    """The table of outlets, by folded name and by host."""

    by_name: Mapping[str, Outlet]
    by_host: Mapping[str, Outlet]

    @classmethod
    def from_toml(cls, text: str, *more: str) -> Outlets:
        """Build the table from TOML texts; an entry of a later text replaces one of the same key, its names and hosts too.

        Raises OutletsError for text that is not TOML, unknown fields or kinds, and names or hosts claimed twice in one text.
        """
        entries: dict[str, tuple[Outlet, tuple[str, ...], tuple[str, ...]]] = {}
        for layer in (text, *more):
            entries |= _read_layer(layer)
        by_name: dict[str, Outlet] = {}
        by_host: dict[str, Outlet] = {}
        for outlet, names, hosts in entries.values():
            by_name.update(dict.fromkeys(names, outlet))
            by_host.update(dict.fromkeys(hosts, outlet))
        return cls(MappingProxyType(by_name), MappingProxyType(by_host))

    def resolve(self, printed: str | None, *, url: str | None = None) -> Outlet | None:
        """Return the outlet that a page prints as *printed*, or whose own site *url* is on; None when neither says.

        A known name wins over the host, a known host over an unknown name. An aggregator's host names no outlet: it relays.
        """
        name = " ".join(sanitize(printed or "").split())
        known = self._by_printed(name)
        if known is not None:
            return known
        host = self.at(url)
        if host is not None and host.kind != "aggregator":
            return host
        key = slug(name)
        return Outlet(key, name, known=False, kind="outlet") if key else None

    def relay_for(self, url: str | None) -> Outlet | None:
        """Return the aggregator that *url* is on, mirrors included, or None."""
        found = self.at(url)
        return found if found is not None and found.kind == "aggregator" else None

    def at(self, url: str | None) -> Outlet | None:
        """Return whoever owns the host of *url*, by the longest name of the table that it ends in, or None."""
        labels = host_of(url).split(".") if url else []
        for start in range(len(labels) - 1):
            tail = labels[start:]
            for pattern in (".".join(tail), ".".join([tail[0], "*", *tail[2:]])):
                if pattern in self.by_host:
                    return self.by_host[pattern]
        return None

    def _by_printed(self, name: str) -> Outlet | None:
        folded = _fold_name(name)
        return self.by_name.get(folded) or (self.by_name.get(folded.removesuffix("com")) if name else None)


def host_of(url: str) -> str:
    """Return the host of an http(s) *url*, lower-case, without port and final dot; "" when it has none."""
    try:
        parts = urlsplit(url.strip())
        return (parts.hostname or "").rstrip(".") if parts.scheme.lower() in {"http", "https"} else ""
    except ValueError:  # a bracket that closes no address
        return ""


def slug(name: str) -> str:
    """Return the key of an outlet that no table knows: its folded words, hyphenated ("" when it has none)."""
    return "-".join(words(name))[:_LONGEST_KEY].strip("-")


def _fold_name(name: str) -> str:
    """Return *name* for comparison: folded words, no leading article, no spaces ("The Hindu Business Line")."""
    folded = words(name)
    return "".join(folded[1:] if len(folded) > 1 and folded[0] == "the" else folded)


def _read_layer(text: str) -> dict[str, tuple[Outlet, tuple[str, ...], tuple[str, ...]]]:
    try:
        rows = tomllib.loads(text).get("outlet", [])
    except tomllib.TOMLDecodeError as error:
        raise OutletsError(f"outlets are not TOML: {error}") from error
    read = [_read_row(row) for row in rows]
    _refuse_twice("key", (outlet.key for outlet, _, _ in read))
    _refuse_twice("name", (name for _, names, _ in read for name in names))
    _refuse_twice("domain", (host for _, _, hosts in read for host in hosts))
    return {entry[0].key: entry for entry in read}


def _read_row(row: object) -> tuple[Outlet, tuple[str, ...], tuple[str, ...]]:
    if not isinstance(row, dict) or not row.get("key") or not row.get("name"):
        raise OutletsError(f"an outlet needs a key and a name: {row!r}")
    if unknown := sorted(row.keys() - _FIELDS):
        raise OutletsError(f"outlet {row['key']}: unknown field {unknown[0]}")
    kind, date_order = row.get("kind", "outlet"), row.get("date_order")
    if kind not in KINDS or date_order not in (None, *DATE_ORDERS):
        raise OutletsError(f"outlet {row['key']}: kind is one of {KINDS}, date_order one of {DATE_ORDERS}")
    outlet = Outlet(
        row["key"], row["name"], known=True, kind=kind, country=row.get("country"),
        timezone=row.get("timezone"), group=row.get("group"), date_order=date_order,
    )  # fmt: skip
    names = dict.fromkeys(_fold_name(name) for name in (row["name"], *row.get("aliases", ())))
    hosts = tuple(host.lower().removeprefix("www.") for host in row.get("domains", ()))
    return outlet, tuple(names), hosts


def _refuse_twice(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise OutletsError(f"{what} {value} stands twice among the outlets")
        seen.add(value)
