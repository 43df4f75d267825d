"""Grouping what tracking touched: stories are made, named and written anew for components in which something changed, and for no others.

A component is what comparisons of copies and earlier stories hold together. Components are grouped a batch at a time, each
batch in a transaction of its own; a tracking that was stopped between two of them groups everything the next time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sqlalchemy.engine import Connection

from crawler.errors import UserError
from crawler.faults import Faults
from crawler.jobs.progress import Progress
from crawler.store import links as stored
from crawler.store import stories, wordings
from crawler.store.decisions.stored import held_decisions, merged_wordings
from crawler.store.statements import chunks
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import Decisions
from crawler.tracking.editions import (
    Edition,
    Likeness,
    by_wording,
    count_links,
    edition_links,
    editions_of,
    oriented,
    spread,
)
from crawler.tracking.identity import Arrivals, identify
from crawler.tracking.merged import Spanned
from crawler.tracking.relation import Link, Story
from crawler.tracking.stories import Grouping, group

_WORDINGS = 1_000  # grouped in one transaction, or one component of more
_COUNTED = 500  # wordings whose links are counted in one transaction


def group_stories(
    store: Store, config: TrackingConfig, touched: Collection[int] | None, progress: Progress, faults: Faults
) -> set[str]:
    """Group the components of the wordings *touched* (None: all), name them, mark what is merged, count links.

    Returns the keys of the stories that were written. A component that meets an error of this program keeps the stories it had;
    *faults* counts them.
    """
    with store.read() as connection:
        components = list(_components(connection, touched))
        recounted = (
            wordings.digests(connection).keys() if touched is None else _whose_links_changed(connection, touched)
        )
    written: set[str] = set()
    for done, batch in _batches(components):
        written |= _group_each(store, config, batch, faults)
        progress("grouping stories", done, sum(map(len, components)))
    count_links_of(store, config, recounted, faults)
    return written


def count_links_of(store: Store, config: TrackingConfig, rows: Collection[int], faults: Faults) -> None:
    """Count the links that some wordings account for, and keep the numbers; *faults* counts the parts that meet one."""
    for part in chunks(sorted(rows), _COUNTED):
        with faults.excused():
            _count(store, config, part)


def _components(connection: Connection, touched: Collection[int] | None) -> Iterator[list[int]]:
    """Give the components of wordings that hold one of *touched*, in order of their first."""
    rows: set[int] = set(wordings.digests(connection) if touched is None else touched)
    pairs: set[tuple[int, int]] = set()
    told: set[tuple[int, int]] = set()  # (story, wording)
    merged = merged_wordings(connection, held_decisions(connection))
    waiting = rows
    while waiting:
        found = stored.copy_pairs(connection, None if touched is None else waiting)
        mates = stories.story_mates(connection, waiting)
        found |= {pair for pair in merged if touched is None or waiting.intersection(pair)}
        pairs |= found
        told |= mates
        waiting = ({row for pair in found for row in pair} | {row for _, row in mates}) - rows
        rows |= waiting
    members: dict[int, list[int]] = defaultdict(list)
    for row, label in zip(sorted(rows), _labels(sorted(rows), pairs, told), strict=True):
        members[label].append(row)
    yield from members.values()


def _labels(rows: Sequence[int], pairs: Iterable[tuple[int, int]], told: Iterable[tuple[int, int]]) -> list[int]:
    number = {row: at for at, row in enumerate(rows)}
    story = {row: at for at, row in enumerate(sorted({row for row, _ in told}), len(rows))}
    edges = [(number[a], number[b]) for a, b in pairs] + [(story[row], number[member]) for row, member in told]
    ends = np.array(edges, np.int64).reshape(-1, 2).T
    size = len(rows) + len(story)
    graph = coo_matrix((np.ones(len(edges), np.int8), (ends[0], ends[1])), shape=(size, size))
    labels: list[int] = connected_components(graph, directed=False)[1].tolist()
    return labels[: len(rows)]


def _batches(components: Iterable[list[int]]) -> Iterator[tuple[int, list[list[int]]]]:
    """Put components together up to a batch's size; give each batch with how many wordings that makes so far."""
    batch: list[list[int]] = []
    done = size = 0
    for component in components:
        if batch and size + len(component) > _WORDINGS:
            yield done, batch
            batch, size = [], 0
        batch.append(component)
        size += len(component)
        done += len(component)
    if batch:
        yield done, batch


@dataclass(frozen=True, slots=True)
class Grouped:
    """What some components of wordings were grouped into: stories of copies, what each is listed by, and pairs of wordings that are merged, with why."""

    stories: tuple[Story, ...]
    openings: tuple[str, ...]
    merged: Mapping[tuple[str, str], str]


def grouped(
    editions: Sequence[Edition],
    alike: Iterable[Likeness],
    incomplete: Collection[str],
    held: Decisions,
    config: TrackingConfig,
    *,
    spanned: Spanned = list,
) -> Grouped:
    """Group *editions*, whole components of them: *alike* are the copies among their wordings, *incomplete* the keys of copies that ended early.

    *spanned* reads the spans of links where likenesses came without.
    """
    links = edition_links(alike, editions, config)
    decided = held.constraints({name: [each.key for each in some] for name, some in by_wording(editions).items()})
    grouping = group(links, _lengths(editions, incomplete), config, decided, spanned)
    return Grouped(tuple(spread(grouping.stories, editions)), grouping.openings, _merged_wordings(grouping, editions))


