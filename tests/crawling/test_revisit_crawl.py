"""Crawls at later moments: what is asked for again, what is left alone, and what is noted of pages that changed or are gone."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.crawling.session.session import Session
from crawler.findings.versions import histories
from crawler.jobs.exporting import export
from crawler.sightings.registries import load_registries
from crawler.sightings.vanished import How, Vanished
from crawler.sources.revisit import Revisit
from crawler.sources.source import Kind, Source
from crawler.store.records import sightings
from crawler.store.store import Store
from crawler.store.visited.pages import confirmations
from crawler.store.visited.vanished import all_vanished
from tests.command import wiretrace
from tests.crawling.session_crawl import crawl_at
from tests.crawling.test_follow import aggregator, block
from tests.factories import NOON
from tests.findings import stale_world
from tests.site import Site, Versioned, story
from tests.tables.test_schemas import faults

ONE, TWO = "/coast/2026/11/gulls-counted-at-the-pier-1", "/coast/2026/11/gulls-counted-at-the-pier-2"


def hour(number: float) -> datetime:
    """Return a moment so many hours after noon."""
    return NOON + timedelta(hours=number)


def front(*paths: str) -> bytes:
    """An outlet's front page: links and nothing else."""
    return "".join(f'<a href="{path}">Gulls</a>' for path in (*paths, "/about")).encode()


def own_page(number: int, text: str = "") -> bytes:
    """An outlet's own page of an article that says no time."""
    return f"""<html><head><title>Gulls counted {number} | Harbour Post</title><meta property="og:type" content="article">
<meta property="og:site_name" content="Harbour Post"></head><body><article><h1>Gulls counted {number}</h1>
<p>{text or story(number)}</p></article></body></html>""".encode()


def crawl(folder: Path, site: Site, *, hours: float, revisit: Revisit | None = Revisit(), **more: object) -> Session:  # noqa: B008
    """Crawl the front page so many hours after noon."""
    source = Source(name="post", kind=Kind.SECTION, urls=(site.url + "/front",), revisit=revisit)
    return crawl_at(folder, source, hour(hours), **more)  # type: ignore[arg-type]


def told(session: Session) -> tuple[int, int, int]:
    """What a crawl says of revisits: pages due, asked for again, links left alone."""
    return session.revisits.due, session.revisits.made, session.revisits.waiting


def gone(folder: Path) -> list[Vanished]:
    """What the store knows of pages that are gone."""
    store = Store(f"sqlite:///{folder / 'news.db'}")
    with store.read() as connection:
        found = all_vanished(connection)
    store.close()
    return found


def asked(site: Site, path: str) -> int:
    return len(site.asked(path))


@pytest.fixture
def site():
    """A section front that links one article."""
    with Site({"/front": front(ONE), ONE: own_page(1), TWO: own_page(2), "/about": own_page(99)}) as served:
        yield served


@pytest.mark.slow
def test_pages_are_asked_for_when_they_are_due_linked_or_not(tmp_path: Path, site: Site) -> None:
    """Linked and seen half an hour ago: left alone and told. Fallen off the front page and due: asked for, after what is new."""
    assert told(crawl(tmp_path, site, hours=0)) == (0, 0, 0)
    soon = crawl(tmp_path, site, hours=0.5)
    assert told(soon) == (0, 0, 2)
    assert soon.queue.accounts().seen == 1
    site.routes["/front"] = front(TWO)
    later = crawl(tmp_path, site, hours=1)
    assert told(later) == (2, 2, 0)
    assert (later.queue.accounts().seen, later.queue.accounts().stored) == (4, 4)
    assert site.paths[-4:-2] == ["/front", TWO]  # what is new goes first
    assert asked(site, ONE) == 2
    assert told(crawl(tmp_path, site, hours=1.5)) == (0, 0, 2)


