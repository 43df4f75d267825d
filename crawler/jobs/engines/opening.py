"""Opening a batch engine by its name, in the folder that its tables are kept in until they are written back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crawler.errors import BatchFailed
from crawler.jobs.engines.engine import Engine
from crawler.jobs.engines.track_all import track_all
from crawler.jobs.progress import Progress, silent
from crawler.jobs.track import Tracked
from crawler.pool.workers import Workers
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig

EngineName = Literal["duckdb", "spark"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """An engine, the *folder* that its tables stay in (None: beside the store, until they are written back), and Spark's *master*.

    A folder of Spark's may be on any file system that it reads.
    """

    name: EngineName
    folder: str | None = None
    master: str | None = None


def track_with(
    chosen: Chosen, store: Store, config: TrackingConfig, *, processes: int = 0, progress: Progress = silent
) -> Tracked:
    """Track all copies of *store* again by an engine. Raises BatchFailed where that is not installed, or copies change meanwhile."""
    folder = chosen.folder or _beside(store)
    with Workers(processes) as workers:
        done = track_all(store, config, lambda name: _opened(chosen, folder, name, workers), workers, progress=progress)
    if chosen.folder is None:
        shutil.rmtree(folder, ignore_errors=True)
    return done


def _beside(store: Store) -> str:
    """Return a folder beside the store's file, or here for a store on a server."""
    file = store.engine.url.database if store.engine.dialect.name == "sqlite" else None
    return str(Path(f"{file or 'wiretrace'}.batch").absolute())


def _opened(chosen: Chosen, folder: str, name: str, workers: Workers) -> Engine:
    if chosen.folder is None:
        for other in Path(folder).glob("*"):
            if other.name != name:  # a batch of other copies, or by other rules
                shutil.rmtree(other, ignore_errors=True)
    try:
        if chosen.name == "duckdb":
            from crawler.jobs.engines.duck import DuckEngine  # noqa: PLC0415  # an extra

            return DuckEngine(Path(folder) / name, workers)
        from crawler.jobs.engines.spark import SparkEngine  # noqa: PLC0415  # an extra

        return SparkEngine(f"{folder}/{name}", master=chosen.master)
    except ImportError as missing:
        raise BatchFailed(f"{missing.name} is not installed: pip install 'wiretrace[{chosen.name}]'") from None
