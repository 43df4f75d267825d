"""What the site's search looks in: headlines and names, as scripts of bounded size that a page loads when it is asked.

A page that was opened from a folder may load a script, but fetch nothing: so each part is a call that hands over its rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from crawler.reports.sections import ONCE_PER_PAGE
from crawler.reports.site.address import ASSETS, path_of
from crawler.reports.site.model import SiteModel
from crawler.reports.wording.words import count, day, listed
from crawler.text.sanitize import sanitize

_ROWS = 2_500  # of one file: some 300 KB
_LONGEST = 160
Row = tuple[str, str, str]


def search_files(model: SiteModel) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of the parts."""
    rows = list(_rows(model))
    for number, at in enumerate(range(0, max(len(rows), 1), _ROWS)):
        text = json.dumps(rows[at : at + _ROWS], ensure_ascii=False, separators=(",", ":"))
        yield part_of(number), f"wiretraceRows({text});\n"


def part_of(number: int) -> str:
    """Return the path of a part, counted from 0."""
    return f"{ASSETS}/search-{number}.js"


def parts_of(model: SiteModel) -> int:
    """Return how many parts there are."""
    rows = len(model.report.stories) + len(model.outlets) + len(model.wires) + len(model.basis.once)
    return max(1, -(-rows // _ROWS))


def _rows(model: SiteModel) -> Iterator[Row]:
    """Yield what is found, where it is, and a line about it: the widest first."""
    for wire, use in model.wires.items():
        yield _row(wire, path_of("wire", wire), f"Wire, {count(len(use.stories), 'story', 'stories')}")
    for key, profile in model.outlets.items():
        yield _row(model.name_of(key), path_of("outlet", key), f"Outlet, {count(profile.copies, 'copy', 'copies')}")
    for story in model.report.stories:
        facts = [count(story.outlets, "outlet"), listed(tuple(wire.wire_service for wire in story.wires))]
        facts += [day(story.earliest)] if story.earliest else []
        yield _row(story.headline, path_of("story", story.key), ", ".join(filter(None, facts)))
    for number, once in enumerate(model.basis.once):
        path = path_of("once", number=number // ONCE_PER_PAGE + 1)
        yield _row(once.row.headline, f"{path}#once-{number + 1}", f"{once.row.outlet}, ran once")


def _row(text: str, path: str, about: str) -> Row:
    return sanitize(text)[:_LONGEST], path, sanitize(about)[:_LONGEST]