@pytest.mark.slow
def test_pauses_grow_while_a_page_stays_and_304_counts_as_unchanged(tmp_path: Path, site: Site) -> None:
    """Due after an hour, then after three, then after nine; a page that changed is due sooner again."""
    site.routes[ONE] = Versioned(own_page(1), etag='"1"')
    for hours in (0, 1, 2, 3, 4, 6, 12, 13):
        crawl(tmp_path, site, hours=hours)
    assert [request.status for request in site.asked(ONE)] == [200, 304, 304, 304]  # at 0, 1, 4 and 13
    site.routes[ONE] = Versioned(own_page(7), etag='"2"')
    for hours in (41, 43, 49, 50, 52):  # changed after 27 hours: the next pause is 9
        crawl(tmp_path, site, hours=hours)
    assert [request.status for request in site.asked(ONE)] == [200, 304, 304, 304, 200, 304]


@pytest.mark.slow
def test_again_asks_for_everything_and_false_for_whatever_is_linked(tmp_path: Path, site: Site) -> None:
    """Both ways out of the policy, by command and by file."""
    crawl(tmp_path, site, hours=0)
    site.routes["/front"] = front(TWO)
    done = crawl(tmp_path, site, hours=0.1, again=True)
    assert (done.queue.accounts().seen, asked(site, ONE), asked(site, "/about")) == (4, 2, 2)
    done = crawl(tmp_path, site, hours=9, revisit=None)
    assert told(done) == (0, 0, 0)
    assert (asked(site, ONE), asked(site, TWO), asked(site, "/about")) == (2, 2, 3)


@pytest.mark.slow
def test_a_crawl_makes_no_more_revisits_than_its_limit(tmp_path: Path, site: Site) -> None:
    """The longest due go first, the others with the next crawls; new pages are not held up by them."""
    paths = [f"/coast/2026/11/gulls-counted-at-the-pier-{number}" for number in range(1, 6)]
    site.routes |= {"/front": front(*paths)} | {path: own_page(n) for n, path in enumerate(paths, 1)}
    crawl(tmp_path, site, hours=0)
    few = Revisit(max_pages=2)
    assert told(crawl(tmp_path, site, hours=2, revisit=few)) == (6, 2, 4)
    assert told(crawl(tmp_path, site, hours=2.1, revisit=few)) == (4, 2, 4)
    site.routes["/front"] = front("/coast/2026/11/a-new-gull-was-counted-today")
    site.routes["/coast/2026/11/a-new-gull-was-counted-today"] = own_page(60)
    done = crawl(tmp_path, site, hours=2.2, pages=2)
    assert site.paths[-1] == "/coast/2026/11/a-new-gull-was-counted-today"
    assert done.queue.accounts().refused == {"page-limit": 2}


@pytest.mark.slow
def test_a_page_of_two_sources_is_looked_at_once(tmp_path: Path, site: Site) -> None:
    """Both know it; whoever comes first when it is due asks for it."""
    site.routes["/coast"] = front(ONE)
    other = Source(name="coast", kind=Kind.SECTION, urls=(site.url + "/coast",))
    crawl(tmp_path, site, hours=0)
    assert told(crawl_at(tmp_path, other, hour(0.5))) == (0, 0, 2)
    assert told(crawl_at(tmp_path, other, hour(2))) == (0, 2, 0)  # by its links: this source had fetched nothing of it
    assert told(crawl(tmp_path, site, hours=2.1)) == (0, 0, 2)
    site.routes["/coast"] = front()
    assert told(crawl_at(tmp_path, other, hour(9))) == (2, 2, 0)
    assert asked(site, ONE) == 3


