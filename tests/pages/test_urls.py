"""Page identity: what names one page becomes one string, what names two does not."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import NotAPageError
from crawler.pages.html.addresses import canonicalize, check_address
from crawler.pages.html.redirectors import counters_of, wrapped_in
from tests import places

SHARED = places.SHARED / "data" / "strings.json"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the labelled data is not beside the project")

SAME = {
    "cookieless session": ("https://harbour.example/(S(lit3py55t21z5v55vlm25s55))/a", "https://harbour.example/a"),
    "newsletter's subscriber": (
        "https://harbour.example/a?ml_subscriber=1&ml_subscriber_hash=ab",
        "https://harbour.example/a",
    ),
    "a list among trackers": ("https://harbour.example/a?__cft__%5B0%5D=AZ&__tn__=R", "https://harbour.example/a"),
    "a network's warning": (
        "https://www.linkedin.com/safety/go?url=https%3A%2F%2Fharbour.example%2Fa",
        "https://harbour.example/a",
    ),
    "translated, in a parameter": (
        "https://translate.google.com/translate?sl=auto&tl=en&u=https://harbour.example/a",
        "https://harbour.example/a",
    ),
    "translated, in the host": (
        "https://old--harbour-example.translate.goog/a?_x_tr_sl=auto",
        "https://old-harbour.example/a",
    ),
    "an affiliate's deep link": (
        "https://click.linksynergy.com/deeplink?id=1&murl=https%3A%2F%2Fharbour.example%2Fa",
        "https://harbour.example/a",
    ),
    "campaign": ("https://harbour.example/a?utm_source=x&utm_medium=rss", "https://harbour.example/a"),
    "click id in capitals": ("https://harbour.example/a?FBCLID=1", "https://harbour.example/a"),
    "tracking beside identity": ("https://harbour.example/a?id=7&gclid=1", "https://harbour.example/a?id=7"),
    "order of parameters": ("https://harbour.example/a?b=2&a=1", "https://harbour.example/a?a=1&b=2"),
    "scheme": ("http://harbour.example/a", "https://harbour.example/a"),
    "own port": ("http://harbour.example:80/a", "http://harbour.example/a"),
    "www": ("https://www.harbour.example/a", "https://harbour.example/a"),
    "mobile host": ("https://m.harbour.example/a", "https://www.harbour.example/a"),
    "mobile host behind a language": ("https://en.m.harbour.example/a", "https://en.harbour.example/a"),
    "amp host": ("https://amp.harbour.example/a", "https://www.harbour.example/a"),
    "amp at the end": ("https://harbour.example/a/amp/", "https://harbour.example/a/"),
    "amp in front": ("https://harbour.example/amp/a", "https://harbour.example/a"),
    "amp in the name": ("https://harbour.example/a.amp.html", "https://harbour.example/a.html"),
    "amp parameter without value": ("https://harbour.example/a?amp", "https://harbour.example/a"),
    "amp cache": (
        "https://www-harbour-example.cdn.ampproject.org/c/s/www.harbour.example/a",
        "https://www.harbour.example/a",
    ),
    "amp viewer": ("https://www.google.com/amp/s/www.harbour.example/a", "https://www.harbour.example/a"),
    "amp file": ("https://harbour.example/a/amp.html", "https://harbour.example/a"),
    "amp viewer's own parameters": (
        "https://harbour.example/a?amp_js_v=a6&amp_gsa=1&usqp=mq33",
        "https://harbour.example/a",
    ),
    "touch host": ("https://touch.harbour.example/a", "https://www.harbour.example/a"),
    "mobile parameter": ("https://harbour.example/a?mobile=true", "https://harbour.example/a"),
    "found in a feed": ("https://harbour.example/a?ref=rss", "https://harbour.example/a"),
    "feed's own parameters": ("https://harbour.example/a?feedType=RSS&feedName=top", "https://harbour.example/a"),
    "shared from an app": ("https://harbour.example/a?s=09", "https://harbour.example/a"),
    "ampersand escaped once too often": (
        "https://harbour.example/a?id=7&amp;utm_source=x",
        "https://harbour.example/a?id=7",
    ),
    "final slash": ("https://harbour.example/a/", "https://harbour.example/a"),
    "index": ("https://harbour.example/news/index.html", "https://harbour.example/news/"),
    "fragment": ("https://harbour.example/a#comments", "https://harbour.example/a"),
    "session id": ("https://harbour.example/a;jsessionid=AB12", "https://harbour.example/a"),
    "user and password": ("https://me:secret@harbour.example/a", "https://harbour.example/a"),
    "empty value": ("https://harbour.example/a?p=1&q=", "https://harbour.example/a?p=1"),
    "percent encoding": ("https://harbour.example/中", "https://harbour.example/%E4%B8%AD"),
    "session in a parameter": ("https://harbour.example/a?PHPSESSID=abc", "https://harbour.example/a"),
    "session of another server": ("https://harbour.example/a?id=7&ASPSESSIONIDQQ=X1", "https://harbour.example/a?id=7"),
    "session beside the page": (
        "https://harbour.example/t?t=5&sid=0123456789abcdef0123456789abcdef",
        "https://harbour.example/t?t=5",
    ),
    "newsletter": ("https://harbour.example/a?emc=edit_na&nl=breaking-news&nlid=53", "https://harbour.example/a"),
    "newsletter of a paper": ("https://harbour.example/a?wpisrc=nl_most&wpmm=1", "https://harbour.example/a"),
    "mail to subscribers": ("https://harbour.example/a?elqTrackId=7f&_ke=x", "https://harbour.example/a"),
    "shared on a service": ("https://harbour.example/a?share=twitter", "https://harbour.example/a"),
    "found in its feed": ("https://harbour.example/a?rssfeed=true", "https://harbour.example/a"),
    "place on the front page": ("https://harbour.example/a?mod=rss_home", "https://harbour.example/a"),
    "answer to a comment": ("https://harbour.example/a?replytocom=12", "https://harbour.example/a"),
    "search engine": (
        "https://www.google.com/url?sa=t&q=https%3A%2F%2Fharbour.example%2Fa%3Fid%3D7&usg=x",
        "https://harbour.example/a?id=7",
    ),
    "social network": (
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fharbour.example%2Fa&h=AT0",
        "https://harbour.example/a",
    ),
    "search engine's news": (
        "http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fharbour.example%2fa",
        "https://harbour.example/a",
    ),
    "search engine's packed address": (
        "https://www.bing.com/ck/a?!&&p=x&u=a1aHR0cHM6Ly9oYXJib3VyLmV4YW1wbGUvYQ&ntb=1",
        "https://harbour.example/a",
    ),
    "address in a path": (
        "https://r.search.yahoo.com/_ylt=x/RU=https%3a%2f%2fharbour.example%2fa/RK=2/RS=x-",
        "https://harbour.example/a",
    ),
    "mail filter around a search engine": (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fharbour.example%252Fa&data=x",
        "https://harbour.example/a",
    ),
    "a search engine's news, packed": (
        "https://news.google.com/rss/articles/CBMiHmh0dHBzOi8vaGFyYm91ci5leGFtcGxlL2E_aWQ9N9IBAA?oc=5",
        "https://harbour.example/a?id=7",
    ),
    "a newsletter's link": (
        "https://open.substack.com/redirect/2/eyJlIjogImh0dHBzOi8vaGFyYm91ci5leGFtcGxlL2EiLCAicCI6IDF9.sig",
        "https://harbour.example/a",
    ),
    "an older mail filter": (
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__harbour.example_a-3Fid-3D7&d=x",
        "https://harbour.example/a?id=7",
    ),
    "a short session id": ("https://harbour.example/a?sessionid=abc", "https://harbour.example/a"),
    "a reader's number": (
        "https://harbour.example/a?nl=x&user_id=0123456789abcdef0123456789abcdef",
        "https://harbour.example/a",
    ),
    "an affiliate": ("https://harbour.example/a?partnerid=7&clickid=9", "https://harbour.example/a"),
    "a prefix of one paper": ("https://harbour.example/a?lmd_medium=email&lmd_campaign=x", "https://harbour.example/a"),
    "an ampersand as a number": ("https://harbour.example/?p=5&#038;utm_source=x", "https://harbour.example/?p=5"),
    "accents apart": ("https://harbour.example/Ame%CC%81lie", "https://harbour.example/Am%C3%A9lie"),
    "accents apart, unescaped": ("https://harbour.example/Ame\u0301lie", "https://harbour.example/Am\u00e9lie"),
    "another amp viewer": ("https://www.bing.com/amp/s/harbour.example/a", "https://harbour.example/a"),
    "final dot of the host": ("https://harbour.example./a", "https://harbour.example/a"),
}
DIFFERENT = {
    "case of the path": ("https://harbour.example/A", "https://harbour.example/a"),
    "identity parameter": (
        "https://harbour.example/story.php?storyid=1",
        "https://harbour.example/story.php?storyid=2",
    ),
    "video": ("https://video.example/watch?v=a", "https://video.example/watch?v=b"),
    "source that is not tracking": ("https://harbour.example/v?source=ap", "https://harbour.example/v?source=afp"),
    "ref that is no channel": ("https://harbour.example/a?ref=4711", "https://harbour.example/a?ref=4712"),
    "search": ("https://harbour.example/?s=ferry", "https://harbour.example/?s=harbour"),
    "page number": ("https://harbour.example/?page=1", "https://harbour.example/?page=2"),
    "bare word": ("https://harbour.example/story?4711", "https://harbour.example/story?4712"),
    "other port": ("http://harbour.example:8080/a", "http://harbour.example/a"),
    "sub-site": ("https://news.harbour.example/a", "https://harbour.example/a"),
    "a site called m": ("https://m.example/a", "https://x.example/a"),
    "amp as a name": ("https://harbour.example/amp", "https://harbour.example/"),
    "amp inside a word": ("https://harbour.example/lamp", "https://harbour.example/l"),
    "numbers called sid": ("https://harbour.example/a?sid=77", "https://harbour.example/a?sid=78"),
    "a page called by 32 characters": (
        "https://harbour.example/a?sid=0123456789abcdef0123456789abcdef",
        "https://harbour.example/a?sid=0123456789abcdef0123456789abcdee",
    ),
    "module of a forum": ("https://harbour.example/f?mod=viewthread&tid=7", "https://harbour.example/f?mod=list&tid=7"),
    "share of a company": ("https://harbour.example/q?share=XY12", "https://harbour.example/q?share=XY13"),
    "route of a script": ("https://harbour.example/#!/story/7", "https://harbour.example/#!/story/8"),
    "route without a mark": ("https://harbour.example/#/story/7", "https://harbour.example/#/story/8"),
    "order of a repeated parameter": ("https://harbour.example/a?p=2&p=1", "https://harbour.example/a?p=1&p=2"),
    "another search": ("https://www.google.com/search?q=ferry", "https://www.google.com/search?q=harbour"),
    "two searches for an address": (
        "https://harbour.example/url?q=https://a.example/",
        "https://harbour.example/url?q=https://b.example/",
    ),
    "a session of a meeting": ("https://harbour.example/t?session_id=5", "https://harbour.example/t?session_id=6"),
    "a reader's page": ("https://harbour.example/u?user_id=5", "https://harbour.example/u?user_id=6"),
    "opaque items of a search engine": (
        "https://news.google.com/articles/CBMiAU_yqLNxxxxxxxxxxxxxx",
        "https://news.google.com/articles/CBMiAU_yqLNyyyyyyyyyyyyyy",
    ),
    "m as identity": ("https://harbour.example/a?m=2", "https://harbour.example/a?m=3"),
}
NOT_PAGES = {
    "script": "javascript:alert(1)",
    "data": "data:text/html,x",
    "ftp": "ftp://harbour.example/a",
    "no scheme": "//harbour.example/a",
    "no host": "https:///a",
    "open bracket": "https://[::1/a",
    "absurd port": "https://harbour.example:99999/a",
    "empty": "",
}


@pytest.mark.parametrize(("a", "b"), SAME.values(), ids=SAME.keys())
def test_two_addresses_of_one_page(a: str, b: str) -> None:
    """What only says how the reader came, or how the page is drawn, does not make another page."""
    assert canonicalize(a) == canonicalize(b)


@pytest.mark.parametrize(("a", "b"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_two_pages(a: str, b: str) -> None:
    """What may be the page's own name is kept."""
    assert canonicalize(a) != canonicalize(b)


