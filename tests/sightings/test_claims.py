"""What a feed declares: its times as intervals, its claims on sightings, which entries are asked for, how long it is fresh."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.crawling.session.following import Found, Place, pages_to_follow, unless_known
from crawler.crawling.session.freshness import fresh_until
from crawler.pages.feeds.entries import FeedEntry
from crawler.provenance.times.feeds import parse_feed_time
from crawler.provenance.times.interval import TimeSource
from crawler.sightings.claims import Claims
from crawler.sightings.observation import Observation
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import load_registries
from crawler.sources.source import Follow, Kind, Source
from crawler.store.captures import capture_with, save_capture
from crawler.store.queue import Target
from crawler.store.visited.visits import Visit, last_visit, note_visit, seen_pages
from tests.site import page

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
EXACT, ANY_ZONE = timedelta(0), timedelta(hours=26)
FEED = "https://echo.example/rss"


@pytest.mark.parametrize(
    ("text", "earliest", "width"),
    [
        ("Sun, 22 Nov 2026 14:05:00 +0100", "2026-11-22T13:05", EXACT),
        ("Sunday, 22 November 2026 14:05:00 GMT", "2026-11-22T14:05", EXACT),
        ("22 Nov 26 14:05 GMT", "2026-11-22T14:05", EXACT),
        ("Sun, 22 Nov 2026 04:05:00 EST", "2026-11-22T09:05", EXACT),
        ("Sun, 22 Nov 2026 14:05:00 -0000", "2026-11-22T14:05", EXACT),
        ("Sun, 22 Nov 2026 14:05:00 CET", "2026-11-22T13:05", timedelta(seconds=1)),
        ("Sat, 21 Nov 2026 10:00:00", "2026-11-20T20:00", ANY_ZONE),
        ("2026-11-22T14:05:00Z", "2026-11-22T14:05", EXACT),
        ("2026-11-22 14:05:00 +0100", "2026-11-22T13:05", EXACT),
        ("2026-11-22 14:05:00 UTC", "2026-11-22T14:05", EXACT),
        ("2026-11-20", "2026-11-19T10:00", timedelta(hours=50)),
        ("2026-11-22T15:10:00Z", "2026-11-22T15:10", EXACT),
        ("2026-11-22T14:05", "2026-11-22T00:05", timedelta(hours=14, minutes=55)),
    ],
)
def test_declared_times_are_intervals(text, earliest, width):
    """With a zone an instant, without one as wide as all zones, never beyond the fetch save for a clock that is fast."""
    read = parse_feed_time(text, fetched_at=NOW)
    assert (read.interval.earliest.isoformat()[:16], read.interval.width) == (earliest, width)
    assert read.source is read.interval.source is TimeSource.FEED


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("yesterday", "not-a-time"), ("The Sun", "not-a-time"), ("3", "not-a-time"), ("Sun, 32 Nov 2026 14:05:00 GMT", "not-a-time"),
     ("2027-01-01T00:00:00Z", "future"), ("x" * 99, "too-long"), ("9" * 60, "not-a-time"), ("0001-01-01T00:00:00+14:00", "not-a-time")],
)  # fmt: skip
def test_what_is_no_time_has_a_reason(text, reason):
    """A word that names no moment, and a moment that has not come, date nothing."""
    read = parse_feed_time(text, fetched_at=NOW)
    assert (read.interval, read.reason) == (None, reason)


@pytest.mark.parametrize("text", ["Sat, 21 Nov 2026 10:00:00", "2026-11-21 10:00:00", "2026-11-21T10:00"])
def test_the_zone_of_the_source_settles_times_without_one(text):
    """The user knows where a feed is made."""
    read = parse_feed_time(text, fetched_at=NOW, timezone="Asia/Kolkata")
    assert (read.interval.earliest.isoformat()[:16], read.interval.width) == ("2026-11-21T04:30", EXACT)


def an_entry(**changes) -> FeedEntry:
    """An entry; *changes* replace any field."""
    fields = {"position": 0, "url": "https://echo.example/a", "title": "Gulls", "published": "2026-11-21T09:00:00Z"}
    return FeedEntry(**{**fields, **changes})


def a_capture(raw: bytes, **changes) -> Capture:
    """A page fetched at NOW."""
    fields = {
        "key": "k" * 64,
        "sha256": "5" * 64,
        "kind": "html",
        "url": "https://unknown.example/en/article/" + 32 * "0",
        "fetched_at": NOW,
    }
    return Capture(raw=raw, **{**fields, **changes})


def main_sighting(raw: bytes, said: dict[str, str]):
    """The main article's sighting on a page of which *said* is claimed."""
    return observe(a_capture(raw, claims=said), load_registries()).sightings[0]


