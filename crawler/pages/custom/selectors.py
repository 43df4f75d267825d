"""Selectors: the part of CSS that a layout file may say, read by cssselect and matched in one walk down the tree.

Not by XPath: libxml2 needs half a minute for ``p ~ p`` among 5,000 paragraphs and a second for ``* *`` in a tree 1,500 deep.
Here every selector costs one step per element and part, whatever it says: an element matches the first parts of a
selector if the last of them fits and an ancestor, its parent or a sibling before it matched the ones before.

    ValueError
     +-- SelectorRefused     no selector, or one that is too long or says what is not supported; one line
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cssselect import SelectorError, parse
from cssselect import parser as css
from lxml import etree

LONGEST, MOST_LISTED, MOST_PARTS, MOST_CONDITIONS = 300, 6, 8, 12  # characters; by commas; by combinators; in one part
_COMBINATORS = {" ", ">", "+", "~"}
_SPACES = re.compile(r"\s+")
_NAMES = "tags, .classes, #ids, [attributes], :first-child, :last-child, :only-child, :nth-child() and their -of-type forms, :not(), :scope"


class SelectorRefused(ValueError):
    """A text cannot be used as a selector; the message is one line."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands among its siblings: (from the start, from the end), of all and of its tag, from 1."""

    child: tuple[int, int]
    of_type: tuple[int, int]


@dataclass(slots=True)
class Places:
    """The places of the elements of one page, counted once for each parent."""

    _known: dict[etree._Element, Place] = field(default_factory=dict)

    def of(self, element: etree._Element) -> Place:
        """Return the place of *element*."""
        if element not in self._known:
            parent = element.getparent()
            self._count([element] if parent is None else list(parent))
        return self._known[element]

    def _count(self, children: Sequence[etree._Element]) -> None:
        tags, seen = Counter(child.tag for child in children), Counter[object]()
        for number, child in enumerate(children, 1):
            seen[child.tag] += 1
            of_type = (seen[child.tag], tags[child.tag] - seen[child.tag] + 1)
            self._known[child] = Place((number, len(children) - number + 1), of_type)


class Fits(Protocol):
    """Whether an element, found in *root*, fits a condition."""

    def __call__(self, element: etree._Element, root: etree._Element, places: Places, /) -> bool:
        """Return that."""


