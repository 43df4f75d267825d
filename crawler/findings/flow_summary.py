"""Whose words went where, by wire and by aggregator, and whom each outlet mostly follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crawler.findings.flow import Edge, EdgeKind, Flow
from crawler.findings.profiles import Pair, Profile, RunLag
from crawler.findings.release import Release
from crawler.findings.stories.stories import StoryFinding
from crawler.findings.syndication import Syndication

_ENOUGH = 2  # stories that two outlets ran: one says nothing of who follows whom
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSummary:
    """Whose words went where and how fast: `names` are the outlets' by their keys.

    `lags` holds an entry for each outlet's run of a story that another ran, too; `too_wide` counts stories at too many
    outlets for their pairs to be counted. `releases` are the wires' own, by story.
    """

    names: Mapping[str, str]
    outlets: tuple[Profile, ...]
    flow: Flow
    lags: tuple[RunLag, ...]
    too_wide: int
    releases: Mapping[str, Release | None]


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


def flow_summary(known: Syndication, stories: Iterable[StoryFinding]) -> FlowSummary:
    """Return what is known of runs, flow and lags, with the releases of *stories*."""
    return FlowSummary(
        names=known.names,
        outlets=known.profiles,
        flow=known.flow,
        lags=known.lags,
        too_wide=known.too_wide,
        releases={story.key: story.release for story in stories},
    )


def wire_flows(summary: FlowSummary) -> tuple[WireFlow, ...]:
    """Return the flow by wire, the most widely run first."""
    by_wire: dict[str, list[Edge]] = defaultdict(list)
    for edge in summary.flow.edges:
        if edge.kind is EdgeKind.WIRE:
            by_wire[edge.source].append(edge)
    flows = [
        WireFlow(
            wire, round(edges[0].stories / edges[0].of_source), tuple(Way(_name(summary, e.target), e) for e in edges)
        )
        for wire, edges in by_wire.items()
    ]
    return tuple(sorted(flows, key=lambda each: (-sum(way.edge.stories for way in each.outlets), each.wire)))


def relayed(summary: FlowSummary) -> tuple[Relayed, ...]:
    """Return what each aggregator showed, most copies first."""
    by_relay: dict[str, list[Edge]] = defaultdict(list)
    for edge in summary.flow.edges:
        if edge.kind is EdgeKind.RELAY:
            by_relay[edge.target].append(edge)
    found = [Relayed(relay, sum(edge.copies for edge in edges), len(edges)) for relay, edges in by_relay.items()]
    return tuple(sorted(found, key=lambda each: (-each.copies, each.aggregator)))


def followed(summary: FlowSummary) -> tuple[tuple[str, str, int], ...]:
    """Return (first outlet, later outlet, stories) for stories of which no wire is known."""
    return tuple(
        (_name(summary, edge.source), _name(summary, edge.target), edge.stories)
        for edge in summary.flow.edges
        if edge.kind is EdgeKind.FIRST
    )


def places(entries: Iterable[Profile]) -> tuple[int, int, int]:
    """Return how often any outlet was surely first, surely later, or nobody can tell."""
    profiles = list(entries)
    return sum(e.first for e in profiles), sum(e.later for e in profiles), sum(e.cannot_tell for e in profiles)


def leaders(profile: Profile) -> tuple[Pair, ...]:
    """Return whom an outlet came after in most of the stories both ran, the most often first."""
    behind = [pair for pair in profile.pairs if pair.later * 2 > pair.stories and pair.stories >= _ENOUGH]
    return tuple(sorted(behind, key=lambda pair: (-pair.later, pair.stories, pair.other))[:_FEW])


def _name(summary: FlowSummary, outlet: str) -> str:
    return summary.names.get(outlet, outlet)
