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
from crawler.pages.html.content_root import densest_prose, is_comments
from crawler.pages.html.lines import Line
from crawler.pages.html.tree import walk_tree
from crawler.pages.page import Page
from crawler.provenance.times.printed import LONGEST, looks_like_time

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
_DATED_PATH = regex.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/[^/?#]{4,}")
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
    dated = _DATED_PATH.search(page.url or "") is not None
    if not titles or any(map(_WALL.search, titles)) or densest_prose(page.tree) < (_PROSE_DATED if dated else _PROSE):
        return False
    return dated or not _is_thread(page.lines) or not _is_thread(_without_comments(page.tree))


def _without_comments(tree: etree._Element) -> Sequence[Line]:
    """Return the lines of a page but for what its readers wrote below, where the page maker says that they did."""
    return walk_tree(tree, without={each for each in tree.iter() if is_comments(each, str(each.tag))})[0]


def _is_thread(lines: Sequence[Line]) -> bool:
    """Return whether a page is what several people said one after the other: each time it is printed, a text follows."""
    said = (
        looks_like_time(before.text) and len(after.text.split()) >= _SAID
        for before, after in itertools.pairwise(lines)
        if len(before.text) <= LONGEST
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
