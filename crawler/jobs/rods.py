"""What stories are measured against: a wire's own item, else what independent outlets share, else the fullest copy.

Made at the end of tracking for the stories that were grouped, and kept with the comparison of every copy with it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from crawler.jobs.upkeep.excused import Excused
from crawler.sightings.copies import owner_of
from crawler.sightings.record import Copy, Kind
from crawler.store.comparisons import Pair, Purpose, missing_pairs, save_comparisons
from crawler.store.records import copies_by_id
from crawler.store.rods.stored import measurable, outdated_rods, save_rods
from crawler.store.statements import chunks
from crawler.store.store import Store
from crawler.text.voice import VoicedWords
from crawler.text.words import count_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import wording_digest
from crawler.tracking.relation import Comparison
from crawler.tracking.rods.reconstruction import Publication, reconstruct
from crawler.tracking.rods.rod import Rod, RodKind, text_of

_STORIES = 50  # whose rods are written in one transaction


def make_rods(store: Store, config: TrackingConfig, stories: Collection[str] | None, excused: Excused) -> int:
    """Make the rods of *stories* (by their keys; None: of all), and compare their copies with them. Returns how many pairs were compared."""
    with store.read() as connection:
        found = measurable(connection, stories, outlets=config.rod_owners)
        outdated = outdated_rods(connection, stories, found)
    for part in chunks(outdated):
        with store.write() as connection:
            save_rods(connection, part, ())
    return sum(
        _make(store, config, {key: found[key] for key in part}, excused) for part in chunks(sorted(found), _STORIES)
    )


def rod_of(story: str, copies: Sequence[Copy], config: TrackingConfig) -> Rod | None:
    """Return what a story of *copies* is measured against, None where that is its fullest copy."""
    items = [copy for copy in copies if copy.kind is Kind.WIRE and copy.words]
    if items:
        return Rod(story, RodKind.ITEM, copy=max(items, key=lambda item: (item.words, item.key)).key)
    sentences = reconstruct((Publication(owner_of(copy), copy.text) for copy in copies), config)
    if count_words(text_of(sentences)) < config.min_words:
        return None
    return Rod(story, RodKind.RECONSTRUCTED, sentences=sentences)


def _make(store: Store, config: TrackingConfig, stories: dict[str, list[int]], excused: Excused) -> int:
    with store.read() as connection:
        known = copies_by_id(connection, sorted({row for rows in stories.values() for row in rows}))
    made: list[tuple[Rod, str]] = []
    wanted: dict[Pair, tuple[VoicedWords, VoicedWords]] = {}
    for key, rows in stories.items():
        copies = [known[row] for row in rows if row in known]
        rod = _rod_of(key, copies, config, excused)
        if rod is not None:
            texts = [excused.voiced(copy.text) for copy in copies]
            words = texts[[copy.key for copy in copies].index(rod.copy)] if rod.copy else excused.voiced(rod.text)
            digest = wording_digest(words)
            made.append((rod, digest))
            wanted |= {(wording_digest(text), digest): (text, words) for text in texts}
    with store.read() as connection:
        missing = missing_pairs(connection, wanted)
    compared: dict[Pair, Comparison] = {pair: excused.compare(*wanted[pair], config) for pair in missing}
    with store.write() as connection:
        save_rods(connection, stories, made)
        save_comparisons(connection, Purpose.ROD, compared)
    return len(missing)


def _rod_of(story: str, copies: Sequence[Copy], config: TrackingConfig, excused: Excused) -> Rod | None:
    try:
        return rod_of(story, copies, config)
    except Exception as error:  # noqa: BLE001  # a fault of ours: the story is measured against its fullest copy
        excused.note(error)
        return None
