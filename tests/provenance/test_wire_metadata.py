"""What pages and feeds declare of their origin: read from any page, kept with its sightings, never taken from another article."""

from __future__ import annotations

import json
import time

import pytest

from crawler.pages.layouts.feed import Feed
from crawler.pages.metadata.jsonld import OwnArticle
from crawler.pages.page import Page
from crawler.provenance.wires.attribution import Declared, Field
from crawler.sightings.claims import Claims
from tests.command import wiretrace
from tests.crawling.test_crawl import crawl, exported
from tests.site import Site, article_path, page


def declared(head: str, body: str = "<p>x</p>") -> list[tuple[str, str]]:
    """Return (field, value) of all that a page with this head declares."""
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return [(said.field.value, said.value) for said in Page.from_html(html, url="https://ledger.example/a").declared]


def ld(value: object) -> str:
    """Return a JSON-LD block."""
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


DECLARED = {
    "organization as author": (ld({"@type": "NewsArticle", "author": {"name": "Reuters"}}), [("author", "Reuters")]),
    "authors in a list": (ld({"@type": "Article", "author": [{"name": "Ann Lee"}, {"name": "AFP"}]}), [("author", "Ann Lee"), ("author", "AFP")]),
    "author as text": (ld({"@type": "BlogPosting", "author": "dpa"}), [("author", "dpa")]),
    "names in a list": (ld({"@type": "Article", "author": {"name": ["Ann Lee", "AP"]}}), [("author", "Ann Lee"), ("author", "AP")]),
    "reference into the graph": (ld({"@graph": [{"@type": "NewsArticle", "author": {"@id": "#p"}}, {"@id": "#p", "@type": "Person", "name": "AFP"}]}), [("author", "AFP")]),
    "publisher with its address": (ld({"@type": "NewsArticle", "publisher": {"name": "AP News", "url": "https://apnews.com"}}), [("publisher", "AP News"), ("publisher", "https://apnews.com")]),
    "based on a URL": (ld({"@type": "NewsArticle", "isBasedOn": "https://apnews.com/1"}), [("isBasedOn", "https://apnews.com/1")]),
    "based on a work": (ld({"@type": "NewsArticle", "isBasedOn": {"@type": "NewsArticle", "url": "https://apnews.com/1"}}), [("isBasedOn", "https://apnews.com/1")]),
    "credit text": (ld({"@type": "NewsArticle", "creditText": "AFP"}), [("creditText", "AFP")]),
    "source organization": (ld({"@type": "NewsArticle", "sourceOrganization": {"name": "dpa"}}), [("sourceOrganization", "dpa")]),
    "copyright holder": (ld({"@type": "NewsArticle", "copyrightHolder": {"name": "dpa"}}), [("copyrightHolder", "dpa")]),
    "line breaks inside strings": (ld('{"@type": "NewsArticle", "author": {"name": "Reuters\n"}}'), [("author", "Reuters")]),
    "inside a comment": (ld('<!-- {"@type": "NewsArticle", "author": "AP"} -->'), [("author", "AP")]),
    "a picture's credit": (ld({"@type": "NewsArticle", "image": {"@type": "ImageObject", "creditText": "AP"}}), []),
    "another article in a list": (ld({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "author": "AP"}]}), []),
    "no article": (ld({"@type": "WebSite", "publisher": {"name": "Reuters"}}), []),
    "a job that the page offers": (ld({"@type": "JobPosting", "publisher": "Reuters"}), []),
    "a comma too many": (ld('{"@type": "NewsArticle", "author": "AP",}'), [("author", "AP")]),
    "two objects in one block": (ld('{"@type": "WebPage"}; {"@type": "NewsArticle", "author": "AP"}'), [("author", "AP")]),
    "broken": (ld('{"@type": "NewsArticle", "author": "AP"'), []),
    "broken beside a good one": (ld("{nonsense") + ld({"@type": "NewsArticle", "author": "AP"}), [("author", "AP")]),
    "not an object": (ld("[1, null, \"x\"]"), []),
    "author that is a number": (ld({"@type": "NewsArticle", "author": 7}), []),
    "meta author": ('<meta name="Author" content=" The Associated  Press ">', [("author", "The Associated Press")]),
    "meta author that is a page": ('<meta property="article:author" content="https://social.example/reuters">', []),
    "meta copyright": ('<meta name="copyright" content="© 2026 AFP">', [("copyrightHolder", "AFP")]),
    "syndication source": ('<meta name="syndication-source" content="https://apnews.com/1">', [("syndication-source", "https://apnews.com/1")]),
    "original source": ('<meta name="original-source" content="https://apnews.com/1">', [("original-source", "https://apnews.com/1")]),
    "canonical": ('<link rel="Canonical" href="https://apnews.com/1">', [("canonical", "https://apnews.com/1")]),
    "said twice": ('<meta name="author" content="AP"><meta name="byl" content="AP">', [("author", "AP")]),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), DECLARED.values(), ids=DECLARED.keys())
def test_declarations(head: str, expected: list[tuple[str, str]]) -> None:
    """The page's own article speaks, whoever made the markup; pictures and other articles do not."""
    assert declared(head) == expected


