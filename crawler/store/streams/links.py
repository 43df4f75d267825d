"""Links between copies in order of their keys. Which there are is kept in numbers; comparisons are read a part at a time.

A link in memory is some 700 bytes and a store has fifteen for each copy.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.engine import Connection

from crawler.store.links import each_likeness, likenesses_with
from crawler.store.settings import stored_window
from crawler.store.stories import copies_seen
from crawler.store.wordings import dated_copies
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import (
    Dated,
    Edition,
    Likeness,
    by_wording,
    editions_of,
    links_of_alike,
    links_of_equal,
    oriented,
    same_words,
)
from crawler.tracking.relation import Link

_LINKS = 2_000  # whose comparisons are in memory at once
_PLACE = 32  # bits of the place of a copy
_NEVER = -1  # days after which it was run again: it was not


def each_link(connection: Connection) -> Iterator[Link]:
    """Give every link between copies, in order of their keys; the window is the one the store keeps."""
    config = TrackingConfig(window_hours=stored_window(connection))
    seen = copies_seen(connection)
    copies = sorted((each for each in dated_copies(connection) if each.key in seen), key=lambda each: each.key)
    found = _found(connection, copies, editions_of(copies, config), config)
    order = sorted(range(len(found.ends)), key=found.ends.__getitem__)
    for start in range(0, len(order), _LINKS):
        yield from _read(connection, copies, [found.link(at) for at in order[start : start + _LINKS]])


@dataclass(frozen=True, slots=True)
class _Found:
    """Links in two numbers each: the places of the two copies, in one, and after how many days it was run again."""

    ends: array[int] = field(default_factory=lambda: array("Q"))
    again: array[int] = field(default_factory=lambda: array("i"))

    def keep(self, a: int, b: int, again: int | None) -> None:
        self.ends.append(a << _PLACE | b)
        self.again.append(_NEVER if again is None else again)

    def link(self, at: int) -> tuple[int, int, int]:
        return self.ends[at] >> _PLACE, self.ends[at] & ((1 << _PLACE) - 1), self.again[at]


def _found(
    connection: Connection, copies: Sequence[Dated], editions: Iterable[Edition], config: TrackingConfig
) -> _Found:
    place = {copy.key: at for at, copy in enumerate(copies)}
    grouped = by_wording(editions)
    found = _Found()
    for likeness in each_likeness(connection):
        for link in links_of_alike(likeness, grouped, config):
            found.keep(place[link.a], place[link.b], link.again_after)
    for link in links_of_equal(grouped, config):
        found.keep(place[link.a], place[link.b], link.again_after)
    return found


def _read(connection: Connection, copies: Sequence[Dated], numbers: Sequence[tuple[int, int, int]]) -> Iterator[Link]:
    """Give the links of *numbers* with their comparisons."""
    ends = [(copies[a], copies[b], again) for a, b, again in numbers]
    pairs = {(min(a.wording, b.wording), max(a.wording, b.wording)) for a, b, _ in ends if a.wording != b.wording}
    alike = likenesses_with(connection, {a.wording for a, _, _ in ends}, pairs)
    for a, b, again in ends:
        link = _link(a, b, alike)
        yield link if again == _NEVER else replace(link, again_after=again)


def _link(a: Dated, b: Dated, alike: Mapping[tuple[str, str], Likeness]) -> Link:
    if a.wording == b.wording:
        return Link(a.key, b.key, same_words(a.words), ("the same words",))
    first, second = sorted((a, b), key=lambda each: each.wording)
    likeness = alike[first.wording, second.wording]
    return oriented(first.key, second.key, likeness.comparison, likeness.proposed_by)
