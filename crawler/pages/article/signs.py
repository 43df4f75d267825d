"""Signs by which an outlet's own article page is told from an aggregator's, and both from pages that are neither."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from urllib.parse import urlsplit

import regex
from lxml import etree

from crawler.pages.article.headline import headings_of
from crawler.pages.blocks.groups import Found, blocks_of, find_groups
from crawler.pages.blocks.line_roles import Mark, Role, same_name
from crawler.pages.html.content_root import count_prose, densest_prose, is_comments
from crawler.pages.html.lines import Kind, Line
from crawler.pages.html.tree import walk_tree
from crawler.pages.metadata.article_frame import is_inside
from crawler.pages.metadata.printed_times import is_marked
from crawler.pages.page import Page
from crawler.provenance.times.phrases import read_elapsed
from crawler.provenance.times.printed import LONGEST, looks_like_time
from crawler.provenance.times.within import dates_within

_BULLETED = regex.compile(r"[•·●▪‣◦∙*|–—-]+\s*+(?P<label>\S.{0,60})?")
_SPEAKERS, _SAID = (
    4,
    15,
)  # so often a time and then a text of so many words: a thread; a teaser's time stands before a headline
_SEVERAL = 2  # blocks
_WHOLE = 40  # words of a block's body that is more than a teaser
_PROSE = 65  # words in one container: an article's text on a page that does not say it is one
# Titles of pages that stand in front of others, or in place of them.
_WALL = regex.compile(
    r"\b(?:cookies?|consent|privacy|(?:log|sign)(?:ged)? ?[io]n|subscribe|access denied|forbidden|not found|captcha|robot|just a moment|404|403"
    r"|einwilligung|datenschutz|anmelden|nicht gefunden|introuvable|no encontrad[oa])\b",
    regex.IGNORECASE,
)
_PROSE_DATED = 40  # the same where the address names a day and something behind it
_PROSE_PRINTED = 25  # the same where a marked date stands at the only heading of first rank
_NEAR = 4  # lines between that date and the heading
DATED_PATH = regex.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/[^/?#]{4,}")
_LISTING_PATH = regex.compile(r"/?(?:index\.\w+|[a-z]{2}/?)?")  # the front page, also that of a language


def is_article_page(page: Page) -> bool:
    """Return whether *page* shows one article of its own: it says so, or it has one container full of prose under a title.

    Signs that hold for any site; a page that an aggregator's layout claims is the registry's business.
    """
    if page.tree is None or inlines_articles(page.lines):
        return False
    if page.says_article:
        return True
    if page.url is not None and _LISTING_PATH.fullmatch(urlsplit(page.url).path):
        return False
    titles = [title for title in (page.title, *headings_of(page.tree)[:1]) if title]
    if not titles or any(map(_WALL.search, titles)):
        return False
    dated, prose = DATED_PATH.search(page.url or "") is not None, densest_prose(page.tree)
    if prose < _PROSE:
        dated = dated and prose >= _PROSE_DATED
        return dated or (prose >= _PROSE_PRINTED and _is_dated(page) and not _is_thread(page.lines))
    return dated or not _is_thread(page.lines) or not _is_thread(_without_comments(page.tree))


def _is_dated(page: Page) -> bool:
    """Return whether a date marked up as one stands at the page's only first-rank heading, and sentences follow it before any other headline."""
    heads = [at for at, line in enumerate(page.lines) if not line.is_alt and is_inside(page.owners[at], {"h1"})]
    if len({page.owners[at] for at in heads}) != 1:
        return False
    first = max(0, heads[0] - _NEAR)
    dates = [
        at
        for at in range(first, min(len(page.lines), heads[-1] + _NEAR + 1))
        if is_marked(page.owners[at]) and any(dates_within(page.lines[at].text))
    ]
    if not dates or any(_leads_elsewhere(line) for line in page.lines[min(dates) : heads[0]]):
        return False
    for line in page.lines[max(heads[-1], dates[0]) + 1 :]:
        if _leads_elsewhere(line):
            return False
        if not line.is_alt and count_prose(line.text) >= _SAID:
            return True
    return False


def _leads_elsewhere(line: Line) -> bool:
    return line.kind is Kind.HEADING and line.href is not None


def _names_a_day(text: str) -> bool:
    """Return whether a cell's time is that of something said; "1 year" and "30 minutes" are how long a cookie lasts."""
    elapsed = read_elapsed(text)
    return elapsed is None or not elapsed.bare


def _without_comments(tree: etree._Element) -> Sequence[Line]:
    """Return the lines of a page but for what its readers wrote below, where the page maker says that they did."""
    return walk_tree(tree, without={each for each in tree.iter() if is_comments(each, str(each.tag))})[0]


def _is_thread(lines: Sequence[Line]) -> bool:
    """Return whether a page is what several people said one after the other: each time it is printed, a text follows."""
    said = (
        looks_like_time(before.text) and len(after.text.split()) >= _SAID
        for before, after in itertools.pairwise(lines)
        if len(before.text) <= LONGEST
        and not (before.kind is after.kind is Kind.CELL and not _names_a_day(before.text))
    )
    return sum(said) >= _SPEAKERS


def inlines_articles(lines: Sequence[Line]) -> bool:
    """Return whether a page inlines other outlets' articles: several blocks with the outlet's name twice, a time and a whole body.

    One such block is what a reader's comment or a promotion can look like.

    On none of 235 saved article pages of publishers; on every page of an aggregator of that kind.
    """
    if not _may_name_twice(lines):
        return False
    found = find_groups(lines)
    blocks = zip(found.groups, blocks_of(lines, found), strict=True)
    inlined = sum(
        group.outlet is not None
        and group.time is not None
        and len(block.body.split()) >= _WHOLE
        and _named_twice(_labels(found, group.start, group.body), group.outlet)
        for group, block in blocks
    )
    return inlined >= _SEVERAL


def _may_name_twice(lines: Sequence[Line]) -> bool:
    """Return whether as many labels stand behind bullets as there have to be: cheap, and seldom so on other pages."""
    bulleted = (_BULLETED.fullmatch(line.text) for line in lines if len(line.text) <= 64)
    return sum(found is not None for found in bulleted) >= _SEVERAL


def _labels(found: Found, start: int, end: int) -> Sequence[Mark]:
    return found.marks[start:end]


def _named_twice(labels: Sequence[Mark], outlet: str) -> bool:
    named = {mark.role is Role.BULLET for mark in labels if mark.role is not Role.TIME and same_name(mark.text, outlet)}
    return named == {True, False}
