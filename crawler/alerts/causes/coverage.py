"""Rules about single copies: a wire at a new outlet, a copy without credit."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.alerts.cause import Cause, key_of, passages_of
from crawler.alerts.lines import copy_line, place_of, shared_line
from crawler.alerts.rules import Rule
from crawler.alerts.scene import Scene
from crawler.findings.credit import CREDITED, Credit, conclusion, credit_of
from crawler.findings.stories.copies import CopyFinding, copy_finding, in_time
from crawler.findings.stories.stories import StoryFinding
from crawler.reports.wording.measures import measure_text
from crawler.tracking.relation import Comparison, mirrored


def new_outlets(rule: Rule, scene: Scene) -> Iterator[Cause]:
    """Give the outlets that ran a wire, each with its first copy and the evidence that it is the wire's."""
    corpus = scene.basis.corpus
    home = {row.key: (story, row) for story in reversed(scene.stories) for row in story.rows}
    first: dict[tuple[str, str], tuple[StoryFinding | None, CopyFinding]] = {}
    for copy in corpus.ran:
        wire = conclusion(copy).wire_service
        if wire is None or not copy.outlet_key or not _meant(rule, wire) or credit_of(copy) is Credit.OWN:
            continue
        story, row = home.get(copy.key) or (None, copy_finding(corpus, copy))
        known = first.get((wire, copy.outlet_key))
        if known is None or in_time(row) < in_time(known[1]):
            first[wire, copy.outlet_key] = story, row
    for (wire, outlet), (story, row) in sorted(first.items()):
        yield Cause(
            key=key_of("new-outlet", wire, outlet),
            title=f"{row.outlet} runs {wire}: “{row.headline}”",
            facts=(copy_line(row, story.measure if story else None), *_evidence(row, wire)),
            passages=passages_of(scene.copies[row.key], row.comparison),
            places=(place_of(row),),
            story=story.key if story else None,
        )


def uncredited(rule: Rule, scene: Scene) -> Iterator[Cause]:
    """Give the copies of a known wire that do not name it, one for each outlet and story, if enough of the shorter text is shared."""
    told: set[str] = set()
    for story in scene.stories:
        for row in scene.ran(story):
            wire = row.wire_service
            comparison, other = _compared(story, row)
            if row.credit is not Credit.UNCREDITED or wire is None or not _meant(rule, wire) or comparison is None:
                continue
            shared = max(comparison.coverage_a, comparison.coverage_b)
            key = key_of("uncredited", wire, story.key, row.outlet_key or row.key)
            if shared < rule.coverage or key in told:
                continue
            told.add(key)
            yield Cause(
                key=key,
                title=f"{row.outlet} ran {wire} without naming it: “{row.headline}”",
                facts=(copy_line(row, story.measure), shared_line(comparison, f"the copy of {other.outlet}" if other else measure_text(story.measure)), _CAVEAT, *_evidence(row, wire)),
                passages=passages_of(scene.copies[row.key], comparison),
                places=(place_of(row), *([place_of(other)] if other else [])),
                story=story.key,
                former=tuple(
                    key_of("uncredited", wire, old, row.outlet_key or row.key) for old in scene.former.get(story.key, ())
                ),
            )  # fmt: skip


_CAVEAT = "uncredited in this rendering: the outlet's own page may name the wire"


def _compared(story: StoryFinding, row: CopyFinding) -> tuple[Comparison | None, CopyFinding | None]:
    """Return how a copy compares with what its story is measured against, and which copy that is.

    The copy that is the measure itself is compared with the one that shares most of it, one with a credit first.
    """
    if not row.measure:
        return row.comparison, next((other for other in story.rows if other.measure), None)
    others = [(other.credit in CREDITED, other.comparison.words, other) for other in story.rows if other.comparison]
    best = max(others, key=lambda each: each[:2], default=None)
    return (mirrored(best[2].comparison), best[2]) if best and best[2].comparison else (None, None)


def _meant(rule: Rule, wire: str) -> bool:
    return rule.wire is None or rule.wire.casefold() == wire.casefold()


def _evidence(row: CopyFinding, wire: str) -> Iterator[str]:
    pieces = [piece for piece in row.evidence if piece.wire_service == wire]
    for piece in pieces[:2]:
        where = "" if piece.outlet == row.outlet else f" in the copy of {piece.outlet}"
        yield f"evidence for {wire}{where}, {piece.kind}: “{piece.quote}”"
