"""Pages that would keep a browser busy forever, in a real Chromium: each is given up alone, with a reason, and the crawl goes on."""

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.crawling.browser.settings import browser_settings
from tests.command import Done, start, wiretrace
from tests.crawling.browser_pages import HOSTILE, scripted
from tests.job import start_job
from tests.site import Site

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.usefixtures("chromium")]
DEADLINE = ("failed", "deadline")
STORED = ("stored", None)
ENDS = {
    "/reload": STORED,  # after one reload it is read as it stands
    "/refresh": STORED,
    "/ping": ("refused", "redirects"),
    "/pong": ("refused", "redirects"),
    "/push": STORED,
    "/spin": DEADLINE,
    "/spin-later": DEADLINE,
    "/write": DEADLINE,
    "/write-later": DEADLINE,
    "/large": ("failed", "too-large"),
    "/greedy": ("failed", "page-crashed"),
    "/swelling": ("failed", "page-crashed"),
    "/dialogs": STORED,
    "/windows": STORED,
    "/downloads": STORED,
    "/blank": ("failed", "left-the-web"),
    "/asks": STORED,
    "/sent": ("refused", "robots"),
    "/says": ("refused", "robots"),
    "/json": STORED,
}
MORE = {
    "/robots.txt": b"User-agent: *\nDisallow: /hidden\n",
    "/sent": (302, {"Location": "/hidden/by-the-server"}, b""),
    "/says": scripted("location = '/hidden/by-the-page'"),
    "/json": (200, {"Content-Type": "application/json"}, b'{"items": []}'),
}


@pytest.fixture(scope="module")
def crawled(chromium, tmp_path_factory) -> tuple[Path, Site, Done]:
    """All hostile pages in one crawl: those that must meet their deadline get the shortest one, the others the longest."""
    folder = tmp_path_factory.mktemp("hostile")
    with Site(HOSTILE | MORE) as site:
        other = site.url.replace("127.0.0.1", "localhost")  # a host of its own: two pages at once
        told = []
        for name, seconds in (("patient", 80), ("brief", 5)):
            paths = [path for path, end in ENDS.items() if (end == DEADLINE) == (name == "brief")]
            urls = [f"{(site.url, other)[number % 2]}{path}" for number, path in enumerate(paths)]
            told.append(
                f'[source.{name}]\nkind = "page"\nurls = {urls}\nbrowser = true\nfollow = false\n'
                f"limits = {{ page_seconds = {seconds} }}\n"
            )
        (folder / "sources.toml").write_text("\n".join(told))
        done = wiretrace("crawl", "--all", "--no-track", cwd=folder, timeout=900)
    return folder, site, done


def ends(folder: Path) -> dict[str, tuple[str, str | None]]:
    """What became of each page, by its path."""
    with closing(sqlite3.connect(folder / "wiretrace.db")) as connection:
        found = connection.execute("SELECT url, state, reason FROM request").fetchall()
    return {f"/{url.split('/', 3)[3]}": (state, reason) for url, state, reason in found}


@pytest.mark.parametrize("path", ENDS)
def test_a_hostile_page_ends_with_one_reason(crawled, path):
    """Whatever a page does, it is read as it stands or given up, and counted."""
    assert ends(crawled[0])[path] == ENDS[path], crawled[2]


def test_nothing_is_told_twice_or_left_behind(crawled):
    """Every page is accounted for, nothing but our lines is printed, and what was refused is counted."""
    done = crawled[2]
    assert set(ends(crawled[0])) == set(ENDS)
    assert done.err == "wiretrace: no page could be fetched; the reasons are above\n"  # of the brief source
    for line in ("window refused 6", "download refused", "navigation refused", "renderer that took too much ended"):
        assert f"  browser: {line}" in done.out, done.out


def test_a_page_does_not_send_the_browser_about(crawled):
    """Windows, downloads, addresses that scripts write into the bar and pages that robots.txt forbids are never asked for."""
    asked = set(crawled[1].paths)
    assert asked == {*ENDS, "/robots.txt"}
    assert len(crawled[1].asked("/reload")) == 2


def the_browser(pid: int) -> int | None:
    """The process of the browser below a crawl's."""
    below = {pid}
    for path in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            command = (path / "cmdline").read_bytes().split(b"\0")
        except OSError:  # it ended
            continue
        if parent in below:
            below.add(int(path.name))
            if b"chromium" in command[0] and not any(each.startswith(b"--type") for each in command):
                return int(path.name)
    return None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the browser's process is found in /proc")
def test_a_crawl_outlives_its_browser(tmp_path):
    """The browser is killed twice: another is started, the pages that were open are opened again, and all are stored."""
    pages = {f"/page/{number}": scripted("") for number in range(6)}
    killed = 0
    with Site(pages) as site:
        job = start("crawl", *(site.url + path for path in pages), "--browser", "--no-track", cwd=tmp_path)
        while job.poll() is None:
            asked = sum(path.startswith("/page") for path in list(site.paths))
            if killed < 2 and asked >= 2 + 2 * killed and (browser := the_browser(job.pid)):
                os.kill(browser, signal.SIGKILL)
                killed += 1
            time.sleep(0.02)
        out, err = job.communicate()
    assert killed == 2
    assert "6 stored" in out, (out, err)
    assert "browser: page lost with the browser 2" in out
    assert err == ""


def test_a_browser_that_does_not_start_ends_the_crawl_in_one_line(tmp_path):
    """The pages stay pending, and the next run takes them up."""
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "chromium").write_text("#!/bin/sh\nexit 1\n")
    (fake / "chromium").chmod(0o755)
    with Site({"/a": scripted(""), "/b": scripted("")}) as site:
        command = ("crawl", site.url + "/a", site.url + "/b", "--browser", "--no-track")
        done = wiretrace(*command, cwd=tmp_path, PATH=f"{fake}{os.pathsep}{os.environ['PATH']}")
        assert done.code == 1
        assert done.err.splitlines()[-1].startswith("wiretrace: the browser does not start, the log above says why;")
        assert "Traceback" not in done.err
        assert "2 stored" in wiretrace(*command, cwd=tmp_path).out


def live(log: str) -> Iterator[int]:
    """How many contexts are open after each that began or ended, by the log."""
    number = 0
    for line in log.splitlines():
        number += ("Browser context started" in line) - ("Browser context closed" in line)
        yield number


def test_contexts_are_closed_after_some_pages(tmp_path):
    """Of 16 pages each context shows four; no more than two are open at once, and none at the end."""
    pages = {f"/page/{number}": scripted("") for number in range(16)}
    with Site(pages) as site:
        hosts = [site.url, site.url.replace("127.0.0.1", "localhost")]
        urls = [hosts[number % 2] + path for number, path in enumerate(pages)]
        settings = browser_settings(urls) | {"WIRETRACE_BROWSER_PAGES": 4, "LOG_LEVEL": "DEBUG"}
        job = start_job(urls, f"sqlite:///{tmp_path / 'store.db'}", **settings)
        out, log = job.communicate(timeout=300)
    assert '"stored": 16' in out, log
    assert log.count("Browser context started") == 4
    assert max(live(log)) <= 2
    assert list(live(log))[-1] == 0
