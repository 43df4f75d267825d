"""Related blocks: the repeated groups of outlet, time, bullet, headline and body, found by what a reader sees.

    <headline>            image text, up to twice; may be missing
    <outlet>              may be missing or misspelt
    <time>                the anchor; "time" of the clock icon may be glued to it, and the outlet too
    <bullet> <outlet>     may be missing, doubled, or follow a category
    <headline>            may be doubled
    <body>                none, one or several paragraphs

A group is found by its time. Where the time is missing, a bullet that repeats the label before it will do, or a headline
that stands on both sides of a label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.pages.blocks.line_roles import (
    Mark,
    Role,
    close_name,
    is_duration,
    is_label,
    marks_of,
    same_headline,
    same_name,
)
from crawler.pages.html.lines import Line
from crawler.pages.reading import RelatedBlock

# How far a group's labels may reach to either side of its anchor, doubled ones included.
_REACH = 6
# The clock icon's text, which captured text may glue between outlet and time.
_ICON = "time"
# Longer lines are bodies.
_PROSE = 250


@dataclass(slots=True)
class Group:
    """One group: marks start..body, its body from there to the start of the next (or `end`)."""

    start: int
    body: int
    headline: Mark
    outlet: str | None = None
    time: str | None = None
    href: str | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The groups of a stretch of lines, and the marks they are counted in."""

    marks: Sequence[Mark]
    groups: Sequence[Group]

    @property
    def first_line(self) -> int | None:
        """The number of the line on which the first group begins."""
        return self.marks[self.groups[0].start].line if self.groups else None


def find_groups(lines: Sequence[Line]) -> Found:
    """Return the groups of *lines*, in page order."""
    marks = marks_of(lines)
    groups: list[Group] = []
    floor = 0  # nothing before this mark can belong to the next group
    index = 0
    while index < len(marks):
        group = _group_at(marks, index, floor) if _may_anchor(marks, index, floor) else None
        if group is None:
            index += 1
            continue
        groups.append(group)
        index = floor = group.body
    for group, following in pairwise(groups):
        group.end = following.start
    if groups:
        groups[-1].end = len(marks)
    return Found(marks, groups)


def blocks_of(lines: Sequence[Line], found: Found) -> Sequence[RelatedBlock]:
    """Return the blocks of the groups found in *lines*; `url` is the link as written."""
    return tuple(
        RelatedBlock(
            position=position,
            headline=group.headline.text,
            body=_body(lines, found.marks, group),
            outlet_printed=group.outlet,
            time_printed=group.time,
            url=group.href,
        )
        for position, group in enumerate(found.groups)
    )


def _may_anchor(marks: Sequence[Mark], index: int, floor: int) -> bool:
    mark = marks[index]
    if mark.role is Role.TIME:
        return True
    if mark.role is Role.BULLET:
        above = marks[index - 1] if index > floor else None
        return (
            above is not None and above.role is Role.TEXT and is_label(above.text) and same_name(above.text, mark.text)
        )
    return mark.role is Role.TEXT and index > floor and _label_between(marks, index, floor) is not None


def _label_between(marks: Sequence[Mark], index: int, floor: int) -> int | None:
    """Return where a lone label stands between two printings of the headline at *index*."""
    headline = marks[index].text
    before = index - 1
    if before <= floor or marks[before].role is not Role.TEXT or not is_label(marks[before].text):
        return None
    above = marks[before - 1]
    return before if same_headline(above.text, headline) and not same_headline(marks[before].text, headline) else None


def _group_at(marks: Sequence[Mark], anchor: int, floor: int) -> Group | None:
    """Return the group whose anchor is the mark at *anchor*, or None where the marks around it form none."""
    bullets, after = _labels_after(marks, anchor)
    time = next((mark.text for mark in marks[anchor:after] if mark.role is Role.TIME), None)
    top, outlet = _outlet_before(marks, anchor, floor, bullets)
    if outlet is not None and outlet.endswith(_ICON) and outlet.removesuffix(_ICON) in bullets:
        outlet = outlet.removesuffix(_ICON)
    if outlet is None and bullets:
        outlet = bullets[-1]
    elif outlet is None and (label := _label_after(marks, after)):
        outlet, after = label, after + 1
    elif outlet is not None and not bullets:
        after = _skip(marks, after, lambda mark: _repeats(mark, outlet or ""))
    headline_at = _skip(marks, after, lambda mark: mark.role is not Role.TEXT and not mark.heading)
    if headline_at >= len(marks) or marks[headline_at].role is not Role.TEXT:
        return None
    headline = marks[headline_at]
    body = _skip(marks, headline_at + 1, lambda mark: same_headline(mark.text, headline.text))
    start = top
    while start > floor and _is_above(marks, start - 1, headline):
        start -= 1
    if outlet is None and start == anchor and not headline.heading:
        return None  # a time by itself, in the middle of a text
    href = next((mark.href for mark in (headline, *marks[start:body]) if mark.href), None)
    return Group(start, body, headline, outlet, time, href)


