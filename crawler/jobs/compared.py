"""Comparisons for reports and exports: those that tracking made and the store keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.engine import Connection

from crawler.findings.stories.measure import measure_of
from crawler.jobs.tracking.excused import Excused
from crawler.sightings.record import Copy
from crawler.store.comparisons import Pair, kept_comparisons
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

    def look_up(self, pairs: Iterable[Pair]) -> None:
        """Read many pairs at once."""
        self._known |= kept_comparisons(self._connection, pairs)


def against_measure(
    stories: Iterable[Story], copies: Mapping[str, Copy], rods: Mapping[str, Rod], compared: Compared
) -> dict[str, Comparison]:
    """Return the comparison of each story's copies (a) with what it is measured against (b), by ``f"{story.key}:{copy.key}"``."""
    several = [story for story in stories if len(story.copies) > 1]
    words = {
        key: compared.excused.voiced(copies[key].text) for key in {key for story in several for key in story.copies}
    }
    digests = {key: wording_digest(folded) for key, folded in words.items()}
    measures = {story.key: measure for story in several if (measure := measure_of(story, copies, rods))}
    against = {key: words[m.copy] if m.copy else compared.excused.voiced(m.text) for key, m in measures.items()}
    digests |= {f"story {key}": wording_digest(folded) for key, folded in against.items()}
    members = [
        (story.key, key)
        for story in several
        if story.key in measures
        for key in story.copies
        if key != measures[story.key].copy
    ]
    compared.look_up((digests[key], digests[f"story {story}"]) for story, key in members)
    return {f"{story}:{key}": compared(words[key], against[story]) for story, key in members}
