"""Logos: what a list's rows say of their outlets without words: an image's alternative text or title, a heading above several rows.

Both become labels in places of their own, which are judged like printed ones (see `judging`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from crawler.pages.blocks.line_roles import is_label, same_headline
from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.record_parts import LOGO, count
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.time_labels import time_in

_HIGHEST = 12  # levels between an image and its row
_LONGEST_LABEL = 60
_MOST_WORDS = 6
_FEWEST_BOXES = 2
_MOST_IMAGES = 6_000


@dataclass(frozen=True, slots=True)
class Logo:
    """What an image in a row is called: the row's number, the name of the image's place, its words, the link around it, the number of the text after it."""

    row: int
    place: str
    text: str
    href: str | None
    before: int


def logos_of(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Logo]:
    """Yield the names of the images in *rows*, in page order, but for those that repeat a headline."""
    numbers = {row.element: at for at, row in enumerate(rows)}
    tree = sheet.page.tree
    for image in islice(tree.iter("img"), _MOST_IMAGES) if tree is not None else ():
        name = _name_of(image)
        around = list(islice(image.iterancestors(), _HIGHEST)) if name else []
        row = next((numbers[each] for each in around if each in numbers), None)
        if row is not None and not same_headline(name, rows[row].link.headline):
            anchor = next((each for each in around if each.tag == "a"), None)
            first = next((sheet.spans[each][0] for each in around if each in sheet.spans), 0)
            place = f"{sheet.signature(image)}<{sheet.signature(around[0])}"
            yield Logo(row, place, name, anchor.get("href") if anchor is not None else None, first)


def _name_of(image: etree._Element) -> str:
    """Return what an image is called, "" for what could be no outlet: a caption, a file, a word for its kind."""
    for attribute in ("alt", "title", "aria-label"):
        name = " ".join(LOGO.sub(" ", str(image.get(attribute) or "")[:200]).split())
        if name and len(name) <= _LONGEST_LABEL and is_label(name) and count(name) <= _MOST_WORDS and not time_in(name):
            return name
    return ""


def headings_above(sheet: Sheet, rows: Sequence[Row]) -> Mapping[int, int]:
    """Return for each row the number of the text that heads the box of rows it is in, where boxes of several rows have headings.

    The last label between two rows heads those below it, up to the next; it is no part of either.
    """
    heads: dict[int, int] = {}
    current: int | None = None
    end = max(0, rows[0].first - _HIGHEST) if rows else 0
    for at, row in enumerate(rows):
        between = [number for number in range(end, row.first) if _heads(sheet, number)]
        current = between[-1] if between else current
        if current is not None:
            heads[at] = current
        end = row.end
    boxes = set(heads.values())
    return heads if len(boxes) >= _FEWEST_BOXES and len(heads) > len(boxes) else {}


def _heads(sheet: Sheet, number: int) -> bool:
    text = sheet.texts[number]
    alone = all(
        sheet.texts[near].block != text.block for near in (number - 1, number + 1) if 0 <= near < len(sheet.texts)
    )
    return alone and is_label(text.text) and count(text.text) <= _MOST_WORDS and time_in(text.text) is None
