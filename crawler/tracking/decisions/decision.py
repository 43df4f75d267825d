"""A decision of a person: about two texts, about a story, about two stories, about two outlets. Texts go by the digests of their words.

A digest is what stays when everything is read and judged again: rows, story keys and outlets may be others then. A decision whose
texts have vanished does nothing, and says so (`crawler.store.decisions.stored.effects`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import product

from crawler.tracking.relation import COPY_RELATIONS, Comparison, Relation

Pair = tuple[str, str]


class Ruling(StrEnum):
    """What was decided."""

    COPY = "copy"  # of two texts one is a copy of the other
    NOT_A_COPY = "not-a-copy"  # neither is, whatever they share
    SPLIT = "split"  # some copies of a story belong to another than the rest
    MERGE = "merge"  # two stories are one
    ONE_OUTLET = "one-outlet"  # two outlets are one: what reads pages knows it (`crawler.provenance.outlets.merges`)
    TWO_OUTLETS = "two-outlets"  # two whose names are alike are not one


ABOUT_PAIRS = frozenset({Ruling.COPY, Ruling.NOT_A_COPY})
ABOUT_OUTLETS = frozenset({Ruling.ONE_OUTLET, Ruling.TWO_OUTLETS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: *who* decided *when* and *why*; `about` is what they saw, in a line.

    `a` and `b` are digests of wordings: one each of a pair, those that leave a story and those that stay, those of either of two
    stories. Outlets go by their keys: `a` is one, with the names and domains that it went by behind its key, `b` the key and the name of the
    other. `undone_at` is None while it holds.
    """

    id: int
    ruling: Ruling
    a: tuple[str, ...]
    b: tuple[str, ...]
    who: str
    why: str
    about: str
    decided_at: datetime
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """A decision, and why it does nothing, None where it does something or was undone."""

    decision: Decision
    idle: str | None


@dataclass(frozen=True, slots=True)
class Constraints:
    """Which texts must not, and which must be in one story, by the keys of their editions (smaller first)."""

    apart: frozenset[Pair] = frozenset()
    together: tuple[Pair, ...] = ()

    def forbid(self, some: Collection[str], others: Collection[str]) -> bool:
        """Return whether one of *some* must not be in a story with one of *others*."""
        if not self.apart:
            return False
        return any(_ordered(a, b) in self.apart for a, b in product(some, others))


NONE = Constraints()


@dataclass(frozen=True)
class Decisions:
    """The decisions that hold, oldest first. Of two about the same texts the later one counts."""

    held: Sequence[Decision] = ()
    pairs: Mapping[Pair, Decision] = field(init=False)

    def __post_init__(self) -> None:
        about_pairs = (each for each in self.held if each.ruling in ABOUT_PAIRS)
        object.__setattr__(self, "pairs", {_ordered(each.a[0], each.b[0]): each for each in about_pairs})

    def applied(self, a: str, b: str, comparison: Comparison) -> Comparison:
        """Return the comparison of two wordings as a person decided it, or as it is where nobody did or it says the same."""
        decision = self.pairs.get(_ordered(a, b))
        if decision is None or (decision.ruling is Ruling.COPY) == (comparison.relation in COPY_RELATIONS):
            return comparison
        relation = Relation.EDITED if decision.ruling is Ruling.COPY else Relation.PASSAGE
        says = "a copy" if decision.ruling is Ruling.COPY else "not a copy"
        rule = f"decided by {decision.who}: {says}; the rules say {comparison.relation.value}: {comparison.rule}"
        return replace(comparison, relation=relation, rule=rule)

    def merges(self) -> Iterable[Pair]:
        """Give the pairs of wordings that hold merged stories together."""
        for each in self.held:
            if each.ruling is Ruling.MERGE:
                yield each.a[0], each.b[0]

    def constraints(self, editions: Mapping[str, Sequence[str]]) -> Constraints:
        """Return what the decisions ask of the editions of wordings (digest -> keys).

        A later split takes apart what an earlier merge put together, and the other way round.
        """
        apart: set[Pair] = set()
        together: dict[Pair, None] = {}
        for each in self.held:
            if each.ruling in {Ruling.SPLIT, Ruling.NOT_A_COPY}:
                pairs = set(_pairs(each.a, each.b, editions))
                apart |= pairs
                for pair in pairs:
                    together.pop(pair, None)
            elif each.ruling is Ruling.MERGE:
                apart -= set(_pairs(each.a, each.b, editions))
                together |= dict.fromkeys(_pairs(each.a[:1], each.b[:1], editions))
            elif each.ruling is Ruling.COPY:
                apart -= set(_pairs(each.a, each.b, editions))
        return Constraints(frozenset(apart), tuple(together))


def _pairs(some: Iterable[str], others: Iterable[str], editions: Mapping[str, Sequence[str]]) -> Iterable[Pair]:
    for a, b in product(some, others):
        for x, y in product(editions.get(a, ()), editions.get(b, ())):
            if x != y:
                yield _ordered(x, y)


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
