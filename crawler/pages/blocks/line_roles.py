"""Marks: lines told apart by the part they play in a block (time, bullet, image text, plain), glued ones taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

import regex

from crawler.pages.html.lines import Kind, Line
from crawler.provenance.times.printed import looks_like_time, split_time

# Longer lines are prose: they hold no label that could be taken apart.
_LABEL_LENGTH = 160
_BULLETS = "•·●▪‣◦∙*|–—-"
_BULLET_ALONE = regex.compile(rf"[{_BULLETS}]++(?:\s++[{_BULLETS}]++)*+")
_BULLETED = regex.compile(rf"(?:[{_BULLETS}]++\s++|[•●▪‣◦∙]++|[–-](?=\p{{Lu}}))++(?P<label>.*+)")
_SEPARATOR = regex.compile(r"\s*+[•·●▪∙|]++\s*+")
_DURATION = regex.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}")  # of a video, "04:12"
_ZONE = regex.compile(
    r"(?:UTC|GMT|Z|[ECMP][SD]?T|CES?T|EES?T|WES?T|BST|IST|MSK|JST|KST|[ap]\.?m\.?)(?:[+-]\d{1,4})?", regex.IGNORECASE
)
# Alternative texts of icons. "Time" with a capital is a magazine.
_ICONS = frozenset(
    {"time", "clock", "clock icon", "Clock icon", "calendar", "calendar icon", "time icon", "icon", "logo", "Logo"}
)


class Role(StrEnum):
    """The part a mark plays."""

    TIME = "time"
    BULLET = "bullet"
    ALT = "alt"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line or a part of one: `line` counts the lines of the page, `text` of a bullet is what stands after it."""

    text: str
    role: Role
    line: int
    href: str | None = None
    heading: bool = False


def marks_of(lines: Sequence[Line]) -> Sequence[Mark]:
    """Return the marks of *lines*: icons and durations dropped, a bullet joined with the label below it."""
    marks: list[Mark] = []
    for number, line in enumerate(lines):
        for text, role in ((line.text, Role.TIME),) if _is_clock(lines, number) else _parts(line):
            waiting = marks.pop() if marks and marks[-1].role is Role.BULLET and not marks[-1].text else None
            joined = waiting is not None and (role is Role.BULLET or (role is Role.TEXT and is_label(text)))
            marks.append(Mark(text, Role.BULLET if joined else role, number, line.href, line.kind is Kind.HEADING))
    return marks


def _is_clock(lines: Sequence[Line], number: int) -> bool:
    """Return whether digits that may be a video's length are a clock: between an outlet and the bullet that names it again."""
    if not is_duration(lines[number].text) or not 0 < number < len(lines) - 1:
        return False
    bulleted = _BULLETED.fullmatch(lines[number + 1].text[:_LABEL_LENGTH])
    return bulleted is not None and is_label(bulleted["label"]) and same_name(lines[number - 1].text, bulleted["label"])


def is_label(text: str) -> bool:
    """Return whether *text* could name an outlet or a category: short, no sentence, no duration."""
    if len(text) > 60 or len(text.split()) > 7 or not any(map(str.isalpha, text)):
        return False
    if text[-1] in '.?!:;,…"”':
        return text[-1] == "!" and len(text.split()) <= 2  # Yahoo!
    return not is_duration(text) and _ZONE.fullmatch(text) is None


def is_duration(text: str) -> bool:
    """Return whether *text* is the length of a video ("04:12") and nothing else."""
    return len(text) <= 8 and _DURATION.fullmatch(text) is not None


def close_name(one: str, other: str) -> bool:
    """Return whether two labels are one name, an article or a typing error apart."""
    a, b = _bare(one), _bare(other)
    return bool(a and b) and (a == b or SequenceMatcher(None, a, b).ratio() >= 0.75)


def same_name(one: str, other: str) -> bool:
    """Return whether two labels can name one outlet: close, one inside the other, or one the other's initials."""
    a, b = _bare(one), _bare(other)
    if not a or not b or max(len(a), len(b)) > 60:
        return False
    if min(len(a), len(b)) >= 4 and (a in b or b in a):
        return True
    initials = {"".join(word[0] for word in name.casefold().split()) for name in (one, other)}
    return a in initials or b in initials or close_name(one, other)


def same_headline(one: str, other: str) -> bool:
    """Return whether two lines print one headline, quotation marks and a shortened end aside."""
    if one == other:
        return True
    if max(len(one), len(other)) > 400:
        return False
    a, b = _bare(one), _bare(other)
    return bool(a and b) and (a == b or (min(len(a), len(b)) >= 24 and (a.startswith(b) or b.startswith(a))))


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold().removeprefix("the ")))


def _parts(line: Line) -> Iterator[tuple[str, Role]]:
    """Yield what one line holds, in order."""
    text = line.text
    if line.is_alt:
        if text not in _ICONS:
            yield text, Role.ALT
    elif is_duration(text):
        return
    elif len(text) > _LABEL_LENGTH:
        yield text, Role.TEXT
    elif any(map(looks_like_time, line.pieces)):
        for piece in line.pieces:
            yield from _label(piece)
    elif line.pieces and _BULLET_ALONE.fullmatch(line.pieces[0]):
        yield from _separated(f"{line.pieces[0]} {text.removeprefix(line.pieces[0]).lstrip()}")
    else:
        yield from _separated(text)


def _separated(text: str) -> Iterator[tuple[str, Role]]:
    """Yield the labels of "Outlet • 2 hours ago • Category"; any other text goes on whole."""
    labels = _SEPARATOR.split(text)
    if len(labels) > 1 and any(map(_ends_in_time, labels)):
        for number, label in enumerate(labels):
            if label:
                role = Role.BULLET if number and not _ends_in_time(label) else None
                yield from ((label, role),) if role else _label(label)
    else:
        yield from _label(text)


def _ends_in_time(label: str) -> bool:
    return looks_like_time(label) or split_time(label) is not None


def _label(text: str) -> Iterator[tuple[str, Role]]:
    if _BULLET_ALONE.fullmatch(text):
        yield "", Role.BULLET
        return
    bulleted = _BULLETED.fullmatch(text)
    label, role = (bulleted["label"], Role.BULLET) if bulleted else (text, Role.TEXT)
    if looks_like_time(label):
        yield label, Role.TIME
    elif parts := split_time(label):
        before, time = parts
        if before and before not in _ICONS:
            yield before, role
        yield time, Role.TIME
    elif bulleted and is_label(label):
        yield label, Role.BULLET
    elif label not in _ICONS:
        yield text, Role.TEXT
