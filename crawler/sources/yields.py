"""What a layout gave in one run, and whether that has collapsed against what it gave before. No clock, no store.

A site that changes its pages breaks a layout without a single error: pages come, blocks do not. Only its own history shows that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median

UNREAD = ""  # the name under which pages that no layout could read are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """Counts of one layout in one run.

    `starts` are those of its pages that a crawl began with; `empty` and `unanchored` are sightings without a body and with a time that nothing anchors.
    """

    pages: int
    starts: int = 0
    sightings: int = 0
    blocks: int = 0
    empty: int = 0
    unanchored: int = 0


#: Yields of a run by the name of the layout.
Yields = Mapping[str, Yield]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftRules:
    """The numbers that raise an alarm. Raises ValueError for those that make no sense.

    `least_runs`: a median of fewer says little. `most_runs`: a site's slow change is not drift, so only the last ones count.
    `collapse`: front pages vary by a third over a day; half is beyond that. `share_up` and `share_times`: both must hold, so
    that neither 1 % becoming 3 % nor 60 % becoming 91 % is reported. `least_expected`: of so few blocks or sightings, or
    more, something can be said; `least_bad`: two bodies may be empty by chance.
    """

    least_runs: int = 5
    most_runs: int = 10
    collapse: float = 0.5
    share_up: float = 0.3
    share_times: float = 2.0
    least_expected: float = 5.0
    least_bad: int = 3

    def __post_init__(self) -> None:
        if not 1 <= self.least_runs <= self.most_runs:
            raise ValueError("least_runs must be between 1 and most_runs")
        if not (0 < self.collapse < 1 and 0 < self.share_up < 1 and self.share_times >= 1):
            raise ValueError("collapse and share_up are shares, share_times is 1 or more")


def drift(now: Yields, history: Sequence[Yields], rules: DriftRules | None = None) -> tuple[str, ...]:
    """Return what collapsed in a run against earlier runs of the same source, a line each; none when all is well.

    *history* is newest first. A layout is judged by the last `most_runs` of them in which it read something.
    """
    rules = rules or DriftRules()
    layouts = sorted({name for run in (now, *history) for name in run} - {UNREAD})
    lines = [line for name in layouts for line in _of_layout(name, now, history, rules)]
    return (*lines, *_unread(now, history, rules))


def _of_layout(name: str, now: Yields, history: Sequence[Yields], rules: DriftRules) -> Iterator[str]:
    before = [run[name] for run in history if name in run and run[name].pages][: rules.most_runs]
    if len(before) < rules.least_runs:
        return
    today = now.get(name)
    if today is None or not today.pages:
        yield from _gone(name, now, before)
        return
    if line := _collapsed(today, before, rules):
        yield f"{name}: {line}"
    for what, bad in _SHARES.items():
        if line := _risen([_part(bad(run), run.sightings) for run in before], bad(today), today.sightings, rules):
            yield f"{name}: {what} {line}"


def _gone(name: str, now: Yields, before: Sequence[Yield]) -> Iterator[str]:
    """Tell of a layout that always read start pages and now reads none of them, though they came."""
    starts = sum(counts.starts for counts in now.values())
    if starts and all(counts.starts for counts in before):
        readers = sorted(reader or "no layout" for reader, counts in now.items() if counts.starts)
        yield (
            f"{name}: read none of {starts} start page{'s' if starts > 1 else ''}, which it read in the last {len(before)} runs;"
            f" read by: {', '.join(readers)}"
        )


def _collapsed(today: Yield, before: Sequence[Yield], rules: DriftRules) -> str | None:
    """Tell of fewer blocks a page, or fewer sightings where a layout gives no blocks."""
    what, count = ("blocks", _blocks) if median(map(_blocks, before)) else ("sightings", _sightings)
    was = median(count(run) / run.pages for run in before)
    rate = count(today) / today.pages
    if was * today.pages < rules.least_expected or rate >= was * rules.collapse:
        return None
    return f"{what} a page {rate:.1f}, was {was:.1f} in the last {len(before)} runs"


def _risen(shares: Sequence[float], bad: int, of: int, rules: DriftRules) -> str | None:
    was, share = median(shares), _part(bad, of)
    few = bad < rules.least_bad or of < rules.least_expected
    if few or share < was + rules.share_up or share < was * rules.share_times:
        return None
    return f"{share:.0%} ({bad} of {of}), was {was:.0%} in the last {len(shares)} runs"


def _unread(now: Yields, history: Sequence[Yields], rules: DriftRules) -> Iterator[str]:
    before = [run for run in history if _pages(run)][: rules.most_runs]
    if len(before) >= rules.least_runs:
        shares = [_part(_pages_unread(run), _pages(run)) for run in before]
        if line := _risen(shares, _pages_unread(now), _pages(now), rules):
            yield f"pages that no layout reads: {line}"


def _part(some: int, of: int) -> float:
    return some / of if of else 0.0


def _blocks(counts: Yield) -> int:
    return counts.blocks


def _sightings(counts: Yield) -> int:
    return counts.sightings


def _pages(run: Yields) -> int:
    return sum(part.pages for part in run.values())


def _pages_unread(run: Yields) -> int:
    return run[UNREAD].pages if UNREAD in run else 0


_SHARES: Mapping[str, Callable[[Yield], int]] = {
    "bodies that are empty": lambda each: each.empty,
    "times that nothing anchors": lambda each: each.unanchored,
}


def yields_data(yields: Yields) -> dict[str, dict[str, int]]:
    """Return yields as JSON values."""
    return {name: asdict(counts) for name, counts in sorted(yields.items())}


def yields_of(data: Mapping[str, Mapping[str, int]] | None) -> dict[str, Yield]:
    """Return the yields that a row keeps."""
    return {name: Yield(**counts) for name, counts in (data or {}).items()}
