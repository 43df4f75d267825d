"""The sentence over each picture: what it shows, as a finding and not as a name."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.findings.counting import Matrix
from crawler.findings.flow_summary import FlowSummary, wire_flows
from crawler.findings.lag import Lag, median
from crawler.findings.stories.wire_use import WireUse
from crawler.reports.html.kept import Kept
from crawler.reports.wording.words import count, lag_words, listed, percent

_NEARLY_ALL = 0.95


def kept_finding(kept: Kept, text: str) -> str:
    """Return what the copies of a story kept of *text* ("the fullest text"), and where they cut."""
    others = [row for row in kept.rows if not row.row.measure]
    if not others:
        return f"Nothing was compared with {text}"
    whole = sum((row.row.ran or 0.0) >= _NEARLY_ALL for row in others)
    copies = count(len(others), *_COPIES[len(others) < len(kept.rows)])
    if whole == len(others):
        return f"{_of_all(len(others), others_only=len(others) < len(kept.rows))} ran nearly all of {text}"
    if len(kept.stretches) < 2:
        return f"{whole or 'None'} of {copies} ran nearly all of {text}"
    itself = len(kept.rows) - len(others)
    first, last = kept.ran_half(0) - itself, kept.ran_half(-1) - itself
    return f"{whole or 'None'} of {copies} ran nearly all of {text}; its opening is in {first}, its end in {last}"


#: Whether one of the copies is what the others are measured against.
_COPIES = {True: ("other copy", "other copies"), False: ("copy", "copies")}


def _of_all(number: int, *, others_only: bool) -> str:
    one, many = _COPIES[others_only]
    return f"The {one}" if number == 1 else f"All {number} {many}"


def lag_finding(lags: Sequence[Lag]) -> str:
    """Return how long after the first copy half of some runs came, in words."""
    found = median(lags)
    behind = lag_words(found)
    return f"Half of {count(len(lags), 'run')} came {'with' if behind == 'none' else behind + ' after'} the first copy of known time or sooner"


def flow_finding(summary: FlowSummary) -> str:
    """Return which wire reached most outlets."""
    flows = wire_flows(summary)
    if not flows:
        return "No wire is known"
    widest = max(flows, key=lambda each: (len(each.outlets), each.wire))
    outlets = {way.edge.target for each in flows for way in each.outlets}
    return f"{widest.wire} reached {len(widest.outlets):,} of {count(len(outlets), 'outlet')} that ran a known wire\u2019s words"


def matrix_finding(matrix: Matrix) -> str:
    """Return at how many outlets the most-run wire was seen."""
    if not matrix.wires:
        return "No wire is known"
    ran = sum(bool(line.counts[0]) for line in matrix.outlets)
    return f"{matrix.wires[0]} was seen at {ran:,} of {count(len(matrix.outlets), 'outlet')}, in more copies than any other wire"


def use_deck(use: WireUse) -> str:
    """Return a wire's use in two sentences: who, how much, credited."""
    named = [each for each in use.outlets if each.outlet_key]
    words = sum(each.words for each in use.outlets)
    return (
        f"{count(len(named), 'outlet')} ran {count(words, 'word')} of {use.wire} in {count(use.copies, 'copy', 'copies')} of {count(len(use.stories), 'story', 'stories')}. "
        f"{use.credited:,} of the copies ({percent(use.credited / use.copies)}) credit it in the rendering seen."
    )


def names(entries: Sequence[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    return listed(tuple(entries))
