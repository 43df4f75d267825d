"""Passages: the lines of a content root with what the tree says of each: its tag, its company, how much of it is a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex
from lxml import etree

from crawler.pages.html.content_root import UNSEEN, is_link
from crawler.text.disguises.parted import seen_in_markup
from crawler.text.sanitize import sanitize

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "label", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_BESIDE = frozenset({"aside", "button", "figcaption", "figure", "footer", "form", "input", "label", "table"})
_CELLS = frozenset({"td", "th"})
_LONGEST_CELL = 120  # characters
# Names that page makers give to what stands beside an article's text, as whole words of class or id.
_BESIDE_NAMED = regex.compile(
    r"(?<![^\s_-])(?:related|newsletter|shar(?:e|ing)|social|promo|comments?|caption|advert\w*+|ads?|tags?|breadcrumbs?|recirc\w*+"
    r"|recommend\w*+|teaser|sidebar|widget|read-?more|paywall|modal|popup|most-?read|outbrain|taboola|copyright|credits?|byline"
    r"|embed|sign-?up|subscribe)(?![^\s_-])",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One line. `company` is the same for lines marked up alike, `linked` the share of its characters inside links."""

    text: str
    tag: str
    company: tuple[str, str, str]
    beside: bool
    linked: float

    @property
    def is_heading(self) -> bool:
        """Whether the line is marked up as a heading."""
        return self.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(slots=True)
class _Gatherer:
    """The walk through a content root."""

    passages: list[Passage] = field(default_factory=list)
    _open: list[tuple[tuple[str, str, str], bool]] = field(default_factory=lambda: [(("", "", ""), False)])
    _texts: list[str] = field(default_factory=list)
    _links: int = 0
    _linked: int = 0

    def enter(self, element: etree._Element, tag: str) -> None:
        if tag in _CELLS and is_plain_row(element.getparent()):
            self.text(" ")  # a row of a table is one line
        elif tag in _BLOCKS:
            self.flush()
            self._open.append((_company(element, tag), self._open[-1][1] or _is_beside(element, tag)))
        self._links += is_link(element)
        self.text(element.text)

    def leave(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCKS and not (tag in _CELLS and is_plain_row(element.getparent())):
            self.flush()
            self._open.pop()
        self._links -= is_link(element)

    def text(self, text: str | None) -> None:
        if text:
            self._texts.append(text)
            self._linked += len(text) if self._links else 0

    def flush(self) -> None:
        whole = "".join(self._texts)
        line = sanitize(" ".join(seen_in_markup(whole).split())).strip()
        if line:
            company, beside = self._open[-1]
            self.passages.append(Passage(line, company[0], company, beside, self._linked / len(whole)))
        self._texts.clear()
        self._linked = 0


def passages_of(root: etree._Element) -> Sequence[Passage]:
    """Return the lines below *root*, in page order."""
    gatherer = _Gatherer()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        seen = isinstance(tag, str) and tag not in UNSEEN
        if event == "start" and seen:
            gatherer.enter(element, str(tag))
        elif event == "start":
            walker.skip_subtree()
        else:
            if seen:
                gatherer.leave(element, str(tag))
            if element is not root:
                gatherer.text(element.tail)
    gatherer.flush()
    return gatherer.passages


def is_plain_row(row: etree._Element | None) -> bool:
    """Return whether a row of a table holds data: at least two cells, each with a few words and nothing that breaks a line."""
    if row is None or row.tag != "tr":
        return False
    cells = [cell for cell in row if cell.tag in _CELLS]
    return len(cells) >= 2 and all(
        len("".join(cell.itertext())) <= _LONGEST_CELL
        and not any(each.tag in _BLOCKS for each in cell.iter() if each is not cell)
        for cell in cells
    )


def _company(element: etree._Element, tag: str) -> tuple[str, str, str]:
    parent = element.getparent()
    above = "" if parent is None else f"{parent.tag!s}.{_classes(parent)}"
    return tag, _classes(element), above


def _classes(element: etree._Element) -> str:
    return " ".join((element.get("class") or "").split()[:2])


def _is_beside(element: etree._Element, tag: str) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    return tag in _BESIDE or (
        len(named) > 1 and tag not in {"body", "html"} and _BESIDE_NAMED.search(named) is not None
    )
