"""Pages that lead elsewhere otherwise than by a status: by a refresh in their markup, or to themselves until a cookie comes back."""

from pathlib import Path

import pytest

from tests.command import Done, wiretrace
from tests.site import Site, Walled, article_path, page
from tests.stores import exported

pytestmark = pytest.mark.slow


def refreshing(to: str, seconds: float = 0) -> bytes:
    """A page that says nothing but where to go."""
    return f'<html><head><meta http-equiv="refresh" content="{seconds}; url={to}"></head><body>Moved</body></html>'.encode()


def crawl(site: Site, cwd: Path, *paths: str, **more: str) -> Done:
    """Crawl some pages of the site without pauses."""
    return wiretrace("crawl", *(site.url + path for path in paths), "--delay", "0", cwd=cwd, **more)


def test_a_refresh_is_followed_as_a_redirect(tmp_path):
    """The page that it leads to is stored, under its own address."""
    with Site({"/old": refreshing("/en/"), "/en/": page(1)}) as site:
        done = crawl(site, tmp_path, "/old")
        assert {row["page_url"] for row in exported("sightings", tmp_path)} == {f"{site.url}/en/"}
        assert [path for path in site.paths if path != "/robots.txt"] == ["/old", "/en/"]
    assert "0 refused + 0 failed + 0 pending" in done.out


def test_a_refresh_keeps_to_the_rules(tmp_path):
    """robots.txt and private addresses hold for where it leads."""
    routes = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\n"),
        "/a": refreshing("/private"),
        "/b": refreshing("http://10.0.0.1/"),
        "/c": refreshing("file:///etc/passwd"),
        "/private": page(1),
    }
    with Site(routes) as site:
        done = crawl(site, tmp_path, "/a", "/b", "/c")
        assert "/private" not in site.paths
    assert "refused: robots 1" in done.out
    assert "refused: private-address 1" in done.out


@pytest.mark.parametrize(("to", "seconds"), [("/en/", 0), ("/en/?", 0), ("/elsewhere", 300), ("", 3)])
def test_a_page_that_loads_itself_again_or_waits_is_read(tmp_path, to, seconds):
    """A front page that renews itself, a slide show."""
    html = page(1).replace(
        b"<body>", f'<head><meta http-equiv="refresh" content="{seconds}; url={to}"></head><body>'.encode()
    )
    with Site({"/en/": html, "/elsewhere": page(2)}) as site:
        done = crawl(site, tmp_path, "/en/")
        assert "/elsewhere" not in site.paths
    assert "1 requests seen = 1 stored" in done.out, done.err


def test_refreshes_in_a_circle_end(tmp_path):
    """At the page that was there already."""
    with Site({"/a": refreshing("/b"), "/b": refreshing("/a")}) as site:
        crawl(site, tmp_path, "/a")
        assert site.paths.count("/a") == 1


def test_a_page_that_wants_a_cookie_back(tmp_path):
    """It is told as that after one request, not as too many redirects."""
    with Site({"/en/": Walled(page(1), "seen=1")}) as site:
        done = crawl(site, tmp_path, "/en/")
        assert site.paths.count("/en/") == 1
    assert "refused: needs-cookies 1" in done.out


def test_a_source_that_keeps_cookies_gets_in(tmp_path):
    """`cookies = true` sends back what it is given, to that host and for that crawl."""
    given = "seen=1"
    routes = {"/en/": Walled(page(1, links=(article_path(1),)), given), article_path(1): page(2)}
    with Site(routes) as site:
        sources = f'[source.wall]\nkind = "page"\nurls = ["{site.url}/en/"]\ncookies = {{}}\nlimits.delay = 0\n'
        results = []
        for setting in ("false", "true"):
            (tmp_path / "sources.toml").write_text(sources.format(setting), encoding="utf-8")
            results.append(wiretrace("crawl", "wall", cwd=tmp_path).out)
        sent = [request.headers.get("Cookie") for request in site.requests if request.path == article_path(1)]
    assert "needs-cookies 1" in results[0]
    assert "2 stored" in results[1]
    assert sent == [given]


@pytest.mark.parametrize("charset", ["rot13", "idna", "zlib"])
def test_a_page_in_no_charset_is_read(tmp_path, charset):
    """What Python knows as a codec and no browser as a charset is passed over."""
    routes = {
        "/en/": (200, {"Content-Type": f"text/html; charset={charset}"}, page(1).replace(b"<ul>", b"<ul>\xc3\xa4"))
    }
    with Site(routes) as site:
        done = crawl(site, tmp_path, "/en/")
    assert "1 requests seen = 1 stored" in done.out, done.err
