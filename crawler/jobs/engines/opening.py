"""Opening a batch engine by its name, in the folder that its tables are kept in until they are written back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, Literal

from crawler.errors import BatchFailed
from crawler.jobs.engines.engine import Engine
from crawler.jobs.engines.track_all import track_all
from crawler.jobs.progress import Progress, silent
from crawler.jobs.track import Tracked
from crawler.pool.workers import Workers
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig

EngineName = Literal["duckdb"]


def track_with(
    engine: EngineName,
    store: Store,
    config: TrackingConfig,
    *,
    folder: Path | None = None,
    processes: int = 0,
    progress: Progress = silent,
) -> Tracked:
    """Track all copies of *store* again by an engine; its tables stay in *folder* where one is given. Raises BatchFailed.

    Without one they are kept beside the store, and go when they are written.
    """
    place = folder or _beside(store)
    with Workers(processes) as workers:
        done = track_all(store, config, partial(_OPENERS[engine], place, workers), workers, progress=progress)
    if folder is None:
        shutil.rmtree(place, ignore_errors=True)
    return done


def _beside(store: Store) -> Path:
    """Return a folder beside the store's file, or here for a store on a server."""
    file = store.engine.url.database if store.engine.dialect.name == "sqlite" else None
    return Path(f"{file or 'wiretrace'}.batch")


def _duckdb(place: Path, workers: Workers, name: str) -> Engine:
    try:
        from crawler.jobs.engines.duck import DuckEngine  # noqa: PLC0415  # an extra
    except ImportError as missing:
        raise BatchFailed(f"{missing.name} is not installed: pip install 'wiretrace[duckdb]'") from None
    for other in place.glob("*"):
        if other.name != name:  # a batch of other copies, or by other rules
            shutil.rmtree(other, ignore_errors=True)
    return DuckEngine(place / name, workers)


_OPENERS: Final[Mapping[EngineName, Callable[[Path, Workers, str], Engine]]] = {"duckdb": _duckdb}
