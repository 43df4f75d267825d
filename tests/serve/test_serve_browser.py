"""The server in a real browser: every kind of page, narrow and wide, light and dark; asked, decided and undone by keyboard."""

from __future__ import annotations

import pytest

from tests.reports.test_report_browser import CONTRAST, browser  # noqa: F401  # a fixture
from tests.serve.serving import FERRY, fill, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VIOLATIONS = "axe.run(document, {resultTypes: ['violations']}).then(done => done.violations.map(each => [each.id, each.nodes[0].html]))"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A server of a store of two stories."""
    where = f"sqlite:///{tmp_path_factory.mktemp('browsed') / 'store.db'}"
    fill(where)
    with serving(where) as running:
        yield running


def opened(browser, site, path: str, **settings):  # noqa: F811
    """Open a page and note whatever it says or asks for that is not the server's."""
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **settings}
    )
    page = context.new_page()
    page.heard = []
    page.on("console", lambda message: page.heard.append(message.text))
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.on(
        "request", lambda sent: None if sent.url.startswith((site.address, "data:,")) else page.heard.append(sent.url)
    )
    page.goto(site.address + path)
    return page


def kinds(site) -> list[str]:
    """An address of every kind of page."""
    state = site.held.state()
    a, b = state.by_name["a"], state.by_name["b"]
    story = state.stories_with[a][0].key
    own = [
        "/find?q=ferry",
        "/find?q=submarine",
        "/who",
        "/runs",
        "/review",
        f"/review/story/{story}",
        "/review/outlet/skerry-post",
        f"/copy/{a}",
        f"/pair/{a}/{b}",
        "/api",
    ]
    live: dict[str, str] = {}
    for path, page in state.paths.items():
        live.setdefault(page.kind, f"/{path}")
    return [*own, *live.values()]


def test_every_kind_of_page_passes_axe_and_fits_the_screen(browser, site):  # noqa: F811
    """Light on a phone, dark on a desk: no violation of axe-core's rules, contrast, nothing to scroll sideways, no message, no request elsewhere."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed").AXE_SCRIPT
    found: list[object] = []
    for path in kinds(site):
        page = opened(browser, site, path, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        page.evaluate(axe)
        for width, scheme in ((360, "light"), (1440, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if not path.endswith(".html") or "story" in path or scheme == "dark":  # the site's own test asks about both
                found += [(path, scheme, each) for each in page.evaluate(VIOLATIONS)]
            found += [(path, scheme, each) for each in page.evaluate(CONTRAST)["poor"]]
            found += [(path, width)] if page.evaluate("document.documentElement.scrollWidth") > width else []
        found += [(path, each) for each in page.heard]
        page.context.close()
    assert found == []


def test_the_policy_holds_and_a_desk_works_by_keyboard(browser, site):  # noqa: F811
    """Search, paste, look at a pair, decide, undo: without a mouse, without a message of the browser's policy."""
    page = opened(browser, site, "/index.html")
    page.keyboard.press("/")
    page.keyboard.type("goats")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results li")
    assert page.locator(".results li").count() == 2
    page.goto(site.address + "/who")
    page.focus("#text")
    page.keyboard.insert_text(FERRY)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results li")
    assert page.locator(".results li").count() == 3
    state = site.held.state()
    page.goto(f"{site.address}/pair/{state.by_name['a']}/{state.by_name['b']}")
    page.focus("#who-pair")
    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    page.keyboard.type("I asked them")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review#decided")
    assert "Neither is a copy of the other" in page.inner_text("#decided")
    page.focus("#decided button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#decided td:has-text('undone')")
    assert page.heard == []
    page.context.close()


def test_without_script_everything_works(browser, site):  # noqa: F811
    """Forms and links; script only sorts and filters."""
    page = opened(browser, site, "/index.html", java_script_enabled=False)
    page.fill("#search", "goats")
    page.press("#search", "Enter")
    assert page.locator(".results li").count() == 2
    page.context.close()
