"""What stories are measured against: a wire's own item, else what independent outlets share, else the fullest copy.

Made at the end of tracking for the stories that were grouped, and kept with the comparison of every copy with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from crawler.jobs.tracking.work import Sources, Work, put_together
from crawler.sightings.copies import owner_of
from crawler.sightings.record import Copy, Kind
from crawler.store.comparisons import Pair, Purpose, missing_pairs, save_comparisons
from crawler.store.records import copies_by_id
from crawler.store.rods.stored import measurable, outdated_rods, save_rods
from crawler.store.statements import chunks
from crawler.store.store import Store
from crawler.text.voice import VoicedWords
from crawler.tracking.editions import wording_digest
from crawler.tracking.relation import Comparison
from crawler.tracking.rods.reconstruction import Publication
from crawler.tracking.rods.rod import Rod, RodKind

_STORIES = 50  # whose rods are written in one transaction
_TEXTS = 50  # of which wires' texts are put together in one go


def make_rods(store: Store, work: Work, stories: Collection[str] | None) -> int:
    """Make the rods of *stories* (by their keys; None: of all), and compare their copies with them. Returns how many pairs were compared."""
    with store.read() as connection:
        found = measurable(connection, stories, outlets=work.config.rod_owners)
        outdated = outdated_rods(connection, stories, found)
    for part in chunks(outdated):
        with store.write() as connection:
            save_rods(connection, part, ())
    return sum(_make(store, work, {key: found[key] for key in part}) for part in chunks(sorted(found), _STORIES))


def _make(store: Store, work: Work, stories: dict[str, list[int]]) -> int:
    with store.read() as connection:
        known = copies_by_id(connection, sorted({row for rows in stories.values() for row in rows}))
    copies = {key: [known[row] for row in rows if row in known] for key, rows in stories.items()}
    made: list[tuple[Rod, str]] = []
    wanted: dict[Pair, tuple[VoicedWords, VoicedWords]] = {}
    for rod in _rods(work, copies):
        texts = [work.excused.voiced(copy.text) for copy in copies[rod.story]]
        words = (
            texts[[copy.key for copy in copies[rod.story]].index(rod.copy)]
            if rod.copy
            else work.excused.voiced(rod.text)
        )
        digest = wording_digest(words)
        made.append((rod, digest))
        wanted |= {(wording_digest(text), digest): (text, words) for text in texts}
    with store.read() as connection:
        missing = {pair: wanted[pair] for pair in missing_pairs(connection, wanted)}
    found: dict[Pair, Comparison] = {}
    for part in work.compared(missing):
        found |= part
    with store.write() as connection:
        save_rods(connection, stories, made)
        save_comparisons(connection, Purpose.ROD, found)
    return len(missing)


def _rods(work: Work, stories: Mapping[str, Sequence[Copy]]) -> Iterator[Rod]:
    """Give what stories are measured against, but for those where that is their fullest copy."""
    again: dict[str, list[Publication]] = {}
    for key, copies in stories.items():
        items = [copy for copy in copies if copy.kind is Kind.WIRE and copy.words]
        if items:
            yield Rod(key, RodKind.ITEM, copy=max(items, key=lambda item: (item.words, item.key)).key)
        else:
            again[key] = [Publication(owner_of(copy), copy.text) for copy in copies]
    names = iter(again)
    for made in work.each(put_together, (Sources(part, work.config) for part in _parts(again.values()))):
        for sentences in made.sentences:
            story = next(names)
            if sentences:
                yield Rod(story, RodKind.RECONSTRUCTED, sentences=sentences)


def _parts(stories: Iterable[Sequence[Publication]]) -> Iterator[Sequence[Sequence[Publication]]]:
    """Put stories together until they have some texts."""
    part: list[Sequence[Publication]] = []
    for story in stories:
        part.append(story)
        if sum(map(len, part)) >= _TEXTS:
            yield part
            part = []
    if part:
        yield part
