"""Editions: copies with the same words at about the same time, taken as one when stories are made.

Ten thousand outlets that run a wire word by word are one wording, compared once. But the same words a year apart (a
form, a yearly notice) are two editions when a window says so.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, pairwise, product
from typing import NamedTuple

from crawler.text.once import once_a_text
from crawler.text.voice import voices_of
from crawler.text.words import join
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Comparison, Link, Relation, Span, Story, mirrored
from crawler.tracking.window import Times, days_between, runs_again, within


@dataclass(frozen=True, slots=True)
class Dated:
    """A copy as tracking sees it: its key, its wording, how many words, and when it may have been published."""

    key: str
    wording: str
    words: int
    times: Times


@dataclass(frozen=True, slots=True)
class Edition:
    """Copies of one wording at about one time. `key` is the first copy's; `times` reach from the first to the last."""

    key: str
    wording: str
    words: int
    times: Times
    copies: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The exact comparison of two wordings (their digests, a < b), and what proposed it."""

    a: str
    b: str
    comparison: Comparison
    proposed_by: tuple[str, ...] = ()


@once_a_text
def wording_digest(folded: Sequence[str]) -> str:
    """Name a run of folded words: equal words in equal voices, equal name.

    A verdict looks at voices, too, so that the same words with other quotation marks are another wording.
    """
    voices = voices_of(folded)
    marks = b"\n" + voices if any(voices) else b""
    return hashlib.sha256(join(folded).encode("utf-8", "replace") + marks).hexdigest()[:24]


class Alike(NamedTuple):
    """Two wordings (their digests, a < b) that have something to do with each other, and whether one may run the other `again`."""

    a: str
    b: str
    again: bool


def editions_of(copies: Iterable[Dated], config: TrackingConfig) -> list[Edition]:
    """Return the editions of all copies, in order of key. A copy without any time belongs to the first edition of its words.

    Texts of fewer than `min_words` are too little to be the same by more than chance: each is an edition by itself.
    """
    by_wording: dict[str, list[Dated]] = defaultdict(list)
    editions: list[Edition] = []
    for copy in copies:
        if copy.words < config.min_words:
            editions.append(_edition([copy]))
        else:
            by_wording[copy.wording].append(copy)
    for members in by_wording.values():
        editions.extend(_chain(members, config.window_hours))
    return sorted(editions, key=lambda edition: edition.key)


def edition_links(likenesses: Iterable[Likeness], editions: Sequence[Edition], config: TrackingConfig) -> list[Link]:
    """Return the links between editions whose wordings are alike and whose times allow it."""
    grouped = by_wording(editions)
    return sorted(
        (
            oriented(x.key, y.key, likeness.comparison, likeness.proposed_by)
            for likeness in likenesses
            for x, y in product(grouped.get(likeness.a, ()), grouped.get(likeness.b, ()))
            if within(x.times, y.times, hours=config.window_hours)
        ),
        key=lambda link: (link.a, link.b),
    )


def copy_links(likenesses: Iterable[Likeness], editions: Sequence[Edition], config: TrackingConfig) -> Iterator[Link]:
    """Yield the links between copies: those of like wordings, and those of equal ones.

    Of nearly identical editions that are further apart than the window, the first copies are linked as run again.
    """
    grouped = by_wording(editions)
    for likeness in likenesses:
        yield from links_of_alike(likeness, grouped, config)
    yield from links_of_equal(grouped, config)


def links_of_alike(
    likeness: Likeness, grouped: Mapping[str, Sequence[Edition]], config: TrackingConfig
) -> Iterator[Link]:
    """Yield the links between copies of two like wordings; *grouped* has the editions of either (`by_wording`)."""
    yield from _links_of(likeness, grouped, config)
    yield from _run_again_alike(likeness, grouped, config)


def links_of_equal(grouped: Mapping[str, Sequence[Edition]], config: TrackingConfig) -> Iterator[Link]:
    """Yield the links between copies of one wording."""
    for same in grouped.values():
        for edition in same:
            yield from _links_inside(edition, config)
        yield from _run_again_unchanged(same, config)


def count_links(
    wordings: Iterable[str], pairs: Iterable[Alike], editions: Sequence[Edition], config: TrackingConfig
) -> dict[str, int]:
    """Return how many of the links that `copy_links` yields are of each of *wordings* alone, or as a of one of *pairs*."""
    grouped = by_wording(editions)
    counted = dict.fromkeys(wordings, 0)
    for pair in pairs:
        counted[pair.a] += sum(1 for _ in _copies_of(pair, grouped, config))
        if pair.again:
            counted[pair.a] += sum(1 for _ in _apart(pair, grouped, config))
    for name in counted:
        same = grouped.get(name, [])
        inside = chain.from_iterable(_copies_inside(edition, config) for edition in same)
        counted[name] += sum(1 for _ in inside) + sum(1 for _ in _run_again_unchanged(same, config))
    return counted


def _links_of(likeness: Likeness, grouped: Mapping[str, Sequence[Edition]], config: TrackingConfig) -> Iterator[Link]:
    for a, b in _copies_of(likeness, grouped, config):
        yield oriented(a.key, b.key, likeness.comparison, likeness.proposed_by)


def _copies_of(
    likeness: Likeness | Alike, grouped: Mapping[str, Sequence[Edition]], config: TrackingConfig
) -> Iterator[tuple[Dated, Dated]]:
    """Give the copies of two like wordings that are linked, that of a first."""
    for x, y in product(grouped.get(likeness.a, ()), grouped.get(likeness.b, ())):
        for a, b in _pairs(x.copies, y.copies, config):
            if within(a.times, b.times, hours=config.window_hours):
                yield a, b


def _links_inside(edition: Edition, config: TrackingConfig) -> Iterator[Link]:
    for a, b in _copies_inside(edition, config):
        yield Link(min(a.key, b.key), max(a.key, b.key), same_words(edition.words), ("the same words",))


def _copies_inside(edition: Edition, config: TrackingConfig) -> Iterator[tuple[Dated, Dated]]:
    for a, b in _pairs_inside(edition.copies, config):
        if within(a.times, b.times, hours=config.window_hours):
            yield a, b


def same_words(count: int) -> Comparison:
    """Return the comparison of a text of *count* words with itself."""
    return Comparison(
        relation=Relation.VERBATIM,
        rule="the same words",
        coverage_a=1.0,
        coverage_b=1.0,
        resemblance=1.0,
        containment_a=1.0,
        containment_b=1.0,
        words=count,
        longest_run=count,
        words_a=count,
        words_b=count,
        spans=(Span(0, count, 0, count),),
    )


def spread(stories: Iterable[Story], editions: Sequence[Edition]) -> list[Story]:
    """Return stories of editions as stories of copies."""
    by_key = {edition.key: edition for edition in editions}
    return [
        replace(story, copies=tuple(sorted(copy.key for key in story.copies for copy in by_key[key].copies)))
        for story in stories
    ]


def _chain(members: list[Dated], hours: float | None) -> Iterator[Edition]:
    dated = sorted((m for m in members if m.times[0] is not None), key=lambda m: (m.times, m.key))
    undated = sorted((m for m in members if m.times[0] is None), key=lambda m: m.key)
    chain: list[Dated] = []
    for member in dated:
        if chain and not within(_hull(chain), member.times, hours=hours):
            yield _edition([*chain, *undated])
            chain, undated = [], []
        chain.append(member)
    yield _edition([*chain, *undated])


def _edition(members: Sequence[Dated]) -> Edition:
    ordered = tuple(sorted(members, key=lambda m: m.key))
    return Edition(ordered[0].key, ordered[0].wording, ordered[0].words, _hull(ordered), ordered)


def _hull(members: Sequence[Dated]) -> Times:
    """From the first to the last; no time at all when one of them has none: it may be anywhere."""
    earliest = [m.times[0] for m in members if m.times[0] is not None]
    latest = [m.times[1] for m in members if m.times[1] is not None]
    if len(earliest) < len(members) or len(latest) < len(members):
        return None, None
    return min(earliest), max(latest)


def by_wording(editions: Iterable[Edition]) -> Mapping[str, list[Edition]]:
    """Return editions by their wordings."""
    grouped: dict[str, list[Edition]] = defaultdict(list)
    for edition in editions:
        grouped[edition.wording].append(edition)
    return grouped


def oriented(a: str, b: str, comparison: Comparison, proposed_by: tuple[str, ...]) -> Link:
    """Return the link of two copies, the comparison of which was made with a first."""
    if a < b:
        return Link(a, b, comparison, proposed_by)
    return Link(b, a, mirrored(comparison), proposed_by)


def _run_again_alike(
    likeness: Likeness, grouped: Mapping[str, Sequence[Edition]], config: TrackingConfig
) -> Iterator[Link]:
    """Yield the links of editions of nearly identical wordings."""
    if runs_again(likeness.comparison, config):
        for x, y in _apart(likeness, grouped, config):
            yield _run_again(x, y, likeness.comparison, likeness.proposed_by)


def _apart(
    pair: Likeness | Alike, grouped: Mapping[str, Sequence[Edition]], config: TrackingConfig
) -> Iterator[tuple[Edition, Edition]]:
    """Give the editions of two wordings that are further apart than the window."""
    for x, y in product(grouped.get(pair.a, ()), grouped.get(pair.b, ())):
        if not within(x.times, y.times, hours=config.window_hours):
            yield x, y


def _run_again_unchanged(editions: Iterable[Edition], config: TrackingConfig) -> Iterator[Link]:
    """Yield the links of one wording's editions that follow each other."""
    long = [edition for edition in editions if edition.words >= config.again_words]
    for x, y in pairwise(sorted(long, key=lambda edition: (edition.times[0] is None, edition.times, edition.key))):
        if not within(x.times, y.times, hours=config.window_hours):
            yield _run_again(x, y, same_words(x.words), ("the same words",))


def _run_again(x: Edition, y: Edition, comparison: Comparison, proposed_by: tuple[str, ...]) -> Link:
    first, second = x.copies[0], y.copies[0]
    link = oriented(first.key, second.key, comparison, proposed_by)
    return replace(link, again_after=days_between(first.times, second.times))


def _pairs(some: Sequence[Dated], others: Sequence[Dated], config: TrackingConfig) -> Iterable[tuple[Dated, Dated]]:
    if len(some) * len(others) <= config.most_pairs:
        return product(some, others)
    return [(some[0], other) for other in others] + [(one, others[0]) for one in some[1:]]


def _pairs_inside(copies: Sequence[Dated], config: TrackingConfig) -> Iterable[tuple[Dated, Dated]]:
    if len(copies) * (len(copies) - 1) // 2 <= config.most_pairs:
        return combinations(copies, 2)
    return [(copies[0], other) for other in copies[1:]]
