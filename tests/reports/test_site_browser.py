"""The site in a real browser, from a folder: every kind of page, narrow and wide, light and dark, searched and sorted."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import BrowserMissing, NoSuchStory
from crawler.jobs.evidence.printing import chromium
from crawler.jobs.reporting import print_page
from crawler.jobs.site_files import write_site
from crawler.reports.build.basis import Basis
from crawler.reports.site.model import SITE_LIMITS, SiteModel
from tests.factories import TEXT, a_copy, a_report_input, a_story, at
from tests.reports.report_world import a_hostile_world, a_world
from tests.reports.test_report_browser import CONTRAST, browser  # noqa: F401  # a fixture

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KINDS = (
    "index.html", "stories.html", "days.html", "outlets.html", "wires.html", "flow.html", "lags.html", "uncredited.html",
    "quotations.html", "once.html", "run.html", "method.html", "day/*.html", "story/*.html", "outlet/*.html", "wire/*.html",
)  # fmt: skip


@pytest.fixture(scope="module", params=[a_world, a_hostile_world], ids=["plain", "hostile"])
def folder(request, tmp_path_factory) -> Path:
    """Write a site."""
    out = tmp_path_factory.mktemp("site")
    write_site(SiteModel(Basis(request.param(), SITE_LIMITS)), out)
    return out


def one_of_each(folder: Path) -> list[Path]:
    """Return a page of every kind that the site has."""
    return [found[0] for kind in KINDS if (found := sorted(folder.glob(kind)))]


def opened(browser, path: Path, **settings):  # noqa: F811
    """Open a page and note whatever it says or asks for that is not the site's."""
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **settings}
    )
    page = context.new_page()
    page.heard = []
    page.on("console", lambda message: page.heard.append(message.text))
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.on("dialog", lambda dialog: (page.heard.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda sent: None if sent.url.startswith(("file:", "data:,")) else page.heard.append(sent.url))
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_kind_of_page_passes_axe_and_fits_the_screen(browser, folder, width, scheme):  # noqa: F811
    """No violation of axe-core's rules, folds opened; nothing to scroll sideways; no message, no request elsewhere."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed").AXE_SCRIPT
    pages = one_of_each(folder)
    assert len(pages) >= 12
    for path in pages:
        page = opened(browser, path, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(done => done.violations.map(each => [each.id, each.nodes[0].html]))"
        )
        assert found == [], path.name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        assert page.heard == [], path.name
        page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_on_every_kind_of_page(browser, folder, scheme):  # noqa: F811
    """4.5 to 1, drawings' labels included, which axe does not look at."""
    for path in one_of_each(folder):
        page = opened(browser, path, color_scheme=scheme)
        assert page.evaluate(CONTRAST)["poor"] == [], path.name
        page.context.close()


def test_the_search_finds_a_story_and_leads_to_it(browser, folder):  # noqa: F811
    """Typed in another case, from a page in a subfolder, without a server."""
    page = opened(browser, next(folder.glob("outlet/*.html")))
    page.fill("#search", "zzz nobody wrote this")
    page.wait_for_selector("#found h2")
    assert page.text_content("#found h2") == "0 results"
    story = page.evaluate("name => name", next(iter(sorted(folder.glob("story/*.html")))).name)
    page.fill("#search", "outlet")
    page.wait_for_selector("#found li a")
    page.click("#found li a")
    assert page.url.endswith(".html")
    assert page.heard == []
    assert story
    page.context.close()


def test_a_table_is_sorted_by_its_heads_and_filtered_by_words(browser, tmp_path):  # noqa: F811
    """Numbers as numbers, the way shown to assistive technology, by keyboard; a filter counts what it leaves."""
    write_site(SiteModel(Basis(a_world(), SITE_LIMITS)), tmp_path)
    page = opened(browser, tmp_path / "outlets.html")
    column = "[...document.querySelectorAll('#outlets tbody tr')].map(row => Number(row.cells[2].textContent.replace(',', '')))"
    page.focus("#outlets thead th:nth-child(3) button")
    page.keyboard.press("Enter")
    falling = page.evaluate(column)
    assert falling == sorted(falling, reverse=True)
    assert page.get_attribute("#outlets thead th:nth-child(3)", "aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert page.evaluate(column) == falling[::-1] or page.evaluate(column) == sorted(falling)
    page.fill("#outlets .filter input", "oldhaven ECHO")
    assert page.text_content("#outlets .filter output") == f"1 of {len(falling)}"
    assert (
        page.evaluate("[...document.querySelectorAll('#outlets tbody tr')].filter(row => row.checkVisibility()).length")
        == 1
    )
    page.context.close()


def test_without_script_everything_is_there_but_the_search(browser, folder):  # noqa: F811
    """No search field that does nothing; the contents are reached from every page."""
    page = opened(browser, folder / "index.html", java_script_enabled=False)
    assert not page.is_visible("#search")
    assert page.locator("#contents a").count() >= 10
    page.context.close()


def test_a_story_prints_on_three_pages_and_the_overview_on_two(browser, tmp_path):  # noqa: F811
    """Figures and the table of copies, without what is folded away; a story of 130 copies as well, which says what it leaves out."""
    write_site(SiteModel(Basis(a_world(), SITE_LIMITS)), tmp_path)
    many = [
        a_copy(key=f"c{n}", outlet=f"The Daily Gazette {n}", outlet_key=f"gazette-{n}", published=at(n * 7), text=f"{TEXT} {n}")
        for n in range(130)
    ]  # fmt: skip
    write_site(SiteModel(Basis(a_report_input(copies=many, stories=[a_story(*many)]), SITE_LIMITS)), tmp_path / "wide")
    wide = tmp_path / "wide" / "story" / "story-a.html"
    assert wide.read_text(encoding="utf-8").count("On paper, the first") == 3
    for path, most in ((tmp_path / "story" / "bell.html", 3), (tmp_path / "index.html", 2), (wide, 3)):
        page = opened(browser, path)
        made = page.pdf(format="A4", prefer_css_page_size=True)
        assert 1 <= made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") + made.count(b"/Type /Page/") <= most
        page.context.close()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("bell", "bell.pdf"),
        ("the harbour POST", "harbour-post.pdf"),
        ("afp", "afp-"),
        ("oldhaven-echo", "oldhaven-echo.pdf"),
    ],
)
def test_a_story_an_outlet_or_a_wire_is_printed(tmp_path, name, file):
    """By its key or its name in any case; the same bytes of the same report but for what Chromium numbers by itself."""
    if chromium() is None:
        pytest.skip("no Chromium on this machine")
    made = print_page(a_world(), name, tmp_path)
    assert made.name.startswith(file)
    assert made.read_bytes().startswith(b"%PDF-")


def test_what_cannot_be_printed_is_said_in_a_line(tmp_path, monkeypatch):
    """A name that means nothing, and a machine without Chromium; nothing is written."""
    with pytest.raises(NoSuchStory, match="no story, outlet or wire nobody"):
        print_page(a_world(), "nobody", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrowserMissing, match="install chromium"):
        print_page(a_world(), "bell", tmp_path)
    assert list(tmp_path.iterdir()) == []
