"""The records that findings are made of, by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crawler.findings.versions import History, superseded
from crawler.sightings.record import Copy, Kind, Sighting
from crawler.tracking.relation import Comparison
from crawler.tracking.rods.rod import Rod


@dataclass(frozen=True, slots=True)
class Corpus:
    """Copies, sightings, and how copies compare with what their stories are measured against, by ``f"{story.key}:{copy.key}"``.

    `rods` are what stories are measured against where that is not their fullest copy, by their keys. `earlier` are the copies that are no more than earlier versions of another one that is here.
    """

    copies: Mapping[str, Copy]
    sightings: Mapping[str, Sighting]
    against_measure: Mapping[str, Comparison]
    earlier: frozenset[str]
    rods: Mapping[str, Rod] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        copies: Iterable[Copy],
        sightings: Iterable[Sighting],
        against_measure: Mapping[str, Comparison],
        histories: Iterable[History] = (),
        rods: Mapping[str, Rod] | None = None,
    ) -> Corpus:
        """Index some records."""
        by_key = {copy.key: copy for copy in copies}
        current = [history for history in histories if history.versions[-1].copy in by_key]
        by_id = {sighting.id: sighting for sighting in sightings}
        return cls(by_key, by_id, against_measure, superseded(current) & by_key.keys(), rods or {})

    @property
    def ran(self) -> tuple[Copy, ...]:
        """What outlets ran: a wire's items are nobody's copies, and an article in two versions is run once."""
        every = self.copies.items()
        return tuple(copy for key, copy in every if copy.kind is Kind.OUTLET and key not in self.earlier)
