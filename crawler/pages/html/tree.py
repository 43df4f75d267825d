"""Trees: an HTML tree walked into lines and links, in the order of the page, without recursion."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import regex
from lxml import etree

from crawler.pages.html.lines import Kind, Line, LineBuilder

# Elements that begin and end a line (the rendering section of the HTML standard, and buttons, which stand apart).
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "p", "pre",
    "search", "section", "summary", "table", "caption", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br",
})  # fmt: skip
# Elements whose text no reader sees, or that are fallbacks and form fields.
_UNSEEN = frozenset({
    "audio", "canvas", "datalist", "embed", "head", "iframe", "map", "math", "meter", "noembed", "noframes",
    "noscript", "object", "progress", "script", "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
_KINDS = {"li": Kind.ITEM, "td": Kind.CELL, "th": Kind.CELL, **{f"h{level}": Kind.HEADING for level in range(1, 7)}}
_HIDDEN_STYLE = regex.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", regex.IGNORECASE)
_BLOCK_STYLE = regex.compile(r"display\s*+:\s*+(?:block|flex|grid|table|list-item)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link as written: its address, its text on one line, and its relations ("next")."""

    href: str
    text: str
    rel: str = ""


@dataclass(slots=True)
class Walk:
    """The walk through one tree, and what it has found so far."""

    builder: LineBuilder = field(default_factory=LineBuilder)
    anchors: list[Anchor] = field(default_factory=list)
    _kinds: list[Kind] = field(default_factory=lambda: [Kind.TEXT])
    _links: list[tuple[str, str, list[str]]] = field(default_factory=list)
    _href: str | None = None  # of the innermost link that is open

    def enter(self, element: etree._Element, tag: str, *, breaks: bool) -> None:
        """Begin *element*: its line if it *breaks* one, its kind, its link, its first text."""
        if breaks:
            self.flush()
        if kind := _KINDS.get(tag):
            self._kinds.append(kind)
        if tag == "a":
            self._links.append((_attribute(element, "href"), _attribute(element, "rel"), []))
            self._href = self._links[-1][0] or None
        elif tag == "img":
            self._note(alt := _attribute(element, "alt"))
            self.builder.image(alt, self._href, self._kinds[-1])
        elif tag == "input" and element.get("type") in {"submit", "button", "reset"}:
            self.flush()
            self.text(element.get("value"))
            self.flush()
        self.text(element.text)

    def leave(self, tag: str, *, breaks: bool) -> None:
        """End an element."""
        if breaks:
            self.flush()
        if tag in _KINDS:
            self._kinds.pop()
        if tag == "a":
            href, rel, texts = self._links.pop()
            self._href = self._links[-1][0] or None if self._links else None
            if href:
                self.anchors.append(Anchor(href, " ".join("".join(texts).split()), rel))

    def text(self, text: str | None) -> None:
        """Add the text of or after an element."""
        if text:
            self.builder.add(text, self._href)
            if self._links:
                self._note(text)

    def flush(self) -> None:
        """End the line. A list marker stands before the first line of an item only."""
        if self.builder.stretches and self.builder.flush(self._kinds[-1]) and self._kinds[-1] is Kind.ITEM:
            self._kinds[-1] = Kind.TEXT

    def _note(self, text: str) -> None:
        if self._links:
            self._links[-1][2].append(text)


class Walked(NamedTuple):
    """What a tree holds, in page order: its lines, for each the innermost element that holds all of it, and its links."""

    lines: Sequence[Line]
    owners: Sequence[etree._Element]
    anchors: Sequence[Anchor]


def walk_tree(root: etree._Element, without: Container[etree._Element] = ()) -> tuple[Sequence[Line], Sequence[Anchor]]:
    """Return the lines and links of a tree, in page order (a link stands where it ends); elements of *without* are passed over."""
    lines, _, anchors = walked(root, without)
    return lines, anchors


def walk_owned(root: etree._Element) -> tuple[Sequence[Line], Sequence[etree._Element]]:
    """Return the lines of a tree in page order and, for each, the innermost element that holds all of it."""
    lines, owners, _ = walked(root)
    return lines, owners


def walked(root: etree._Element, without: Container[etree._Element] = ()) -> Walked:
    """Return the lines of a tree with their owners, and its links; elements of *without* are passed over."""
    walk = Walk()
    lines = walk.builder.lines
    owners: list[etree._Element] = []
    # Of the open elements: whether each breaks the line, None for one that is not seen.
    breaking: list[bool | None] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            breaks = None if element in without else breaks_line(element, tag)
            breaking.append(breaks)
            if breaks is None:
                walker.skip_subtree()
                continue
            walk.enter(element, str(tag), breaks=breaks)
            if len(lines) > len(owners):
                above = element.getparent()
                owner = root if above is None or element is root else above
                owners.extend([owner] * (len(lines) - len(owners)))
        else:
            breaks = breaking.pop()
            if breaks is not None:
                walk.leave(str(tag), breaks=breaks)
                if len(lines) > len(owners):
                    owners.extend([element] * (len(lines) - len(owners)))
            if element is not root:
                walk.text(element.tail)
    walk.flush()
    owners.extend([root] * (len(lines) - len(owners)))
    return Walked(tuple(lines), tuple(owners), tuple(walk.anchors))


def title_of(root: etree._Element) -> str | None:
    """Return the text of the tree's title element, on one line, or None."""
    title = root.find(".//title")
    text = " ".join("".join(title.itertext()).split()) if title is not None else ""
    return text or None


def base_of(root: etree._Element) -> str | None:
    """Return the address that the tree declares as its base, or None."""
    base = root.find(".//base[@href]")
    return None if base is None else _attribute(base, "href") or None


def _attribute(element: etree._Element, name: str) -> str:
    return (element.get(name) or "").strip()


def breaks_line(element: etree._Element, tag: object) -> bool | None:
    """Return whether *element* begins and ends a line, or None where no reader sees it."""
    if not isinstance(tag, str) or element.get("hidden") is not None:
        return None
    if tag in _UNSEEN:
        return True if tag == "template" and element.get("shadowrootmode") else None  # a declared shadow root is shown
    style = element.get("style")
    if style is not None and _HIDDEN_STYLE.search(style) is not None:
        return None
    return tag in _BLOCKS or (style is not None and _BLOCK_STYLE.search(style) is not None)
