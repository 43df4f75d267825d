"""Page identity: what names one page becomes one string, what names two does not."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import NotAPageError
from crawler.pages.html.addresses import canonicalize
from tests import places

SHARED = places.SHARED / "data" / "strings.json"
shared = pytest.mark.skipif(not SHARED.exists(), reason="the labelled data is not beside the project")

SAME = {
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


def test_a_hostile_address_costs_no_more_than_its_length() -> None:
    """Half a megabyte of slashes, dots and parameters is read in well under a second."""
    started = time.perf_counter()
    canonicalize("https://harbour.example" + "/amp" * 60_000 + "?" + "a=1&" * 20_000 + "x" * 100_000)
    assert time.perf_counter() - started < 1.5


@pytest.mark.shared
@shared
def test_labelled_pairs() -> None:
    """Every labelled pair of one page merges, and none of two pages does."""
    data = json.loads(SHARED.read_text(encoding="utf-8"))
    split = [name for name, a, b in data["same_page"] if canonicalize(a) != canonicalize(b)]
    glued = [name for name, a, b in data["different_pages"] if canonicalize(a) == canonicalize(b)]
    assert (split, glued) == ([], [])