BARE = page(1).replace(b"<div>Harbour Post20 hours ago</div>", b"")


def test_claims_fill_what_a_page_does_not_print():
    """Time and outlet come from the feed, the origin is evidence of the wire, and all that was said is kept."""
    said = {"feed": FEED, "published": "2026-11-21T09:00:00Z", "outlet": "Echo", "source": "Reuters"}
    seen = main_sighting(BARE, said)
    assert (seen.time_source, seen.published.earliest) == ("feed", datetime(2026, 11, 21, 9, tzinfo=UTC))
    assert seen.outlet == "Echo"
    assert seen.attribution.wire_service == "Reuters"
    assert seen.extra == {"feed": said}


def test_what_a_page_prints_goes_before_claims():
    """The page's own time and outlet stand; the claims are kept beside them."""
    seen = main_sighting(page(1), {"feed": FEED, "published": "2026-11-01T09:00:00Z", "outlet": "Echo"})
    assert (seen.outlet, seen.time_source) == ("Harbour Post", "relative")
    assert seen.extra["feed"]["outlet"] == "Echo"


def test_related_blocks_are_not_claimed():
    """A feed speaks of the article that it names, not of others on its page."""
    found = observe(a_capture(BARE, claims={"feed": FEED, "outlet": "Echo"}), load_registries()).sightings
    assert all("feed" not in seen.extra and seen.outlet != "Echo" for seen in found[1:])


def test_the_origin_is_no_outlet_where_the_outlet_is_known():
    """An entry on a known outlet's own host that names its origin is that outlet's copy."""
    said = {"feed": "https://www.bbc.co.uk/rss", "source": "Reuters", "published": "2026-11-21T09:00:00Z"}
    claims = Claims.from_json(said)
    assert claims.texts == said
    known = observe(
        a_capture(BARE, url="https://www.bbc.co.uk/en/article/" + 32 * "0", claims=said, layout="daily8"),
        load_registries(),
    )
    assert known.sightings[0].outlet != "Reuters"


def test_claims_that_are_no_texts_or_too_long_are_none():
    """A hostile feed cannot fill the store through its claims."""
    assert Claims.from_json({"title": "x" * 9_999, "outlet": 3, "feed": " \u202e"}).texts == {}


def follow(observation: Observation, source: Source, **place) -> list[Found]:
    """What *observation* leads to."""
    where = Place(**{"url": FEED, "depth": 0, **place})
    return list(pages_to_follow(observation, where, source, depth_limit=source.depth, url_length=100))


def test_entries_become_requests_with_their_claims():
    """Lists come first and add no depth, entries carry what was said, and every refusal has a reason."""
    entries = (
        an_entry(),
        an_entry(position=1, url=None),
        an_entry(position=2, url="https://else.example/" + "x" * 100),
        an_entry(position=3, url="https://h.example:99999/"),
        an_entry(position=4, url="https://echo.example/rss?p=2", is_list=True),
    )
    source = Source(name="f", kind=Kind.FEED, urls=(FEED,), outlet="Echo", follow=Follow(hosts="any"))
    found = follow(Observation(entries=entries, links=("https://echo.example/a",), read_by="feed"), source)
    assert [(each.depth, each.refused_for) for each in found] == [
        (0, None),
        (1, None),
        (1, "url-too-long"),
        (1, "not-an-address"),
    ]
    assert found[1].target.claims == {
        "title": "Gulls",
        "published": "2026-11-21T09:00:00Z",
        "outlet": "Echo",
        "feed": FEED,
    }


