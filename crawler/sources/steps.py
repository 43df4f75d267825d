"""Steps: what a reader does on a page until it shows all it has. Declared in a sources file, done in the browser.

Values that check themselves, and the tables they are written as. A table has one of four verbs and what goes with it:
`{ click = "Load more", times = 5 }`.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from crawler.errors import SourceError

CSS = "css:"  # the prefix of a selector; anything else is words as they appear on the page
_MOST_TIMES, _MOST_SECONDS, _MOST_STEPS = 200, 60.0, 20
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\\.", re.DOTALL)
_CLOSING = {")": "(", "]": "["}
START, ALL = "start", "all"


class Verb(StrEnum):
    """What is done."""

    DISMISS = "dismiss"  # click a cookie wall away, in the page or in a frame of it
    WAIT = "wait"  # until something is there
    SCROLL = "scroll"  # to the end, as long as something new comes
    CLICK = "click"  # on something that brings more, as long as it does


#: Seconds that something gets to appear. A page that a step is done on has fallen silent before.
_SECONDS = {Verb.DISMISS: 1.0, Verb.WAIT: 10.0, Verb.SCROLL: 0.0, Verb.CLICK: 5.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. `what` is words on the page or `css:SELECTOR`, "" for scrolling; `times` is how often at most.

    A step that does not find what it names within `seconds` is passed over when `optional`, else noted with the page.
    With `every_page` it is done on all pages of the source, else on its start pages. Raises SourceError.
    """

    verb: Verb
    what: str = ""
    times: int = 1
    seconds: float = 0.0
    optional: bool = False
    every_page: bool = False

    def __post_init__(self) -> None:
        if self.verb is not Verb.SCROLL:
            _check_what(self.what, self.verb)
            if not 0 < self.seconds <= _MOST_SECONDS:
                raise SourceError(f"must be above 0 and at most {_MOST_SECONDS:.0f} seconds", "seconds")
        if not 1 <= self.times <= _MOST_TIMES:
            key = Verb.SCROLL.value if self.verb is Verb.SCROLL else "times"
            raise SourceError(f"must be between 1 and {_MOST_TIMES}", key)

    @property
    def named(self) -> str:
        """What the step is called in notes: `click "Load more"`."""
        return self.verb.value if self.verb is Verb.SCROLL else f'{self.verb.value} "{self.what}"'


def read_steps(tables: Sequence[Any]) -> tuple[Step, ...]:
    """Return the steps of a source. Raises SourceError with the key of what is wrong: ("steps", 1, "times")."""
    if len(tables) > _MOST_STEPS:
        raise SourceError(f"are too many; {_MOST_STEPS} at most", "steps")
    return tuple(_numbered(number, table) for number, table in enumerate(tables))


def _numbered(number: int, table: Any) -> Step:
    try:
        return _step(table)
    except SourceError as error:
        raise SourceError(str(error), "steps", number, *error.key) from None


def _step(table: Any) -> Step:
    if not isinstance(table, dict):
        raise SourceError('must be a table, like { click = "Load more", times = 5 }')
    verbs = [Verb(key) for key in table if key in set(Verb)]
    if len(verbs) != 1:
        _check_names(table)
        problem = f"not {len(verbs)} ({', '.join(verbs)})" if verbs else "and has none"
        raise SourceError(f"must have one of {', '.join(Verb)}, {problem}")
    verb = verbs[0]
    _check_names(table)
    for key, value in table.items():
        _check_value(verb, key, value)
    scrolls = verb is Verb.SCROLL
    return Step(
        verb=verb,
        what="" if scrolls else table[verb.value],
        times=table[verb.value] if scrolls else table.get("times", 1),
        seconds=float(table.get("seconds", _SECONDS[verb])),
        optional=table.get("optional", verb is Verb.DISMISS),
        every_page=table.get("pages", ALL if verb is Verb.DISMISS else START) == ALL,
    )


_MORE: Mapping[str, tuple[Verb, ...]] = {
    "times": (Verb.CLICK,),
    "seconds": (Verb.DISMISS, Verb.WAIT, Verb.CLICK),
    "optional": (Verb.DISMISS, Verb.WAIT, Verb.CLICK),
    "pages": tuple(Verb),
}

#: Every key of a step. docs/sources.md says what each is for.
STEP_KEYS = (*(verb.value for verb in Verb), *_MORE)


def _check_names(table: Mapping[str, Any]) -> None:
    for key in table:
        if key not in STEP_KEYS:
            close = difflib.get_close_matches(key, STEP_KEYS, n=1)
            hint = f"; did you mean {close[0]}?" if close else f"; there are: {', '.join(STEP_KEYS)}"
            raise SourceError(f"is not known{hint}", key)


def _check_value(verb: Verb, key: str, value: Any) -> None:
    if verb not in _MORE.get(key, (verb,)):
        raise SourceError(f"means nothing with {verb.value}", key)
    if key in {"times", Verb.SCROLL.value}:
        fits, wanted = isinstance(value, int) and not isinstance(value, bool), "a whole number"
    elif key == "seconds":
        fits = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        wanted = "a number"
    elif key == "optional":
        fits, wanted = isinstance(value, bool), "true or false"
    elif key == "pages":
        fits, wanted = value in {START, ALL} if isinstance(value, str) else False, '"start" or "all"'
    else:
        fits, wanted = isinstance(value, str), "words on the page, or css:SELECTOR"
    if not fits:
        shown = str(value).lower() if isinstance(value, bool) else repr(value)
        raise SourceError(f"must be {wanted}, not {shown[:60]}", key)


def _check_what(what: str, verb: Verb) -> None:
    if not what.removeprefix(CSS).strip():
        raise SourceError("names nothing; write words on the page, or css:SELECTOR", verb.value)
    if what.startswith(CSS) and (problem := _broken(what.removeprefix(CSS).strip())):
        raise SourceError(f"is no selector: {problem}", verb.value)


def _broken(selector: str) -> str | None:
    """Say what makes a CSS selector unreadable for sure. Whether its names mean anything, only the browser knows."""
    bare = _QUOTED.sub("x", selector)
    if '"' in bare or "'" in bare:
        return "a quotation mark is not closed"
    opened: list[str] = []
    for sign in bare:
        if sign in _CLOSING.values():
            opened.append(sign)
        elif sign in _CLOSING and (not opened or opened.pop() != _CLOSING[sign]):
            return f"{sign} closes nothing"
    if opened:
        return f"{opened[-1]} is not closed"
    if bare[-1] in ">+~,.#:" or bare[0] in ",)":
        return "it is not whole"
    return None
