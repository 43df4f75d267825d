"""Keeping a layout under test: its fixture pages are read, and what differs from what they should give is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from crawler.errors import ImportRefused, NoFixtures, UnreadablePage
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import captures_of
from crawler.pages.custom.layout import CustomLayout
from crawler.pages.html.markup import decode
from crawler.pages.page import Page
from crawler.pages.reading import PageReading
from crawler.pages.registry import layout_for
from crawler.sightings.record import Capture
from crawler.sightings.registries import Registries

#: The key of expected.json that says who wrote it, until a person has looked.
UNCHECKED = "_"
WRITTEN_BY = "written by the program: check it against the page by eye, then delete this line"
_PARTS = ("article", "related", "links")
_LARGEST = 32 * 1024 * 1024  # bytes of an expected.json
_SHOWN = 60  # characters of a value that differs
_NOTHING = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One fixture page: what differs from its expected.json, a line each, and whether that was never checked by a person."""

    name: str
    blocks: int = 0
    differences: tuple[str, ...] = ()
    unchecked: bool = False


def check_layout(layout: CustomLayout, folder: Path, registries: Registries) -> list[Case]:
    """Read every page below *folder* that has an expected.json with *layout*. Raises NoFixtures."""
    files = sorted(folder.glob("*/expected.json")) if folder.is_dir() else []
    if not files:
        raise NoFixtures(f"{folder}: holds no fixture page (PAGE/page.html, meta.json, expected.json)")
    return [_case(layout, file, registries) for file in files]


def page_of(capture: Capture, registries: Registries) -> Page:
    """Return the page of a capture, ready to be read."""
    html = decode(capture.raw, capture.content_type)
    return Page.from_html(html, url=capture.url, outlets=registries.outlets)


def stated(reading: PageReading) -> dict[str, Any]:
    """Return a reading in the form of expected.json."""
    values = json.loads(json.dumps(asdict(reading)))
    return {"layout": reading.layout, **{part: values[part] for part in _PARTS}}


def _case(layout: CustomLayout, file: Path, registries: Registries) -> Case:
    name = file.parent.name
    try:
        expected = _expected(file)
    except ValueError as error:
        return Case(name=name, differences=(f"expected.json: {error}",))
    result = next(captures_of(file.with_name("page.html"), Defaults(layouts=None)))
    if isinstance(result, ImportRefused):
        return Case(name=name, differences=(str(result),))
    read = _read(layout, page_of(result, registries))
    differences = [*_chosen(layout, page_of(result, registries), expected), *_differ(expected, read)]
    return Case(
        name=name,
        blocks=len(read.get("related", ())),
        differences=tuple(differences),
        unchecked=UNCHECKED in expected,
    )


def _expected(file: Path) -> dict[str, Any]:
    if file.stat().st_size > _LARGEST:
        raise ValueError(f"larger than {_LARGEST // 2**20} MiB")
    try:
        expected = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise ValueError("is no JSON") from None
    if not isinstance(expected, dict):
        raise ValueError("must be a JSON object")  # noqa: TRY004  # it is the file that is wrong
    return expected


def _read(layout: CustomLayout, page: Page) -> dict[str, Any]:
    try:
        return stated(layout.read(page))
    except UnreadablePage as error:
        return {"unreadable": error.reason}


def _chosen(layout: CustomLayout, page: Page, expected: Mapping[str, Any]) -> Iterator[str]:
    """Say when a page that the layout should recognize would be read by another; one without hosts and rule is only named."""
    if "unreadable" in expected or not (layout.hosts or layout.rule):
        return
    try:
        reader = layout_for(page, custom=(layout,)).name
    except UnreadablePage as error:
        reader = f"nobody ({error.reason})"
    if reader != layout.name:
        yield f"is not recognized: it would be read by {reader}"


def _differ(expected: Mapping[str, Any], read: Mapping[str, Any]) -> Iterator[str]:
    if "unreadable" in expected or "unreadable" in read:
        if expected.get("unreadable") != read.get("unreadable"):
            yield _difference("unreadable", expected.get("unreadable"), read.get("unreadable"))
        return
    article = expected.get("article"), read["article"]
    if all(isinstance(side, dict) for side in article):
        yield from _of_object("article", *article)
    elif article[0] != article[1]:
        yield _difference("article", *article)
    yield from _of_blocks(expected.get("related", []), read["related"])
    if "links" in expected and expected["links"] != read["links"]:
        yield _difference("links", expected["links"], read["links"])


def _of_blocks(expected: Any, read: list[dict[str, Any]]) -> Iterator[str]:
    if not isinstance(expected, list) or not all(isinstance(block, dict) for block in expected):
        yield 'expected.json: "related" must be a list of objects'
        return
    if len(expected) != len(read):
        yield _difference("number of blocks", len(expected), len(read))
    for number, (one, other) in enumerate(zip(expected, read, strict=False)):
        yield from _of_object(f"block {number}", one, other)


def _of_object(what: str, expected: Any, read: Any) -> Iterator[str]:
    """Compare the keys that expected.json has: what it leaves out may be anything."""
    for key, value in expected.items():
        if value != read.get(key, _NOTHING):
            yield _difference(f"{what}: {key}", value, read.get(key))


def _difference(what: str, expected: Any, read: Any) -> str:
    one, other = (json.dumps(value, ensure_ascii=False) for value in (expected, read))
    at = next(
        (number for number, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    start = max(0, at - _SHOWN // 2) if max(len(one), len(other)) > _SHOWN else 0
    return f"{what}: expected {_cut(one, start)}, read {_cut(other, start)}"


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _SHOWN]
    return f"{'…' if start else ''}{shown}{'…' if start + _SHOWN < len(text) else ''}"
