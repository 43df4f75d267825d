"""How a comparison is shown on a terminal: hits of `find`, and the proof of `explain`."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.cli.console import note, out, say, say_row
from crawler.jobs.explaining import Proof
from crawler.jobs.finding import Hit
from crawler.provenance.times.interval import Interval
from crawler.sightings.record import Copy
from crawler.text.cuts import Cut
from crawler.text.segments import LEARNED
from crawler.text.words import count_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.figures import FIGURES
from crawler.tracking.relation import Relation
from crawler.tracking.rods.rod import RodKind
from crawler.tracking.verdict import AskedRule, Check

_LEARNED = "repeated by its outlet over different stories and carried by no other"
#: What a story is measured against.
_RODS = {
    RodKind.ITEM: "the wire's own item",
    RodKind.RECONSTRUCTED: "the text that independent outlets share",
    RodKind.FULLEST: "the fullest copy",
}
_QUOTED = 160  # characters of a span that are shown from either end


def say_hits(hits: Sequence[Hit], *, limit: int) -> None:
    """Print the copies that share text with the one asked for, those that hold most of it first."""
    if not hits:
        say("nobody in the store ran this text")
        return
    for hit in hits[:limit]:
        if out.is_terminal:
            _say_hit(hit)
        else:
            say_row(_cells(hit))
    if len(hits) > limit:
        note(f"... and {len(hits) - limit} more (--limit)")


def _say_hit(hit: Hit) -> None:
    comparison, copy = hit.comparison, hit.copy
    say(
        f"{comparison.coverage_a:6.1%} {comparison.relation.value:9} {copy.outlet or '(outlet unknown)'}: {copy.headline}"
    )
    say(f"       {copy.external_id or copy.key}, published {when(copy.published)}, wire {_wire(copy)}")


def _cells(hit: Hit) -> tuple[str, ...]:
    comparison, copy = hit.comparison, hit.copy
    return (
        copy.outlet or "(outlet unknown)",
        f"{comparison.coverage_a:.1%} of it",
        comparison.relation.value,
        _wire(copy),
        when(copy.published),
        copy.headline,
        copy.external_id or copy.key,
    )


def say_proof(proof: Proof, config: TrackingConfig) -> None:
    """Print everything there is to know about a pair."""
    comparison = proof.comparison
    relation = proof.link.comparison.relation if proof.link else comparison.relation
    rule = proof.link.comparison.rule if proof.link else comparison.rule
    _say_copy("A", proof.a, len(proof.words_a))
    _say_copy("B", proof.b, len(proof.words_b))
    _say_removed("A", proof.removed_a)
    _say_removed("B", proof.removed_b)
    say("")
    say(f"relation: {relation.value}, because {rule}")
    say(f"linked:   {_linked(proof)}")
    say(f"coverage: {comparison.coverage_a:.4f} of A, {comparison.coverage_b:.4f} of B")
    say(f"matched:  {comparison.words} words, longest run {comparison.longest_run}, in {len(comparison.spans)} spans")
    say(
        f"shingles: resemblance {comparison.resemblance:.4f}, containment {comparison.containment_a:.4f} of A in B, "
        f"{comparison.containment_b:.4f} of B in A ({config.shingle_words} words, spelling folded)"
    )
    say(
        f"          resemblance {proof.resemblance_as_spelt:.4f}, containment {proof.containment_as_spelt[0]:.4f} "
        f"of A in B, {proof.containment_as_spelt[1]:.4f} of B in A (as spelt)"
    )
    say(
        f"voices:   {comparison.narrator_words} words in the narrator's voice, {comparison.others_words} of somebody else"
    )
    say(f"numbers:  {comparison.numbers_changed} replaced in place")
    say(
        f"keys:     {proof.shared_bands} of {proof.bands} bands, {proof.shared_passages} of {proof.passages} passages (needed: 1 band or {proof.passages_needed} passages)"
    )
    for each in proof.shares:
        say(f"ran:      {each.ran_a:.4f} by A, {each.ran_b:.4f} by B, of {_RODS[each.kind]} (story {each.story})")
    for asked in proof.rules:
        _say_rule(asked)
    for number, span in enumerate(comparison.spans, 1):
        say(f"span {number}: A words {span.a_start}-{span.a_end}, B words {span.b_start}-{span.b_end}")
        words = proof.words_a
        say(f"  “{_shortened(proof.a.text[words.starts[span.a_start] : words.ends[span.a_end - 1]])}”")


def _say_rule(asked: AskedRule) -> None:
    """Print a rule that was asked of the pair, and each figure it looked at next to its limit."""
    say(f"rule:     {asked.rule.name}: {'yes' if asked.decided else 'no'}")
    for check in asked.checks:
        say(f"{'yes' if check.holds else 'no':>7}:  {_check(check)}")


def _check(check: Check) -> str:
    asked = check.threshold
    of = f" {FIGURES[asked.of]}" if asked.of and not asked.number else ""
    return f"{FIGURES[asked.figure]}: {_figure(check.figure)}, {asked.side.value} {_figure(check.limit)}{of}"


def _figure(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def _say_copy(name: str, copy: Copy, words: int) -> None:
    say(f"{name}: {copy.outlet or '(outlet unknown)'}: {copy.headline}")
    say(f"   {copy.external_id or copy.key}, {words} words, published {when(copy.published)}, wire {_wire(copy)}")


def _say_removed(name: str, removed: Sequence[Cut]) -> None:
    """Print what was left out of a text before it was compared, and by which rule."""
    if not removed:
        return
    words = sum(count_words(cut.text) for cut in removed)
    say(f"left out of {name}: {words} words in {len(removed)} places")
    for cut in removed:
        why = _LEARNED if cut.rule == LEARNED else "by rule"
        say(f"   {cut.rule}, {why}: “{_shortened(cut.text)}”")


def _linked(proof: Proof) -> str:
    if proof.link is not None and proof.link.again_after is not None:
        return f"yes, run again after {proof.link.again_after} days: further apart than the store's window, in no story"
    if proof.link is not None:
        return f"yes; brought together by {', '.join(proof.link.proposed_by)}"
    if not proof.in_window:
        return "no: they are further apart in time than the store's window (--window)"
    if not proof.proposed:
        return "no: they share fewer index keys than are needed, and they have no common source"
    if proof.comparison.relation is Relation.UNRELATED:
        return "no: compared, and unrelated"
    return "no, not yet: run `wiretrace track`"


def when(interval: Interval | None) -> str:
    """Return an interval as a person reads it, in UTC."""
    if interval is None:
        return "at an unknown time"
    first, last = interval.earliest, interval.latest
    if first == last:
        return f"{first:%Y-%m-%d %H:%M:%S}Z"
    if first.date() == last.date():
        return f"{first:%Y-%m-%d %H:%M:%S}–{last:%H:%M:%S}Z"
    return f"{first:%Y-%m-%d %H:%M:%S}Z – {last:%Y-%m-%d %H:%M:%S}Z"


def _wire(copy: Copy) -> str:
    if copy.attribution.wire_service:
        return copy.attribution.wire_service
    if copy.story_attribution.wire_service:
        return f"{copy.story_attribution.wire_service} (inferred)"
    return "unknown"


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 2 * _QUOTED else f"{flat[:_QUOTED]} […] {flat[-_QUOTED:]}"
