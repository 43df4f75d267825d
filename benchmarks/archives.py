"""Replay of a web archive beside parsing alone: WARC -> captures -> sightings, in the store and without it.

python -m benchmarks.archives
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

from crawler.jobs.intake.archives import ArchiveReader
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from tests.generated.generated_pages import MARKUPS, generate, render
from tests.jobs.archives import Archive, packed

PAGES = 120
ROUNDS = 3
GZIP = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))


def best(run: Callable[[], object]) -> float:
    """Return the least CPU seconds of some rounds."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def archive(folder: Path) -> Path:
    """Write pages with seven bodies each, in four markups, packed by the server, with a request and a 404 beside each."""
    seven = islice((page for page in map(generate, count()) if len(page.blocks) == 6), PAGES)
    written = Archive().info()
    for number, page in enumerate(seven):
        url = f"http://www.daily8.example/en/article/{number:032x}"
        body = render(page, list(MARKUPS)[number % len(MARKUPS)]).encode()
        written.add(packed(body), url=url, said=GZIP).add(b"", url=url, kind="request", status="GET / HTTP/1.1")
        written.add(b"gone", url=f"{url}0", status="404 Not Found")
    return written.written(folder / "pages.warc.gz")


def imported(path: Path, folder: Path) -> None:
    """Import the archive into a new store."""
    store = Store(f"sqlite:///{folder / f'{time.monotonic_ns()}.db'}")
    import_paths(store, [path], load_registries(), defaults=Defaults())
    store.close()


def main() -> None:
    """Print pages a second and the share of parsing's speed that replay has."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = archive(folder)
        registries = load_registries()

        def read() -> list[Capture]:
            return [each for each in ArchiveReader(lambda _: None).read(path) if isinstance(each, Capture)]

        captures = read()
        found = sum(len(observe(capture, registries).sightings) for capture in captures)
        parsing = best(lambda: [observe(capture, registries) for capture in captures])
        reading = best(read)
        replay = best(lambda: [observe(capture, registries) for capture in read()])
        storing = best(lambda: imported(path, folder))
        size = path.stat().st_size / 1e6
    for what, seconds in (
        ("parsing alone", parsing),
        ("reading the archive", reading),
        ("replay", replay),
        ("replay into a store", storing),
    ):
        print(f"{what:>20}: {PAGES / seconds:7.0f} pages/s, {parsing / seconds:6.0%} of parsing alone")
    print(f"{PAGES} pages, {found} sightings, {size:.1f} MB packed")


if __name__ == "__main__":
    main()
