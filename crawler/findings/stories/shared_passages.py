"""Pairs that share words without being copies, gathered around the copy that shares most often: a round-up, a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.findings.stories.links import CopyLink


@dataclass(frozen=True, slots=True)
class Sharing:
    """The other copy of a pair, and how much it shares."""

    outlet: str
    headline: str
    words: int
    longest_run: int


@dataclass(frozen=True, slots=True)
class SharedPassages:
    """A copy and those it shares words with, most words first."""

    outlet: str
    headline: str
    others: tuple[Sharing, ...]


def shared_passages(links: Sequence[CopyLink]) -> tuple[SharedPassages, ...]:
    """Return every pair of *links* once, under the copy that has most pairs left; ties go by key."""
    left = list(links)
    groups: list[SharedPassages] = []
    while left:
        counts = Counter(key for link in left for key in {link.a, link.b})
        key = min(counts, key=lambda each: (-counts[each], each))
        mine = [link for link in left if key in {link.a, link.b}]
        left = [link for link in left if key not in {link.a, link.b}]
        outlet, headline = (
            (mine[0].outlet_a, mine[0].headline_a) if mine[0].a == key else (mine[0].outlet_b, mine[0].headline_b)
        )
        groups.append(
            SharedPassages(outlet, headline, tuple(_other(link, key) for link in sorted(mine, key=_most_first)))
        )
    return tuple(groups)


def _most_first(link: CopyLink) -> tuple[int, str, str]:
    return -link.comparison.words, link.a, link.b


def _other(link: CopyLink, key: str) -> Sharing:
    compared = link.comparison
    outlet, headline = (link.outlet_b, link.headline_b) if link.a == key else (link.outlet_a, link.headline_a)
    return Sharing(outlet, headline, compared.words, compared.longest_run)
