"""The running text of an item, out of the markup that its format puts it in: one paragraph a line."""

from __future__ import annotations

import copy

import regex
from lxml import etree

from crawler.pages.html.markup import parse
from crawler.pages.html.tree import walk_tree
from crawler.text.sanitize import sanitize

#: NITF's own names of elements (IPTC NITF 3.6), in addition to the HTML ones that it shares.
_NITF = {"hl1": "h1", "hl2": "h2", "block": "div", "bq": "blockquote", "fn": "div", "note": "div"}
#: Captions and tables of data are no running text; headline, byline and dateline are fields of their own.
_ELEMENT_NAME = regex.compile(r"[A-Za-z][\w.:-]*+", regex.ASCII)
_NITF_APART = frozenset({"media", "body.head", "body.end", "head", "nitf-table"})


def text_of_html(html: str) -> str:
    """Return the paragraphs of HTML, without the alternative texts of images."""
    root, _ = parse(html)
    return text_of_tree(root) if root is not None else ""


def text_of_tree(root: etree._Element) -> str:
    """Return the paragraphs of an XHTML or NITF element."""
    lines, _ = walk_tree(_as_html(root))
    return sanitize("\n".join(line.text for line in lines if not line.is_alt))


def text_of_plain(text: str) -> str:
    """Return the lines of plain text that are not empty."""
    return "\n".join(line for row in sanitize(text).split("\n") if (line := " ".join(row.split())))


def on_one_line(text: str | None) -> str:
    """Return a field on one line; markup and entities inside it are read."""
    text = text or ""
    if "<" in text or "&" in text:
        text = text_of_html(text)
    return " ".join(sanitize(text).split())


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _as_html(root: etree._Element) -> etree._Element:
    """Return a copy of *root* whose elements have the names that HTML has for them, without those that hold no prose."""
    tree = copy.deepcopy(root)
    tree.tail = None
    for element in tree.iter():
        name = local(element)
        if name in _NITF_APART and element is not tree:
            element.tag = "script"  # whose text nobody reads; what follows it stays
        elif name:
            element.tag = _NITF.get(name, name) if _ELEMENT_NAME.fullmatch(name) else "span"  # "<days.<b>" is a slip
    return tree
