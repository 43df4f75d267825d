"""Notices: what a text, a headline or an editorial note says of itself: killed, withdrawn, corrected, refiled, updated.

Only what is said in a form that agencies and outlets use counts; prose about corrections is none. What a notice asks for and
whose habit its form is are read here; whose notice it is in truth is decided where copies are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from crawler.provenance.notices.form import Form, NoticeKind, Part, Voice
from crawler.provenance.notices.forms import NOTES, SENTENCES, SLUGS

_GRAVITY: Final = {kind: rank for rank, kind in enumerate(NoticeKind)}
_FORMS: Final = (*SLUGS, *SENTENCES, *NOTES)
_OF_PART: Final = {part: tuple(each for each in _FORMS if part in each.parts) for part in Part}
_HINTS: Final = tuple(dict.fromkeys(hint for form in _FORMS for hint in form.hints))
#: The shortest hint inside each: a text without that need not be searched for the longer one.
_ROOT_OF: Final = {
    hint: min((each for each in _HINTS if each and each in hint), key=len, default="") for hint in _HINTS
}
_ROOTS: Final = tuple(dict.fromkeys(_ROOT_OF.values()))
#: Characters at each end of a text that are read: notices stand at the edges, and a page may be megabytes long.
_EDGE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: its kind, its words as they stand at start..end of where it was read, whose habit its form is (None: anyone's)."""

    kind: NoticeKind
    text: str
    part: Part
    start: int = 0
    end: int = 0
    voice: Voice | None = None


def find_notices(text: str, part: Part = Part.TEXT) -> tuple[Notice, ...]:
    """Return the notices of one text in order of place; of two that overlap the graver stands."""
    if len(text) > 2 * _EDGE:
        tail = len(text) - _EDGE
        last = find_notices(text[tail:], part)
        return (*find_notices(text[:_EDGE], part), *(_moved(each, tail) for each in last))
    folded = text.lower()
    roots = {root for root in _ROOTS if root in folded}
    likely = (form for form in _OF_PART[part] if any(_ROOT_OF[hint] in roots and hint in folded for hint in form.hints))
    found = [_notice(match, form, part) for form in likely for match in form.pattern.finditer(text)]
    return tuple(sorted(_apart(found), key=lambda each: each.start))


def gravest(notices: Iterable[Notice]) -> Notice | None:
    """Return the notice that asks for most; of equals the first."""
    return min(notices, key=lambda each: (_GRAVITY[each.kind], each.start), default=None)


def asks_for_a_change(kind: NoticeKind) -> bool:
    """Return whether who ran a text has to do something about it: an update replaces nothing that was wrong."""
    return kind in {NoticeKind.KILL, NoticeKind.WITHDRAWAL, NoticeKind.CORRECTION}


def without_notices(text: str) -> str:
    """Return *text* with the characters of its notices blanked, so that what is left stays in its place."""
    for each in find_notices(text):
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _notice(match: re.Match[str], form: Form, part: Part) -> Notice:
    start, said = match.start("said"), match["said"]
    start += len(said) - len(said.lstrip())
    said = said.strip()
    if said.count(")") > said.count("(") and match.string[start - 1 : start] == "(":
        start, said = start - 1, f"({said}"
    return Notice(form.kind, said, part, start, start + len(said), form.voice)


def _moved(notice: Notice, by: int) -> Notice:
    return Notice(notice.kind, notice.text, notice.part, notice.start + by, notice.end + by, notice.voice)


def _apart(found: Iterable[Notice]) -> Iterator[Notice]:
    taken: list[tuple[int, int]] = []
    for each in sorted(
        found, key=lambda each: (_GRAVITY[each.kind], each.voice is None, each.start - each.end, each.start)
    ):
        if all(each.end <= start or end <= each.start for start, end in taken):
            taken.append((each.start, each.end))
            yield each
