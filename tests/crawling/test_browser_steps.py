"""Steps that a source declares, done in a real Chromium: scrolling, "load more", cookie walls, waiting; and what is told of them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.command import Done, wiretrace
from tests.crawling.browser_pages import STEPPED, front
from tests.crawling.test_browser_crawl import seen
from tests.site import Site, article_path

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.usefixtures("chromium")]
#: What is done on each page, and what is told of it; how many of its blocks are read then.
CASES = {
    "scroll": ("{ scroll = 9 }", ["scrolled 3 times"], 8),
    "endless": ("{ scroll = 2 }", ["scrolled 2 times, and there was more to come"], 6),
    "box": ("{ scroll = 9 }", ["scrolled 2 times"], 6),
    "button": ('{ click = "load more", times = 9 }', ['clicked "load more" 3 times'], 8),
    "link": (
        '{ click = "More stories" }, { click = "css:#nope", seconds = 0.5 }, { click = "css:[[]]" }',
        [
            'clicked "More stories" once',
            'step 2 not done: click "css:#nope": not there',
            'step 3 not done: click "css:[[]]": the browser cannot read the selector',
        ],
        2,
    ),
    "wall": (
        '{ dismiss = "Reject all" }, { dismiss = "accept all" }, { wait = "Gulls 10" }',
        ['dismissed "accept all"', 'waited for "Gulls 10"'],
        2,
    ),
    "late": ('{ wait = "css:#list.full" }', ['waited for "css:#list.full"'], 2),
    "form": ('{ dismiss = "I agree" }', [], 3),
}


def sources(folder: Path, site: Site) -> None:
    """Write a sources file with a source for each case."""
    told = [
        f'[source.{name}]\nkind = "page"\nurls = ["{site.url}/{name}"]\nbrowser = true\nfollow = false\nlayout = "daily8"\n'
        f"steps = [{steps}]\n"
        for name, (steps, _, _) in CASES.items()
    ]
    (folder / "sources.toml").write_text("\n".join(told))


def notes(folder: Path) -> dict[str, list[str]]:
    """The notes of each capture in the store by its path, the blocks' own left out."""
    with closing(sqlite3.connect(folder / "wiretrace.db")) as connection:
        found = connection.execute("SELECT url, notes FROM capture").fetchall()
    return {url.split("/", 3)[3]: [each for each in json.loads(told) if " " in each] for url, told in found}


@pytest.fixture(scope="module")
def crawled(chromium, tmp_path_factory) -> tuple[Path, Site, Done]:
    """All cases crawled once: the folder of the store, the site with what it was asked for, what the command said."""
    folder = tmp_path_factory.mktemp("steps")
    with Site(STEPPED) as site:
        sources(folder, site)
        done = wiretrace("crawl", "--all", "--no-track", cwd=folder, timeout=300)
    return folder, site, done


@pytest.mark.parametrize("name", CASES)
def test_what_was_done_is_kept_with_the_page(crawled, name):
    """Each step leaves a note on the capture, and those that were required and not done say why."""
    assert notes(crawled[0])[name] == CASES[name][1], crawled[2]


def test_what_the_steps_brought_is_read(crawled):
    """Blocks that came by scrolling, clicking or behind a wall are sightings; a page whose step failed is read as it stands."""
    with closing(sqlite3.connect(crawled[0] / "wiretrace.db")) as connection:
        query = "SELECT url, count(*) - 1 FROM sighting JOIN capture ON capture.id = capture_id GROUP BY url"
        found = {url.split("/", 3)[3]: blocks for url, blocks in connection.execute(query)}
    assert found == {name: blocks for name, (_, _, blocks) in CASES.items()}


def test_steps_that_could_not_be_done_are_counted(crawled):
    """The crawl tells how many pages missed which step, and what it did not let happen; it is no failure."""
    done = crawled[2]
    assert done.code == 0
    assert done.err == ""
    assert '  browser: step 2 not done: click "css:#nope": not there 1\n' in done.out
    assert "  browser: navigation refused 1\n" in done.out


def test_a_click_leads_nowhere_else_and_a_wall_leads_back(crawled):
    """A link to another page is not followed by clicking; the form of a cookie wall is sent once, and its cookie comes back."""
    site = crawled[1]
    assert "/elsewhere" not in site.paths
    assert [each.status for each in site.asked("/consent")] == [303]
    assert [each.headers.get("Cookie") for each in site.asked("/form")] == [None, "consent=yes"]


def test_an_endless_page_is_scrolled_no_further_than_said(crawled):
    """Two times two blocks were asked for, and no more while the page was read."""
    site = crawled[1]
    assert site.paths.count("/more/3") == 2  # of /scroll and /button, which have three


def test_the_check_does_the_steps_too(tmp_path):
    """`sources check` says what was done and what was not, and stores nothing."""
    with Site(STEPPED) as site:
        sources(tmp_path, site)
        done = wiretrace("sources", "check", "scroll", "link", cwd=tmp_path)
    assert "notes: scrolled 3 times" in done.out, done
    assert "  8 related blocks" in done.out
    assert 'step 2 not done: click "css:#nope": not there' in done.out
    assert not (tmp_path / "wiretrace.db").exists()


def test_steps_are_for_start_pages_and_walls_for_all(tmp_path):
    """Further pages are not scrolled unless the source says so; what was done outlives a new reading and an archive."""
    article = article_path(1)
    link = f'<a href="{article}">x</a>'
    wall = '<button onclick="this.remove()">Accept all</button>'
    pages = STEPPED | {"/en/": front("", below=link + wall), article: front("", below=wall)}
    with Site(pages) as site:
        (tmp_path / "sources.toml").write_text(
            f'[source.a]\nkind = "page"\nurls = ["{site.url}/en/"]\nbrowser = true\n'
            'steps = [{ dismiss = "Accept all" }, { scroll = 3 }, { wait = "Gulls 2", pages = "all" }]\n'
        )
        done = wiretrace("crawl", "a", "--warc", "kept", "--no-track", cwd=tmp_path)
    expected = {
        "en/": ['dismissed "Accept all"', "scrolled, and nothing came", 'waited for "Gulls 2"'],
        article[1:]: ['dismissed "Accept all"', 'waited for "Gulls 2"'],
    }
    assert notes(tmp_path) == expected, done
    assert wiretrace("track", "--rebuild", cwd=tmp_path).code == 0
    assert notes(tmp_path) == expected
    (tmp_path / "wiretrace.db").rename(tmp_path / "live.db")
    assert wiretrace("import", "kept", "--no-track", cwd=tmp_path).code == 0
    assert notes(tmp_path) == expected
    assert len(seen(tmp_path)) == 6


def test_the_start_of_a_feed_is_fetched_plainly(tmp_path):
    """A browser would show its own rendering of a feed; the pages it lists are opened in the browser."""
    article = article_path(1)
    with Site(STEPPED | {article: front("more()")}) as site:
        rss = f"<rss version='2.0'><channel><title>x</title><item><title>Gulls</title><link>{site.url}{article}</link></item></channel></rss>"
        site.routes["/feed.xml"] = (200, {"Content-Type": "application/rss+xml"}, rss.encode())
        (tmp_path / "sources.toml").write_text(
            f'[source.a]\nkind = "feed"\nurls = ["{site.url}/feed.xml"]\nbrowser = true\n'
        )
        done = wiretrace("crawl", "a", "--no-track", cwd=tmp_path)
    assert "2 stored" in done.out, done
    assert [each.path for each in site.requests if each.path == "/more/1"] == ["/more/1"]
