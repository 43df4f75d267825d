"""Links between copies in order of their keys. Which there are is kept in numbers; comparisons are read a part at a time.

A link in memory is some 700 bytes and a store has fifteen for each copy.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
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
_NEVER = -1  # days after which it was run again: it was not


def each_link(connection: Connection) -> Iterator[Link]:
    """Give every link between copies, in order of their keys; the window is the one the store keeps."""
    config = TrackingConfig(window_hours=stored_window(connection))
    seen = copies_seen(connection)
    copies = sorted((each for each in dated_copies(connection) if each.key in seen), key=lambda each: each.key)
    numbers = _numbers(connection, copies, editions_of(copies, config), config)
    for start in range(0, numbers.shape[1], _LINKS):
        yield from _read(connection, copies, numbers[:, start : start + _LINKS])


def _numbers(
    connection: Connection, copies: Sequence[Dated], editions: Iterable[Edition], config: TrackingConfig
) -> NDArray[np.int32]:
    """Return each link as the places of its two copies in *copies*, and after how many days it was run again: shape (3, links)."""
    place = {copy.key: at for at, copy in enumerate(copies)}
    grouped = by_wording(editions)
    columns = array("i"), array("i"), array("i")

    def keep(links: Iterator[Link]) -> None:
        for link in links:
            for column, value in zip(columns, (place[link.a], place[link.b], link.again_after), strict=True):
                column.append(_NEVER if value is None else value)

    for likeness in each_likeness(connection):
        keep(links_of_alike(likeness, grouped, config))
    keep(links_of_equal(grouped, config))
    found = np.array([np.frombuffer(column, np.int32) for column in columns])
    ordered: NDArray[np.int32] = found[:, np.lexsort((found[1], found[0]))]
    return ordered


def _read(connection: Connection, copies: Sequence[Dated], numbers: NDArray[np.int32]) -> Iterator[Link]:
    """Give the links of *numbers* with their comparisons."""
    ends = [(copies[a], copies[b], again) for a, b, again in numbers.T.tolist()]
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
