"""Checks: each figure that a verdict looks at beside the number it is held against, for people who want to see by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.tracking.config import TrackingConfig
from crawler.tracking.figures import Figures, measure


@dataclass(frozen=True, slots=True)
class Check:
    """A figure and its limit. `at_least` says on which side of the limit the check holds."""

    what: str
    figure: float
    limit: float
    at_least: bool = True

    @property
    def holds(self) -> bool:
        """Whether the figure is on the right side."""
        return self.figure >= self.limit if self.at_least else self.figure < self.limit


def checks(a: Sequence[str], b: Sequence[str], config: TrackingConfig) -> tuple[Check, ...]:
    """Return what the verdict on two texts, given as spelling-folded words, looks at, in the order in which it asks."""
    figures, _ = measure(a, b, config)
    return (*_forms(figures, config), *_sentences(figures, config), *_kinds(figures, config))


def _forms(f: Figures, config: TrackingConfig) -> tuple[Check, ...]:
    return (
        Check("numbers replaced in place, for a form", f.numbers_replaced, config.form_numbers),
        Check(
            "the same with sentences filled in anew, for a form with short runs",
            f.numbers_replaced + f.numbers_refilled,
            config.form_numbers,
        ),
        Check("share of numbers replaced, for a form", f.replaced_share, config.replaced_numbers),
        Check(
            "words changed beside numbers, for a form with only numbers changed",
            f.others_changed,
            f.numbers_replaced / 2,
            at_least=False,
        ),
        Check("names swapped throughout, for a form with short runs", f.names_swapped, config.swapped_names),
        Check("share of the changed places, for such a form", f.swapped_share, config.swapped_share),
        Check("share of numbers kept beside the runs, for a form", f.kept_share, config.kept_numbers, at_least=False),
        Check(
            "a single run's share of the shorter text, for a quote",
            f.coverage_short,
            config.one_passage,
            at_least=False,
        ),
    )


def _sentences(f: Figures, config: TrackingConfig) -> tuple[Check, ...]:
    return (
        Check("words in runs that only copying leaves, for a copy", f.solid_words, config.solid_words),
        Check("their share of the shorter text, for a copy", f.solid_share, config.solid_share),
        Check("the longest such run, for whole sentences", f.longest_solid, config.sentence_run),
        Check("the longest such run, whatever the numbers", f.longest_solid, config.long_run),
        Check("coverage of the shorter text, where runs are short", f.coverage_short, config.most_of_it),
        Check("coverage of the shorter text, where single words differ", f.coverage_short, config.noisy_coverage),
        Check("longest run, for a shared passage", f.longest_run, config.passage_run),
    )


def _kinds(f: Figures, config: TrackingConfig) -> tuple[Check, ...]:
    least = min(f.coverage_short, f.coverage_long)
    return (
        Check("coverage of either text, for one text edited", least, config.edited_coverage),
        Check("length of the shorter against the longer, for an excerpt", f.size, config.excerpt_share, at_least=False),
    )
