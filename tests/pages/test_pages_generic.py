"""The generic layout: unknown pages read by their shape, how well, how sure, and what it must leave alone."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from functools import cache

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.blocks.confidence import THRESHOLD, weigh
from crawler.pages.blocks.record_parts import Parts
from crawler.pages.html.markup import decode
from crawler.pages.layouts.generic import Generic
from crawler.pages.page import Page
from crawler.pages.registry import LAYOUTS
from crawler.provenance.outlets.registry import Outlets
from crawler.sightings.registries import load_registries
from tests.generated.generated_cards import CARD_MARKUPS, page_of
from tests.generated.generated_pages import MARKUPS, Block, generate, render
from tests.generated.generated_prose import OUTLETS

BY_SHAPE = {"headlines", "cluster", "live_blog", "newsletter", "amp", "generic"}
SEEDS = range(60)
ADDRESS = "https://www.unknown.example/river"
# What was measured, less a little: precision and recall of whole blocks, then the shares of exact outlets and times. All
# that is missed lies on pages refused as a whole, because too few of their outlets are known.
FLOORS = {
    **dict.fromkeys(MARKUPS, (0.99, 0.95, 0.99, 0.99)),
    **dict.fromkeys(CARD_MARKUPS, (0.99, 0.9, 0.99, 0.99)),
}


@cache
def half_known() -> Outlets:
    """A registry that knows every other outlet of the generated pages."""
    rows = [
        f'[[outlet]]\nkey = "o{number}"\nname = "{name}"\naliases = []\ndomains = []\n'
        for number, name in enumerate(OUTLETS)
        if number % 2
    ]
    return Outlets.from_toml("\n".join(rows))


def rendered(seed: int, markup: str) -> tuple[str, list[Block]]:
    if markup in CARD_MARKUPS:
        return page_of(seed, markup)
    page = generate(seed)
    return render(page, markup), list(page.blocks)


def read(html: str) -> tuple:
    page = Page.from_html(html, url=ADDRESS, outlets=half_known())
    try:
        return Generic().read(page).related
    except UnreadablePage:
        return ()


@cache
def measured(markup: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for seed in SEEDS:
        html, truth = rendered(seed, markup)
        if len(truth) < 3:  # no repetition: not its business
            continue
        found = read(html)
        counts.update(pages=1, read=bool(found), true=len(truth), blocks=len(found))
        for block in found:
            same = next((t for t in truth if (t.headline, t.body.raw) == (block.headline, block.body)), None)
            if same is not None:
                truth.remove(same)
                counts.update(
                    right=1,
                    outlets=(block.outlet_printed or "") == same.outlet,
                    times=block.time_printed == same.time,
                )
    return counts


@pytest.mark.slow
@pytest.mark.parametrize("markup", FLOORS)
def test_blocks_of_unknown_pages_are_found_whole(markup):
    """Headline and whole body right, of what is read and of what there is; outlet and time as printed."""
    counts = measured(markup)
    figures = (
        counts["right"] / counts["blocks"],
        counts["right"] / counts["true"],
        counts["outlets"] / counts["right"],
        counts["times"] / counts["right"],
    )
    print(f"{markup:10}", *(f"{figure:.4f}" for figure in figures), dict(counts))
    assert all(figure >= floor for figure, floor in zip(figures, FLOORS[markup], strict=True)), figures


def a_record(number: int = 0, **changes: object) -> Parts:
    values = {
        "headline": "Whale swims free",
        "headed": True,
        "outlet": f"Nook {number}",
        "time": "2 hours ago",
        "href": f"https://post{number}.example/w",
    }
    return Parts(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("records", "sure"),
    [
        pytest.param([a_record(n) for n in range(4)], 1.0, id="several-sites-vouch-for-each-other"),
        pytest.param([a_record(n, href=f"/s/{n}") for n in range(4)], 0.5, id="nobody-vouches"),
        pytest.param([a_record(n, href="/s", outlet="Tram!") for n in range(4)], 0.0, id="one-source"),
        pytest.param([a_record(n, href="https://one.example/x") for n in range(4)], 0.0, id="one-site-abroad"),
        pytest.param([a_record(n, href="/s", outlet=OUTLETS[n % 4]) for n in range(4)], 1.0, id="every-second-outlet-is-known"),
        pytest.param([a_record(n, href="/s", outlet=OUTLETS[1] if n == 4 else f"Nook {n}") for n in range(5)], 0.7, id="one-in-five-is-known"),
        pytest.param([a_record(n, time=None) for n in range(4)], 2 / 3, id="no-times"),
        pytest.param([a_record(n, headed=False) for n in range(4)], 2 / 3, id="no-headlines"),
    ],
)  # fmt: skip
def test_sureness_is_counted(records, sure):
    """Half for being complete, half for somebody who vouches, nothing for a single source."""
    page = Page(url=ADDRESS, base=ADDRESS, outlets=half_known())
    assert weigh(records, page).sure == pytest.approx(sure)


def test_what_nobody_vouches_for_is_below_the_threshold():
    """Complete records alone, which forums have too, are never enough; neither are vouched ones without any time."""
    page = Page(url=ADDRESS, base=ADDRESS, outlets=half_known())
    unvouched = weigh([a_record(n, href=f"/s/{n}") for n in range(9)], page)
    timeless = weigh([a_record(n, time=None) for n in range(9)], page)
    assert max(unvouched.sure, timeless.sure) < THRESHOLD


def test_an_outlets_own_section_vouches_for_nothing():
    """An outlet that the registry knows prints its own name on its own pages: that is no other outlet."""
    known = Outlets.from_toml('[[outlet]]\nkey = "o"\nname = "Tessin Today"\ndomains = ["unknown.example"]\n')
    page = Page(url=ADDRESS, base=ADDRESS, outlets=known)
    assert weigh([a_record(n, href="/s", outlet="Tessin Today") for n in range(3)], page).vouched == 0


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("collection", ["publishers", "articles_2020"])
def test_no_real_article_page_is_read_as_a_list(shared, collection):
    """Saved pages of outlets, full of teasers and partners' links: none is taken by a layout that goes by shape."""
    folder = shared / "data" / "pages" / collection
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    taken = []
    for name, told in truth.items():
        with gzip.open(folder / f"{name}.html.gz") as file:
            page = Page.from_html(decode(file.read()), url=told.get("url"), outlets=load_registries().outlets)
        taken += [(name, layout.name) for layout in LAYOUTS if layout.name in BY_SHAPE and layout.recognizes(page)]
    assert taken == []
