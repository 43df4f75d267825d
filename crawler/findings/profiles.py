"""Outlets in figures: how much of their output is agency copy, how often they were first, how far behind, whom they follow.

First-run counts and pairs compare outlets, of which a wire's own page is none; lags run from the first copy of a story
whose time is known, that page included. What the intervals leave open is counted as "cannot tell", never shared out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crawler.findings.lag import Lag, behind_first, median
from crawler.findings.outlet_runs import CopyFacts, Run
from crawler.provenance.times.interval import Interval
from crawler.provenance.times.order import Order, order, possibly_first

MOST_PAIRED = 100  # outlets of one story: pairs grow with the square


@dataclass(frozen=True, slots=True)
class WireShare:
    """How much of one wire an outlet ran: copies, their words, and in how many copies a rendering names the wire."""

    wire: str
    copies: int
    words: int
    credited: int


@dataclass(frozen=True, slots=True)
class Pair:
    """One outlet beside another, over the stories both ran: how often either was surely first, how often nobody can tell."""

    other: str
    stories: int
    first: int
    later: int
    cannot_tell: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLag:
    """How long after the first copy of known time an outlet ran a story; `lag` is None where nobody can say.

    `undated` counts the story's other runs of unknown time, which may be earlier than that first one.
    """

    story: str
    outlet: str
    published: Interval | None
    order: Order
    lag: Lag | None
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One outlet. `stories` are those that another outlet ran, too: `first` + `later` + `cannot_tell`.

    `agency_*` count other people's wire copy, `by_wire` the same by wire; `direct_*` count copies that were seen
    elsewhere than on an aggregator. `undated` counts copies of unknown time. `lags` holds one lag a shared story where
    both ends are known.
    """

    outlet: str
    copies: int
    words: int
    undated: int
    agency_copies: int
    agency_words: int
    credited: int
    direct_copies: int
    direct_agency_copies: int
    by_wire: tuple[WireShare, ...]
    stories: int
    first: int
    later: int
    cannot_tell: int
    lags: tuple[Lag, ...]
    median_lag: Lag | None
    pairs: tuple[Pair, ...]


def shared(stories: Mapping[str, Sequence[Run]]) -> dict[str, tuple[Run, ...]]:
    """Return the stories that two named outlets or more ran, the wires' own pages not counted as outlets."""
    return {
        key: tuple(runs)
        for key, runs in stories.items()
        if len({run.outlet for run in runs if run.outlet and not run.own}) > 1
    }


def run_lags(stories: Mapping[str, Sequence[Run]]) -> tuple[RunLag, ...]:
    """Return one entry for each outlet's run of each shared story, by story, then outlet."""
    found: list[RunLag] = []
    for key, runs in sorted(shared(stories).items()):
        rivals = [run for run in runs if not run.own]
        placed = _places(rivals)
        undated = sum(run.published is None for run in runs)
        bounds = _bounds(runs)
        for run in sorted((run for run in rivals if run.outlet), key=lambda run: run.outlet):
            others = [other.published for other in bounds if other is not run]
            found.append(
                RunLag(
                    story=key,
                    outlet=run.outlet,
                    published=run.published,
                    order=placed[run.key],
                    lag=behind_first(run.published, others),
                    undated=undated - (run.published is None),
                )
            )
    return tuple(found)


def _bounds(runs: Sequence[Run]) -> list[Run]:
    """Return the few runs that can bound the first of all others: the two that begin first and the two that end first."""
    dated = [(run.published, run) for run in runs if run.published is not None]
    begin = sorted(dated, key=lambda pair: (pair[0].earliest, pair[1].key))[:2]
    end = sorted(dated, key=lambda pair: (pair[0].latest, pair[1].key))[:2]
    return [run for _, run in (*begin, *end)]


