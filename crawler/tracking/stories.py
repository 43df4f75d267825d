"""Stories: copies of one text, grouped by average-link inside the components of the copy links, so that they never chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import COPY_RELATIONS, Link, Relation, Story


def stories(links: Sequence[Link], words: Mapping[str, int], config: TrackingConfig) -> list[Story]:
    """Group every copy of *words* (key -> word count) into stories; a copy without links is a story of one.

    A merged text is left out of the grouping and then joins the story of each of its sources.
    """
    sources: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.comparison.relation is Relation.MERGED:
            holder, source = (link.a, link.b) if _holds(link) else (link.b, link.a)
            sources[holder].append(source)
    merged = set(sources)
    similar = {
        (link.a, link.b): max(link.comparison.coverage_a, link.comparison.coverage_b)
        for link in links
        if link.comparison.relation in COPY_RELATIONS
    }
    plain = {pair: value for pair, value in similar.items() if merged.isdisjoint(pair)}
    groups = [group for component in _components(plain) for group in _average_link(component, plain, config)]
    alone = sorted(set(words) - merged - {key for group in groups for key in group})
    groups.extend([key] for key in alone)
    groups = _with_merged(groups, sources)
    return sorted((_story(group, words, merged) for group in groups), key=lambda story: story.key)


def _holds(link: Link) -> bool:
    """Return whether a is the text that holds the other."""
    return link.comparison.words_a >= link.comparison.words_b


def _components(pairs: Mapping[tuple[str, str], float]) -> list[list[str]]:
    keys = sorted({key for pair in pairs for key in pair})
    if not keys:
        return []
    number = {key: i for i, key in enumerate(keys)}
    rows, columns = [number[a] for a, _ in pairs], [number[b] for _, b in pairs]
    graph = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(keys), len(keys)))
    _, labels = connected_components(graph, directed=False)
    members: dict[int, list[str]] = defaultdict(list)
    for key, label in zip(keys, labels.tolist(), strict=True):
        members[label].append(key)
    return list(members.values())


def _average_link(
    component: list[str], pairs: Mapping[tuple[str, str], float], config: TrackingConfig
) -> list[list[str]]:
    """Cut one component by average-link (UPGMA, Sokal & Michener 1958); pairs without a link are at distance 1."""
    size = len(component)
    if size == 2:
        return [component]
    number = {key: i for i, key in enumerate(component)}
    distance = np.ones((size, size))
    for (a, b), value in pairs.items():
        if a in number and b in number:
            distance[number[a], number[b]] = distance[number[b], number[a]] = 1.0 - value
    tree = linkage(distance[np.triu_indices(size, 1)], method="average")
    labels = fcluster(tree, config.story_distance, criterion="distance")
    groups: dict[int, list[str]] = defaultdict(list)
    for key, label in zip(component, labels.tolist(), strict=True):
        groups[label].append(key)
    return list(groups.values())


def _with_merged(groups: list[list[str]], sources: Mapping[str, list[str]]) -> list[list[str]]:
    """Add each merged text to the stories of its sources; one whose sources are all merged is a story of its own."""
    home = {key: i for i, group in enumerate(groups) for key in group}
    for key in sorted(sources):
        joined = {home[source] for source in sources[key] if source in home}
        if not joined:
            groups.append([key])
        for index in sorted(joined):
            groups[index].append(key)
    return groups


def _story(group: Sequence[str], words: Mapping[str, int], merged: set[str]) -> Story:
    """Make a story; a merged text is not its fullest copy unless there is no other, however long it is."""
    members = tuple(sorted(group))
    fullest = max(members, key=lambda key: (key not in merged, words[key], key))
    return Story("s-" + members[0], members, fullest)
