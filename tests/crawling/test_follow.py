"""Following articles to their outlets: what is fetched, and how two renderings become one copy with two credits."""

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.sightings.record import Role, Sighting
from crawler.sightings.renderings import homes, outlet_links
from tests.command import Done, wiretrace
from tests.factories import a_sighting
from tests.pages.outlet_pages import PARAGRAPHS, a_page, an_article
from tests.site import Site
from tests.stores import exported

pytestmark = pytest.mark.slow

AGGREGATOR = "http://www.daily8.example/en/article/" + 32 * "a"
OUTLET = "http://www.echo.example/harbour/oldhaven-dredges"
OTHER = "http://www.post.example/ferry"
CREDITED = ("OLDHAVEN (Reuters) - " + PARAGRAPHS[0], *PARAGRAPHS[1:])


def block(
    outlet: str, url: str, text: tuple[str, ...], headline: str = "Oldhaven to dredge its northern channel"
) -> str:
    """A related block of an aggregator, linked to the outlet's own page."""
    return (
        f"<div><p>{outlet}</p><p>41 minutes ago</p><p>- {outlet}</p><h3><a href='{url}'>{headline}</a></h3>"
        f"<p>{' '.join(text)}</p></div>"
    )


def aggregator(*blocks: str) -> bytes:
    """An aggregator's page: an article without link, then blocks."""
    return (
        "<html><body><h1>Gulls counted at dawn</h1><div>Tilling Times</div><div>2 hours ago</div>"
        f"<p>{'The gulls of the harbour were counted again this year by forty volunteers. ' * 6}</p>"
        f"<h2>Related Articles</h2>{''.join(blocks)}</body></html>"
    ).encode()


def routes(**more: bytes) -> dict[str, bytes]:
    """A world of one aggregator and one outlet, whose page credits the agency that the block does not."""
    page = a_page(paragraphs=CREDITED, declared=an_article(author=None)).encode()
    return {AGGREGATOR: aggregator(block("Oldhaven Echo", OUTLET, PARAGRAPHS)), OUTLET: page, **more}


def crawl(site: Site, cwd: Path, *options: str) -> Done:
    """Crawl the aggregator's page; every host is behind the proxy that the site plays."""
    return wiretrace(
        "crawl", AGGREGATOR, "--proxy", site.url, "--delay", "0", "--contact", "desk@a.example", *options, cwd=cwd
    )


def test_an_article_is_followed_to_its_outlet_and_both_renderings_are_one_copy(tmp_path):
    """The copy has the outlet's words and time, and says which rendering names the wire."""
    with Site(routes()) as site:
        done = crawl(site, tmp_path, "--follow")
    assert "2 requests seen = 2 stored" in done.out, done
    (copy,) = [row for row in exported("copies", tmp_path) if row["outlet"] == "Oldhaven Echo"]
    assert [(each["role"], each["credited"], each["wire"]) for each in copy["renderings"]] == [
        ("article", True, "Reuters"),
        ("related", False, None),
    ]
    assert copy["published_earliest"] == "2026-11-20T08:41:07Z"
    assert copy["text"].count("(Reuters)") == 1
    assert copy["relays"] == ["Daily8"]
    sightings = [row for row in exported("sightings", tmp_path) if row["outlet"] == "Oldhaven Echo"]
    assert {row["copy"] for row in sightings} == {copy["id"]}
    assert {row["page_url"] for row in sightings} == {AGGREGATOR, OUTLET}


def test_nothing_is_followed_unless_asked(tmp_path):
    """The default fetches the aggregator's own pages only."""
    with Site(routes()) as site:
        done = crawl(site, tmp_path)
    assert "1 requests seen = 1 stored" in done.out
    assert OUTLET not in site.paths


def test_links_beyond_the_limit_are_counted(tmp_path):
    """What is not followed has its reason."""
    more = block("Harbour Post", OTHER, PARAGRAPHS, "The ferry is back")
    with Site(routes() | {AGGREGATOR: aggregator(block("Oldhaven Echo", OUTLET, PARAGRAPHS), more)}) as site:
        done = crawl(site, tmp_path, "--follow", "--follow-limit", "1")
    assert "refused: follow-limit 1" in done.out
    assert OTHER not in site.paths


def test_an_outlets_page_leads_no_further(tmp_path):
    """Links and teasers on an outlet's page are not followed, and a wall in its place is kept with its reason."""
    wall = (
        b"<html><head><title>We value your privacy</title></head><body><p>"
        + b"Accept all cookies. " * 60
        + b"</p></body></html>"
    )
    with Site(routes() | {OUTLET: wall}) as site:
        crawl(site, tmp_path, "--follow")
    about = ("/robots.txt", "/.well-known/tdmrep.json", "/ai.txt")
    assert {path for path in site.paths if not path.endswith(about)} == {AGGREGATOR, OUTLET}
    assert "unreadable" not in json.dumps(exported("copies", tmp_path))
    assert [row["role"] for row in exported("sightings", tmp_path)] == ["main", "related"]


def test_an_outlets_robots_txt_is_kept(tmp_path):
    """Politeness is every host's own."""
    robots = (200, {}, b"User-agent: *\nDisallow: /harbour/\n")
    with Site(routes() | {"http://www.echo.example/robots.txt": robots}) as site:
        done = crawl(site, tmp_path, "--follow")
    assert OUTLET not in site.paths
    assert "refused: robots 1" in done.out