def _labels_after(marks: Sequence[Mark], index: int) -> tuple[list[str], int]:
    """Return the bulleted labels from *index* on, and the first mark that is neither one nor a repeated time."""
    bullets: list[str] = []
    limit = index + _REACH
    while index < min(limit, len(marks)) and marks[index].role in {Role.TIME, Role.BULLET, Role.ALT}:
        if marks[index].role is Role.BULLET and marks[index].text:
            bullets.append(marks[index].text)
        index += 1
    return bullets, index


def _outlet_before(marks: Sequence[Mark], anchor: int, floor: int, bullets: Sequence[str]) -> tuple[int, str | None]:
    """Return where the labels before *anchor* begin, and the outlet among them."""
    top = anchor
    while top > floor and marks[top - 1].role is Role.ALT and not _is_headline_above(marks, top - 1, anchor):
        top -= 1
    if top == floor:
        return anchor, None
    label = marks[top - 1]
    if label.role not in {Role.TEXT, Role.BULLET} or not is_label(label.text) or not _fits(label, bullets):
        return anchor, None
    if _is_headline_above(marks, top - 1, anchor):
        return anchor, None
    outlet, top = label.text, top - 1
    while top > floor and _repeats(marks[top - 1], outlet):
        top -= 1
        outlet = marks[top].text
    return top, outlet


def _is_headline_above(marks: Sequence[Mark], index: int, anchor: int) -> bool:
    """Return whether the mark at *index* is the headline that comes again after the anchor.

    What comes again may be the outlet instead, without its bullet: then the headline follows it.
    """
    texts = [mark for mark in marks[anchor + 1 : anchor + 1 + _REACH] if mark.role is Role.TEXT][:2]
    if not texts or not same_headline(marks[index].text, texts[0].text):
        return False
    return len(texts) == 1 or not is_label(texts[0].text) or len(texts[1].text) > _PROSE


def _fits(label: Mark, bullets: Sequence[str]) -> bool:
    """Return whether a label can be the outlet of the bulleted ones: where it is no namesake it has to be short and plain."""
    if not bullets or any(same_name(label.text, bullet) for bullet in bullets):
        return True
    return label.role is Role.TEXT and len(label.text.split()) <= 4


def _label_after(marks: Sequence[Mark], index: int) -> str | None:
    """Return the outlet that stands, without a bullet, between the time and the headline, where two lines follow it."""
    following = marks[index : index + 3]
    if len(following) < 3 or any(mark.role is not Role.TEXT for mark in following):
        return None
    label, headline, body = following
    fits = is_label(label.text) and len(label.text.split()) <= 5 and not label.heading
    return label.text if fits and len(headline.text) <= _PROSE < len(body.text) else None


def _is_above(marks: Sequence[Mark], index: int, headline: Mark) -> bool:
    """Return whether the mark at *index* is the image text above a block, which captured text prints as a line."""
    return marks[index].role is Role.ALT or same_headline(marks[index].text, headline.text)


def _repeats(mark: Mark, outlet: str) -> bool:
    """Return whether a mark prints the outlet again (and is no headline that begins with it)."""
    plain = mark.role in {Role.TEXT, Role.BULLET} and not mark.heading
    return plain and is_label(mark.text) and close_name(mark.text, outlet)


def _skip(marks: Sequence[Mark], index: int, passes: Callable[[Mark], bool]) -> int:
    while index < len(marks) and passes(marks[index]):
        index += 1
    return index


def _body(lines: Sequence[Line], marks: Sequence[Mark], group: Group) -> str:
    numbers = dict.fromkeys(mark.line for mark in marks[group.body : group.end] if mark.role is not Role.ALT)
    return "\n".join(lines[number].text for number in numbers if not is_duration(lines[number].text))
