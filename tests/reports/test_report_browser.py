"""The HTML report in a real browser: fits every width, asks for nothing, reads well in light, dark and print."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.reports.build.build import build
from crawler.reports.html.render import render
from tests.reports.report_world import a_hostile_world, a_world

pytestmark = pytest.mark.browser
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
# Every text against the nearest opaque background behind it, by WCAG 2's formula; 4.5 is level AA for body text.
CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const rgba = color => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = element => { for (let at = element; at; at = at.parentElement) { const found = rgba(getComputedStyle(at).backgroundColor); if (found[3] === 255) return found; } return [255, 255, 255, 255]; };
  const poor = [];
  for (const details of document.querySelectorAll('details')) details.open = true;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.getClientRects().length || element.closest('title, desc, style')) continue;
    const style = getComputedStyle(element), drawn = element.namespaceURI.endsWith('svg') ? style.fill : style.color;
    const [one, other] = [light(rgba(drawn)), light(behind(element))].sort((a, b) => b - a);
    seen += 1;
    if ((one + .05) / (other + .05) < 4.5) poor.push([element.tagName, element.className.toString(), texts.currentNode.data.slice(0, 30)]);
  }
  return {seen, poor: poor.slice(0, 5)};
}"""


def _chromium() -> str | None:
    found = (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    return found if found and Path(found).exists() else None


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Start the machine's Chromium once."""
    path = _chromium()
    if path is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium on this machine: install one or name it in CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module", params=[a_world, a_hostile_world], ids=["plain", "hostile"])
def address(request, tmp_path_factory) -> str:
    """Write a report and return its file address."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(build(request.param()))["report.html"], encoding="utf-8")
    return path.as_uri()


def _opened(browser, address, *, width: int = 1280, scheme: str = "light"):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.heard = []
    page.on("console", lambda message: page.heard.append(("console", message.text)))
    page.on("pageerror", lambda error: page.heard.append(("error", str(error))))
    page.on("dialog", lambda dialog: (page.heard.append(("dialog", dialog.message)), dialog.dismiss()))
    page.on(
        "request",
        lambda sent: page.heard.append(("request", sent.url)) if sent.url not in {address, "data:,"} else None,
    )
    page.goto(address)
    return page


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_it_fits_the_screen_and_asks_for_nothing(browser, address, width):
    """No sideways scrolling of the page, folded or opened; no console message, no request, no dialog."""
    page = _opened(browser, address, width=width)
    for opened in (False, True):
        page.evaluate("open => document.querySelectorAll('details').forEach(each => { each.open = open })", opened)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        over = page.evaluate(
            "width => [...document.querySelectorAll('main *')].filter(each => !each.closest('.scroll, svg, .sr') "
            "&& each.getBoundingClientRect().right > width + 1).slice(0, 3).map(each => each.outerHTML.slice(0, 120))",
            width,
        )
        assert over == []
    assert page.heard == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(browser, address, scheme):
    """Every text, diff marks and matrix cells included, reaches 4.5 to 1 in light and dark."""
    page = _opened(browser, address, scheme=scheme)
    found = page.evaluate(CONTRAST)
    page.context.close()
    assert found["seen"] > 500
    assert found["poor"] == []


def test_dark_is_dark_and_light_is_light(browser, address):
    """The page follows the reader's scheme."""
    shades = {}
    for scheme in ("light", "dark"):
        page = _opened(browser, address, scheme=scheme)
        shades[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.context.close()
    assert shades == {"light": "rgb(251, 250, 246)", "dark": "rgb(23, 22, 19)"}


def test_paper_shows_what_is_folded_on_screen(browser, address):
    """In print every diff and list is there though its fold is closed, and nothing is wider than the sheet."""
    page = _opened(browser, address, width=700)
    hidden = (
        "() => [...document.querySelectorAll('details > :not(summary)')].filter(each => !each.checkVisibility()).length"
    )
    assert page.evaluate(hidden) > 50
    page.emulate_media(media="print")
    assert page.evaluate(hidden) == 0
    assert page.evaluate(
        "[...document.querySelectorAll('.diff')].every(each => each.getBoundingClientRect().height > 20)"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.pdf(format="A4").startswith(b"%PDF-")
    page.context.close()


def test_targets_are_big_enough_for_a_thumb(browser, address):
    """Folds and contents links are at least 24 pixels high on a phone (WCAG 2.2, target size), folds 44."""
    page = _opened(browser, address, width=360)
    heights = page.evaluate(
        "name => [...document.querySelectorAll(name)].map(each => each.getBoundingClientRect().height)", "summary"
    )
    links = page.evaluate(
        "[...document.querySelectorAll('nav a, .ranking a')].map(each => each.getBoundingClientRect().height)"
    )
    page.context.close()
    assert min(heights) >= 44
    assert min(links) >= 24


@pytest.mark.slow
def test_the_keyboard_reaches_the_folds_and_shows_where_it_is(browser, address):
    """Tab goes to the skip link first, and a focused fold has an outline and opens with Enter."""
    page = _opened(browser, address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.evaluate("document.querySelector('summary').focus()")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('details').open")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.context.close()
