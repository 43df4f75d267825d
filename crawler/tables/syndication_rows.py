"""Outlets, flow and lags as typed rows: the same in the report's files and in the exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any, NamedTuple

from crawler.findings.flow import Edge, EdgeKind
from crawler.findings.lag import Lag, Step, curves
from crawler.findings.profiles import Pair, Profile, RunLag
from crawler.findings.release import Release, ReleaseSource
from crawler.provenance.times.interval import Interval
from crawler.provenance.times.order import Order, lag
from crawler.tables.instants import iso
from crawler.tables.record import Count, From, Instant, Row, Share, row_of

Names = Mapping[str, str]

#: Which kinds of nodes each kind of edge joins.
ENDS: Mapping[EdgeKind, tuple[str, str]] = {
    EdgeKind.WIRE: ("wire", "outlet"),
    EdgeKind.FIRST: ("outlet", "outlet"),
    EdgeKind.RELAY: ("outlet", "aggregator"),
}


def seconds(span: timedelta) -> float:
    """Return a span in seconds, to the millisecond."""
    return round(span.total_seconds(), 3)


def share(part: int, whole: int) -> float | None:
    """Return a share, or None of nothing."""
    return rounded(part / whole) if whole else None


def rounded(value: float | None) -> float | None:
    """Return a share to six digits."""
    return None if value is None else round(value, 6)


class OutletWireRow(Row, frozen=True):
    """What one outlet ran of one wire."""

    wire: str
    copies: Count
    words: Count
    credited: Count


class PeerRow(Row, frozen=True):
    """How one outlet compares with another that ran the same stories."""

    outlet: Annotated[str, From("name")]
    outlet_key: Annotated[str, From("other")]
    stories: Count
    first: Count
    later: Count
    cannot_tell: Count


class StepCells(NamedTuple):
    """One step of a distribution of lags, written as an array."""

    seconds: float
    surely: Count
    possibly: Count


class OutletRow(Row, frozen=True):
    """One outlet: how much is agency copy, how often first, how far behind."""

    outlet: Annotated[str, "its name", From("name")]
    outlet_key: Annotated[str, "its key in the registry", From("outlet")]
    copies: Annotated[Count, "how many were seen"]
    words: Annotated[Count, "words of them all"]
    undated: Annotated[Count, "copies of unknown time: none printed, or unanchored"]
    undated_share: Annotated[Share | None, "their share of the copies"]
    agency_copies: Annotated[Count, "copies that are agency copy"]
    agency_words: Annotated[Count, "words of those"]
    agency_share: Annotated[Share | None, "their share of the copies"]
    agency_share_of_words: Annotated[Share | None, "their share of the words"]
    credited: Annotated[Count, "agency copies of which one of its own renderings names the wire"]
    credited_share: Annotated[Share | None, "their share of the agency copies"]
    direct_copies: Annotated[Count, "without relays: copies that were seen elsewhere than on an aggregator"]
    direct_agency_copies: Annotated[Count, "of those, agency copies"]
    direct_agency_share: Annotated[Share | None, "their share; null where none was seen so"]
    by_wire: Annotated[list[OutletWireRow], "objects of `wire`, `copies`, `words`, `credited`, most copies first"]
    stories: Annotated[Count, "shared stories that it ran: `first` + `later` + `cannot_tell`"]
    first: Annotated[Count, "stories in which it was surely the first outlet"]
    later: Annotated[Count, "stories in which another was surely before it"]
    cannot_tell: Annotated[Count, "stories in which it may have been first, or not"]
    lags: Annotated[Count, "shared stories of which its lag has bounds", From(via=len)]
    median_lag_shortest_seconds: Annotated[
        float | None, "the median lag is at least so long", From("median_lag.shortest", seconds)
    ]
    median_lag_longest_seconds: Annotated[float | None, "and at most so long", From("median_lag.longest", seconds)]
    lag_curve: Annotated[
        list[StepCells],
        "the distribution of its lags, each `[seconds, surely, possibly]`: how many are surely, and how many possibly, no longer",
    ]
    beside: Annotated[
        list[PeerRow],
        "objects of `outlet`, `outlet_key`, `stories` (both ran), `first` (this one surely), `later` (surely), `cannot_tell`; stories at more than 100 outlets left out",
    ]


class EdgeRow(Row, frozen=True):
    """One edge: from a wire to an outlet, from outlet to outlet, from an outlet to an aggregator.

    A node's id names its kind and its key, so that no two nodes share one.
    """

    kind: Annotated[
        EdgeKind,
        "`wire`: an outlet ran the wire's words; `first`: no wire is known and the source was surely the first outlet; `relay`: an aggregator showed it",
    ]
    source: Annotated[str, "`wire:NAME` or `outlet:KEY`", From("source_node")]
    source_name: Annotated[str, "its name"]
    target: Annotated[str, "`outlet:KEY` or `aggregator:NAME`", From("target_node")]
    target_name: Annotated[str, "its name"]
    stories: Annotated[Count, "stories that went this way, those seen in one copy included"]
    copies: Annotated[Count, "copies of them"]
    credited: Annotated[Count, "of a wire's: stories in which a rendering at the target names it"]
    inferred: Annotated[Count, "of a wire's: stories in which only copies elsewhere do"]
    direct: Annotated[Count, "without relays: stories of which a copy was seen elsewhere than on an aggregator"]
    share_of_source: Annotated[
        Share, "`stories` as a share of all stories seen of the source", From("of_source", rounded)
    ]
    share_of_target: Annotated[
        Share, "`copies` as a share of all copies seen at the target", From("of_target", rounded)
    ]
    direct_share_of_source: Annotated[
        Share | None,
        "without relays: `direct` as a share of all stories seen of the source; null for a relay",
        From("direct_of_source", rounded),
    ]
    direct_share_of_target: Annotated[
        Share | None,
        "without relays: the same for copies; null where none was seen so",
        From("direct_of_target", rounded),
    ]


class LagRow(Row, frozen=True):
    """One outlet's run of a story that another ran, too."""

    story: Annotated[str, "its key"]
    outlet: Annotated[str, "the outlet's name", From("name")]
    outlet_key: Annotated[str, "its key", From("outlet")]
    order: Annotated[Order, "among the outlets that ran it: `surely_first`, `surely_later` or `cannot_tell`"]
    published_earliest: Annotated[
        Instant | None, "its first copy of the story appeared not before", From("published.earliest")
    ]
    published_latest: Annotated[Instant | None, "nor after", From("published.latest")]
    lag_shortest_seconds: Annotated[
        float | None,
        "behind the first copy of known time, the wire's own page included: at least so long; 0 for the first itself",
        From("lag.shortest", seconds),
    ]
    lag_longest_seconds: Annotated[
        float | None,
        "and at most so long; both null where its own time, or that of all others, is unknown",
        From("lag.longest", seconds),
    ]
    undated: Annotated[Count, "other runs of the story without a known time, which may be earlier"]
    release_earliest: Annotated[
        Instant | None, "the wire's own release, as for stories", From("release.interval.earliest")
    ]
    release_latest: Annotated[Instant | None, "the same", From("release.interval.latest")]
    release_source: Annotated[ReleaseSource | None, "the same", From("release.source")]
    release_quote: Annotated[str | None, "the same", From("release.quote")]
    after_release_earliest_seconds: Annotated[
        float | None,
        "after the release at least so long; negative where it may have been before",
        From("after.shortest", seconds),
    ]
    after_release_latest_seconds: Annotated[float | None, "and at most so long", From("after.longest", seconds)]


