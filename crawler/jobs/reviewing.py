"""Reviewing outlets: the ones no table knows, as they were seen, and which names may mean one outlet. Merges nothing by itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.errors import InputError
from crawler.provenance.outlets.near_names import Named, Near, near_names
from crawler.provenance.outlets.registry import Outlets
from crawler.sightings.domains import registered_domain
from crawler.sightings.record import Copy, Sighting
from crawler.sightings.registries import Registries
from crawler.store.decisions.outlets import decided_outlets
from crawler.store.records import sightings
from crawler.store.registry import is_stale
from crawler.store.store import Store

_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """An outlet that no table knows. `name` is the print most seen, `names` all of them, `urls` a few examples."""

    key: str
    name: str
    names: tuple[str, ...]
    sightings: int
    first_seen: datetime | None
    last_seen: datetime | None
    urls: tuple[str, ...]
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class OutletSeen:
    """An outlet, what it is called, and all names and domains that it goes by."""

    key: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """All strangers, most seen first, each with what it may be."""

    strangers: tuple[Stranger, ...]


def review(store: Store, registries: Registries) -> Review:
    """Return the outlets of *store* that no table knows. Those that a person decided about are not near to each other any more."""
    with store.read() as connection:
        return review_of(sightings(connection), registries, decided_outlets(connection))


def review_of(seen: Iterable[Sighting], registries: Registries, settled: Collection[frozenset[str]]) -> Review:
    """Return the outlets of some sightings that no table knows; pairs of keys that are *settled* are not near."""
    by_key: dict[str, list[Sighting]] = defaultdict(list)
    for each in seen:
        if each.outlet_key and not each.outlet_known:
            by_key[each.outlet_key].append(each)
    names = [*_strange_names(by_key, registries.outlets), *known_names(registries.outlets)]
    near = [each for each in near_names(names) if frozenset((each.key, each.other)) not in settled]
    strangers = [_stranger(key, found, near) for key, found in by_key.items()]
    return Review(tuple(sorted(strangers, key=lambda stranger: (-stranger.sightings, stranger.key))))


def stale(store: Store, registries: Registries) -> bool:
    """Whether a sighting of *store* may have been read with other registries than these."""
    with store.read() as connection:
        return is_stale(connection, registries)


def known_names(outlets: Outlets) -> list[Named]:
    """Return every name of the table."""
    return [
        Named(entry.outlet.key, name, known=True)
        for entry in outlets.by_key.values()
        for name in entry.names
    ]  # fmt: skip


def outlet_seen(copies: Iterable[Copy], outlets: Outlets, key: str) -> OutletSeen:
    """Return an outlet of a table or of some copies. Raises InputError where nothing has that key."""
    if (entry := outlets.by_key.get(key)) is not None:
        return OutletSeen(key, entry.outlet.name, (*entry.names, *entry.hosts))
    names = Counter(copy.outlet or key for copy in copies if copy.outlet_key == key)
    if not names:
        raise InputError(f"there is no outlet {key}")
    return OutletSeen(key, names.most_common(1)[0][0], tuple(sorted(names)))


def _strange_names(by_key: dict[str, list[Sighting]], outlets: Outlets) -> Iterable[Named]:
    for key, seen in by_key.items():
        sites = frozenset(site for sighting in seen if (site := _own_site(sighting, outlets)))
        for name in {sighting.outlet for sighting in seen}:
            yield Named(key, name or key, known=False, sites=sites)


def _own_site(seen: Sighting, outlets: Outlets) -> str | None:
    """Return the site an article is on, unless an aggregator shows it there."""
    if seen.url is None or outlets.relay_for(seen.url):
        return None
    site = registered_domain(seen.url)
    return site if seen.relay is None or site != registered_domain(seen.page_url) else None


def _stranger(key: str, seen: Sequence[Sighting], near: Sequence[Near]) -> Stranger:
    names = Counter(sighting.outlet or key for sighting in seen)
    ordered = sorted(names, key=lambda name: (-names[name], name))
    fetched = [sighting.fetched_at for sighting in seen if sighting.fetched_at]
    urls = sorted({url for sighting in seen if (url := sighting.url or sighting.page_url)})
    return Stranger(
        key=key,
        name=ordered[0],
        names=tuple(ordered),
        sightings=len(seen),
        first_seen=min(fetched, default=None),
        last_seen=max(fetched, default=None),
        urls=tuple(urls[:_EXAMPLES]),
        near=tuple(name for name in near if name.key == key),
    )
