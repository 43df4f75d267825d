"""The fixture world: every page reads as it must, and the world is what it says it is."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations
from typing import Any
from urllib.parse import urljoin

import pytest
from parsel import Selector

from crawler.errors import UnreadablePage
from crawler.pages.page import Page
from crawler.pages.reading import Article, PageReading, RelatedBlock
from crawler.pages.registry import layout_for
from crawler.provenance.outlets.registry import Outlets
from crawler.provenance.times.printed import parse_printed_time
from crawler.provenance.wires.attribution import Wires
from fixtures.build_world import WORLD, build
from fixtures.worldbuild.phrases import absolute, ago
from fixtures.worldbuild.prose import replaced, respelled, sentences, share_of

CASES = sorted(path.name for path in (WORLD / "pages").iterdir())
FAMILIES = {
    "daily8-hosts": re.compile(r"http://(www\.daily8|main\.d3kx\.amplifyapp)\.example/"),
    "pressboard": re.compile(r"http://www\.pressboard\.example/topic/"),
}


PORTAL = "www.hearthside.example"


@cache
def load(name: str) -> Any:
    return json.loads((WORLD / name).read_text(encoding="utf-8"))


def case(name: str, part: str) -> Any:
    return load(f"pages/{name}/{part}.json")


def html_of(name: str) -> str:
    return (WORLD / "pages" / name / "page.html").read_text(encoding="utf-8")


def read(name: str) -> PageReading:
    page = Page.from_html(html_of(name), url=case(name, "meta")["url"], outlets=world_outlets())
    return layout_for(page).read(page)


@cache
def world_outlets() -> Outlets:
    return Outlets.from_toml((WORLD / "registry.toml").read_text(encoding="utf-8"))


def as_expected(reading: PageReading) -> dict[str, Any]:
    """Put a reading into the form of expected.json."""
    return {
        "layout": reading.layout,
        "article": reading.article and article_as_expected(reading.article),
        "related": [block_as_expected(block) for block in reading.related],
    }


def without_metadata(values: dict[str, Any]) -> dict[str, Any]:
    """The fixture pages have no times in their metadata."""
    assert values["times"] == ()
    return {key: value for key, value in values.items() if key not in {"times", "date_order", "byline_lines"}}


def article_as_expected(article: Article) -> dict[str, Any]:
    values = json.loads(json.dumps(without_metadata(asdict(article))))
    return {key: value for key, value in values.items() if key not in {"byline", "url", "particulars", "updates"}}


def block_as_expected(block: RelatedBlock) -> dict[str, Any]:
    """Leave out what the pages of the world have not."""
    return {
        key: value
        for key, value in without_metadata(asdict(block)).items()
        if key not in {"summary", "byline", "cluster"}
    }


@pytest.mark.parametrize("name", CASES)
def test_a_page_reads_as_expected(name: str) -> None:
    """Article and related blocks are read off the page exactly as the world's sources say, boilerplate included."""
    expected = case(name, "expected")
    if "unreadable" in expected:
        with pytest.raises(UnreadablePage) as caught:
            read(name)
        assert caught.value.reason == expected["unreadable"]
    else:
        assert as_expected(read(name)) == expected


def test_the_committed_world_is_what_the_generator_builds() -> None:
    """Building the world again changes no byte, and nothing else lies in its folder."""
    built = build()
    on_disk = {str(path.relative_to(WORLD).as_posix()): path for path in WORLD.rglob("*") if path.is_file()}
    assert on_disk.keys() == built.keys()
    assert [name for name, text in built.items() if on_disk[name].read_bytes() != text.encode()] == []


def test_the_world_is_as_big_as_it_claims() -> None:
    """Outlets, agencies, wires, pages, copies and the big story reach the numbers that make it interesting."""
    truth, site = load("truth.json"), load("site.json")
    assert len({copy["outlet"] for copy in truth["copies"]}) >= 20
    assert {wire["agency"] for wire in truth["wires"]} == {
        "Reuters",
        "Associated Press",
        "AFP",
        "Press Trust of India",
        "Saltwind News Agency",
    }
    assert len(truth["wires"]) >= 14
    assert all(180 <= wire["words"] <= 450 for wire in truth["wires"])
    assert {wire["language"] for wire in truth["wires"]} == {"en", "es", "de"}
    for family, pattern in FAMILIES.items():
        assert sum(bool(pattern.match(url)) for url in site["pages"]) >= 7, family
    assert len(truth["copies"]) >= 100
    assert max(story["outlets"] for story in truth["stories"]) >= 12
    assert sum(path.stat().st_size for path in WORLD.rglob("*") if path.is_file()) < 1_500_000


