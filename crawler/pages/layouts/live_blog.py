"""Live blogs: entries with a time each, newest first, which together are one article of one outlet.

Recognized by schema.org's LiveBlogPosting, in JSON-LD or microdata, or by a title that says it is live above three and more entries
with a declared time. An entry that quotes another outlet keeps the words of its credit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import regex
from lxml import etree

from crawler.errors import UnreadablePage
from crawler.pages.article.particulars import particulars_of
from crawler.pages.blocks.page_words import declares, says
from crawler.pages.blocks.record_parts import count, is_prose
from crawler.pages.feeds.entry_html import one_line, text_of
from crawler.pages.html.lines import Kind, Line
from crawler.pages.html.tree import walk_tree
from crawler.pages.metadata.article_frame import Frame
from crawler.pages.metadata.head import read_metadata
from crawler.pages.metadata.jsonld import Node, nodes_of, types_of
from crawler.pages.metadata.marked_times import marked_times
from crawler.pages.page import Page
from crawler.pages.reading import Article, LiveUpdate, PageReading
from crawler.provenance.times.declared import parse_declared_time

_TYPE = frozenset({"LiveBlogPosting"})
_WORDS = regex.compile(
    r"\b(?:live (?:blog|updates?|coverage|ticker)|as it happened|liveticker|liveblog|en direct|en vivo|minuto a minuto)\b|\Alive\s?[:|–—-]|مباشر|שידור חי",
    regex.IGNORECASE,
)
_CREDIT = regex.compile(
    r"(?:[-–—]\s*+(?P<dash>\p{Lu}[^.!?]{1,60})|\((?:(?i:via|source:) )?(?P<bracket>\p{Lu}[^()]{1,40})\)"
    r"|\b(?i:via|source|reported by)(?:\s?:)?\s++(?P<named>\p{Lu}[^.!?]{1,60}))\Z"
)
_BYLINE = regex.compile(r"(?i:by|von|par|por)\s++(?P<name>\p{Lu}[^.!?]{1,60})")
_SECTION = 2  # words of a main heading that names the section, where a headline is declared
_FEWEST, _MOST = 3, 2_000
_NEVER = datetime.min.replace(tzinfo=UTC)


class LiveBlog:
    """The page object of live blogs."""

    name = "live_blog"
    aggregator = None
    hosts: tuple[str, ...] = ()

    def recognizes(self, page: Page) -> bool:
        """Return whether the page declares a live blog, or says that it is live and has timed entries."""
        if page.tree is None:
            return False
        return (declares(page, _TYPE) or says(page, _WORDS)) and len(_updates(page)) >= _FEWEST

    def read(self, page: Page) -> PageReading:
        """Return the article, its entries newest first. Raises UnreadablePage("nothing-recognized")."""
        updates = _updates(page) if page.tree is not None else ()
        if page.tree is None or len(updates) < _FEWEST:
            raise UnreadablePage("nothing-recognized")
        article = _article(page, page.tree, updates)
        if article is None:
            raise UnreadablePage("nothing-recognized")
        return PageReading(layout=self.name, article=article, notes=page.notes)


def _article(page: Page, root: etree._Element, updates: Sequence[LiveUpdate]) -> Article | None:
    told = read_metadata(root, page.json_ld)
    declared, main = next(iter((*told.headlines, *told.titles)), None), next(_main_headings(root), None)
    is_section = main is not None and declared is not None and count(main) <= _SECTION
    headline = (declared or page.title) if main is None or is_section else main
    if headline is None:
        return None
    headings = tuple(update.headline for update in updates if update.headline)
    canonical = page.resolve(told.canonical) or page.resolve(page.url)
    return Article(
        headline=headline,
        body="\n".join(line for update in updates for line in (update.headline, update.text) if line),
        headings=headings,
        outlet_printed=next(iter(told.sites), None),
        time_printed=next(iter(told.published), None) or updates[-1].time,
        byline=f"By {', '.join(told.authors)}" if told.authors else None,
        url=canonical,
        times=page.times,
        particulars=particulars_of(
            page, told, marked=lambda: marked_times(Frame.of(root, headline, page.lines, page.owners))
        ),
        updates=tuple(updates),
    )


def _main_headings(root: etree._Element) -> Iterator[str]:
    for heading in root.iter("h1"):
        yield from (line.text for line in walk_tree(heading)[0] if not line.is_alt)


def _updates(page: Page) -> Sequence[LiveUpdate]:
    """Return the entries that the page shows, or else those of its JSON-LD; newest first where all say when."""
    entries = _entries(page.tree) if page.tree is not None else ()
    shown = [update for element in entries if (update := _shown(element))]
    declared = [update for node in nodes_of(page.json_ld) for update in _told(node)]
    updates = list(dict.fromkeys((shown if len(shown) >= len(declared) else declared)[:_MOST]))
    when = [parse_declared_time(update.time or "").interval for update in updates]
    if not all(when):
        return updates
    order = sorted(range(len(updates)), key=lambda at: each.earliest if (each := when[at]) else _NEVER, reverse=True)
    return [updates[at] for at in order]


def _told(node: Node) -> Iterator[LiveUpdate]:
    """Yield the entries that a LiveBlogPosting declares."""
    if not _TYPE & set(types_of(node)):
        return
    entries = node.get("liveBlogUpdate")
    for entry in entries if isinstance(entries, list) else [entries]:
        if isinstance(entry, dict) and (text := text_of(_word(entry, "articleBody") or _word(entry, "text") or "")):
            yield LiveUpdate(
                text=text,
                time=_word(entry, "datePublished"),
                headline=one_line(_word(entry, "headline") or _word(entry, "name") or "") or None,
                author=_author(entry.get("author")),
                credit=_credit(text),
            )


def _author(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return _word(first, "name") if isinstance(first, dict) else first if isinstance(first, str) else None


def _word(node: Node, key: str) -> str | None:
    value = node.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the largest elements that hold exactly one declared time each, where they repeat below one parent."""
    times = [time for time in root.iter("time") if time.get("datetime")][:_MOST]
    holding: dict[etree._Element, int] = {}
    for time in times:
        for element in time.iterancestors():
            holding[element] = holding.get(element, 0) + 1
    parents: dict[etree._Element, list[etree._Element]] = {}
    for time in times:
        top = time
        while (parent := top.getparent()) is not None and holding[parent] == 1:
            top = parent
        if top is not time and parent is not None:
            parents.setdefault(parent, []).append(top)
    yield from max(parents.values(), key=len, default=[])


