"""Scripted data: the JSON that a page hands to its own scripts, which make the page of it in a browser.

Three ways are common: a script element of JSON, an assignment ("window.__STATE__ = {...}"), and rows pushed to a list ("push([1,"5:{...}"])").
Bounded in characters. A value that is no JSON (a function call among it) is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import regex
from lxml import etree

_MOST_CHARACTERS: Final = 4_000_000  # of all scripts of a page; the largest state seen has 1.2 million
_OPENING: Final = 1_000  # characters of a script in which it assigns its data
_ASSIGNED = regex.compile(r"(?:[\w.$\[\]'\"]{1,80}+\s*+=\s*+|\.push\(\s*+)(?=[{\[])")
_ROW = regex.compile(r"[\w$]{1,12}:(?=[{\[])")
_JSON_TYPES: Final = frozenset({"application/json", "text/json"})
_PLAIN_TYPES: Final = frozenset({"", "text/javascript", "application/javascript", "module"})


def scripted_data(root: etree._Element) -> list[Any]:
    """Return the values that the scripts of a page are given, in page order; what is no JSON or nested too deep is left out."""
    found: list[Any] = []
    left = _MOST_CHARACTERS
    for script in root.iter("script"):
        text = (script.text or "")[:left]
        left -= len(text)
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind in _JSON_TYPES:
            found.extend(_decoded(text, 0))
        elif kind in _PLAIN_TYPES and (assigned := _ASSIGNED.search(text, 0, _OPENING)) is not None:
            for value in _decoded(text, assigned.end()):
                found.append(value)
                found.extend(_rows(value))
    return found


def _decoded(text: str, start: int) -> Iterator[Any]:
    """Yield the value that begins at *start*, if it is JSON."""
    begin = next((at for at in range(start, len(text)) if not text[at].isspace()), len(text))
    try:
        yield json.JSONDecoder(strict=False).raw_decode(text, begin)[0]
    except (ValueError, RecursionError):
        return


def _rows(value: Any) -> Iterator[Any]:
    """Yield the values in the rows of text of a list that was pushed: one a line, each behind its number."""
    for text in value if isinstance(value, list) else ():
        for line in text.split("\n") if isinstance(text, str) else ():
            behind = _ROW.match(line)
            yield from _decoded(line, behind.end() if behind else 0) if behind or line[:1] in {"{", "["} else ()
