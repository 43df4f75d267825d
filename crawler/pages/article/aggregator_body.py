"""The main article of an aggregator page: its headline, its header, its summary and where its body ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from crawler.pages.article.dateline import parse_dateline
from crawler.pages.blocks.line_roles import Mark, Role, is_duration, is_label, marks_of, same_headline, same_name
from crawler.pages.html.lines import Kind, Line
from crawler.pages.reading import Article

_MARKER = regex.compile(r"[*•●▪‣◦·]++")  # of a summary; a dash opens prose too often
_MARKED = regex.compile(r"(?:[*•●▪‣◦·]\s*+)++(?P<text>\S.*+)")
_BYLINE = regex.compile(r"[Bb][Yy]:? \p{Lu}[^.?!]{2,80}")
_HASHTAG = regex.compile(r"#\s?([\w][\w-]*+)")
_ONLY_HASHTAGS = regex.compile(r"(?:#\s?\w[\w-]*+[\s,]*+)++")
# How many lines may stand above the headline (logo, navigation), and the header's labels below it.
_TOP = 16
_HEADER = 8
# Longer lines are paragraphs: the longest headlines seen have some 160 characters.
_PROSE = 200


@dataclass(frozen=True, slots=True)
class Header:
    """The labels between headline and text; `end` is the number of the first line that is none."""

    end: int
    outlet: str | None = None
    time: str | None = None
    byline: str | None = None


def read_article(lines: Sequence[Line], hashtags: Sequence[str] = ()) -> Article | None:
    """Return the article that *lines* hold, which end where its body ends, or None where there is no headline."""
    lines = [line for line in lines if not is_duration(line.text)]
    at = headline_at(lines)
    if at is None:
        return None
    header = read_header(lines, at)
    summary, start = _read_summary(lines, header.end)
    paragraphs = [line for line in lines[start:] if not line.is_alt]
    while paragraphs and is_hashtag_row(paragraphs[-1].text):
        hashtags = (*read_hashtags(paragraphs.pop().text), *hashtags)
    body = "\n".join(line.text for line in paragraphs)
    return Article(
        headline=lines[at].text,
        body=body,
        summary=summary,
        dateline=parse_dateline(body),
        headings=tuple(line.text for line in paragraphs[:-1] if _is_heading(line)),  # a heading heads something
        hashtags=tuple(dict.fromkeys(hashtags)),
        outlet_printed=header.outlet,
        time_printed=header.time,
        byline=header.byline,
    )


def read_hashtags(text: str) -> Sequence[str]:
    """Return the hashtags of a line, without their signs; a line without any sign is one hashtag."""
    return _HASHTAG.findall(text) or [text.strip(" #,")]


def is_hashtag_row(text: str) -> bool:
    """Return whether a line holds hashtags and nothing else."""
    return _ONLY_HASHTAGS.fullmatch(text) is not None


def is_bullet(line: Line) -> bool:
    """Return whether a line is a summary's bullet, or the marker of one."""
    return (
        line.kind is Kind.ITEM or _MARKER.fullmatch(line.text) is not None or _MARKED.fullmatch(line.text) is not None
    )


def headline_at(lines: Sequence[Line]) -> int | None:
    """Return the number of the headline's line.

    It is the line printed twice (image text and text), else the heading above outlet and time, else the first heading,
    else the line above outlet and time, else the first line of three words, else the first line.
    """
    top = _above_prose(lines[:_TOP])
    candidates = [number for number, line in enumerate(top) if not line.is_alt]
    if not candidates:
        return None
    for number in candidates:
        above = top[max(0, number - 3) : number]
        if len(lines[number].text.split()) > 1 and any(line.text == lines[number].text for line in above):
            return next(n for n in candidates if lines[n].text == lines[number].text)
    headings = [n for n in candidates if lines[n].kind is Kind.HEADING and len(lines[n].text.split()) > 1]
    labelled = _above_time(top)
    if headings and labelled not in headings:
        return headings[0]
    if labelled is not None:
        return labelled
    return next((n for n in candidates if len(lines[n].text.split()) >= 3), candidates[0])


