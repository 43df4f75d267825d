"""Row 7, over HTTP: a crawl of one hostile site beside a good one, with the processor time and the memory of all its processes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from crawler.store.schema import metadata
from crawler.store.store import Store
from tests.command import start
from tests.site import Site, article_path, page
from tests.torture.hostile_server import Bomb, HostileSite, bombs, plain
from tests.torture.watched import Watched

SECONDS, MEGABYTES = 5.0, 400.0
_GOOD = 4  # pages of the other site
_SETTINGS = 'contact = "https://desk.example/"\n'


class Cost(NamedTuple):
    """What a crawl came to: seconds of processor and MB of all its processes, what became of the bomb's page and of the good site's."""

    seconds: float
    megabytes: float
    took: float
    outcome: str
    good: int
    code: int
    said: str


def run(size: float = 1.0, only: str = "") -> list[str]:
    """Crawl every bomb whose name has *only*; return those that cost more than five seconds or 400 MB, hold others up, or have a reason that is not true."""
    quiet = crawled(Bomb("a good page", plain(page(1))))
    print(f"a good page: {quiet.seconds:.1f} s, {quiet.megabytes:.0f} MB; what follows is beyond these seconds")
    findings = []
    for bomb in bombs(size):
        if only not in bomb.name:
            continue
        cost = crawled(bomb)
        seconds = cost.seconds - quiet.seconds
        line = f"{bomb.name}: {seconds:.1f} s, {cost.megabytes:.0f} MB, {cost.outcome}, {cost.took:.0f} s by the clock"
        print(line, flush=True)
        findings += [f"BROKEN {line}: {what}" for what in _broken(bomb, cost, seconds)]
    return findings


def _broken(bomb: Bomb, cost: Cost, seconds: float) -> Iterable[str]:
    if seconds > SECONDS:
        yield f"more than {SECONDS} s"
    if cost.megabytes > MEGABYTES:
        yield f"more than {MEGABYTES} MB"
    if cost.outcome not in bomb.reasons:
        yield f"not {' or '.join(bomb.reasons)}"
    if cost.good != _GOOD:
        yield f"{cost.good} pages of the other site"
    if cost.code not in {0, 1} or "Traceback" in cost.said:  # 1 where nothing of a source came
        yield f"ended with {cost.code}: {cost.said[-300:]}"


def crawled(bomb: Bomb) -> Cost:
    """Crawl a bomb and a good site at once, in a process as a user starts it."""
    links = tuple(article_path(number) for number in range(1, _GOOD))
    good = {"/en/": page(0, links=links)} | {link: page(number) for number, link in enumerate(links, 1)}
    with tempfile.TemporaryDirectory() as name, HostileSite(bomb) as hostile, Site(good) as other:
        folder, url = Path(name), other.url.replace("127.0.0.1", "localhost")
        sources = (("bomb", bomb.kind, f"{hostile.url}/en/bomb"), ("good", "page", f"{url}/en/"))
        (folder / "sources.toml").write_text(
            _SETTINGS
            + "".join(f'[source.{n}]\nkind = "{k}"\nurls = ["{u}"]\nlimits = {{delay = 0}}\n' for n, k, u in sources)
        )
        began = time.monotonic()
        process = start(
            "crawl", "bomb", "good", "--no-track", "--max-pages", "50", cwd=folder, WIRETRACE_RETRY_TIMES="0"
        )
        watched = Watched(every=0.1)
        watched.begin(process)
        _, err = process.communicate()
        watched.end()
        outcomes = _outcomes(folder)
        return Cost(
            seconds=watched.seconds,
            megabytes=max(watched.memory, default=0) / 1e6,
            took=time.monotonic() - began,
            outcome=next((what for at, what in outcomes.items() if at.endswith("/en/bomb")), "no row"),
            good=sum(what == "stored" for at, what in outcomes.items() if at.startswith(url)),
            code=process.returncode,
            said=err,
        )


def _outcomes(folder: Path) -> dict[str, str]:
    """Return what became of each page: `stored`, or its reason."""
    requests = metadata.tables["request"].c
    store = Store(f"sqlite:///{folder / 'wiretrace.db'}")
    with store.read() as connection:
        rows = connection.execute(sa.select(requests.url, requests.state, requests.reason)).all()
    store.close()
    return {row.url: row.reason or row.state for row in rows}
