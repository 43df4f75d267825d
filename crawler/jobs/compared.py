"""Comparisons for reports and exports: those that tracking made and the store keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy.engine import Connection

from crawler.findings.stories.measure import Measure, measure_of
from crawler.jobs.tracking.excused import Excused
from crawler.sightings.record import Copy
from crawler.store.comparisons import Pair, kept_comparisons
from crawler.store.statements import chunks
from crawler.store.wordings import digests_of_copies
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import same_words, wording_digest
from crawler.tracking.relation import Comparison, Story
from crawler.tracking.rods.rod import Rod

Text = Sequence[str]


class Compared:
    """Compares two texts, given as folded words: looks the pair up, and compares only what tracking has not.

    That is what was never tracked, or was tracked by a program that kept less. `excused` counts what it could not do.
    """

    def __init__(self, connection: Connection, config: TrackingConfig) -> None:
        self.excused = Excused()
        self._connection = connection
        self._config = config
        self._known: dict[Pair, Comparison] = {}

    def __call__(self, a: Text, b: Text) -> Comparison:
        """Return the comparison of *a* with *b*."""
        pair = wording_digest(a), wording_digest(b)
        if pair[0] == pair[1] and len(a) >= self._config.min_words:
            return same_words(len(a))
        if pair not in self._known:
            self.look_up([pair])
        if pair not in self._known:
            self._known[pair] = self.excused.compare(a, b, self._config)
        return self._known[pair]

    def look_up(self, pairs: Iterable[Pair]) -> Mapping[Pair, Comparison]:
        """Read many pairs at once, and return what is known."""
        self._known |= kept_comparisons(self._connection, pairs)
        return self._known

    def names_of(self, keys: Collection[str]) -> Mapping[str, str]:
        """Return the digests of the words of copies, by their keys, as far as tracking has read them."""
        return digests_of_copies(self._connection, keys)


def against_measure(
    stories: Iterable[Story], copies: Mapping[str, Copy], rods: Mapping[str, Rod], compared: Compared
) -> dict[str, Comparison]:
    """Return the comparison of each story's copies (a) with what it is measured against (b), by ``f"{story.key}:{copy.key}"``."""
    several = [story for story in stories if len(story.copies) > 1]
    made: dict[str, Comparison] = {}
    for part in chunks(several):  # whose words are in memory at once
        made |= _against_measure(part, copies, rods, compared)
    return made


def _against_measure(
    stories: Sequence[Story], copies: Mapping[str, Copy], rods: Mapping[str, Rod], compared: Compared
) -> dict[str, Comparison]:
    measures = {story.key: measure for story in stories if (measure := measure_of(story, copies, rods))}
    members = [
        (story.key, key)
        for story in stories
        if story.key in measures
        for key in story.copies
        if key != measures[story.key].copy
    ]
    texts = _Texts(copies, measures, compared, {key for _, key in members})
    pairs = {member: texts.pair(*member) for member in members}
    kept = compared.look_up(pairs.values())
    return {
        f"{story}:{key}": kept.get(pair) or compared(texts.of_copy(key), texts.of_measure(story))
        for (story, key), pair in pairs.items()
    }


class _Texts:
    """The texts of some copies and measures. Their words are read where tracking has named none for them, or has not compared them."""

    def __init__(
        self, copies: Mapping[str, Copy], measures: Mapping[str, Measure], compared: Compared, keys: Collection[str]
    ) -> None:
        self._copies, self._measures, self._compared = copies, measures, compared
        named = {*keys, *(measure.copy for measure in measures.values() if measure.copy)}
        # Sightings of one copy may set other quotation marks, and tracking has read only one of them.
        self._known = compared.names_of({key for key in named if len(copies[key].sightings) == 1})
        self.of_copy = cache(lambda key: compared.excused.voiced(copies[key].text))
        self._of_text = cache(lambda story: compared.excused.voiced(measures[story].text))

    def of_measure(self, story: str) -> Text:
        """Return the words that a story is measured against."""
        copy = self._measures[story].copy
        return self.of_copy(copy) if copy else self._of_text(story)

    def pair(self, story: str, key: str) -> Pair:
        """Return the names of a copy's words and of those it is held against."""
        measure = self._measures[story].copy
        return self._name(key), self._name(measure) if measure else wording_digest(self._of_text(story))

    def _name(self, key: str) -> str:
        return self._known.get(key) or wording_digest(self.of_copy(key))
