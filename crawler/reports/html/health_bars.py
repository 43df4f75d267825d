"""The geometry of a source's health: one bar per run. Numbers, no markup."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.findings.health import SourceHealth

_WIDTH, _HEIGHT = 100.0, 20.0
_FEWEST = 12  # bars that the width has room for: a source of one run is not one broad block


@dataclass(frozen=True, slots=True)
class RunBar:
    """One run in a box of 100 by 20: left edge, width and height of its bar; `failed` as in `RunYield`."""

    x: float
    width: float
    height: float
    failed: bool


def health_bars(source: SourceHealth) -> tuple[RunBar, ...]:
    """Return the bars of a source's recent runs, as high as their sightings."""
    most = max(run.sightings for run in source.recent)
    width = _WIDTH / max(len(source.recent), _FEWEST)
    return tuple(
        RunBar(
            x=round(at * width, 2),
            width=round(width * 0.8, 2),
            height=round(max(run.sightings / most * _HEIGHT, 0.5), 2) if most else 0.5,
            failed=run.failed,
        )
        for at, run in enumerate(source.recent)
    )
