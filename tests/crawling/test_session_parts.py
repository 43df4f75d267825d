"""The parts of a session, each by itself on a store: the queue, the run's row, the links, the choice of a layout."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from crawler.crawling.session.following import Place
from crawler.crawling.session.layout_choice import LayoutChoice
from crawler.crawling.session.limits import Limits
from crawler.crawling.session.link_queue import LinkQueue
from crawler.crawling.session.outcomes import Deferred, Fetched
from crawler.crawling.session.page_queue import PageQueue
from crawler.crawling.session.revisits import Revisits
from crawler.crawling.session.run_row import RunRow, run_key
from crawler.crawling.session.session import Session
from crawler.errors import SourceBusy
from crawler.sightings.observation import Observation
from crawler.sightings.registries import load_registries
from crawler.sources.runs import STOPPED
from crawler.sources.source import Kind, Source
from crawler.store import hosts, queue, runs
from crawler.store.store import Store
from crawler.store.visited.visits import Visit
from tests.factories import NOON

FRONT = "https://news.example/"
AWAY = "https://tide.example/ferry"
MINUTE = timedelta(minutes=1)
_SAID = "The night ferry to Little Skerry will run again from Monday, said the harbour office of Oldhaven on the pier. "
ARTICLE = f"""<html><head><title>Ferry runs again</title><meta property="og:type" content="article"></head><body><article>
<h1>Ferry runs again</h1><p>By Ida Marsh</p><p>{_SAID * 3}</p><p>{_SAID * 2}</p></article></body></html>"""


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


def a_visit(url: str, layout: str | None) -> Visit:
    """A visit whose page was read with a layout."""
    return Visit(url=url, identity=url, capture_id=1, seen_at=NOON, layout=layout)


@pytest.mark.parametrize(
    ("choice", "url", "depth", "before", "expected"),
    [
        pytest.param({}, FRONT, 0, None, None, id="by-its-looks"),
        pytest.param({"layout": "daily8"}, AWAY, 1, "article", "daily8", id="the-users-choice-wins"),
        pytest.param({}, AWAY, 1, None, None, id="away-and-nothing-followed"),
        pytest.param({"follows": True}, AWAY, 1, None, "article", id="away-and-followed"),
        pytest.param({"follows": True}, FRONT + "a", 1, None, None, id="at-home-while-following"),
        pytest.param({}, AWAY, 1, "article", "article", id="followed-by-an-earlier-crawl"),
        pytest.param({}, AWAY, 1, "daily8", None, id="read-otherwise-by-an-earlier-crawl"),
    ],
)
def test_the_layout_of_a_page(choice, url, depth, before, expected):
    """An outlet's own page that was followed is an article or nothing; what the user named goes before."""
    layouts = LayoutChoice(source=Source(name="", urls=(FRONT,)), **choice)
    visit = a_visit(url, before) if before else None
    assert layouts.layout_of(url, depth=depth, before=visit) == expected


def test_a_sections_start_page_is_read_for_its_links_and_no_other():
    """Its articles are read as what they look like."""
    layouts = LayoutChoice(source=Source(name="tide", kind=Kind.SECTION, urls=(FRONT,)))
    assert layouts.layout_of(FRONT, depth=0, before=None) == "section"
    assert layouts.layout_of(FRONT + "a", depth=1, before=None) is None


def test_a_visit_is_current_while_its_page_would_be_read_the_same_way():
    """With another layout the page is asked for in full, so that it can be read again."""
    source = Source(name="", urls=(FRONT,))
    visit = a_visit(FRONT, None)
    assert LayoutChoice(source=source).is_current(visit)
    assert not LayoutChoice(source=source, layout="daily8").is_current(visit)


def a_queue(store: Store, *paths: str, limit: int = 0) -> PageQueue:
    """The open queue of a crawl of some pages."""
    pages = PageQueue(store=store, now=Clock(), limit=limit)
    with store.write() as connection:
        targets = [queue.Target(FRONT + path, FRONT + path) for path in paths]
        assert pages.open(connection, targets, started_at=NOON, source=None) is False
    return pages


def test_a_queue_hands_each_page_out_once_and_no_more_than_its_limit(store):
    """What is in flight is not handed out again; what is over the limit is refused at the end."""
    pages = a_queue(store, "a", "b", "c", limit=2)
    first = pages.next_pages(1)
    assert len(first) == 1
    assert not pages.is_used_up()
    second = pages.next_pages(9)
    assert (len(second), pages.next_pages(9), pages.is_used_up()) == (1, [], True)
    assert pages.in_flight == {first[0].id, second[0].id}
    with store.write() as connection:
        for page in (*first, *second):
            queue.settle(connection, page.id, state=queue.FAILED, reason="timeout")
        pages.close(connection, finished_at=NOON, reason="finished")
        assert queue.unfinished_crawls(connection) == []
    assert pages.accounts().refused == {"page-limit": 1}


