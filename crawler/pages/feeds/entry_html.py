"""Text inside data: strings that hold HTML, escaped HTML or plain text, as a reader would see them."""

from __future__ import annotations

import regex

from crawler.pages.html.markup import parse
from crawler.pages.html.tree import walk_tree

_MARKUP = regex.compile(r"<[A-Za-z/!]|&[#\w]{1,31};")
# A bracket that opens no tag of HTML: "A < B", "<Untitled> by Ann Lee", "cut by <a third" at a title's end.
_NO_TAG = regex.compile(
    r"<(?!/?+(?:a|abbr|acronym|b|bdi|bdo|big|blockquote|br|center|cite|code|dd|del|dfn|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|nobr|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|time|tr|tt|u|ul|var|wbr)\b[^<>]*+>|!--)",
    regex.IGNORECASE,
)


def holds_markup(content: str) -> bool:
    """Return whether *content* holds tags or entities."""
    return _MARKUP.search(content) is not None


def text_of(content: str) -> str:
    """Return the text of *content*, a paragraph a line."""
    if not holds_markup(content):
        return "\n".join(line.strip() for line in content.split("\n") if line.strip())
    root, _ = parse(content)
    return "" if root is None else "\n".join(line.text for line in walk_tree(root)[0] if not line.is_alt)


def one_line(content: str) -> str:
    """Return the text of a title on one line; a bracket that opens no tag is a bracket, whatever follows it."""
    return " ".join(text_of(_NO_TAG.sub("&lt;", content)).split())
