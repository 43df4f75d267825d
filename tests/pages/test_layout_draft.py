"""Drafting layouts: from one page of a markup a file that reads the others, written once, checked, and used."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from crawler.errors import NotDrafted, UnreadablePage
from crawler.jobs.intake.files import Defaults
from crawler.jobs.layouts.draft import draft_layout, saved_page
from crawler.pages.custom.file import read_layout
from crawler.pages.custom.layout import CustomLayout
from crawler.pages.drafting.choice import likeness
from crawler.pages.drafting.draft import draft
from crawler.pages.drafting.layout_toml import write_toml
from crawler.pages.drafting.steps import is_generated, stem_of
from crawler.pages.layouts.generic import Generic
from crawler.pages.page import Page
from crawler.pages.reading import RelatedBlock
from crawler.provenance.outlets.registry import Outlets
from crawler.sightings.record import Capture
from crawler.sightings.registries import load_registries
from fixtures.build_layouts import PAGES
from tests.command import wiretrace as process
from tests.generated import generated_cards, generated_components
from tests.generated.generated_cards import CARD_MARKUPS
from tests.generated.generated_components import COMPONENT_MARKUPS
from tests.generated.generated_pages import MARKUPS, Block, generate, render
from tests.jobs.archives import Archive
from tests.pages.lists.shapes import SHAPES, STORIES
from tests.places import PROJECT
from tests.site import Site

ADDRESS = "https://www.unknown.example/river"
NOBODY = Outlets.from_toml("")  # no outlet is known, so generic reads none of these pages
SEEDS = [seed for seed in range(60) if len(generate(seed).blocks) >= 3]
WORLD = PROJECT / "fixtures" / "world" / "pages"


def rendered(seed: int, markup: str, build: int = 0) -> tuple[str, list[Block]]:
    """A page of a markup; another build has other generated class names."""
    if markup in COMPONENT_MARKUPS:
        return generated_components.page_of(seed, markup, build)
    if markup in CARD_MARKUPS:
        return generated_cards.page_of(seed, markup)
    return render(generate(seed), markup), list(generate(seed).blocks)


def a_page(html: str, url: str | None = ADDRESS) -> Page:
    return Page.from_html(html, url=url, outlets=NOBODY)


def drafted(html: str, url: str | None = ADDRESS) -> CustomLayout:
    """The layout that the text of a draft describes."""
    found = draft(a_page(html, url))
    assert found is not None
    return read_layout(write_toml(found, name="drafted", place=url or "a page", host=None, onward=()), "drafted.toml")


def read(layout: CustomLayout | Generic, html: str) -> Sequence[RelatedBlock]:
    try:
        return layout.read(a_page(html)).related
    except UnreadablePage:
        return ()


@cache
def measured(markup: str) -> Counter[str]:
    """Draft from every seventeenth page, read others of the same markup but another build with it, and count what is right."""
    counts: Counter[str] = Counter()
    for at, seed in enumerate(SEEDS[::17]):
        layout = drafted(rendered(seed, markup)[0])
        for other in [each for each in SEEDS[at::9] if each != seed]:
            html, truth = rendered(other, markup, build=1)
            found = read(layout, html)
            counts.update(true=len(truth), found=len(found))
            for block in found:
                same = next((each for each in truth if each.headline == block.headline), None)
                if same is not None:
                    truth.remove(same)
                    counts.update(
                        right=1,
                        outlets=(block.outlet_printed or "") == same.outlet,
                        times=block.time_printed == same.time,
                        bodies=likeness(block.body.split("\n"), same.body.raw.split("\n")),
                    )
    return counts


@pytest.mark.slow
@pytest.mark.parametrize("markup", [*MARKUPS, *CARD_MARKUPS, *COMPONENT_MARKUPS])
def test_a_draft_from_one_page_reads_the_others(markup):
    """Blocks, outlets, times and bodies of pages that the draft never saw."""
    counts = measured(markup)
    figures = {
        "precision": counts["right"] / counts["found"],
        "recall": counts["right"] / counts["true"],
        **{key: counts[key] / counts["right"] for key in ("outlets", "times", "bodies")},
    }
    print(markup, {key: round(figure, 4) for key, figure in figures.items()}, dict(counts))
    assert counts["true"] > 100
    assert min(figures.values()) >= 0.99, figures


def test_a_draft_is_made_from_the_lists_that_import_reads():
    """A list without times is drafted from as import reads it; where an item is two table rows the command says why it draws nothing."""
    listed, two_rows = (next(shape for shape in SHAPES if shape.name == name) for name in ("rcp", "old_rows"))
    found = read(drafted(listed.html), listed.html)
    assert [(block.headline, block.outlet_printed) for block in found] == [
        (headline, outlet) for headline, outlet, _ in listed.items
    ]
    assert draft(a_page(two_rows.html)) is None
    capture = Capture(key="x", sha256="x", kind="html", raw=two_rows.html.encode(), url=two_rows.url, fetched_at=None)
    with pytest.raises(NotDrafted, match="in several rows each"):
        draft_layout(capture, load_registries(), name=None, place="page")


def test_of_an_outlets_own_section_the_command_says_that_it_needs_no_layout():
    """Its stories are followed by themselves, which a page that repeats nothing does not offer."""
    rows = "".join(
        f'<article><h3><a href="/news/{n}4455/{story.slug}">{story.headline}</a></h3><p>{story.teaser}</p></article>'
        for n, story in enumerate(STORIES)
    )
    html = f"<html><body><h1>The coast</h1>{rows}</body></html>"
    url = "https://www.tidepost.example/coast/"
    capture = Capture(key="x", sha256="x", kind="html", raw=html.encode(), url=url, fetched_at=None)
    with pytest.raises(NotDrafted, match="12 stories of its own site and names no other outlet"):
        draft_layout(capture, load_registries(), name=None, place="page")


def case(name: str) -> tuple[str, dict]:
    folder = PAGES / name if (PAGES / name).is_dir() else WORLD / name
    return (folder / "page.html").read_text(encoding="utf-8"), json.loads(
        (folder / "expected.json").read_text(encoding="utf-8")
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["cluster-articles", "cluster-boxes", "cluster-flat", "generic-flat", "generic-grid", "generic-terms", "headlines-rtl", "headlines-search",
     "headlines-table", "headlines-top", "pressboard-animals", "pressboard-books-and-clocks", "daily8-hashtag-cheese-fair", "daily8-bridge-linden-ledger"],
)  # fmt: skip
def test_a_draft_reads_its_own_page_as_its_sources_say(name):
    """On pages of known layouts a draft gives the blocks that those have to give."""
    html, wanted = case(name)
    found = read(drafted(html), html)
    keys = ("headline", "outlet_printed", "time_printed", "body")
    assert [[getattr(block, key) for key in keys] for block in found] == [
        [block[key] for key in keys] for block in wanted["related"]
    ]


def test_a_draft_of_one_topic_page_reads_the_other_topics():
    """Pressboard's pages come in two markups; a draft of one reads every page of its own and none of the other."""
    layout = drafted(case("pressboard-animals")[0])
    same = {name.name: read(layout, case(name.name)[0]) for name in sorted(WORLD.glob("pressboard-*"))}
    read_ones = {name: blocks for name, blocks in same.items() if blocks}
    assert len(read_ones) == 4
    for name, blocks in read_ones.items():
        assert [block.body for block in blocks] == [block["body"] for block in case(name)[1]["related"]]


