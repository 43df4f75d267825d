"""Stories: copies of one text, grouped by average-link inside the components of the copy links, so that they never chain.

A text made of several wires takes no part in the grouping, where it would tie them together; it then joins each story
whose text it holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import NONE, Constraints
from crawler.tracking.merged import Holdings, Places, Spanned, apart, holdings, words_at
from crawler.tracking.relation import COPY_RELATIONS, Link, Relation, Story

_FAR = 1e12  # more than any average of a cut can make up for
_Pairs = Mapping[tuple[str, str], float]
_Group = list[str]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The stories in the order in which they are listed, and the links that are now known to join a merged text and a source of it.

    `openings` has the first copy of the story that each is listed with: its own, or that of one whose merged text opens with
    it. Stories of texts that have nothing to do with each other, grouped apart, are listed by these, then in their order.
    """

    stories: tuple[Story, ...]
    openings: tuple[str, ...]
    merged: tuple[Link, ...]


def group(
    links: Sequence[Link],
    words: Mapping[str, int],
    config: TrackingConfig,
    decided: Constraints = NONE,
    spanned: Spanned = list,
) -> Grouping:
    """Group every copy of *words* (key -> word count) into stories; a copy without links is a story of one.

    What people *decided* comes first: what must be apart is in no story together, whatever it shares. *spanned* gives links
    with their spans, which few are asked for (`holdings`).
    """
    copies = [link for link in links if link.comparison.relation in COPY_RELATIONS]
    similar = {(link.a, link.b): _similarity(link, config.least_similarity) for link in copies}
    # An excerpt counts for as little as it is: one link does not tie it to a story with whose other copies it shares less.
    near = {
        (x.a, x.b): _similarity(x, 0) if x.comparison.relation is Relation.EXCERPT else similar[x.a, x.b]
        for x in copies
    }
    held = holdings(links, config, spanned)
    merged = _really_merged(held, _clusters(near, set(words) - set(held), config, decided), config)
    groups = _put_together(_clusters(near, set(words) - set(merged), config, decided), decided)
    joined = _join(groups, merged, similar, config, decided)
    order = _opening_first(groups, joined, merged)
    return Grouping(
        tuple(_story(joined[i], words, merged) for i in order),
        tuple(min(joined[first]) for first in order.values()),
        tuple(_merged_links(links, merged)),
    )


def _similarity(link: Link, least: float) -> float:
    """Return how near two copies are: the larger share that is covered, or *least*; scanned text is covered in pieces."""
    return max(link.comparison.coverage_a, link.comparison.coverage_b, least)


def _put_together(groups: list[_Group], decided: Constraints) -> list[_Group]:
    """Put groups together that people decided to be one story, unless they decided to keep something in them apart."""
    for a, b in decided.together:
        homes = [next((members for members in groups if key in members), None) for key in (a, b)]
        first, second = homes
        if first is None or second is None or first is second or decided.forbid(first, second):
            continue
        groups = [*(each for each in groups if each is not first and each is not second), [*first, *second]]
    return groups


def _clusters(similar: _Pairs, keys: set[str], config: TrackingConfig, decided: Constraints) -> list[_Group]:
    pairs = {pair: value for pair, value in similar.items() if keys.issuperset(pair)}
    groups = [
        members for component in _components(pairs) for members in _average_link(component, pairs, config, decided)
    ]
    grouped = {key for members in groups for key in members}
    return [*groups, *([key] for key in sorted(keys - grouped))]


def _components(pairs: _Pairs) -> list[_Group]:
    keys = sorted({key for pair in pairs for key in pair})
    if not keys:
        return []
    number = {key: i for i, key in enumerate(keys)}
    rows, columns = [number[a] for a, _ in pairs], [number[b] for _, b in pairs]
    graph = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(keys), len(keys)))
    _, labels = connected_components(graph, directed=False)
    members: dict[int, _Group] = defaultdict(list)
    for key, label in zip(keys, labels.tolist(), strict=True):
        members[label].append(key)
    return list(members.values())


def _average_link(component: _Group, pairs: _Pairs, config: TrackingConfig, decided: Constraints) -> list[_Group]:
    """Cut one component by average-link (UPGMA, Sokal & Michener 1958); pairs without a link are at distance 1."""
    size = len(component)
    if size == 2:
        return [[key] for key in component] if decided.forbid(component[:1], component[1:]) else [component]
    number = {key: i for i, key in enumerate(component)}
    distance = np.ones((size, size))
    for a, b in _inside(component, pairs):
        distance[number[a], number[b]] = distance[number[b], number[a]] = 1.0 - pairs[a, b]
    for a, b in decided.apart:
        if a in number and b in number:
            distance[number[a], number[b]] = distance[number[b], number[a]] = _FAR
    tree = linkage(distance[np.triu_indices(size, 1)], method="average")
    labels = fcluster(tree, config.story_distance, criterion="distance")
    groups: dict[int, _Group] = defaultdict(list)
    for key, label in zip(component, labels.tolist(), strict=True):
        groups[label].append(key)
    return list(groups.values())


