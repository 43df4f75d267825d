"""Disguises of saved pages: what they look like on a site that nobody knows, its names hashed, its markup another.

Each takes a parsed page and changes it in place; a reader sees the same items. `disguised` returns the page anew as HTML.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

from lxml import etree

from crawler.pages.html.markup import parse

_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_TO_DIV = frozenset(
    [
        "li",
        "ul",
        "ol",
        "article",
        "section",
        "table",
        "tbody",
        "tr",
        "td",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "nav",
        "footer",
        "header",
        "aside",
        "dl",
        "dd",
        "dt",
    ]
)
_CALLED = ("itemprop", "itemtype", "itemscope", "itemid", "role", "property", "typeof", "rel", "title")


def hashed(root: etree._Element) -> None:
    """Hash classes and ids, as generated style sheets do, and drop data attributes."""
    for element in root.iter(etree.Element):
        for name in ("class", "id"):
            words = str(element.get(name) or "").split()
            if words:
                element.set(name, " ".join(map(_hash, words)))
        _drop(element, lambda name: name.startswith("data-"))


def bare(root: etree._Element) -> None:
    """Drop classes, ids and data attributes."""
    for element in root.iter(etree.Element):
        _drop(element, lambda name: name in {"class", "id", "name"} or name.startswith("data-"))


def undeclared(root: etree._Element) -> None:
    """Drop microdata, JSON-LD, meta elements, roles and labels for machines."""
    for element in list(root.iter(etree.Element)):
        _drop(element, lambda name: name in _CALLED or name.startswith("aria-"))
        if element.tag in {"script", "meta"} and element.getparent() is not None:
            _remove(element)


def divs(root: etree._Element) -> None:
    """Make divs of lists, tables, headings and paragraphs."""
    for element in root.iter(etree.Element):
        if element.tag in _TO_DIV:
            element.tag = "div"


def tables(root: etree._Element) -> None:
    """Make tables of lists."""
    for items in list(root.iter("ul", "ol")):
        items.tag = "table"
        for item in items.findall("li"):
            item.tag = "tr"
            cell = etree.Element("td")
            cell.text, item.text = item.text, None
            cell.extend(list(item))
            item.append(cell)


def spans_for_times(root: etree._Element) -> None:
    """Print times without declaring them."""
    for element in root.iter("time"):
        element.tag = "span"
        element.attrib.clear()


#: The disguises by name.
DISGUISES: dict[str, Callable[[etree._Element], None]] = {
    "hashed": hashed,
    "bare": bare,
    "undeclared": undeclared,
    "divs": divs,
    "tables": tables,
    "times as text": spans_for_times,
}


def disguised(html: str, names: Sequence[str], *, minified: bool = False) -> bytes:
    """Return *html* in the disguises of *names*, without white space between elements if *minified*, as UTF-8 with its mark."""
    root, _ = parse(html)
    if root is None:
        return html.encode()
    for name in names:
        DISGUISES[name](root)
    text = str(etree.tostring(root, encoding="unicode", method="html"))
    text = re.sub(r"<meta[^>]*charset[^>]*>", "", text)
    return b"\xef\xbb\xbf" + (re.sub(r">\s+<", "><", text) if minified else text).encode()


def _hash(word: str) -> str:
    return "c" + hashlib.sha256(word.encode()).hexdigest()[:6].translate(_LETTERS)


def _drop(element: etree._Element, unwanted: Callable[[str], bool]) -> None:
    for name in [str(name) for name in element.attrib if unwanted(str(name))]:
        del element.attrib[name]


def _remove(element: etree._Element) -> None:
    """Take an element out of its tree, and leave the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
