"""`sources discover`, `import` and `check` for real: against a site on loopback, into a sources file that is there already."""

import pytest

from crawler.sources.reading import read_sources
from crawler.sources.source import Kind
from tests.command import wiretrace as process
from tests.site import Site, article_path, page, story

pytestmark = pytest.mark.slow
OLD = '# the desk\'s own\n[source.desk]\nkind = "folder"\npaths = ["saved"]\n'


def rss(site: Site, *numbers: int) -> bytes:
    """A feed whose entries carry their articles."""
    items = "".join(
        f"<item><title>Gulls {n}</title><link>{site.url}/coast/2026/11/{n}-gulls-counted-at-dawn</link>"
        f"<pubDate>Sat, 28 Nov 2026 0{n}:00:00 GMT</pubDate><description>{story(n)} {story(n + 20)}</description></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'.encode()


def front(*, head: str = "", body: str = "") -> bytes:
    """An outlet's front page: a few stories and a menu."""
    stories = "".join(f'<a href="/coast/2026/11/{n}-gulls-counted-at-dawn">Gulls {n}</a>' for n in range(1, 6))
    menu = '<nav><a href="/coast/">Coast</a><a href="/about">About</a><a href="/secret/">Secret</a></nav>'
    site = '<meta property="og:site_name" content="Harbour Post">'
    return f"<html><head>{site}{head}</head><body>{menu}{stories}{body}</body></html>".encode()


@pytest.fixture
def site():
    """An outlet with a feed, a news sitemap that robots.txt names, a section, and one that nobody may read."""
    with Site({}) as running:
        running.routes |= {
            "/robots.txt": f"User-agent: *\nDisallow: /secret/\nSitemap: {running.url}/map.xml\n".encode(),
            "/": front(head='<link rel="alternate" type="application/rss+xml" title="All news" href="/rss">'),
            "/coast/": front(body='<a href="/coast/2026/11/9-pier-is-open-again">Pier</a>'),
            "/rss": (200, {"Content-Type": "application/rss+xml"}, rss(running, 1, 2, 3)),
            "/map.xml": (
                f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{running.url}/coast/2026/11/'
                "1-gulls-counted-at-dawn</loc><n:news><n:publication_date>2026-11-28</n:publication_date></n:news></url></urlset>"
            ).encode(),
        }
        yield running


def test_discover_adds_what_a_site_offers_to_the_sources_file(site, tmp_path):
    """Feed, sitemap, section and front page, commented; what stood there stays; twice is as good as once; a crawl takes them."""
    (tmp_path / "sources.toml").write_text(OLD)
    done = process("sources", "discover", f"{site.url}/", "--contact", "desk@news.example", cwd=tmp_path)
    assert done.code == 0, done.err
    text = (tmp_path / "sources.toml").read_text()
    assert text.startswith(OLD)
    assert '# declared by the page as "All news": 3 entries, 3 with a date, 3 with their whole article' in text
    sources = read_sources(tmp_path / "sources.toml")
    found = {
        (source.kind, source.urls[0].removeprefix(site.url), source.outlet)
        for source in sources.values()
        if source.urls
    }
    assert found == {
        (Kind.FEED, "/rss", "Harbour Post"), (Kind.SITEMAP, "/map.xml", "Harbour Post"),
        (Kind.SECTION, "/coast/", "Harbour Post"), (Kind.SECTION, "/", "Harbour Post"),
    }  # fmt: skip
    assert "/secret/" not in site.paths
    assert site.paths.count("/robots.txt") == 1
    assert {request.user_agent.partition("/")[0] for request in site.requests} == {"wiretrace"}
    assert "desk@news.example" in site.requests[0].user_agent
    again = process("sources", "discover", f"{site.url}/", cwd=tmp_path)
    assert "0 sources added, 4 there already" in again.out
    assert (tmp_path / "sources.toml").read_text() == text
    crawled = process("crawl", "127-0-0-1-feed", "--delay", "0", "--max-pages", "1", cwd=tmp_path)
    assert "1 stored" in crawled.out, crawled


def test_discover_prints_instead_where_it_is_asked_to(site, tmp_path):
    """`--out -` writes the text of a sources file to standard output, and no file."""
    done = process("sources", "discover", f"{site.url}/", "--out", "-", cwd=tmp_path)
    assert done.code == 0, done.err
    assert done.out.startswith("# Found by `wiretrace sources discover` on ")
    assert not list(tmp_path.iterdir())
    (tmp_path / "printed.toml").write_text(done.out)
    assert len(read_sources(tmp_path / "printed.toml")) == 4


def test_discover_says_what_it_could_not_read(site, tmp_path):
    """A forbidden page is refused, its robots.txt still names a sitemap; exit code 1."""
    done = process("sources", "discover", f"{site.url}/secret/", "http://127.0.0.1:9/", cwd=tmp_path)
    assert done.code == 1
    assert "CANNOT BE READ: refused: robots" in done.out
    assert "CANNOT BE READ: refused: robots-unreachable" in done.out
    assert f"could not be read: {site.url}/secret/, http://127.0.0.1:9/" in done.err
    assert [source.kind for source in read_sources(tmp_path / "sources.toml").values()] == [Kind.SITEMAP]


def test_a_public_site_is_not_asked_by_nobody(wiretrace, tmp_path):
    """Without a contact nothing is fetched: wrong usage."""
    done = wiretrace("sources", "discover", "https://www.harbourpost.example/", cwd=tmp_path)
    assert done.code == 2
    assert "say who crawls www.harbourpost.example" in done.err


def test_check_shows_all_sources_in_one_table(site, tmp_path):
    """A line for each source: who reads it, items, outlets, times, yield; one that cannot be read says why."""
    site.routes["/en/"] = page(0, links=(article_path(1),))
    kinds = [("post", "feed", "/rss"), ("front", "section", "/"), ("daily8", "page", "/en/"), ("gone", "feed", "/gone")]
    (tmp_path / "sources.toml").write_text("".join(f'[source.{name}]\nkind = "{kind}"\nurls = ["{site.url}{path}"]\n' for name, kind, path in kinds))  # fmt: skip
    done = process("sources", "check", cwd=tmp_path)
    assert [line.split() for line in done.out.splitlines()] == [
        ["source", "kind", "read", "by", "items", "outlets", "times", "yield"],
        ["post", "feed", "feed", "3", "0", "3", "3", "sightings,", "3", "pages", "to", "follow"],
        ["front", "section", "section", "0", "0", "0", "8", "pages", "to", "follow"],
        ["daily8", "page", "daily8", "2", "2", "2", "2", "sightings,", "1", "page", "to", "follow"],
        ["gone", "feed", "CANNOT", "BE", "READ:", "failed:", "http-404"],
    ]
    assert done.code == 1
    deep = process("sources", "check", "daily8", "post", cwd=tmp_path).out
    assert "outlets: 2 (Harbour Post 1, Tilling Times 1)" in deep
    assert "times: 3 of 3 can be placed" in deep
    assert "Gulls 1 | no outlet | 2026-11-28 01:00" in deep


OPML = '<opml version="1.0"><body><outline text="Coast"><outline title="Post" xmlUrl="https://post.example/rss"/></outline><outline text="x" xmlUrl="mailto:a"/></body></opml>'


def test_import_adds_the_feeds_of_a_list(wiretrace, tmp_path):
    """Their folders and titles are comments; a line that is no address is counted; the same list twice adds nothing."""
    (tmp_path / "sources.toml").write_text(OLD)
    (tmp_path / "feeds.opml").write_text(OPML)
    done = wiretrace("sources", "import", "feeds.opml", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "1 left out: no http(s) address" in done.err
    text = (tmp_path / "sources.toml").read_text()
    assert text.startswith(OLD)
    assert '[source.post]\n# Coast / Post\nkind = "feed"\nurls = ["https://post.example/rss"]\n' in text
    assert "0 sources added, 1 there already" in wiretrace("sources", "import", "feeds.opml", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("files", "code", "told"),
    [
        pytest.param({"a.opml": "<opml><body>"}, 1, "wiretrace: a.opml: line 1: is no XML: Premature end of data in tag body line 1", id="broken"),
        pytest.param({}, 1, "wiretrace: a.opml: No such file or directory", id="no-file"),
        pytest.param({"a.opml": OPML, "sources.toml": "[source.a"}, 2, "wiretrace: sources.toml: is no TOML: Expected ']' at the end of a table declaration", id="sources-broken"),
        pytest.param({"a.opml": "<opml><body/></opml>"}, 1, "wiretrace: no feed could be imported", id="empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_is_one_line(files, code, told, wiretrace, tmp_path):
    """Where it is broken; nothing is written."""
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    done = wiretrace("sources", "import", "a.opml", cwd=tmp_path)
    assert done.code == code
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == files
