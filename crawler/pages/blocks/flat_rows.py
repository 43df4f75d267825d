"""Flat pages: records without containers of their own, rows below one parent, cut where the next headline or label begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from crawler.pages.blocks.groups import blocks_of, find_groups
from crawler.pages.blocks.line_roles import Mark, Role, marks_of
from crawler.pages.blocks.record_parts import Parts, count, is_prose, read_parts
from crawler.pages.html.lines import Line

_NEARLY = 0.7  # share of records with a heading or link from which on one without is odd
_PROSE = 200  # characters from which on a line is surely text
_ABOVE = 3  # marks between a headline and the time below it: outlet, category, byline


def cut_rows(lines: Sequence[Line]) -> tuple[Parts, ...]:
    """Return the records of flat rows: by the headline above each time where most have one, else by the labels before it."""
    marks = marks_of(lines)
    times = [at for at, mark in enumerate(marks) if mark.role is Role.TIME]
    heads = [_head_above(marks, at) for at in times]
    above = [marks[head].line for head in heads if head is not None]
    if 2 * len(above) > len(times) and not _most_follow(marks, times):
        cuts = sorted({*above, len(lines)})
        slices = (lines[start:end] for start, end in pairwise(cuts))
        return tuple(parts for each in slices if (parts := read_parts(each)) is not None)
    return tuple(_without_odd_ones(list(_groups(lines))))


def _groups(lines: Sequence[Line]) -> Iterator[Parts]:
    found = find_groups(lines)
    blocks = blocks_of(lines, found)
    for block, group in zip(blocks, found.groups, strict=True):
        yield Parts(
            headline=block.headline,
            headed=group.headline.heading or group.headline.href is not None,
            outlet=block.outlet_printed,
            time=block.time_printed,
            href=block.url,
            text=block.body if block is not blocks[-1] else _without_footer(block.body),
        )


def _without_odd_ones(records: list[Parts]) -> list[Parts]:
    """Leave out what has no heading or link where nearly all have one: a main article's own header, a time in a text."""
    headed = [record for record in records if record.headed]
    return headed if len(headed) >= _NEARLY * len(records) else records


def _without_footer(text: str) -> str:
    """Return the last record's text without the labels below its last sentence: nothing else tells where the page goes on."""
    lines = text.split("\n")
    while lines and not is_prose(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def _head_above(marks: Sequence[Mark], at: int) -> int | None:
    """Return where a heading or link stands close above the time at *at*."""
    for back in range(at - 1, max(at - 1 - _ABOVE, -1), -1):
        if marks[back].role is Role.TIME:
            return None
        if _heads(marks[back]):
            return back
    return None


def _most_follow(marks: Sequence[Mark], times: Sequence[int]) -> bool:
    """Return whether most times have a headline close below them as well, no text between: then what is above is the one before."""
    near = (takewhile(lambda mark: len(mark.text) <= _PROSE, marks[at + 1 : at + 1 + _ABOVE]) for at in times)
    below = [any(map(_heads, marks_near)) for marks_near in near]
    above_is_prose = [at > 0 and len(marks[at - 1].text) > _PROSE for at in times]
    return 2 * sum(below) > len(times) or any(above_is_prose)


def _heads(mark: Mark) -> bool:
    return mark.role is Role.TEXT and (mark.heading or mark.href is not None) and 3 <= count(mark.text) <= 40
