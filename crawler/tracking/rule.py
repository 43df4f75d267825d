"""What a rule is: a name, a sentence for people, conditions on a pair's figures, and what it decides. No rule stands here.

A condition names a figure (of `Figures`) and what it is held against: a number of `TrackingConfig`, another figure, or the
product of both. Names instead of functions let one table be applied, printed and documented.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crawler.tracking.config import TrackingConfig
from crawler.tracking.figures import FIGURES, Figures
from crawler.tracking.relation import Relation


class Side(StrEnum):
    """On which side of its limit a figure has to lie; the value is how people read it."""

    AT_LEAST = "at least"
    OVER = "over"
    AT_MOST = "at most"
    UNDER = "under"
    EXACTLY = "exactly"


_COMPARE: Final[Mapping[Side, Callable[[float, float], bool]]] = {
    Side.AT_LEAST: operator.ge,
    Side.OVER: operator.gt,
    Side.AT_MOST: operator.le,
    Side.UNDER: operator.lt,
    Side.EXACTLY: operator.eq,
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure, and its limit: the config's *number*, times the figure *of* where that is named."""

    figure: str
    side: Side
    number: str | None = None
    of: str | None = None

    def value(self, figures: Figures) -> float:
        """Return the pair's figure."""
        value: float = getattr(figures, self.figure)
        return value

    def limit(self, figures: Figures, config: TrackingConfig) -> float:
        """Return what the figure is held against."""
        number: float = 1 if self.number is None else getattr(config, self.number)
        return number if self.of is None else number * getattr(figures, self.of)

    def holds(self, figures: Figures, config: TrackingConfig) -> bool:
        """Return whether the figure lies on the right side of its limit."""
        limit: float = (
            1 if self.number is None else getattr(config, self.number)
        )  # as `limit` says: asked 30 times a pair
        if self.of is not None:
            limit *= getattr(figures, self.of)
        return _COMPARE[self.side](getattr(figures, self.figure), limit)

    @property
    def described(self) -> str:
        """The condition in words, with the number's name: "words matched, at least `short_words`"."""
        number = f"`{self.number}`" if self.number else ""
        of = FIGURES[self.of] if self.of else ""
        return f"{FIGURES[self.figure]}, {self.side.value} {' times '.join(filter(None, (number, of)))}"


def at_least(figure: str, number: str, *, of: str | None = None) -> Threshold:
    """Return the condition that a figure reaches a number of the config, or so much of another figure."""
    return Threshold(figure, Side.AT_LEAST, number, of)


def under(figure: str, number: str) -> Threshold:
    """Return the condition that a figure stays under a number of the config."""
    return Threshold(figure, Side.UNDER, number)


def at_most(figure: str, number: str, *, of: str | None = None) -> Threshold:
    """Return the condition that a figure is no more than a number of the config, or than so much of another figure."""
    return Threshold(figure, Side.AT_MOST, number, of)


def more_than(figure: str, other: str) -> Threshold:
    """Return the condition that a figure is larger than another figure."""
    return Threshold(figure, Side.OVER, of=other)


def exactly(figure: str, number: str) -> Threshold:
    """Return the condition that a figure equals a number of the config."""
    return Threshold(figure, Side.EXACTLY, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. It applies where every condition of `when` holds; one without conditions always does.

    `outcome` is the relation it decides, None for "a copy", whose kind other rules decide. `says` is one sentence for
    people. `because` words the evidence: a format string over `f` (the figures) and `config`, and `evidence` (what made
    the pair a copy) in rules of kind.
    """

    name: str
    says: str
    outcome: Relation | None
    because: str
    when: tuple[Threshold, ...] = ()

    def applies(self, figures: Figures, config: TrackingConfig) -> bool:
        """Return whether every condition holds."""
        for threshold in self.when:  # noqa: SIM110  # a generator costs as much as what it asks
            if not threshold.holds(figures, config):
                return False
        return True

    def evidence(self, figures: Figures, config: TrackingConfig, evidence: str = "") -> str:
        """Return what decided, with the pair's figures."""
        return self.because.format(f=figures, config=config, evidence=evidence)
