"""Feeds and sitemaps: what their entries say, in every dialect and however broken, safely and in bounded time."""

import gzip
import json
import time
from dataclasses import asdict

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.feeds.entries import FeedEntry
from crawler.pages.feeds.gzipped import unpacked
from crawler.pages.layouts.feed import MAX_ENTRIES, Feed
from crawler.pages.page import Page

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
    assert reading.notes == ("feed-too-long", "entries-without-date")


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


def entries(document: str, url: str = ADDRESS) -> list[FeedEntry]:
    return list(Feed().read(Page.from_html(document, url=url)).entries)


def said(document: str, url: str = ADDRESS) -> dict[str, object]:
    """What the one entry of a document says, without what it does not."""
    (entry,) = entries(document, url)
    return {name: value for name, value in asdict(entry).items() if value and name != "position"}


LONG = " ".join(f"Ferry number {n} left the harbour on time." for n in range(20))
DATE = "<pubDate>Sun, 22 Nov 2026 09:15:17 +0100</pubDate>"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(rss(f"<item><title>Gulls &amp; terns</title><link>/a</link>{DATE}<guid isPermaLink='false'>x-1</guid></item>"),
            {"url": "https://www.pressboard.example/a", "title": "Gulls & terns", "published": "Sun, 22 Nov 2026 09:15:17 +0100", "id": "x-1"}, id="rss-2"),
        pytest.param("<rss version='0.91'><channel><title>x</title><item><title>Gulls</title><link>https://h.example/a</link></item></channel></rss>",
            {"url": "https://h.example/a", "title": "Gulls"}, id="rss-0.91"),
        pytest.param("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel/><item rdf:about='a'><title>Gulls</title><link>/a</link><dc:date>2026-11-22T09:15:17Z</dc:date><dc:creator>AFP</dc:creator></item></rdf:RDF>",
            {"url": "https://www.pressboard.example/a", "title": "Gulls", "published": "2026-11-22T09:15:17Z", "author": "AFP", "id": "a"}, id="rss-1-with-dublin-core"),
        pytest.param("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://base.example/news/'><entry xml:base='today/'><title type='html'>&lt;b&gt;Gulls&lt;/b&gt;</title><link href='a.html'/><id>urn:1</id><updated>2026-11-22T10:00:00Z</updated><author><name>Imke Dorn</name></author><source><title>The Wire</title></source></entry></feed>",
            {"url": "https://base.example/news/today/a.html", "title": "Gulls", "updated": "2026-11-22T10:00:00Z", "author": "Imke Dorn", "source": "The Wire", "id": "urn:1"}, id="atom-with-bases"),
        pytest.param(rss("<item><link>/a</link><source url='https://wire.example/rss'>Reuters</source></item>"),
            {"url": "https://www.pressboard.example/a", "source": "Reuters", "source_url": "https://wire.example/rss"}, id="rss-source"),
        pytest.param(rss(f"<item><link>/a</link><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'><![CDATA[<p>{LONG}</p><p>End &amp; out.</p>]]></content:encoded></item>"),
            {"url": "https://www.pressboard.example/a", "body": f"{LONG}\nEnd & out."}, id="whole-article"),
        pytest.param(rss(f"<item><link>/a</link><description>&lt;p&gt;{LONG} [...]&lt;/p&gt;</description></item>"),
            {"url": "https://www.pressboard.example/a"}, id="teaser-that-says-so"),
        pytest.param(rss("<item><link>/a</link><description>A ferry left.</description></item>"), {"url": "https://www.pressboard.example/a"}, id="short-summary"),
        pytest.param(rss("<item><guid>4711</guid><title>x</title></item>"), {"title": "x", "id": "4711"}, id="a-number-is-no-address"),
        pytest.param(rss(f"<item><title>No link</title>{DATE}</item>"), {"title": "No link", "published": "Sun, 22 Nov 2026 09:15:17 +0100"}, id="without-link"),
        pytest.param(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 7, "url": "/a", "title": "Gulls", "content_html": f"<p>{LONG}</p>", "date_published": "2026-11-22T09:15:17Z", "authors": [{"name": "A"}, {"name": "B"}]}]}),
            {"url": "https://www.pressboard.example/a", "title": "Gulls", "body": LONG, "published": "2026-11-22T09:15:17Z", "author": "A, B", "id": "7"}, id="json-feed-1.1"),
        pytest.param(json.dumps({"items": ["x", {"external_url": "https://o.example/b", "author": {"name": "A"}, "date_modified": "2026-11-22", "title": None}], "version": "https://jsonfeed.org/version/1"}),
            {"url": "https://o.example/b", "author": "A", "updated": "2026-11-22"}, id="json-feed-1.0-with-junk"),
        pytest.param("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'><url><i:image><i:loc>https://x.example/p.jpg</i:loc><i:title>A picture</i:title></i:image><loc> https://x.example/a </loc><n:news><n:publication><n:name>Echo</n:name></n:publication><n:publication_date>2026-11-22T09:15Z</n:publication_date><n:title>Gulls</n:title></n:news></url></urlset>",
            {"url": "https://x.example/a", "title": "Gulls", "published": "2026-11-22T09:15Z", "outlet": "Echo"}, id="news-sitemap-with-image"),
        pytest.param("<sitemapindex><sitemap><loc>https://x.example/1.xml.gz</loc><lastmod>2026-11-22</lastmod></sitemap></sitemapindex>",
            {"url": "https://x.example/1.xml.gz", "updated": "2026-11-22", "is_list": True}, id="index"),
    ],
)  # fmt: skip
def test_each_dialect_says_what_it_says(document, expected):
    """Address, title, dates as written, author, origin and whole text of an entry, in every dialect."""
    assert said(document) == expected


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("\n\n" + rss("<item><title>Gulls and terns</title><link>/a</link></item>"), id="blank-lines-first"),
        pytest.param("\ufeff" + rss("<item><title>Gulls and terns</title><link>/a</link></item>"), id="byte-order-mark"),
        pytest.param("Warning: mail() failed in /feed.php on line 3\n" + rss("<item><title>Gulls and terns</title><link>/a</link></item>"), id="a-warning-first"),
        pytest.param(rss("<item><title>Gulls and terns</title><link>/a?x=1&y=2</link></item>").replace("?x=1&y=2", ""), id="plain"),
        pytest.param(rss("<item><title>Gulls&nbsp;and terns</title><link>/a</link></item>"), id="entity-of-html"),
        pytest.param(rss("<item><title>Gulls \x0band terns</title><link>/a</link></item>"), id="control-character"),
        pytest.param(rss("<item><title>Gulls and terns</title><link>/a</link><description>R & D &bogus; <b>bold</description></item>"), id="open-tag-and-bare-ampersands"),
        pytest.param(rss("<item><title>Gulls and terns</title><link>/a</link></item>").replace("</channel></rss>", ""), id="no-end"),
        pytest.param(rss("<item><title>Gulls and terns</title><link>/a</link><media:content url='x'/></item>"), id="undeclared-prefix"),
        pytest.param(rss("<item><title>Gulls and terns</title><link>/a</link></item>").replace("utf-8", "us-klingon"), id="unknown-charset"),
        pytest.param("<!-- made by hand -->" + rss("<item><title>Gulls and terns</title><link>/a</link></item>").replace("<?xml version='1.0' encoding='utf-8'?>", ""), id="comment-first"),
        pytest.param("<RSS version='2.0'><channel><item><title>Gulls and terns</title><link>/a</link></item></channel></RSS>", id="root-in-capitals"),
    ],
)  # fmt: skip
def test_broken_feeds_are_read_all_the_same(document):
    """What feed readers forgive is forgiven here: the entry is found with its address and its title."""
    (entry,) = entries(document)
    assert entry.url == "https://www.pressboard.example/a"
    assert " ".join(entry.title.split()) == "Gulls and terns"


