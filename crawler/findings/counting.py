"""What is counted over everything that was seen: outlets by wire, boilerplate by rule, requests by outcome."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawler.findings.credit import Credit, conclusion, credit_of, name_of
from crawler.sightings.record import Copy, Sighting
from crawler.text.cuts import Cut
from crawler.text.words import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """One outlet's copies by wire: `counts` go with the matrix's `wires`; the last entry counts copies of no known wire."""

    outlet: str
    outlet_key: str
    counts: tuple[int, ...]
    copies: int
    uncredited: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outlets by wires, in copies. `wires` by number of copies; outlets likewise."""

    wires: tuple[str, ...]
    outlets: tuple[OutletLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """What one boilerplate rule took out, over all sightings: cuts, words, outlets touched, the longest example."""

    rule: str
    cuts: int
    words: int
    outlets: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What became of every request, in counts; `refused`, `failed` and `unreadable` count by reason (short slugs).

    `pages` were read by a layout, `blocks` are the related blocks on them, `imported` came from files, not requests.
    """

    requests_seen: int = 0
    stored: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)
    pending: int = 0
    pages: int = 0
    blocks: int = 0
    unreadable: Mapping[str, int] = field(default_factory=dict)
    imported: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Requests by outcome. `missing` is what the equation seen = stored + refused + failed + pending leaves over."""

    requests_seen: int
    stored: int
    refused: tuple[tuple[str, int], ...]
    failed: tuple[tuple[str, int], ...]
    pending: int
    pages: int
    blocks: int
    unreadable: tuple[tuple[str, int], ...]
    imported: int
    missing: int


def outlets_by_wire(copies: Sequence[Copy]) -> Matrix:
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


def boilerplate_by_rule(sightings: Sequence[Sighting]) -> tuple[RuleLine, ...]:
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


def account_of(facts: RunFacts) -> Account:
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
