"""AMP: an outlet's article in AMP markup (``<html amp>`` or ``<html ⚡>``), whose canonical link names the real page.

What AMP's own elements hold (consent, advertisements, carousels, lists of more stories) is no part of the article.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from crawler.errors import UnreadablePage
from crawler.pages.article.dateline import parse_dateline
from crawler.pages.article.particulars import particulars_of
from crawler.pages.blocks.line_roles import same_headline
from crawler.pages.blocks.record_parts import is_prose
from crawler.pages.html.lines import Kind, Line
from crawler.pages.html.tree import walk_tree
from crawler.pages.metadata.article_frame import Frame
from crawler.pages.metadata.head import Metadata, read_metadata
from crawler.pages.metadata.marked_times import marked_times
from crawler.pages.page import Page
from crawler.pages.reading import Article, PageReading

_MARKS = ("amp", "⚡", "amp4news")
# AMP's elements that carry text of the article: embedded media with their captions, and the layout's boxes.
_CONTENT = frozenset({"amp-img", "amp-layout", "amp-fit-text", "amp-anim", "amp-script"})
_FURNITURE = frozenset({"nav", "aside", "header", "footer", "form", "figure", "template", "button"})
# Roles and types of the parts around an article, in standard vocabulary.
_ROLES = frozenset({"navigation", "complementary", "banner", "contentinfo", "dialog", "search"})


class Amp:
    """The page object of AMP articles."""

    name = "amp"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether the page's root says that it is AMP, and the page has an article's text."""
        return _is_amp(page) and _read(page) is not None

    def read(self, page: Page) -> PageReading:
        """Return the article under its canonical address. Raises UnreadablePage("nothing-recognized")."""
        article = _read(page) if _is_amp(page) else None
        if article is None:
            raise UnreadablePage("nothing-recognized")
        return PageReading(layout=self.name, article=article, notes=page.notes)


def _is_amp(page: Page) -> bool:
    if page.tree is None:
        return False
    return any(page.tree.get(mark) is not None for mark in _MARKS)


def _read(page: Page) -> Article | None:
    tree = page.tree
    if tree is None:
        return None
    told = read_metadata(tree, page.json_ld)
    lines = _article_lines(tree)
    headline = next((line.text for line in _lines_of_headings(page)), None) or next(iter(told.headlines), None)
    if headline is None:
        return None
    body = "\n".join(_body(lines, headline))
    if not body:
        return None
    canonical = page.resolve(told.canonical) or page.resolve(page.url)
    return Article(
        headline=headline,
        body=body,
        dateline=parse_dateline(body),
        headings=tuple(
            line.text for line in lines if line.kind is Kind.HEADING and not same_headline(line.text, headline)
        ),
        outlet_printed=next(iter(told.sites), None),
        time_printed=next(iter(told.published), None),
        byline=_byline(told),
        url=canonical,
        times=page.times,
        particulars=particulars_of(
            page, told, marked=lambda: marked_times(Frame.of(tree, headline, page.lines, page.owners))
        ),
    )


def _byline(told: Metadata) -> str | None:
    return f"By {', '.join(told.authors)}" if told.authors else next(iter(told.bylines), None)


def _lines_of_headings(page: Page) -> list[Line]:
    """Return the line of the page's first main heading."""
    main = next(iter(page.tree.iter("h1")), None) if page.tree is not None else None
    return [line for line in walk_tree(main)[0] if not line.is_alt][:1] if main is not None else []


def _article_lines(root: etree._Element) -> list[Line]:
    """Return the lines of the page's longest article element, else of its main part, without furniture."""
    root = deepcopy(root)
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element is not root and _is_furniture(element):
            _cut(element)
    bodies = [each for tag in ("article", "main", "body") for each in root.iter(tag)]
    candidates = [walk_tree(each)[0] for each in bodies[:20]]
    best = max(candidates, key=lambda lines: sum(len(line.text) for line in lines if is_prose(line.text)), default=())
    return [line for line in best if not line.is_alt]


def _is_furniture(element: etree._Element) -> bool:
    tag = str(element.tag)
    if tag in _FURNITURE or element.get("role") in _ROLES:
        return True
    return tag.startswith("amp-") and tag not in _CONTENT


def _cut(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _body(lines: list[Line], headline: str) -> list[str]:
    """Return the text from its first sentence to its last; section headings between them stay."""
    texts = [line for line in lines if not same_headline(line.text, headline)]
    sentences = [at for at, line in enumerate(texts) if line.kind is not Kind.HEADING and is_prose(line.text)]
    return [line.text for line in texts[sentences[0] : sentences[-1] + 1]] if sentences else []
