"""What is known of all copies together, and said of each: names, and what copies learn from the others of their stories.

Made of copies without their texts, a few at a time: so that sightings, copies and links can be written one by one.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from crawler.jobs.asking.attributed import with_learned
from crawler.provenance.wires.attribution import Wires
from crawler.provenance.wires.evidence import Attribution
from crawler.sightings.copies import with_inferred_wires
from crawler.sightings.custom_wires import unregistered
from crawler.sightings.record import Copy, Kind
from crawler.store.records import each_bare_copy
from crawler.tracking.relation import Story


@dataclass(frozen=True, slots=True)
class Learned:
    """What a copy learns from its stories."""

    attribution: Attribution
    time_notes: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """Copies as links need them, what each is called, and what those learn that have siblings.

    `is_custom` says that wires which no registry has sent items: whether a copy names one only its text says.
    """

    copies: Mapping[str, Copy]
    names: Mapping[str, str]
    learned: Mapping[str, Learned]
    is_custom: bool

    def complete(self, copies: Iterable[Copy]) -> Iterator[Copy]:
        """Give *copies* with what they learn from their stories."""
        for copy in copies:
            found = self.learned.get(copy.key)
            yield copy if found is None else with_learned(copy, found.attribution, found.time_notes)


def outline_of(connection: Connection, stories: Collection[Story], wires: Wires) -> Outline:
    """Return the outline of a store with *stories*."""
    several = [story for story in stories if len(story.copies) > 1]
    siblings = {key for story in several for key in story.copies}
    together: list[Copy] = []
    slim: dict[str, Copy] = {}
    for copy in each_bare_copy(connection):
        if copy.key in siblings:
            together.append(copy)
        slim[copy.key] = _slim(copy)
    is_custom = unregistered([copy for copy in slim.values() if copy.kind is Kind.WIRE], wires) is not None
    learned = {} if is_custom else _learned(together, several, wires)
    return Outline(slim, names_of(slim.values()), learned, is_custom)


def names_of(copies: Collection[Copy]) -> dict[str, str]:
    """Return what each copy is called: the id it came with, unless another copy came with the same, else its key."""
    uses = Counter(copy.external_id for copy in copies)
    return {c.key: c.external_id if c.external_id and uses[c.external_id] == 1 else c.key for c in copies}


def _learned(copies: Iterable[Copy], stories: Iterable[Story], wires: Wires) -> dict[str, Learned]:
    return {
        copy.key: Learned(copy.story_attribution, copy.time_notes)
        for copy in with_inferred_wires(copies, stories, wires)
    }


def _slim(copy: Copy) -> Copy:
    """Return what a link says of its copies."""
    return Copy(
        key=copy.key,
        outlet=copy.outlet and sys.intern(copy.outlet),
        outlet_key=sys.intern(copy.outlet_key),
        outlet_group=copy.outlet_group and sys.intern(copy.outlet_group),
        headline="",
        text="",
        words=0,
        sightings=(),
        published=copy.published,
        external_id=copy.external_id,
        kind=copy.kind,
    )
