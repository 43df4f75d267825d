"""Custom layouts: what a file may say, what is read with it, which pages it gets, and how the store keeps it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse

from crawler.errors import LayoutFileError, SourcesError, UnreadablePage
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.upkeep.rereading import reread
from crawler.pages.custom.bundle import NO_FILE, pack
from crawler.pages.custom.file import KEYS, read_layout
from crawler.pages.custom.layout import CustomLayout
from crawler.pages.page import Page
from crawler.pages.reading import PageReading
from crawler.pages.registry import layout_for
from crawler.sightings.registries import load_registries
from crawler.sources.reading import read_sources
from crawler.spiders.reading import read as read_response
from crawler.store.captures import captures
from crawler.store.records import sightings
from crawler.store.registry import is_stale, stored_registries
from crawler.store.store import Store
from tests.places import PROJECT

AT = "https://www.river.example/today"
LONG = " ".join(f"Sentence number {n} of this story says that the sea is wide." for n in range(9))
LAYOUT = """\
name = "river"
aggregator = "The River"
hosts = ["river.example"]

[block]
each = ".card"
headline = "h3"
link = "h3 a"
outlet = ".by b"
time = ".when"
byline = ".who"
body = ".text > p"
"""


def a_card(**changes: str) -> str:
    """A card of the page; a part that is None is left out."""
    parts = {
        "headline": '<h3><a href="https://star.example/1">Whale swims free</a></h3>',
        "by": '<div class="by">From <b>Sandrell Star</b></div>',
        "when": '<i class="when">2 hours ago</i>',
        "text": f'<div class="text"><p>{LONG}</p><p>Read more</p></div>',
    }
    return f'<div class="card">{"".join((parts | changes).values())}</div>'


def a_page(*cards: str, rest: str = "", url: str | None = AT) -> Page:
    return Page.from_html(f"<html><body><h1>Today</h1>{''.join(cards or (a_card(),))}{rest}</body></html>", url=url)


def a_layout(more: str = "", **replaced: str) -> CustomLayout:
    """The layout above with lines replaced by key, and more lines."""
    lines = [
        f"{line.split(' ')[0]} = {replaced[line.split(' ')[0]]}" if line.split(" ")[0] in replaced else line
        for line in LAYOUT.splitlines()
    ]
    return read_layout("\n".join([*lines, more]), "river.toml")


def read(page: Page, layout: CustomLayout | None = None) -> PageReading:
    return (layout or a_layout()).read(page)


def test_a_block_is_what_its_selectors_find():
    """Whole text, one paragraph a line, furniture included; links absolute; the name without what stands beside it."""
    (block,) = read(a_page(a_card(who='<p class="who">By Reuters</p>'))).related
    assert (block.headline, block.outlet_printed, block.time_printed) == (
        "Whale swims free",
        "Sandrell Star",
        "2 hours ago",
    )
    assert block.body == f"{LONG}\nRead more"
    assert (block.url, block.byline) == ("https://star.example/1", "By Reuters")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"by": ""}, {"outlet_printed": None}, id="no-outlet"),
        pytest.param({"by": '<div class="by">From <b> </b></div>'}, {"outlet_printed": None}, id="an-empty-outlet"),
        pytest.param({"when": ""}, {"time_printed": None}, id="no-time"),
        pytest.param({"when": '<i class="when">Sponsored</i>'}, {"time_printed": None}, id="no-time-but-a-word"),
        pytest.param({"when": '<i class="when">Updated: 2 hours ago</i>'}, {"time_printed": "Updated: 2 hours ago"}, id="a-labelled-time"),
        pytest.param({"text": ""}, {"body": "", "summary": ()}, id="no-text"),
        pytest.param({"text": '<div class="text"><p>A whale is free.</p></div>'}, {"body": "", "summary": ("A whale is free.",)}, id="a-teaser"),
        pytest.param({"headline": "<h3>Whale swims free</h3>"}, {"url": None}, id="no-link"),
        pytest.param({"headline": '<h3><a href="javascript:x()">Whale swims free</a></h3>'}, {"url": None}, id="a-link-that-is-none"),
        pytest.param({"by": '<div class="by"><b>Source: Sandrell Star</b></div>'}, {"outlet_printed": "Sandrell Star"}, id="a-source"),
    ],
)  # fmt: skip
def test_what_is_not_printed_is_none(changes, said):
    """Nothing is guessed from another place, and a short text is a teaser."""
    (block,) = read(a_page(a_card(**changes))).related
    assert {key: getattr(block, key) for key in said} == said


def test_what_reads_as_no_time_is_noted():
    """A selector that stopped finding times shows in the notes of the capture."""
    assert read(a_page(a_card(when='<i class="when">Sponsored</i>'))).notes == ("times-not-read",)
    assert read(a_page()).notes == ()


def test_an_element_without_a_headline_is_no_block():
    """Adverts stand between cards; a card that comes twice counts once."""
    page = a_page(
        a_card(), '<div class="card"><p>Advertisement</p></div>', a_card(), a_card(headline="<h3>Second whale</h3>")
    )
    assert [(block.position, block.headline) for block in read(page).related] == [
        (0, "Whale swims free"),
        (1, "Second whale"),
    ]


@pytest.mark.parametrize(
    ("when", "key", "printed", "declared"),
    [
        pytest.param('<time datetime="2026-11-22T09:00:00Z">2 hours ago</time>', "time", "2 hours ago", "2026-11-22T09:00:00Z", id="both"),
        pytest.param('<time datetime="2026-11-22T09:00:00Z">this morning</time>', "time", None, "2026-11-22T09:00:00Z", id="declared-only"),
        pytest.param('<i class="when" data-at="2026-11-22T09:00:00Z">soon</i>', ".when::attr(data-at)", None, "2026-11-22T09:00:00Z", id="an-attribute"),
    ],
)  # fmt: skip
def test_a_declared_time_is_a_claim_beside_the_printed_one(when, key, printed, declared):
    """What <time datetime> or an attribute says is kept apart from what a reader sees."""
    (block,) = read(a_page(a_card(when=when)), a_layout(time=f'"{key}"')).related
    assert (block.time_printed, [each.text for each in block.times]) == (printed, [declared])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Sandrell Star · 2 hours ago", ("Sandrell Star", "2 hours ago")),
        ("2 hours ago | Sandrell Star", ("Sandrell Star", "2 hours ago")),
        ("<span>Sandrell Star</span><span>2 hours ago</span>", ("Sandrell Star", "2 hours ago")),
        ("2 hours ago", (None, "2 hours ago")),
        ("Sandrell Star", ("Sandrell Star", None)),
        ("", (None, None)),
    ],
)
def test_a_source_line_is_taken_apart(line, said):
    """Outlet and time in one line, as aggregators print them."""
    own = read_layout('name = "river"\n[block]\neach = ".card"\nheadline = "h3"\nsource = ".by"\n', "river.toml")
    (block,) = read(a_page(a_card(by=f'<div class="by">{line}</div>')), own).related
    assert (block.outlet_printed, block.time_printed) == said


def test_a_text_leaves_out_what_other_keys_have_taken():
    """The whole card as body is the text and nothing twice."""
    (block,) = read(
        a_page(a_card(by='<b class="by">Sandrell Star</b>')), a_layout(body='":scope"', outlet='".by"')
    ).related
    assert block.body == f"{LONG}\nRead more"


def test_the_main_article_is_read_without_its_blocks():
    """[article] reads the page outside the blocks, by the same keys."""
    article = '[article]\nheadline = "h1"\nbody = "p"\nsource = ".by"\n'
    reading = read(
        a_page(a_card(), rest=f'<div class="by">Lotus Morning · 20 hours ago</div><p>{LONG}</p>'), a_layout(article)
    )
    assert reading.article is not None
    said = reading.article
    assert (said.headline, said.body, said.outlet_printed, said.time_printed) == (
        "Today",
        LONG,
        "Lotus Morning",
        "20 hours ago",
    )
    assert len(reading.related) == 1


@pytest.mark.parametrize(
    ("links", "wanted"),
    [
        pytest.param("", [f"{AT}?page=2", "https://www.river.example/older"], id="next-page-found-without-being-told"),
        pytest.param('[links]\nnext = ".older"\npages = "nav a"', ["https://www.river.example/older", "https://www.river.example/cats"], id="told"),
    ],
)  # fmt: skip
def test_links_lead_on_within_the_site(links, wanted):
    """Next page first; never to another host, never to the page itself."""
    rest = f'<a rel="next" href="?page=2">2</a><a class="older" href="/older">older</a><nav><a href="/cats">Cats</a><a href="{AT}">Here</a><a href="https://else.example/">Else</a></nav>'
    assert list(read(a_page(rest=rest), a_layout(links)).links) == wanted


def test_rows_are_cut_where_blocks_have_no_element():
    """Rows below one element: their parts are recognized as on every flat page."""
    rows = "".join(
        f"<h3><a href='/{n}'>Whale number {n} swims free</a></h3><p>Post {n} · {n} hours ago</p><p>{LONG}</p>"
        for n in (2, 3, 4)
    )
    layout = read_layout('name = "flat"\n[block]\nrows = "main"\n', "flat.toml")
    reading = layout.read(Page.from_html(f"<body><main>{rows}</main></body>", url=AT))
    assert [(each.outlet_printed, each.time_printed, each.body) for each in reading.related] == [
        (f"Post {n}", f"{n} hours ago", LONG) for n in (2, 3, 4)
    ]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page.from_html("<p>Please log in.</p>", url=AT), id="a-wall"),
        pytest.param(Page.from_text("Whale swims free", url=AT), id="captured-text"),
        pytest.param(Page.from_html('{"items": []}', url=AT), id="json"),
        pytest.param(
            Page.from_html("<body>" + "<div class=card>x</div>" * 40_001 + "</body>", url=AT),
            id="more-than-people-read",
        ),
    ],
)
def test_a_page_on_which_nothing_is_found_is_unreadable(page):
    """It is neither recognized nor read, whoever names the layout."""
    assert not a_layout().recognizes(page)
    with pytest.raises(UnreadablePage, match="nothing-recognized"):
        a_layout().read(page)


@pytest.mark.parametrize(
    ("rule", "url", "reader"),
    [
        pytest.param("", AT, "river", id="at-home"),
        pytest.param("", "https://mirror.example/", None, id="abroad"),
        pytest.param("", None, None, id="nowhere"),
        pytest.param('[recognize]\nselector = ".card .by"', "https://mirror.example/", "river", id="abroad-by-a-selector"),
        pytest.param('[recognize]\nwords = ["swims FREE", "today"]', "https://mirror.example/", "river", id="abroad-by-words"),
        pytest.param('[recognize]\nwords = ["swims free", "tomorrow"]', "https://mirror.example/", None, id="a-word-missing"),
        pytest.param('[recognize]\nselector = ".other"', AT, None, id="a-rule-holds-at-home-too"),
        pytest.param('[recognize]\nselector = "h3"', "http://www.pressboard.example/", "river", id="at-home-with-another"),
    ],
)  # fmt: skip
def test_a_page_gets_a_custom_layout_at_home_or_by_its_rule(rule, url, reader):
    """Own ones go before ours; a login wall at home is nobody's."""
    try:
        found = layout_for(
            a_page(a_card(), a_card(headline="<h3>Other whale</h3>"), url=url), custom=(a_layout(rule),)
        ).name
    except UnreadablePage:
        found = None
    assert (found == "river") == (reader == "river")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("x =", ["f.toml:1: is no TOML: Invalid value"], id="no-toml"),
        pytest.param("", ["f.toml: name: has to be there", "f.toml: block: has to be there, as table [block] or [article]"], id="empty"),
        pytest.param('name = "A B"\n[block]\neach = "a"\nheadline = "b"', ["f.toml:1: name: must be a name: small letters, digits, - and _, 64 at most"], id="name"),
        pytest.param('name = "a"\nhosts = ["a/b"]\n[block]\nrows = "a"', ["f.toml:2: hosts: 'a/b' is no host; write it like news.example"], id="host"),
        pytest.param('name = "a"\n[block]\nrows = "a"\neach = "b"', ["f.toml:2: block: needs each (every block has an element of its own) or rows (it has none), not both"], id="each-and-rows"),
        pytest.param('name = "a"\n[block]\nrows = "a"\ntime = "b"', ["f.toml:2: block: with rows tells the parts by itself: leave the other keys out"], id="rows-and-parts"),
        pytest.param('name = "a"\n[block]\neach = "a"', ["f.toml:2: block: needs headline"], id="no-headline"),
        pytest.param('name = "a"\n[article]\nheadline = "h1"', ["f.toml:2: article: needs headline and body"], id="no-body"),
        pytest.param('name = "a"\n[block]\neach = "a"\nheadline = "b"\nTime = "c"', ["f.toml:5: block.Time: is not known; there are: each, rows, headline, source, outlet, time, byline, body, link"], id="unknown-key"),
        pytest.param('name = "a"\n[blocks]\n[block]\nrows = "a"', ["f.toml:2: blocks: is not known; there are: name, aggregator, hosts, [recognize], [block], [article], [links]"], id="unknown-table"),
        pytest.param('name = "a"\nblock = "x"', ["f.toml:2: block: must be a table, [block]", "f.toml:2: block: has to be there, as table [block] or [article]"], id="no-table"),
        pytest.param('name = "a"\n[block]\nrows = 1\n[links]\nnext = ""', ["f.toml:3: block.rows: must be a CSS selector, as text", "f.toml:5: links.next: '' is no CSS selector: Expected selector, got <EOF at 0>"], id="all-at-once"),
        pytest.param('name = "a"\n[recognize]\n[block]\nrows = "a"', ["f.toml:2: recognize: says nothing; leave it out or give one of: selector, words"], id="an-empty-rule"),
        pytest.param('name = "a"\n[recognize]\nwords = []\n[block]\nrows = "a"', ["f.toml:3: recognize.words: must be a list of 1 to 20 short texts"], id="no-words"),
        pytest.param("#" * 262_145, ["f.toml: larger than 256 KiB"], id="too-large"),
        pytest.param("a=" + "[" * 3_000, ["f.toml: nested too deep"], id="too-deep"),
    ],
)  # fmt: skip
def test_an_error_names_file_line_and_key(text, told):
    """Everything wrong with a file is told at once."""
    with pytest.raises(LayoutFileError) as wrong:
        read_layout(text, "f.toml")
    assert list(wrong.value.problems) == told