def test_a_source_that_follows_nothing_follows_nothing():
    """follow = false is the end of it, for entries, too."""
    source = Source(name="f", kind=Kind.FEED, urls=(FEED,), follow=None)
    assert follow(Observation(entries=(an_entry(),)), source) == []


@pytest.mark.parametrize(
    ("changes", "seen_at", "known"),
    [
        pytest.param({}, NOW, True, id="seen-after-it-appeared"),
        pytest.param({}, datetime(2026, 11, 21, 8, tzinfo=UTC), False, id="seen-before"),
        pytest.param({"updated": "2026-11-22T16:00:00Z"}, NOW, False, id="changed-since"),
        pytest.param({"published": None}, NOW - timedelta(hours=2), True, id="undated-and-seen-today"),
        pytest.param({"published": None}, NOW - timedelta(days=2), False, id="undated-and-seen-long-ago"),
        pytest.param({}, None, False, id="never-seen"),
    ],
)
def test_an_article_is_known_when_it_was_seen_as_described(changes, seen_at, known):
    """The feed's own dates decide whether a page is worth another request."""
    claims = Claims.of_entry(an_entry(**changes), feed=FEED)
    found = unless_known(Found(target=Target("u", "i"), depth=1, entry=claims), seen_at, now=NOW, timezone=None)
    assert (found is None) is known


def test_a_plain_link_is_never_known():
    """Only feeds say what has changed."""
    link = Found(target=Target("u", "i"), depth=1)
    assert unless_known(link, NOW, now=NOW, timezone=None) is link


@pytest.mark.parametrize(
    ("lifetime", "cache_control", "age", "minutes"),
    [
        (3600, None, None, 60),
        (None, "public, max-age=600", None, 10),
        (3600, "max-age=7200", None, 120),
        (None, 'max-age="600"', "300", 5),
        (None, "max-age=600", "900", None),
        (None, "max-age=600, no-cache", None, None),
        (None, "s-maxage=600", None, None),
        (31_536_000, None, None, 1440),
        (None, "max-age=99999999999999", None, 1440),
        (None, None, None, None),
    ],
)
def test_a_feed_is_fresh_for_as_long_as_it_or_its_server_says(lifetime, cache_control, age, minutes):
    """The longer of both, a day at most, less what a proxy has used up."""
    until = fresh_until(NOW, lifetime=lifetime, cache_control=cache_control, age=age)
    assert until == (None if minutes is None else NOW + timedelta(minutes=minutes))


def test_a_visit_is_remembered_and_replaced(store):
    """Both databases keep the last visit of an address, with the layout that was asked for, and know pages by identity."""
    received = a_capture(BARE, layout="daily8", claims={"feed": FEED})
    with store.write() as connection:
        capture_id = save_capture(connection, received, observe(received, load_registries()))
        made = Visit(url="https://e.example/a", identity="i", capture_id=capture_id, seen_at=NOW, etag='"1"')
        note_visit(connection, made)
        note_visit(
            connection,
            Visit(url=made.url, identity="i", capture_id=capture_id, seen_at=NOW + timedelta(hours=1), etag='"2"'),
        )
    with store.read() as connection:
        last = last_visit(connection, made.url)
        assert (last.etag, last.layout, last.seen_at) == ('"2"', "daily8", NOW + timedelta(hours=1))
        assert last_visit(connection, "https://e.example/b") is None
        assert seen_pages(connection, ["i", "j"]) == {"i": NOW + timedelta(hours=1)}
        assert capture_with(connection, capture_id) == received


def test_a_picture_is_not_text_and_a_packed_page_is_no_sitemap():
    """Only feeds and sitemaps are unpacked and read; other bytes stay what they are."""
    assert observe(a_capture(b"\x89PNG", kind="binary"), load_registries()).unreadable == "not-text"