@pytest.mark.parametrize(
    "name",
    ["not-comments", "not-comments-flat", "not-events", "not-films", "not-letters", "not-menu", "not-own-section", "not-results", "not-shop", "live-boxes", "amp-1"],
)  # fmt: skip
def test_nothing_is_drafted_where_nothing_of_several_outlets_is_repeated(name):
    """Comments, shops, one outlet's own pages."""
    assert draft(a_page(case(name)[0])) is None


@pytest.mark.parametrize(
    ("name", "generated"),
    [
        ("css-1x2y3z", True), ("sc-bdVaJa", True), ("jsx-3921", True), ("kLmNoPq", True), ("post-48213", True), ("a1b2c3d4", True), ("svelte-1abcd", True),
        ("card", False), ("article-title", False), ("articleBody", False), ("card__title--big", False), ("h2", False), ("col-12", False), ("newsItem", False),
        ("storyCardTitle", False), ("top10", False), ("Card_title", False), ("publishedAt", False),
    ],
)  # fmt: skip
def test_generated_class_names_are_told(name, generated):
    """A name that changes with every build or every article is not used in a selector."""
    assert is_generated(name) is generated


def test_the_lasting_part_of_a_generated_name_is_used():
    """CSS modules put the word first."""
    assert stem_of("Card_title__2xYzA") == "Card_title__"
    assert stem_of("card__title") is None
    assert stem_of("css-1x2y3z") is None


