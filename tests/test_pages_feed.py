"""Feeds: the links of RSS and Atom entries on the feed's own host, safely parsed."""

import time

import pytest

from crawler.pages.feed import MAX_ENTRIES, Feed
from crawler.pages.layout import Page, UnreadablePage

ADDRESS = "https://www.pressboard.example/feed.xml"


def links(document: str) -> tuple[str, ...]:
    return Feed().read(Page.from_html(document, url=ADDRESS)).links


def rss(*items: str) -> str:
    return f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><link>/home</link>{''.join(items)}</channel></rss>"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(rss("<item><link>/topic/a</link></item>", "<item><link> https://www.pressboard.example/topic/b#x </link></item>"), ("https://www.pressboard.example/topic/a", "https://www.pressboard.example/topic/b"), id="rss"),
        pytest.param(rss("<item><guid>https://www.pressboard.example/topic/a</guid></item>"), ("https://www.pressboard.example/topic/a",), id="rss-permanent-guid"),
        pytest.param(rss("<item><guid isPermaLink='false'>tag:1</guid></item>"), (), id="rss-guid-that-is-no-address"),
        pytest.param(rss("<item><link>https://outlet.example/a</link></item>"), (), id="another-host"),
        pytest.param(rss("<item><link>javascript:alert(1)</link></item>"), (), id="script-address"),
        pytest.param(rss("<item><title>A & B</title><link>/topic/a</link></item>"), ("https://www.pressboard.example/topic/a",), id="not-well-formed"),
        pytest.param("<feed xmlns='http://www.w3.org/2005/Atom'><link rel='self' href='/feed.xml'/><link rel='next' href='/feed.xml?p=2'/><entry><link rel='edit' href='/e'/><link href='/topic/a'/></entry></feed>", ("https://www.pressboard.example/feed.xml?p=2", "https://www.pressboard.example/topic/a"), id="atom-with-next-page"),
        pytest.param("<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/'><item><link>/topic/a</link></item></rdf:RDF>", ("https://www.pressboard.example/topic/a",), id="rss-1"),
        pytest.param("<!DOCTYPE rss PUBLIC 'x' 'http://evil.example/rss.dtd'><rss><channel><item><link>/topic/a</link></item></channel></rss>", ("https://www.pressboard.example/topic/a",), id="doctype-without-declarations"),
    ],
)  # fmt: skip
def test_entries_lead_to_pages_of_the_same_host(document, expected):
    """Each form of entry gives its address, once, if it is on the feed's own host."""
    assert links(document) == expected


def test_declared_entities_are_refused_at_once():
    """A billion laughs in a document type is not parsed at all."""
    bomb = (
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>"
        + "".join(f"<!ENTITY b{n} '{'&a;' * 9}'>" for n in range(99))
        + "]><rss/>"
    )
    with pytest.raises(UnreadablePage, match="feed-not-parsed"):
        links(bomb)


def test_external_entities_are_not_opened(tmp_path):
    """No file of ours gets into a feed."""
    secret = tmp_path / "secret"
    secret.write_text("/topic/secret")
    with pytest.raises(UnreadablePage, match="feed-not-parsed"):
        links(
            f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{secret}'>]><rss><channel><item><link>&x;</link></item></channel></rss>"
        )


def test_endless_feeds_are_cut_and_say_so():
    """Of a hundred thousand entries a thousand are followed, in bounded time."""
    started = time.process_time()
    reading = Feed().read(
        Page.from_html(rss(*(f"<item><link>/topic/{n}</link></item>" for n in range(100_000))), url=ADDRESS)
    )
    assert time.process_time() - started < 5
    assert len(reading.links) == MAX_ENTRIES
    assert reading.notes == ("feed-too-long",)


@pytest.mark.parametrize(
    "document", ["<rss version='2.0'><chan", "<feed xmlns='http://www.w3.org/2005/Atom'><ent", "<rss/>"]
)
def test_a_cut_feed_has_no_links(document):
    """A feed that ends early gives no links and no traceback."""
    assert links(document) == ()


@pytest.mark.parametrize(
    "html", ["<!DOCTYPE html><html><body>feed</body></html>", "<html><rss></rss></html>", "feed <rss>"]
)
def test_html_is_no_feed(html):
    """Only a document whose root is a feed's is one."""
    assert Page.from_html(html, url=ADDRESS).feed is None
