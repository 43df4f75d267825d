"""The text of a feed's entry: HTML, escaped HTML or plain text, as a reader would see it."""

from __future__ import annotations

import regex

from crawler.pages.html.markup import parse
from crawler.pages.html.tree import walk_tree
from crawler.text.words import count_words

#: Words from which on a text may be the whole article. Teasers of the feeds looked at end at some 60 words.
LEAST_WORDS = 100
_TEASER = regex.compile(r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|(?:read more|continue reading|weiterlesen|lire la suite|leer más)\W*+)\s*+\Z", regex.IGNORECASE)  # fmt: skip
_MARKUP = regex.compile(r"<[A-Za-z/!]|&[#\w]{1,31};")


def article_text(content: str) -> str:
    """Return the whole article in an entry's content, a paragraph a line; "" when it is only the beginning of one."""
    text = "\n".join(_lines(content))
    if count_words(text) < LEAST_WORDS or _TEASER.search(text[-200:]):
        return ""
    return text


def one_line(text: str) -> str:
    """Return a title's text without markup, on one line."""
    return " ".join(" ".join(_lines(text)).split())


def _lines(content: str) -> list[str]:
    if not _MARKUP.search(content):
        return [stripped for line in content.split("\n") if (stripped := line.strip())]
    root, _ = parse(content)
    if root is None:
        return []
    return [line.text for line in walk_tree(root)[0] if not line.is_alt]