TITLES = {
    "a tag that never ends": ("Ferry timetable <cut by a third", "Ferry timetable <cut by a third"),
    "a tag that never ends, in CDATA": (
        "<![CDATA[Ferry <b>cut</b> by a third <a href='x]]>",
        "Ferry cut by a third <a href='x",
    ),
    "a tag that is never closed": ("<![CDATA[Ferry <b>cut by a third]]>", "Ferry cut by a third"),
    "a tag that was never open": ("<![CDATA[Ferry cut by a third</b>]]>", "Ferry cut by a third"),
    "less than": ("Price &lt; 20 euros", "Price < 20 euros"),
    "less than, unescaped": ("Price <20 euros", "Price <20 euros"),
    "a name in brackets": ("<![CDATA[Review: <Untitled> by Ann Lee]]>", "Review: <Untitled> by Ann Lee"),
    "a comment": ("<![CDATA[<!-- 7 -->Ferry cut]]>", "Ferry cut"),
    "markup": ("Ferry &lt;i&gt;cut&lt;/i&gt; by a third", "Ferry cut by a third"),
}


@pytest.mark.parametrize(("written", "title"), TITLES.values(), ids=TITLES.keys())
def test_a_title_is_whole_whatever_brackets_it_has(written, title):
    """Only tags of HTML are markup; one that is not closed takes nothing with it."""
    assert [entry.title for entry in entries(rss(f"<item><title>{written}</title><link>/a</link></item>"))] == [title]


