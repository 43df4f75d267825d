"""What the crawls of one process share: the open store, the registries, and which runs in the store are theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.pages.custom.bundle import pack
from crawler.pool.limits import processes_for
from crawler.pool.pool import ReadingPool
from crawler.sightings.registries import Registries, custom_outlets_text
from crawler.store.registry import registries_chosen
from crawler.store.store import Store


@dataclass(slots=True, eq=False)
class Shared:
    """Parts that a hundred crawls at once must not each have: connections to the database, registries.

    `runs` are the open runs of this process: they live as long as it does. Whoever makes it closes it.
    """

    runs: set[int] = field(default_factory=set)
    _stores: dict[str, Store] = field(default_factory=dict)
    _registries: dict[tuple[str, ...], Registries] = field(default_factory=dict)
    _pools: dict[tuple[str, ...], ReadingPool] = field(default_factory=dict)

    def store(self, settings: BaseSettings) -> Store:
        """Return the open store of these settings. Raises StoreError."""
        url = settings["WIRETRACE_STORE"]
        if url not in self._stores:
            self._stores[url] = Store(url)
        return self._stores[url]

    def registries(self, settings: BaseSettings) -> Registries:
        """Return the registries with the user's files: paths, "none", or when neither is said those that the store keeps."""
        key = _names(settings)
        _, outlets, *layouts = key
        if key not in self._registries:
            self._registries[key] = _registries(self.store(settings), outlets, layouts)
        return self._registries[key]

    def pool(self, settings: BaseSettings) -> ReadingPool:
        """Return the processes that read pages with the registries of these settings."""
        key = _names(settings)
        if key not in self._pools:
            wanted = settings.get("WIRETRACE_PROCESSES")
            processes = processes_for(None if wanted in {None, ""} else int(wanted))
            self._pools[key] = ReadingPool(self.registries(settings), processes)
        return self._pools[key]

    def close(self) -> None:
        """End the processes, close the stores."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()
        for store in self._stores.values():
            store.close()
        self._stores.clear()


def _names(settings: BaseSettings) -> tuple[str, ...]:
    """Return what names the registries of a crawl: its store, its outlets, its layouts."""
    layouts = map(str, settings.getlist("WIRETRACE_LAYOUTS"))
    return settings["WIRETRACE_STORE"], settings.get("WIRETRACE_OUTLETS") or "", *layouts


def _registries(store: Store, extra: str, layouts: Sequence[str]) -> Registries:
    outlets = custom_outlets_text(Path(extra)) if extra else None
    custom_layouts = pack([Path(path) for path in layouts]) if layouts else None
    with store.read() as connection:
        return registries_chosen(connection, outlets, custom_layouts)