def save_grouped(
    store: Store, made: Grouped, batch: Sequence[int], before: Sequence[Story], arrivals: Arrivals
) -> set[str] | None:
    """Name and write the stories of whole components; return their keys, or None where others than those *before* are there now."""
    with store.write() as connection:
        stories.lock_stories(connection)
        if stories.stories_of_wordings(connection, batch) != before:
            return None
        ids = {digest: row for row, digest in wordings.digests(connection, batch).items()}
        named = identify(made.stories, before, arrivals)
        stored.mark_merged(connection, made.merged, ids)
        stories.save_stories(connection, named.stories, made.openings, {each.key for each in before})
        stories.save_events(connection, named.events)
    return {each.key for each in named.stories}


def _group_each(store: Store, config: TrackingConfig, batch: Sequence[list[int]], faults: Faults) -> set[str]:
    """Group components together; where a fault prevents that, each by itself, and leave out those that meet it."""
    try:
        return _group(store, config, list(chain.from_iterable(batch)))
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001  # a fault of ours costs its own component, never the run
        if len(batch) == 1:
            faults.note(error)
            return set()
    return {key for component in batch for key in _group_each(store, config, [component], faults)}


def _group(store: Store, config: TrackingConfig, batch: Sequence[int]) -> set[str]:
    """Group whole components of wordings, and write their stories. Returns the keys of these.

    What another tracking grouped meanwhile is grouped again, from what it left: both may have the same story to write.
    """
    while (written := _grouped(store, config, batch)) is None:
        pass
    return written


def _grouped(store: Store, config: TrackingConfig, batch: Sequence[int]) -> set[str] | None:
    """Do the same; return None, and write nothing, where their stories changed while they were grouped."""
    with store.read() as connection:
        editions = editions_of(wordings.dated_copies(connection, ids=batch), config)
        alike = stored.copies_among(connection, batch)
        before = stories.stories_of_wordings(connection, batch)
        incomplete = wordings.incomplete_copies(connection)
        arrivals = wordings.arrivals(connection, batch)
        held = held_decisions(connection)
    try:
        made = grouped(editions, alike, incomplete, held, config, spanned=_spanned(store, editions))
    except _ChangedMeanwhile:
        return None
    return save_grouped(store, made, batch, before, arrivals)


class _ChangedMeanwhile(Exception):
    """Another tracking has compared texts of this component again."""


def _spanned(store: Store, editions: Sequence[Edition]) -> Spanned:
    """Return a function that reads the spans of some links between *editions*."""
    name = {edition.key: edition.wording for edition in editions}

    def spanned(links: Sequence[Link]) -> list[Link]:
        pairs = [(min(x, y), max(x, y)) for x, y in ((name[link.a], name[link.b]) for link in links)]
        often = Counter(digest for pair in pairs for digest in pair)
        asked = {max(pair, key=lambda digest: (often[digest], digest)) for pair in pairs}  # few texts are in most pairs
        with store.read() as connection:
            found = stored.likenesses_with(connection, asked, set(pairs), merged=False)
        if len(found) < len(set(pairs)):
            raise _ChangedMeanwhile
        return [
            oriented(*_ordered(link, name), found[pair].comparison, link.proposed_by)
            for link, pair in zip(links, pairs, strict=True)
        ]

    return spanned


def _ordered(link: Link, name: Mapping[str, str]) -> tuple[str, str]:
    """Return the ends of a link as their wordings were compared."""
    return (link.a, link.b) if name[link.a] < name[link.b] else (link.b, link.a)


def _lengths(editions: Sequence[Edition], incomplete: Collection[str]) -> dict[str, int]:
    """Return the words of each edition by its key; of one whose pages all ended early none, so that it is the fullest of no other."""
    return {
        edition.key: 0 if all(copy.key in incomplete for copy in edition.copies) else edition.words
        for edition in editions
    }


def _merged_wordings(grouping: Grouping, editions: Sequence[Edition]) -> dict[tuple[str, str], str]:
    wording = {edition.key: edition.wording for edition in editions}
    rules: dict[tuple[str, str], str] = {}
    for link in grouping.merged:
        first, second = sorted((wording[link.a], wording[link.b]))
        rules[first, second] = link.comparison.rule
    return rules


def _whose_links_changed(connection: Connection, touched: Collection[int]) -> set[int]:
    """Return the wordings that account for the links of *touched* ones: themselves, and those they are b of."""
    return set(touched) | stored.held_against(connection, touched)


def _count(store: Store, config: TrackingConfig, part: Sequence[int]) -> None:
    with store.read() as connection:
        alike = stored.alike_from(connection, part, config)
        rows = {digest: row for row, digest in wordings.digests(connection, part).items()}
        others = wordings.rows_of_digests(connection, {each.b for each in alike})
        editions = editions_of(wordings.dated_copies(connection, ids={*part, *others}), config)
    counted = count_links(rows, alike, editions, config)
    with store.write() as connection:
        wordings.put_link_counts(connection, {rows[digest]: number for digest, number in counted.items()})
