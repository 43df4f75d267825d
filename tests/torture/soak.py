"""Row 13: a long crawl with faults, and many scheduled runs: memory, handles and processes stay as they were, and every page is accounted for."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import DEVNULL, Popen

from crawler.clock import system_clock
from crawler.jobs.scheduling import Scheduler
from crawler.sources.reading import read_sources
from crawler.store.queue import Accounts, accounts
from crawler.store.runs import all_runs
from crawler.store.store import Store
from tests import places
from tests.command import environment, start
from tests.site import Answer, Site, article_path, page
from tests.torture.watched import Watched, descendants, handles_of, memory_of

FAULTY = 20  # one page in so many meets a fault
GROWTH = 1.10  # of memory from when a fifth is done to the end
LONG = 2_000  # pages from which a crawl has warmed up after a fifth
_ARTICLES = 50  # a section leads to

#: What a server does wrong, and the outcome that says so; each page asks again, so that retries meet it again.
FAULTS: dict[str, Answer] = {
    "http-500": (500, {}, b"broken"),
    "http-404": (404, {}, b"gone"),
    "http-403": (403, {}, b"no"),
    "empty-page": (200, {}, b""),
    "cut": (200, {"Content-Length": "90000"}, page(0)[:900]),
    "not-gzip": (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b" + b"no" * 40),
    "picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
}


def crawled(pages: int, seed: int) -> list[str]:
    """Crawl so many pages, one in twenty of them faulty; return what was not as promised."""
    choose = random.Random(seed)
    sections = {f"/en/section-{n}": range(n * _ARTICLES, (n + 1) * _ARTICLES) for n in range(pages // _ARTICLES)}
    wrong = {n: choose.choice(sorted(FAULTS)) for n in range(pages) if not choose.randrange(FAULTY)}
    routes: dict[str, object] = {
        path: page(10**6 + at, links=tuple(map(article_path, articles)))
        for at, (path, articles) in enumerate(sections.items())
    }
    routes |= {
        article_path(n): FAULTS[wrong[n]] if n in wrong else page(n) for articles in sections.values() for n in articles
    }
    with tempfile.TemporaryDirectory() as folder, Site(routes) as site:
        begun = time.monotonic()
        words = [
            "crawl",
            *(f"{site.url}{path}" for path in sections),
            "--delay",
            "0",
            "--no-track",
            "--max-pages",
            str(10 * pages),
        ]
        process = start(*words, cwd=Path(folder), WIRETRACE_RETRY_TIMES="1")
        seen = Watched()
        seen.begin(process)
        _, err = process.communicate()
        seen.end()
        took = time.monotonic() - begun
        counts = _accounts(Path(folder))
        total = len(sections) * (_ARTICLES + 1)
        time.sleep(1)  # for processes that end after the one that began them
        findings = [f"crawl ended with {process.returncode}: {err[-300:]}"] if process.returncode else []
        findings += [f"left processes: {seen.left}"] if seen.left else []
        findings += list(_unaccounted(counts, total, len(wrong)))
    growth = seen.growth()
    print(
        f"crawl: {total:,} pages, {len(wrong)} of them faulty {dict(sorted(Counter(wrong.values()).items()))}, in {took:.0f} s; "
        f"{counts.stored:,} stored, {dict(counts.failed)} failed, {dict(counts.refused)} refused; memory at most {max(seen.memory) / 1e6:.0f} MB, "
        f"at the end {growth:.2f} of that at the second fifth; handles at most {max(seen.handles)}, in the last fifth {max(seen.handles[-len(seen.handles) // 5 :])}"
    )
    return [*findings, *([f"memory grew to {growth:.2f}"] if growth > GROWTH and pages >= LONG else [])]


def scheduled(runs: int) -> list[str]:
    """Let one scheduler begin a source's crawl so often, by a clock that is put forward; return what was not as promised."""
    routes = {"/en/": page(1, links=(article_path(2),)), article_path(2): page(3)}
    with tempfile.TemporaryDirectory() as name, Site(routes) as site:
        folder = Path(name)
        (folder / "sources.toml").write_text(
            f'[source.gulls]\nkind = "page"\nurls = ["{site.url}/en/"]\nschedule = "every 1h"\n', encoding="utf-8"
        )
        store = Store(f"sqlite:///{folder / 'wiretrace.db'}")
        now = [datetime.now(UTC)]
        scheduler = Scheduler(
            store=store,
            sources=list(read_sources(folder / "sources.toml").values()),
            start=lambda source, run: _crawl(folder, source.name, run),
            notify=lambda _line: None,
            clock=lambda: now[0],
            beats=system_clock,
        )
        held: list[tuple[int, int]] = []
        for _ in range(runs):
            scheduler.step()
            for child in list(scheduler.running.values()):
                child.process.wait()
            scheduler.step()
            held.append((memory_of(os.getpid()), handles_of(os.getpid())))
            now[0] += timedelta(hours=1)
        with store.read() as connection:
            ends = Counter(f"{run.outcome}, exit code {run.exit_code}" for run in all_runs(connection))
        store.close()
    (early, handles), (late, last) = held[len(held) // 5], held[-1]
    print(
        f"schedule: {sum(ends.values())} runs, {dict(ends)}; memory {late / early:.2f} of that after a fifth, handles {handles} and {last}; left {descendants(os.getpid())}"
    )
    findings = [] if sum(ends.values()) == runs else [f"{sum(ends.values())} runs of {runs}"]
    return [
        *findings,
        *([f"memory grew to {late / early:.2f}"] if late > GROWTH * early else []),
        *([f"{last - handles} handles more"] if last > handles else []),
    ]


def _crawl(folder: Path, source: str, run: int) -> Popen[bytes]:
    words = [sys.executable, "-m", "crawler", "crawl", source, "--delay", "0"]
    about = environment() | {"PYTHONPATH": str(places.PROJECT), "WIRETRACE_RUN": str(run)}
    return Popen(words, cwd=folder, env=about, stdout=DEVNULL, stderr=DEVNULL)


def _accounts(folder: Path) -> Accounts:
    store = Store(f"sqlite:///{folder / 'wiretrace.db'}")
    with store.read() as connection:
        counts = accounts(connection)
    store.close()
    return counts


def _unaccounted(counts: Accounts, pages: int, faulty: int) -> Sequence[str]:
    """Each page has one outcome, none waits, and what was well is stored."""
    found = []
    if counts.seen != pages or counts.pending:
        found.append(f"{counts.seen} of {pages} pages seen, {counts.pending} pending")
    if counts.stored + sum(counts.failed.values()) + sum(counts.refused.values()) != counts.seen:
        found.append(f"outcomes do not add up: {counts}")
    if counts.stored < pages - faulty:
        found.append(f"{counts.stored} stored, {pages - faulty} were well")
    return found
