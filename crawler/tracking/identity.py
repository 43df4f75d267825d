"""The identity of stories: a story keeps its key as copies arrive; merges and splits are told, not hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.tracking.relation import Story


@dataclass(frozen=True, slots=True)
class Identified:
    """Stories with their lasting keys, and what became of earlier ones: ("merged" | "split", story, other)."""

    stories: tuple[Story, ...]
    events: tuple[tuple[str, str, str], ...]


def identify(stories: Sequence[Story], before: Sequence[Story], taken: Collection[str] = ()) -> Identified:
    """Give each story the key of the earlier story it shares most copies with; one that has none is named after a copy.

    Keys that are *taken* by stories elsewhere are given to none; `candidate_names` says which may be.

    An earlier story that lost its key to a larger one was merged into it; a story of several copies that leaves an
    earlier one was split from it.
    """
    shared = _shared(stories, before)
    kept: dict[int, str] = {}
    given: set[str] = set()
    for (index, key), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0][1], stories[item[0][0]].copies)):
        if index not in kept and key not in given:
            kept[index] = key
            given.add(key)
    named = _name_the_rest(stories, kept, {*taken, *(story.key for story in before)})
    events = [*_merges(shared, named, kept), *_splits(stories, shared, named, kept)]
    return Identified(
        tuple(replace(story, key=named[index]) for index, story in enumerate(stories)), tuple(sorted(events))
    )


def _shared(stories: Sequence[Story], before: Sequence[Story]) -> Counter[tuple[int, str]]:
    """Count the copies that each story has in common with each earlier one."""
    homes: dict[str, list[str]] = {}
    for story in before:
        for copy in story.copies:
            homes.setdefault(copy, []).append(story.key)
    return Counter(
        (index, key) for index, story in enumerate(stories) for copy in story.copies for key in homes.get(copy, ())
    )


def _name_the_rest(stories: Sequence[Story], kept: Mapping[int, str], taken: set[str]) -> dict[int, str]:
    named, used = dict(kept), taken | set(kept.values())
    for index, story in enumerate(stories):
        if index not in named:
            # Its copies may have named another story already: a merged text belongs to several.
            named[index] = next(
                (key for key in candidate_names(story) if key not in used), f"s-{len(used)}-{story.copies[0]}"
            )
            used.add(named[index])
    return named


def candidate_names(story: Story) -> list[str]:
    """Return the keys that a new story may be given, the best first."""
    return [*(f"s-{copy}" for copy in story.copies), f"s-{'-'.join(story.copies[:2])}"]


def _merges(
    shared: Mapping[tuple[int, str], int], named: Mapping[int, str], kept: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    lost = {key for _, key in shared} - set(kept.values())
    best: dict[str, tuple[int, int]] = {}
    for (index, key), count in shared.items():
        if key in lost and (count, -index) > best.get(key, (0, 0)):
            best[key] = (count, -index)
    return [("merged", key, named[-index]) for key, (_, index) in best.items()]


def _splits(
    stories: Sequence[Story], shared: Mapping[tuple[int, str], int], named: Mapping[int, str], kept: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    lasting = set(kept.values())
    return [
        ("split", named[index], key)
        for index, key in sorted(shared)
        if index not in kept and key in lasting and len(stories[index].copies) > 1
    ]
