"""Crawling again: conditional requests, feeds that are left alone as they ask, and named sources, against a real server."""

import gzip
from pathlib import Path

import pytest

from crawler.store.queue import accounts
from crawler.store.store import Store
from crawler.store.visited.visits import last_visit
from tests.command import Done, wiretrace
from tests.site import Site, Versioned, article_path, page, story
from tests.stores import exported

pytestmark = pytest.mark.slow

RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{0}</channel></rss>'


def crawl(cwd: Path, *words: str) -> Done:
    """Crawl without tracking and without pauses: what is fetched is what matters here."""
    return wiretrace("crawl", *words, "--no-track", "--delay", "0", cwd=cwd)


def item(url: str, *, title: str = "Gulls", date: str = "Sat, 21 Nov 2026 09:00:00 GMT", more: str = "") -> str:
    """An entry of a feed."""
    return f"<item><title>{title}</title><link>{url}</link><pubDate>{date}</pubDate>{more}</item>"


def feed(*items: str, head: str = "") -> bytes:
    """A feed of entries."""
    return RSS.format(head + "".join(items)).encode()


def sources(folder: Path, text: str) -> None:
    """Write the sources file."""
    (folder / "sources.toml").write_text(text, encoding="utf-8")


def sightings(cwd: Path) -> list[dict]:
    """What the store has seen."""
    return exported("sightings", cwd)


def test_a_page_that_has_not_changed_is_not_sent_again_and_still_followed(tmp_path):
    """Validators are kept for every page and sent back; 304 is a stored outcome, its links are those known, the books balance."""
    first, second = article_path(1), article_path(2)
    front = Versioned(page(0, links=(first, second)), etag='"front-1"')
    dated = Versioned(page(1), last_modified="Sat, 21 Nov 2026 10:00:00 GMT")
    with Site({"/en/": front, first: dated, second: page(2)}) as site:
        sources(tmp_path, f'[source.site]\nkind = "page"\nurls = ["{site.url}/en/"]\nrevisit = false\n')
        crawl(tmp_path, "site")
        before = len(sightings(tmp_path))
        done = crawl(tmp_path, "site")
        assert [request.status for request in site.asked("/en/")] == [200, 304]
        assert site.asked("/en/")[1].headers["If-None-Match"] == '"front-1"'
        assert [request.status for request in site.asked(first)] == [200, 304]
        assert site.asked(first)[1].headers["If-Modified-Since"] == "Sat, 21 Nov 2026 10:00:00 GMT"
        assert [request.status for request in site.asked(second)] == [200, 200]
        assert "3 requests seen = 3 stored + 0 refused + 0 failed + 0 pending" in done.out
        assert "stored: not-modified 2" in done.out
        assert len(sightings(tmp_path)) == before + 2  # only the page that came again was seen again
        again = crawl(tmp_path, "site", "--again")
        assert site.asked("/en/")[2].status == 200
        assert "If-None-Match" not in site.asked("/en/")[2].headers
    assert "not-modified" not in again.out
    store = Store(f"sqlite:///{tmp_path / 'wiretrace.db'}")
    with store.read() as connection:
        counted = accounts(connection)
    store.close()
    assert (counted.seen, counted.stored, counted.unchanged) == (9, 9, 2)


def test_a_changed_page_is_read_and_its_new_version_remembered(tmp_path):
    """A server that has a new version sends it, and the next request names that one."""
    with Site({"/en/": Versioned(page(0), etag='"v1"')}) as site:
        crawl(tmp_path, site.url + "/en/")
        site.routes["/en/"] = Versioned(page(5), etag='"v2"')
        crawl(tmp_path, site.url + "/en/")
        done = crawl(tmp_path, site.url + "/en/")
        assert [request.headers.get("If-None-Match") for request in site.asked("/en/")] == [None, '"v1"', '"v2"']
        assert [request.status for request in site.asked("/en/")] == [200, 200, 304]
    assert "stored: not-modified 1" in done.out
    assert {"Gulls counted 0", "Gulls counted 5"} <= {seen["headline"] for seen in sightings(tmp_path)}


def test_each_hop_of_a_redirect_is_asked_by_its_own_version(tmp_path):
    """The version of a page is never sent to the address that leads to it, nor to another page."""
    routes = {
        "/en/": (302, {"Location": "/en/hashtag/Gulls"}, b""),
        "/en/hashtag/Gulls": Versioned(page(0), etag='"x"'),
    }
    with Site(routes) as site:
        crawl(tmp_path, site.url + "/en/")
        done = crawl(tmp_path, site.url + "/en/")
        assert all("If-None-Match" not in request.headers for request in site.asked("/en/"))
        assert [request.status for request in site.asked("/en/hashtag/Gulls")] == [200, 304]
    assert "stored: not-modified 1" in done.out