MODULES = "xmlns:media='http://search.yahoo.com/mrss/' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"


@pytest.mark.parametrize(
    "pictures",
    [
        "<media:content url='p.jpg'><media:title>A pier</media:title><media:credit>Ann Lee/AFP</media:credit></media:content>",
        "<media:title>A pier</media:title><media:credit>Ann Lee/AFP</media:credit><media:description>Dawn</media:description>",
        "<media:group><media:title>A pier</media:title><media:thumbnail url='p.jpg'/></media:group>",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_pictures_title_and_credit_are_not_the_articles(pictures, first):
    """Wherever the media module stands in an item."""
    item = (
        "<title>Ferry cut</title><link>/a</link><dc:creator>Bo Chen</dc:creator><dc:date>2026-11-28T10:00:00Z</dc:date>"
    )
    item = f"{pictures}{item}" if first else f"{item}{pictures}"
    expected = {
        "url": "https://www.pressboard.example/a",
        "title": "Ferry cut",
        "author": "Bo Chen",
        "published": "2026-11-28T10:00:00Z",
    }
    assert said(rss(f"<item>{item}</item>").replace("<rss ", f"<rss {MODULES} ")) == expected


def test_podcasts_are_left_out():
    """Episodes have a recording and a duration, or no address but the recording's; an article that is read aloud stays."""
    recording = "<enclosure url='https://x.example/{}.mp3' type='audio/mpeg' length='1'/>"
    reading = Feed().read(
        Page.from_html(
            rss(
                f"<item><title>Episode</title><link>/e</link>{recording.format(1)}<itunes:duration>12:00</itunes:duration></item>",
                f"<item><title>Ferry cut</title><link>/a</link>{recording.format(2)}</item>",
                f"<item><title>Recording</title>{recording.format(3)}</item>",
                f"<item><title>Its own page</title><link>https://x.example/4.mp3</link>{recording.format(4)}</item>",
            ).replace("<rss ", f"<rss {MODULES} "),
            url=ADDRESS,
        )
    )
    assert [entry.title for entry in reading.entries] == ["Ferry cut"]
    assert "feed-of-podcasts" in reading.notes


ROBOTS = (
    "# all\nUser-agent: *\nDisallow: /x\n\nSitemap: https://x.example/s.xml\nSITEMAP:https://x.example/n.xml # news\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("https://x.example/a\r\n\r\nhttps://x.example/b\r\n", [("https://x.example/a", False), ("https://x.example/b", False)], id="sitemap"),
        pytest.param("\ufeffhttps://x.example/a\nhttps://x.example/a\nhttps://x.example/b", [("https://x.example/a", False), ("https://x.example/b", False)], id="with-a-mark-and-repeats"),
        pytest.param(ROBOTS, [("https://x.example/s.xml", True), ("https://x.example/n.xml", True)], id="robots.txt"),
        pytest.param("Sitemap: /s.xml\n", [("https://www.pressboard.example/s.xml", True)], id="robots.txt-of-a-sitemap-alone"),
    ],
)  # fmt: skip
def test_lists_in_plain_text(text, expected):
    """A sitemap of one address a line, and the sitemaps that a robots.txt names as lists to follow."""
    assert [(entry.url, entry.is_list) for entry in entries(text)] == expected


@pytest.mark.parametrize(
    "text",
    ["https://x.example/a", "See https://x.example/a\nhttps://x.example/b", "User-agent: *\nDisallow: /\n", "Sitemap: how we made ours\nA map of the site is a page.\n", "<p>Sitemap: https://x.example/s.xml</p>"],
    ids=["one address", "prose", "no sitemaps", "an article", "a page"],
)  # fmt: skip
def test_other_texts_are_no_lists(text):
    """One address, prose about a sitemap, rules alone."""
    assert Page.from_html(text, url=ADDRESS).feed is None


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>daily</sy:updatePeriod><sy:updateFrequency xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>4</sy:updateFrequency>", 21_600),
        ("", None),
    ],
)  # fmt: skip
def test_a_feed_says_how_long_it_lives(head, seconds):
    """ttl counts minutes, the syndication module a period and how often in it."""
    reading = Feed().read(Page.from_html(rss("<item><link>/a</link></item>", head), url=ADDRESS))
    assert reading.lifetime == seconds


