"""Memory of a crawl of 500 pages in Chromium, with its contexts closed after some pages and without: peak, slope, seconds.

python -m benchmarks.browser [PAGES]

Proportional memory (PSS) of the crawl, Playwright's driver and all of Chromium's processes, from /proc: Linux only.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from crawler.crawling.browser.settings import browser_settings
from crawler.settings import WIRETRACE_BROWSER_PAGES
from tests.job import start_job
from tests.site import Site, story

PAGES = 500
EVERY = 0.5  # seconds between two looks
WARM = 100  # pages before growth counts: caches fill, too


def page(number: int) -> bytes:
    """Return a page of the size of a front page, with a script that builds its half of it and keeps some megabytes busy."""
    stories = "".join(
        f"<article><h2>Gulls {number}.{n}</h2><p>{story(number * 50 + n)}</p></article>" for n in range(40)
    )
    return f"""<!doctype html><html><head><script src="/library.js"></script></head><body><h1>Gulls counted {number}</h1>
<main>{stories}</main><div id="more"></div><script>
window.kept = Array.from({{length: 200}}, (_, n) => new Array(2000).fill(n + {number}));
fetch("/stories.json?{number}").then(a => a.json()).then(found => {{
  for (const each of found) more.insertAdjacentHTML("beforeend", `<article><h2>${{each}}</h2><p>${{each.repeat(30)}}</p></article>`);
}});</script></body></html>""".encode()


def routes() -> dict[str, object]:
    library = ";".join(f"window.f{n} = function (a) {{ return a.map(b => b + {n}); }}" for n in range(4000)).encode()
    said = {"Content-Type": "application/json"}
    listed = ("[" + ",".join(f'"Gulls again {n} "' for n in range(40)) + "]").encode()
    return {
        "/library.js": (200, {"Content-Type": "text/javascript"}, library),
        **{f"/page/{number}": page(number) for number in range(PAGES)},
        **{f"/stories.json?{number}": (200, said, listed) for number in range(PAGES)},
    }


def descendants(pid: int) -> Iterator[int]:
    """Give a process and all below it."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
        except OSError:  # it ended
            continue
    waiting = [pid]
    while waiting:
        yield (each := waiting.pop())
        waiting += parents.get(each, [])


PARTS = ("crawl", "driver", "browser")


def pss(pid: int) -> tuple[float, float, float]:
    """Return the proportional memory of a crawl's process, of Playwright's driver and of the browser, in megabytes."""
    found = dict.fromkeys(PARTS, 0)
    for each in descendants(pid):
        try:
            command = Path(f"/proc/{each}/cmdline").read_bytes().partition(b"\0")[0]
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:  # it ended
            continue
        part = "crawl" if each == pid else "driver" if command.endswith(b"node") else "browser"
        found[part] += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found["crawl"] / 1024, found["driver"] / 1024, found["browser"] / 1024


def measure(what: str, pages: int, pages_a_context: int) -> None:
    """Crawl, and print what the memory did."""
    looks: list[tuple[float, ...]] = []
    with tempfile.TemporaryDirectory() as folder, Site(routes()) as site:  # type: ignore[arg-type]
        hosts = [site.url, site.url.replace("127.0.0.1", "localhost")]  # two hosts: two pages at once
        urls = [f"{hosts[number % 2]}/page/{number}" for number in range(pages)]
        settings = browser_settings(urls) | {"WIRETRACE_BROWSER_PAGES": pages_a_context}
        began = time.monotonic()
        job = start_job(urls, f"sqlite:///{folder}/store.db", **settings)
        while job.poll() is None:
            asked = sum(each.path.startswith("/page/") for each in list(site.requests))
            looks.append((asked, *pss(job.pid)))
            time.sleep(EVERY)
        seconds = time.monotonic() - began
        out, err = job.communicate()
    if job.returncode:
        raise SystemExit(err)
    seen = np.array(looks)
    print(
        f"{what}: peak {seen[:, 1:].sum(axis=1).max():.0f} MB, {seconds / pages:.2f} s a page; {out.splitlines()[-1][:32]}"
    )
    grown = seen[(seen[:, 0] >= min(WARM, pages // 3)) & (seen[:, 0] < pages)]
    for number, part in enumerate(PARTS, start=1):
        slope = np.polyfit(grown[:, 0], grown[:, number], 1)[0] * 100
        print(
            f"{part:>12}: middle {np.median(grown[:, number]):4.0f} MB, growth {slope:+6.1f} MB in 100 pages",
            flush=True,
        )


def main() -> None:
    """Print both."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    measure(f"closed after {WIRETRACE_BROWSER_PAGES} pages", pages, WIRETRACE_BROWSER_PAGES)
    measure("never closed", pages, 10**9)


if __name__ == "__main__":
    main()
