"""robots.txt by RFC 9309. The cases are our own writing, after the behaviors that the RFC, google/robotstxt and Protego publish."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.permissions.robots import LARGEST, Robots

SITE = "https://gulls.example"
US = "wiretrace"


class Case(NamedTuple):
    """A robots.txt, a path, and whether it may be fetched."""

    id: str
    text: str | bytes
    path: str
    allowed: bool
    agent: str = US


AGENTS = [
    Case("nothing-said", "", "/nests", True),
    Case("everyone", "User-agent: *\nDisallow: /", "/nests", False),
    Case("by-name", "User-agent: wiretrace\nDisallow: /nests", "/nests", False),
    Case("another-by-name", "User-agent: gullbot\nDisallow: /", "/nests", True),
    Case("names-have-no-case", "USER-AGENT: WireTrace\nDISALLOW: /", "/nests", False),
    Case("a-name-beats-everyone", "User-agent: *\nDisallow: /\n\nUser-agent: wiretrace\nDisallow: /eggs", "/nests", True),
    Case("a-name-without-rules-beats-everyone", "User-agent: *\nDisallow: /\n\nUser-agent: wiretrace\n", "/nests", True),
    Case("part-of-a-name-is-no-name", "User-agent: wire\nDisallow: /", "/nests", True),
    Case("a-longer-name-is-another", "User-agent: wiretrace-news\nDisallow: /", "/nests", True),
    Case("version-after-the-name", "User-agent: wiretrace/2.1\nDisallow: /", "/nests", False),
    Case("words-after-the-name", "User-agent: wiretrace the crawler\nDisallow: /", "/nests", False),
    Case("words-after-the-star", "User-agent: * everybody\nDisallow: /", "/nests", False),
    Case("a-star-inside-is-no-star", "User-agent: *bot\nDisallow: /", "/nests", True),
    Case("groups-of-one-name-are-one-group", "User-agent: wiretrace\nDisallow: /eggs\n\nUser-agent: gullbot\nDisallow: /\n\n"
         "User-agent: wiretrace\nDisallow: /nests", "/nests", False),
    Case("groups-of-one-name-keep-the-first", "User-agent: wiretrace\nDisallow: /eggs\n\nUser-agent: wiretrace\nDisallow: /nests",
         "/eggs", False),
    Case("groups-for-everyone-are-one-group", "User-agent: *\nDisallow: /eggs\n\nUser-agent: *\nDisallow: /nests", "/eggs", False),
    Case("several-names-share-a-group", "User-agent: gullbot\nUser-agent: wiretrace\nDisallow: /", "/nests", False),
    Case("an-empty-line-parts-nothing", "User-agent: gullbot\n\nUser-agent: wiretrace\n\nDisallow: /", "/nests", False, "gullbot"),
    Case("an-unknown-line-parts-nothing", "User-agent: gullbot\nFeathers: white\nUser-agent: wiretrace\nDisallow: /",
         "/nests", False, "gullbot"),
    Case("a-sitemap-parts-nothing", "User-agent: gullbot\nSitemap: https://gulls.example/map\nUser-agent: wiretrace\nDisallow: /",
         "/nests", False, "gullbot"),
    Case("a-crawl-delay-parts-nothing", "User-agent: gullbot\nCrawl-delay: 3\nUser-agent: wiretrace\nDisallow: /",
         "/nests", False, "gullbot"),
    Case("an-empty-rule-parts", "User-agent: gullbot\nDisallow:\nUser-agent: wiretrace\nDisallow: /", "/nests", True, "gullbot"),
    Case("an-unknown-line-in-the-rules", "User-agent: *\nAllow: /eggs\nFeathers: white\nDisallow: /nests", "/nests", False),
    Case("rules-before-any-name", "Disallow: /\nUser-agent: *\nDisallow: /eggs", "/nests", True),
    Case("a-nameless-group-is-nobodys", "User-agent:\nDisallow: /", "/nests", True),
]  # fmt: skip

PATHS = [
    Case("an-empty-query-counts", "User-agent: *\nDisallow: /*?", "/nests?", False),
    Case("a-query-counts", "User-agent: *\nDisallow: /*?", "/nests?a=1", False),
    Case("without-a-query", "User-agent: *\nDisallow: /*?", "/nests", True),
    Case("a-question-mark-in-a-fragment-is-none", "User-agent: *\nDisallow: /*?", "/nests#what?", True),
    Case("the-end-is-behind-an-empty-query", "User-agent: *\nDisallow: /nests$", "/nests?", True),
    Case("empty-disallow", "User-agent: *\nDisallow:", "/nests", True),
    Case("empty-allow-is-no-rule", "User-agent: *\nAllow:\nDisallow: /", "/nests", False),
    Case("prefix", "User-agent: *\nDisallow: /nest", "/nests/12", False),
    Case("paths-have-case", "User-agent: *\nDisallow: /Nests", "/nests", True),
    Case("longest-allow-wins", "User-agent: *\nDisallow: /nests\nAllow: /nests/open", "/nests/open/1", True),
    Case("longest-disallow-wins", "User-agent: *\nAllow: /nests\nDisallow: /nests/shut", "/nests/shut/1", False),
    Case("order-does-not-matter", "User-agent: *\nAllow: /nests/open\nDisallow: /nests", "/nests/open/1", True),
    Case("allow-wins-a-tie", "User-agent: *\nDisallow: /nests\nAllow: /nests", "/nests", True),
    Case("star-counts-as-an-octet", "User-agent: *\nAllow: /nest\nDisallow: /*.html", "/nest.html", False),
    Case("longer-plain-beats-star", "User-agent: *\nAllow: /nests\nDisallow: /*.ht", "/nests.html", True),
    Case("allow-wins-a-tie-with-a-star", "User-agent: *\nAllow: /eggs/\nDisallow: /*.htm", "/eggs/1.htm", True),
    Case("star-anywhere", "User-agent: *\nDisallow: /eggs/*/blue", "/eggs/2026/blue", False),
    Case("star-is-also-nothing", "User-agent: *\nDisallow: /eggs*blue", "/eggsblue", False),
    Case("two-stars-in-order", "User-agent: *\nDisallow: /*a*b", "/xbya", True),
    Case("star-at-the-end-says-nothing", "User-agent: *\nDisallow: /eggs*", "/eggs", False),
    Case("star-first", "User-agent: *\nDisallow: *.pdf", "/eggs/list.pdf", False),
    Case("end-matches-the-end", "User-agent: *\nDisallow: /*.pdf$", "/eggs/list.pdf", False),
    Case("end-does-not-match-more", "User-agent: *\nDisallow: /*.pdf$", "/eggs/list.pdf?page=2", True),
    Case("end-of-a-plain-path", "User-agent: *\nDisallow: /eggs$", "/eggs/1", True),
    Case("end-needs-its-own-characters", "User-agent: *\nDisallow: /ab*bc$", "/abc", True),
    Case("end-finds-the-last-one", "User-agent: *\nDisallow: /*egg$", "/egg/egg", False),
    Case("dollar-in-the-middle-is-a-dollar", "User-agent: *\nDisallow: /price$eggs", "/price$eggs", False),
    Case("dollar-in-the-middle-ends-nothing", "User-agent: *\nDisallow: /price$eggs", "/price", True),
    Case("root-only", "User-agent: *\nDisallow: /$", "/nests", True),
    Case("root", "User-agent: *\nDisallow: /$", "", False),
    Case("query", "User-agent: *\nDisallow: /*?egg=", "/nests?egg=1", False),
    Case("query-of-the-root", "User-agent: *\nDisallow: /?egg", "?egg=1", False),
    Case("fragment-is-no-path", "User-agent: *\nDisallow: /*egg", "/nests#egg", True),
    Case("no-slash-no-match", "User-agent: *\nDisallow: nests", "/nests", True),
    Case("robots-txt-is-always-open", "User-agent: *\nDisallow: /", "/robots.txt", True),
    Case("an-index-page-is-one-page", "User-agent: *\nDisallow: /\nAllow: /index.html", "/", False),
]  # fmt: skip

ESCAPES = [
    Case("escaped-letter-in-the-rule", "User-agent: *\nDisallow: /%6Eests", "/nests", False),
    Case("escaped-letter-in-the-path", "User-agent: *\nDisallow: /nests", "/%6eests", False),
    Case("escapes-have-no-case", "User-agent: *\nDisallow: /a%2fb", "/a%2Fb", False),
    Case("an-escaped-slash-is-no-slash", "User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
    Case("an-escaped-star-is-a-star", "User-agent: *\nDisallow: /egg-%2A.html", "/egg-*.html", False),
    Case("an-escaped-star-is-no-joker", "User-agent: *\nDisallow: /egg-%2A.html", "/egg-1.html", True),
    Case("an-escaped-dollar-is-a-dollar", "User-agent: *\nDisallow: /egg%24", "/egg$s", False),
    Case("utf-8-in-the-rule", "User-agent: *\nDisallow: /möwe", "/m%C3%B6we", False),
    Case("utf-8-in-the-path", "User-agent: *\nDisallow: /m%c3%b6we", "/möwe", False),
    Case("kana", "User-agent: *\nDisallow: /カモメ/", "/%E3%82%AB%E3%83%A2%E3%83%A1/1", False),
    Case("a-byte-that-is-no-utf-8", b"User-agent: *\nDisallow: /m\xf6we\nDisallow: /eggs", "/eggs", False),
    Case("a-byte-that-is-no-utf-8-is-that-byte", b"User-agent: *\nDisallow: /m\xf6we", "/m%F6we", False),
    Case("a-lone-percent", "User-agent: *\nDisallow: /100%", "/100%", False),
]  # fmt: skip

LINES = [
    Case("crlf", "User-agent: *\r\nDisallow: /nests\r\n", "/nests", False),
    Case("cr", "User-agent: *\rDisallow: /nests\r", "/nests", False),
    Case("no-line-end-at-the-end", "User-agent: *\nDisallow: /nests", "/nests", False),
    Case("byte-order-mark", b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/nests", False),
    Case("a-line-separator-of-unicode-ends-no-line", "User-agent: *\n# not\u2028Disallow: /", "/nests", True),
    Case("a-form-feed-ends-no-line", "User-agent: *\n# not\x0cDisallow: /", "/nests", True),
    Case("comments", "User-agent: * # all\nDisallow: /nests # shy birds", "/nests", False),
    Case("comment-glued-to-a-path", "User-agent: *\nDisallow: /nests#shy", "/nests", False),
    Case("space-around-the-colon", "User-agent : *\nDisallow  :   /nests   ", "/nests", False),
    Case("tabs", "\tUser-agent:\t*\n\tDisallow:\t/nests\t", "/nests", False),
    Case("no-colon", "User-agent *\nDisallow /nests", "/nests", False),
    Case("misspelt", "Useragent: *\nDissallow: /nests", "/nests", False),
    Case("a-page-instead-of-rules", b"<!DOCTYPE html><html><body>User-agent: *<br>Disallow: /</body></html>", "/nests", True),
    Case("null-bytes", b"User-agent: *\nDisallow: /eggs\x00\n\x00\nDisallow: /nests\n", "/nests", False),
]  # fmt: skip


@pytest.mark.parametrize("case", [*AGENTS, *PATHS, *ESCAPES, *LINES], ids=lambda case: case.id)
def test_what_may_be_fetched(case):
    """The rule that RFC 9309 lets decide, decides."""
    body = case.text.encode() if isinstance(case.text, str) else case.text
    assert Robots.parse(body).allowed(SITE + case.path, case.agent) is case.allowed


def test_what_stands_beyond_500_kib_does_not_count():
    """At least 500 KiB are read; what is cut in the middle of a line says nothing."""
    head = b"User-agent: *\nDisallow: /first\n"
    last = b"Disallow: /last\n"
    filler = b"#" * (LARGEST - len(head) - len(last) - 1) + b"\n"
    whole = head + filler + last
    assert len(whole) == LARGEST
    assert not Robots.parse(whole).allowed(f"{SITE}/last", US)
    assert Robots.parse(whole + b"Disallow: /beyond\n").allowed(f"{SITE}/beyond", US)
    assert not Robots.parse(whole + b"Disallow: /beyond\n").allowed(f"{SITE}/first", US)
    half = b"Disallow: /"
    longer = head + b"#" * (LARGEST - len(head) - len(half) - 1) + b"\n" + half
    assert len(longer) == LARGEST
    assert Robots.parse(longer + b"drafts\n").allowed(f"{SITE}/other", US)


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        pytest.param("User-agent: *\nCrawl-delay: 2.5", 2.5, id="for-everyone"),
        pytest.param("User-agent: wiretrace\nCrawl-delay: 4\n\nUser-agent: *\nCrawl-delay: 9", 4.0, id="by-name"),
        pytest.param("User-agent: gullbot\nCrawl-delay: 4", None, id="for-another"),
        pytest.param("User-agent: *\nCrawl-delay: soon", None, id="no-number"),
        pytest.param("User-agent: *\nCrawl-delay: -1", None, id="negative"),
        pytest.param("User-agent: *\nCrawl-delay: inf", None, id="for-ever"),
        pytest.param("User-agent: *\nCrawl-delay: nan", None, id="not-a-number"),
        pytest.param("User-agent: gullbot\nCrawl-delay: 9\nUser-agent: *\nDisallow: /eggs", None, id="said-before-our-name"),
    ],
)  # fmt: skip
def test_the_pause_that_is_asked_for(text, delay):
    """Crawl-delay belongs to the agents named before it, and is a plain number of seconds."""
    assert Robots.parse(text.encode()).crawl_delay(US) == delay


def test_licenses_are_the_sites_not_a_groups():
    """RSL's License lines count wherever they stand."""
    text = "License: https://gulls.example/license.xml\nUser-agent: gullbot\nDisallow: /\nLicense: https://gulls.example/two.xml\n"
    assert Robots.parse(text.encode()).licenses == (
        "https://gulls.example/license.xml",
        "https://gulls.example/two.xml",
    )