def test_two_files_make_no_two_layouts_of_a_name(tmp_path):
    """Nor may one have the name of ours; a folder without files and bytes that are no text are told, too."""
    (tmp_path / "a.toml").write_text(LAYOUT)
    (tmp_path / "b.toml").write_text(LAYOUT)
    (tmp_path / "c.toml").write_text(LAYOUT.replace('"river"', '"daily8"'))
    with pytest.raises(LayoutFileError) as wrong:
        pack([tmp_path])
    assert list(wrong.value.problems) == [
        "b.toml: name: 'river' stands in a.toml, too",
        "c.toml: name: 'daily8' is the name of a layout that comes with Wiretrace",
    ]
    (tmp_path / "d").mkdir()
    with pytest.raises(LayoutFileError, match=r"holds no layout file"):
        pack([tmp_path / "d"])
    (tmp_path / "d" / "x.toml").write_bytes(b'name = "a"\n\xff')
    with pytest.raises(LayoutFileError, match=r"x\.toml:2: is not UTF-8"):
        pack([tmp_path / "d"])


def test_what_is_kept_does_not_say_where_files_lay(tmp_path):
    """The same files in another folder, named in another order, are the same text."""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "river.toml").write_text(LAYOUT)
        (tmp_path / folder / "lake.toml").write_text(LAYOUT.replace("river", "lake"))
    other = [tmp_path / "two" / "river.toml", tmp_path / "two" / "lake.toml"]
    assert pack([tmp_path / "one"]) == pack(other) != pack(other[:1])
    assert pack([NO_FILE]) == pack([]) == ""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a saved page that only the layout file beside it reads."""
    cards = "".join(
        a_card(headline=f"<h3><a href='/s/{n}'>Whale number {n}</a></h3>", by=f"<div class=by><b>Nobody {n}</b></div>")
        for n in range(3)
    )
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "page.html").write_text(f"<html><body>{cards}</body></html>")
    (tmp_path / "page" / "meta.json").write_text(json.dumps({"url": AT, "fetched_at": "2026-11-22T14:05:00Z"}))
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "river.toml").write_text(LAYOUT)
    return tmp_path


def test_an_import_keeps_the_layouts_and_reads_again_without_their_files(place, store):
    """Reading again gives the same sightings also when the files are gone; the aggregator is the relay."""
    import_paths(store, [place / "page"], load_registries(layouts=[place / "layouts"]), defaults=Defaults())
    with store.read() as connection:
        before = list(sightings(connection))
        kept = stored_registries(connection)
    assert [(each.outlet_printed, each.relay) for each in before] == [
        (f"Nobody {n}", "river.example") for n in range(3)
    ]
    (place / "layouts" / "river.toml").unlink()
    reread(store, kept)
    with store.read() as connection:
        assert list(sightings(connection)) == before
        assert not is_stale(connection, kept)
        assert is_stale(connection, load_registries())


@pytest.mark.slow
def test_the_command_keeps_layouts_until_others_are_named(place, wiretrace):
    """An import without --layouts uses the kept ones; `none` goes back to ours alone, and what was read with them is read again."""
    assert "unreadable: no-known-layout 1" in wiretrace("import", "page", "--store", "bare.db", cwd=place).out
    again = wiretrace("track", "--layouts", "layouts", "--store", "bare.db", cwd=place)
    assert "read again: 1 capture (the registry of outlets or your layouts changed)" in again.out
    assert "3 sightings" in wiretrace("import", "page", "--layouts", "layouts/river.toml", cwd=place).out
    (place / "layouts" / "river.toml").unlink()
    assert "read again" not in wiretrace("track", cwd=place).out
    assert "river  yours  The River  river.example" in wiretrace("layout", "list", cwd=place).out
    (place / "page" / "more.html").write_text((place / "page" / "page.html").read_text() + "<p>x</p>")
    assert "6 sightings" in wiretrace("import", "page", cwd=place).out
    assert "read again: 2 captures" in wiretrace("track", "--layouts", "none", cwd=place).out
    assert wiretrace("export", "sightings", cwd=place).out == ""


@pytest.mark.slow
def test_a_page_that_names_a_layout_that_is_gone_is_unreadable(place, wiretrace):
    """Named on import, dropped later: the page is kept and counted, and nothing fails."""
    done = wiretrace("import", "page", "--layout", "river", "--layouts", "layouts", cwd=place)
    assert done.code == 0, done.err
    assert wiretrace("import", "page", "--layout", "river", cwd=place).code == 0  # the store knows it
    assert wiretrace("track", "--layouts", "none", cwd=place).code == 0
    store = Store(f"sqlite:///{place / 'wiretrace.db'}")
    with store.read() as connection:
        assert [received.layout for _, received in captures(connection)] == ["river"]
        assert list(sightings(connection)) == []
    store.close()
    assert "no layout 'lake'; there are: feed" in wiretrace("import", "page", "--layout", "lake", cwd=place).err


@pytest.mark.slow
def test_meta_json_may_name_a_custom_layout(place, wiretrace):
    """As it may name ours; without the file that is an error of the input."""
    (place / "page" / "meta.json").write_text(json.dumps({"url": AT, "layout": "river"}))
    assert "no layout 'river'" in wiretrace("import", "page", "--store", "bare.db", cwd=place).err
    assert wiretrace("import", "page", "--layouts", "layouts", cwd=place).code == 0


@pytest.mark.parametrize(
    "words",
    [("import", "page"), ("crawl", "http://127.0.0.1:9/"), ("track",), ("sources", "check"), ("layout", "list")],
    ids=" ".join,
)
def test_a_bad_layout_file_is_told_before_anything_happens(place, wiretrace, words):
    """Exit code 2, a line for each error, no store."""
    (place / "layouts" / "bad.toml").write_text('name = "bad"\n[block]\neach = "p:has(a)"\n')
    (place / "sources.toml").write_text('[source.a]\nkind = "folder"\npaths = ["page"]\n')
    done = wiretrace(*words, "--layouts", "layouts", cwd=place)
    assert done.code == 2
    assert done.err.startswith("wiretrace: bad.toml:3: block.each: 'p:has(a)' :has() is not supported here")
    assert "bad.toml:2: block: needs headline" in done.err
    assert not (place / "wiretrace.db").exists()


SOURCES = '[source.river]\nkind = "folder"\npaths = ["page"]\nlayout = "river"\n'


@pytest.mark.slow
def test_a_sources_file_names_custom_layouts(place, wiretrace):
    """At its top, beside itself; a source may then name one of them, and a crawl keeps them."""
    (place / "sources.toml").write_text('layouts = "layouts"\n' + SOURCES)
    assert read_sources(place / "sources.toml")["river"].layouts == (place / "layouts",)
    assert "read by river" in wiretrace("sources", "check", "river", cwd=place).out
    assert "3 sightings" in wiretrace("crawl", "river", cwd=place).out
    assert "river  yours" in wiretrace("layout", "list", cwd=place).out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("", "sources.toml:4: source.river.layout: no layout 'river'", id="not-named"),
        pytest.param("layouts = 3", "sources.toml:1: layouts: must be a text or a list of texts, not 3", id="no-text"),
        pytest.param('layouts = ["gone"]', "sources.toml:1: layouts: ", id="gone"),
        pytest.param('layouts = "bad.toml"', "bad.toml:1: name: must be a name", id="wrong"),
    ],
)
def test_what_a_sources_file_names_is_checked(place, line, told):
    """File, line and key, before anything is fetched."""
    (place / "bad.toml").write_text('name = "B"\n[block]\nrows = "a"\n')
    (place / "sources.toml").write_text(f"{line}\n{SOURCES}" if line else SOURCES)
    with pytest.raises(SourcesError) as wrong:
        read_sources(place / "sources.toml")
    assert any(told in problem for problem in wrong.value.problems)


def test_the_command_line_may_bring_the_layout_that_a_source_names(place, wiretrace):
    """--layouts instead of a line in the file."""
    (place / "sources.toml").write_text(SOURCES)
    assert "3 sightings" in wiretrace("crawl", "river", "--layouts", "layouts", cwd=place).out


def test_the_shell_knows_custom_layouts(place):
    """`read(response, layouts=[...])`, as `scrapy parse` does with -s WIRETRACE_LAYOUTS."""
    response = HtmlResponse(AT, body=(place / "page" / "page.html").read_bytes(), encoding="utf-8")
    assert read_response(response)["unreadable"] == "no-known-layout"
    assert read_response(response, layouts=[place / "layouts"])["layout"] == "river"


def test_the_page_about_layout_files_is_true():
    """Its example is a layout file, and every key that a file may have is in its tables."""
    page = (PROJECT / "docs" / "custom-layouts.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert read_layout(example, "bees.toml").hosts == ("bees.example",)
    told = set(re.findall(r"^\| `\[?(\w+)\]?` \|", page, re.MULTILINE)) | set(
        re.findall(r"`(selector|words|next|pages)`", page)
    )
    assert {key for table in KEYS.values() for key in table} | set(KEYS) - {""} == told
