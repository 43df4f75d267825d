"""The health of the sources: what each brought over time. The present instant is not looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from crawler.sources.runs import Run

_RECENT = 60  # runs: two months of days, or the last two days and a half of hours


@dataclass(frozen=True, slots=True)
class RunYield:
    """One run: how many sightings it brought; `failed` when it failed, was cut off or drifted."""

    sightings: int
    failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """One source. `usual` is the median of sightings over the closed runs but the last, `recent` are the last runs, oldest first."""

    name: str
    runs: int
    failed: int
    last_at: datetime
    outcome: str
    exit_code: int | None
    pages: int
    sightings: int
    usual: float | None
    drift: tuple[str, ...]
    recent: tuple[RunYield, ...]

    @property
    def well(self) -> bool:
        """Whether the last run ended as it should, without drift."""
        return self.exit_code in {None, 0} and self.outcome == "finished" and not self.drift


def source_health(runs: Iterable[Run]) -> tuple[SourceHealth, ...]:
    """Return the sources by name, those whose last run did not end well first. Runs that are going on are left out."""
    by_key: dict[str, list[Run]] = {}
    for run in sorted(runs, key=lambda run: (run.started_at, run.id)):
        if run.finished_at is not None:
            by_key.setdefault(run.key, []).append(run)
    sources = [_health(key, closed) for key, closed in by_key.items()]
    return tuple(sorted(sources, key=lambda source: (source.well, source.name)))


def _health(key: str, runs: Sequence[Run]) -> SourceHealth:
    last = runs[-1]
    return SourceHealth(
        name=last.source or key.replace("\n", " "),
        runs=len(runs),
        failed=sum(map(_failed, runs)),
        last_at=last.started_at,
        outcome=last.outcome or "",
        exit_code=last.exit_code,
        pages=last.counts.pages if last.counts else 0,
        sightings=_sightings(last),
        usual=median(map(_sightings, runs[:-1])) if len(runs) > 1 else None,
        drift=tuple(last.drift),
        recent=tuple(RunYield(_sightings(run), _failed(run)) for run in runs[-_RECENT:]),
    )


def _sightings(run: Run) -> int:
    return run.counts.sightings if run.counts else 0


def _failed(run: Run) -> bool:
    return bool(run.exit_code) or bool(run.drift) or run.outcome != "finished"
