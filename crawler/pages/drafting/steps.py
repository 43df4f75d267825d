"""Steps: how an element can be named in a selector, the names that last longest first.

What the page's makers mean to keep lasts (itemprop, semantic tags, class names that are words); what a tool generates
(`css-1x2y3z`) changes with every build, and a position with every new line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from crawler.pages.custom.selectors import Places

#: Words in class names that say what a part is.
ROLE_WORDS = {
    "each": "article|story|card|item|post|entry|result|news|teaser|block|related",
    "headline": "headline|title|heading|hed",
    "outlet": "source|outlet|publisher|provider|brand|site|origin|paper",
    "time": "time|date|ago|published|stamp|when",
    "source": "source|meta|byline|info|attribution|publisher|credit|footer|details",
    "body": "body|text|content|summary|excerpt|description|desc|snippet|teaser|story|prose|paragraph",
    "link": "link|url|permalink|title|headline",
}
_SEMANTIC = frozenset({"article", "time", "main", "section", "header", "footer", "aside", "figure", "blockquote", "cite", "h1", "h2", "h3", "h4", "h5", "h6"})  # fmt: skip
_NAMED = ("itemprop", "data-testid", "data-test", "data-qa", "data-role", "role", "rel")
_FARTHEST = 8  # siblings that are counted
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_TOOL = re.compile(r"(?:css|sc|jsx|jss|svelte|emotion|chakra|mui)-")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LOOKS = re.compile(
    r"-?(?:[mp][trblxy]?|w|h|gap|top|left|right|bottom|z|text|font|bg|border|rounded|flex|grid|col|row|items|justify|leading|tracking"
    r"|max|min|overflow|space|shadow|opacity|order|float|d|align|lg|md|sm|xl|is|has)-.+"
    r"|flex|grid|block|inline|hidden|relative|absolute|clearfix|row|col|container|active|first|last|odd|even|left|right|small|bold"
)


@dataclass(frozen=True, slots=True)
class Step:
    """A way to name an element, and how soon it may stop being right: 0 never, 6 with the next line."""

    text: str
    frailty: float


def steps_of(element: etree._Element, role: str) -> Sequence[Step]:
    """Return the ways to name *element* by what it is, most lasting first."""
    found = dict.fromkeys(_steps(element, re.compile(ROLE_WORDS.get(role, "^$"), re.IGNORECASE)))
    return sorted(found, key=lambda step: (step.frailty, len(step.text), step.text))


def placed_steps(element: etree._Element, places: Places) -> Iterator[Step]:
    """Yield the ways to name *element* by where it stands among its siblings.

    Counted from the side on which there is less text: a body of one more paragraph moves what stands behind it.
    """
    tag, place = str(element.tag), places.of(element)
    from_start, from_end = place.child
    before, after = (sum(_length(each) for each in element.itersiblings(preceding=way)) for way in (True, False))
    start, end = (0.0, 1.0) if before <= after else (1.0, 0.0)
    if from_start == 1:
        yield Step(f"{tag}:first-child", 4.0 + start)
    if from_end == 1:
        yield Step(f"{tag}:last-child", 4.0 + end)
    numbered = (
        ("nth-child", from_start, start),
        ("nth-last-child", from_end, end),
        ("nth-of-type", place.of_type[0], start),
    )
    for name, number, far in numbered:
        if number <= _FARTHEST:
            yield Step(f"{tag}:{name}({number})", 4.5 + far)


def _length(element: etree._Element) -> int:
    return sum(map(len, element.itertext()))


def stem_of(name: str) -> str | None:
    """Return the part of a class name that lasts: "Card_title__" of "Card_title__2xYzA"; None when nothing was generated."""
    stem, under, end = name.rpartition("__")
    return f"{stem}{under}" if under and stem and _is_made(end) and not _is_made(stem) else None


def is_generated(name: str) -> bool:
    """Return whether a tool made up *name*: "css-1x2y3z", "bdVaJa", "post-48213"."""
    return _TOOL.match(name) is not None or any(map(_is_made, re.split(r"[-_]+", name)))


def _is_made(word: str) -> bool:
    """Return whether a part of a name is no word: letters and digits mixed, four digits, or capitals all over it."""
    if sum(map(str.isdigit, word)) > 3:
        return True
    if len(word) >= 4 and re.search(r"\d[A-Za-z]", word):
        return True
    humps = [hump for hump in _CAMEL.findall(word) if not hump.isdigit()]
    return len(humps) > 2 and sum(map(len, humps)) < 2.6 * len(humps)


def _steps(element: etree._Element, meant: re.Pattern[str]) -> Iterator[Step]:
    tag = str(element.tag)
    for name in _NAMED:
        value = element.get(name) or ""
        if _PLAIN.fullmatch(value) and not is_generated(value):
            yield Step(f'[{name}="{value}"]', 0.0 if name == "itemprop" else 1.0)
    if tag in _SEMANTIC:
        yield Step(tag, 1.0)
    identity = element.get("id") or ""
    if _PLAIN.fullmatch(identity) and not is_generated(identity):
        yield Step(f"#{identity}", 1.5)
    for name in dict.fromkeys((element.get("class") or "").split()):
        if stem := stem_of(name):
            yield Step(f'[class*="{stem}"]', 2.0)
        elif _PLAIN.fullmatch(name) and not is_generated(name):
            frailty = 3.5 if _LOOKS.fullmatch(name) else 0.5 if meant.search(name) else 2.0
            yield Step(f".{name}", frailty)
            yield Step(f"{tag}.{name}", frailty + 0.4)
    if tag not in _SEMANTIC:
        yield Step(tag, 3.0)
