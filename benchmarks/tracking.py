"""What importing, tracking and finding cost at several sizes, on news as `benchmarks.corpus` makes it.

``python -m benchmarks.tracking [--exponent X] [SIZE ...]`` (10,000 when left out; 1.9 is a heavy day). On an SQLite store on
disk, each size in a process of its own. Times are of the processor, so that a busy machine changes them little; the longest
write transaction is by the clock, with the processor's time and the function that wrote behind it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from sqlalchemy.engine import Connection

from benchmarks.corpus import Article, articles
from crawler.jobs.finding import find
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.track import track
from crawler.sightings.registries import Registries, load_registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig

_ASKED = 200  # texts that are looked for
_SHOWN = 20  # copies that are shown of each, as `wiretrace find` does
_CONFIG = TrackingConfig()
R = TypeVar("R")


@dataclass(frozen=True, slots=True, order=True)
class Transaction:
    """How long a write transaction took, its commit included: seconds by the clock and of the processor, and who wrote."""

    clock: float = 0.0
    processor: float = 0.0
    writer: str = ""


class TimedStore(Store):
    """A store that knows its longest write transaction."""

    longest = Transaction()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction, and time it from when it holds the lock."""
        writer = sys._getframe(2).f_code.co_name  # noqa: SLF001  # behind the context manager
        with super().write() as connection:
            clock, processor = time.perf_counter(), time.process_time()
            yield connection
        spent = Transaction(time.perf_counter() - clock, time.process_time() - processor, writer)
        self.longest = max(self.longest, spent)


def timed(work: Callable[[], R]) -> tuple[float, R]:
    """Return the processor's seconds that *work* takes, and what it returns."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def measure(size: int, exponent: float) -> None:
    """Print what one size costs."""
    registries = load_registries()
    made = list(articles(size + 1, exponent=exponent))
    with tempfile.TemporaryDirectory() as folder:
        store = TimedStore(f"sqlite:///{folder}/store.db")
        spent, _ = timed(lambda: _import(store, made[:-1], Path(folder), registries))
        print(f"{size:>9,} articles, exponent {exponent}")
        print(f"{'import, an article':44}{spent / size * 1e3:>10.2f} ms")
        store.longest = Transaction()
        spent, done = timed(lambda: track(store, _CONFIG))
        print(f"{'first tracking, an article':44}{spent / size * 1e3:>10.2f} ms")
        print(f"{'  pairs compared, an article':44}{done.candidates / size:>10.1f}")
        longest = store.longest
        print(f"{'  longest write transaction':44}{longest.clock:>10.2f} s ({longest.processor:.2f}, {longest.writer})")
        print(f"{'  memory at most, the corpus included':44}{_memory():>10.0f} MB")
        print(f"{'disk, an article':44}{(Path(folder) / 'store.db').stat().st_size / size / 1e3:>10.1f} kB")
        spent, _ = timed(lambda: track(store, _CONFIG))
        print(f"{'tracking with nothing new':44}{spent:>10.3f} s")
        _import(store, made[-1:], Path(folder), registries)
        spent, _ = timed(lambda: track(store, _CONFIG))
        print(f"{'tracking with one new article':44}{spent:>10.3f} s")
        asked = made[:: max(1, size // _ASKED)]
        times = [
            timed(lambda text=each["text"]: find(store, text, registries, _CONFIG, limit=_SHOWN))[0] for each in asked
        ]  # type: ignore[misc]
        print(f"{'find, half of the texts within':44}{np.percentile(times, 50) * 1e3:>10.1f} ms")
        print(f"{'find, 99 in 100 within':44}{np.percentile(times, 99) * 1e3:>10.1f} ms", flush=True)
        store.close()


def _import(store: Store, made: list[Article], folder: Path, registries: Registries) -> None:
    file = folder / "articles.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in made), encoding="utf-8")
    import_paths(store, [file], registries, defaults=Defaults())


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure each size in a process of its own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", type=int, default=[10_000])
    options.add_argument("--exponent", type=float, default=2.5)
    asked = options.parse_args()
    if len(asked.sizes) == 1:
        measure(asked.sizes[0], asked.exponent)
        return
    for size in asked.sizes:
        command = [sys.executable, "-m", "benchmarks.tracking", str(size), "--exponent", str(asked.exponent)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
