"""From copies and stories to whose words went where and how fast: the runs of each story, its release, flow and profiles.

The report and the exports count from the same values, so that they never disagree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from crawler.findings.credit import CREDITED, Credit, conclusion, credit_of
from crawler.findings.flow import Flow, flow
from crawler.findings.outlet_runs import CopyFacts, Run, first_of
from crawler.findings.profiles import Profile, RunLag, profiles, run_lags, too_wide
from crawler.findings.release import Release, agreed, dateline_day
from crawler.provenance.times.interval import Interval
from crawler.provenance.times.order import earliest, possibly_first
from crawler.provenance.wires.evidence import EvidenceKind
from crawler.sightings.record import Copy, Kind, Sighting
from crawler.tracking.relation import Story


@dataclass(frozen=True)
class Syndication:
    """All runs of all stories, and what follows from them. `copies` by key; `names` are the outlets' by their keys."""

    copies: Mapping[str, Copy]
    facts: Mapping[str, CopyFacts]
    stories: Mapping[str, tuple[Run, ...]]
    names: Mapping[str, str]
    counted: Mapping[str, tuple[Run, ...]]

    @classmethod
    def of(
        cls, copies: Iterable[Copy], stories: Iterable[Story], direct: Set[str], *, earlier: Set[str] = frozenset()
    ) -> Syndication:
        """Gather the runs. *direct* are the keys of copies seen elsewhere than on an aggregator; other keys are left out.

        *earlier* are copies that are no more than earlier versions of another one: they tell when an article was first out,
        and are counted in nothing.
        """
        by_key = {copy.key: copy for copy in sorted(copies, key=lambda copy: copy.key)}
        facts = {key: _facts(copy, direct) for key, copy in by_key.items()}
        members = {story.key: sorted(set(story.copies) & by_key.keys()) for story in stories}
        in_stories = {key for keys in members.values() for key in keys}
        members |= {key: [key] for key in by_key if key not in in_stories}
        homes = _homes(members)
        runs = {key: tuple(_runs(key, keys, facts, homes)) for key, keys in sorted(members.items())}
        counted = {key: some for key, each in runs.items() if (some := _counted(each, earlier, alone=key in by_key))}
        return cls(by_key, facts, runs, _names(by_key.values()), counted)

    @cached_property
    def flow(self) -> Flow:
        """Edges from wires to outlets to aggregators."""
        return flow(self._counted_facts, self.counted)

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """One profile a named outlet."""
        ran = (fact for fact in self._counted_facts if self.copies[fact.key].kind is Kind.OUTLET)
        return profiles(ran, self.stories)

    @cached_property
    def lags(self) -> tuple[RunLag, ...]:
        """One entry for each outlet's run of a story that another ran, too."""
        return run_lags(self.stories)

    @property
    def too_wide(self) -> int:
        """Stories that ran at too many outlets for their pairs to be counted."""
        return too_wide(self.stories)

    def origin(self, story: str) -> str | None:
        """Return the copy that was surely out before every other of *story*; None where nobody can tell."""
        return earliest(self._published(story))

    def possibly_first(self, story: str) -> tuple[str, ...]:
        """Return the copies that may have been first, those of unknown time among them."""
        return possibly_first(self._published(story))

    def undated(self, story: str) -> int:
        """Return how many copies of *story* have no known time."""
        return sum(published is None for published in self._published(story).values())

    @property
    def _counted_facts(self) -> list[CopyFacts]:
        kept = {key for runs in self.counted.values() for run in runs for key in run.copies}
        return [fact for key, fact in self.facts.items() if key in kept]

    def _published(self, story: str) -> dict[str, Interval | None]:
        return {key: self.facts[key].published for run in self.stories[story] for key in run.copies}

    def release(self, story: str) -> Release | None:
        """Return when its wire released *story*: in its own feed, else on a page of its own, else the day of the datelines."""
        runs = self.stories[story]
        wires = {run.wire for run in runs if run.wire is not None}
        if len(wires) != 1:
            return None
        (wire,) = wires
        sent = self._item(wire, [key for run in runs for key in run.copies])
        if sent is not None and sent.published is not None:
            return Release(wire, sent.published, "own feed", sent.headline)
        own = next((run for run in runs if run.own and run.published), None)
        if own is not None and own.published is not None:
            return Release(wire, own.published, "own page", self.copies[own.key].headline)
        return _dateline(wire, [self.copies[key] for run in runs for key in run.copies])

    def _item(self, wire: str, keys: Iterable[str]) -> Copy | None:
        """Return the wire's own item among some copies; of several the one that was out first."""
        own = [copy for key in keys if (copy := self.copies[key]).kind is Kind.WIRE and copy.outlet == wire]
        dated = [copy for copy in own if copy.published is not None]
        return min(
            dated, key=lambda copy: (copy.published.earliest if copy.published else None, copy.key), default=None
        )


