"""What a site has to offer: feeds, news sitemaps, sections, by what its pages name and by what answers there. Nothing is fetched."""

import asyncio

import pytest

from crawler.provenance.outlets.registry import Outlets
from crawler.sources.discovery import MOST_FEEDS, Answer, Discovery, discover
from crawler.sources.source import Kind

HOME = "https://www.harbourpost.example/"
OUTLETS = Outlets.from_toml('[[outlet]]\nkey = "oldhaven-echo"\nname = "Oldhaven Echo"\ndomains = ["echo.example"]\n')


def front(head: str = "", body: str = "") -> str:
    """An outlet's front page with six stories of two sections."""
    stories = "".join(f'<li><a href="/{s}/2026/11/{n}-gulls-counted-at-dawn">Gulls {n}</a></li>' for n in (1, 2, 3) for s in ("coast", "town"))  # fmt: skip
    return f'<html><head><meta property="og:site_name" content="Harbour Post">{head}</head><body><ul>{stories}</ul>{body}</body></html>'


def rss(*paths: str, host: str = HOME, date: str = "Sat, 28 Nov 2026 09:00:00 GMT") -> str:
    """A feed with an entry for each path."""
    items = "".join(
        f"<item><title>Gulls</title><link>{host}{path}</link><pubDate>{date}</pubDate></item>" for path in paths
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'


def news_sitemap(*paths: str) -> str:
    """A sitemap with the news extension."""
    urls = "".join(f"<url><loc>{HOME}{path}</loc><n:news><n:publication_date>2026-11-28T09:00:00Z</n:publication_date><n:title>Gulls</n:title></n:news></url>" for path in paths)  # fmt: skip
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'


def index(*paths: str) -> str:
    """An index of sitemaps."""
    inside = "".join(f"<sitemap><loc>{HOME}{path}</loc></sitemap>" for path in paths)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</sitemapindex>'


def section(name: str, *, shown: str = "") -> str:
    """A section page with four stories of its own, and what all pages show."""
    own = "".join(f'<a href="/{name}/2026/11/{n}-boats-seen-at-sea">Boats</a>' for n in range(4))
    return f"<html><body>{own}{shown}</body></html>"


class Site:
    """Answers by path; what is not there is a 404. Keeps what was asked for, in order."""

    def __init__(self, pages: dict[str, str | Answer], robots: tuple[str, ...] = (), home: str = HOME) -> None:
        self.pages, self.robots, self.home, self.asked = pages, robots, home, list[str]()

    async def fetch(self, url: str) -> Answer:
        self.asked.append(url.removeprefix(self.home))
        page = self.pages.get(url.removeprefix(self.home), Answer(url=url, problem="http-404"))
        if isinstance(page, Answer):
            return Answer(url=page.url, body=page.body, problem=page.problem, sitemaps=self.robots)
        return Answer(url=url, body=page.encode(), sitemaps=self.robots)

    def discovered(self, path: str = "") -> Discovery:
        return asyncio.run(discover(self.home + path, self.fetch, OUTLETS))


def kinds(done: Discovery) -> list[tuple[str, str]]:
    """Kind and path of all that was found."""
    return [(found.kind.value, found.url.removeprefix(HOME)) for found in done.found]


def test_declared_feeds_count_once_they_are_read():
    """Each is fetched; comments are none, and of two forms of the same entries the fuller one stays."""
    whole = rss("a", "b").replace("</pubDate>", f"</pubDate><description>{'gulls over the bay ' * 60}</description>")
    links = "".join(
        f'<link rel="alternate" type="application/{kind}+xml" title="{title}" href="{path}">'
        for kind, path, title in [
            ("rss", "/rss", "News"),
            ("atom", "/full", ""),
            ("rss", "/comments/feed", "Comments"),
            ("rss", "/gone", ""),
        ]
    )
    site = Site({"": front(links), "rss": rss("a", "b"), "full": whole})
    done = site.discovered()
    assert [found.url for found in done.found if found.kind is Kind.FEED] == [HOME + "full"]
    assert (done.found[0].entries, done.found[0].dated, done.found[0].whole) == (2, 2, 2)
    assert f"{HOME}{done.found[0].newest:%Y-%m-%d %H}" == f"{HOME}2026-11-28 09"
    assert done.outlet == "Harbour Post"
    assert f"{HOME}gone: http-404" in done.left_out
    assert f"{HOME}rss: has the entries of {HOME}full" in done.left_out
    assert "comments/feed" not in site.asked
    assert "feed/" not in site.asked  # no usual place is asked where the page names feeds


def test_a_page_that_lists_feeds_is_looked_through():
    """A link called RSS leads to a page of links: those are feeds, further pages are not followed."""
    listed = '<a href="/rss/coast.xml">Coast</a> <a href="/rss/town.xml">Town</a> <a href="/more-rss">RSS</a>'
    site = Site({"": front(body='<a href="/services">RSS feeds</a>'), "services": f"<p>{listed}</p>", "rss/coast.xml": rss("c"), "rss/town.xml": rss("t")})  # fmt: skip
    assert kinds(site.discovered())[:2] == [("feed", "rss/coast.xml"), ("feed", "rss/town.xml")]
    assert site.discovered().found[0].how == f"linked from {HOME}services"


def test_usual_places_are_asked_in_turn_until_one_is_there():
    """Only where nothing is named, and no further than needed."""
    site = Site({"": front(), "rss.xml": rss("a"), "sitemap-news.xml": news_sitemap("n")})
    done = site.discovered()
    assert kinds(done)[:2] == [("feed", "rss.xml"), ("sitemap", "sitemap-news.xml")]
    assert site.asked[:5] == ["", "feed/", "rss.xml", "news-sitemap.xml", "sitemap-news.xml"]
    assert done.found[0].how == "at a usual place"


def test_robots_txt_names_sitemaps_and_the_news_among_them_are_taken():
    """An index is looked into, news first; a sitemap of all there ever was is no source, and that is said."""
    everything = news_sitemap("x").replace("publication_date", "nothing")
    pages = {"": front(), "map.xml": index("images.xml", "old.xml", "news.xml"), "news.xml": news_sitemap("n", "m"), "old.xml": everything, "images.xml": everything}  # fmt: skip
    site = Site(pages, robots=("/map.xml",))
    done = site.discovered()
    (found,) = [found for found in done.found if found.kind is Kind.SITEMAP]
    assert (found.url, found.how, found.entries) == (HOME + "news.xml", f"listed by {HOME}map.xml", 2)
    assert f"{HOME}old.xml: 1 addresses, no news sitemap" in done.left_out
    assert site.asked.index("news.xml") < site.asked.index("old.xml")
    assert "news-sitemap.xml" not in site.asked


def test_sections_lead_to_stories_of_their_own():
    """What most pages show is nobody's; about, login and pages without stories are no sections."""
    most_read = "".join(f'<a href="/coast/2026/10/{n}-most-read-of-the-week">Read</a>' for n in range(9))
    menu = "".join(
        f'<a href="/{path}">{path}</a>' for path in ("town", "coast/", "about-us", "login", "tides", "coast/pier")
    )
    pages = {"": front(body=menu), "town": section("town", shown=most_read), "coast/": section("coast", shown=most_read), "tides": f"<p>{most_read}</p>", "coast/pier": f"<p>{most_read}</p>"}  # fmt: skip
    site = Site(pages)
    done = site.discovered()
    assert kinds(done) == [("section", "town"), ("section", "coast/"), ("section", "")] or kinds(done) == [
        ("section", ""), ("section", "town"), ("section", "coast/"),
    ]  # fmt: skip
    assert f"{HOME}tides: leads to no stories of its own" in done.left_out
    assert not {"about-us", "login"} & set(site.asked)


def test_a_site_with_hundreds_of_feeds_is_not_asked_for_all():
    """The rest is counted aloud."""
    links = "".join(f'<a href="/rss/{n}.xml">RSS</a>' for n in range(60))
    pages = {f"rss/{n}.xml": rss(f"story-{n}") for n in range(60)}
    site = Site({"": front(body=links)} | pages)
    done = site.discovered()
    assert sum(path.startswith("rss/") for path in site.asked) == MOST_FEEDS
    assert f"{60 - MOST_FEEDS} more feeds are named and were not looked at" in done.left_out


def test_a_front_page_that_may_not_be_fetched_leaves_what_robots_txt_names():
    """The problem is said, the sitemap found; no usual place is tried behind its back."""
    pages = {"": Answer(url=HOME, problem="refused: robots"), "news.xml": news_sitemap("n")}
    site = Site(pages, robots=(f"{HOME}news.xml",))
    done = site.discovered()
    assert done.problem == "refused: robots"
    assert kinds(done) == [("sitemap", "news.xml")]
    assert site.asked == ["", "news.xml"]


def test_a_feed_that_is_named_is_taken_as_it_is():
    """No page around it is asked for."""
    site = Site({"rss": rss("a")})
    assert kinds(site.discovered("rss")) == [("feed", "rss")]
    assert site.asked == ["rss"]


def test_an_aggregator_is_a_page_without_an_outlet():
    """A page that shows several outlets' items is crawled as one, and no section of anybody."""
    rows = "".join(
        f'<article><h3><a href="https://{outlet.lower()}.example/2026/11/gulls-counted-again-{n}">Gulls counted once again {n}</a></h3>'
        f"<span>{outlet} News</span> <time>{n + 2} hours ago</time></article>"
        for n, outlet in enumerate(("Tilling", "Quillhaven", "Linden", "Ellery", "Lotus", "Coastal"))
    )
    done = Site({"": f"<html><body><main>{rows}</main></body></html>"}).discovered()
    assert kinds(done) == [("page", "")]
    assert done.outlet is None


def test_a_known_outlet_goes_by_its_registered_name():
    """The table wins over what the page calls itself."""
    assert Site({"": front()}, home="https://www.echo.example/").discovered().outlet == "Oldhaven Echo"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("", id="empty"),
        pytest.param("[" * 100_000, id="deep-json"),
        pytest.param('<a href="http://[x">RSS</a><link rel="alternate" type="application/rss+xml" href="http://[x">', id="broken-addresses"),
        pytest.param("<rss><channel>", id="feed-without-entries"),
    ],
)  # fmt: skip
def test_hostile_pages_end_no_survey(page):
    """What offers nothing is an empty answer."""
    done = Site({"": page}).discovered()
    assert done.found == ()
