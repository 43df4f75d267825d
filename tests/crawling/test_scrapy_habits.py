"""Scrapy's own commands work on the project: crawl, parse and shell, with settings by -s."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.store.records import sightings
from crawler.store.store import Store
from tests import places
from tests.command import environment
from tests.site import Site, article_path, page

pytestmark = pytest.mark.slow

ROOT = places.PROJECT
READ = "__import__('crawler.spiders.reading', fromlist=['read']).read"  # -c takes an expression, not an import


@pytest.fixture(scope="module")
def site():
    """One Daily8-like page, and one page that is nothing."""
    with Site({article_path(1): page(1), "/nothing": b"<html><body><p>Hello.</p></body></html>"}) as running:
        yield running


def scrapy(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run Scrapy's command in a folder with the scrapy.cfg that docs/scrapy.md shows."""
    (cwd / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    command = [sys.executable, "-m", "scrapy", *arguments, "-s", "WIRETRACE_ALLOW_HOSTS=127.0.0.1"]
    return subprocess.run(
        command, cwd=cwd, env=environment() | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip


def test_scrapy_parse_shows_what_a_page_would_give(site, tmp_path):
    """`-c read` prints article and related blocks, and stores nothing."""
    done = scrapy(
        "parse", site.url + article_path(1), "--spider", "aggregator", "-c", "read", "--nocolour", cwd=tmp_path
    )
    assert "'headline': 'Gulls counted 1'" in done.stdout
    assert "'headline': 'Copied gulls 2'" in done.stdout
    assert "'layout': 'daily8'" in done.stdout
    assert not list(tmp_path.glob("*.db"))


def test_scrapy_shell_reads_pages_with_our_layouts(site, tmp_path):
    """`read(response)` gives the same in the shell; a page that no layout knows says why."""
    code = f"{READ}(response)['related'][0]['outlet_printed']"
    assert "Tilling Times" in scrapy("shell", site.url + article_path(1), "-c", code, cwd=tmp_path).stdout
    told = scrapy("shell", site.url + "/nothing", "-c", f"{READ}(response)", cwd=tmp_path).stdout
    assert ast.literal_eval(told) == {"url": site.url + "/nothing", "unreadable": "no-known-layout"}


def test_scrapy_crawl_fills_the_store_that_a_setting_names(site, tmp_path):
    """`scrapy crawl aggregator` with -a and -s does what `wiretrace crawl` does."""
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    scrapy("crawl", "aggregator", "-a", f"urls={site.url}{article_path(1)}", "-s", f"WIRETRACE_STORE={url}",
           "-s", "DOWNLOAD_DELAY=0", cwd=tmp_path)  # fmt: skip
    store = Store(url)
    with store.read() as connection:
        assert [seen.headline for seen in sightings(connection)] == ["Gulls counted 1", "Copied gulls 2"]
    store.close()
