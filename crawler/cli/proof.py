"""How a comparison is shown on a terminal: hits of `find`, and the proof of `explain`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.cli.console import counted, note, out, say, say_in_columns, say_row
from crawler.jobs.explaining import Proof
from crawler.jobs.finding import Found, Hit, WordHits, around
from crawler.provenance.times.interval import Interval
from crawler.sightings.record import Copy
from crawler.text.cuts import Cut
from crawler.text.segments import LEARNED
from crawler.text.words import count_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.figures import FIGURES
from crawler.tracking.relation import Relation, Span
from crawler.tracking.rods.rod import RodKind
from crawler.tracking.verdict import AskedRule, Check

_LEARNED = "repeated by its outlet over different stories and carried by no other"
#: What a story is measured against.
_RODS = {
    RodKind.ITEM: "the wire's own item",
    RodKind.RECONSTRUCTED: "the text that independent outlets share",
    RodKind.FULLEST: "the fullest copy",
}
_PASSAGES = 2  # shared passages that are shown next to each other
_PASSAGE = 400  # characters of one of them that are shown from either end
_QUOTED = 160  # characters of a span that are shown from either end


def say_hits(found: Found) -> None:
    """Print the copies that share text with the one asked for, those that hold most of it first, and how many there are beyond."""
    if not found.hits:
        say("nobody in the store ran this text")
    for hit in found.hits:
        if out.is_terminal:
            _say_hit(hit)
        else:
            say_row(_cells(hit))
    if found.more:
        note(f"... and {found.more} more (--limit)")
    if found.slight:
        note(f"{counted(found.slight, 'copy')} may share a phrase or two with it and were not compared (--limit)")


def _say_hit(hit: Hit) -> None:
    comparison, copy = hit.comparison, hit.copy
    say(
        f"{comparison.coverage_a:6.1%} {comparison.relation.value:9} {copy.outlet or '(outlet unknown)'}: {copy.headline}"
    )
    say(f"       {copy.external_id or copy.key}, published {when(copy.published)}, wire {_wire(copy)}")
    say(f"       {comparison.words} words shared; the most in one passage: “{_shortened(hit.shared)}”")


def note_few(rarest: Mapping[str, int]) -> None:
    """Say what else can be tried where few copies share a text, or none: it may have been reworded."""
    if rarest:
        counts = ", ".join(f"“{word}” in {counted(number, 'copy')}" for word, number in rarest.items())
        note(f"reworded copies share no passages; its rarest words: {counts}")
        note(f'to look for some of them: wiretrace find "{" ".join(list(rarest)[:2])}"')
    else:
        note("none of its longer words is in the store: nothing of it was ever read there")


def say_word_hits(hits: WordHits) -> None:
    """Print the copies that have the words asked for, those published first before others; where there is none, say what is missing."""
    if not hits.total:
        say("no copy in the store has all of these words")
        _note_missing(hits)
        return
    for copy in hits.copies:
        if out.is_terminal:
            say(f"{copy.outlet or '(outlet unknown)'}: {copy.headline}")
            say(f"       {copy.external_id or copy.key}, published {when(copy.published)}, wire {_wire(copy)}")
            say(f"       {around(copy, hits.asked)}")
        else:
            say_row(
                (copy.outlet or "(outlet unknown)", "all of it", "words", _wire(copy), when(copy.published), copy.headline,
                 copy.external_id or copy.key)
            )  # fmt: skip
    if hits.total > len(hits.copies):
        note(f"... and {hits.total - len(hits.copies)} more (--limit)")


def _note_missing(hits: WordHits) -> None:
    note(
        ", ".join(
            f"“{term}” in {counted(number, 'copy') if number else 'none'}" for term, number in hits.counts.items()
        )
    )
    if hits.apart:
        note(f"{counted(hits.apart, 'copy')} have all of the words, though not so: leave quotation marks and minus out")
    elif len(hits.counts) > 1:
        note("leave out a word that few or none have, or look for another spelling of it")


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


def say_proof(proof: Proof, config: TrackingConfig, *, rules: bool) -> None:
    """Print what a pair shares, the longest passages first; what was decided; and with *rules* every figure next to its limit."""
    comparison = proof.comparison
    decided = proof.link.comparison if proof.link else comparison
    _say_copy("A", proof.a, len(proof.words_a))
    _say_copy("B", proof.b, len(proof.words_b))
    say("")
    _say_passages(proof)
    say(f"relation: {decided.relation.value}, because {decided.rule}")
    say(f"linked:   {_linked(proof)}")
    say(f"coverage: {comparison.coverage_a:.4f} of A, {comparison.coverage_b:.4f} of B")
    say(f"matched:  {comparison.words} words, longest run {comparison.longest_run}, in {len(comparison.spans)} spans")
    for each in proof.shares:
        say(f"ran:      {each.ran_a:.4f} by A, {each.ran_b:.4f} by B, of {_RODS[each.kind]} (story {each.story})")
    _say_removed("A", proof.removed_a)
    _say_removed("B", proof.removed_b)
    if rules:
        _say_figures(proof, config)
    for asked in proof.rules:
        _say_rule(asked, limits=rules)
    if not rules:
        note("--rules: what each rule looked at, next to its limit, and every shared passage")


def _say_passages(proof: Proof) -> None:
    """Print the two longest passages that both have, next to each other, as each has them."""
    longest = sorted(proof.comparison.spans, key=lambda span: (span.a_start - span.a_end, span.a_start))[:_PASSAGES]
    if not longest:
        say("They share no passage.\n")
        return
    rows = [
        (_places("A", span.a_start, span.a_end), _places("B", span.b_start, span.b_end), *_texts_of(proof, span))
        for span in longest
    ]
    say_in_columns(rows)
    if shorter := len(proof.comparison.spans) - len(longest):
        say(f"and {counted(shorter, 'shorter passage')}\n")


def _places(name: str, start: int, end: int) -> str:
    return f"{name}, words {start + 1} to {end}"


def _texts_of(proof: Proof, span: Span) -> tuple[str, str]:
    """Return what a span covers in each text, cut in the middle where it is long."""
    a, b = proof.words_a, proof.words_b
    return (
        _shortened(proof.a.text[a.starts[span.a_start] : a.ends[span.a_end - 1]], _PASSAGE),
        _shortened(proof.b.text[b.starts[span.b_start] : b.ends[span.b_end - 1]], _PASSAGE),
    )


def _say_figures(proof: Proof, config: TrackingConfig) -> None:
    comparison = proof.comparison
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
    for number, span in enumerate(comparison.spans, 1):
        say(f"span {number}: A words {span.a_start}-{span.a_end}, B words {span.b_start}-{span.b_end}")
        words = proof.words_a
        say(f"  “{_shortened(proof.a.text[words.starts[span.a_start] : words.ends[span.a_end - 1]])}”")


def _say_rule(asked: AskedRule, *, limits: bool) -> None:
    """Print a rule that was asked of the pair, and with *limits* each figure it looked at next to its limit."""
    say(f"rule:     {asked.rule.name}: {'yes' if asked.decided else 'no'}")
    for check in asked.checks if limits else ():
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


def _shortened(text: str, either_end: int = _QUOTED) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 2 * either_end else f"{flat[:either_end]} […] {flat[-either_end:]}"
