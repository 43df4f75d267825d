"""Crawling many hosts at once: a hundred feeds, a hundred hosts at their own pace, and what a page costs, beside plain Scrapy.

python -m benchmarks.crawling [FEEDS] [HOSTS] [PAGES]
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.web import Web, article, served

CONTACT = ("--contact", "https://desk.example/crawler")
PLAIN = """
import sys, trafilatura
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess

proxy, hosts, pages, reads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "read"

class Plain(Spider):
    name = "plain"
    async def start(self):
        for page in range(pages):
            for host in range(hosts):
                yield Request(f"http://h{host}.news.example/a/{page}", meta={"proxy": proxy})
    def parse(self, response):
        if reads:
            trafilatura.bare_extraction(response.body, with_metadata=True)

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS": 100, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0})
process.crawl(Plain)
process.start()
"""


#: Runs a command and waits for the processes that it leaves behind, too: those that read pages belong to one which the
#: command does not wait for, and their time would count nowhere.
REAPER = """
import ctypes, os, subprocess, sys

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
code = subprocess.run(sys.argv[1:]).returncode
while True:
    try:
        os.wait()
    except ChildProcessError:
        sys.exit(code)
"""


def used(words: list[str], folder: Path) -> tuple[float, float, str]:
    """Run a command and return the seconds on the clock, those of the processor with its children's, and what it printed."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIRETRACE_")}
    environment = kept | {"PYTHONPATH": str(Path(__file__).parents[1])}
    reaped = [sys.executable, "-c", REAPER, *words]
    done = subprocess.run(reaped, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stderr)
    return time.monotonic() - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def crawl(proxy: str, *words: str) -> tuple[float, float, int]:
    """Crawl through the proxy into a new store, without tracking; return seconds on the clock, of the processor, pages stored."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "crawler", "crawl", *words, *CONTACT, "--proxy", proxy, "--no-track"]
        wall, cpu, out = used(command, Path(name))
    stored = sum(int(line.split(" stored")[0].rpartition(" ")[2]) for line in out.splitlines() if " stored +" in line)
    return wall, cpu, stored


def feeds(number: int) -> None:
    """Crawl a hundred sources with one feed each, a third of a second away, with the default settings."""
    with served(Web(latency=0.3, pages=0)) as proxy, tempfile.TemporaryDirectory() as name:
        file = Path(name) / "sources.toml"
        file.write_text(
            "".join(
                f'[source.s{n}]\nkind = "feed"\nurls = ["http://h{n}.news.example/feed.xml"]\n' for n in range(number)
            ),
            encoding="utf-8",
        )
        wall, cpu, stored = crawl(proxy, "--all", "--sources", str(file))
    print(f"{number} sources x one feed, 300 ms of latency: {wall:.1f} s, {cpu:.1f} s of CPU, {stored} stored")


def pace(hosts: int, pages: int) -> None:
    """Crawl a hundred hosts of one source, each asked once a second."""
    with served(Web(pages=pages - 1)) as proxy:
        urls = [f"http://h{host}.news.example/" for host in range(hosts)]
        wall, cpu, stored = crawl(proxy, *urls, "--delay", "1")
    print(f"{hosts} hosts x {pages} pages, delay 1 s: {wall:.1f} s, {cpu:.1f} s of CPU, {stored} stored")


def cost(pages: int) -> None:
    """Show what a page costs when nothing is waited for: all of the command less its start, and plain Scrapy on the same pages.

    The start of the processes that read, which forty pages have begun, is no page's cost and is printed apart.
    """
    hosts, each = 10, pages // 10
    with served(Web(pages=each)) as proxy, tempfile.TemporaryDirectory() as name:
        urls = [f"http://h{host}.news.example/" for host in range(hosts)]
        nothing = crawl(proxy, urls[0], "--delay", "0", "--max-pages", "1")[1]
        _, few, begun = crawl(proxy, *urls, "--delay", "0", "--max-pages", "40")
        _, cpu, stored = crawl(proxy, *urls, "--delay", "0")
        page = (cpu - few) / max(stored - begun, 1)
        print(
            f"start {nothing:.1f} s of CPU, that of the processes that read {few - nothing - (begun - 1) * page:.1f} s"
        )
        rows = [("crawl, stored with attribution", page)]
        for title, reads in (("plain Scrapy", "fetch"), ("plain Scrapy + trafilatura", "read")):
            plain = [sys.executable, "-c", PLAIN, proxy, str(hosts), str(each), reads]
            none = used([*plain[:4], "1", "1", reads], Path(name))[1]
            rows.append((title, (used(plain, Path(name))[1] - none) / (hosts * each - 1)))
    kilobytes = len(article(1)) / 1000
    for title, seconds in rows:
        print(f"{title}: {seconds * 1000:.1f} ms of CPU a page of {kilobytes:.0f} kB")


def main() -> None:
    """Print the three measurements."""
    asked = [int(word) for word in sys.argv[1:]]
    sources, hosts, pages = (*asked, *(100, 100, 400)[len(asked) :])
    feeds(sources)
    pace(hosts, 20)
    cost(pages)


if __name__ == "__main__":
    main()