@pytest.mark.parametrize(
    ("text", "sitemaps"),
    [
        pytest.param("User-agent: *\nSitemap: https://a.example/news.xml\nDisallow: /x\n", ("https://a.example/news.xml",), id="in-a-group"),
        pytest.param("SITEMAP:https://a.example/1.xml # new\nsite-map: https://a.example/2.xml", ("https://a.example/1.xml", "https://a.example/2.xml"), id="spelt-otherwise"),
        pytest.param("Sitemap: /1.xml\nSitemap: /1.xml\nSitemap:\n", ("/1.xml",), id="once-and-as-written"),
        pytest.param("Sitemap: https://a.example/käse.xml", ("https://a.example/käse.xml",), id="beyond-ascii"),
    ],
)  # fmt: skip
def test_sitemaps_are_the_sites_not_a_groups(text, sitemaps):
    """Sitemap lines count wherever they stand, and part no group of rules."""
    robots = Robots.parse(text.encode())
    assert robots.sitemaps == sitemaps
    assert robots.allowed("https://a.example/x", US) == ("Disallow" not in text)


@given(st.binary(max_size=400), st.text(max_size=40))
def test_no_bytes_stop_the_reader(body, path):
    """Whatever a server calls robots.txt can be read, and whatever a link says can be asked about."""
    robots = Robots.parse(b"User-agent: *\n" + body)
    path = path.replace("[", "").replace("]", "")
    assert robots.allowed(f"{SITE}/{path}", US) in {True, False}


def test_many_stars_cost_no_time():
    """A pattern made to be slow is not: each part is looked for once."""
    robots = Robots.parse(b"User-agent: *\nDisallow: /" + b"*a" * 5_000 + b"b$\n")
    assert robots.allowed(f"{SITE}/" + "a" * 20_000, US)