@pytest.mark.slow
def test_an_undated_entry_of_a_feed_is_looked_at_when_its_page_is_due(tmp_path: Path, site: Site) -> None:
    """A feed that says no date says nothing of changes; one that states a later date is reason to look at once."""
    entry = "<item><title>Gulls</title><link>{0}</link>{1}</item>"
    rss = '<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{0}</channel></rss>'
    source = Source(name="feed", kind=Kind.FEED, urls=(site.url + "/rss",))
    site.routes["/rss"] = rss.format(entry.format(ONE, "")).encode()
    for hours in (0, 0.5, 2, 30, 31):
        crawl_at(tmp_path, source, hour(hours))
    assert asked(site, ONE) == 3  # at 0, 2 and 30
    site.routes["/rss"] = rss.format(entry.format(ONE, "<pubDate>Sun, 22 Nov 2026 19:30:00 GMT</pubDate>")).encode()
    crawl_at(tmp_path, source, hour(32))
    assert asked(site, ONE) == 4
    store = Store(f"sqlite:///{tmp_path / 'news.db'}")
    with store.read() as connection:
        assert {each.headline for each in sightings(connection)} == {"Gulls counted 1"}
    store.close()


SOFT = b"<html><head><title>Page not found | Harbour Post</title></head><body><h1>Oops!</h1><p>Have a look around.</p></body></html>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "how"),
    [
        pytest.param((404, {}, b"no"), How.NOT_FOUND, id="404"),
        pytest.param((410, {}, b"no"), How.GONE, id="410"),
        pytest.param((302, {"Location": "/"}, b""), How.REDIRECT, id="home page"),
        pytest.param((301, {"Location": "/coast"}, b""), How.REDIRECT, id="section front"),
        pytest.param((302, {"Location": "/search?q=gulls"}, b""), How.REDIRECT, id="search"),
        pytest.param((200, {}, SOFT), How.SOFT, id="soft 404"),
        pytest.param((302, {"Location": "/not-there"}, b""), How.NOT_FOUND, id="redirect to a 404"),
        pytest.param((500, {}, b"no"), None, id="server error"),
        pytest.param((403, {}, b"no"), None, id="forbidden"),
        pytest.param((429, {}, b"no"), None, id="too many requests"),
        pytest.param((302, {"Location": "/login?next=/coast"}, b""), None, id="log in"),
        pytest.param((302, {"Location": TWO}, b""), None, id="moved"),
        pytest.param((200, {}, b"<html><body><p>Please accept our cookies.</p></body></html>"), None, id="wall"),
    ],
)
def test_pages_that_are_gone_are_told_from_those_that_did_not_come(
    tmp_path: Path, site: Site, answer: object, how: How | None
) -> None:
    """404, 410, a redirect to a hub and an error page that says 200 are gone; failures, walls and moves are not."""
    hub = b"<html><body><h1>Post</h1>" + front(TWO) + b"</body></html>"
    site.routes |= {"/": hub, "/coast": hub, "/search?q=gulls": hub, "/login?next=/coast": b"<p>Log in</p>"}
    crawl(tmp_path, site, hours=0)
    site.routes |= {ONE: answer, "/front": front()}  # type: ignore[dict-item]
    done = crawl(tmp_path, site, hours=2)
    found = gone(tmp_path)
    assert [(each.how, each.last_seen_at, each.gone_at) for each in found] == ([(how, hour(0), hour(2))] if how else [])
    assert done.revisits.gone == len(found)
    assert done.queue.accounts().pending == 0


@pytest.mark.slow
def test_a_page_that_is_gone_is_looked_at_a_few_times_more_and_may_come_back(tmp_path: Path, site: Site) -> None:
    """First and last found gone; there again, it is noted, and a second disappearance is another one."""
    crawl(tmp_path, site, hours=0)
    site.routes[ONE] = (404, {}, b"no")
    crawl(tmp_path, site, hours=1)
    crawl(tmp_path, site, hours=4)
    site.routes[ONE] = own_page(1)
    assert crawl(tmp_path, site, hours=13).revisits.back == 1
    site.routes[ONE] = (410, {}, b"no")
    for day in (2, 7, 20, 30, 40):
        crawl(tmp_path, site, hours=24 * day)
    first, second = gone(tmp_path)
    assert (first.last_seen_at, first.gone_at, first.looked_at, first.back_at) == (hour(0), hour(1), hour(4), hour(13))
    assert (second.how, second.last_seen_at, second.gone_at, second.back_at) == (How.GONE, hour(13), hour(48), None)
    assert second.looked_at == hour(24 * 20)
    assert asked(site, ONE) == 7  # linked all the time, but given up after three looks in a row


