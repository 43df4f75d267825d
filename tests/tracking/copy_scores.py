"""Scores links and stories against a labelled set of copies, with the arithmetic of the usual pairwise measures.

A pair that the labels ignore counts neither way. Pure Python over plain values: nothing of the program under test.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

Pair = tuple[str, str]
COPY_RELATIONS = frozenset({"verbatim", "edited", "excerpt", "extended", "merged"})


def pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True)
class Score:
    """Precision and recall over pairs; `false` and `missed` name the pairs that were wrong."""

    precision: float
    recall: float
    false: tuple[Pair, ...]
    missed: tuple[Pair, ...]
    false_template: int
    by_kind: Mapping[str, float] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


def pairwise(found: set[Pair], labels: Mapping[str, Any]) -> Score:
    """Score the pairs said to be copies."""
    positive = {pair(*each) for each in labels["positive"]}
    found = found - ({pair(*each) for each in labels["ignore"]} - positive)
    hits = found & positive
    return Score(
        precision=len(hits) / len(found) if found else 1.0,
        recall=len(hits) / len(positive) if positive else 1.0,
        false=tuple(sorted(found - positive)),
        missed=tuple(sorted(positive - found)),
        false_template=len(found & {pair(*each) for each in labels["template"]}),
        by_kind=_recall_by_kind(found, labels),
    )


def _recall_by_kind(found: set[Pair], labels: Mapping[str, Any]) -> dict[str, float]:
    """Return, for each kind of copy, how many are found with what they were made of."""
    tally: dict[str, list[bool]] = defaultdict(list)
    for document, (kind, originals) in labels["phenomenon"].items():
        if kind not in ("original", "background"):
            tally[kind] += [pair(document, original) in found for original in originals]
    return {kind: sum(hits) / len(hits) for kind, hits in sorted(tally.items()) if hits}


def together(stories: Iterable[Sequence[str]]) -> set[Pair]:
    """Return every pair that stands in one story."""
    return {pair(a, b) for members in stories for a, b in combinations(sorted(set(members)), 2)}


def adjusted_rand(stories: Sequence[Sequence[str]], partition: Mapping[str, int]) -> float:
    """Compare stories with the true partition (Hubert & Arabie 1985); a document in no story is alone."""
    home: dict[str, int] = {}
    for number, members in enumerate(stories):
        for member in members:
            home.setdefault(member, number)
    ours = [home.get(each, -1 - place) for place, each in enumerate(partition)]
    both = _pairs_in(Counter(zip(ours, partition.values(), strict=True)))
    rows, columns = _pairs_in(Counter(ours)), _pairs_in(Counter(partition.values()))
    chance = rows * columns / (len(ours) * (len(ours) - 1) / 2)
    return (both - chance) / ((rows + columns) / 2 - chance)


#: The labels call whatever is shared and not copied a passage; a passage of somebody else's words is a quotation.
_APART = {"quotation": "passage"}


def _pairs_in(counts: Counter[Any]) -> float:
    return sum(count * (count - 1) / 2 for count in counts.values())


def right_relations(found: Mapping[Pair, str], labels: Mapping[str, Any]) -> dict[str, float]:
    """Return, by kind, the share of pairs whose relation is one of those the labels allow.

    Copies count with what they were made of; pairs that share no more than a passage or a form count under that name.
    """
    right: dict[str, list[bool]] = defaultdict(list)
    for name, allowed in labels["relations"].items():
        a, b = name.split("|")
        kind = _kind_of_pair(a, b, allowed, labels["phenomenon"])
        if kind:
            right[kind].append(_APART.get(relation := found.get(pair(a, b), "unrelated"), relation) in allowed)
    return {kind: sum(hits) / len(hits) for kind, hits in sorted(right.items())}


def _kind_of_pair(a: str, b: str, allowed: Sequence[str], phenomenon: Mapping[str, Any]) -> str | None:
    if allowed in (["passage"], ["template"], ["excerpt", "passage"]):
        return " or ".join(allowed)
    for copy, other in ((a, b), (b, a)):
        kind, originals = phenomenon[copy]
        if kind != "original" and other in originals and other != copy:
            return str(kind)
    return None
