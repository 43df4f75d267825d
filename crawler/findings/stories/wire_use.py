"""What became of each wire's words: which outlets ran them, how much of them, how long after, credited or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from statistics import median as middle

from crawler.findings.credit import CREDITED, Credit
from crawler.findings.lag import Lag, median
from crawler.findings.profiles import RunLag
from crawler.findings.stories.copies import CopyFinding
from crawler.findings.stories.stories import StoryFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class WireAtOutlet:
    """What one outlet ran of one wire. `outlet_key` is "" for copies whose outlet nobody named.

    `words` counts those of the texts that the stories are measured against that its copies hold, `median_ran` is the middle
    share (0..1) of these, None where no copy was compared. `median_lag` is over the `timed` runs whose lag has bounds.
    """

    outlet: str
    outlet_key: str
    stories: int
    copies: int
    credited: int
    words: int
    median_ran: float | None
    timed: int
    median_lag: Lag | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireUse:
    """One wire: the keys of the stories that hold its words, and who ran them, most stories first."""

    wire: str
    stories: tuple[str, ...]
    copies: int
    credited: int
    outlets: tuple[WireAtOutlet, ...]


_Run = tuple[StoryFinding, CopyFinding]


def wire_use(
    stories: Iterable[StoryFinding], lags: Iterable[RunLag], *, earlier: Set[str] = frozenset()
) -> tuple[WireUse, ...]:
    """Return the use of every wire whose words *stories* hold, most copies first. *earlier* are superseded versions: not counted.

    A copy counts under the wire that it is concluded to be of, once in each story. The wire's own copies are not counted.
    """
    by_wire: dict[str, list[_Run]] = defaultdict(list)
    for story in stories:
        for row in story.rows:
            if row.wire_service and row.credit is not Credit.OWN and row.key not in earlier:
                by_wire[row.wire_service].append((story, row))
    known = {(lag.story, lag.outlet): lag.lag for lag in lags if lag.lag is not None}
    found = [_use(wire, runs, known) for wire, runs in by_wire.items()]
    return tuple(sorted(found, key=lambda use: (-use.copies, use.wire)))


def _use(wire: str, runs: Sequence[_Run], lags: Mapping[tuple[str, str], Lag]) -> WireUse:
    by_outlet: dict[str, list[_Run]] = defaultdict(list)
    for story, row in runs:
        by_outlet[row.outlet_key].append((story, row))
    outlets = [_at_outlet(key, some, lags) for key, some in by_outlet.items()]
    copies = {row.key: row for _, row in runs}
    return WireUse(
        wire=wire,
        stories=tuple(dict.fromkeys(story.key for story, _ in runs)),
        copies=len(copies),
        credited=sum(row.credit in CREDITED for row in copies.values()),
        outlets=tuple(
            sorted(outlets, key=lambda each: (-each.stories, -each.words, each.outlet.casefold(), each.outlet_key))
        ),
    )


def _at_outlet(key: str, runs: Sequence[_Run], lags: Mapping[tuple[str, str], Lag]) -> WireAtOutlet:
    copies = {row.key: row for _, row in runs}
    shares = [row.ran for _, row in runs if row.ran is not None]
    stories = dict.fromkeys(story.key for story, _ in runs)
    timed = [lags[story, key] for story in stories if (story, key) in lags]
    return WireAtOutlet(
        outlet=min(row.outlet for row in copies.values()),
        outlet_key=key,
        stories=len(stories),
        copies=len(copies),
        credited=sum(row.credit in CREDITED for row in copies.values()),
        words=sum(_words_of(row) for _, row in runs),
        median_ran=middle(shares) if shares else None,
        timed=len(timed),
        median_lag=median(timed),
    )


def _words_of(row: CopyFinding) -> int:
    """Count the words of the text that its story is measured against that a copy holds."""
    return row.words if row.measure else row.comparison.words if row.comparison else 0