def _shown(element: etree._Element) -> LiveUpdate | None:
    """Return what an entry's element shows, or None where it holds no sentence."""
    lines = [line for line in walk_tree(element)[0] if not line.is_alt]
    time = next(each for each in element.iter("time") if each.get("datetime"))
    printed = " ".join("".join(time.itertext()).split())
    author = next((found["name"] for line in lines if (found := _BYLINE.fullmatch(line.text))), None)
    heading = next((line.text for line in lines if line.kind is Kind.HEADING and line.text != printed), None)
    told = [line.text for line in lines if _is_text(line, printed, heading)]
    if not any(map(is_prose, told)):
        return None
    text = "\n".join(told)
    return LiveUpdate(
        text=text, time=(time.get("datetime") or "").strip(), headline=heading, author=author, credit=_credit(text)
    )


def _is_text(line: Line, printed: str, heading: str | None) -> bool:
    if line.text in {printed, heading} or _BYLINE.fullmatch(line.text):
        return False
    return is_prose(line.text) or _CREDIT.search(line.text) is not None


def _credit(text: str) -> str | None:
    """Return whom the last line of an entry credits: "— Harbour Post", "(via Harbour Post)", "Source: Harbour Post"."""
    found = _CREDIT.search(text.rpartition("\n")[2])
    if found is None:
        return None
    return next(name for name in found.groupdict().values() if name).strip()
