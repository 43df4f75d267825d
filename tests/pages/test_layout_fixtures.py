"""The layouts' fixture pages: each is recognized and read as its sources say, or not read at all."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.page import Page
from crawler.pages.reading import PageReading
from crawler.pages.registry import layout_for
from crawler.provenance.outlets.registry import Outlets
from fixtures.build_layouts import PAGES, build
from tests.places import PROJECT

CASES = sorted(path.name for path in PAGES.iterdir())
READ = [name for name in CASES if not name.startswith("not-")]


@cache
def world_outlets() -> Outlets:
    """The fixture world's table of outlets, which knows most of those on the pages."""
    return Outlets.from_toml((PROJECT / "fixtures" / "world" / "registry.toml").read_text(encoding="utf-8"))


def told(name: str, part: str) -> Any:
    return json.loads((PAGES / name / f"{part}.json").read_text(encoding="utf-8"))


def page_of(name: str) -> Page:
    (file,) = (path for path in Path(PAGES / name).iterdir() if path.stem == "page")
    return Page.from_html(file.read_text(encoding="utf-8"), url=told(name, "meta")["url"], outlets=world_outlets())


def as_expected(reading: PageReading, wanted: dict[str, Any]) -> dict[str, Any]:
    """Put a reading into the form of expected.json; of the article only what is stated there."""
    values = json.loads(json.dumps(asdict(reading)))
    article = values["article"] and {key: values["article"][key] for key in wanted["article"] or values["article"]}
    optional = {"byline", "date_order", "cluster"}  # stated where there is one
    related = [{key: block[key] for key in block if key not in optional or block[key]} for block in values["related"]]
    return {"layout": reading.layout, "article": article, "related": related, "links": values["links"]}


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_recognized_and_read_as_its_sources_say(name: str) -> None:
    """Layout, article, blocks and links are what was put on the page; a stranger's page has no layout."""
    wanted, page = told(name, "expected"), page_of(name)
    if "unreadable" in wanted:
        with pytest.raises(UnreadablePage) as refused:
            layout_for(page)
        assert refused.value.reason == wanted["unreadable"]
    else:
        assert as_expected(layout_for(page).read(page), wanted) == wanted


def test_the_committed_pages_are_what_the_generator_builds() -> None:
    """Building them again changes no byte, and nothing else lies there."""
    committed = {str(p.relative_to(PAGES)): p.read_text(encoding="utf-8") for p in PAGES.rglob("*") if p.is_file()}
    assert build() == committed


@pytest.mark.parametrize("layout", ["headlines", "cluster", "live_blog", "newsletter", "amp", "json_items", "generic"])
def test_every_layout_has_three_pages(layout: str) -> None:
    """Three pages and more each, in different markups."""
    assert sum(told(name, "expected").get("layout") == layout for name in READ) >= 3
