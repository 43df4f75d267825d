"""What copies are measured against, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crawler.findings.stories.measure import Measure
from crawler.findings.stories.stories import StoryFinding
from crawler.reports.wording.words import count
from crawler.text.words import count_words
from crawler.tracking.rods.rod import RodKind

#: The copy or text itself, as in "not in ...".
MEASURE: Final[Mapping[RodKind, str]] = {
    RodKind.ITEM: "the wire\u2019s item",
    RodKind.RECONSTRUCTED: "the shared text",
    RodKind.FULLEST: "the fullest copy",
}
#: Its text, as in "84 % of ...".
MEASURE_TEXT: Final[Mapping[RodKind, str]] = {**MEASURE, RodKind.FULLEST: "the fullest text"}


def measure_name(measure: Measure | None) -> str:
    """Return what a story's copies are measured against, as in "not in the fullest copy"."""
    return MEASURE[measure.kind if measure else RodKind.FULLEST]


def measure_text(measure: Measure | None) -> str:
    """Return the same as a text, as in "84 % of the fullest text"."""
    return MEASURE_TEXT[measure.kind if measure else RodKind.FULLEST]


def measured_against(measure: Measure | None) -> str:
    """Return the sentence that says what a story's copies are measured against; "" where that is the fullest copy."""
    if measure is None or measure.kind is RodKind.FULLEST:
        return ""
    size = count(count_words(measure.text), "word")
    if measure.kind is RodKind.ITEM:
        return f"All copies are measured against the wire\u2019s own item: {size}."
    least = min(sentence.owners for sentence in measure.sentences)
    made = f"{count(len(measure.sentences), 'sentence')}, {size}, each printed by {count(least, 'independent outlet')} or more"
    return f"All copies are measured against the text that outlets share: {made}. What one outlet alone printed is not part of it."


def original_name(story: StoryFinding) -> str:
    """Return the heading over the words that a copy is set against: what they are, and whose."""
    if story.measure and not story.measure.copy:
        return "The text that outlets share"
    name = measure_name(story.measure).removeprefix("the ").capitalize()
    outlet = next((row.outlet for row in story.rows if row.measure), story.rows[0].outlet)
    return f"{name}: {outlet}"
