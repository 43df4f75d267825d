"""What is worth a person's look: verdicts that a little more or less would turn, and stories that one link holds together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from crawler.sightings.record import Copy
from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import ABOUT_PAIRS, ListedDecision
from crawler.tracking.relation import COPY_RELATIONS, Link, Relation, Story
from crawler.tracking.verdict import AskedRule, rules_asked

_LOOKED_AT = 300  # links whose rules are asked again, those first that share about half
_MOST = 60  # of either list
_WIDEST = 60  # links of a story that is taken apart link by link
_SURE = frozenset({Relation.VERBATIM, Relation.MERGED})
_DECIDED = "decided by "


@dataclass(frozen=True, slots=True)
class CloseCall:
    """A verdict that would be another if a figure were by *margin* (a share of its limit) on the other side of its limit."""

    link: Link
    margin: float
    rule: str


@dataclass(frozen=True, slots=True)
class OneLink:
    """A story that would be two without one link, with the copies on either side of it (keys)."""

    story: Story
    link: Link
    a: tuple[str, ...]
    b: tuple[str, ...]


def settled_links(links: Iterable[Link], wordings: Mapping[str, str], decisions: Iterable[ListedDecision]) -> set[Link]:
    """Return the links about whose two texts a person decided; *wordings* are the digests of copies."""
    held = (each.decision for each in decisions if each.decision.undone_at is None)
    decided = {frozenset((each.a[0], each.b[0])) for each in held if each.ruling in ABOUT_PAIRS}
    if not decided:
        return set()
    return {link for link in links if frozenset((wordings.get(link.a, ""), wordings.get(link.b, ""))) in decided}


def close_calls(
    links: Iterable[Link], copies: Mapping[str, Copy], config: TrackingConfig, settled: Collection[Link] = ()
) -> list[CloseCall]:
    """Return the closest verdicts between copies of two outlets, closest first, one of each pair of wordings; none that is *settled*."""
    asked: dict[tuple[str, str], CloseCall] = {}
    for link in sorted((each for each in _unsure(links, copies) if each not in settled), key=_distance_from_half)[
        :_LOOKED_AT
    ]:
        texts = copies[link.a].text, copies[link.b].text
        if texts not in asked:
            rules = rules_asked(read_voiced(texts[0]), read_voiced(texts[1]), config)
            rule, margin = min(((each.rule.name, margin) for each in rules if (margin := _margin(each)) is not None), key=lambda found: found[1], default=("", 1.0))  # fmt: skip
            asked[texts] = CloseCall(link, margin, rule)
    return sorted(asked.values(), key=lambda call: (call.margin, call.link.a, call.link.b))[:_MOST]


def held_by_one_link(stories: Iterable[Story], links: Iterable[Link], settled: Collection[Link] = ()) -> list[OneLink]:
    """Return stories that fall apart without one link, which is not *settled*, into parts of two copies at least, the largest first."""
    by_copy: dict[str, list[Link]] = {}
    for link in links:
        if link.comparison.relation in COPY_RELATIONS and link.again_after is None:
            by_copy.setdefault(link.a, []).append(link)
    found = []
    for story in stories:
        if len(story.copies) > 3:
            members = frozenset(story.copies)
            inside = [link for key in story.copies for link in by_copy.get(key, ()) if link.b in members]
            if len(inside) <= _WIDEST:
                found += [each for each in _bridges(story, inside) if each.link not in settled][:1]
    return sorted(found, key=lambda each: (-min(len(each.a), len(each.b)), each.story.key))[:_MOST]


def _unsure(links: Iterable[Link], copies: Mapping[str, Copy]) -> Iterator[Link]:
    for link in links:
        told = link.comparison.relation in _SURE or link.comparison.rule.startswith(_DECIDED)
        if not told and copies[link.a].outlet_key != copies[link.b].outlet_key:
            yield link


def _distance_from_half(link: Link) -> tuple[float, str, str]:
    return abs(max(link.comparison.coverage_a, link.comparison.coverage_b) - 0.5), link.a, link.b


def _margin(asked: AskedRule) -> float | None:
    """Return by how much a rule decided or did not: what would have to change for it to be otherwise. None for one without limits."""
    checks = [check for check in asked.checks if check.limit]  # none or some is no matter of more or less
    gaps = [(check.holds, abs(check.figure - check.limit) / abs(check.limit)) for check in checks]
    if not gaps:
        return None
    if asked.decided:
        return min(gap for _, gap in gaps)
    missing = [gap for holds, gap in gaps if not holds]
    return missing[0] if len(missing) == 1 else None  # two that are missing do not come about by chance


def _bridges(story: Story, inside: Sequence[Link]) -> Iterator[OneLink]:
    number = {key: at for at, key in enumerate(story.copies)}
    ends = np.array([(number[link.a], number[link.b]) for link in inside], np.int64).reshape(-1, 2)
    for at, link in enumerate(inside):
        rest = np.delete(ends, at, axis=0).T
        graph = coo_matrix((np.ones(rest.shape[1]), (rest[0], rest[1])), shape=(len(number), len(number)))
        parts, labels = connected_components(graph, directed=False)
        if parts == 2 and labels[number[link.a]] != labels[number[link.b]]:
            sides = [
                tuple(key for key in story.copies if labels[number[key]] == labels[number[end]])
                for end in (link.a, link.b)
            ]
            if min(map(len, sides)) > 1:
                yield OneLink(story, link, sides[0], sides[1])