@pytest.mark.parametrize(
    ("relation", "times"),
    [
        ("verbatim", 12), ("localised", 6), ("trimmed", 15), ("retitled", 5), ("extended", 4), ("merged", 3), ("round-up", 2),
        ("uncredited", 4), ("edited", 6), ("kicker", 3), ("widget-ridden", 3), ("emptied-dateline", 3), ("version", 1),
        ("own", 6), ("form", 6), ("independent", 2), ("shared-quote", 2), ("paywall", 2), ("video", 3),
    ],
)  # fmt: skip
def test_every_kind_of_copy_is_there_several_times(relation: str, times: int) -> None:
    """Each way of treating wire copy, and each way of not being any, occurs often enough to mean something."""
    assert Counter(copy["relation"] for copy in load("truth.json")["copies"])[relation] >= times


def test_every_copy_is_seen_and_published_before() -> None:
    """No copy is only claimed: each stands on a page, after it appeared."""
    for copy in load("truth.json")["copies"]:
        published = datetime.fromisoformat(copy["published"])
        seen = [case(name, "meta")["fetched_at"] for name in (*copy["main_on"], *copy["related_on"])]
        assert seen, copy["id"]
        assert all(datetime.fromisoformat(moment) > published for moment in seen), copy["id"]


def test_copies_appear_after_their_wire() -> None:
    """No outlet runs a wire before it was released."""
    truth = load("truth.json")
    released = {wire["id"]: datetime.fromisoformat(wire["released"]) for wire in truth["wires"]}
    for copy in truth["copies"]:
        assert all(datetime.fromisoformat(copy["published"]) > released[wire] for wire in copy["stories"]), copy["id"]


def test_many_copies_are_seen_twice_in_different_words() -> None:
    """At least ten copies carry two different printed times, so that sightings narrow each other."""
    phrases: dict[tuple[str, str], set[str]] = {}
    for name in CASES:
        for block in case(name, "expected")["related"]:
            phrases.setdefault((block["outlet_printed"], block["headline"]), set()).add(block["time_printed"])
    assert sum(len(said) > 1 for said in phrases.values()) >= 10


def test_copies_are_named_once() -> None:
    """Outlet and headline tell the copies apart, so that the truth can name them by both."""
    names = Counter((copy["outlet"], copy["headline"]) for copy in load("truth.json")["copies"])
    assert [name for name, count in names.items() if count > 1] == []


def test_hard_negatives_are_no_story() -> None:
    """What must never be linked is nowhere listed as belonging together."""
    truth = load("truth.json")
    together = {
        frozenset((tuple(a), tuple(b)))
        for story in truth["stories"]
        for a, b in combinations([*story["together"], *story["excerpted"]], 2)
    }
    never = {frozenset((tuple(pair["a"]), tuple(pair["b"]))) for pair in truth["never_together"]}
    assert len(never) == len(truth["never_together"]) >= 30
    assert not never & together


def test_furniture_stands_in_the_blocks_that_carry_it() -> None:
    """Every widget that the truth lists is printed word for word in the copy's related blocks."""
    checked = 0
    for copy in load("truth.json")["copies"]:
        for name in copy["related_on"] if copy["furniture"] else ():
            if name.startswith(("pressboard", "portal", "list")):
                continue  # the desk of one takes widgets out, notices stay; the others show headlines alone
            body = next(
                block["body"] for block in case(name, "expected")["related"] if block["headline"] == copy["headline"]
            )
            assert all(run in body for run in copy["furniture"]), (copy["id"], name)
            checked += 1
    assert checked >= 10


