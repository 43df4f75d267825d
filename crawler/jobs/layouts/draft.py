"""Drafting a layout file with its fixture directory from one page. Nothing that is there already is written over."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import regex

from crawler.errors import ImportRefused, NotDrafted, UnreadablePage
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import captures_of
from crawler.jobs.layouts.check import UNCHECKED, WRITTEN_BY, page_of, stated
from crawler.pages.blocks.lists import story_links, sure_lists
from crawler.pages.blocks.next_links import next_pages
from crawler.pages.custom.file import read_layout
from crawler.pages.custom.layout import CustomLayout
from crawler.pages.drafting.draft import Draft, draft
from crawler.pages.drafting.layout_toml import write_toml
from crawler.pages.html.markup import decode
from crawler.pages.page import Page
from crawler.pages.reading import PageReading
from crawler.pages.registry import LAYOUTS, layout_for
from crawler.provenance.outlets.registry import slug
from crawler.sightings.domains import registered_domain
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries

_SECTION = 3  # stories of the page's site that are listed
_LONGEST_NAME = 40
_NO_WORD = regex.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft: its file as text, the layout that it describes, what that reads off the page, and who reads the page today."""

    name: str
    text: str
    draft: Draft
    layout: CustomLayout
    reading: PageReading
    capture: Capture
    read_by: str | None


def saved_page(path: Path, defaults: Defaults) -> Capture:
    """Return the first page of HTML that a path holds: a file, a folder with meta.json, an archive. Raises NotDrafted."""
    problem = f"{path}: holds no page"
    for result in captures_of(path, replace(defaults, layouts=None)):
        if not isinstance(result, ImportRefused) and result.kind == "html":
            return result
        problem = (
            str(result) if isinstance(result, ImportRefused) else f"{path}: is no page of HTML, which selectors need"
        )
    raise NotDrafted(problem)


def draft_layout(capture: Capture, registries: Registries, *, name: str | None, place: str) -> Drafted:
    """Draft a layout for the page of *capture*, which came from *place*. Raises NotDrafted where nothing is repeated."""
    page = page_of(capture, registries)
    drafted = draft(page)
    if drafted is None:
        raise NotDrafted(f"{place}: {_why_not(page)}")
    name = name or _name_for(page.host, place)
    host = page.host.removeprefix("www.") if page.host else None
    text = write_toml(drafted, name=name, place=place, host=host, onward=list(dict.fromkeys(next_pages(page))))
    layout = read_layout(text, f"{name}.toml")
    try:
        reading = layout.read(page)
    except UnreadablePage:
        raise NotDrafted(
            f"{place}: the selectors that were found do not read the page; its markup changes from group to group"
        ) from None
    return Drafted(
        name=name, text=text, draft=drafted, layout=layout, reading=reading, capture=capture, read_by=_read_by(page)
    )  # fmt: skip


def write_draft(drafted: Drafted, folder: Path) -> list[Path]:
    """Write the layout file and its fixture directory to *folder*. Raises NotDrafted where one is there already, OSError."""
    layout, page = folder / f"{drafted.name}.toml", folder / drafted.name / "page-1"
    for there in (layout, page):
        if there.exists() or there.is_symlink():
            raise NotDrafted(f"{there}: is there already and stays as it is; choose another --name or --out")
    written = {
        layout: drafted.text.encode(),
        page / "page.html": _unmistakable(drafted.capture),
        page / "meta.json": _json(_meta(drafted)),
        page / "expected.json": _json({UNCHECKED: WRITTEN_BY, **stated(drafted.reading)}),
    }
    page.mkdir(parents=True)
    for path, data in written.items():
        with path.open("xb") as file:
            file.write(data)
    return list(written)


def _why_not(page: Page) -> str:
    if page.feed is not None or page.data is not None:
        return "is a feed or JSON, which is read without a layout file"
    if page.tree is None or not page.lines:
        return "holds no text"
    if sure_lists(page):
        return "lists items whose parts stand in several rows each, or whose markup changes from item to item: no selectors name them. It is read all the same, without a layout file"
    if (stories := len(story_links(page))) >= _SECTION:
        return f"lists {stories} stories of its own site and names no other outlet: a section of one outlet's own, which needs no layout file. A crawl that follows links reads the stories"
    return "repeats no groups of headline, outlet and time, three or more and of several outlets; nothing to draft from"


def _name_for(host: str | None, place: str) -> str:
    """Return a name that no layout of ours has: the host's telling part, or that of the file."""
    site = registered_domain(f"https://{host}") if host else None
    words = site.partition(".")[0] if site else host or Path(place).stem
    name = _NO_WORD.sub("", slug(words))[:_LONGEST_NAME].strip("-") or "page"
    return f"{name}-own" if any(name == layout.name for layout in LAYOUTS) else name


def _read_by(page: Page) -> str | None:
    try:
        return layout_for(page).name
    except UnreadablePage:
        return None


def _meta(drafted: Drafted) -> dict[str, Any]:
    capture = drafted.capture
    stated = {
        "url": capture.url,
        "fetched_at": capture.fetched_at.isoformat() if capture.fetched_at else None,
        "timezone": capture.timezone,
        "layout": drafted.name,
    }
    return {key: value for key, value in stated.items() if value}


def _unmistakable(capture: Capture) -> bytes:
    """Return the page as it came; where only its HTTP header named the charset, as UTF-8 that says so itself."""
    html = decode(capture.raw, capture.content_type)
    return capture.raw if decode(capture.raw) == html else codecs.BOM_UTF8 + html.encode("utf-8", "replace")


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
