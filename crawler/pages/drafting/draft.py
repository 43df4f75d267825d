"""Drafting a layout: the selectors of a layout file for a page of which nothing is known but what it repeats.

Groups are found as `generic` finds them (see `records`). What it read off each is the truth that selectors are tried
against, so a draft is as right as that reading, and says how far it agrees with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from operator import attrgetter

from lxml import etree

from crawler.pages.blocks.confidence import weigh
from crawler.pages.blocks.lists import sure_lists
from crawler.pages.blocks.record_parts import Parts, is_headed, source_of
from crawler.pages.blocks.records import Region, regions_of
from crawler.pages.custom.roles import Roles, Scope, read_roles, texts_of
from crawler.pages.custom.selectors import Places, Select
from crawler.pages.drafting.article import draft_article
from crawler.pages.drafting.choice import Choice, choose, each_proposals, likeness, proposals
from crawler.pages.drafting.steps import Step, steps_of
from crawler.pages.html.tree import walk_tree
from crawler.pages.page import Page

#: Groups that are less complete than this are not offered; nobody has to vouch for them, the user looks at them.
COMPLETE = 0.7
_MOST_TRIED_ON = 60  # records that a selector is tried on
_PROPOSING, _PROPOSED_BY = 8, 12  # records whose elements propose selectors, and how many of each
_WORTH_IT = 0.5  # a selector that agrees with fewer records is not offered
_ENDS = ("", ":not(:last-child)", ":not(:first-child)", ":nth-last-child(n+3)", ":nth-last-child(n+4)", ":nth-of-type(n+2)", ":not(:last-of-type)", ":nth-last-of-type(n+3)")  # fmt: skip
_LONGEST_LINE = 160  # characters of a line that prints outlet and time


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was found: where the blocks are (`each` or `rows`), a choice for each part of them, and those for a main article.

    `records` is how many there are on the page, `sure` how sure `generic` is of them (0 to 1), `missing` the parts for which
    there is no selector that holds.
    """

    where: Choice
    roles: tuple[Choice, ...] = ()
    records: int
    sure: float
    missing: tuple[str, ...] = ()
    article: tuple[Choice, ...] = ()


_HEADLINE, _OUTLET, _HREF = attrgetter("headline"), attrgetter("outlet"), attrgetter("href")


@dataclass(frozen=True, slots=True)
class _Record:
    """A group: the element that holds it, and what was read off it."""

    scope: Scope
    parts: Parts


def draft(page: Page) -> Draft | None:
    """Return a draft for *page*, or None: nothing is repeated that has outlets, times and headlines, or its items have no element of their own."""
    if page.tree is None:
        return None
    weighed = [(region, weigh(region.records, page)) for region in regions_of(page.tree)]
    likely = [(region, evidence.sure) for region, evidence in weighed if evidence.complete >= COMPLETE]
    inlined = any(not record.is_teaser for region, _ in likely for record in region.records)
    listed = [] if inlined else _listed(page)
    if not listed and (not likely or (not inlined and sure_lists(page))):
        return None
    # What import reads is drafted from: whole articles, else lists, else what nobody vouches for.
    region, sure = max(listed or likely, key=lambda each: (each[1], len(each[0].records), -each[0].first_line))
    if region.flat:
        where = _rows(region, page.tree)
        return Draft(where=where, records=len(region.records), sure=sure) if where is not None else None
    return _nested(region, [each for each, _ in (*likely, *listed) if not each.flat], page.tree, sure)


def _listed(page: Page) -> list[tuple[Region, float]]:
    """Return the sure lists of a page, and how sure each is, as regions: those whose rows are one element each."""
    return [
        (
            Region(tuple(found.fields.parts), found.rows[0].first, tuple(row.element for row in found.fields.rows)),
            found.sure,
        )
        for found in sure_lists(page)
        if all(found.sheet.spans[row.element] == (row.first, row.end) for row in found.fields.rows)
    ]


def _rows(region: Region, root: etree._Element) -> Choice | None:
    """Choose a selector for the one element whose rows are the records."""
    (holder,) = region.elements
    places = Places()
    steps = [*steps_of(holder, "each"), *each_proposals([holder])]
    return choose("rows", steps, lambda select: (float(list(select.found(root, places)) == [holder]), 0.0))


