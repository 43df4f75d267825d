"""The identity of stories: a story is named after the copy of it that came first; merges, splits and new names are kept.

The name follows from what a store holds alone, not from when or how often it was tracked: a kill in between changes no name.
As later copies come later, it lasts as they arrive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.tracking.relation import Story

#: When each copy came: first fetched at (None: unknown), and its place in the order of arrival for those that do not say.
Arrivals = Mapping[str, tuple[datetime | None, int]]


@dataclass(frozen=True, slots=True)
class Identified:
    """Stories with their keys, and what became of earlier ones: ("merged" | "split", story, other).

    An earlier story whose key is gone has "merged" into another, be it a larger one or the same under a new key.
    """

    stories: tuple[Story, ...]
    events: tuple[tuple[str, str, str], ...]


def identify(stories: Sequence[Story], before: Sequence[Story], arrivals: Arrivals) -> Identified:
    """Give each story the key of its first copy by *arrivals*; where another story bears it (a merged text belongs to several), of its next.

    *stories* are all that hold any of their copies, *before* are the earlier ones of these copies. Copies that are not in
    *arrivals* come last, in the order of their keys.
    """
    ordered = [_by_arrival(story, arrivals) for story in stories]
    named: dict[int, str] = {}
    used: set[str] = set()
    turns = sorted(
        range(len(stories)), key=lambda i: (len(ordered[i]) > 1, [_arrival(copy, arrivals) for copy in ordered[i]])
    )
    for index in turns:  # a story of one copy has no other key to be given
        named[index] = next(key for key in _candidates(ordered[index]) if key not in used)
        used.add(named[index])
    shared = _shared(stories, before)
    events = [*_merges(shared, named), *_splits(stories, shared, named)]
    return Identified(
        tuple(replace(story, key=named[index]) for index, story in enumerate(stories)), tuple(sorted(events))
    )


def _by_arrival(story: Story, arrivals: Arrivals) -> list[str]:
    return sorted(story.copies, key=lambda copy: _arrival(copy, arrivals))


def _arrival(copy: str, arrivals: Arrivals) -> tuple[bool, float, bool, int, str]:
    """Return what puts copies in order: those fetched at a known instant, by it; then those that only came, by their place."""
    fetched_at, place = arrivals.get(copy, (None, None))
    if fetched_at is not None:  # pages of one instant have no order that a second crawl would keep
        return False, fetched_at.timestamp(), False, 0, copy
    return True, 0.0, place is None, place or 0, copy


def _candidates(copies: Sequence[str]) -> list[str]:
    """Return the keys that a story may be given, the best first. The last is of all its copies, which no other story has."""
    return [*(f"s-{copy}" for copy in copies), f"s-{'-'.join(copies)}"]


def _shared(stories: Sequence[Story], before: Sequence[Story]) -> Counter[tuple[int, str]]:
    """Count the copies that each story has in common with each earlier one."""
    homes: dict[str, list[str]] = {}
    for story in before:
        for copy in story.copies:
            homes.setdefault(copy, []).append(story.key)
    return Counter(
        (index, key) for index, story in enumerate(stories) for copy in story.copies for key in homes.get(copy, ())
    )


def _merges(shared: Mapping[tuple[int, str], int], named: Mapping[int, str]) -> list[tuple[str, str, str]]:
    lost = {key for _, key in shared} - set(named.values())
    best: dict[str, tuple[int, str]] = {}
    for (index, key), count in shared.items():
        if key in lost:
            best[key] = min(best.get(key, (0, "")), (-count, named[index]))
    return [("merged", key, name) for key, (_, name) in best.items()]


def _splits(
    stories: Sequence[Story], shared: Mapping[tuple[int, str], int], named: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    earlier, now = {key for _, key in shared}, set(named.values())
    return [
        ("split", named[index], key)
        for index, key in sorted(shared)
        if named[index] not in earlier and key in now and len(stories[index].copies) > 1
    ]
