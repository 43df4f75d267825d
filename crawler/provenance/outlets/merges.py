"""Outlets that a person made one: a table of outlets as it is with such decisions, which win over every text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.provenance.outlets.entries import Entry, Outlet, is_host
from crawler.provenance.outlets.registry import Outlets


@dataclass(frozen=True, slots=True)
class OutletMerge:
    """The outlet *key*, which goes by *names* (domains among them), is the one with the key *home*, called *home_name* where no table knows it."""

    key: str
    names: tuple[str, ...]
    home: str
    home_name: str


def merged_outlets(table: Outlets, merges: Sequence[OutletMerge]) -> Outlets:
    """Return *table* with outlets made one, in the order of the decisions: what was merged into an outlet goes with it later."""
    entries, went_to = dict(table.by_key), dict[str, str]()
    for each in merges:
        key = _end(each.home, went_to)
        if key == each.key:  # it is that one by way of others
            continue
        went_to[each.key] = key
        moved = entries.pop(each.key, None)
        home = entries.pop(key, None) or _stranger(key, each.home_name)
        names = (*home.names, *(name for name in each.names if not is_host(name)), *(moved.names if moved else ()))
        hosts = (*home.hosts, *filter(is_host, each.names), *(moved.hosts if moved else ()))
        entries[key] = replace(home, names=tuple(dict.fromkeys(names)), hosts=tuple(dict.fromkeys(hosts)))
    return Outlets.from_entries(entries)


def _end(key: str, went_to: Mapping[str, str]) -> str:
    while key in went_to:
        key = went_to[key]
    return key


def _stranger(key: str, name: str) -> Entry:
    outlet = Outlet(key, name, known=True, kind="outlet")
    return Entry(outlet=outlet, names=() if is_host(name) else (name,), hosts=(name,) if is_host(name) else ())
