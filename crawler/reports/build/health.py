"""The health of the sources: what each gave over time, as data for the report. Nothing here knows the present moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from crawler.sources.runs import Run

_SHOWN = 60  # runs that a source's line is drawn of: two months of days, or the last two days and a half of hours
_WIDTH, _HEIGHT = 100.0, 20.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One run in a box of 100 by 20: left edge, width and height of its bar; `ill` when it failed, was cut off or drifted."""

    x: float
    width: float
    height: float
    ill: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """One source. Sightings of a run are what it gave; `usual` is their median over the closed runs but the last."""

    name: str
    runs: int
    ill: int
    last_at: datetime
    outcome: str
    exit_code: int | None
    pages: int
    sightings: int
    usual: float | None
    most: int
    drift: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def well(self) -> bool:
        """Whether the last run ended as it should, without drift."""
        return self.exit_code in {None, 0} and self.outcome == "finished" and not self.drift

    @property
    def in_words(self) -> str:
        """What the drawing shows."""
        usual = "" if self.usual is None else f", usually {self.usual:g}"
        return (
            f"{len(self.bars)} run{'s' if len(self.bars) > 1 else ''} up to {self.last_at:%Y-%m-%d %H:%M} UTC, at most {self.most} sightings in one;"
            f" the last gave {self.sightings}{usual}; {self.ill} of all runs did not end well"
        )


def source_health(runs: Iterable[Run]) -> tuple[SourceHealth, ...]:
    """Return the sources by name, those whose last run did not end well first. Runs that are going on are left out."""
    by_key: dict[str, list[Run]] = {}
    for run in sorted(runs, key=lambda run: (run.started_at, run.id)):
        if run.finished_at is not None:
            by_key.setdefault(run.key, []).append(run)
    found = [_health(key, each) for key, each in by_key.items()]
    return tuple(sorted(found, key=lambda each: (each.well, each.name)))


def _health(key: str, runs: Sequence[Run]) -> SourceHealth:
    last, drawn = runs[-1], runs[-_SHOWN:]
    most = max(map(_given, drawn))
    width = _WIDTH / max(len(drawn), 12)
    bars = tuple(
        Bar(round(at * width, 2), round(width * 0.8, 2), round(max(_given(run) / most * _HEIGHT, 0.5), 2) if most else 0.5, _ill(run))
        for at, run in enumerate(drawn)
    )  # fmt: skip
    return SourceHealth(
        name=last.source or key.replace("\n", " "),
        runs=len(runs),
        ill=sum(map(_ill, runs)),
        last_at=last.started_at,
        outcome=last.outcome or "",
        exit_code=last.exit_code,
        pages=last.counts.pages if last.counts else 0,
        sightings=_given(last),
        usual=median(map(_given, runs[:-1])) if len(runs) > 1 else None,
        most=most,
        drift=tuple(last.drift),
        bars=bars,
    )


def _given(run: Run) -> int:
    return run.counts.sightings if run.counts else 0


def _ill(run: Run) -> bool:
    return bool(run.exit_code) or bool(run.drift) or run.outcome != "finished"