def _above_prose(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines above the first paragraph, or all of them if they begin with it."""
    prose = next((n for n, line in enumerate(lines) if len(line.text) > _PROSE and not line.is_alt), len(lines))
    return lines[:prose] if any(not line.is_alt for line in lines[:prose]) else lines


def _above_time(lines: Sequence[Line]) -> int | None:
    marks = marks_of(lines)
    time = next((n for n, mark in enumerate(marks) if mark.role is Role.TIME), None)
    if time is None:
        return None
    above = [mark for mark in marks[:time] if mark.role is Role.TEXT]
    if len(above) > 1 and is_label(above[-1].text):
        above.pop()  # the outlet
    return above[-1].line if above else None


def read_header(lines: Sequence[Line], headline: int) -> Header:
    """Return the labels below the headline on line number *headline*."""
    end = headline + 1
    while end < len(lines) and (lines[end].is_alt or same_headline(lines[end].text, lines[headline].text)):
        end += 1
    marks = [mark for mark in marks_of(lines[end : end + _HEADER]) if mark.role is not Role.ALT]
    outlet, time, used = _outlet_and_time(marks)
    if used:
        end += marks[used - 1].line + 1
    byline = None
    if end < len(lines) and _BYLINE.fullmatch(lines[end].text):
        byline, end = lines[end].text, end + 1
    return Header(end, outlet, time, byline)


def _outlet_and_time(marks: Sequence[Mark]) -> tuple[str | None, str | None, int]:
    """Return the outlet, the time and how many of *marks* (without image texts) print them."""
    time = next((n for n, mark in enumerate(marks[:4]) if mark.role is Role.TIME), None)
    if time is None:
        return None, None, 0
    labels = marks[:time]
    if any(mark.role is Role.TEXT and not is_label(mark.text) for mark in labels) or len(labels) > 2:
        return None, None, 0  # the time of something in the text
    outlet = labels[0].text if labels else None
    used = time + 1
    while used < len(marks) and _repeats(marks[used : used + 2], outlet):
        outlet = outlet or marks[used].text
        used += 1
    return outlet, marks[time].text, used


def _repeats(marks: Sequence[Mark], outlet: str | None) -> bool:
    """Return whether the first mark is a label of the header too; two bullets in a row are a summary's."""
    first = marks[0]
    if first.role is not Role.BULLET or outlet is not None:
        return first.role is Role.TIME or (first.role is Role.BULLET and same_name(first.text, outlet or ""))
    return is_label(first.text) and all(mark.role is not Role.BULLET for mark in marks[1:])


def _read_summary(lines: Sequence[Line], start: int) -> tuple[tuple[str, ...], int]:
    """Return the bulleted lines that follow the header, without their markers, and where the body starts.

    A line between two bullets belongs to them if it is no sentence: its marker was lost.
    """
    summary: list[str] = []
    number, pending = start, False
    while number < len(lines):
        line = lines[number]
        if _MARKER.fullmatch(line.text):
            pending = True
        elif marked := _MARKED.fullmatch(line.text):
            summary.append(marked["text"])
            pending = False
        elif pending or line.kind is Kind.ITEM or _lost_its_marker(lines, number, bool(summary)):
            summary.append(line.text)
            pending = False
        elif not line.is_alt:
            break
        number += 1
    return tuple(summary), number


def _lost_its_marker(lines: Sequence[Line], number: int, within: bool) -> bool:  # noqa: FBT001 - private, read in place
    following = lines[number + 1] if number + 1 < len(lines) else None
    if not within or following is None or lines[number].text[-1] in '.?!"”':
        return False
    return bool(_MARKER.fullmatch(following.text) or _MARKED.fullmatch(following.text))


def _is_heading(line: Line) -> bool:
    """Return whether a line of a body is a section heading: marked up as one, or all in capitals."""
    if line.kind is Kind.HEADING:
        return True
    letters = [letter for letter in line.text if letter.isalpha()]
    capitals = len(letters) >= 3 and all(map(str.isupper, letters))
    return capitals and len(line.text) <= 90 and line.text[-1] not in '.,;"”)'
