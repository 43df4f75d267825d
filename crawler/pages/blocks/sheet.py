"""Sheets: a page's texts, and what is asked of them again and again: places, signatures, addresses, menus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import regex
from lxml import etree

from crawler.pages.blocks.record_parts import count
from crawler.pages.blocks.texts import Text, texts_of
from crawler.pages.html.redirectors import counters_of
from crawler.pages.page import Page

#: Classes that tell one row of a list from the next, not one list from another.
_VARYING = regex.compile(r"odd|even|first|last|active|current|selected|visited|has-.*|is-.*", regex.IGNORECASE)
#: Generated names ("css-1xk2a", "_3kZq9"): digits among letters, as no count of rows has them.
_GENERATED = regex.compile(
    r"(?:[a-z]{1,8}[-_]{1,2}|_{1,2})?(?=\w*\d[A-Za-z])(?=\w*[A-Za-z])[\w-]{4,24}", regex.IGNORECASE
)
_OFTEN = 3  # elements with a generated class that is one of the list's pattern
_MENU = regex.compile(
    r"(?<![^\s])(?:(?:main|sub|top|site|global|primary|secondary|page|g|m|js|c|l|o)[-_]{0,2})?(?:nav|navbar|navigation|navlist|menu|breadcrumbs?|channels?|categories|sections)(?:[-_]{1,2}\w{1,12})?(?![^\s])",
    regex.IGNORECASE,
)
_ROWS = frozenset({"article", "li", "main", "section", "td"})
_CELL_LEVELS = 3  # elements between a text and its cell
_MENU_WORDS = 4  # of a menu's entry
_MENU_LEVELS = 6  # elements around a link that may say that it is a menu's


@dataclass(frozen=True)
class Sheet:
    """A page's texts, with the places of every element among them."""

    page: Page
    texts: Sequence[Text]

    @classmethod
    def of(cls, page: Page) -> Sheet:
        """Lay out the texts of *page*; one without a tree has none."""
        return cls(page, texts_of(page.tree) if page.tree is not None else ())

    @cached_property
    def spans(self) -> Mapping[etree._Element, tuple[int, int]]:
        """The first text of every element that holds any, and the one after its last."""
        spans: dict[etree._Element, tuple[int, int]] = {}
        for at, text in enumerate(self.texts):
            known = spans.get(text.owner)
            spans[text.owner] = (known[0] if known else at, at + 1)
        elements = list(self.page.tree.iter()) if self.page.tree is not None else []
        for element in reversed(elements):  # what is inside comes before what is around it
            span, parent = spans.get(element), element.getparent()
            if span is not None and parent is not None:
                known = spans.get(parent, span)
                spans[parent] = (min(known[0], span[0]), max(known[1], span[1]))
        return spans

    @cached_property
    def signatures(self) -> dict[etree._Element, str]:
        """The signatures that were asked for, each worked out once."""
        return {}

    @cached_property
    def addresses(self) -> dict[str, str | None]:
        """The links that were resolved, each once: one stands in the rows of several columns."""
        return {}

    def resolve(self, href: str | None) -> str | None:
        """Return *href* as an absolute address, or None where it is none."""
        if href is None:
            return None
        if href not in self.addresses:
            self.addresses[href] = self.page.resolve(href)
        return self.addresses[href]

    @cached_property
    def counters(self) -> Set[str]:
        """The hosts through which the page's links lead to several other sites."""
        anchors = self.page.tree.iter("a") if self.page.tree is not None else ()
        hrefs = {href for anchor in anchors if "http" in (href := str(anchor.get("href") or ""))[8:]}
        return counters_of(url for href in sorted(hrefs) if (url := self.resolve(href)))

    def signature(self, element: etree._Element) -> str:
        """Return an element's tag and those of its classes that do not vary from row to row."""
        known = self.signatures.get(element)
        if known is None:
            classes = sorted(set(str(element.get("class") or "").split()[:8]))
            plain = ".".join(name for name in classes if self._is_steady(name))
            known = self.signatures[element] = f"{element.tag!s}.{plain}"
        return known

    @cached_property
    def classes(self) -> Mapping[str, int]:
        """How many elements have each class that holds a digit."""
        elements = self.page.tree.iter(etree.Element) if self.page.tree is not None else ()
        names = (name for each in elements for name in set(str(each.get("class") or "").split()[:8]))
        return Counter(name for name in names if any(map(str.isdigit, name)))

    @cached_property
    def menu(self) -> Set[str]:
        """What the entries of the page's menus say, case folded."""
        links = (text for text in self.texts if text.anchor is not None and count(text.text) <= _MENU_WORDS)
        return frozenset(text.text.casefold() for text in links if _is_in_menu(text.anchor))

    @cached_property
    def heads(self) -> dict[etree._Element, Sequence[str]]:
        """What the heads of tables call their columns, each table looked at once."""
        return {}

    def column_head(self, element: etree._Element) -> str:
        """Return what the head of a table calls the column that *element* is in, "" where none does."""
        around = [element, *islice(element.iterancestors(), _CELL_LEVELS)]
        cell = next((each for each in around if each.tag == "td"), None)
        table = next(cell.iterancestors("table"), None) if cell is not None else None
        if cell is None or table is None:
            return ""
        if table not in self.heads:
            row = next(table.iter("tr"), ())
            named = len(row) > 1 and all(each.tag == "th" for each in row)
            self.heads[table] = [" ".join("".join(each.itertext()).split())[:40] for each in row] if named else ()
        at, heads = sum(1 for _ in cell.itersiblings("td", "th", preceding=True)), self.heads[table]
        return heads[at] if at < len(heads) else ""

    def _is_steady(self, name: str) -> bool:
        """Return whether a class is one of a pattern: a number tells one row from the next, but for those of generated style sheets."""
        if any(map(str.isdigit, name)):
            return self.classes.get(name, 0) >= _OFTEN and _GENERATED.fullmatch(name) is not None
        return _VARYING.fullmatch(name) is None


def _is_in_menu(anchor: etree._Element | None) -> bool:
    """Return whether a link is an entry of a menu, of the page's footer, or of its own header, not that of a row."""
    around = list(islice(anchor.iterancestors(), _MENU_LEVELS)) if anchor is not None else []
    inside = False
    for each in around:
        inside = inside or each.tag in _ROWS
        named = f"{each.get('class') or ''} {each.get('id') or ''}"[:200]
        if each.tag in {"nav", "footer"} or (each.tag == "header" and not inside):
            return True
        if each.tag not in {"body", "html"} and _MENU.search(named) is not None:
            return True
    return False
