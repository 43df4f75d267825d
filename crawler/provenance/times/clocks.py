"""Clocks as pages print them ("2:05 PM EST", "14h05", "16時30分", "오후 2:05"): the pattern of one, and its fields.

For texts that are folded. "24:00" ends a day; some programs print it for its beginning: the reading says so (`is_midnight`).
"""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from crawler.provenance.times.zones import ABBREVIATIONS

_ZONES: Final = "|".join(sorted(map(re.escape, ABBREVIATIONS), key=len, reverse=True))
_OFFSET = (
    r"(?:gmt|utc)\s?[+\u2212-]\s?(?:0?\d|1[0-4])(?::?[0-5]\d)?|[+\u2212-](?:0\d|1[0-4]):?[0-5]\d|[+\u2212-]\d:[0-5]\d"
)
_ZONE = rf"(?:(?P<offset>{_OFFSET})|(?P<zone>{_ZONES}))"
_BEFORE = r"오전|오후|上午|下午|午前|午後|早上|晚上|凌晨|中午|am|pm"
_AFTER = r"π\.μ\.|μ\.μ\.|ص|م|صباحا|مساء|pg|ptg"
#: Minutes stand behind these; the letters are hours in French, Dutch, Japanese and Chinese, Korean.
_BETWEEN = r"(?:[:.]|\s?(?P<letter>[hu時点點时시])\s?(?=\d))"
#: Words behind a clock that say it is one.
_UNIT = r"uhr|uur|hrs|hs\.?|h\.?|น\.?|น|ч\.?|час(?:ов)?\.?|baje|बजे|분|分|時|时|點|시|wib"
CLOCK: Final = rf"""(?:(?:(?P<before>{_BEFORE})\s?)?(?P<h>\d{{1,2}})
    (?:{_BETWEEN}(?P<min>\d\d?)(?::(?P<sec>\d\d)(?:[.,]\d{{1,9}})?)?|(?P<whole>\s?[時点點时시](?!\s?\d)))?
    (?:\s?(?:(?P<half>[ap])\.?\s?m\.?|(?P<after>{_AFTER})))?(?:\s?(?P<unit>{_UNIT}))?(?:\s?\(?{_ZONE}\)?)?)"""
_AFTERNOON: Final = frozenset(["오후", "下午", "午後", "晚上", "pm", "μ.μ.", "م", "مساء", "ptg"])
Part = dict[str, str | None]


def read_clock(part: Part) -> time | None:
    """Return the time of day that the groups of `CLOCK` hold; "24:05" is 00:05. None where it is no such time."""
    half = part["half"] or part["before"] or part["after"]
    if not part["h"] or not (part["min"] or part["whole"] or half):
        return None
    hour, minute, second = int(part["h"]), int(part["min"] or 0), int(part["sec"] or 0)
    if len(part["min"] or "00") < 2 and part["unit"] not in {"分", "분"}:
        return None
    if half and half not in {"凌晨", "早上"}:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" or half in _AFTERNOON or half == "中午" else 0)
    if is_midnight(part):
        hour = 0
    return time(hour, minute, min(second, 59)) if hour < 24 and minute < 60 and second <= 60 else None


def is_midnight(part: Part) -> bool:
    """Whether the hour is printed as 24: the end of a day in ISO 8601, its beginning where a program counts from 1."""
    return part["h"] == "24"


def is_plain(part: Part) -> bool:
    """Whether nothing but digits and a colon is printed: then it may be the length of a video as well ("04:12")."""
    marks = ("half", "before", "after", "unit", "offset", "zone", "whole")
    return not any(part[mark] for mark in marks) and not (part["letter"] and len(part["h"] or "") == 2)
