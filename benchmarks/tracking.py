"""How tracking grows: cost per article at several sizes, of distinct articles, of identical pages, of one wire everywhere.

``python -m benchmarks.tracking [SIZE ...]`` (10,000 and 100,000 when left out). Made-up articles: words drawn by Zipf's
law, a third of them copies of another, on an SQLite store on disk, in one process. Prints seconds and ratios.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.track import track
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig

_VOCABULARY = [f"{a}{b}{c}" for a in "bcdfghjklmnprstvw" for b in ("a", "e", "i", "o", "u", "ar", "en", "is") for c in
               ("", "ba", "cer", "dil", "fon", "gus", "han", "jor", "kel", "lim", "mot", "nar", "pir", "ros", "sul", "tem")]  # fmt: skip
_WEIGHTS = [1 / (rank + 3) for rank in range(len(_VOCABULARY))]
Article = dict[str, str]


def mixed(count: int, *, seed: int = 1) -> Iterator[Article]:
    """Give articles of 80 to 600 words; a third are copies of an earlier one, trimmed, extended or edited."""
    choose = random.Random(seed)
    recent: list[list[str]] = []
    for number in range(count):
        if recent and choose.random() < 1 / 3:
            words = _copy(choose, choose.choice(recent))
        else:
            words = choose.choices(_VOCABULARY, _WEIGHTS, k=choose.randint(80, 600))
            recent = [*recent[-200:], words]
        moment = f"2026-{1 + number * 11 // count:02d}-{1 + number * 27 // count % 28:02d}T{number % 24:02d}:00:00Z"
        yield {"id": str(number), "outlet": f"Outlet {number % 400}", "text": " ".join(words), "time": moment}


def identical(count: int) -> Iterator[Article]:
    """Give the same page *count* times, each at another outlet."""
    words = " ".join(random.Random(2).choices(_VOCABULARY, _WEIGHTS, k=300))
    for number in range(count):
        yield {"id": f"i{number}", "outlet": f"Outlet {number}", "text": words}


def one_wire(count: int) -> Iterator[Article]:
    """Give one wire at *count* outlets, each with a line of its own: no two texts are equal."""
    choose = random.Random(3)
    words = choose.choices(_VOCABULARY, _WEIGHTS, k=300)
    for number in range(count):
        own = choose.choices(_VOCABULARY, k=8)
        yield {"id": f"w{number}", "outlet": f"Outlet {number}", "text": " ".join([*words, *own])}


def seconds(articles: Iterator[Article], *, window: float | None = 72.0) -> tuple[float, int]:
    """Return how long tracking takes once the articles are in the store, and how many pairs it compares."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(article) + "\n" for article in articles)
        store = Store(f"sqlite:///{folder}/store.db")
        import_paths(store, [file], load_registries(), defaults=Defaults())
        start = time.perf_counter()
        done = track(store, TrackingConfig(window_hours=window))
        took = time.perf_counter() - start
        store.close()
    return took, done.candidates


def main(sizes: list[int]) -> None:
    """Print the table."""
    print(f"{'what':34}{'articles':>10}{'seconds':>10}{'ms each':>10}{'ratio':>8}{'pairs each':>12}")
    base = None
    cases = [("mixed articles", size, mixed(size)) for size in sizes]
    cases += [
        ("one page, again and again", 20_000, identical(20_000)),
        ("one wire, 5,000 outlets", 5_000, one_wire(5_000)),
    ]
    for what, size, articles in cases:
        took, pairs = seconds(articles)
        base = base or took / size
        print(
            f"{what:34}{size:>10,}{took:>10.1f}{took / size * 1000:>10.2f}{took / size / base:>8.2f}{pairs / size:>12.2f}",
            flush=True,
        )


def _copy(choose: random.Random, words: list[str]) -> list[str]:
    kind = choose.randrange(3)
    if kind == 0:
        return words[: max(60, int(len(words) * choose.uniform(0.4, 0.9)))]
    if kind == 1:
        return words + choose.choices(_VOCABULARY, _WEIGHTS, k=80)
    return [word if choose.random() > 0.02 else choose.choice(_VOCABULARY) for word in words]


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [10_000, 100_000])
