"""The end of tracking: what reports and exports will ask to compare is compared once, and kept.

Most of it is there: pairs that were candidates of each other. What is left are copies that joined a story through another
one, versions that are too far apart in time or words, and versions of wires' items that newer ones replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy.engine import Connection

from crawler.findings.versions import histories
from crawler.jobs.asking.text_matches import likely_wordings
from crawler.jobs.pickups import older_versions, own_items
from crawler.jobs.tracking.excused import Excused
from crawler.jobs.tracking.rods import make_rods
from crawler.jobs.tracking.work import Work
from crawler.store.comparisons import (
    Pair,
    Purpose,
    forget,
    forget_items,
    item_pairs,
    missing_pairs,
    save_comparisons,
    unworded_comparisons,
)
from crawler.store.learned_boilerplate import texts_of_wordings
from crawler.store.readdressed import newest_sighting, read_up_to, readdressed, set_read_up_to
from crawler.store.rods.stored import stories_seen_since
from crawler.store.statements import chunks
from crawler.store.store import Store
from crawler.store.stories import copies_with_fullest
from crawler.store.visited.pages import confirmations
from crawler.store.wordings import digests, rows_of_digests
from crawler.text.voice import VoicedWords
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import wording_digest

_BATCH = 200  # comparisons in one transaction
_FORGOTTEN = 1_000  # taken out in one transaction
Words = Mapping[str, VoicedWords]  # folded words of texts by their digests
Wanted = tuple[list[Pair], Words]


def keep_comparisons(store: Store, work: Work, written: Collection[str], *, anything_new: bool) -> int:
    """Compare what tracking did not and reports will ask for, if there is *anything_new*. Returns how many pairs were compared.

    *written* are the stories that were grouped now, by their keys. A store that keeps no comparisons gets those of all stories.
    """
    with store.read() as connection:
        before, newest = read_up_to(connection), newest_sighting(connection)
        if not written and not anything_new and newest == before:
            return 0
        stories = None if before is None else {*written, *stories_seen_since(connection, before)}
    made = make_rods(store, work, stories)
    with store.read() as connection:
        unworded = unworded_comparisons(connection)
    for gone in chunks(unworded, _FORGOTTEN):
        with store.write() as connection:
            forget(connection, gone)
    with store.read() as connection:
        missing = missing_pairs(connection, copies_with_fullest(connection, stories))
        changed = _versions(connection, before or 0, work.excused)
        items, outdated = _items(connection, work.config, work.excused)
    with store.write() as connection:
        forget_items(connection, outdated)
    for part in chunks(missing, _BATCH):
        with store.read() as connection:
            words = _words_of_wordings(connection, {digest for pair in part for digest in pair}, work.excused)
        made += _compare(store, work, Purpose.FULLEST, (list(part), words))
    made += _compare(store, work, Purpose.VERSION, changed)
    made += _compare(store, work, Purpose.ITEM, items)
    with store.write() as connection:
        set_read_up_to(connection, newest)
    return made


def _compare(store: Store, work: Work, purpose: Purpose, wanted: Wanted) -> int:
    pairs, words = wanted
    for made in work.compared({(a, b): (words[a], words[b]) for a, b in pairs}):
        with store.write() as connection:
            save_comparisons(connection, purpose, made)
    return len(pairs)


def _versions(connection: Connection, since: int, excused: Excused) -> Wanted:
    """Return the pairs of a version and the one before it, at addresses that were seen since the sighting *since*."""
    known = histories(readdressed(connection, since), confirmations(connection))
    words: dict[str, VoicedWords] = {}
    pairs: set[Pair] = set()
    for change in (change for history in known for change in history.changes):
        later, earlier = (excused.voiced(version.text) for version in (change.later, change.earlier))
        pair = wording_digest(later), wording_digest(earlier)
        words |= dict(zip(pair, (later, earlier), strict=True))
        pairs.add(pair)
    return missing_pairs(connection, pairs), words


def _items(connection: Connection, config: TrackingConfig, excused: Excused) -> tuple[Wanted, set[Pair]]:
    """Return the pairs of older versions of wires' items and the wordings that share keys with them, and those kept that do no more."""
    older = {
        wording_digest(words): words for item in own_items(connection) for _, words in older_versions(item, config)
    }
    names = digests(connection) if older else {}
    shared = {each: likely_wordings(connection, words, config) for each, words in older.items()}
    wanted = {(each, names[wording]) for each, wordings in shared.items() for wording in wordings}
    before = item_pairs(connection)
    missing = sorted(wanted - before)
    return (missing, {**_words_of_wordings(connection, {b for _, b in missing}, excused), **older}), before - wanted


def _words_of_wordings(connection: Connection, wanted: Iterable[str], excused: Excused) -> dict[str, VoicedWords]:
    names = rows_of_digests(connection, set(wanted))
    texts = texts_of_wordings(connection, names)
    return {names[row]: excused.voiced(text) for row, text in texts.items()}
