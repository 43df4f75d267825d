"""Pressboard: a topic and, below its title, what the outlets wrote about it.

<headline>                             linked to the outlet's own page
<OUTLET> · <time>
<paragraphs>
Read the full story at <OUTLET> →
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

import regex

from crawler.errors import UnreadablePage
from crawler.pages.html.hosts import host_of
from crawler.pages.html.lines import Line
from crawler.pages.page import Page
from crawler.pages.reading import PageReading, RelatedBlock
from crawler.provenance.times.printed import looks_like_time

_CLOSING = regex.compile(r"Read the full story at .{1,80}", regex.IGNORECASE)
_AFTER_ITEMS = regex.compile(r"\W*+(?:older coverage|newer coverage|most read)\W*+", regex.IGNORECASE)
_OLDER = regex.compile(r"\W*+older coverage\W*+", regex.IGNORECASE)
_TOPIC_PATH = regex.compile(r"/topic/[^/]+/?")


class Pressboard:
    """The page object of Pressboard's topic pages."""

    name = "pressboard"
    aggregator = "Pressboard"
    hosts = ("pressboard.example",)

    def recognizes(self, page: Page) -> bool:
        """Return whether the page holds an item with its source line and its closing line."""
        closed = any(_CLOSING.fullmatch(line.text) for line in page.lines)
        return closed and any(_source(line) for line in page.lines)

    def read(self, page: Page) -> PageReading:
        """Return the items as blocks, and the links. Raises UnreadablePage("nothing-recognized")."""
        lines = [line for line in page.lines if not line.is_alt]
        related = tuple(replace(block, url=page.resolve(block.url)) for block in _blocks(lines))
        links = tuple(dict.fromkeys(_links(page)))
        if not related and not links:
            raise UnreadablePage("nothing-recognized")
        notes = ("blocks-without-body",) if any(not block.body for block in related) else ()
        return PageReading(layout=self.name, related=related, links=links, notes=(*page.notes, *notes))


def _source(line: Line) -> tuple[str, str] | None:
    """Return outlet and time of a source line, or None."""
    outlet, dot, time = line.text.rpartition("·")
    if not dot or len(line.text) > 120 or not looks_like_time(time.strip()):
        return None
    return outlet.strip(" ·"), time.strip()


def _blocks(lines: Sequence[Line]) -> Iterator[RelatedBlock]:
    sources = [(number, source) for number, line in enumerate(lines) if number and (source := _source(line))]
    ends = (*(number - 1 for number, _ in sources[1:]), len(lines))  # the next item begins with its headline
    for position, ((number, (outlet, time)), end) in enumerate(zip(sources, ends, strict=False)):
        headline = lines[number - 1]
        yield RelatedBlock(
            position=position,
            headline=headline.text,
            body="\n".join(_paragraphs(lines[number + 1 : end])),
            outlet_printed=outlet or None,
            time_printed=time,
            url=headline.href,
        )


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if _CLOSING.fullmatch(line.text) or _AFTER_ITEMS.fullmatch(line.text):
            return
        yield line.text


def _links(page: Page) -> Iterator[str]:
    """Yield the next page, then the other topics of the same host."""
    own = page.resolve(page.url)
    resolved = [(anchor, page.resolve(anchor.href)) for anchor in page.anchors]
    here = [(anchor, url) for anchor, url in resolved if url and url != own and host_of(url) == page.host]
    yield from (url for anchor, url in here if "next" in anchor.rel.casefold().split() or _OLDER.fullmatch(anchor.text))
    yield from (url for _, url in here if _TOPIC_PATH.fullmatch(urlsplit(url).path))