class NodeRow(Row, frozen=True):
    """One node of the graph of a flow: a wire, an outlet or an aggregator, and how much an outlet ran."""

    id: str
    name: str
    kind: str
    copies: Annotated[Count | None, From("profile.copies")]
    words: Annotated[Count | None, From("profile.words")]
    agency_share: Share | None


def outlet_row(profile: Profile, names: Names) -> OutletRow:
    """Return the row of one outlet."""
    return row_of(
        OutletRow,
        profile,
        name=names.get(profile.outlet, profile.outlet),
        undated_share=share(profile.undated, profile.copies),
        agency_share=share(profile.agency_copies, profile.copies),
        agency_share_of_words=share(profile.agency_words, profile.words),
        credited_share=share(profile.credited, profile.agency_copies),
        direct_agency_share=share(profile.direct_agency_copies, profile.direct_copies),
        lag_curve=[_step(step) for step in curves(profile.lags)],
        beside=[_pair(pair, names) for pair in profile.pairs],
    )


def _step(step: Step) -> StepCells:
    return StepCells(seconds(step.at), step.surely, step.possibly)


def _pair(pair: Pair, names: Names) -> PeerRow:
    return row_of(PeerRow, pair, name=names.get(pair.other, pair.other))


def edge_row(edge: Edge, names: Names) -> EdgeRow:
    """Return the row of one edge."""
    start, end = ENDS[edge.kind]
    return row_of(
        EdgeRow,
        edge,
        source_node=f"{start}:{edge.source}",
        source_name=names.get(edge.source, edge.source) if start == "outlet" else edge.source,
        target_node=f"{end}:{edge.target}",
        target_name=names.get(edge.target, edge.target) if end == "outlet" else edge.target,
    )


def lag_row(entry: RunLag, names: Names, release: Release | None) -> LagRow:
    """Return the row of one outlet's run of one story."""
    after = lag(release.interval, entry.published) if release else None
    return row_of(
        LagRow,
        entry,
        name=names.get(entry.outlet, entry.outlet),
        release=release,
        after=Lag(*after) if after else None,
    )


def node_rows(edges: Iterable[Edge], profiles: Iterable[Profile], names: Names) -> Iterator[NodeRow]:
    """Yield the nodes of a flow, sorted by id."""
    by_outlet = {profile.outlet: profile for profile in profiles}
    nodes = sorted({node for edge in edges for node in zip(ENDS[edge.kind], (edge.source, edge.target), strict=True)})
    for kind, key in nodes:
        profile = by_outlet.get(key) if kind == "outlet" else None
        yield row_of(
            NodeRow,
            id=f"{kind}:{key}",
            name=names.get(key, key) if kind == "outlet" else key,
            kind=kind,
            profile=profile,
            agency_share=share(profile.agency_copies, profile.copies) if profile else None,
        )


def release_cells(release: Release | None) -> dict[str, Any]:
    """Return when the wire released a story, and what says so."""
    return {
        "release_earliest": iso(release.interval.earliest) if release else None,
        "release_latest": iso(release.interval.latest) if release else None,
        "release_source": release.source if release else None,
        "release_quote": release.quote if release else None,
    }


def between(a: Interval | None, b: Interval | None) -> dict[str, Any]:
    """Return the time from *a* to *b*: negative where b may have been, or was, before a."""
    found = lag(a, b)
    return {
        "lag_earliest_seconds": seconds(found[0]) if found else None,
        "lag_latest_seconds": seconds(found[1]) if found else None,
    }