def test_the_article_at_the_canonical_address_is_the_pages_own() -> None:
    """Of several articles in the metadata the one with the page's address counts."""
    blocks = ld(
        [{"@type": "NewsArticle", "url": f"https://ledger.example/{n}", "author": n} for n in ("Reuters", "AFP")]
    )
    assert declared(f'{blocks}<link rel="canonical" href="https://ledger.example/AFP">')[0] == ("author", "AFP")
    assert declared(blocks) == [("author", "Reuters")]


def test_authors_marked_up_in_the_only_article() -> None:
    """rel=author and itemprop=author count where the page has one article, and not in a list of them."""
    one = '<article><h1>x</h1><a rel="author" href="/d">dpa</a><article><span itemprop="author">AP</span></article></article>'
    assert declared("", one) == [("author", "dpa")]
    assert declared("", f"{one}{one}") == []


HOSTILE = {
    "nested lists": "[" * 200_000,
    "nested objects": '{"@graph":' * 50_000,
    "closed and deep": '{"@graph":[' * 400 + "]}" * 400,
    "wide": json.dumps([{"@type": "NewsArticle", "author": ["AP"] * 5_000}] * 50),
    "refers to itself": '{"@type": "NewsArticle", "@id": "#a", "author": {"@id": "#a"}}',
    "a megabyte": json.dumps({"@type": "NewsArticle", "author": "x" * 1_000_000}),
}


@pytest.mark.parametrize("block", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_metadata_is_passed_over(block: str) -> None:
    """Depth, width and size are bounded: no exception, little time, few values."""
    started = time.process_time()
    found = declared(ld(block))
    assert time.process_time() - started < 3
    assert len(found) <= 41
    assert all(len(value) <= 300 for _, value in found)


def test_an_article_without_fields_says_nothing() -> None:
    """Nothing declared is nothing, not an error."""
    for values in ([], ["", None, 3], [[]], [{"@type": "JobPosting", "author": "AP"}]):
        assert OwnArticle.among(values).article == {}
    assert declared(ld({"@type": "NewsArticle"})) == []


ENTRIES = {
    "RSS source": ("<item><link>/a</link><source url='https://www.reuters.com/rss'>Reuters</source></item>", [(Field.FEED_SOURCE, "Reuters"), (Field.FEED_SOURCE, "https://www.reuters.com/rss")]),
    "creator": ("<item xmlns:dc='http://purl.org/dc/elements/1.1/'><link>/a</link><dc:creator>PTI</dc:creator></item>", [(Field.AUTHOR, "PTI")]),
    "nothing said": ("<item><link>/a</link></item>", []),
    "another host": ("<item><link>https://other.example/a</link><source>AP</source></item>", [(Field.FEED_SOURCE, "AP")]),
}  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), ENTRIES.values(), ids=ENTRIES.keys())
def test_what_a_feed_says_of_an_entry(item: str, expected: list[tuple[Field, str]]) -> None:
    """The source and the author that a feed names go with the entry's address."""
    feed = f"<rss version='2.0'><channel>{item}</channel></rss>"
    (entry,) = Feed().read(Page.from_html(feed, url="https://press.example/feed.xml")).entries
    said = Claims.of_entry(entry, feed="https://press.example/feed.xml").declared()
    assert said == tuple(Declared(*pair) for pair in expected)


@pytest.mark.slow
def test_evidence_goes_from_page_and_feed_to_the_export(tmp_path) -> None:
    """A crawled page keeps what its metadata and the feed that led to it say, also when it is read again."""
    marked = page(1).replace(
        b"<body>", b"<head>" + ld({"@type": "NewsArticle", "author": "AFP"}).encode() + b"</head><body>"
    )
    routes = {
        "/feed.xml": (200, {"Content-Type": "application/rss+xml"}, f"""<?xml version="1.0"?><rss version="2.0"><channel>
<item><link>{article_path(1)}</link></item>
<item><link>{article_path(4)}</link><source url="https://www.reuters.com/rss">Reuters</source></item>
</channel></rss>""".encode()),
        article_path(1): marked,
        article_path(4): page(4),
    }  # fmt: skip
    with Site(routes) as site:
        assert crawl(site, tmp_path, path="/feed.xml").code == 0
    assert wiretrace("track", "--rebuild", cwd=tmp_path).code == 0
    rows = {row["headline"]: row for row in exported("sightings", tmp_path) if row["role"] == "main"}
    afp, reuters = rows["Gulls counted 1"], rows["Gulls counted 4"]
    assert (afp["wire"], afp["wire_kind"], afp["wire_confidence"]) == ("AFP", "declared metadata", 0.96)
    assert afp["wire_evidence"] == [
        {"wire": "AFP", "kind": "declared metadata", "text": "AFP", "start": None, "end": None, "weight": 0.96, "field": "author"}
    ]  # fmt: skip
    assert {piece["field"] for piece in reuters["wire_evidence"]} == {"feed source"}
    assert (reuters["wire"], reuters["wire_conflict"]) == ("Reuters", [])
