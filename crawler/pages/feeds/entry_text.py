"""Whether the text of a feed's entry is its whole article."""

from __future__ import annotations

import regex

from crawler.pages.feeds.entry_html import text_of
from crawler.text.words import count_words

#: Words from which on a text may be the whole article. Teasers of the feeds looked at end at some 60 words.
LEAST_WORDS = 100
_TEASER = regex.compile(r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|(?:read more|continue reading|weiterlesen|lire la suite|leer más)\W*+)\s*+\Z", regex.IGNORECASE)  # fmt: skip


def article_text(content: str) -> str:
    """Return the whole article in an entry's content, a paragraph a line; "" when it is only the beginning of one."""
    text = text_of(content)
    if count_words(text) < LEAST_WORDS or _TEASER.search(text[-200:]):
        return ""
    return text