def test_of_a_long_sitemap_the_newest_entries_are_kept():
    """A sitemap of an archive gives its newest thousand, in its own order."""
    urls = "".join(
        f"<url><loc>https://x.example/{n}</loc><lastmod>{2000 + n // 100}-01-01</lastmod></url>" for n in range(2_500)
    )
    found = entries(f"<urlset>{urls}</urlset>")
    assert [entry.url for entry in found] == [f"https://x.example/{n}" for n in range(1_500, 2_500)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "document",
    [
        pytest.param("<rss><channel><item " + " ".join(f'a{n}="x"' for n in range(50_000)) + "></item></channel></rss>", id="attributes"),
        pytest.param("<rss><channel>" + "<item><title>a < b" * 60_000, id="never-closed"),
        pytest.param("<rss><channel><item>" + "<a>" * 100_000, id="deep"),
        pytest.param("<rss><channel><item><title>" + "&" * 300_000, id="ampersands"),
        pytest.param("<rss><channel><item><title>" + "<![CDATA[" * 100_000, id="cdata"),
        pytest.param("<rss><channel><item><description>" + "&lt;p&gt;" * 200_000 + "</description></item></channel></rss>", id="escaped-tags"),
        pytest.param("<urlset>" + "<url>" * 200_000, id="sitemap-deep"),
        pytest.param('{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000, id="json-deep"),
        pytest.param("x" * 1_000_000 + "<?xml version='1.0'?><rss/>", id="long-junk"),
    ],
)  # fmt: skip
def test_hostile_feeds_take_bounded_time(document):
    """Nothing that a server sends keeps the crawl busy: at worst the feed cannot be read."""
    started = time.process_time()
    try:
        Feed().read(Page.from_html(document, url=ADDRESS))
    except UnreadablePage as refused:
        assert refused.reason in {"feed-not-parsed", "nothing-recognized"}  # noqa: PT017  # both ends are good
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"plain", (b"plain", ()), id="not-packed"),
        pytest.param(gzip.compress(b"a" * 50), (b"a" * 50, ()), id="packed"),
        pytest.param(gzip.compress(b"a") + gzip.compress(b"b"), (b"ab", ()), id="two-parts"),
        pytest.param(gzip.compress(b"a" * 500), (b"a" * 100, ("packed-too-large",)), id="too-large"),
        pytest.param(gzip.compress(b"abc")[:-9], (b"abc", ("packed-and-damaged",)), id="cut-off"),
        pytest.param(b"\x1f\x8bnonsense", (b"", ("packed-and-damaged",)), id="damaged"),
    ],
)
def test_packed_documents_are_unpacked_to_a_limit(raw, expected):
    """A bomb gives its first bytes and a note."""
    assert unpacked(raw, most=100) == expected


