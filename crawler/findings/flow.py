"""Flow: whose words went where. First match only: every run of a story has at most one source.

That source is the wire, where one is known; else the outlet that was surely first of all that ran the story; else
nobody knows, and it is counted so. After that an aggregator may relay it. The rule of taking the first match alone is
that of news-flow research (Welbers and others, 2018): a chain A, B, C gives no second edge from A to C by way of B.
Versions at one outlet are one run; passages and templates make no story, so they never come here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crawler.findings.outlet_runs import CopyFacts, Run
from crawler.provenance.times.order import earliest


class EdgeKind(StrEnum):
    """What an edge says."""

    WIRE = "wire"  # an outlet ran the wire's words
    FIRST = "first"  # no wire is known; the source was surely the first outlet to run it
    RELAY = "relay"  # an aggregator showed the outlet's copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Stories that went from *source* to *target*. Outlets are keys, wires and aggregators names.

    `credited` counts stories in which a rendering at the target names the wire, `inferred` those in which only copies
    elsewhere do. Shares are 0..1: `of_source` is the stories' share of all that were seen of the source, `of_target`
    the copies' share of all that were seen at the target. `direct` and `direct_of_*` are the same without relays, from
    copies that were seen elsewhere than on an aggregator: None for a relay, and for the share of a target where none was.
    """

    kind: EdgeKind
    source: str
    target: str
    stories: int
    copies: int
    credited: int
    inferred: int
    direct: int
    of_source: float
    of_target: float
    direct_of_source: float | None
    direct_of_target: float | None


@dataclass(frozen=True, slots=True)
class Flow:
    """All edges, and in how many runs of shared stories nobody can tell the source."""

    edges: tuple[Edge, ...]
    unknown: int


def flow(copies: Sequence[CopyFacts], stories: Mapping[str, Sequence[Run]]) -> Flow:
    """Return the flow of *stories*, most stories first within each kind. *copies* are all copies there are."""
    ways: dict[_Way, list[Run]] = defaultdict(list)
    unknown = 0
    for runs in stories.values():
        sources = _sources(runs)
        for run in runs:
            if run.key in sources:
                ways[*sources[run.key], run.outlet].append(run)
            elif run.outlet and not run.own and len(runs) > 1:
                unknown += 1
            for relay in run.relays if run.outlet else ():
                ways[EdgeKind.RELAY, run.outlet, relay].append(run)
    seen = _Seen(copies, stories)
    edges = (_edge(way, runs, seen) for way, runs in ways.items())
    return Flow(tuple(sorted(edges, key=_rank)), unknown)


_Way = tuple[EdgeKind, str, str]
_KINDS = tuple(EdgeKind)


def _rank(edge: Edge) -> tuple[int, int, int, str, str]:
    return _KINDS.index(edge.kind), -edge.stories, -edge.copies, edge.source, edge.target


def _sources(runs: Sequence[Run]) -> dict[str, tuple[EdgeKind, str]]:
    """Return the source of each run by its key; the first outlet has none, nor has a copy whose outlet nobody named."""
    by_key = {run.key: run for run in runs}
    origin = by_key.get(earliest({run.key: run.published for run in runs}) or "")
    found: dict[str, tuple[EdgeKind, str]] = {}
    for run in runs:
        if not run.outlet or run.own:
            continue
        if run.wire is not None:
            found[run.key] = (EdgeKind.WIRE, run.wire)
        elif origin is not None and origin.outlet and origin.key != run.key:
            found[run.key] = (EdgeKind.FIRST, origin.outlet)
    return found


class _Seen:
    """How much was seen of each source and each target: what shares are shares of."""

    def __init__(self, copies: Sequence[CopyFacts], stories: Mapping[str, Sequence[Run]]) -> None:
        self.facts = {copy.key: copy for copy in copies}
        self.at_outlet = Counter(copy.outlet for copy in copies)
        self.directly = Counter(copy.outlet for copy in copies if copy.direct)
        self.at_relay = Counter(relay for copy in copies if copy.outlet for relay in copy.relays)
        self.of_wire = Counter(wire for runs in stories.values() for wire in {run.wire for run in runs} if wire)
        self.of_outlet = Counter(outlet for runs in stories.values() for outlet in {run.outlet for run in runs})


def _edge(way: _Way, runs: Sequence[Run], seen: _Seen) -> Edge:
    kind, source, target = way
    copies = [seen.facts[key] for key in sorted({key for run in runs for key in run.copies})]
    relay = kind is EdgeKind.RELAY
    if relay:
        copies = [copy for copy in copies if target in copy.relays]
    credited = sum(run.credited for run in runs) if kind is EdgeKind.WIRE else 0
    direct = 0 if relay else sum(run.direct for run in runs)
    stories = seen.of_wire[source] if kind is EdgeKind.WIRE else seen.of_outlet[source]
    directly = 0 if relay else seen.directly[target]
    return Edge(
        kind=kind,
        source=source,
        target=target,
        stories=len(runs),
        copies=len(copies),
        credited=credited,
        inferred=len(runs) - credited if kind is EdgeKind.WIRE else 0,
        direct=direct,
        of_source=len(runs) / stories,
        of_target=len(copies) / (seen.at_relay[target] if relay else seen.at_outlet[target]),
        direct_of_source=None if relay else direct / stories,
        direct_of_target=sum(copy.direct for copy in copies) / directly if directly else None,
    )