def _nested(region: Region, regions: Sequence[Region], root: etree._Element, sure: float) -> Draft | None:
    places = Places()
    where = _each(region, regions, root, places)
    records = [
        _Record(Scope(element, places), parts) for element, parts in zip(region.elements, region.records, strict=True)
    ][:_MOST_TRIED_ON]
    headline = _role("headline", records, _proposing(records, _HEADLINE, _saying(_HEADLINE)))
    if where is None or where.agreement < _WORTH_IT or headline is None:
        return None
    found = [headline, _link(records), *_names(records, headline), None]
    chosen = [each for each in found if each is not None]
    body = _body(records, _roles(chosen))
    chosen += [body] if body is not None else []
    wanted = {
        "outlet": any(each.parts.outlet for each in records),
        "time": any(each.parts.time or each.parts.declared for each in records),
        "body": any(each.parts.text for each in records),
        "link": any(each.parts.href for each in records),
    }
    there = {each.key for each in chosen} | (
        {"outlet", "time"} if any(each.key == "source" for each in chosen) else set()
    )
    missing = tuple(key for key, printed in wanted.items() if printed and key not in there)
    blocks = list(Select.of(where.selector).found(root, places))
    return Draft(
        where=where,
        roles=tuple(chosen),
        records=len(region.records),
        sure=sure,
        missing=missing,
        article=draft_article(root, blocks),
    )


def _each(region: Region, regions: Sequence[Region], root: etree._Element, places: Places) -> Choice | None:
    """Choose a selector for the elements that hold a record each; other lists of records do no harm, nor do lines without headline."""
    wanted, others = set(region.elements), {element for each in regions for element in each.elements}

    @cache
    def headed(element: etree._Element) -> bool:
        return is_headed(walk_tree(element)[0])

    def judge(select: Select) -> tuple[float, float]:
        found = list(select.found(root, places))
        right = sum(element in wanted for element in found)
        wrong = sum(element not in others and (element.tag == "a" or headed(element)) for element in found)
        return 2 * right / (len(wanted) + right + wrong), 0.0

    return choose("each", each_proposals(region.elements), judge)


def _proposing(
    records: Sequence[_Record], part: Callable[[Parts], object], elements: Callable[[_Record], Iterable[etree._Element]]
) -> list[tuple[etree._Element, etree._Element]]:
    """Return some *elements* of some of the records that have a *part*, each with the element of its record."""
    having = islice((record for record in records if part(record.parts)), _PROPOSING)
    return [(record.scope.element, element) for record in having for element in islice(elements(record), _PROPOSED_BY)]


def _saying(part: Callable[[Parts], str | None]) -> Callable[[_Record], Iterable[etree._Element]]:
    """Return what yields the elements of a record whose text is hardly more than that *part*."""

    def elements(record: _Record) -> Iterator[etree._Element]:
        wanted = part(record.parts) or ""
        return (each for each in record.scope.element.iter(etree.Element) if _reads(each, wanted))

    return elements


def _reads(element: etree._Element, wanted: str) -> bool:
    length = sum(map(len, element.itertext()))
    return len(wanted) <= length <= 3 * len(wanted) + 200 and wanted in " ".join(texts_of(element))


def _role(
    key: str,
    records: Sequence[_Record],
    elements: list[tuple[etree._Element, etree._Element]],
    roles: Roles | None = None,
) -> Choice | None:
    """Choose a selector for one part among those that name *elements*."""
    steps = list(proposals(elements, records[0].scope.places, key))
    found = choose(key, steps, lambda select: _agreement(key, select, records, roles))
    return found if found is not None and found.agreement >= _WORTH_IT else None


def _agreement(key: str, select: Select, records: Sequence[_Record], roles: Roles | None) -> tuple[float, float]:
    """Return the share of records of which *select* reads the same part as was found there, and how vague it is.

    One that finds several elements is right by their order only.
    """
    with_it = Roles(headline=select) if roles is None else replace(roles, **{key: select})
    agreed = sum(_agrees(key, with_it, record) for record in records) / len(records)
    vague = sum(_is_vague(list(islice(record.scope.found(select), 2)), record, key) for record in records)
    return agreed, 2.0 * vague / len(records)


