"""Roles: which selector of a layout file names which part of a block or an article, and what these parts say.

What is not printed is None. A text that reads as no time is no time, whatever selector found it; the note
"times-not-read" counts it.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.pages.blocks.record_parts import Parts, declared_time, name_of, source_of
from crawler.pages.custom.selectors import Places, Select
from crawler.pages.html.tree import walk_tree
from crawler.provenance.times.printed import looks_like_time, split_time
from crawler.text.sanitize import sanitize

#: A headline or a name that is longer is cut: somebody selected the whole page.
LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """A selector for each part; `source` is for a line that prints outlet and time together."""

    headline: Select
    link: Select | None = None
    source: Select | None = None
    outlet: Select | None = None
    time: Select | None = None
    byline: Select | None = None
    body: Select | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """An element to read, the places of its page's elements, and those in it that belong to something else."""

    element: etree._Element
    places: Places
    without: Collection[etree._Element] = ()

    def found(self, select: Select | None) -> Iterator[etree._Element]:
        """Yield what *select* finds here, outermost elements only, nothing in what belongs to something else."""
        if select is not None:
            yield from select.found(self.element, self.places, self.without)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The parts of one block or article; `unread` says that something was selected as a time and reads as none."""

    parts: Parts
    unread: bool = False


def read_roles(roles: Roles, scope: Scope) -> Said | None:
    """Return what *scope* says, or None where it has no headline."""
    headline, head = first_text(roles.headline, scope)
    if headline is None:
        return None
    source = next(scope.found(roles.source), None)
    outlet, printed = source_of(walk_tree(source, scope.without)[0]) if source is not None else (None, None)
    named, name = first_text(roles.outlet, scope)
    time, timed = first_text(roles.time, scope)
    byline, signed = first_text(roles.byline, scope)
    declared = declared_time(timed if timed is not None else source)
    if roles.time is not None and roles.time.attribute and time:
        declared, time = time, None
    taken = {each for each in (head, source, name, timed, signed) if each is not None}
    read = _printed_time(time) if time else printed
    parts = Parts(
        headline=headline,
        headed=True,
        outlet=(name_of(named) or None) if named else outlet,
        time=read,
        declared=declared,
        href=next((href for each in scope.found(roles.link) if (href := _value(each, roles.link, "href"))), None),
        text="\n".join(_lines(roles.body, scope, taken)),
        byline=byline,
    )
    return Said(parts=parts, unread=bool(time) and read is None)


def first_text(select: Select | None, scope: Scope) -> tuple[str | None, etree._Element | None]:
    """Return the first text that *select* finds, on one line, and the element that it is the text of (None for an attribute's)."""
    for element in scope.found(select):
        if text := _value(element, select, "", scope.without):
            return text[:LONGEST], None if select is not None and select.attribute else element
    return None, None


def texts_of(element: etree._Element, without: Container[etree._Element] = ()) -> list[str]:
    """Return the lines that a reader sees in *element*, images' texts aside."""
    return [line.text for line in walk_tree(element, without)[0] if not line.is_alt]


def _value(
    element: etree._Element, select: Select | None, default: str, without: Container[etree._Element] = ()
) -> str:
    """Return the attribute that a selector ends in, else the one that is the *default*, else the text; on one line."""
    name = (select.attribute if select is not None else None) or default
    if not name:
        return " ".join(texts_of(element, without))
    return " ".join(sanitize(element.get(name) or "").split())


def _printed_time(text: str) -> str | None:
    if looks_like_time(text):
        return text
    parts = split_time(text)
    return parts[1] if parts is not None else None


def _lines(select: Select | None, scope: Scope, taken: Collection[etree._Element]) -> Iterator[str]:
    """Yield the lines of the text; what another role has taken is not part of it."""
    passed_over = {*scope.without, *taken}
    for element in scope.found(select):
        if select is not None and select.attribute:
            yield from filter(None, [_value(element, select, "")])
        elif element not in taken:
            yield from texts_of(element, passed_over)
