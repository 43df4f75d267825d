"""The report as a site: every story has its page, every link leads somewhere, nothing is loaded from elsewhere."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import PurePosixPath
from posixpath import normpath

import lxml.html
import pytest

from crawler.reports.build.basis import Basis
from crawler.reports.inputs import Method
from crawler.reports.sections import SECTIONS
from crawler.reports.site.address import path_of, slug
from crawler.reports.site.model import SITE_LIMITS, SiteModel
from crawler.reports.site.pages import CONTENTS, Page, pages
from crawler.reports.site.render import render_page, script, stylesheet
from crawler.reports.site.search_index import parts_of, search_files
from crawler.tables.safe_links import safe_url
from crawler.tracking.config import TrackingConfig
from tests.factories import a_copy, a_report_input, a_story, at, compared
from tests.reports.report_world import HOSTILE, a_hostile_world, a_world


def a_model(data) -> SiteModel:
    return SiteModel(Basis(data, SITE_LIMITS))


def a_site(data) -> dict[str, str]:
    """Return every page of a site by its path."""
    model = a_model(data)
    return {page.path: render_page(page, model) for page in pages(model)}


WORLDS = {"plain": a_world, "hostile": a_hostile_world, "empty": a_report_input}


@pytest.fixture(scope="module", params=WORLDS.values(), ids=WORLDS)
def site(request) -> dict[str, str]:
    return a_site(request.param())


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    return a_site(a_world())


def test_every_link_leads_to_a_page_or_an_anchor_that_is_there(site):
    """Relative links stay in the folder and name an element where they say; all others are plain web addresses."""
    trees = {path: lxml.html.document_fromstring(text) for path, text in site.items()}
    ids = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    for path, tree in trees.items():
        for address in tree.xpath("//a/@href"):
            if re.match(r"[a-z]+:", address):
                assert safe_url(address) == address
                continue
            target, _, anchor = address.partition("#")
            to = normpath(str(PurePosixPath(path).parent / target)) if target else path
            assert to in site, (path, address)
            assert not anchor or anchor in ids[to], (path, address)


def test_nothing_is_loaded_but_the_sites_own_style_and_script(site):
    """One stylesheet, one script, both relative; no frame, form target, handler or picture."""
    for path, text in site.items():
        tree = lxml.html.document_fromstring(text)
        root = "../" * path.count("/")
        assert tree.xpath("//link[@rel='stylesheet']/@href") == [f"{root}assets/site.css"]
        assert tree.xpath("//script/@src") == [f"{root}assets/site.js"]
        assert not tree.xpath("//script[not(@src)] | //style | //iframe | //object | //embed | //img | //base")
        assert not [name for element in tree.iter() for name in element.attrib if str(name).lower().startswith("on")]
    assert not re.search(r"@import|url\((?!#)|https?:", stylesheet())
    assert not re.search(r"https?:|fetch\(|innerHTML|eval\(", script())


def test_every_page_reads_well_without_eyes(site):
    """One h1 and one main, no heading level left out, scoped headers, unique ids, a name for every figure and landmark."""
    for path, text in site.items():
        tree = lxml.html.document_fromstring(text)
        assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1, path
        levels = [int(element.tag[1]) for element in tree.iter("h1", "h2", "h3", "h4")]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), path
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert not tree.xpath("//th[not(@scope)]")
        names = tree.xpath("//nav/@aria-label")
        assert len(names) == len(tree.xpath("//nav")) == len(set(names)), path
        for figure in tree.xpath("//*[@role='img']"):
            assert figure.get("aria-label"), path
        titles = tree.xpath("//title/text()")
        assert titles[0].strip()


def test_every_story_outlet_and_wire_has_its_page(plain):
    """Not forty of them: all, and each says who ran it."""
    model = a_model(a_world())
    for story in model.report.stories:
        text = " ".join(lxml.html.document_fromstring(plain[path_of("story", story.key)]).text_content().split())
        assert story.headline in text
        assert all(row.outlet in text for row in story.rows)
    assert {path_of("outlet", key) for key in model.outlets} | {path_of("wire", wire) for wire in model.wires} <= set(
        plain
    )
    assert len(model.outlets) > 10
    assert len(model.wires) > 4


def test_a_wires_page_says_who_ran_it_how_much_how_fast_and_credited(plain):
    """AFP's words were at eight named outlets, four of which say so."""
    tree = lxml.html.document_fromstring(plain[path_of("wire", "AFP")])
    heads = [head.text_content() for head in tree.xpath("(//table)[1]//thead//th")]
    assert heads == ["Outlet", "Stories", "of all", "Copies", "Words", "How much", "How fast", "credited"]
    rows = {
        row[0].text_content().strip(): [cell.text_content().strip() for cell in row[1:]]
        for row in tree.xpath("(//table)[1]/tbody/tr")
    }
    assert rows["The Harbour Post"][0] == "1"
    assert rows["The Harbour Post"][4] == "100 %"
    assert rows["Oldhaven Echo"][6].startswith("0")
    assert "credit it in the rendering seen" in tree.text_content()


