"""What the copies of a story are measured against: text and headline of the wire's item, of what outlets share, or of the fullest copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.findings.stories.headline import story_headline
from crawler.sightings.record import Copy
from crawler.tracking.relation import Story
from crawler.tracking.rods.rod import Rod, RodKind, SupportedSentence


@dataclass(frozen=True, slots=True)
class Measure:
    """The text that the copies of a story are measured against.

    `copy` is the key of the copy whose text it is, None of a reconstructed one, whose `sentences` say how many independent
    owners printed each. `headline` is what the copies' headlines are held against.
    """

    kind: RodKind
    text: str
    headline: str
    copy: str | None = None
    sentences: tuple[SupportedSentence, ...] = ()


def measure_of(story: Story, copies: Mapping[str, Copy], rods: Mapping[str, Rod]) -> Measure | None:
    """Return what *story* is measured against by its rod (*rods*, by the story's key); without one that is its fullest copy.

    None where even that is not among *copies*.
    """
    rod = rods.get(story.key)
    if rod is not None and rod.kind is RodKind.RECONSTRUCTED:
        members = [copies[key] for key in story.copies if key in copies]
        return Measure(rod.kind, rod.text, story_headline(members, story.fullest), None, rod.sentences)
    item = copies.get(rod.copy) if rod is not None and rod.copy else None
    if item is not None:
        return Measure(RodKind.ITEM, item.text, item.headline, item.key)
    fullest = copies.get(story.fullest)
    return Measure(RodKind.FULLEST, fullest.text, fullest.headline, fullest.key) if fullest else None
