"""How the health of a source is worded."""

from __future__ import annotations

from crawler.findings.health import SourceHealth
from crawler.reports.wording.words import count


def health_in_words(source: SourceHealth) -> str:
    """Return what the drawing of a source's runs shows."""
    usual = "" if source.usual is None else f", usually {source.usual:g}"
    most = max(run.sightings for run in source.recent)
    return (
        f"{count(len(source.recent), 'run')} up to {source.last_at:%Y-%m-%d %H:%M} UTC, at most {most} sightings in one;"
        f" the last gave {source.sightings}{usual}; {source.failed} of all runs did not end well"
    )
