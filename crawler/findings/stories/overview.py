"""The headline figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.findings.credit import Credit, conclusion, credit_of
from crawler.findings.stories.corpus import Corpus
from crawler.findings.stories.links import CopyLink
from crawler.findings.stories.stories import StoryFinding
from crawler.sightings.record import Kind
from crawler.tracking.relation import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Headline figures. `republished` counts copies in a story of two named outlets or more; shares are 0..1.

    Of `stories`, all in two copies or more, `travelled` ran at two named outlets or more; the rest are versions.
    `wires_own` says that items of a wire's own feed are among the records.
    """

    stories: int
    travelled: int
    copies: int
    sightings: int
    outlets: int
    wires: int
    republished: int
    republished_share: float
    uncredited: int
    ran_once: int
    quotations: int
    passages: int
    templates: int
    undated: int
    removed_words: int
    wires_own: bool = False


def overview_of(corpus: Corpus, stories: Sequence[StoryFinding], apart: Iterable[CopyLink]) -> Overview:
    """Count copies, outlets, wires and stories; *apart* are the links that join no story."""
    copies = corpus.ran
    seen = [sighting for sighting in corpus.sightings.values() if sighting.item is None]
    keys = {copy.key for copy in copies}
    shared = {row.key for story in stories if story.travelled for row in story.rows} & keys
    relations = Counter(link.comparison.relation for link in apart)
    return Overview(
        stories=len(stories),
        travelled=sum(story.travelled for story in stories),
        copies=len(copies),
        sightings=len(seen),
        outlets=len({copy.outlet_key for copy in copies if copy.outlet_key}),
        wires=len({conclusion(copy).wire_service for copy in copies} - {None}),
        republished=len(shared),
        republished_share=len(shared) / len(copies) if copies else 0.0,
        uncredited=sum(credit_of(copy) is Credit.UNCREDITED for copy in copies),
        ran_once=len(keys - {row.key for story in stories for row in story.rows}),
        quotations=relations[Relation.QUOTATION],
        passages=relations[Relation.PASSAGE],
        templates=relations[Relation.TEMPLATE],
        undated=sum(copy.published is None for copy in copies),
        removed_words=sum(sighting.raw_words - sighting.words for sighting in seen),
        wires_own=any(copy.kind is Kind.WIRE for copy in corpus.copies.values()),
    )
