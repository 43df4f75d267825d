"""Copies that name no wire though other copies of their story do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.findings.credit import Credit, EvidenceLine
from crawler.findings.stories.copies import CopyFinding
from crawler.findings.stories.stories import StoryFinding
from crawler.findings.stories.wires import quoted_together


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncredited:
    """A copy whose rendering names no wire, in a story whose wire others name: `evidence` quotes them."""

    story: str
    place: int
    headline: str
    row: CopyFinding
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class SilentStory:
    """The copies of one story that do not name its wire, with what other copies say, quoted together."""

    place: int
    headline: str
    wire: str
    quotes: tuple[tuple[str, str, tuple[str, ...]], ...]
    rows: tuple[CopyFinding, ...]


def uncredited_copies(stories: Iterable[StoryFinding]) -> tuple[Uncredited, ...]:
    """Return every copy that names no wire though others of its story do, once, in the stories' order, with what those say."""
    found: dict[str, Uncredited] = {}
    for story in stories:
        quoted = {wire.wire_service: wire.evidence for wire in story.wires}
        for row in story.rows:
            if row.credit is Credit.UNCREDITED:
                found.setdefault(
                    row.key,
                    Uncredited(
                        story=story.key,
                        place=story.place,
                        headline=story.headline,
                        row=row,
                        evidence=quoted.get(row.wire_service or "", row.evidence),
                    ),
                )
    return tuple(found.values())


def silent_stories(copies: Iterable[Uncredited]) -> tuple[SilentStory, ...]:
    """Return uncredited copies by story and wire, in their order."""
    groups: dict[tuple[int, str], list[Uncredited]] = defaultdict(list)
    for copy in copies:
        groups[copy.place, copy.row.wire_service or ""].append(copy)
    return tuple(
        SilentStory(place, some[0].headline, wire, quoted_together(some[0].evidence), tuple(copy.row for copy in some))
        for (place, wire), some in groups.items()
    )