def test_a_304_that_nobody_asked_for_is_a_failure(tmp_path):
    """A server that says "unchanged" of a page it never gave has given nothing."""
    with Site({"/en/": (304, {}, b"")}) as site:
        done = crawl(tmp_path, site.url + "/en/")
    assert "failed: http-304 1" in done.out
    assert done.code == 1


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        pytest.param("<ttl>60</ttl>", {}, id="ttl"),
        pytest.param('<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly</sy:updatePeriod>', {}, id="update-period"),
        pytest.param("", {"Cache-Control": "public, max-age=900"}, id="max-age"),
    ],
)  # fmt: skip
def test_a_feed_is_left_alone_for_as_long_as_it_asks(tmp_path, head, headers):
    """Before its time is over a feed is not asked for: an outcome with a reason, and no failure. --again asks all the same."""
    with Site({"/feed.xml": (200, headers, feed(item("/en/a"), head=head)), "/en/a": page(1)}) as site:
        crawl(tmp_path, site.url + "/feed.xml")
        done = crawl(tmp_path, site.url + "/feed.xml")
        assert len(site.asked("/feed.xml")) == 1
        assert "1 requests seen = 0 stored + 1 refused + 0 failed + 0 pending" in done.out
        assert "refused: not-due 1" in done.out
        assert done.code == 0
        crawl(tmp_path, site.url + "/feed.xml", "--again")
        assert len(site.asked("/feed.xml")) == 2


def test_an_article_is_asked_for_again_only_when_its_feed_says_that_it_changed(tmp_path):
    """Entries whose articles are here as described are told, not fetched; a later date in the feed is reason to look."""
    old, new = article_path(1), article_path(2)
    with Site({old: page(1), new: page(2)}) as site:
        site.routes["/feed.xml"] = feed(item(old))
        crawl(tmp_path, site.url + "/feed.xml")
        site.routes["/feed.xml"] = feed(item(old), item(new))
        done = crawl(tmp_path, site.url + "/feed.xml")
        assert (len(site.asked(old)), len(site.asked(new))) == (1, 1)
        assert "1 entry of feeds not asked for again" in done.out
        site.routes["/feed.xml"] = feed(item(old, date="Fri, 01 Jan 2038 09:00:00 GMT"))
        crawl(tmp_path, site.url + "/feed.xml")
        assert len(site.asked(old)) == 2


def test_what_a_feed_says_fills_what_the_page_does_not_print(tmp_path):
    """Time, outlet and origin declared in the feed stand on the article's sighting, named as the feed's word, on any host."""
    bare = page(3).replace(b"<div>Harbour Post20 hours ago</div>", b"")
    with Site({article_path(3): bare}) as articles, Site({}) as feeds:
        entry = item(articles.url + article_path(3), more='<source url="https://wire.example/">Reuters</source>')
        feeds.routes["/feed.xml"] = feed(entry)
        sources(
            tmp_path,
            f'[source.post]\nkind = "feed"\noutlet = "Harbour Post"\nurls = ["{feeds.url}/feed.xml", "{articles.url}/none"]\n',
        )
        done = crawl(tmp_path, "post")
    assert "post:" in done.out
    main = next(seen for seen in sightings(tmp_path) if seen["role"] == "main")
    assert (main["time_source"], main["published_earliest"]) == ("feed", "2026-11-21T09:00:00Z")
    assert main["outlet"] == "Harbour Post"
    assert main["wire"] == "Reuters"


def test_a_feed_with_whole_articles_gives_sightings_itself(tmp_path):
    """content:encoded is an article when it is long enough; its page need not be readable."""
    body = f"<![CDATA[<p>{story(7)}</p><p>{story(8)}</p>]]>"
    more = f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{body}</content:encoded>'
    with Site(
        {"/feed.xml": feed(item("/walled", title="Gulls, at length", more=more)), "/walled": b"<p>Log in</p>"}
    ) as site:
        crawl(tmp_path, site.url + "/feed.xml")
        (seen,) = sightings(tmp_path)
        assert (seen["role"], seen["headline"], seen["url"]) == ("article", "Gulls, at length", f"{site.url}/walled")
        assert seen["text"] == f"{story(7)}\n{story(8)}"
        assert seen["time_source"] == "feed"