def test_hostile_names_on_a_page_stay_text():
    """Classes, ids and addresses that would break out of TOML, of a comment or of a selector."""
    card = '<li class="x]\n[evil] &quot;&#39;] a{n}\\"><h3 id="h\'\n{n}"><a href="https://s{n}.example/">Whale number {n} swims free</a></h3><p data-testid="q&quot;]">Post {n} · {n} hours ago</p></li>'
    html = f"<body><ul>{''.join(card.replace('{n}', str(n)) for n in range(2, 6))}</ul></body>"
    layout = drafted(html, url="https://www.unknown.example/\u2028x?\x85[evil]")
    assert [block.outlet_printed for block in read(layout, html)] == [f"Post {n}" for n in range(2, 6)]


PRESSBOARD = WORLD / "pressboard-animals"


@pytest.mark.slow
def test_new_writes_a_layout_and_its_fixtures_once(tmp_path, wiretrace):
    """File, page, meta and expected are written, the check passes, and a second run leaves them alone."""
    done = wiretrace("layout", "new", str(PRESSBOARD), "--name", "board", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "board: 6 articles found" in done.out
    assert "Valley Voice | 4 hours ago | Week of animal marvels" in done.out
    written = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert set(written) == {
        "layouts/board.toml",
        *(f"layouts/board/page-1/{name}" for name in ("page.html", "meta.json", "expected.json")),
    }
    assert written["layouts/board/page-1/page.html"] == (PRESSBOARD / "page.html").read_bytes()
    meta = json.loads(written["layouts/board/page-1/meta.json"])
    assert meta == json.loads((PRESSBOARD / "meta.json").read_text()) | {
        "layout": "board",
        "fetched_at": meta["fetched_at"],
    }
    checked = wiretrace("layout", "check", "layouts/board.toml", cwd=tmp_path)
    assert (checked.code, checked.out) == (0, "page-1: as expected, 6 blocks\n")
    assert "nobody has looked at it yet" in checked.err
    again = wiretrace("layout", "new", str(PRESSBOARD), "--name", "board", cwd=tmp_path)
    assert again.code == 1
    assert "layouts/board.toml: is there already and stays as it is" in again.err
    assert written == {
        str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    }
    wiretrace("layout", "new", str(PRESSBOARD), "--name", "board", "--out", "other", cwd=tmp_path)
    assert {path.name: path.read_bytes() for path in (tmp_path / "other").rglob("*.*") if path.is_file()} == {
        Path(name).name: data for name, data in written.items()
    }


def test_the_command_that_a_draft_ends_with_can_be_pasted(tmp_path, wiretrace):
    """An address with a query is quoted, as a shell would take it apart."""
    page, url = PRESSBOARD / "page.html", "https://search.example/news?q=bees&hl=en"
    (tmp_path / "saved.html").write_bytes(page.read_bytes())
    done = wiretrace("layout", "new", "saved.html", "--url", url, "--name", "bees", cwd=tmp_path)
    assert f"wiretrace crawl '{url}' --layouts layouts" in done.out


def test_check_says_what_differs(tmp_path, wiretrace):
    """Exit code 1, page, block and key, and where the texts part; what expected.json leaves out may be anything."""
    wiretrace("layout", "new", str(PRESSBOARD), "--name", "board", cwd=tmp_path)
    expected = tmp_path / "layouts" / "board" / "page-1" / "expected.json"
    said = json.loads(expected.read_text(encoding="utf-8"))
    del said["_"], said["links"], said["related"][1]["body"]
    expected.write_text(json.dumps(said))
    assert wiretrace("layout", "check", "layouts/board.toml", cwd=tmp_path) == (
        0,
        "page-1: as expected, 6 blocks\n",
        "",
    )
    said["related"][0] |= {
        "outlet_printed": "Vale Voice",
        "body": said["related"][0]["body"].replace("61,000", "16,000"),
    }
    expected.write_text(json.dumps(said))
    shutil.copytree(expected.parent, tmp_path / "layouts" / "board" / "wall")
    (tmp_path / "layouts" / "board" / "wall" / "page.html").write_text("<p>Please log in.</p>")
    done = wiretrace("layout", "check", "layouts/board.toml", cwd=tmp_path)
    assert done.code == 1
    assert 'block 0: outlet_printed: expected "Vale Voice", read "Valley Voice"' in done.out
    assert "16,000 visitors a year" in done.out
    assert "wall: 2 differences" in done.out
    assert 'unreadable: expected null, read "nothing-recognized"' in done.out
    assert "board reads 2 pages otherwise than expected: page-1, wall" in done.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(("new", str(PAGES / "not-menu")), 1, "https://www.elsewhere.example/menu: repeats no groups of headline, outlet and time", id="no-groups"),
        pytest.param(("new", str(PAGES / "json-flat")), 1, "is a feed or JSON, which is read without a layout file", id="json"),
        pytest.param(("new", "gone.html"), 1, "gone.html: No such file or directory", id="no-file"),
        pytest.param(("new", "."), 1, "holds no saved page", id="an-empty-folder"),
        pytest.param(("new", str(PRESSBOARD), "--name", "A B"), 2, "'A B' is no name", id="no-name"),
        pytest.param(("new", str(PRESSBOARD), "--name", "daily8"), 2, "'daily8' is a layout that comes with Wiretrace", id="our-name"),
        pytest.param(("new", "ftp://x.example/"), 2, "is no http(s) address", id="no-web-address"),
        pytest.param(("new", "https://www.example.com/"), 2, "say who crawls www.example.com", id="nobody-to-write-to"),
        pytest.param(("new", "http://127.0.0.1:9/"), 1, "could not be fetched (refused: robots-unreachable)", id="no-server"),
        pytest.param(("check", "gone.toml"), 2, "gone.toml: no such file", id="no-layout-file"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_a_line_and_nothing_is_written(tmp_path, words, code, told):
    """No folder, no half of a fixture."""
    done = process("layout", *words, cwd=tmp_path)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert done.err.splitlines()[-1].startswith("wiretrace: ")
    assert len(done.err.splitlines()) <= 2  # a warning about robots.txt may stand before it
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_url_is_fetched_politely_drafted_and_crawled(tmp_path):
    """robots.txt is asked first, one page is fetched; the draft then reads what the site has beyond it."""
    pages = [rendered(seed, "bem")[0] for seed in (3, 7)]
    with Site(
        {
            "/river": pages[0].replace("</main>", '<a rel="next" href="/river?page=2">2</a></main>').encode(),
            "/river?page=2": pages[1].encode(),
        }
    ) as site:
        done = process("layout", "new", f"{site.url}/river", cwd=tmp_path)
        assert done.code == 0, done.err
        assert site.paths == ["/robots.txt", "/river"]
        assert process("layout", "check", "layouts/127-0-0-1.toml", cwd=tmp_path).code == 0
        crawled = process("crawl", f"{site.url}/river", "--layouts", "layouts", "--delay", "0", cwd=tmp_path)
    assert crawled.code == 0, crawled.err
    rows = [json.loads(line) for line in process("export", "sightings", cwd=tmp_path).out.splitlines()]
    assert len(rows) == sum(len(rendered(seed, "bem")[1]) for seed in (3, 7))
    assert {row["page_url"] for row in rows} == {f"{site.url}/river", f"{site.url}/river?page=2"}


def test_an_archive_and_a_charset_of_the_header_are_pages_as_well(tmp_path):
    """The page of a WARC; one whose charset only its header told is written so that it reads the same."""
    html = "".join(
        f"<li><h3><a href='/{n}'>Größe der Möwe {n} gezählt</a></h3><p>Post {n} · {n} hours ago</p></li>"
        for n in range(2, 6)
    )
    body = f"<html><body><ul>{html}</ul></body></html>".encode("cp1252")
    said = (("Content-Type", "text/html; charset=windows-1252"), ("Content-Length", str(len(body))))
    warc = Archive().add(body, url=ADDRESS, said=said).written(tmp_path / "x.warc.gz")
    capture = saved_page(warc, Defaults())
    found = draft_layout(capture, load_registries(), name=None, place=str(warc))
    assert found.name == "unknown"
    assert [block.headline for block in found.reading.related] == [f"Größe der Möwe {n} gezählt" for n in range(2, 6)]


def test_a_page_of_text_is_no_page_to_draft_from(tmp_path):
    """Selectors need markup."""
    (tmp_path / "page.txt").write_text("Whale swims free\nPost · 2 hours ago\n")
    with pytest.raises(NotDrafted, match="is no page of HTML"):
        saved_page(tmp_path / "page.txt", Defaults())


def test_a_saved_page_may_name_the_layout_that_is_drafted_anew(tmp_path):
    """A fixture of a custom layout is a saved page, too: after a redesign one starts from it."""
    shutil.copytree(PRESSBOARD, tmp_path / "page")
    meta = json.loads((tmp_path / "page" / "meta.json").read_text())
    (tmp_path / "page" / "meta.json").write_text(json.dumps(meta | {"layout": "board"}))
    assert saved_page(tmp_path / "page", Defaults()).layout == "board"


ARTICLE = """<html><body><nav><a href="/">Home</a></nav><main><h1 class="hed">A ferry every twenty minutes</h1>
<div class="meta">Harbour Post · 20 hours ago</div><div class="prose css-1ab2c3">{0}<h2>Dogs travel free</h2>{0}</div>
<div class="related">{1}</div></main><footer><p>{2}</p></footer></body></html>"""


def test_a_main_article_is_drafted_beside_the_blocks():
    """Title, source line and text with its headings; neither blocks nor the footer."""
    story = "".join(
        f"<p>Paragraph {n} says that the ferry between Oldhaven and Little Skerry will run every twenty minutes.</p>"
        for n in range(4)
    )
    cards = "".join(
        f'<div class="card"><h3><a href="https://s{n}.example/">Whale number {n} swims free</a></h3><p>Post {n} · {n} hours ago</p></div>'
        for n in range(2, 6)
    )
    html = ARTICLE.format(story, cards, "Nobody reads this long sentence at the bottom of every page of the site.")
    article = drafted(html).read(a_page(html)).article
    assert article is not None
    assert (article.headline, article.outlet_printed, article.time_printed) == (
        "A ferry every twenty minutes",
        "Harbour Post",
        "20 hours ago",
    )
    assert article.body.split("\n")[4] == "Dogs travel free"
    assert len(article.body.split("\n")) == 9
