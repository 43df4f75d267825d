"""Records: the groups that a page repeats, each with a time of its own, found by the shape of the tree.

The idea is that of mining data records (Liu, Grossman and Zhai, "Mining data records in Web pages", KDD 2003): records
stand below one parent in subtrees of one shape. A time is what every news item has, so the search begins there: the
largest subtree that holds one time only is a record; records of one tag path form a region. Where these subtrees hold
nothing but the time, the page is flat, rows below one parent, and the rows are cut into records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from lxml import etree

from crawler.pages.blocks.flat_rows import cut_rows
from crawler.pages.blocks.line_roles import Role, marks_of
from crawler.pages.blocks.record_parts import Parts, is_headed, read_parts
from crawler.pages.html.lines import Line
from crawler.pages.html.tree import walk_owned

#: Fewer groups are no pattern; of more than MOST_TIMES times on a page the first are looked at.
FEWEST, MOST_TIMES, MOST_ELEMENTS = 3, 2_000, 40_000
_LIKE = 0.5  # shared tags: how alike a sibling without a time has to be to count as a record


@dataclass(frozen=True, slots=True)
class Region:
    """One repetition: its records in page order, and the line of the page on which it begins.

    `elements` hold one record each; of a `flat` region, whose records have none of their own, the one that holds them all.
    """

    records: tuple[Parts, ...]
    first_line: int
    elements: tuple[etree._Element, ...] = ()
    flat: bool = False


@dataclass(frozen=True)
class Lined:
    """A tree as lines, each with the element that holds it."""

    root: etree._Element
    lines: Sequence[Line]
    owners: Sequence[etree._Element]

    @cached_property
    def spans(self) -> dict[etree._Element, tuple[int, int]]:
        """The first line of every element that holds lines, and the one after its last."""
        found: dict[etree._Element, tuple[int, int]] = {}
        for number, owner in enumerate(self.owners):
            element: etree._Element | None = owner
            while element is not None:
                first, _ = found.get(element, (number, number))
                found[element] = (first, number + 1)
                element = element.getparent()
        return found

    def within(self, element: etree._Element) -> Sequence[Line]:
        """Return the lines inside *element*."""
        first, end = self.spans.get(element, (0, 0))
        return self.lines[first:end]


@lru_cache(maxsize=2)  # several layouts look at one page
def regions_of(root: etree._Element, *, fewest: int = FEWEST) -> Sequence[Region]:
    """Return the regions of *fewest* and more records in page order; a record belongs to one region only.

    With fewer than FEWEST it is the caller who knows that these are items: the shape alone does not tell. A page of more
    than MOST_ELEMENTS has none: no list that people read is that long.
    """
    if next(islice(root.iter(), MOST_ELEMENTS, None), None) is not None:
        return ()
    page = Lined(root, *walk_owned(root))
    times = _time_owners(page)
    holding = Counter(element for owner in times for element in _upward(owner))
    tops = [_largest_alone(owner, holding) for owner in times]
    nested: dict[str, list[etree._Element]] = defaultdict(list)
    flat: dict[etree._Element, int] = Counter()
    for owner, top in zip(times, tops, strict=True):
        if top is not None and is_headed(page.within(top)):
            nested[_path(top)].append(top)
        else:
            flat[owner if top is None else _above(top)] += 1
    found = [*_nested_regions(page, nested, fewest), *_flat_regions(page, flat)]
    return sorted(found, key=lambda region: region.first_line)


def _nested_regions(page: Lined, groups: dict[str, list[etree._Element]], fewest: int) -> Iterator[Region]:
    for tops in groups.values():
        records = [(element, read_parts(page.within(element), element)) for element in _with_siblings(page, tops)]
        kept = [(element, parts) for element, parts in records if parts is not None]
        if len(kept) >= fewest:
            elements = tuple(element for element, _ in kept)
            yield Region(tuple(parts for _, parts in kept), page.spans[elements[0]][0], elements)


def _flat_regions(page: Lined, parents: dict[etree._Element, int]) -> Iterator[Region]:
    for parent, times in parents.items():
        if times < FEWEST:
            continue
        records = cut_rows(page.within(parent))
        if len(records) >= FEWEST:
            yield Region(records, page.spans[parent][0], (parent,), flat=True)


def _with_siblings(page: Lined, tops: Sequence[etree._Element]) -> list[etree._Element]:
    """Return *tops* and those of their siblings that have the same tag, tags alike inside and a headline, but no time."""
    chosen = set(tops)
    shape = frozenset(each.tag for each in tops[0].iter())
    among: list[etree._Element] = []
    parents = dict.fromkeys(parent for top in tops if (parent := top.getparent()) is not None)
    if not parents:
        return list(tops)  # the whole page is one record
    for parent in parents:
        for child in parent:
            alike = child in chosen or (
                child.tag == tops[0].tag
                and _likeness(shape, frozenset(each.tag for each in child.iter())) >= _LIKE
                and is_headed(page.within(child))
            )
            if alike:
                among.append(child)
    return among


def _likeness(one: frozenset[object], other: frozenset[object]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _time_owners(page: Lined) -> list[etree._Element]:
    """Return the elements that hold a time, one for each record's: an "updated" right after "published" adds none."""
    owners: list[etree._Element] = []
    last_time = -9
    marked = {mark.line for mark in marks_of(page.lines) if mark.role is Role.TIME}
    for number in sorted(marked | _declared(page)):
        between = page.lines[last_time + 1 : number]
        if last_time < 0 or number - last_time > 2 or is_headed(between):
            owners.append(page.owners[number])
        last_time = number
    return owners[:MOST_TIMES]


def _declared(page: Lined) -> set[int]:
    """Return the lines that hold a time element whose text says no time ("this morning", "14:05")."""
    found: set[int] = set()
    for element in page.root.iter("time"):
        if element.get("datetime"):
            holder = next((each for each in _upward(element) if each in page.spans), None)
            if holder is not None and holder is not page.root:
                text = " ".join("".join(element.itertext()).split())
                first, end = page.spans[holder]
                found.update(next(([n] for n in range(first, end) if text and text in page.lines[n].text), [])[:1])
    return found


def _largest_alone(owner: etree._Element, holding: Counter[etree._Element]) -> etree._Element | None:
    """Return the largest element around *owner* that holds no other time, or None where itself holds several."""
    if holding[owner] > 1:
        return None
    top = owner
    while (parent := top.getparent()) is not None and holding[parent] == 1:
        top = parent
    return top


def _above(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return element if parent is None else parent


def _upward(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _path(element: etree._Element) -> str:
    return "/".join(str(each.tag) for each in _upward(element))
