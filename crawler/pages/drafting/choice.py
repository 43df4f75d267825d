"""Choosing a selector: those that could name a part are tried on every record, and the one that reads the same as was found there wins.

Agreement decides, then how long a selector will last; nothing here knows what the parts mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from crawler.pages.custom.selectors import MOST_PARTS, Places, Select
from crawler.pages.drafting.steps import Step, placed_steps, steps_of

_MOST_TRIED, _BEST_STEPS, _ANCESTORS, _OTHERS = 160, 4, 4, 2
_SAMPLE = 12  # records whose elements are asked for their own names


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The selector chosen for a key of a layout file: `agreement` is the share of records that it reads as they were found.

    `others` are the next best, with theirs.
    """

    key: str
    selector: str
    agreement: float
    others: tuple[tuple[str, float], ...] = ()


def choose(key: str, proposed: Iterable[Step], judge: Callable[[Select], tuple[float, float]]) -> Choice | None:
    """Return the best of *proposed*, None where there is none.

    *judge* says of each how far it agrees (0 to 1), and by how much it is frailer than it looks.
    """
    steps: dict[str, float] = {}
    for step in proposed:
        steps[step.text] = min(step.frailty, steps.get(step.text, step.frailty))
    tried = sorted(steps, key=lambda text: (steps[text], len(text), text))[:_MOST_TRIED]
    judged: dict[str, float] = {}
    flawless = 0
    for text in tried:
        judged[text], frailer = judge(Select.of(text))
        steps[text] += frailer
        flawless += judged[text] == 1 and not frailer
        if flawless > _OTHERS:
            break  # none of those that follow lasts longer
    ranked = sorted(judged, key=lambda text: (-round(judged[text], 4), steps[text], len(text), text))
    if not ranked:
        return None
    others = tuple((text, judged[text]) for text in ranked[1:] if judged[text] > 0)
    return Choice(key=key, selector=ranked[0], agreement=judged[ranked[0]], others=others[:_OTHERS])


def proposals(
    elements: Sequence[tuple[etree._Element, etree._Element]], places: Places, role: str, *, ending: str = ""
) -> Iterator[Step]:
    """Yield selectors for elements, each given with the record it stands in, that begin their search at that record."""
    for root, element in elements:
        own = [*steps_of(element, role)[:_BEST_STEPS], *placed_steps(element, places)]
        if element is root:
            yield Step(f":scope{ending}", 5.0)
            continue
        for step in own:
            yield Step(step.text + ending, step.frailty)
            yield from (Step(each.text + ending, each.frailty) for each in _below(root, element, step, role))


def _below(root: etree._Element, element: etree._Element, step: Step, role: str) -> Iterator[Step]:
    """Yield *step* with what stands above its element."""
    above = element.getparent()
    if above is root:
        yield Step(f":scope > {step.text}", step.frailty + 0.3)
    depth = 0
    while above is not None and above is not root and depth < _ANCESTORS:
        for outer in steps_of(above, role)[:2]:
            joint = " > " if depth == 0 else " "
            yield Step(f"{outer.text}{joint}{step.text}", step.frailty + outer.frailty / 4 + 0.3)
        above, depth = above.getparent(), depth + 1


def each_proposals(elements: Sequence[etree._Element]) -> Iterator[Step]:
    """Yield selectors for the elements that hold a record each, searched from the top of the page."""
    for element in elements[:_SAMPLE]:
        own = steps_of(element, "each")[: 2 * _BEST_STEPS]
        # A tag that says nothing is said to be somewhere: menus and shelves of other pages have it, too.
        yield from (
            Step(step.text, step.frailty + (2.5 if step.text == element.tag and step.frailty > 2 else 0))
            for step in own
        )
        parent = element.getparent()
        if parent is None:
            continue
        for outer in steps_of(parent, "each")[:_BEST_STEPS]:
            yield from (Step(f"{outer.text} > {step.text}", step.frailty + outer.frailty / 2 + 0.2) for step in own)
        yield Step(_path(element), 4.0)


def _path(element: etree._Element) -> str:
    """Return the tags above *element*, as many as a selector may have."""
    path = [str(element.tag)]
    for above in element.iterancestors():
        if above.tag == "html" or len(path) == MOST_PARTS:
            break
        path.append(str(above.tag))
    return " > ".join(reversed(path))


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the F1 of two texts as bags of lines, 1 where both are empty."""
    if not one and not other:
        return 1.0
    a, b = Counter(one), Counter(other)
    return 2 * sum((a & b).values()) / (len(one) + len(other))