@dataclass(frozen=True, slots=True)
class _Chain:
    """Parts from left to right; `joints[n]` says how part n + 1 stands to part n."""

    parts: tuple[tuple[Fits, ...], ...]
    joints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Select:
    """A compiled selector: `text` as written, `attribute` where it ends in ``::attr(NAME)``."""

    text: str
    attribute: str | None = None
    chains: tuple[_Chain, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def of(cls, text: str) -> Select:
        """Compile *text*. Raises SelectorRefused."""
        if len(text) > LONGEST:
            raise SelectorRefused(f"is longer than {LONGEST} characters")
        try:
            listed = parse(text)
        except (SelectorError, RecursionError) as error:
            raise SelectorRefused(f"is no CSS selector: {_SPACES.sub(' ', str(error))}") from None
        if len(listed) > MOST_LISTED:
            raise SelectorRefused(f"lists more than {MOST_LISTED} selectors")
        attributes = {_attribute(each.pseudo_element) for each in listed}
        if len(attributes) > 1:
            raise SelectorRefused("must end in the same ::attr() in every part of its list")
        return cls(text, attributes.pop(), tuple(_chain(each.parsed_tree) for each in listed))

    def found(
        self, root: etree._Element, places: Places, without: Container[etree._Element] = ()
    ) -> Iterator[etree._Element]:
        """Yield what matches below *root*, and itself, in page order: outermost elements only, nothing inside *without*."""
        masks: dict[etree._Element, _Masks] = {}
        closed: set[etree._Element] = set()
        for element in root.iter(etree.Element):
            above = element.getparent() if element is not root else None
            if above in closed:
                closed.add(element)
                continue
            before = element.getprevious() if element is not root else None
            known = _Masks.of(masks.get(above), masks.get(before), len(self.chains))  # type: ignore[arg-type]
            masks[element] = known
            for number, chain in enumerate(self.chains):
                known.match(number, chain, element, root, places)
            matches = any(known.own[at] >> (len(chain.parts) - 1) & 1 for at, chain in enumerate(self.chains))
            if element in without or matches:
                closed.add(element)
            if matches and element not in without:
                yield element


@dataclass(slots=True)
class _Masks:
    """For each chain the parts that end at an element: bit n says that parts 0 to n match. And those of who stands around it."""

    own: list[int]
    parent: list[int]
    ancestors: list[int]
    before: list[int]
    all_before: list[int]

    @classmethod
    def of(cls, above: _Masks | None, before: _Masks | None, chains: int) -> _Masks:
        none = [0] * chains
        return cls(
            own=[0] * chains,
            parent=above.own if above else none,
            ancestors=[a | o for a, o in zip(above.ancestors, above.own, strict=True)] if above else none,
            before=before.own if before else none,
            all_before=[a | o for a, o in zip(before.all_before, before.own, strict=True)] if before else none,
        )

    def match(self, number: int, chain: _Chain, element: etree._Element, root: etree._Element, places: Places) -> None:
        around = {
            " ": self.ancestors[number],
            ">": self.parent[number],
            "+": self.before[number],
            "~": self.all_before[number],
        }
        for at, conditions in enumerate(chain.parts):
            led = at == 0 or around[chain.joints[at - 1]] >> (at - 1) & 1
            if led and all(fits(element, root, places) for fits in conditions):
                self.own[number] |= 1 << at


def _attribute(pseudo: object) -> str | None:
    if pseudo is None or pseudo == "text":
        return None
    if isinstance(pseudo, css.FunctionalPseudoElement) and pseudo.name == "attr" and len(pseudo.arguments) == 1:
        return str(pseudo.arguments[0].value).lower()
    raise SelectorRefused("ends in what is neither ::text nor ::attr(NAME)")


def _chain(tree: css.Tree) -> _Chain:
    parts: list[tuple[Fits, ...]] = []
    joints: list[str] = []
    while isinstance(tree, css.CombinedSelector):
        if tree.combinator not in _COMBINATORS:
            raise SelectorRefused(f"joins with {tree.combinator!r}; there are a space, >, + and ~")
        parts.append(_conditions(tree.subselector))
        joints.append(tree.combinator)
        tree = tree.selector
    parts.append(_conditions(tree))
    if len(parts) > MOST_PARTS:
        raise SelectorRefused(f"joins more than {MOST_PARTS} parts")
    return _Chain(tuple(reversed(parts)), tuple(reversed(joints)))


def _conditions(tree: css.Tree) -> tuple[Fits, ...]:
    """Return what one part, between two combinators, asks of an element."""
    found: list[Fits] = []
    while not isinstance(tree, css.Element):
        found.append(_condition(tree))
        tree = tree.selector
        if len(found) > MOST_CONDITIONS:
            raise SelectorRefused(f"asks more than {MOST_CONDITIONS} things of one element")
    if tree.namespace not in {None, "*"}:
        raise SelectorRefused("names a namespace, which HTML has not")
    if tree.element is not None:
        found.append(_has_tag(tree.element.lower()))
    return tuple(reversed(found))


def _condition(tree: css.Tree) -> Fits:
    if isinstance(tree, css.Class):
        return _has_class(tree.class_name)
    if isinstance(tree, css.Hash):
        return _has_id(tree.id)
    if isinstance(tree, css.Attrib):
        return _has_attribute(tree.attrib.lower(), tree.operator, tree.value.value if tree.value else None)
    if isinstance(tree, css.Negation) and not isinstance(tree.subselector, css.CombinedSelector):
        inner = _conditions(tree.subselector)
        return lambda element, root, places: not all(fits(element, root, places) for fits in inner)
    return _functional(tree)


def _functional(tree: css.Tree) -> Fits:
    if isinstance(tree, css.Pseudo) and tree.ident in _PLACED:
        return _PLACED[tree.ident]
    if isinstance(tree, css.Function) and tree.name in _NTH:
        return _nth(tree)
    name = _REFUSED.get(type(tree)) or getattr(tree, "ident", None) or getattr(tree, "name", None)
    raise SelectorRefused(f":{name} is not supported here; there are {_NAMES}")


_REFUSED = {css.Relation: "has()", css.Matching: "is()", css.SpecificityAdjustment: "where()", css.Negation: "not() around a combinator"}  # fmt: skip


def _has_tag(tag: str) -> Fits:
    return lambda element, _root, _places: element.tag == tag


def _has_class(name: str) -> Fits:
    return lambda element, _root, _places: name in (element.get("class") or "").split()


def _has_id(name: str) -> Fits:
    return lambda element, _root, _places: element.get("id") == name


def _has_attribute(name: str, operator: str, value: str | None) -> Fits:
    compare = _OPERATORS[operator]

    def fits(element: etree._Element, _root: etree._Element, _places: Places) -> bool:
        said = element.get(name)
        return said is not None and compare(said, value or "")

    return fits


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "exists": lambda _said, _value: True,
    "=": lambda said, value: said == value,
    "!=": lambda said, value: said != value,
    "~=": lambda said, value: value in said.split(),
    "^=": lambda said, value: bool(value) and said.startswith(value),
    "$=": lambda said, value: bool(value) and said.endswith(value),
    "*=": lambda said, value: bool(value) and value in said,
    "|=": lambda said, value: said == value or said.startswith(f"{value}-"),
}
_PLACED: dict[str, Fits] = {
    "scope": lambda element, root, _places: element is root,
    "first-child": lambda element, _root, places: places.of(element).child[0] == 1,
    "last-child": lambda element, _root, places: places.of(element).child[1] == 1,
    "only-child": lambda element, _root, places: places.of(element).child == (1, 1),
    "first-of-type": lambda element, _root, places: places.of(element).of_type[0] == 1,
    "last-of-type": lambda element, _root, places: places.of(element).of_type[1] == 1,
    "only-of-type": lambda element, _root, places: places.of(element).of_type == (1, 1),
}
_NTH: dict[str, Callable[[Place], int]] = {
    "nth-child": lambda place: place.child[0],
    "nth-last-child": lambda place: place.child[1],
    "nth-of-type": lambda place: place.of_type[0],
    "nth-last-of-type": lambda place: place.of_type[1],
}


def _nth(tree: css.Function) -> Fits:
    try:
        step, first = css.parse_series(tree.arguments)
    except ValueError:
        raise SelectorRefused(f":{tree.name}() must hold a number, odd, even, or the like of 2n+1") from None
    place_of = _NTH[tree.name]

    def fits(element: etree._Element, _root: etree._Element, places: Places) -> bool:
        past = place_of(places.of(element)) - first
        return past == 0 if step == 0 else past % step == 0 and past // step >= 0

    return fits