@pytest.mark.parametrize("url", NOT_PAGES.values(), ids=NOT_PAGES.keys())
def test_only_pages_have_an_identity(url: str) -> None:
    """Anything but an http(s) address with a host is refused with one kind of error."""
    with pytest.raises(NotAPageError):
        canonicalize(url)


@pytest.mark.parametrize("url", NOT_PAGES.values(), ids=NOT_PAGES.keys())
def test_an_address_is_checked_without_its_canonical_form(url: str) -> None:
    """The check refuses what has no identity, and passes what has one."""
    with pytest.raises(NotAPageError):
        check_address(url)
    check_address("https://outlet.test/story?id=7")


@pytest.mark.slow
@settings(deadline=None, derandomize=True)
@given(
    st.from_regex(
        r"https?://(www\.|m\.|amp\.)?[a-z]{1,8}\.(example|com|co\.uk)(:80|:443|:8080)?"
        r"(/(amp|index\.html|[A-Za-z%;=._-]{0,6})){0,4}/?(\?([a-z_]{1,5}(=[A-Za-z0-9%+]{0,4})?&?){0,4})?",
        fullmatch=True,
    )
)
def test_canonical_is_a_fixed_point(url: str) -> None:
    """Canonicalizing a canonical form changes nothing, whatever the address."""
    once = canonicalize(url)
    assert canonicalize(once) == once


