"""JSON-LD: the schema.org objects that a page carries in its scripts, as plain dictionaries. What they mean is for `metadata`.

Bounded: so many characters, so many objects, and nothing here is recursive but the JSON decoder, whose depth Python limits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import regex
from lxml import etree

Node = Mapping[str, Any]

_MOST_CHARACTERS = 2_000_000  # of all scripts of a page; real ones seen have at most 300,000
_MOST_NODES = 5_000  # objects looked at; a live blog of a day has some 2,000
_WRAPPER = regex.compile(
    r"\A\s*+(?://\s*+)?(?:<!--|<!\[CDATA\[|/\*\s*+<!\[CDATA\[\s*+\*/)?+|(?:-->|\]\]>)?\s*+;?\s*+\Z"
)
_TRAILING_COMMA = regex.compile(r",(?=\s*+[\]}])")


def nodes_of(root: etree._Element) -> tuple[Node, ...]:
    """Return every object of the page's JSON-LD, outer before inner, in page order. What does not parse is left out."""
    found: list[Node] = []
    left = _MOST_CHARACTERS
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = "".join(script.itertext())
        left -= len(text)
        if left < 0:
            break
        for value in _values(text):
            found.extend(_walk(value, _MOST_NODES - len(found)))
    return tuple(found)


def types_of(node: Node) -> tuple[str, ...]:
    """Return the schema.org types of an object, without the vocabulary's address."""
    value = node.get("@type")
    types = value if isinstance(value, list) else [value]
    return tuple(each.rsplit("/", 1)[-1] for each in types if isinstance(each, str))


def _values(text: str) -> Iterator[Any]:
    """Yield the values of one script: usually one, sometimes several in a row; 2.3 % of real ones need mending."""
    text = _WRAPPER.sub("", text)
    decoder = json.JSONDecoder(strict=False)  # line breaks inside strings are the commonest fault
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        position, given = 0, False
        while position < len(attempt):
            try:
                value, position = decoder.raw_decode(attempt, position)
            except (ValueError, RecursionError):
                break
            given = True
            yield value
            while position < len(attempt) and attempt[position] in " \t\r\n,;":
                position += 1
        if given:
            return


def _walk(value: Any, room: int) -> Iterator[Node]:
    """Yield the objects inside *value*, level by level, at most *room*."""
    level = [value]
    while level and room > 0:
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                room -= 1
                yield each
                below.extend(inner for inner in each.values() if isinstance(inner, dict | list))
            elif isinstance(each, list):
                below.extend(each)
            if room <= 0:
                return
        level = below
