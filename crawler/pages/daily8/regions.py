"""A Daily8 page cut at its own words: the main article, its hashtags, the related blocks, and the footer that nobody wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from crawler.pages.article.aggregator_body import headline_at, is_bullet, is_hashtag_row, read_hashtags, read_header
from crawler.pages.blocks.groups import find_groups
from crawler.pages.html.lines import Line

_RELATED = regex.compile(r"(?:related|similar) (?:articles?|news|stories)(?: \(\d+\))?:?", regex.IGNORECASE)
_HASHTAGS = regex.compile(r"hash ?tags?:?", regex.IGNORECASE)
# The page's own words after an article, in any order; each may be missing. "Orange background" is an image's text.
_PROMOS = regex.compile(
    r"try our ai features|explore what .{1,40} can do for you:?|orange background|(?:\d+ )?comments?(?: \(\d+\))?:?"
    r"|no comments yet.{0,40}|(?:add|leave|write|post) a comment.{0,40}",
    regex.IGNORECASE,
)
# What a page ends with, line by line.
_FOOTER = regex.compile(
    r"(?:©|\(c\)|copyright).*+|.*all rights reserved\.?|privacy(?: policy)?|terms(?: (?:of (?:use|service)|(?:&|and) conditions))?"
    r"|cookie (?:policy|settings)|contact(?: us)?|about(?: us)?|help|imprint|sitemap|back to top|load more"
    r"|\W*+next(?: page)?\W*+|\W*+older\W*+|\W*+previous(?: page)?\W*+|page \d+(?: of \d+)?|\d{1,3}",
    regex.IGNORECASE,
)
_SENTENCE_ENDS = frozenset('.!?…"”’»')


@dataclass(frozen=True, slots=True)
class Regions:
    """The parts of a page. `has_own_words` tells that one of the words of Daily8's own was seen."""

    article: Sequence[Line]
    hashtags: tuple[str, ...]
    related: Sequence[Line]
    has_own_words: bool


def divide(lines: Sequence[Line], *, article: bool = False, listing: bool = False) -> Regions:
    """Cut a page at its own words; where they are missing the related blocks begin with the first group.

    *article* and *listing* say what is known from the page's address; a listing has no main article.
    """
    lines = _without_footer(lines)
    own = [number for number, line in enumerate(lines) if is_own_word(line)]
    heading = next((number for number in own if _RELATED.fullmatch(lines[number].text)), None)
    end = next((number for number in own if _ends_body(lines, number)), None)
    if listing:
        start = end = 0
    elif heading is not None:
        start, end = heading + 1, heading if end is None else min(end, heading)
    else:
        start = end = _first_block(lines, article=article) if end is None else end
    related = [line for line in lines[start:] if not is_own_word(line) and not is_hashtag_row(line.text)]
    return Regions(lines[:end], _hashtags(lines[end:]), related, bool(own))


def is_own_word(line: Line) -> bool:
    """Return whether a line is one of the page's own, not the article's."""
    return (
        any(pattern.fullmatch(line.text) for pattern in (_PROMOS, _RELATED, _HASHTAGS))
        if len(line.text) <= 90
        else False
    )


def names_daily8(line: Line) -> bool:
    """Return whether a line is a heading that tells a Daily8 page from others."""
    return names_product(line) or _RELATED.fullmatch(line.text.casefold()) is not None


def names_product(line: Line) -> bool:
    """Return whether a line advertises what only Daily8 has."""
    return line.text.casefold().startswith(("try our ai features", "explore what daily8"))


def header_end(lines: Sequence[Line]) -> int:
    """Return the number of the line after the header that prints the article's time, or 0 where there is none."""
    headline = headline_at(lines)
    header = None if headline is None else read_header(lines, headline)
    return header.end if header is not None and header.time is not None else 0


def _first_block(lines: Sequence[Line], *, article: bool) -> int:
    """Return the line of the first group below the article's header, on a page that does not say where it begins."""
    top = header_end(lines)
    if not article and top < len(lines) and lines[top].text[-1] not in _SENTENCE_ENDS and not is_bullet(lines[top]):
        top = 0  # a headline follows the labels: they are a block's, not the article's
    first = find_groups(lines[top:]).first_line
    return len(lines) if first is None else top + first


def _ends_body(lines: Sequence[Line], number: int) -> bool:
    """Return whether one of the page's words ends the body. "Comments" may head a section: then prose follows."""
    if lines[number].text.casefold().startswith("comment"):
        return not any(len(following.text) > 120 for following in lines[number + 1 : number + 2])
    return True


def _hashtags(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the hashtags that stand between their heading and the page's next own word."""
    tags: list[str] = []
    within = False
    for line in lines:
        if is_own_word(line):
            within = _HASHTAGS.fullmatch(line.text) is not None
        elif within and not line.is_alt and len(line.text) <= 200:
            for piece in line.pieces or (line.text,):
                tags.extend(tag for tag in read_hashtags(piece) if tag)
    return tuple(dict.fromkeys(tags))


def _without_footer(lines: Sequence[Line]) -> Sequence[Line]:
    end = len(lines)
    while end and len(lines[end - 1].text) <= 200 and _FOOTER.fullmatch(lines[end - 1].text):
        end -= 1
    return lines[:end]
