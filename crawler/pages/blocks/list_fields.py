"""The fields of a list's rows, found by column: what stands in one place of every row is looked at together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import regex

from crawler.pages.blocks.list_rows import Row
from crawler.pages.blocks.outlets.choice import outlet_of, outlet_place
from crawler.pages.blocks.outlets.glued_names import glued_names
from crawler.pages.blocks.outlets.labels import LONGEST_LABEL
from crawler.pages.blocks.outlets.places import place_of
from crawler.pages.blocks.record_parts import Parts, is_prose
from crawler.pages.blocks.sheet import Sheet
from crawler.pages.blocks.texts import Text
from crawler.pages.blocks.time_labels import opening_of, time_in

_CLOCK = regex.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_SAYS_CLOCK = regex.compile(
    r"(?<!video)(?<!video-)(?<!video_)time(?!r)|clock|date|ago|hour|zeit|hora|heure|uhr", regex.IGNORECASE
)
_FEWEST_CLOCKS = 5
_ORDERED = 0.85  # of the steps from row to row
_MINUTES = regex.compile(r"(?P<minutes>\d{1,2})\s?(?:min(?:s|\.|utes?|uten)?|мин\.?|分钟|分|분)", regex.IGNORECASE)
_SPONSORED = regex.compile(
    r"\W*+(?:sponsored|sponsored content|paid content|paid post|promotion|partner content|from our partners|advertisement|advert|ad|ads|adchoices|promoted|anzeige|gesponsert|publicité|sponsorisé|publicidad|patrocinado|pubblicità|advertentie|реклама|广告|廣告|広告|pr|광고|إعلان)(?:\s(?:by|von|par)\b.*)?\W*+",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What was read of a list: the parts of each row, and the evidence that its labels are outlets' names.

    `agreeing` and `known` are shares of the labels: those that are the name of the host their row links to, and those that the
    table of outlets has. `marked` is whether the markup calls them sources.
    """

    parts: Sequence[Parts]
    rows: Sequence[Row]
    agreeing: float = 0.0
    known: float = 0.0
    marked: bool = False


def fields_of(
    sheet: Sheet, rows: Sequence[Row], without: Set[int] = frozenset(), *, vouched: Set[str] = frozenset()
) -> Fields:
    """Return the parts of *rows*; the texts numbered in *without* belong to other lists inside them.

    *vouched* are names, case folded, that count as known: other lists of the page print them as outlets.
    """
    around = [[at for at in row.numbers if at not in without] for row in rows]
    rows, numbers = _unsponsored(sheet, rows, around)
    times = _times(sheet, numbers)
    best = outlet_place(sheet, rows, numbers, times, vouched)
    glued = glued_names(sheet, rows, vouched) if best is None else None
    parts = []
    for at, row in enumerate(rows):
        label = outlet_of(sheet, row, best, at, vouched) if best else None
        taken = {label.number} if label else set()
        headline, name = glued.parts.get(at, (row.link.headline, None)) if glued else (row.link.headline, None)
        parts.append(
            Parts(
                headline=headline,
                headed=True,
                outlet=label.text if label else name,
                time=times[at],
                declared=_declared(sheet, numbers[at]),
                href=row.link.url,
                text=_text(sheet, [n for n in numbers[at] if n not in taken]),
            )
        )
    if glued is not None:
        return Fields(parts=parts, rows=rows, agreeing=glued.agreeing, known=glued.known)
    if best is None:
        return Fields(parts=parts, rows=rows)
    return Fields(parts=parts, rows=rows, agreeing=best.agreeing, known=best.known, marked=best.marked)


def _unsponsored(
    sheet: Sheet, rows: Sequence[Row], numbers: Sequence[list[int]]
) -> tuple[Sequence[Row], Sequence[list[int]]]:
    """Leave out the rows that say that they are advertisements; where all do it is a word of the page."""
    plain = [at for at, own in enumerate(numbers) if not any(is_sponsored(sheet.texts[n].text) for n in own)]
    chosen = plain or range(len(rows))
    return [rows[at] for at in chosen], [numbers[at] for at in chosen]