def test_an_index_of_packed_news_sitemaps_leads_to_articles(tmp_path):
    """Index, packed sitemap, article: the sitemaps count as the index, so that a depth of one reaches the articles."""
    path = article_path(4)
    with Site({path: page(4, links=(article_path(5),)), article_path(5): page(5)}) as site:
        news = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{site.url}{path}</loc><news:news>
            <news:publication><news:name>Harbour Post</news:name></news:publication>
            <news:publication_date>2026-11-21T09:00:00Z</news:publication_date><news:title>Gulls</news:title></news:news></url></urlset>"""
        index = f"<sitemapindex><sitemap><loc>{site.url}/news.xml.gz</loc></sitemap><sitemap><loc>{site.url}/index.xml</loc></sitemap></sitemapindex>"
        nested = f"<sitemapindex><sitemap><loc>{site.url}/deeper.xml</loc></sitemap></sitemapindex>"
        site.routes["/sitemap.xml"] = (200, {"Content-Type": "application/xml"}, index.encode())
        site.routes["/news.xml.gz"] = (200, {"Content-Type": "application/x-gzip"}, gzip.compress(news.encode()))
        site.routes["/index.xml"] = nested.encode()
        sources(tmp_path, f'[source.map]\nkind = "sitemap"\nurls = ["{site.url}/sitemap.xml"]\n')
        done = crawl(tmp_path, "map")
        assert sorted(each for each in site.paths if each != "/robots.txt") == [
            path,
            "/index.xml",
            "/news.xml.gz",
            "/sitemap.xml",
        ]
    assert "refused: depth-limit 1" in done.out
    assert "refused: sitemap-index-in-an-index 1" in done.out


def test_sources_run_one_after_the_other_by_their_own_rules(tmp_path):
    """Budget, follow rules and folders are each source's own; the command's options go over them."""
    routes = {article_path(n): page(n, links=(article_path(n + 1),)) for n in (1, 2, 3, 4, 5, 11, 12)}
    section = "".join(f'<a href="{article_path(n)}">Story {n}</a><a href="/about">About</a>' for n in (1, 3)).encode()
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "page.html").write_bytes(page(50))
    with Site(routes | {"/front": section, "/about": page(9)}) as site:
        sources(
            tmp_path,
            f"""
            [source.few]
            kind = "page"
            urls = ["{site.url}{article_path(11)}"]
            limits.max_pages = 2
            [source.front]
            kind = "section"
            urls = ["{site.url}/front"]
            follow.links = "/article/"
            revisit = false
            [source.alone]
            kind = "page"
            urls = ["{site.url}{article_path(5)}"]
            follow = false
            [source.folder]
            kind = "folder"
            paths = ["saved"]
            """,
        )
        done = crawl(tmp_path, "--all")
        assert "/about" not in site.paths
    assert done.code == 0, done.err
    lines = [line.strip() for line in done.out.splitlines()]
    assert lines[lines.index("folder:") + 1].startswith("imported: 1 capture (1 new)")
    assert lines[lines.index("few:") + 1] == "crawled: 3 requests seen = 2 stored + 1 refused + 0 failed + 0 pending"
    assert lines[lines.index("front:") + 1] == "crawled: 5 requests seen = 3 stored + 2 refused + 0 failed + 0 pending"
    assert lines[lines.index("alone:") + 1] == "crawled: 1 requests seen = 1 stored + 0 refused + 0 failed + 0 pending"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((200, {"TDM-Reservation": "1"}, page(0)), id="header"),
        pytest.param((200, {"X-Robots-Tag": "noai, noimageai"}, page(0)), id="noai"),
        pytest.param(
            page(0).replace(b"<body>", b'<head><meta name="tdm-reservation" content="1"></head><body>'), id="meta"
        ),
    ],
)
def test_a_page_that_reserves_its_mining_is_not_kept_unless_the_source_says_so(tmp_path, answer):
    """The reservation is a counted reason; a source may have a right that its owner knows of."""
    with Site({"/en/": answer}) as site:
        text = f'[source.{{0}}]\nkind = "page"\nurls = ["{site.url}/en/"]\nrespect_reservations = {{1}}\n'
        sources(tmp_path, text.format("kept", "false") + text.format("reserved", "true"))
        done = crawl(tmp_path, "reserved", "kept", "--again")
    lines = [line.strip() for line in done.out.splitlines()]
    assert lines[lines.index("reserved:") + 2] == "refused: reserved 1"
    assert lines[lines.index("kept:") + 1] == "crawled: 1 requests seen = 1 stored + 0 refused + 0 failed + 0 pending"


def test_a_check_says_what_each_source_would_give_and_writes_nothing(tmp_path):
    """One polite request a source, its yield in words, no store; exit code 1 because one cannot be read."""
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "page.html").write_bytes(page(50))
    with Site({"/en/": page(0, links=(article_path(1),)), "/wall": b"<p>Please log in.</p>"}) as site:
        site.routes["/robots.txt"] = b"User-agent: *\nDisallow: /secret\n"
        site.routes["/feed.xml"] = feed(
            item("/en/a"), item("https://other.example/b"), "<item><title>Nothing</title></item>"
        )
        kinds = [("pages", "page", "/en/"), ("wall", "page", "/wall"), ("secret", "feed", "/secret"), ("news", "feed", "/feed.xml"), ("nofeed", "feed", "/en/")]  # fmt: skip
        text = "".join(f'[source.{name}]\nkind = "{kind}"\nurls = ["{site.url}{path}"]\n' for name, kind, path in kinds)
        sources(tmp_path, text + '[source.disk]\nkind = "folder"\npaths = ["saved"]\n')
        done = wiretrace("sources", "check", *(name for name, *_ in kinds), "disk", cwd=tmp_path)
        assert sorted(site.paths) == ["/en/", "/en/", "/feed.xml", "/robots.txt", "/wall"]
    told = done.out
    assert "read by daily8" in told
    assert "article: Gulls counted 0" in told
    assert "1 related block" in told
    assert "CANNOT BE READ: no-known-layout" in told
    assert "CANNOT BE READ: refused: robots" in told
    assert "CANNOT BE READ: is no feed, but a page that daily8 reads" in told
    assert "entries: 3, 0 with their whole article, 1 without a link, 1 without a date" in told
    assert "would follow: 2" in told
    assert "times that cannot be anchored: 2" in told  # the saved page says no fetch time
    assert done.code == 1
    assert "could not be read: wall, secret, nofeed" in done.err
    assert {path.name for path in tmp_path.iterdir()} == {"sources.toml", "saved"}


def test_an_interrupted_source_is_taken_up_by_its_name(tmp_path):
    """A crawl that was cut short goes on under the same name; pages typed by hand are another crawl."""
    with Site({"/en/": (429, {"Retry-After": "3600"}, b"")}) as site:
        sources(tmp_path, f'[source.slow]\nkind = "page"\nurls = ["{site.url}/en/"]\n')
        crawl(tmp_path, "slow")
        assert "taken up" in crawl(tmp_path, "slow").err
        assert "taken up" not in crawl(tmp_path, f"{site.url}/en/").err
    store = Store(f"sqlite:///{tmp_path / 'wiretrace.db'}")
    with store.read() as connection:
        assert last_visit(connection, f"{site.url}/en/") is None
    store.close()


def test_a_crawl_says_what_it_left_alone_and_what_is_gone(tmp_path):
    """The command's summary: links to pages seen lately; pages that answer 404 or lead home, which an export names."""
    first, second = article_path(1), article_path(2)
    with Site({"/en/": page(0, links=(first, second)), first: page(1), second: page(2), "/": page(9)}) as site:
        crawl(tmp_path, site.url + "/en/")
        done = crawl(tmp_path, site.url + "/en/")
        assert "2 links to pages seen lately not followed: not due yet (--again asks)" in done.out
        assert "1 requests seen = 1 stored + 0 refused + 0 failed + 0 pending" in done.out
        site.routes |= {first: (404, {}, b"no"), second: (302, {"Location": "/"}, b"")}
        done = crawl(tmp_path, site.url + "/en/", "--again")
        assert "revisits: 2 pages due, 2 asked for again" in done.out
        assert "gone since they were last seen: 2 pages" in done.out
        vanished = exported("vanished", tmp_path)
        assert {(each["url"].removeprefix(site.url), each["how"]) for each in vanished} == {
            (first, "gone-404"),
            (second, "gone-redirect"),
        }
        site.routes |= {first: page(1), second: page(2)}
        done = crawl(tmp_path, site.url + "/en/", "--again")
    assert "there again: 2 pages" in done.out
    assert exported("versions", tmp_path) == []
