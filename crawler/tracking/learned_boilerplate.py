"""Boilerplate that is learned: what one outlet repeats over pages of different stories, and no other outlet carries.

Wire text that an outlet ran in several versions is repeated, too, but on pages of one story; and wire text is what others
carry. So a segment is boilerplate when pages of several stories have it and no other outlet does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from crawler.tracking.config import TrackingConfig

#: The segments of one page of an outlet: (digest, words) in order.
PageSegments = Sequence[tuple[int, int]]


def repeated_segments(pages: Mapping[int, PageSegments], config: TrackingConfig) -> dict[int, bool]:
    """Return the digests that are on pages of at least `boilerplate_stories` different stories of one outlet.

    Each with whether it is on `boilerplate_many` of them.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for page in sorted(pages):
        for digest in {digest for digest, _ in pages[page]}:
            holders[digest].append(page)
    frequent = {digest: held for digest, held in holders.items() if len(held) >= config.boilerplate_stories}
    if not frequent:
        return {}
    story = _same_story(pages, holders, config)
    stories = {digest: len({story[page] for page in held}) for digest, held in frequent.items()}
    return {
        digest: number >= config.boilerplate_many
        for digest, number in stories.items()
        if number >= config.boilerplate_stories
    }


def _same_story(
    pages: Mapping[int, PageSegments], holders: Mapping[int, Sequence[int]], config: TrackingConfig
) -> dict[int, int]:
    """Map each page to the first page of its story: pages that share most of their long segments are one story.

    Boilerplate is made of short lines, stories of long sentences.
    """
    long_words = {page: _long(segments, config) for page, segments in pages.items()}
    crowd = max(config.boilerplate_crowd, config.boilerplate_crowd_share * len(pages))
    shared: Counter[tuple[int, int]] = Counter()
    for page, segments in long_words.items():
        for digest, count in segments.items():
            held = holders[digest]
            if 1 < len(held) <= crowd and held[0] == page:
                shared.update(dict.fromkeys(combinations(held, 2), count))
    parent = {page: page for page in pages}
    for (a, b), count in shared.items():
        smaller = min(sum(long_words[a].values()), sum(long_words[b].values()))
        if count >= config.boilerplate_same * smaller:
            first, second = sorted((_root(parent, a), _root(parent, b)))
            parent[second] = first
    return {page: _root(parent, page) for page in pages}


def _long(segments: PageSegments, config: TrackingConfig) -> dict[int, int]:
    return {digest: words for digest, words in segments if words >= config.boilerplate_long}


def _root(parent: Mapping[int, int], page: int) -> int:
    while parent[page] != page:
        page = parent[page]
    return page