@pytest.mark.parametrize("reader", ["every-link", "links-of-the-layout"])
def test_following_links_from_the_start_reaches_every_page(reader: str) -> None:
    """A crawler that follows the links, redirects included, finds every page, the missing one and the one behind robots.txt."""
    site = load("site.json")
    moved = {row["from"]: row["to"] for row in site["redirects"]}
    documents = {url: html_of(name) for url, name in site["pages"].items()}
    documents |= {url: (WORLD / name).read_text(encoding="utf-8") for url, name in site["feeds"].items()}
    links = every_link if reader == "every-link" else layout_links
    pending, seen = [*site["start_urls"], *site["followed_urls"], *site["listed_urls"]], set()
    while pending:
        url = pending.pop()
        if url not in seen:
            seen.add(url)
            pending += [moved[url]] if url in moved else links(documents[url], url) if url in documents else []
    assert set(site["pages"]) | set(moved) | set(site["missing"]) | set(site["disallowed"]) <= seen
    if reader == "links-of-the-layout":
        assert seen == set(site["pages"]) | set(site["feeds"]) | set(moved) | set(site["missing"]) | set(
            site["disallowed"]
        )


def every_link(document: str, url: str) -> list[str]:
    if document.startswith("<?xml"):
        return Selector(document, type="xml").xpath("//item/link/text()").getall()
    return [urljoin(url, href) for href in Selector(document).xpath("//a/@href").getall()]


def layout_links(document: str, url: str) -> list[str]:
    page = Page.from_html(document, url=url, outlets=world_outlets())
    try:
        reading = layout_for(page).read(page)
    except UnreadablePage:
        return []
    outlets = [block.url for block in reading.related if block.url] if page.host == PORTAL else []
    return [*reading.links, *outlets]


def test_the_mirror_shows_the_same_article_id() -> None:
    """One article stands on two hosts under one id, fetched at two moments."""
    paths = Counter(url.split("/", 3)[3] for url in load("site.json")["pages"] if url.count("/") > 3)
    assert [path for path, hosts in paths.items() if hosts == 2] == [next(path for path in paths if paths[path] == 2)]
    assert (
        case("mirror-cat-harbour-post", "meta")["fetched_at"] != case("daily8-cat-harbour-post", "meta")["fetched_at"]
    )


def test_the_outlets_are_a_registry_that_the_program_reads() -> None:
    """registry.toml has the form of the user's own table and settles the misprints."""
    outlets = Outlets.from_toml((WORLD / "registry.toml").read_text(encoding="utf-8"))
    for printed in ("Habour Post", "Harbour Post"):
        outlet = outlets.resolve(printed)
        assert outlet is not None
        assert (outlet.key, outlet.name, outlet.known) == ("harbour-post", "Harbour Post", True)
    named = {copy["outlet"] for copy in load("truth.json")["copies"]}
    unknown = {name for name in named if (outlet := outlets.resolve(name)) is None or not outlet.known}
    assert unknown == {"La Ribera"}  # a name in no table, on purpose


def test_the_invented_agency_is_a_wire_that_the_program_reads() -> None:
    """registry.toml names it in the form of the program's own table and settles who SNA is."""
    wires = Wires.from_toml((WORLD / "registry.toml").read_text(encoding="utf-8"))
    body = next(
        block["body"]
        for block in case("pressboard-tables-and-ovens", "expected")["related"]
        if "(SNA)" in block["body"]
    )
    assert wires.attribute(body).wire_service == "Saltwind News Agency"


def test_every_printed_time_holds_the_true_one() -> None:
    """What the program makes of each printed time, on every page, includes the moment at which the copy appeared."""
    checked = 0
    for copy in load("truth.json")["copies"]:
        published = datetime.fromisoformat(copy["published"])
        for name in copy["related_on"]:
            meta = case(name, "meta")
            printed = next(
                b["time_printed"] for b in case(name, "expected")["related"] if b["headline"] == copy["headline"]
            )
            if printed is None and name in {"list-clusters", "list-press"}:
                continue  # those print no time
            fetched_at = datetime.fromisoformat(meta["fetched_at"])
            interval = parse_printed_time(printed, fetched_at=fetched_at, timezone=meta["timezone"]).interval
            assert interval is not None, (name, printed)
            # Copies of one wire may share a headline on one page: then the first printed is not this one's.
            if copies_called(copy["headline"], name) == 1:
                assert interval.earliest <= published < interval.latest, (name, printed)
                checked += 1
    assert checked >= 140


