"""Printed times: what a page says about when, read strictly and kept as an interval.

A grammar of tables, no guessing library: "The Sun", "May" and "3" are not times, and neither is a duration ("04:12").
The clock is an argument: without a fetch time, "an hour ago" is unanchored and never now. Linear in a text that is at
most 48 characters long.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from crawler.provenance.times.anchors import PrintedTime, anchor_civil, anchor_elapsed
from crawler.provenance.times.dates import Civil, read_civil
from crawler.provenance.times.labels import LABEL
from crawler.provenance.times.phrases import MOST, MOST_GLUED, Elapsed, may_end, read_elapsed
from crawler.text.patterns import lazy_pattern
from crawler.text.sanitize import sanitize

LONGEST: Final = 48  # characters; the longest real one seen has 43 ("Saturday, September 26, 2026 1:05:00 PM CET")
LONGEST_BEFORE: Final = 60  # characters of an outlet's name in front of a time

# "time" is the alternative text of a clock icon, glued on.
_ICON = lazy_pattern(r"(?:clock(?:\sicon)?|time)[\s:]*(?=\S)", re.IGNORECASE)
_ARTICLE = lazy_pattern(r"(?:le|am|el|il)\s(?=\d)", re.IGNORECASE)  # "Le 20/11/2026 à 14h05"
_SEPARATORS: Final = " \t\u00b7\u2022|,\u2013\u2014-"
_BULLETS: Final = " \u00b7\u2022|"
# Lower-case words inside names.
_SMALL_WORDS: Final = frozenset(["of", "the", "and", "for", "in", "on", "at", "to", "de", "del", "la", "le", "el", "les", "los", "das", "der", "die", "du", "des", "di", "da", "do", "dos", "e", "y", "et", "und", "van", "von", "al"])  # fmt: skip
_NOT_ALONE: Final = frozenset({"sun"})  # a weekday and a newspaper


def looks_like_time(text: str) -> bool:
    """Say whether *text*, all of it, is a printed time and could hardly be anything else on a line of its own."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST or text.casefold() in _NOT_ALONE:
        return False
    found = _recognize(_strip_label(text)[0])
    if isinstance(found, Elapsed):
        return not found.absurd(MOST)
    return found is not None and not found.plain


def split_time(line: str) -> tuple[str, str] | None:
    """Split *line* into what precedes its final time, and that time: "Yahoo23-04-2025" gives ("Yahoo", "23-04-2025").

    The time may be glued to what precedes it. None when there is no time at the end, or when prose precedes it: more
    than 60 characters, or lower-case words no name has. A whole line that is a time gives ("", time).
    """
    line = line.strip()
    if len(line) > LONGEST_BEFORE + LONGEST or not (line[-1:].isdigit() or _has_digit(line) or may_end(line)):
        return None
    for start in range(max(0, len(line) - LONGEST), len(line)):
        if not (line[start].isspace() or line[start] in _SEPARATORS) and _time_begins(line, start):
            before = line[:start].rstrip(_SEPARATORS)
            return None if _is_prose(before, glued=before == line[:start]) else (before, line[start:])
    return None


def parse_printed_time(
    text: str,
    *,
    fetched_at: datetime | None,
    timezone: str | None = None,
    date_order: str | None = None,
    in_its_place: bool = False,
) -> PrintedTime:
    """Return what *text* places in time, as seen on a page fetched at *fetched_at* (aware, or None: unknown).

    *timezone* is the page's IANA zone; without it a civil time is as wide as all zones together. *date_order* ("DMY"
    or "MDY"), where the page's is known, decides numeric dates that both orders allow; without it they span both. *in_its_place* says that the text stands where a page
    prints its times: there "14:05" is a clock, elsewhere it may be the length of a video. Raises ValueError for a naive *fetched_at*.
    """
    if fetched_at is not None and fetched_at.utcoffset() is None:
        raise ValueError("fetched_at must be aware")
    printed = sanitize(text[: 4 * LONGEST]).strip()
    if not printed or len(printed) > LONGEST or len(text.strip()) > LONGEST:
        return PrintedTime(text, None, None, "too-long" if printed else "empty")
    wording, modified = _strip_label(printed.lstrip(_BULLETS))
    wording = _ARTICLE.sub("", wording, count=1) if _ARTICLE.match(wording) else wording
    found = _recognize(wording, date_order) or _recognize(_ICON.sub("", wording, count=1), date_order)
    if found is None or (isinstance(found, Civil) and found.plain and not in_its_place):
        return PrintedTime(text, None, None, "not-a-time")
    if isinstance(found, Elapsed):
        read = anchor_elapsed(text, found, fetched_at)
    else:
        read = anchor_civil(text, found, fetched_at, timezone)
    return replace(read, modified=modified)


def _recognize(text: str, date_order: str | None = None) -> Elapsed | Civil | None:
    return read_elapsed(text) or read_civil(text, date_order=date_order)


def _strip_label(text: str) -> tuple[str, bool]:
    match = LABEL.match(text)
    return (text[match.end() :], bool(match["modified"])) if match else (text, False)


def _time_begins(line: str, start: int) -> bool:
    """Say whether a time runs from *start* to the end of the line, firm enough for where it stands."""
    found = _recognize(line[start:])
    if found is None or (isinstance(found, Civil) and found.plain):
        return False
    if isinstance(found, Civil) and start and line[start].islower() and line[start - 1].isalpha():
        return False  # inside a word: "The Salt Mirr" and "or, 28 Nov 2026"
    apart = start == 0 or line[:start].rstrip() != line[:start].rstrip(_SEPARATORS)
    if isinstance(found, Civil):
        return found.firm or apart
    glued = start > 0 and not line[start - 1].isspace()
    return not found.absurd(MOST_GLUED if glued else MOST) and (apart or not found.bare)


def _is_prose(before: str, *, glued: bool) -> bool:
    """Say whether *before* reads as a sentence rather than a name: it has lower-case words that no name has."""
    names = before.split()
    if len(before) > LONGEST_BEFORE:
        return True
    lower = [name for name in names if name[0].islower() and "." not in name and name not in _SMALL_WORDS]
    return bool(lower) and len(names) > 1 and not (glued and len(lower) == 1)


def _has_digit(line: str) -> bool:
    return any(character.isdigit() for character in line[-LONGEST:])
