"""The text of an article whose page shows none: scripts make it of the JSON that the page hands to them.

It is the longest text under a name that texts have, in an object whose headline is the page's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from lxml import etree

from crawler.pages.article.extractor import extract_text
from crawler.pages.feeds.entry_html import holds_markup
from crawler.pages.html.content_root import content_root
from crawler.pages.html.markup import parse
from crawler.pages.metadata.json_keys import BODY, HEADLINE, folded, word
from crawler.pages.metadata.scripted import scripted_data

_MOST_OBJECTS: Final = 20_000
_LEAST: Final = 200  # characters of a text
_SHORTEST: Final = 12  # letters of a headline that is compared


def scripted_body(root: etree._Element, headlines: Sequence[str]) -> str:
    """Return the text that the scripts of a page are given for the article with one of *headlines*, a paragraph a line, or ""."""
    wanted = {letters for headline in headlines if len(letters := _letters(headline)) >= _SHORTEST}
    texts = (
        word(item, BODY) or ""
        for item in islice(_objects(scripted_data(root)), _MOST_OBJECTS)
        if _letters(word(item, HEADLINE) or "") in wanted
    )
    longest = max(texts, key=len, default="")
    if len(longest) < _LEAST:
        return ""
    return _text(longest) if holds_markup(longest) else longest


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every object in *data*, with folded keys."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield folded(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _text(markup: str) -> str:
    root, _ = parse(f"<html><body><article>{markup}</article></body></html>")
    return extract_text(*content_root(root)) if root is not None else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
