"""Dates within a line: "By Ann Lee | Published November 20, 2026 at 3:15 PM | 4 min read" holds one. Full dates only.

The grammar is that of `printed`: every stretch of a short line that may be a date is shown to it, longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from crawler.provenance.times.dates import Civil, ascii_digits, read_civil
from crawler.provenance.times.instants import is_clock_zero
from crawler.provenance.times.labels import LABEL, LABEL_BEHIND
from crawler.provenance.times.printed import LONGEST

LONGEST_LINE: Final = 240  # characters; bylines with dates of real pages have at most some 160
_MAY_HOLD: Final = re.compile(
    r"(?:19|20|25)\d\d|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d\d\b|[年년]|['\u2019]\d\d(?!\w)|[\u0e00-\u0e7f.]\s\d\d(?!\d)"
)
# Where a date may begin: at a word's beginning, or behind letters that are glued to a figure ("Geschrieben20.11.2026").
_START: Final = re.compile(r"(?<![\w.,:/-])[\w'\u2019\u0e00-\u0e7f]|(?<=[^\W\d])(?=\d)|(?<=[:(])(?=\w)")
_END: Final = re.compile(r"(?<=[\w.)\]])(?![\w])|(?<=\d)(?=[^\W\d])|(?<=[a-z]{2})(?=[A-Z])")
_MOST_STARTS: Final = 60


@dataclass(frozen=True, slots=True)
class DateWithin:
    """A date within a line: its text as `parse_printed_time` reads it, where it stands, and what its label says of it."""

    text: str
    start: int
    end: int
    labeled: bool = False
    modified: bool = False
    clock: bool = False
    label: str = ""


def dates_within(line: str) -> Iterator[DateWithin]:
    """Yield the full dates (year, month and day) in a short *line*, from left to right; none of a longer one."""
    plain = ascii_digits(line)
    if len(line) > LONGEST_LINE or not _MAY_HOLD.search(plain):
        return
    at = 0
    while (found := _first(line, at)) is not None:
        at = found.end
        behind = None if found.labeled else LABEL_BEHIND.match(line, at)
        if behind is not None and not _is_next_ones(line, behind.end()):
            found, at = replace(found, labeled=True, modified=bool(behind["modified"])), behind.end()
        yield found


def _is_next_ones(line: str, end: int) -> bool:
    """Return whether a label that ends at *end* stands before another date rather than behind one: the last is followed by none."""
    rest = line[end:]
    following = _first(line, end) if _MAY_HOLD.search(ascii_digits(rest)) else None
    return following is not None and LABEL_BEHIND.match(line, following.end) is None


def _first(line: str, at: int) -> DateWithin | None:
    for number, start in enumerate(_START.finditer(line, at)):
        if number > _MOST_STARTS:
            return None
        if (found := _longest(line, start.start())) is not None:
            return _with_label(line, at, found)
    return None


def _longest(line: str, start: int) -> DateWithin | None:
    """Return the longest date that begins at *start*."""
    stretch = line[start : start + LONGEST]
    if not any(map(str.isdigit, stretch)):
        return None
    ends = [end.start() for end in _END.finditer(stretch)]
    for end in reversed(ends):
        text = stretch[:end].rstrip()
        civil = read_civil(text) if any(map(str.isdigit, text)) else None
        if civil is not None and _is_full(civil):
            return DateWithin(text, start, start + end, clock=civil.clock is not None)
    return None


def _is_full(civil: Civil) -> bool:
    if civil.year is None or civil.contradicts is not None:
        return False
    return not is_clock_zero(datetime(civil.year, civil.month or 1, civil.day or 1, tzinfo=UTC))


def _with_label(line: str, at: int, found: DateWithin) -> DateWithin:
    """Return the date with the label that ends where it begins, if one does."""
    before = line[at : found.start]
    for start in _label_starts(before):
        label = LABEL.match(before, start)
        if label and label.end() == len(before):
            return replace(found, labeled=True, modified=bool(label["modified"]), label=label[0])
    return found


def _label_starts(before: str) -> Iterator[int]:
    """Yield where a label may begin, the earliest of the last ones first."""
    starts = [0, *(found.end() for found in re.finditer(r"[\s|·•,(:：-]", before))]
    yield from starts[-8:]
