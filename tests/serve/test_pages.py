"""The pages of the server: the report's own, live, the search, "who ran it?", copies, pairs and runs."""

from __future__ import annotations

import re
import sqlite3
import threading
from datetime import timedelta

import pytest

from crawler.errors import StoreError
from crawler.jobs.intake.importing import import_records
from crawler.jobs.reporting import report_input
from crawler.jobs.sources.running import runs_now
from crawler.reports.build.basis import Basis
from crawler.reports.site.model import SITE_LIMITS, SiteModel
from crawler.reports.site.pages import pages
from crawler.serve.served import Served
from crawler.sightings.registries import load_registries
from crawler.store.runs import Beginning, begin_run
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from tests.factories import NOON
from tests.serve.serving import FERRY, TITLE, fill, records, serving


def test_every_page_of_the_report_is_there_live(site, url):
    """The same pages under the same addresses, each with the server's own in its contents, and no script of the report's search."""
    store = Store(url)
    model = SiteModel(Basis(report_input(store, load_registries(), TrackingConfig(), title=TITLE), SITE_LIMITS))
    store.close()
    paths = [page.path for page in pages(model)]
    assert len(paths) > 15
    for path in paths:
        answer = site.get(f"/{path}")
        assert answer.status == 200, path
        assert 'href="/who"' in answer.text, path
        assert "unsafe-inline" not in answer.text, path
    assert site.get("/").headers["location"] == "/index.html"
    assert site.notes == []


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.html",
        "/story/s-nothing.html",
        "/copy/nothing",
        "/pair/a/nothing",
        "/find?q=ferry&page=0",
        "/find?q=ferry&page=9",
        "/find?page=x",
    ],
)
def test_what_is_not_there_is_said_in_the_frame_of_the_site(site, path):
    """404 with a way back."""
    answer = site.get(path)
    assert answer.status == 404
    assert 'href="/index.html"' in answer.text


def test_the_search_finds_words_in_texts_and_leads_to_copies(site):
    """All words, phrases, minus; what is missing is named; what is typed is text."""
    found = site.get("/find?q=goats+bells").text
    assert "2 copies have all of these words" in found
    assert "goats pay for themselves" in found
    keys = re.findall(r'href="/copy/(\w+)"', found)
    assert len(keys) == 2
    assert "1 copy has what was asked for" in site.get("/find?q=goats+-%22be+on+board%22").text
    nothing = site.get("/find?q=goats+submarine").text
    assert "“submarine” is in none" in nothing
    assert "&lt;b&gt;" in site.get("/find?q=%3Cb%3Egoats").text
    assert "no word in that" in site.get("/find?q=%21").text


def test_results_come_in_pages(tmp_path):
    """Twenty-five on one, the rest on the next, none twice."""
    where = f"sqlite:///{tmp_path / 'many.db'}"
    fill(where, [{"id": f"n{n}", "outlet": f"Post {n}", "text": f"{FERRY} {n}"} for n in range(30)])
    with serving(where) as site:
        parts = [re.findall(r'href="/copy/(\w+)"', site.get(f"/find?q=ferry&page={n}").text) for n in (1, 2)]
        assert [len(part) for part in parts] == [25, 5]
        assert len({*parts[0], *parts[1]}) == 30


def test_a_pasted_text_is_compared_with_every_copy(site):
    """As `wiretrace find FILE` does; a few words are looked for instead; nothing is kept."""
    answer = site.post("/who", {"text": FERRY})
    assert "3 copies share text with it" in answer.text
    assert re.search(r"<b>100\s?%</b> of the text", answer.text)
    assert "Too short to compare; 2 copies have" in site.post("/who", {"text": "goats and for their bells"}).text
    assert (
        "Nobody in the store ran this text" in site.post("/who", {"text": " ".join(f"word{n}" for n in range(40))}).text
    )
    assert "no word in that" in site.post("/who", {"text": "..."}).text
    assert site.post("/who", {"text": "x" * 300_000}).status == 413
    assert site.post("/who", {"text": "x" * 1_100_000}).status == 413
    assert site.ask("POST", "/who", "text=x", {"Content-Type": "text/plain"}).status == 415


def test_a_copy_shows_its_text_its_links_and_where_it_was_seen(site):
    """By its key or by the id it was imported with; hostile names are text."""
    page = site.get("/copy/a").text
    assert "goats pay for themselves" in page
    assert "https://a.example/news" in page
    (proof,) = set(re.findall(r'href="(/pair/\w+/\w+)"', page)) & set(
        re.findall(r'href="(/pair/\w+/\w+)"', site.get("/copy/b").text)
    )
    side = site.get(proof).text
    assert "<mark>" in side
    assert "The rules that were asked" in side
    assert "<script>alert" not in site.get("/copy/c").text


def test_pages_follow_the_store(store_url):
    """What another process imports and tracks is on the next page that is asked for, on either database."""
    fill(store_url)
    with serving(store_url) as site:
        assert site.get("/find?q=lighthouse").text.count("/copy/") == 0
        fill(
            store_url, [*records(), {"id": "z", "outlet": "Skerry Post", "text": f"A lighthouse is lit again. {FERRY}"}]
        )
        assert "lighthouse is lit" in site.get("/copy/z").text
        assert "4 copies share" in site.post("/who", {"text": FERRY}).text
        assert site.notes == []


def test_the_first_state_is_made_before_anyone_asks(url):
    """Whoever comes first does not wait for the whole store to be read, or waits for less of it."""
    looked: list[int] = []
    held = Served(Store(url, make=False, read_only=True), TITLE, lambda: looked.append(1) or NOON)
    held.prepare()
    for thread in threading.enumerate():
        if thread.name == "newer state":
            thread.join(120)
    made = len(looked)
    assert held.state().stories
    assert len(looked) == made > 1
    held.close()


def test_a_store_is_only_read(store_url):
    """The database itself refuses what a mistake of ours would write."""
    fill(store_url)
    with serving(store_url) as site:
        assert site.get("/index.html").status == 200
        with pytest.raises((StoreError, sqlite3.Error)):
            import_records(site.held.store, [{"id": "new", "outlet": "Post", "text": FERRY + FERRY}], load_registries())


def test_runs_are_shown_as_they_go(url, tmp_path):
    """One that goes on with how far it is, and what ended."""
    where = f"sqlite:///{tmp_path / 'runs.db'}"
    fill(where)
    store = Store(where)
    with store.write() as connection:
        beginning = Beginning(
            key="the-wire",
            source="the-wire",
            started_at=NOON - timedelta(minutes=9),
            beat_at=NOON,
            holder="elsewhere:1",
        )
        begin_run(connection, beginning, lambda run: True)
    going, ended = runs_now(store, now=NOON, most=10)
    store.close()
    assert [each.run.key for each in going] == ["the-wire"]
    assert ended == []
    with serving(where) as site:
        page = site.get("/runs").text
        assert "the-wire" in page
        assert "elsewhere:1" in page
