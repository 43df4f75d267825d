"""The verdict on a pair: figures in, a relation and the evidence of the rule that decided out. The rules are in `rules`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.text.shingles import common_shingles
from crawler.tracking.config import TrackingConfig
from crawler.tracking.figures import Counts, Figures
from crawler.tracking.relation import Comparison, Relation, mirrored
from crawler.tracking.rule import Rule, Threshold
from crawler.tracking.rules import COPY_OR_NOT, KINDS, SAME_WORDS

Verdict = tuple[Relation, str]


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a rule as it was asked of a pair: the pair's figure, the limit, and whether it holds."""

    threshold: Threshold
    figure: float
    limit: float
    holds: bool


@dataclass(frozen=True, slots=True)
class AskedRule:
    """A rule that was asked of a pair, with its checks. `decided` is whether all of them hold."""

    rule: Rule
    checks: tuple[Check, ...]

    @property
    def decided(self) -> bool:
        """Whether the rule applies to the pair."""
        return all(check.holds for check in self.checks)


def compare(a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> Comparison:
    """Compare two texts given as spelling-folded words, exactly, and say what they are to each other.

    Words of `read_voiced` know what is quoted; words without that are all taken for the narrator's. Where the same words can be
    aligned in several ways, which one is found depends on the text that is walked: that is the shorter one, whichever comes first.
    """
    if _is_walked_second(a, b):
        return mirrored(compare(b, a, config))
    figures = Counts(a, b, config)
    relation, rule = judge(figures, config)
    if relation is not Relation.UNRELATED and tuple(a) == tuple(b):
        relation, rule = Relation.VERBATIM, SAME_WORDS.because
    shingles_a, shingles_b, common = common_shingles(a, b, config.shingle_words)
    return Comparison(
        relation=relation,
        rule=rule,
        coverage_a=figures.coverage_a,
        coverage_b=figures.coverage_b,
        resemblance=common / max(shingles_a + shingles_b - common, 1),
        containment_a=common / max(shingles_a, 1),
        containment_b=common / max(shingles_b, 1),
        words=figures.words,
        longest_run=figures.longest_run,
        words_a=len(a),
        words_b=len(b),
        spans=figures.alignment.spans,
        numbers_changed=figures.numbers_replaced,
        others_words=figures.others_words,
    )


def _is_walked_second(a: Sequence[str], b: Sequence[str]) -> bool:
    return len(a) > len(b) or (len(a) == len(b) and tuple(a) > tuple(b))


def judge(figures: Figures, config: TrackingConfig) -> Verdict:
    """Return the relation that the figures mean, and the evidence of the rule that decided."""
    evidence = ""
    for rules in (COPY_OR_NOT, KINDS):
        rule = next(rule for rule in rules if rule.applies(figures, config))
        evidence = rule.evidence(figures, config, evidence)
        if rule.outcome is not None:
            return rule.outcome, evidence
    raise AssertionError("the last rule of each table decides")


def rules_asked(a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> tuple[AskedRule, ...]:
    """Return the rules that are asked of two texts, given as spelling-folded words, up to the one that decides."""
    if _is_walked_second(a, b):
        a, b = b, a
    figures = Counts(a, b, config)
    asked = [*_asked(COPY_OR_NOT, figures, config)]
    if asked[-1].rule.outcome is None:
        asked.extend(_asked(KINDS, figures, config))
    if asked[-1].rule.outcome is not Relation.UNRELATED and tuple(a) == tuple(b):
        asked.append(AskedRule(SAME_WORDS, ()))
    return tuple(asked)


def _asked(rules: Sequence[Rule], figures: Figures, config: TrackingConfig) -> Iterator[AskedRule]:
    for rule in rules:
        asked = AskedRule(rule, tuple(_check(threshold, figures, config) for threshold in rule.when))
        yield asked
        if asked.decided:
            return


def _check(threshold: Threshold, figures: Figures, config: TrackingConfig) -> Check:
    figure, limit = threshold.value(figures), threshold.limit(figures, config)
    return Check(threshold, figure, limit, threshold.holds(figures, config))