def test_a_rebuilt_store_has_the_same_copies(tmp_path):
    """Reading every page again joins the same renderings."""
    with Site(routes()) as site:
        crawl(site, tmp_path, "--follow")
    before = wiretrace("export", "copies", cwd=tmp_path).out
    assert wiretrace("track", "--rebuild", cwd=tmp_path).code == 0
    assert wiretrace("export", "copies", cwd=tmp_path).out == before


def test_pages_imported_in_any_order_give_the_same_copies(tmp_path):
    """The outlet's page first or last, in one import or in two with tracking between them."""
    files = {"aggregator": (AGGREGATOR, routes()[AGGREGATOR]), "outlet": (OUTLET, routes()[OUTLET])}
    for name, (url, body) in files.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_bytes(body)
        (tmp_path / name / "meta.json").write_text(json.dumps({"url": url, "fetched_at": "2026-11-20T10:00:00Z"}))
    found = []
    for number, order in enumerate(itertools.permutations(files)):
        store = f"{number}.db"
        for name in order:
            assert wiretrace("import", name, "--store", store, cwd=tmp_path).code == 0
        copies = [
            json.loads(line) for line in wiretrace("export", "copies", "--store", store, cwd=tmp_path).out.splitlines()
        ]
        found.append(
            [{**copy, "stories": len(copy["stories"])} for copy in copies]
        )  # a story keeps the name it had first
    assert found[0] == found[1]
    assert len(found[0]) == 2


def own_page(**changes: object) -> Sighting:
    """A sighting on the outlet's own page."""
    told = {
        "role": Role.ARTICLE,
        "relay": None,
        "url": OUTLET,
        "page_url": OUTLET,
        "particulars": {"site": "Oldhaven Echo"},
        "copy": "own",
        "id": "p1",
    }
    return a_sighting(**{**told, **changes})


@pytest.mark.parametrize(
    ("relayed", "page", "expected"),
    [
        pytest.param({"url": OUTLET + "?utm_source=x"}, {}, True, id="the-same-address"),
        pytest.param(
            {"url": OUTLET, "text": "A teaser of nine words and not one more."}, {}, True, id="an-excerpt-with-a-link"
        ),
        pytest.param(
            {"url": OUTLET, "outlet_key": "oldhaven-eco", "outlet_known": False}, {}, True, id="a-misprinted-outlet"
        ),
        pytest.param({"url": OUTLET, "outlet_key": "harbour-post"}, {}, False, id="two-known-outlets"),
        pytest.param(
            {"text": " ".join(PARAGRAPHS)}, {"text": " ".join(CREDITED)}, True, id="the-same-words-without-a-link"
        ),
        pytest.param({"text": " ".join(PARAGRAPHS[:2])}, {"text": " ".join(CREDITED)}, False, id="half-of-the-words"),
        pytest.param(
            {"text": " ".join(PARAGRAPHS), "outlet_key": "harbour-post"},
            {"text": " ".join(CREDITED)},
            False,
            id="another-outlet",
        ),
        pytest.param(
            {"text": " ".join(PARAGRAPHS), "external_id": "7"}, {"text": " ".join(CREDITED)}, False, id="an-imported-id"
        ),
        pytest.param(
            {"url": "http://www.echo.example/other", "text": "Other words of another article."},
            {},
            False,
            id="another-article",
        ),
    ],
)
def test_an_aggregators_rendering_belongs_to_the_page_it_shows(relayed, page, expected):
    """By the article's address, else by nearly the same words of the same outlet."""
    seen = a_sighting(**{"id": "s1", "url": None, "copy": "block", **relayed})
    assert homes([seen, own_page(**page)]) == ({"s1": "own"} if expected else {})


def test_versions_on_an_outlets_own_page_stay_apart():
    """A block goes to the version whose words it has; the versions are not joined."""
    old = own_page(id="p1", copy="old", text=" ".join(PARAGRAPHS[:2]))
    new = own_page(id="p2", copy="new", text=" ".join(PARAGRAPHS))
    seen = a_sighting(id="s1", url=OUTLET, copy="block", text=" ".join(PARAGRAPHS))
    for order in itertools.permutations([old, new, seen]):
        assert homes(order) == {"s1": "new"}


def test_only_other_hosts_are_outlets():
    """A block's link to the aggregator's own page is no outlet's, and each address counts once."""
    here = a_sighting(url="http://www.daily8.example/en/article/1")
    there = a_sighting(url=OUTLET)
    assert outlet_links(AGGREGATOR, [here, there, replace(there, id="s2"), a_sighting(url=None)]) == [OUTLET]


def test_a_front_page_of_no_known_shape_leads_to_its_stories(tmp_path):
    """A page that the user named is never the end: its tiles' stories are fetched, what these lead to in turn is not."""
    tiles = "".join(
        f'<div class="tile"><h3><a href="/2026/11/2{n}/ferry-{n}">Ferry number {n} is back in the harbour</a></h3></div>'
        for n in range(4)
    )
    front = f"<html><head><title>Echo</title></head><body><nav><a href='/sport'>All the sport news</a></nav>{tiles}</body></html>"
    stories = {
        f"http://www.echo.example/2026/11/2{n}/ferry-{n}": a_page(
            headline=f"Ferry number {n} is back in the harbour"
        ).encode()
        for n in range(4)
    }
    with Site({"http://www.echo.example/": front.encode(), **stories}) as site:
        done = wiretrace(
            "crawl", "http://www.echo.example/", "--proxy", site.url, "--delay", "0", "--contact", "desk@a.example", cwd=tmp_path
        )  # fmt: skip
        asked = {path for path in site.paths if "/2026/" in path}
    assert done.code == 0
    assert len(asked) == 4
    assert len(exported("sightings", tmp_path)) == 4