@pytest.mark.slow
def test_a_page_given_up_is_looked_at_after_the_longest_pause_if_linked(tmp_path: Path, site: Site) -> None:
    """A link is a hint that there may be something again."""
    few = Revisit(first=timedelta(hours=1), longest=timedelta(hours=2), max_unchanged=1)
    for hours in (0, 1, 3, 5):
        crawl(tmp_path, site, hours=hours, revisit=few)
    assert asked(site, ONE) == 4
    site.routes["/front"] = front()
    crawl(tmp_path, site, hours=20, revisit=few)
    assert asked(site, ONE) == 4
    site.routes["/front"] = front(ONE)
    crawl(tmp_path, site, hours=21, revisit=few)
    assert asked(site, ONE) == 5


@pytest.mark.slow
def test_many_addresses_that_lead_to_one_article_are_gone(tmp_path: Path, site: Site) -> None:
    """One that leads to another article may have been merged into it; three that do are gone, all of them."""
    three = f"{TWO[:-1]}3"
    end = "/coast/2026/11/what-became-of-our-archive-4711"
    site.routes |= {end: own_page(9), three: own_page(3), "/front": front(ONE, TWO, three)}
    crawl(tmp_path, site, hours=0)
    away = (301, {"Location": end}, b"")
    site.routes[ONE] = away
    crawl(tmp_path, site, hours=2)
    assert gone(tmp_path) == []
    site.routes |= {TWO: away, three: away}
    crawl(tmp_path, site, hours=9)
    assert {(each.url.removeprefix(site.url), each.gone_at) for each in gone(tmp_path)} == {
        (ONE, hour(2)), (TWO, hour(9)), (three, hour(9)),
    }  # fmt: skip
    assert all(str(each.led_to).endswith(end) for each in gone(tmp_path))


@pytest.mark.slow
def test_an_outlets_page_that_was_followed_is_looked_at_and_read_as_before(tmp_path: Path) -> None:
    """A crawl that follows nothing still looks again at what an earlier one followed, as the outlet's own page that it is."""
    with Site({ONE: own_page(1), "/agg": b""}) as site:
        outlet = site.url.replace("127.0.0.1", "localhost") + ONE
        blocks = [block("Harbour Post", outlet, (story(n),), f"Gulls counted {n}") for n in (1, 2)]
        site.routes["/agg"] = aggregator(*blocks)
        source = Source(name="agg", urls=(site.url + "/agg",))
        crawl_at(tmp_path, source, hour(0), follow=20)
        assert told(crawl_at(tmp_path, source, hour(2))) == (1, 1, 0)
        assert asked(site, ONE) == 2
    store = Store(f"sqlite:///{tmp_path / 'news.db'}")
    with store.read() as connection:
        roles = [each.role.value for each in sightings(connection) if each.page_url == outlet]
    store.close()
    assert roles == ["article", "article"]


@pytest.mark.slow
def test_an_error_page_is_no_version_of_the_article(tmp_path: Path, site: Site) -> None:
    """The text before it stays the last one; a real change makes a version, dated by the looks around it."""
    text = story(1)
    site.routes[ONE] = Versioned(own_page(1), etag='"1"')
    crawl(tmp_path, site, hours=0)
    crawl(tmp_path, site, hours=1)  # 304
    edited = text.replace(text.split(". ")[2], "Nothing of this was so")
    site.routes[ONE] = Versioned(own_page(1, edited), etag='"2"')
    crawl(tmp_path, site, hours=4)
    site.routes[ONE] = SOFT
    crawl(tmp_path, site, hours=9)
    store = Store(f"sqlite:///{tmp_path / 'news.db'}")
    with store.read() as connection:
        known = histories(sightings(connection), confirmations(connection))
    store.close()
    (history,) = (each for each in known if each.address.endswith(ONE))
    (change,) = history.changes
    assert (change.after, change.before) == (hour(1), hour(4))
    assert "Nothing of this was so" in change.later.text
    assert [each.how for each in gone(tmp_path)] == [How.SOFT]