def is_sponsored(text: str) -> bool:
    """Return whether a text says that its row is an advertisement; AD is a newspaper."""
    return len(text) <= LONGEST_LABEL and text != "AD" and _SPONSORED.fullmatch(text) is not None


def _times(sheet: Sheet, numbers: Sequence[Sequence[int]]) -> list[str | None]:
    """Return the printed time of each row, from the place where most rows have one."""
    found: list[list[tuple[str, str]]] = []
    for own in numbers:
        texts = (sheet.texts[at] for at in own)
        found.append([(place_of(sheet, text), time) for text in texts if (time := _time_of(text))])
    often = Counter(place for row in found for place, _ in dict(row).items())
    times = [max(row, key=lambda each: often[each[0]])[1] if row else None for row in found]
    if _are_reading_times([time for time in times if time]):
        times = [None] * len(times)
    if 2 * sum(time is not None for time in times) >= len(times):
        return times
    clocks = _clocks(sheet, numbers)
    return [time or clock for time, clock in zip(times, clocks, strict=True)]


def _are_reading_times(times: Sequence[str]) -> bool:
    """Return whether "4 min", "7 min" say how long texts are to read: all of them are minutes, in no order, as no list of news is."""
    minutes = [int(found["minutes"]) for time in times if (found := _MINUTES.fullmatch(time))]
    if len(minutes) < max(_FEWEST_CLOCKS, len(times)):
        return False
    steps = [one <= other for one, other in pairwise(minutes)]
    return max(sum(steps), len(steps) - sum(steps)) < _ORDERED * len(steps)


def _clocks(sheet: Sheet, numbers: Sequence[Sequence[int]]) -> list[str | None]:
    """Return the clock times ("14:05") that the rows print in one place.

    They could be lengths of videos, unless the markup calls the place a time or the rows are in their order.
    """
    places: dict[str, dict[int, str]] = defaultdict(dict)
    for row, own in enumerate(numbers):
        for at in own:
            text = sheet.texts[at]
            if _CLOCK.fullmatch(bare := text.text.strip(" ()[],|·•")):
                places[place_of(sheet, text)].setdefault(row, bare)
    name, clocks = max(places.items(), key=lambda place: len(place[1]), default=("", {}))
    if len(clocks) < max(_FEWEST_CLOCKS, 0.6 * len(numbers)):
        return [None] * len(numbers)
    inorder = [(int(clock.partition(":")[0]), int(clock.partition(":")[2][:2])) for _, clock in sorted(clocks.items())]
    steps = [one >= other for one, other in pairwise(inorder)]
    ordered = len(set(inorder)) >= _FEWEST_CLOCKS and max(sum(steps), len(steps) - sum(steps)) >= _ORDERED * len(steps)
    if not ordered and not _SAYS_CLOCK.search(name):
        return [None] * len(numbers)
    return [clocks.get(row) for row in range(len(numbers))]


def _time_of(text: Text) -> str | None:
    """Return the time that a text prints, or that it is called by where it only abbreviates it ("5u": "5 uur geleden")."""
    found = time_in(text.text) or time_in(opening_of(text.text) or "")
    if found or len(text.text) > LONGEST_LABEL:
        return found
    called = text.owner.get("aria-label") or text.owner.get("title") or ""
    return time_in(called) if any(map(str.isdigit, text.text)) else None


def _declared(sheet: Sheet, numbers: Sequence[int]) -> str | None:
    """Return the first time that a time element of the row declares."""
    for at in numbers:
        owner = sheet.texts[at].owner
        stated = (owner.get("datetime") or "").strip() if owner.tag == "time" else ""
        if stated[:4].isdigit():
            return stated
    return None


def _text(sheet: Sheet, numbers: Sequence[int]) -> str:
    """Return the sentences of a row, one block a line; a line with a time in it says where and when, not what."""
    blocks: dict[int, list[str]] = {}
    for at in numbers:
        blocks.setdefault(sheet.texts[at].block, []).append(sheet.texts[at].text)
    lines = (" ".join(parts) for parts in blocks.values() if not any(map(time_in, parts)))
    return "\n".join(line for line in lines if is_prose(line))