def seen_directly(sightings: Iterable[Sighting]) -> frozenset[str]:
    """Return the keys of copies that were seen elsewhere than on an aggregator's page."""
    return frozenset(seen.copy for seen in sightings if seen.relay is None)


def _facts(copy: Copy, direct: Set[str]) -> CopyFacts:
    credit = credit_of(copy)
    return CopyFacts(
        key=copy.key,
        outlet=copy.outlet_key,
        words=copy.words,
        published=copy.published,
        wire=conclusion(copy).wire_service,
        credited=credit in CREDITED,
        own=credit is Credit.OWN,
        direct=copy.key in direct,
        relays=copy.relays,
    )


def _homes(members: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    homes: dict[str, int] = defaultdict(int)
    for keys in members.values():
        for key in keys:
            homes[key] += 1
    return homes


def _runs(story: str, keys: Sequence[str], facts: Mapping[str, CopyFacts], homes: Mapping[str, int]) -> Iterable[Run]:
    by_outlet: dict[str, list[CopyFacts]] = defaultdict(list)
    for key in keys:
        by_outlet[facts[key].outlet or f"copy {key}"].append(facts[key])
    # A text made of two wires says nothing of which of its stories came from which: its neighbors in each do.
    wires = {facts[key].wire for key in keys if homes[key] == 1} - {None}
    for _, some in sorted(by_outlet.items()):
        wire = next((each for copy in some if (each := _wire_here(copy, wires, homes[copy.key]))), None)
        yield Run(
            story=story,
            outlet=some[0].outlet,
            copies=tuple(copy.key for copy in some),
            published=first_of([copy.published for copy in some]),
            wire=wire,
            credited=any(copy.credited and copy.wire == wire for copy in some),
            own=any(copy.own for copy in some),
            direct=any(copy.direct for copy in some),
            relays=tuple(sorted({relay for copy in some for relay in copy.relays})),
        )


def _wire_here(copy: CopyFacts, wires: Set[str | None], homes: int) -> str | None:
    """Return whose words a copy's share of one story is: its own conclusion, unless it stands in several stories."""
    if homes == 1 or not wires or copy.wire in wires:
        return copy.wire
    return next(iter(wires)) if len(wires) == 1 else None


def _counted(runs: Iterable[Run], earlier: Set[str], *, alone: bool) -> tuple[Run, ...]:
    """Return runs without earlier versions; a run of a story that has nothing else keeps them, one that stands *alone* goes."""
    kept = [(run, tuple(key for key in run.copies if key not in earlier)) for run in runs]
    return tuple(replace(run, copies=copies or run.copies) for run, copies in kept if copies or not alone)


def _names(copies: Iterable[Copy]) -> dict[str, str]:
    names: dict[str, str] = {}
    for copy in copies:
        name = copy.outlet or copy.outlet_key
        names[copy.outlet_key] = min(names.get(copy.outlet_key, name), name)
    return names


def _dateline(wire: str, copies: Iterable[Copy]) -> Release | None:
    claims: dict[Interval, str] = {}
    for copy in copies:
        for piece in copy.attribution.evidence:
            if piece.kind is EvidenceKind.DATELINE and piece.wire_service == wire:
                day = dateline_day(piece.text, fetched_at=copy.first_fetched_at)
                if day is not None:
                    claims.setdefault(day, piece.text)
    day = agreed(claims)
    return Release(wire, day, "dateline", min(claims.values())) if day is not None else None
