"""Aggregators of many shapes, none of whose outlets is known: every item is read, with its outlet and its time."""

from __future__ import annotations

import pytest

from crawler.pages.page import Page
from crawler.pages.registry import layout_for
from crawler.provenance.outlets.registry import Outlets
from tests.pages.lists.brand_shapes import BRAND_SHAPES
from tests.pages.lists.shapes import ANY, SHAPES, Shape
from tests.pages.lists.unprinted_shapes import UNPRINTED_SHAPES

RELAYS = Outlets.from_toml(
    '[[outlet]]\nkey = "relay"\nname = "Relay"\ndomains = ["relay.example"]\nkind = "aggregator"\n'
)


@pytest.mark.parametrize("shape", [*SHAPES, *BRAND_SHAPES, *UNPRINTED_SHAPES], ids=lambda shape: shape.name)
def test_every_item_of_an_unknown_page_is_read(shape: Shape):
    """Headlines are exact, nothing else is an item, outlets and times are those that are printed."""
    page = Page.from_html(shape.html, url=shape.url, outlets=RELAYS)
    blocks = layout_for(page).read(page).related
    assert sorted(block.headline for block in blocks) == sorted(headline for headline, _, _ in shape.items)
    by_headline = {block.headline: block for block in blocks}
    for headline, outlet, time in shape.items:
        block = by_headline[headline]
        assert outlet in {ANY, block.outlet_printed}, headline
        assert (time is None) == (block.time_printed is None), headline
        assert (time or "") in (block.time_printed or ""), headline