def profiles(copies: Iterable[CopyFacts], stories: Mapping[str, Sequence[Run]]) -> tuple[Profile, ...]:
    """Return the profile of every named outlet, by number of copies, then key."""
    by_outlet: dict[str, list[CopyFacts]] = defaultdict(list)
    for copy in copies:
        by_outlet[copy.outlet].append(copy)
    lags: dict[str, list[RunLag]] = defaultdict(list)
    for entry in run_lags(stories):
        lags[entry.outlet].append(entry)
    pairs = _pairs(stories)
    found = [_profile(key, ran, lags[key], pairs[key]) for key, ran in by_outlet.items() if key]
    return tuple(sorted(found, key=lambda profile: (-profile.copies, profile.outlet)))


def too_wide(stories: Mapping[str, Sequence[Run]]) -> int:
    """Return how many shared stories ran at too many outlets for their pairs to be counted."""
    return sum(not _paired(runs) for runs in shared(stories).values())


def _profile(outlet: str, ran: Sequence[CopyFacts], entries: Sequence[RunLag], pairs: Sequence[Pair]) -> Profile:
    agency = [copy for copy in ran if copy.agency]
    orders = Counter(entry.order for entry in entries)
    lags = tuple(entry.lag for entry in entries if entry.lag is not None)
    return Profile(
        outlet=outlet,
        copies=len(ran),
        words=sum(copy.words for copy in ran),
        undated=sum(copy.published is None for copy in ran),
        agency_copies=len(agency),
        agency_words=sum(copy.words for copy in agency),
        credited=sum(copy.credited for copy in agency),
        direct_copies=sum(copy.direct for copy in ran),
        direct_agency_copies=sum(copy.direct for copy in agency),
        by_wire=_by_wire(agency),
        stories=len(entries),
        first=orders[Order.SURELY_FIRST],
        later=orders[Order.SURELY_LATER],
        cannot_tell=orders[Order.CANNOT_TELL],
        lags=lags,
        median_lag=median(lags),
        pairs=tuple(sorted(pairs, key=lambda pair: (-pair.stories, -pair.later, pair.other))),
    )


def _by_wire(agency: Iterable[CopyFacts]) -> tuple[WireShare, ...]:
    by_wire: dict[str, list[CopyFacts]] = defaultdict(list)
    for copy in agency:
        by_wire[copy.wire or ""].append(copy)
    shares = [
        WireShare(wire, len(some), sum(copy.words for copy in some), sum(copy.credited for copy in some))
        for wire, some in by_wire.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.copies, share.wire)))


def _places(runs: Sequence[Run]) -> dict[str, Order]:
    """Return where each of a story's runs stands to all others: first of all, surely not first, or nobody can tell."""
    may_be = possibly_first({run.key: run.published for run in runs})
    if len(may_be) == 1:
        return {run.key: Order.SURELY_FIRST if run.key in may_be else Order.SURELY_LATER for run in runs}
    return {run.key: Order.CANNOT_TELL if run.key in may_be else Order.SURELY_LATER for run in runs}


def _pairs(stories: Mapping[str, Sequence[Run]]) -> Mapping[str, list[Pair]]:
    counted: dict[str, dict[str, Counter[Order]]] = defaultdict(lambda: defaultdict(Counter))
    for runs in shared(stories).values():
        for a, b in combinations(_paired(runs), 2):
            found = order(a.published, b.published)
            counted[a.outlet][b.outlet][found] += 1
            counted[b.outlet][a.outlet][_MIRROR[found]] += 1
    return defaultdict(
        list,
        {outlet: [_pair(other, counts) for other, counts in others.items()] for outlet, others in counted.items()},
    )


_MIRROR = {
    Order.SURELY_FIRST: Order.SURELY_LATER,
    Order.SURELY_LATER: Order.SURELY_FIRST,
    Order.CANNOT_TELL: Order.CANNOT_TELL,
}


def _paired(runs: Sequence[Run]) -> list[Run]:
    named = [run for run in runs if run.outlet and not run.own]
    return named if len(named) <= MOST_PAIRED else []


def _pair(other: str, counts: Mapping[Order, int]) -> Pair:
    first, later = counts.get(Order.SURELY_FIRST, 0), counts.get(Order.SURELY_LATER, 0)
    cannot_tell = counts.get(Order.CANNOT_TELL, 0)
    return Pair(other, first + later + cannot_tell, first, later, cannot_tell)