@pytest.mark.slow
def test_hostile_text_is_printed_as_text():
    """No page gives a hostile string a chance to be markup, and the search's script holds it as plain JSON."""
    model = a_model(a_hostile_world())
    site = a_site(a_hostile_world())
    story = next(path for path in site if path.startswith("story/"))
    headline = lxml.html.document_fromstring(site[story]).xpath("//h1")[0].text_content()
    assert all(text in headline for text in HOSTILE[:10])
    for text in site.values():
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\ud800-\udfff]", text)
        assert not re.search(r"<a [^>]*href=\"(javascript|data):", text)
    for _, text in search_files(model):
        assert json.loads(text.removeprefix("wiretraceRows(").removesuffix(");\n"))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", text)


@pytest.mark.slow
def test_a_day_of_five_hundred_stories_is_cut_into_pages():
    """Lists go on from page to page, nothing is left out, and no page of a list grows with the store."""
    copies, stories = [], []
    for number in range(500):
        text = f"Story {number} tells of harbour number {number} and of the {number} gulls that live in it without paying rent."
        pair = [
            a_copy(key=f"{number:04}{side}", outlet_key=side, outlet=side, text=text, published=at(number))
            for side in "ab"
        ]
        copies += pair
        stories.append(a_story(*pair, key=f"s{number:04}"))
    same = compared(copies[0].text, copies[0].text)
    against = {f"{story.key}:{key}": same for story in stories for key in story.copies if key != story.fullest}
    site = a_site(a_report_input(copies=copies, stories=stories, against_measure=against))
    listed = [path for path in site if path.startswith("stories")]
    assert len(listed) == 5
    linked = {address for path in listed for address in re.findall(r'<th[^>]*><a href="(story/[^"]+)"', site[path])}
    assert len(linked) == 500
    assert max(len(site[path]) for path in site if not path.startswith("story/")) < 150_000
    assert {path for path in site if path.startswith("outlet/a")} == {
        f"outlet/a{more}.html" for more in ("", ".2", ".3", ".4", ".5")
    }


def test_one_page_can_be_made_by_itself():
    """A server that is asked for one story need not make the others."""
    model = a_model(a_world())
    assert "Drowned church bell" in render_page(Page(kind="story", key="bell"), model)
    with pytest.raises(KeyError):
        render_page(Page(kind="story", key="no such story"), model)


def test_the_same_input_gives_the_same_site(plain):
    """To the byte."""
    assert a_site(a_world()) == plain


def test_a_sections_page_is_one_of_the_contents():
    """An entry of SECTIONS that names a page names one that there is, and has a template for it."""
    kinds = {entry.kind for entry in CONTENTS}
    assert {section.page for section in SECTIONS} - {""} <= kinds
    assert [section.key for section in SECTIONS if section.page and not (section.site or section.html)] == []


def test_the_method_page_prints_every_number_that_decides():
    """Also the one that was set otherwise, which is marked."""
    method = Method(program="9.9.9", reading=7, rules=8, config=TrackingConfig(window_hours=None))
    page = lxml.html.document_fromstring(a_site(a_report_input(method=method))["method.html"])
    text = " ".join(page.text_content().split())
    assert "Wiretrace 9.9.9, reading 7, rules 8." in text
    numbers = {each[0].text_content(): each[1].text_content() for each in page.xpath("//dl[@class='numbers']/div")}
    assert numbers["window hours *"] == "any"
    assert len(numbers) > 60


@pytest.mark.parametrize(
    ("key", "name"),
    [
        pytest.param("oldhaven-echo", "oldhaven-echo", id="plain"),
        pytest.param("Oldhaven-Echo", r"oldhaven-echo-[0-9a-f]{8}", id="case"),
        pytest.param("../../etc/passwd", r"etc-passwd-[0-9a-f]{8}", id="path"),
        pytest.param("con", r"con-[0-9a-f]{8}", id="device"),
        pytest.param("\u6771\u4eac", r"[0-9a-f]{8}", id="no-latin-letters"),
        pytest.param("a" * 300, r"a{60}-[0-9a-f]{8}", id="long"),
        pytest.param("echo.2", r"echo-2-[0-9a-f]{8}", id="like-a-second-page"),
    ],
)
def test_file_names_are_taken_by_every_file_system(key, name):
    """Small letters, digits and dashes; a digest keeps keys apart that would come out alike."""
    assert re.fullmatch(name, slug(key))


def test_the_search_looks_in_stories_outlets_wires_and_what_ran_once():
    """Every row leads to a page, and no part is larger than its bound."""
    model = a_model(a_world())
    files = dict(search_files(model))
    assert len(files) == parts_of(model) == 1
    rows = [
        row for text in files.values() for row in json.loads(text.removeprefix("wiretraceRows(").removesuffix(");\n"))
    ]
    paths = {page.path for page in pages(model)}
    assert {path.partition("#")[0] for _, path, _ in rows} <= paths
    assert len(rows) == len(model.report.stories) + len(model.outlets) + len(model.wires) + len(model.basis.once)