def test_revisits_wait_until_nothing_new_is_left(store):
    """A new page in flight may lead to others, which go first."""
    pages = a_queue(store, "new")
    with store.write() as connection:
        again = queue.Target(FRONT + "old", FRONT + "old")
        queue.enqueue(connection, pages.crawl_id, [again], depth=1, found_on=None, revisit=True)
    (new,) = pages.next_pages(9)
    assert new.url == FRONT + "new"
    assert pages.next_pages(9) == []
    with store.write() as connection:
        queue.settle(connection, new.id, state=queue.FAILED, reason="timeout")
    pages.in_flight.discard(new.id)
    (revisit,) = pages.next_pages(9)
    assert pages.revisiting == {revisit.id}


def test_a_page_that_waits_is_handed_out_when_its_time_has_come(store):
    """Its server asked for five minutes; the crawl stays open meanwhile."""
    pages = a_queue(store, "a")
    (page,) = pages.next_pages(1)
    until = NOON + 5 * MINUTE
    with store.write() as connection:
        pages.defer(connection, Deferred(request_id=page.id, not_before=until))
        pages.close(connection, finished_at=NOON, reason="finished")
        assert queue.unfinished_crawls(connection) == [pages.crawl_id]
    pages.in_flight.clear()
    assert (pages.next_pages(1), pages.next_due()) == ([], until)
    pages.now.at = until
    assert [again.id for again in pages.next_pages(1)] == [page.id]


def test_a_paused_host_waits_in_the_queue_and_for_other_crawls(store):
    """The pause is that of the host, so that no other crawl on the store asks it either."""
    pages = a_queue(store, "a")
    pages.pause_host(FRONT + "a", until=NOON + MINUTE)
    assert pages.next_pages(1) == []
    with store.read() as connection:
        assert hosts.paused_until(connection, "news.example") == NOON + MINUTE


def test_a_run_is_opened_beats_and_is_closed_as_stopped(store):
    """Scrapy's word for a Ctrl-C is not ours; a second run of the same source has to wait while the first one beats."""
    clock, source = Clock(), Source(name="tide", urls=(FRONT,))
    run = RunRow(source=source, now=clock, settings="abc")
    with store.write() as connection:
        run.open(connection, crawl_id=a_crawl(connection), started_at=NOON)
        clock.at = NOON + MINUTE
        run.beat(connection)
        opened = runs.runs_with(connection, run.id)
    assert (opened.key, opened.beat_at, opened.settings, opened.finished_at) == ("tide", NOON + MINUTE, "abc", None)
    with pytest.raises(SourceBusy), store.write() as connection:
        runs.refuse_busy(connection, [run_key(source)], lambda _run: True, besides=0)
    with store.write() as connection:
        run.close(connection, finished_at=NOON + 2 * MINUTE, reason="shutdown")
        closed = runs.runs_with(connection, run.id)
    assert (closed.outcome, closed.finished_at) == (STOPPED, NOON + 2 * MINUTE)


def a_crawl(connection) -> int:
    """A crawl in the store."""
    return queue.begin_crawl(connection, [queue.Target(FRONT, FRONT)], started_at=NOON)[0]


def test_links_become_rows_by_the_rules_of_the_source(store):
    """Links of the page's own host are asked for; what is deeper than the limit is only counted."""
    source = Source(name="", urls=(FRONT,))
    links = LinkQueue(source=source, revisits=Revisits(policy=None, key="x"), limits=Limits(depth=1))
    page = Observation(links=(FRONT + "a", "https://elsewhere.example/b"))
    with store.write() as connection:
        crawl_id = a_crawl(connection)
        links.add(connection, crawl_id, page, Place(url=FRONT, depth=0), now=NOON)
        links.add(connection, crawl_id, Observation(links=(FRONT + "c",)), Place(url=FRONT + "a", depth=1), now=NOON)
        pending = [page.url for page in queue.pending(connection, crawl_id, limit=9, due_at=NOON)]
        assert sorted(pending) == [FRONT, FRONT + "a"]
        assert queue.accounts(connection, crawl_id).refused == {"depth-limit": 1}


def test_an_article_page_takes_eleven_statements(store):
    """Statements are what a stored page costs most: one more for each is worth a test that fails."""
    session = Session(
        store=store, registries=load_registries(), source=Source(name="", urls=(FRONT,)), now=Clock(), clock=lambda _: NOON
    )  # fmt: skip
    session.begin()
    with store.write() as connection:
        queue.enqueue(connection, session.queue.crawl_id, [queue.Target(AWAY, AWAY)], depth=1, found_on=FRONT)
    session.queue.note_hosts([("tide.example", False)])
    (asked,) = [page for page in session.queue.next_pages(9) if page.url == AWAY]
    page = Fetched(
        request_id=asked.id, url=AWAY, depth=1, raw=ARTICLE.encode(), kind="html", content_type="text/html",
        fetched_at=NOON, asked=AWAY,
    )  # fmt: skip
    said: list[str] = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: said.append(statement))
    session.settle(page)
    counted = [statement for statement in said if not statement.startswith(("BEGIN", "PRAGMA"))]
    assert len(counted) <= 11, counted
    assert session.queue.accounts().stored == 1
