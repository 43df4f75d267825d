"""Texts: a page as the stretches of text that markup sets apart, each with its link, its heading and its block.

Finer than lines, which join what one block holds: here the outlet behind a headline, the badge before it and the time beside
a user's name stay apart, because each has an element of its own. Linear in the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from crawler.pages.html.tree import breaks_line

#: Elements that set the look of words, not the role of a text.
_FORMATTING = frozenset({
    "abbr", "acronym", "b", "bdi", "bdo", "big", "code", "del", "em", "font", "i", "ins", "kbd", "mark",
    "nobr", "q", "s", "strong", "sub", "sup", "tt", "u", "wbr",
})  # fmt: skip
#: Those of them that touch only where they are fields of their own.
_STRESSING = frozenset({"b", "em", "i", "strong"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text: `owner` is the element that sets it apart, `anchor` the link around it, `block` counts blocks."""

    text: str
    owner: etree._Element
    anchor: etree._Element | None
    heading: bool
    block: int


@dataclass(slots=True)
class _Walk:
    """The walk through one tree: what is open, and the stretch that is being gathered."""

    root: etree._Element
    texts: list[Text] = field(default_factory=list)
    owners: list[etree._Element] = field(default_factory=list)
    anchors: list[etree._Element] = field(default_factory=list)
    headings: int = 0
    block: int = 0
    _parts: list[str] = field(default_factory=list)
    _owner: etree._Element | None = None

    def enter(self, element: etree._Element, tag: str, *, breaks: bool) -> None:
        if tag == "br" and (self.anchors or self.headings):
            self.add(" ")  # a headline goes on below
        elif breaks:
            self.end_block()
        if tag == "a" or _is_heading(element, tag):
            self.flush()
        if tag == "a":
            self.anchors.append(element)
        self.headings += _is_heading(element, tag)
        joins = tag in _FORMATTING and bool(self.owners) and not (tag in _STRESSING and _is_set_apart(element))
        self.owners.append(self.owners[-1] if joins else element)
        self.add(element.text)

    def leave(self, element: etree._Element, tag: str, *, breaks: bool) -> None:
        if tag == "a" or _is_heading(element, tag):
            self.flush()
        if breaks and tag != "br":
            self.end_block()
        if tag == "a":
            self.anchors.pop()
        self.headings -= _is_heading(element, tag)
        self.owners.pop()

    def add(self, text: str | None) -> None:
        if not text:
            return
        owner = self.owners[-1] if self.owners else self.root
        if owner is not self._owner and not text.isspace():
            self.flush()
            self._owner = owner
        if self._parts or not text.isspace():
            self._parts.append(text)

    def end_block(self) -> None:
        self.flush()
        self.block += 1

    def flush(self) -> None:
        if self._parts and self._owner is not None:
            text = " ".join("".join(self._parts).split())
            anchor = self.anchors[-1] if self.anchors else None
            self.texts.append(Text(text, self._owner, anchor, self.headings > 0, self.block))
        self._parts.clear()
        self._owner = None


def texts_of(root: etree._Element) -> Sequence[Text]:
    """Return the texts of a tree in page order, without those that no reader sees."""
    walk = _Walk(root)
    walker = etree.iterwalk(root, events=("start", "end"))
    breaking: list[bool | None] = []
    for event, element in walker:
        if event == "start":
            breaks = breaks_line(element, element.tag)
            breaking.append(breaks)
            if breaks is None:
                walker.skip_subtree()
            else:
                walk.enter(element, str(element.tag), breaks=breaks)
        else:
            breaks = breaking.pop()
            if breaks is not None:
                walk.leave(element, str(element.tag), breaks=breaks)
            if element is not root:
                walk.add(element.tail)
    walk.flush()
    return tuple(walk.texts)


def _is_set_apart(element: etree._Element) -> bool:
    """Return whether an element that sets the look of words touches another such, without a space: a name set behind a headline."""
    before, after = element.getprevious(), element.getnext()
    return (before is not None and not before.tail and before.tag in _STRESSING) or (
        after is not None and not element.tail and after.tag in _STRESSING
    )


def _is_heading(element: etree._Element, tag: str) -> bool:
    return tag in _HEADINGS or element.get("role") == "heading"