@pytest.mark.slow
def test_a_hostile_address_costs_no_more_than_its_length() -> None:
    """Half a megabyte of slashes, dots and parameters is read in well under a second."""
    started = time.process_time()
    canonicalize("https://harbour.example" + "/amp" * 60_000 + "?" + "a=1&" * 20_000 + "x" * 100_000)
    assert time.process_time() - started < 1.5


@pytest.mark.shared
@shared
def test_labelled_pairs() -> None:
    """Every labelled pair of one page merges, and none of two pages does."""
    data = json.loads(SHARED.read_text(encoding="utf-8"))
    split = [name for name, a, b in data["same_page"] if canonicalize(a) != canonicalize(b)]
    glued = [name for name, a, b in data["different_pages"] if canonicalize(a) == canonicalize(b)]
    assert (split, glued) == ([], [])


# Cases after those that courlan and url-normalize publish, on hosts of our own. They normalize an address to fetch it, we make a key of a page.
#: Library, address, what it makes of it, our decision where we see it otherwise.
PUBLISHED = [
    ("courlan", "<![CDATA[https://www.harbour.example]]>", "https://www.harbour.example", "refused: markup around an address is taken off by who reads the document"),
    ("courlan", "https://www.harbour.example/test?param=test&amp;other=test", "https://www.harbour.example/test?param=test&other=test", ""),
    ("courlan", "https://www.harbour.example/garbledhttps://www.harbour.example/", "https://www.harbour.example/garbled", "another page: archives and translators have addresses inside their paths"),
    ("courlan", "https://g__https://www.harbour.example/", "https://www.harbour.example", "another page: which of the two was meant is a guess"),
    ("courlan", "https://www.harbour.example/a b", "https://www.harbour.example/a", "another page: a space is part of a path, not its end"),
    ("courlan", "HTTPS://WWW.HARBOUR.EXAMPLE:80/", "https://www.harbour.example", ""),
    ("courlan", "https://harbour.example//404.html", "https://harbour.example/404.html", ""),
    ("courlan", "http://harbour.example/foo.html#bar", "http://harbour.example/foo.html", ""),
    ("courlan", "http://harbour.example/foo.html#:~:text=night-,vision", "http://harbour.example/foo.html", ""),
    ("courlan", "http://www.harbour.example:80/test.html", "http://www.harbour.example/test.html", ""),
    ("courlan", "http://harbour.example/foo.html?utm_source=twitter&post=abc&page=2&fbclid=IF123", "http://harbour.example/foo.html?page=2&post=abc", ""),
    ("courlan", "http://harbour.example/foo.html?page=2&itemid=10&lang=en", "http://harbour.example/foo.html?itemid=10&lang=en&page=2", ""),
    ("courlan", "http://harbour.example/foo.html?page=2&itemid=10&lang=en", "http://harbour.example/foo.html?page=2", "another page: an item and a language may be what a page shows; only what is known to track goes"),
    ("courlan", "http://harbour.example/#partnerid=123", "http://harbour.example/", ""),
    ("courlan", "http://harbour.example/#mtm_campaign=123&catpage=3", "http://harbour.example/#catpage=3", ""),
    ("courlan", "http://harbour.example/a?partnerid=123", "http://harbour.example/a", ""),
    ("courlan", "http://harbour.example/a?s_cid=123&clickid=1", "http://harbour.example/a", ""),
    ("courlan", "http://xn--mnchen-3ya.example", "http://münchen.example", ""),
    ("courlan", "http://Mnchen.example/a", "http://mnchen.example/a", ""),
    ("courlan", "http://harbour.example/a/../b", "http://harbour.example/b", ""),
    ("courlan", "http://harbour.example/a/./b", "http://harbour.example/a/b", ""),
    ("courlan", "http://harbour.example/a/..", "http://harbour.example/", ""),
    ("courlan", "http://harbour.example/../../a", "http://harbour.example/a", ""),
    ("courlan", "http://harbour.example/foo.html?", "http://harbour.example/foo.html", ""),
    ("courlan", "http://harbour.example/foo/", "http://harbour.example/foo", ""),
    ("courlan", "http://harbour.example/foo.html?a=b&&c=d", "http://harbour.example/foo.html?a=b&c=d", ""),
    ("courlan", "https://harbour.example/page?utm_content=x&utm_id=1", "https://harbour.example/page", ""),
    ("courlan", "https://harbour.example/page/2/?ref=home", "https://harbour.example/page/2/", ""),
    ("url-normalize", "http://:@harbour.example/", "http://harbour.example/", ""),
    ("url-normalize", "http://@harbour.example/", "http://harbour.example/", ""),
    ("url-normalize", "http://127.0.0.1:80/", "http://127.0.0.1/", ""),
    ("url-normalize", "http://harbour.example:081/", "http://harbour.example:81/", ""),
    ("url-normalize", "http://harbour.example", "http://harbour.example/", ""),
    ("url-normalize", "http://harbour.example/?q=%5c", "http://harbour.example/?q=%5C", ""),
    ("url-normalize", "http://harbour.example/?q=C%CC%A7", "http://harbour.example/?q=%C3%87", ""),
    ("url-normalize", "http://harbour.example/%C7", "http://harbour.example/%EF%BF%BD", "another page: bytes that are no UTF-8 are a name all the same, and U+FFFD would make all of them one"),
    ("url-normalize", "http://HARBOUR.EXAMPLE/", "http://harbour.example/", ""),
    ("url-normalize", "http://harbour.example/%7Ejane", "http://harbour.example/~jane", ""),
    ("url-normalize", "http://harbour.example/%7ejane", "http://harbour.example/~jane", ""),
    ("url-normalize", "http://harbour.example/a/../a/b", "http://harbour.example/a/b", ""),
    ("url-normalize", "http://USER:pass@www.Harbour.EXAMPLE/foo/bar", "http://USER:pass@www.harbour.example/foo/bar", ""),
    ("url-normalize", "http://www.harbour.example./", "http://www.harbour.example/", ""),
    ("url-normalize", "http://www.harbour.example.:81/foo", "http://www.harbour.example:81/foo", ""),
    ("url-normalize", "http://www.harbour.example?foo=bar", "http://www.harbour.example/?foo=bar", ""),
    ("url-normalize", "http://www.harbour.example/?p=529&#038;cpage=1#comment-783", "http://www.harbour.example/?p=529&cpage=1", ""),
    ("url-normalize", "http://harbour.example/?b=1&a=2", "http://harbour.example/?a=2&b=1", ""),
    ("url-normalize", "http://пример.испытание/Служебная:Search/Test", "http://xn--e1afmkfd.xn--80akhbyknj4f/%D0%A1%D0%BB%D1%83%D0%B6%D0%B5%D0%B1%D0%BD%D0%B0%D1%8F:Search/Test", ""),
    ("url-normalize", "http://www.fóo.example/", "http://www.xn--fo-5ja.example/", ""),
    ("url-normalize", "http://XN--FO-5JA.example/", "http://xn--fo-5ja.example/", ""),
    ("url-normalize", "http://harbour.example/?q=%e3%82%82%26", "http://harbour.example/?q=%E3%82%82%26", ""),
    ("url-normalize", "http://harbour.example/Am%C3%A9lie", "http://harbour.example/Ame%CC%81lie", ""),
    ("url-normalize", "http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a", ""),
    ("url-normalize", "http://harbour.example/a%20b", "http://harbour.example/a b", ""),
    ("url-normalize", "http://harbour.example/?a=1+2", "http://harbour.example/?a=1%202", ""),
    ("url-normalize", "//harbour.example/a", "https://harbour.example/a", "refused: an address without a scheme is joined to its page first"),
    ("url-normalize", "harbour.example/a", "https://harbour.example/a", "refused: a path without a scheme may be a file"),
    ("url-normalize", "http://harbour.example/%25%32%35", "http://harbour.example/%2525", ""),
    ("url-normalize", "http://harbour.example/foo?bar=baz#frag", "http://harbour.example/foo?bar=baz", ""),
    ("url-normalize", "http://harbour.example/index.html", "http://harbour.example/", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("library", "address", "theirs", "decision"), PUBLISHED, ids=[f"{row[0]}-{row[1]}" for row in PUBLISHED]
)
def test_a_published_case_is_one_page_or_decided_otherwise(
    library: str, address: str, theirs: str, decision: str
) -> None:
    """Agreement is that both forms have one key; a decision is that they have two, or that the first is refused."""
    assert library in {"courlan", "url-normalize"}
    assert canonicalize(canonicalize(theirs)) == canonicalize(theirs)
    if decision.startswith("refused: "):
        with pytest.raises(NotAPageError):
            canonicalize(address)
    elif decision:
        assert decision.startswith("another page: ")
        assert canonicalize(address) != canonicalize(theirs)
    else:
        assert canonicalize(address) == canonicalize(theirs)


def test_a_counter_is_known_by_the_sites_its_links_lead_to():
    """Links through one host to several sites are looked through; what is shared to a network, or leads back to one site, is not."""
    counted = [
        f"https://click.brass.example/r?id={n}&u=https%3A%2F%2Fwww.paper{n % 4}.example%2Fa{n}" for n in range(6)
    ]
    assert counters_of(counted) == {"click.brass.example"}
    assert wrapped_in(counted[1], "hub.example", counters_of(counted)) == "https://www.paper1.example/a1"
    assert wrapped_in(counted[1], "hub.example") is None
    shared = [f"https://social.example/intent/post?url=https%3A%2F%2Fwww.paper{n % 4}.example%2Fa{n}" for n in range(6)]
    home = [f"https://login.brass.example/in?next=https%3A%2F%2Fhub.example%2Fa{n}" for n in range(6)]
    assert counters_of([*shared, *home, *counted[:4]]) == frozenset()