WHOLE = {
    "rss": rss(f"<item><title>Ferry cut</title><link>/a</link>{DATE}<description>&lt;p&gt;{LONG}&lt;/p&gt;</description></item>"),
    "rdf": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item rdf:about='a'><title>Ferry cut</title><link>/a</link></item></rdf:RDF>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>&lt;p&gt;Ferry cut&lt;/p&gt;</title><link href='/a'/><id>urn:1</id><updated>2026-11-22T10:00:00Z</updated></entry></feed>",
    "json-feed": json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/a", "title": "Ferry cut", "content_html": f"<p>{LONG}</p>", "authors": [{"name": "A"}]}]}),
    "sitemap": "<urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://x.example/a</loc><n:news><n:title>Ferry cut</n:title></n:news></url></urlset>",
    "index": "<sitemapindex><sitemap><loc>https://x.example/1.xml</loc><lastmod>2026-11-22</lastmod></sitemap></sitemapindex>",
    "text-sitemap": "https://x.example/a\nhttps://x.example/b\n",
    "robots": ROBOTS,
}  # fmt: skip
MUTATIONS = {
    "cut in half": lambda text: text[: len(text) // 2],
    "broken tags": lambda text: text.replace("<title>", "<title><days.<b>").replace("</title>", "</title"),
    "broken tags in content": lambda text: text.replace("Ferry", "Ferry <days.<b> </x:y> <p").replace("ferry", "&lt;"),
    "unknown prefixes": lambda text: text.replace("<", "<x:").replace("<x:/", "</x:"),
    "nulls": lambda text: text.replace("e", "e\x00"),
    "lone surrogates": lambda text: text.replace("e", "\ud800"),
    "no addresses": lambda text: text.replace("/a", "").replace("https", "http://["),
    "odd addresses": lambda text: text.replace("x.example", "[::1").replace("/a", "http://[x]/\u2028"),
    "odd times": lambda text: text.replace("2026", "99999").replace("Nov", "Smarch"),
    "numbers and lists for words": lambda text: text.replace('"Ferry cut"', "[[1e999]]").replace('"A"', "[null, {}]"),
    "a thousand levels": lambda text: text.replace("Ferry", "<i>" * 1000).replace(":", ": " + "[" * 500, 1),
    "entities": lambda text: text.replace(".", "&nosuch;&#xFFFFFF;&#0;"),
    "everything twice": lambda text: text + text,
    "backwards": lambda text: text[::-1],
}


@pytest.mark.slow
@pytest.mark.parametrize("mutate", MUTATIONS.values(), ids=MUTATIONS.keys())
@pytest.mark.parametrize("name", WHOLE)
def test_no_mutation_of_a_feed_raises_anything_unforeseen(name, mutate):
    """Whatever a server makes of a feed, it is entries that can be stored, or refused with a reason."""
    try:
        reading = Feed().read(Page.from_html(mutate(WHOLE[name]), url=ADDRESS))
    except (UnreadablePage, RecursionError):
        return
    for entry in reading.entries:
        f"{entry.url}{entry.title}{entry.body}{entry.author}{entry.id}".encode("utf-8", "surrogatepass")
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
