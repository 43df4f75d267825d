"""Whose words went where, gathered for reading: a wire with the outlets that ran it, an aggregator with what it showed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.findings.flow import Edge, EdgeKind
from crawler.findings.lag import Step
from crawler.findings.profiles import Pair, Profile
from crawler.reports.build.credit import quoted_together
from crawler.reports.model import CopyRow, FlowSummary, StoryReport, Uncredited
from crawler.reports.wording.words import count, interval, listed, percent

_ENOUGH = 2  # stories that two outlets ran: one says nothing of who follows whom
_FEW = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One outlet that ran something of a wire: its name, and the edge."""

    outlet: str
    edge: Edge


@dataclass(frozen=True, slots=True)
class WireFlow:
    """A wire, in how many stories its words were seen, and who ran them, most stories first."""

    wire: str
    stories: int
    outlets: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Relayed:
    """What an aggregator showed: copies, of how many outlets."""

    aggregator: str
    copies: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Silent:
    """The copies of one story that do not name its wire, with what other copies say, quoted together."""

    anchor: str
    headline: str
    wire: str
    quotes: tuple[tuple[str, str, tuple[str, ...]], ...]
    rows: tuple[CopyRow, ...]


def silent(entries: Iterable[Uncredited]) -> tuple[Silent, ...]:
    """Return uncredited copies by story and wire, in their order."""
    groups: dict[tuple[str, str], list[Uncredited]] = defaultdict(list)
    for entry in entries:
        groups[entry.anchor, entry.row.wire_service or ""].append(entry)
    return tuple(
        Silent(anchor, some[0].headline, wire, quoted_together(some[0].evidence), tuple(each.row for each in some))
        for (anchor, wire), some in groups.items()
    )


def wire_flows(movement: FlowSummary) -> tuple[WireFlow, ...]:
    """Return the flow by wire, the most widely run first."""
    by_wire: dict[str, list[Edge]] = defaultdict(list)
    for edge in movement.flow.edges:
        if edge.kind is EdgeKind.WIRE:
            by_wire[edge.source].append(edge)
    flows = [
        WireFlow(
            wire, round(edges[0].stories / edges[0].of_source), tuple(Way(_name(movement, e.target), e) for e in edges)
        )
        for wire, edges in by_wire.items()
    ]
    return tuple(sorted(flows, key=lambda each: (-sum(way.edge.stories for way in each.outlets), each.wire)))


def relayed(movement: FlowSummary) -> tuple[Relayed, ...]:
    """Return what each aggregator showed, most copies first."""
    by_relay: dict[str, list[Edge]] = defaultdict(list)
    for edge in movement.flow.edges:
        if edge.kind is EdgeKind.RELAY:
            by_relay[edge.target].append(edge)
    found = [Relayed(relay, sum(edge.copies for edge in edges), len(edges)) for relay, edges in by_relay.items()]
    return tuple(sorted(found, key=lambda each: (-each.copies, each.aggregator)))


def followed(movement: FlowSummary) -> tuple[tuple[str, str, int], ...]:
    """Return (first outlet, later outlet, stories) for stories of which no wire is known."""
    return tuple(
        (_name(movement, edge.source), _name(movement, edge.target), edge.stories)
        for edge in movement.flow.edges
        if edge.kind is EdgeKind.FIRST
    )


def mostly_after(profile: Profile, movement: FlowSummary) -> str:
    """Return whom an outlet came after in most of the stories both ran, in words, or ""."""
    behind = _often([pair for pair in profile.pairs if pair.later * 2 > pair.stories])
    return listed(tuple(f"{_name(movement, pair.other)} ({pair.later} of {pair.stories})" for pair in behind))


def _often(pairs: Sequence[Pair]) -> list[Pair]:
    enough = [pair for pair in pairs if pair.stories >= _ENOUGH]
    return sorted(enough, key=lambda pair: (-pair.later, pair.stories, pair.other))[:_FEW]


def agency_words(profile: Profile) -> str:
    """Return how much of an outlet's output is agency copy, in words."""
    if not profile.agency_copies:
        return "No copy of a known wire."
    copies = f"{profile.agency_copies} of {count(profile.copies, 'copy', 'copies')} ({percent(profile.agency_copies / profile.copies)})"
    words = f", {percent(profile.agency_words / profile.words)} of the words" if profile.words else ""
    return f"{copies}{words}; {profile.credited or 'none'} credited."


def released(story: StoryReport) -> str:
    """Return when a story's wire released it, in words, or a dash."""
    return interval(story.release.interval) if story.release else "\u2013"


def between_bounds(step: Step) -> str:
    """Return how many lags are within a limit: "3 to 4"."""
    return str(step.surely) if step.surely == step.possibly else f"{step.surely} to {step.possibly}"


def places(entries: Iterable[Profile]) -> tuple[int, int, int]:
    """Return how often any outlet was surely first, surely later, or nobody can tell."""
    kept = list(entries)
    return sum(e.first for e in kept), sum(e.later for e in kept), sum(e.cannot_tell for e in kept)


def _name(movement: FlowSummary, outlet: str) -> str:
    return movement.names.get(outlet, outlet)
