"""What a report counts over the whole run: outlets by wire, boilerplate by rule, requests by outcome."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from crawler.findings.credit import Credit, conclusion, credit_of, name_of
from crawler.reports.inputs import RunFacts
from crawler.reports.model import Account, Matrix, OutletLine, RuleLine
from crawler.sightings.record import Copy, Sighting
from crawler.text.cuts import Cut
from crawler.text.words import count_words


def build_matrix(copies: Sequence[Copy]) -> Matrix:
    """Return how many copies of which wire each outlet ran; copies without a named outlet share one line."""
    by_wire = Counter(conclusion(copy).wire_service for copy in copies)
    wires = tuple(sorted((wire for wire in by_wire if wire), key=lambda wire: (-by_wire[wire], wire)))
    by_outlet: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_outlet[copy.outlet_key].append(copy)
    lines = [_outlet_line(key, ran, wires) for key, ran in by_outlet.items()]
    return Matrix(wires, tuple(sorted(lines, key=lambda line: (-line.copies, line.outlet.casefold(), line.outlet_key))))


def _outlet_line(key: str, ran: Sequence[Copy], wires: Sequence[str]) -> OutletLine:
    counts = Counter(conclusion(copy).wire_service for copy in ran)
    return OutletLine(
        outlet=min(name_of(copy) for copy in ran),
        outlet_key=key,
        counts=(*(counts[wire] for wire in wires), counts[None]),
        copies=len(ran),
        uncredited=sum(credit_of(copy) is Credit.UNCREDITED for copy in ran),
    )


def build_boilerplate(sightings: Sequence[Sighting]) -> tuple[RuleLine, ...]:
    """Return what each rule removed, most words first."""
    cuts: dict[str, list[Cut]] = defaultdict(list)
    outlets: dict[str, set[str]] = defaultdict(set)
    for sighting in sightings:
        for cut in sighting.removed:
            cuts[cut.rule].append(cut)
            outlets[cut.rule].add(sighting.outlet_key)
    lines = [
        RuleLine(
            rule=rule,
            cuts=len(taken),
            words=sum(count_words(cut.text) for cut in taken),
            outlets=len(outlets[rule] - {""}),
            example=min((cut.text for cut in taken), key=lambda text: (-len(text), text)),
        )
        for rule, taken in cuts.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.words, line.rule)))


def build_account(facts: RunFacts) -> Account:
    """Return the run's account; `missing` is not 0 when outcomes do not add up to the requests seen."""
    accounted = facts.stored + sum(facts.refused.values()) + sum(facts.failed.values()) + facts.pending
    return Account(
        requests_seen=facts.requests_seen,
        stored=facts.stored,
        refused=_by_count(facts.refused),
        failed=_by_count(facts.failed),
        pending=facts.pending,
        pages=facts.pages,
        blocks=facts.blocks,
        unreadable=_by_count(facts.unreadable),
        imported=facts.imported,
        missing=facts.requests_seen - accounted,
    )


def _by_count(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
