"""A custom layout: selectors from a layout file, read like any other layout. See docs/custom-layouts.md.

Selectors say where the parts stand and nothing else: teasers become summaries, names and times are read, links resolved as
everywhere. `layout_file` makes one from TOML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from crawler.errors import UnreadablePage
from crawler.pages.blocks.flat_rows import cut_rows
from crawler.pages.blocks.next_links import links_of
from crawler.pages.blocks.record_parts import Parts, blocks
from crawler.pages.blocks.records import MOST_ELEMENTS
from crawler.pages.custom.roles import Roles, Said, Scope, read_roles
from crawler.pages.custom.selectors import Places, Select
from crawler.pages.html.hosts import host_of, is_at_home
from crawler.pages.html.tree import walk_tree
from crawler.pages.page import Page
from crawler.pages.reading import Article, DeclaredTime, PageReading, RelatedBlock

#: Blocks and links of one page that are read; what is beyond is named in a note.
MOST_BLOCKS = 2_000


@dataclass(frozen=True, slots=True)
class Rule:
    """What a page of this layout must hold: something that the selector finds, and every one of the words."""

    selector: Select | None = None
    words: tuple[str, ...] = ()

    def fits(self, page: Page, root: etree._Element) -> bool:
        """Return whether *page* holds all of it."""
        if self.selector is not None and next(self.selector.found(root, Places()), None) is None:
            return False
        lines = [line.text.casefold() for line in page.lines] if self.words else []
        return all(any(word.casefold() in line for line in lines) for word in self.words)


@dataclass(frozen=True, slots=True)
class Links:
    """Which links lead on: to the next page, and to other pages of the same site that this layout reads."""

    next: Select | None = None
    pages: Select | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomLayout:
    """The page object that a layout file describes.

    Blocks are the elements that `each` finds, read by `block`; or the rows below what `rows` finds, cut as on flat pages.
    """

    name: str
    aggregator: str | None = None
    hosts: tuple[str, ...] = ()
    rule: Rule | None = None
    each: Select | None = None
    rows: Select | None = None
    block: Roles | None = None
    article: Roles | None = None
    links: Links | None = field(default=None)

    def recognizes(self, page: Page) -> bool:
        """Return whether the page holds what the rule asks and something to read; without a rule only at home."""
        if page.tree is None or (self.rule is None and not is_at_home(page.host, self.hosts)):
            return False
        if self.rule is not None and not self.rule.fits(page, page.tree):
            return False
        found = _Found.on(self, page)
        return found is not None and (next(found.said(), None) is not None or found.main() is not None)

    def read(self, page: Page) -> PageReading:
        """Return what the selectors find. Raises UnreadablePage("nothing-recognized") where that is nothing."""
        found = _Found.on(self, page)
        if found is None:
            raise UnreadablePage("nothing-recognized")
        said = list(islice(found.said(), MOST_BLOCKS + 1))
        related, main = blocks([each.parts for each in said[:MOST_BLOCKS]], page), found.main()
        links = found.links(related)
        if not related and main is None and not (links and self.links):
            raise UnreadablePage("nothing-recognized")
        notes = {
            "times-not-read": any(each.unread for each in said),
            "more-blocks-than-read": len(said) > MOST_BLOCKS,
        }
        return PageReading(
            layout=self.name,
            article=_article(main, page) if main else None,
            related=related,
            links=links,
            notes=(*page.notes, *(note for note, true in notes.items() if true)),
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """One page under one layout."""

    layout: CustomLayout
    page: Page
    root: etree._Element
    places: Places
    elements: Sequence[etree._Element]

    @classmethod
    def on(cls, layout: CustomLayout, page: Page) -> _Found | None:
        """Find the blocks' elements; None for what has no tree, and for more elements than people read."""
        if page.tree is None or next(islice(page.tree.iter(), MOST_ELEMENTS, None), None) is not None:
            return None
        places = Places()
        return cls(layout, page, page.tree, places, list(Scope(page.tree, places).found(layout.each or layout.rows)))

    def said(self) -> Iterator[Said]:
        """Yield what each block says; an element without a headline is none."""
        for element in self.elements:
            if self.layout.rows is not None:
                yield from map(_of_rows, cut_rows(walk_tree(element)[0]))
            elif self.layout.block is not None:
                said = read_roles(self.layout.block, Scope(element, self.places))
                if said is not None:
                    yield said

    def main(self) -> Said | None:
        """Return what the main article says; blocks are no part of it."""
        if self.layout.article is None:
            return None
        without = frozenset(self.elements) if self.layout.each is not None else ()
        said = read_roles(self.layout.article, Scope(self.root, self.places, without))
        return said if said is not None and said.parts.text else None

    def links(self, related: Sequence[RelatedBlock]) -> tuple[str, ...]:
        """Return the addresses to go on to, on the page's own host."""
        if self.layout.links is None:
            return links_of(self.page, related)
        chosen = (self.layout.links.next, self.layout.links.pages)
        written = [
            each.get((select.attribute if select else None) or "href")
            for select in chosen
            for each in Scope(self.root, self.places).found(select)
        ]
        resolved = (self.page.resolve(href) for href in [*written, *(block.url for block in related)])
        own = self.page.resolve(self.page.url)
        here = dict.fromkeys(url for url in resolved if url and url != own and host_of(url) == self.page.host)
        return tuple(islice(here, MOST_BLOCKS))


def _of_rows(parts: Parts) -> Said:
    return Said(parts=parts)


def _article(said: Said, page: Page) -> Article:
    parts = said.parts
    return Article(
        headline=parts.headline,
        body=parts.text,
        outlet_printed=parts.outlet,
        time_printed=parts.time,
        times=(DeclaredTime(parts.declared),) if parts.declared else (),
        byline=parts.byline,
        url=page.resolve(parts.href),
    )