def copies_called(headline: str, name: str) -> int:
    return sum(block["headline"] == headline for block in case(name, "expected")["related"])


def test_nothing_names_a_machine() -> None:
    """Neither the world nor its sources mention a path of the machine that built them."""
    trail = re.compile(r"/(?:home|root|work|tmp|Users)/|file://|localhost|127\.0\.0\.1")
    files = [path for path in WORLD.parent.rglob("*") if path.suffix in {".html", ".json", ".xml", ".toml", ".py"}]
    assert len(files) > 100
    assert [str(path.name) for path in files if trail.search(path.read_text(encoding="utf-8", errors="replace"))] == []


SEEN = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "phrase"),
    [
        (0, "a few seconds ago"), (44, "a few seconds ago"), (45, "a minute ago"), (89, "a minute ago"), (90, "2 minutes ago"),
        (44.5 * 60 - 1, "44 minutes ago"), (44.5 * 60, "an hour ago"), (90 * 60 - 1, "an hour ago"), (90 * 60, "2 hours ago"),
        (21.5 * 3600 - 1, "21 hours ago"), (21.5 * 3600, "a day ago"), (36 * 3600 - 1, "a day ago"), (36 * 3600, "2 days ago"),
    ],
)  # fmt: skip
def test_relative_times_have_moments_thresholds(seconds: float, phrase: str) -> None:
    """The pages round as moment does, with the borders measured on the library."""
    assert ago(SEEN - timedelta(seconds=seconds), seen=SEEN) == phrase


def test_nothing_is_seen_before_it_appeared() -> None:
    """A page fetched before a copy appeared is a mistake in the sources and stops the build."""
    with pytest.raises(ValueError, match="published at"):
        ago(SEEN, seen=SEEN - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("zone", "printed"),
    [("UTC", "21 Nov 2026, 14:05"), ("Asia/Kolkata", "21 Nov 2026, 19:35"), ("Pacific/Auckland", "22 Nov 2026, 03:05")],
)
def test_absolute_times_are_in_the_pages_zone(zone: str, printed: str) -> None:
    """Pressboard prints the wall clock of its zone, the day included."""
    assert absolute(datetime(2026, 11, 21, 14, 5, tzinfo=UTC), timezone=zone) == printed


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rained. Nobody minded.", 2),
        ('"It rained," he said. "Nobody minded."', 2),
        ('He said: "It rained." Nobody minded.', 2),
        ("Cars leave until 5 a.m., seven nights a week.", 1),
        ("Die Leihfrist beträgt drei Tage. »Eine Gebühr erheben wir nicht«, sagte sie. Österreich staunt.", 3),
        ("It cost 2.6 million. 40 people came.", 1),
    ],
    ids=["plain", "quote-after", "quote-before", "abbreviation", "german", "digit-is-no-beginning"],
)
def test_sentences_end_where_readers_stop(text: str, count: int) -> None:
    """The sources' sentences are parted at full stops before capitals and quotes only, and nothing is lost."""
    assert len(sentences(text)) == count
    assert " ".join(sentences(text)) == text


def test_a_share_is_cut_from_the_end_in_whole_sentences() -> None:
    """Trimming keeps the opening, as editors do."""
    text = ("One two three. Four five six.", "Seven eight nine. Ten eleven twelve.")
    assert share_of(text, 0.5) == ("One two three. Four five six.",)
    assert share_of(text, 0.6) == ("One two three. Four five six.", "Seven eight nine.")
    assert share_of(text, 1.0) == text


def test_a_recipe_that_does_not_fit_stops_the_build() -> None:
    """An edit that finds nothing to change would make the truth a lie, so it is an error."""
    with pytest.raises(ValueError, match="nothing to replace"):
        replaced(("The cat sat.",), [["dog", "hound"]])
    with pytest.raises(ValueError, match="no word to respell"):
        respelled(("The cat sat.",), {"harbour": "harbor"})


def test_respelling_keeps_capitals_and_longer_words() -> None:
    """Only whole words change, and a capital stays one."""
    assert respelled(("Harbour and harbour, not harbourside.",), {"harbour": "harbor"}) == (
        "Harbor and harbor, not harbourside.",
    )
