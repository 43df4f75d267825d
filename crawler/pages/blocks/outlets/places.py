"""Places: where rows of one pattern have labels, in their texts, images and the headings above them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import islice

import regex

from crawler.pages.blocks.line_roles import is_label
from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.outlets.labels import BRACKETS, BY, Label, label_of, labels_of
from crawler.pages.blocks.outlets.logos import headings_above, logos_of
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.texts import Text
from crawler.pages.blocks.time_labels import time_in, without_time

_SOURCED = regex.compile(
    r"(?:^|[|·•]\s*+)(?:source|quelle|fuente|fonte|来源|來源|출처|المصدر|источник)\s?[:：]", regex.IGNORECASE
)
EVERYWHERE = 0.8  # share of the rows with a label in one place
_BEHIND = regex.compile(r"[.!?…”\"»]\s*+\((?P<name>[^()]{2,50})\)\W*+\Z")  # behind a teaser, as newsletters name it
_NEAR = 2  # texts between a label and the time beside it
_NO_TEXT = -1  # the number of a label that is an image's
FEWEST_NAMES = 3  # different names of a place that nothing but its look speaks for


@dataclass(slots=True)
class Place:
    """The labels that rows have in one place of their pattern, by the number of the row."""

    name: str
    labels: dict[int, list[Label]] = field(default_factory=lambda: defaultdict(list))
    after_by: int = 0
    timed: int = 0  # labels in whose text a time is printed, too, or right beside it
    beside: int = 0  # the same, with no headline between label and time
    sourced: int = 0  # labels that say "Source:" before the name
    printed: bool = True  # in the row itself
    unnumbered: Place | None = None  # of a numbered place the one of all that are alike

    @property
    def several(self) -> float:
        """The share of rows that have more than one label here, buttons that every row has aside: tags."""
        rows = [{label.text for label in labels} for labels in self.labels.values()]
        often = Counter(text for texts in rows for text in texts)
        buttons = {text for text, times in often.items() if times >= max(3, EVERYWHERE * len(rows))}
        return sum(len(texts - buttons) > 1 for texts in rows) / max(1, len(rows))

    def first(self, row: int) -> Label | None:
        """Return the row's label in this place, if there is one."""
        return next(iter(self.labels.get(row, ())), None)


def place_of(sheet: Sheet, text: Text) -> str:
    """Return the name of a text's place in its row: the tag and classes of what holds it, and of what is around one without classes.

    What a table's head calls its column is part of it.
    """
    own, parent = sheet.signature(text.owner), text.owner.getparent()
    name = own if parent is None or not own.endswith(".") else f"{own}<{sheet.signature(parent)}"
    return f"{name}|{head}" if (head := sheet.column_head(text.owner)) else name


def printed_places(
    sheet: Sheet, rows: Sequence[Row], numbers: Sequence[Sequence[int]], printed: Sequence[str | None]
) -> Mapping[str, Place]:
    """Return the places of the labels, each under two names: with the number of its element among those that are alike, and without."""
    places: dict[str, Place] = {}
    for row, own in enumerate(numbers):
        times = {at for at in own if _is_time(sheet.texts[at].text, printed[row])}
        around = set(islice(rows[row].link.element.iterancestors(), _NEAR))
        before = ""
        for at in own:
            text = sheet.texts[at]
            behind = _BEHIND.search(text.text[-60:])
            if behind is not None and is_label(behind["name"]):
                places.setdefault("behind", Place("behind")).labels[row].append(Label(behind["name"], at))
            for part, label in enumerate(labels_of(sheet, text, at)):
                beside = any(near in times for near in range(at - _NEAR, at + _NEAR + 1))
                name = place_of(sheet, text) + (f"/{part}" if part else "")
                if (
                    text.owner in around
                ):  # what stands before the title in one sentence with it is not what stands behind
                    name += "|before" if at < rows[row].link.first else "|behind"
                nth = _nth(text)
                for each in (name, f"{nth}#{name}") if nth else (name,):
                    place = places.setdefault(each, Place(name))
                    place.unnumbered = places.setdefault(name, Place(name)) if each != name else None
                    place.labels[row].append(label)
                    place.after_by += BY.fullmatch(before) is not None
                    place.timed += beside
                    place.beside += beside and _is_undivided(at, own, times)
                    place.sourced += _SOURCED.search(text.text) is not None
            before = text.text[-12:]
    return _without_common_ends(places)


def unprinted_places(
    sheet: Sheet, rows: Sequence[Row], numbers: Sequence[Sequence[int]], printed: Sequence[str | None]
) -> Mapping[str, Place]:
    """Return the places of the rows' images, and that of the headings above several rows."""
    places: dict[str, Place] = {}
    for logo in logos_of(sheet, rows):
        label = Label(without_time(logo.text), _NO_TEXT, sheet.resolve(logo.href))
        place = places.setdefault(f"image {logo.place}", Place(logo.place, printed=False))
        place.labels[logo.row].append(label)
        near = (at for at in numbers[logo.row] if abs(at - logo.before) <= 1)
        beside = any(_is_time(sheet.texts[at].text, printed[logo.row]) for at in near)
        place.timed += beside
        place.beside += beside
    for row, at in headings_above(sheet, rows).items():
        if (heading := label_of(sheet, sheet.texts[at], at)) is not None:
            places.setdefault("above", Place("above", printed=False)).labels[row].append(heading)
    return places


def _is_time(text: str, printed: str | None) -> bool:
    return time_in(text) is not None or (printed is not None and text.strip(BRACKETS) == printed)


def _is_undivided(at: int, own: Sequence[int], times: Set[int]) -> bool:
    """Return whether nothing of a title, whose texts are not among *own*, stands between a label and a time near it."""
    near = (time for time in times if abs(time - at) <= _NEAR)
    return any(all(between in own for between in range(min(at, time), max(at, time))) for time in near)


def _nth(text: Text) -> int:
    """Return which of its like an element without classes is among its siblings, from 1 on; 0 for one with classes."""
    if text.owner.get("class"):
        return 0
    return 1 + sum(each.tag == text.owner.tag for each in text.owner.itersiblings(preceding=True))


def _without_common_ends(places: Mapping[str, Place]) -> Mapping[str, Place]:
    """Take away what a page sets behind the names of a place: words of another script that end several different labels."""
    for place in places.values():
        names = {label.text for labels in place.labels.values() for label in labels if " " in label.text}
        names = {name for name in names if not name.isascii()}
        if len(names) < FEWEST_NAMES:
            continue
        ends = Counter(name[-length:] for name in names for length in range(4, min(12, len(name))))
        common = (end for end, often in ends.items() if often >= FEWEST_NAMES)
        end = max((end for end in common if " " in end.strip() and not end.isascii()), key=len, default=None)
        if end is not None:
            for row, labels in place.labels.items():
                place.labels[row] = [replace(each, text=each.text.removesuffix(end) or each.text) for each in labels]
    return places
