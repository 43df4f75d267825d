"""What one state of the store holds, as every export looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.engine import Connection

from crawler.jobs.exports.outline import Outline, names_of, outline_of
from crawler.sightings.copies import with_inferred_wires
from crawler.sightings.record import Copy
from crawler.sightings.registries import Registries
from crawler.store.records import copies, each_copy
from crawler.store.settings import stored_window
from crawler.store.stories import told_stories
from crawler.tables.record import Row
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Story


@dataclass(frozen=True, slots=True)
class Exported:
    """The rows of an export; `nodes` are those of a graph that has the rows as its edges."""

    rows: Iterable[Row]
    nodes: Iterable[Row] = ()


@dataclass(frozen=True)
class Stored:
    """Stories and copies, and what each copy is called. What an export does not ask for is not read."""

    connection: Connection
    registries: Registries

    @cached_property
    def stories(self) -> list[Story]:
        """The stories as they may be told."""
        return told_stories(self.connection)

    @cached_property
    def copies(self) -> list[Copy]:
        """Every copy, with the wires that copies inherit in their stories."""
        return with_inferred_wires(copies(self.connection), self.stories, self.registries.wires)

    @cached_property
    def outline(self) -> Outline:
        """What is said of copies one by one."""
        return outline_of(self.connection, self.stories, self.registries.wires)

    def each_copy(self) -> Iterator[Copy]:
        """Give the same copies one by one, where their texts do not have to be read for custom wires before."""
        return iter(self.copies) if self.outline.is_custom else self.outline.complete(each_copy(self.connection))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each copy is called."""
        return names_of(self.copies)

    @property
    def config(self) -> TrackingConfig:
        """What the store was tracked with."""
        return TrackingConfig(window_hours=stored_window(self.connection))

    @cached_property
    def by_key(self) -> dict[str, Copy]:
        """Copies by their keys."""
        return {copy.key: copy for copy in self.copies}
