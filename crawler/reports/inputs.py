"""What a report is made of: frozen values handed in by the caller. No store, no clock, no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawler.findings.counting import RunFacts
from crawler.findings.edits import Edit
from crawler.findings.pickup import PickupProof
from crawler.findings.versions import History
from crawler.sightings.record import Copy, Sighting
from crawler.sightings.vanished import Vanished
from crawler.sources.runs import Run
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import ListedDecision
from crawler.tracking.relation import Comparison, Link, Story
from crawler.tracking.rods.rod import Rod


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the verdicts came about: the program's version, those of its reading and its rules, and every number that decides."""

    program: str
    reading: int
    rules: int
    config: TrackingConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInput:
    """Everything one report says, in any order: the report sorts by itself.

    `against_measure` maps ``f"{story.key}:{copy.key}"`` to the comparison of that copy (a) with what its story is
    measured against (b): by `rods`, or its fullest copy. `pickups` are the comparisons with versions of wires' own items, `skipped` counts what their feeds held besides,
    by reason. `as_of` is an aware UTC instant or None; `window_hours` is how far apart two copies could be, or None.
    Without `runs` nothing is said of the health of sources. `histories` are the versions of texts at their addresses,
    `edits` what was changed between them, `vanished` the pages that are gone. Without `method` no settings are printed.
    `faults` counts the errors of this program that texts met while all this was gathered, by place; `known_faults` those
    that the store knows of from reading and tracking. `decisions` are those of people.
    """

    title: str
    sightings: Sequence[Sighting]
    copies: Sequence[Copy]
    links: Sequence[Link]
    stories: Sequence[Story]
    facts: RunFacts
    against_measure: Mapping[str, Comparison] = field(default_factory=dict)
    rods: Mapping[str, Rod] = field(default_factory=dict)
    pickups: Sequence[PickupProof] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    as_of: datetime | None = None
    window_hours: float | None = None
    runs: Sequence[Run] = ()
    histories: Sequence[History] = ()
    edits: Sequence[Edit] = ()
    vanished: Sequence[Vanished] = ()
    method: Method | None = None
    faults: Mapping[str, int] = field(default_factory=dict)
    known_faults: Mapping[str, int] = field(default_factory=dict)
    decisions: Sequence[ListedDecision] = ()