def rows(folder: Path, what: str) -> list[dict]:
    """The rows of an export, each held against its published schema."""
    store, out = Store(f"sqlite:///{folder / 'news.db'}"), io.BytesIO()
    export(store, what, "jsonl", load_registries(), out)
    store.close()
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    for row in found:
        assert faults(what, row) == []
    return found


@pytest.mark.slow
def test_versions_and_vanished_pages_are_exported_with_what_changed_and_when(tmp_path: Path, site: Site) -> None:
    """A row a version, the second with the words that came and went; a row for the page that is gone, with its copies."""
    text = story(1)
    site.routes[ONE] = own_page(1)
    crawl(tmp_path, site, hours=0)
    gone_sentence = text.split(". ")[2]
    site.routes[ONE] = own_page(1, text.replace(gone_sentence, "Nothing of this was so"))
    crawl(tmp_path, site, hours=1)
    site.routes[ONE] = (302, {"Location": "/?s=gulls"}, b"")
    site.routes["/?s=gulls"] = front()
    crawl(tmp_path, site, hours=3)
    first, second = rows(tmp_path, "versions")
    assert (first["version"], first["versions"], first["changes"], first["changed_after"]) == (1, 2, [], None)
    assert (second["changed_after"], second["changed_before"]) == ("2026-11-21T12:00:00Z", "2026-11-21T13:00:00Z")
    assert (second["words_added"], second["words_removed"]) == (5, len(gone_sentence.split()))
    assert [(each["change"], each["here"].strip(" .")) for each in second["changes"]] == [
        ("changed", "Nothing of this was so")
    ]
    (page,) = rows(tmp_path, "vanished")
    assert (page["how"], page["last_seen_at"], page["gone_at"]) == (
        "gone-redirect",
        "2026-11-21T13:00:00Z",
        "2026-11-21T15:00:00Z",
    )
    assert page["copies"] == sorted({first["copy"], second["copy"]})
    assert page["led_to"].endswith("/?s=gulls")


@pytest.mark.slow
def test_a_killed_story_whose_page_was_taken_away_is_gone_and_not_stale(tmp_path: Path) -> None:
    """The wire's kill and the outlet's empty address meet in the export: gone between the two looks, so long after the kill."""
    with Site({"/front": front(ONE), ONE: own_page(1, stale_world.NIGHT_TEXT)}) as site:
        crawl(tmp_path, site, hours=1)
        imported = wiretrace(
            "import", stale_world.write(tmp_path, "ninjs")[0], "--outlets", stale_world.REGISTRY,
            "--store", "sqlite:///news.db", cwd=tmp_path,
        )  # fmt: skip
        assert imported.code == 0, imported.err
        assert standings(tmp_path) == [("still-there", "seen-after", None, None)]
        del site.routes[ONE]
        crawl(tmp_path, site, hours=5)
    assert standings(tmp_path) == [("gone", "page-gone", 3600.0, 5 * 3600.0)]


def standings(folder: Path) -> list[tuple[object, ...]]:
    """What became of the copies of the killed item, and how long after the kill at the shortest and longest."""
    done = wiretrace("export", "stale", "--store", "sqlite:///news.db", cwd=folder)
    rows = [json.loads(line) for line in done.out.splitlines()]
    keys = ("standing", "reason", "lag_shortest_seconds", "lag_longest_seconds")
    return [tuple(row[key] for key in keys) for row in rows if row["notice"] == "kill"]
