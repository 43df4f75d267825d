"""The geometry of the flow from wires to outlets: two columns of nodes and the ribbons between them. Numbers, no markup.

It stays readable at hundreds of outlets: the widest wires and outlets have nodes of their own, all others share one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.findings.flow_summary import FlowSummary, wire_flows

_WIRES, _OUTLETS = 8, 18
_LEAST = 20.0  # pixels: a label's line
_TALL = 420.0  # pixels that all stories of the fuller column share
_GAP = 6.0


@dataclass(frozen=True, slots=True)
class Node:
    """A wire or an outlet, or what is left of them (`others` of them): where it stands, in pixels from the top."""

    name: str
    key: str
    stories: int
    others: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The stories that went from a wire to an outlet, as a path in a box 100 wide, and their names and numbers."""

    wire: str
    outlet: str
    stories: int
    credited: int
    path: str


@dataclass(frozen=True, slots=True)
class FlowPlot:
    """Nodes on the left and on the right, ribbons, and the height of the whole in pixels."""

    wires: tuple[Node, ...]
    outlets: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


_Flows = Mapping[tuple[str, str], tuple[int, int]]


def flow_plot(summary: FlowSummary) -> FlowPlot:
    """Lay out the flow; without nodes where no wire is known."""
    flows: dict[tuple[str, str], tuple[int, int]] = {}
    for wire in wire_flows(summary):
        for way in wire.outlets:
            stories, credited = flows.get((wire.wire, way.edge.target), (0, 0))
            flows[wire.wire, way.edge.target] = stories + way.edge.stories, credited + way.edge.credited
    by_wire, by_outlet = _totals(flows, 0), _totals(flows, 1)
    left, right = _widest(by_wire, _WIRES), _widest(by_outlet, _OUTLETS)
    grouped: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (wire_name, outlet), (stories, credited) in flows.items():
        ends = wire_name if wire_name in left else "", outlet if outlet in right else ""
        grouped[ends] = grouped[ends][0] + stories, grouped[ends][1] + credited
    total = sum(by_wire.values())
    wires = _nodes(left, by_wire, total, {name: name for name in left}, "wire")
    outlets = _nodes(right, by_outlet, total, summary.names, "outlet")
    height = max((_end(wires), _end(outlets)))
    return FlowPlot(wires, outlets, _ribbons(wires, outlets, grouped), height)


def _totals(flows: _Flows, end: int) -> Mapping[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for ends, (stories, _) in flows.items():
        totals[ends[end]] += stories
    return totals


def _widest(totals: Mapping[str, int], most: int) -> list[str]:
    ranked = sorted(totals, key=lambda name: (-totals[name], name))
    return ranked if len(ranked) <= most + 1 else ranked[:most]


def _nodes(
    shown: Sequence[str], totals: Mapping[str, int], total: int, names: Mapping[str, str], kind: str
) -> tuple[Node, ...]:
    entries = [(names.get(key, key), key, totals[key], 0) for key in shown]
    others = len(totals) - len(shown)
    if others:
        rest = sum(totals.values()) - sum(totals[key] for key in shown)
        entries.append((f"{others:,} other {kind}s", "", rest, others))
    nodes: list[Node] = []
    y = 0.0
    for name, key, stories, left_out in entries:
        height = max(_LEAST, round(stories / total * _TALL, 1))
        nodes.append(Node(name, key, stories, left_out, round(y, 1), height))
        y += height + _GAP
    return tuple(nodes)


def _end(nodes: Sequence[Node]) -> float:
    return nodes[-1].y + nodes[-1].height if nodes else 0.0


def _ribbons(wires: Sequence[Node], outlets: Sequence[Node], flows: _Flows) -> tuple[Ribbon, ...]:
    """Stack the ribbons at both of their ends in the order of the nodes there."""
    used: dict[tuple[str, str], float] = defaultdict(float)
    ribbons: list[Ribbon] = []
    for wire in wires:
        for outlet in outlets:
            stories, credited = flows.get((wire.key, outlet.key), (0, 0))
            if not stories:
                continue
            depth_left, depth_right = wire.height * stories / wire.stories, outlet.height * stories / outlet.stories
            top_left, top_right = wire.y + used["left", wire.key], outlet.y + used["right", outlet.key]
            used["left", wire.key] += depth_left
            used["right", outlet.key] += depth_right
            path = _path(top_left, top_left + depth_left, top_right, top_right + depth_right)
            ribbons.append(Ribbon(wire.name, outlet.name, stories, credited, path))
    return tuple(ribbons)


def _path(top: float, foot: float, other_top: float, other_foot: float) -> str:
    a, b, c, d = (f"{round(each, 1):g}" for each in (top, other_top, other_foot, foot))
    return f"M0 {a}C50 {a} 50 {b} 100 {b}L100 {c}C50 {c} 50 {d} 0 {d}z"
