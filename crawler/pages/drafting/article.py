"""Drafting the main article of a page that shows others beside or below it: a title above paragraphs that belong to no group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from crawler.pages.blocks.record_parts import TEASER, count, is_prose, source_of
from crawler.pages.custom.roles import Roles, Scope, read_roles
from crawler.pages.custom.selectors import Places, Select
from crawler.pages.drafting.choice import Choice, choose, likeness, proposals
from crawler.pages.html.lines import Line
from crawler.pages.html.tree import walk_owned, walk_tree

_ASIDE = frozenset({"nav", "aside", "footer", "form", "header"})
_HOLDS = 0.7  # likeness of texts below which a selector is not offered
_SHORT = 160  # characters of the line below a title
_PROPOSING = 12  # paragraphs whose elements propose selectors


@dataclass(frozen=True, slots=True)
class _Written:
    """A line outside the groups, and the element that holds it."""

    line: Line
    owner: etree._Element


def draft_article(root: etree._Element, blocks: Sequence[etree._Element]) -> tuple[Choice, ...]:
    """Return choices for headline, body and what stands between them; none where the page has no article of its own."""
    places, groups = Places(), frozenset(blocks)
    scope = Scope(root, places, groups)
    titles = [each for each in root.iter("h1") if not _inside(each, groups)]
    if len(titles) != 1:
        return ()
    below = list(_below(root, titles[0], groups))
    prose = [at for at, each in enumerate(below) if is_prose(each.line.text) and count(each.line.text) > 6]
    if sum(count(below[at].line.text) for at in prose) <= TEASER:
        return ()
    body = below[prose[0] : prose[-1] + 1]  # headings of sections stand between
    headline = " ".join(line.text for line in walk_tree(titles[0])[0] if not line.is_alt)
    head = choose(
        "headline", proposals([(root, titles[0])], places, "headline"), lambda select: _reads(select, scope, headline)
    )
    if head is None or head.agreement < 1:
        return ()
    roles = Roles(headline=Select.of(head.selector))
    source = _source(below, body[0], scope, roles)
    if source is not None:
        roles = replace(roles, source=Select.of(source.selector))
    text = _body(body, scope, roles)
    return tuple(each for each in (head, source, text) if each is not None) if text is not None else ()


def _below(root: etree._Element, title: etree._Element, groups: frozenset[etree._Element]) -> Iterator[_Written]:
    """Yield the lines after the title, up to the first group where it comes later; no menus, shelves or footers."""
    begun = False
    for line, owner in zip(*walk_owned(root), strict=True):
        inside = [owner, *owner.iterancestors()]
        if not begun:
            begun = title in inside
        elif any(each in groups for each in inside):
            return
        elif title not in inside and not line.is_alt and not any(each.tag in _ASIDE for each in inside):
            yield _Written(line, owner)


def _inside(element: etree._Element, groups: frozenset[etree._Element]) -> bool:
    return element in groups or any(each in groups for each in element.iterancestors())


def _reads(select: Select, scope: Scope, wanted: str) -> tuple[float, float]:
    said = read_roles(Roles(headline=select), scope)
    return float(said is not None and said.parts.headline == wanted), 0.0


def _source(below: Sequence[_Written], first: _Written, scope: Scope, roles: Roles) -> Choice | None:
    """Choose a selector for the line between title and text that prints a time."""
    above = [each for each in below[: below.index(first)] if len(each.line.text) <= _SHORT]
    timed = next((each for each in above if source_of([each.line])[1]), None)
    if timed is None:
        return None
    wanted = source_of(walk_tree(timed.owner)[0])

    def judge(select: Select) -> tuple[float, float]:
        said = read_roles(replace(roles, source=select), scope)
        return float(said is not None and (said.parts.outlet, said.parts.time) == wanted), 0.0

    found = choose("source", proposals([(scope.element, timed.owner)], scope.places, "source"), judge)
    return found if found is not None and found.agreement == 1 else None


def _body(body: Sequence[_Written], scope: Scope, roles: Roles) -> Choice | None:
    wanted = [each.line.text for each in body]
    owners = dict.fromkeys(each.owner for each in body[:_PROPOSING])
    holders = dict.fromkeys(parent for each in owners if (parent := each.getparent()) is not None)

    def judge(select: Select) -> tuple[float, float]:
        said = read_roles(replace(roles, body=select), scope)
        return (likeness(said.parts.text.split("\n"), wanted) if said is not None else 0.0), 0.0

    named = [(scope.element, each) for each in (*holders, *owners)]
    found = choose("body", proposals(named, scope.places, "body"), judge)
    return found if found is not None and found.agreement >= _HOLDS else None