def _inside(component: _Group, pairs: _Pairs) -> Iterable[tuple[str, str]]:
    """Give the linked pairs of one component, by whichever way is shorter."""
    if len(component) ** 2 < 2 * len(pairs):
        return (pair for pair in combinations(sorted(component), 2) if pair in pairs)
    members = set(component)
    return (pair for pair in pairs if pair[0] in members)


def _really_merged(held: Holdings, groups: Sequence[_Group], config: TrackingConfig) -> dict[str, list[str]]:
    """Return the merged texts with their sources, those of the story that stands first in the text first.

    Sources of one story are versions of it: a text that holds two of those is not merged.
    """
    home = {key: i for i, members in enumerate(groups) for key in members}
    merged: dict[str, list[str]] = {}
    for holder, sources in held.items():
        begins = _beginnings({source: places for source, places in sources.items() if source in home}, home)
        known = sorted(
            (source for source in sources if source in home),
            key=lambda key: (begins[home[key]], words_at(sources[key])[0], key),
        )
        if any(home[x] != home[y] and apart(sources[x], sources[y], config) for x, y in combinations(known, 2)):
            merged[holder] = known
    return merged


def _beginnings(sources: Mapping[str, Places], home: Mapping[str, int]) -> dict[int, int]:
    """Return where in a text each group begins: at the first word that most of its copies have that have any.

    One copy may have the outlet's own lines in common with the text, above everything that either wire says.
    """
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for source, places in sources.items():
        counts[home[source]].update(words_at(places))
    return {group: _first_of_most(held) for group, held in counts.items()}


def _first_of_most(counts: Counter[int]) -> int:
    most = max(counts.values())
    return min(place for place, copies in counts.items() if 2 * copies > most)


def _join(
    groups: list[_Group], merged: Mapping[str, list[str]], similar: _Pairs, config: TrackingConfig, decided: Constraints
) -> list[_Group]:
    """Add each merged text to the stories of its sources, where it is close to their copies on average."""
    home = {key: i for i, members in enumerate(groups) for key in members}
    joined = [list(members) for members in groups]
    for key in sorted(merged):
        places = dict.fromkeys(home[source] for source in merged[key] if source in home)
        near = [
            i
            for i in places
            if _mean_similarity(key, groups[i], similar) >= 1 - config.merged_distance
            and not decided.forbid([key], groups[i])
        ]
        for index in near:
            joined[index].append(key)
        if not near:
            joined.append([key])
    return joined


def _mean_similarity(key: str, members: _Group, similar: _Pairs) -> float:
    return sum(similar.get((min(key, member), max(key, member)), 0.0) for member in members) / len(members)


def _opening_first(groups: list[_Group], joined: list[_Group], merged: Mapping[str, list[str]]) -> dict[int, int]:
    """Order stories so that a merged text is met first in the story it opens with, as far as no two texts disagree.

    Returns each story in order with the one by which it was come to.
    """
    home = {key: i for i, members in enumerate(groups) for key in members}
    before: dict[int, set[int]] = defaultdict(set)
    for i, members in enumerate(joined):
        for key in members:
            opening = home.get(merged[key][0]) if key in merged else None
            if opening is not None and opening != i and key in joined[opening]:
                before[i].add(opening)
    order: dict[int, int] = {}
    for i in sorted(range(len(joined)), key=lambda i: sorted(joined[i])):
        _visit(i, before, order)
    return order


def _visit(start: int, before: Mapping[int, set[int]], order: dict[int, int]) -> None:
    """Put what has to come before *start* into the order, then *start*; a circle is cut where it is entered."""
    path, entered = [start], {start}
    while path:
        waiting = min((i for i in before.get(path[-1], ()) if i not in entered and i not in order), default=None)
        if waiting is not None:
            path.append(waiting)
            entered.add(waiting)
        else:
            order.setdefault(path.pop(), start)


def _story(members: _Group, words: Mapping[str, int], merged: Mapping[str, list[str]]) -> Story:
    """Make a story; a merged text is not its fullest copy unless there is no other, however long it is."""
    ordered = tuple(sorted(members))
    fullest = max(ordered, key=lambda key: (key not in merged, words[key], key))
    return Story("s-" + ordered[0], ordered, fullest)


def _merged_links(links: Iterable[Link], merged: Mapping[str, list[str]]) -> Iterable[Link]:
    for link in links:
        for holder, source in ((link.a, link.b), (link.b, link.a)):
            if source in merged.get(holder, ()):
                others = ", ".join(other for other in merged[holder] if other != source)
                rule = f"{holder} also holds {others}, elsewhere in the text"
                yield replace(link, comparison=replace(link.comparison, relation=Relation.MERGED, rule=rule))