def _is_vague(found: Sequence[etree._Element], record: _Record, key: str) -> bool:
    """Return whether a selector is right by order only, or a text's finds the whole record and takes what is left of it."""
    return found[:1] == [record.scope.element] if key == "body" else len(found) > 1


def _agrees(key: str, roles: Roles, record: _Record) -> float:
    said, parts = read_roles(roles, record.scope), record.parts
    if said is None or (key == "source" and _is_long(next(record.scope.found(roles.source), None))):
        return 0.0
    if key == "body":
        return likeness(said.parts.text.split("\n"), parts.text.split("\n"))
    return float(_compared(key, said.parts) == _compared(key, parts))


def _is_long(element: etree._Element | None) -> bool:
    return element is not None and sum(map(len, element.itertext())) > _LONGEST_LINE


def _compared(key: str, parts: Parts) -> object:
    time = parts.time or parts.declared
    return {
        "headline": parts.headline,
        "link": parts.href,
        "outlet": parts.outlet,
        "time": time,
        "source": (parts.outlet, time),
    }[key]


def _link(records: Sequence[_Record]) -> Choice | None:
    def elements(record: _Record) -> Iterator[etree._Element]:
        links = record.scope.element.iter("a")
        return (each for each in links if (each.get("href") or "").strip() == record.parts.href)

    roles = Roles(headline=Select.of(":scope"))
    return _role("link", records, _proposing(records, _HREF, elements), roles)


def _names(records: Sequence[_Record], headline: Choice) -> list[Choice]:
    """Choose selectors for outlet and time, or one for the line that prints both where that reads more of them."""
    roles = _roles([headline])
    outlet = _role("outlet", records, _proposing(records, _OUTLET, _saying(_OUTLET)), roles)
    time = _role(
        "time", records, _proposing(records, lambda parts: parts.time or parts.declared, _time_elements), roles
    )
    source = _role(
        "source", records, _proposing(records, lambda parts: parts.outlet and parts.time, _source_elements), roles
    )
    apart = [each for each in (outlet, time) if each is not None]
    one = outlet is not None and time is not None and outlet.selector == time.selector
    if source is not None and source.agreement > _both(apart, records, roles) + (-0.01 if one else 0.01):
        return [source]
    return apart


def _both(chosen: Sequence[Choice], records: Sequence[_Record], roles: Roles) -> float:
    with_them = replace(roles, **{each.key: Select.of(each.selector) for each in chosen})
    return sum(_agrees("source", with_them, record) for record in records) / len(records)


def _time_elements(record: _Record) -> Iterator[etree._Element]:
    yield from record.scope.element.iter("time")
    if record.parts.time:
        yield from _saying(lambda parts: parts.time)(record)


def _source_elements(record: _Record) -> Iterator[etree._Element]:
    """Yield the elements that print outlet and time of their record and not much more."""
    wanted = (record.parts.outlet, record.parts.time)
    for each in record.scope.element.iter(etree.Element):
        if not _is_long(each) and source_of(walk_tree(each)[0]) == wanted:
            yield each


def _body(records: Sequence[_Record], roles: Roles) -> Choice | None:
    """Choose a selector for the text: of the element around it, or of its paragraphs, with or without the first and last ones."""
    elements = _proposing(records, lambda parts: parts.text, _holding_text)
    if not elements:
        return None
    steps = [
        Step(step.text + end, step.frailty + (0.5 if end else 0.0))
        for step in proposals(elements, records[0].scope.places, "body")
        for end in (_ENDS if ":" not in step.text.rpartition(" ")[2] else ("",))
    ]
    found = choose("body", steps, lambda select: _agreement("body", select, records, roles))
    return found if found is not None and found.agreement >= _WORTH_IT else None


def _holding_text(record: _Record) -> Iterator[etree._Element]:
    """Yield the elements that hold lines of a record's text and hardly any other."""
    wanted = set(record.parts.text.split("\n")) - {""}
    for element in record.scope.element.iter(etree.Element):
        lines = texts_of(element)
        inside = sum(line in wanted for line in lines)
        if inside and 3 * inside >= len(lines):
            yield element


def _roles(chosen: Sequence[Choice]) -> Roles:
    """Return the choices as roles; the first is the headline."""
    return Roles(**{each.key: Select.of(each.selector) for each in chosen})
