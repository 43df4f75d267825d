"""Outlets that ran agency copy several times and named the wire in no rendering of it that was seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.findings.credit import Credit, conclusion, credit_of, name_of
from crawler.sightings.record import Copy, Role

_ENOUGH = 2  # copies: one without a credit is no habit


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverCredits:
    """One outlet: how many copies of known wires it ran, their words, and the wires, most copies first.

    `on_own_page` counts the copies that were seen on the outlet's own page, where no aggregator can have dropped a credit.
    """

    outlet: str
    outlet_key: str
    copies: int
    words: int
    wires: tuple[str, ...]
    on_own_page: int


def never_credit(copies: Iterable[Copy]) -> tuple[NeverCredits, ...]:
    """Return the outlets with two copies of known wires or more and a credit in none, most copies first."""
    by_outlet: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        if copy.outlet_key and conclusion(copy).wire_service is not None:
            by_outlet[copy.outlet_key].append(copy)
    silent = [
        _line(key, ran)
        for key, ran in by_outlet.items()
        if len(ran) >= _ENOUGH and all(credit_of(copy) is Credit.UNCREDITED for copy in ran)
    ]
    return tuple(sorted(silent, key=lambda line: (-line.copies, line.outlet.casefold(), line.outlet_key)))


def _line(outlet_key: str, ran: list[Copy]) -> NeverCredits:
    wires = Counter(wire for copy in ran if (wire := conclusion(copy).wire_service))
    return NeverCredits(
        outlet=min(name_of(copy) for copy in ran),
        outlet_key=outlet_key,
        copies=len(ran),
        words=sum(copy.words for copy in ran),
        wires=tuple(sorted(wires, key=lambda wire: (-wires[wire], wire))),
        on_own_page=sum(any(each.role == Role.ARTICLE for each in copy.renderings) for copy in ran),
    )
