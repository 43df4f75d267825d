"""Outlets, flow and lags as plain rows, keys in a fixed order: the same in the report's files and in the exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from crawler.findings.flow import Edge, EdgeKind
from crawler.findings.lag import curves
from crawler.findings.profiles import Pair, Profile, RunLag
from crawler.findings.release import Release
from crawler.provenance.times.interval import Interval
from crawler.provenance.times.order import lag
from crawler.tables.instants import iso

Row = dict[str, Any]
Names = Mapping[str, str]

#: Which kinds of nodes each kind of edge joins.
ENDS: Mapping[EdgeKind, tuple[str, str]] = {
    EdgeKind.WIRE: ("wire", "outlet"),
    EdgeKind.FIRST: ("outlet", "outlet"),
    EdgeKind.RELAY: ("outlet", "aggregator"),
}


def outlet_row(profile: Profile, names: Names) -> Row:
    """Return the row of one outlet."""
    middle = profile.median_lag
    return {
        "outlet": names.get(profile.outlet, profile.outlet),
        "outlet_key": profile.outlet,
        "copies": profile.copies,
        "words": profile.words,
        "undated": profile.undated,
        "undated_share": share(profile.undated, profile.copies),
        "agency_copies": profile.agency_copies,
        "agency_words": profile.agency_words,
        "agency_share": share(profile.agency_copies, profile.copies),
        "agency_share_of_words": share(profile.agency_words, profile.words),
        "credited": profile.credited,
        "credited_share": share(profile.credited, profile.agency_copies),
        "direct_copies": profile.direct_copies,
        "direct_agency_copies": profile.direct_agency_copies,
        "direct_agency_share": share(profile.direct_agency_copies, profile.direct_copies),
        "by_wire": [
            {"wire": each.wire, "copies": each.copies, "words": each.words, "credited": each.credited}
            for each in profile.by_wire
        ],
        "stories": profile.stories,
        "first": profile.first,
        "later": profile.later,
        "cannot_tell": profile.cannot_tell,
        "lags": len(profile.lags),
        "median_lag_shortest_seconds": seconds(middle.shortest) if middle else None,
        "median_lag_longest_seconds": seconds(middle.longest) if middle else None,
        "lag_curve": [[seconds(step.at), step.surely, step.possibly] for step in curves(profile.lags)],
        "beside": [_pair(pair, names) for pair in profile.pairs],
    }


def edge_row(edge: Edge, names: Names) -> Row:
    """Return the row of one edge; `source` and `target` name the node and its kind, so that no two are the same."""
    start, end = ENDS[edge.kind]
    return {
        "kind": edge.kind.value,
        "source": f"{start}:{edge.source}",
        "source_name": names.get(edge.source, edge.source) if start == "outlet" else edge.source,
        "target": f"{end}:{edge.target}",
        "target_name": names.get(edge.target, edge.target) if end == "outlet" else edge.target,
        "stories": edge.stories,
        "copies": edge.copies,
        "credited": edge.credited,
        "inferred": edge.inferred,
        "direct": edge.direct,
        "share_of_source": rounded(edge.of_source),
        "share_of_target": rounded(edge.of_target),
        "direct_share_of_source": rounded(edge.direct_of_source),
        "direct_share_of_target": rounded(edge.direct_of_target),
    }


def node_rows(edges: Iterable[Edge], profiles: Iterable[Profile], names: Names) -> Iterator[Row]:
    """Give the nodes of a flow, sorted by id: what kind each is and, of an outlet, how much it ran."""
    by_outlet = {profile.outlet: profile for profile in profiles}
    nodes = sorted({node for edge in edges for node in zip(ENDS[edge.kind], (edge.source, edge.target), strict=True)})
    for kind, key in nodes:
        profile = by_outlet.get(key) if kind == "outlet" else None
        yield {
            "id": f"{kind}:{key}",
            "name": names.get(key, key) if kind == "outlet" else key,
            "kind": kind,
            "copies": profile.copies if profile else None,
            "words": profile.words if profile else None,
            "agency_share": share(profile.agency_copies, profile.copies) if profile else None,
        }


def lag_row(entry: RunLag, names: Names, release: Release | None) -> Row:
    """Return the row of one outlet's run of one story."""
    after = lag(release.interval, entry.published) if release else None
    return {
        "story": entry.story,
        "outlet": names.get(entry.outlet, entry.outlet),
        "outlet_key": entry.outlet,
        "order": entry.order.value,
        "published_earliest": iso(entry.published.earliest) if entry.published else None,
        "published_latest": iso(entry.published.latest) if entry.published else None,
        "lag_shortest_seconds": seconds(entry.lag.shortest) if entry.lag else None,
        "lag_longest_seconds": seconds(entry.lag.longest) if entry.lag else None,
        "undated": entry.undated,
        **release_cells(release),
        "after_release_earliest_seconds": seconds(after[0]) if after else None,
        "after_release_latest_seconds": seconds(after[1]) if after else None,
    }


def release_cells(release: Release | None) -> Row:
    """Return when the wire released a story, and what says so."""
    return {
        "release_earliest": iso(release.interval.earliest) if release else None,
        "release_latest": iso(release.interval.latest) if release else None,
        "release_source": release.source if release else None,
        "release_quote": release.quote if release else None,
    }


def between(a: Interval | None, b: Interval | None) -> Row:
    """Return the time from *a* to *b*: negative where b may have been, or was, before a."""
    found = lag(a, b)
    return {
        "lag_earliest_seconds": seconds(found[0]) if found else None,
        "lag_latest_seconds": seconds(found[1]) if found else None,
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


def _pair(pair: Pair, names: Names) -> Row:
    return {
        "outlet": names.get(pair.other, pair.other),
        "outlet_key": pair.other,
        "stories": pair.stories,
        "first": pair.first,
        "later": pair.later,
        "cannot_tell": pair.cannot_tell,
    }
