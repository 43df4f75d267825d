"""What is learned of each outlet's boilerplate: the segments of its copies, what it repeats, and texts without that."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.sightings.altered import altered
from crawler.sightings.identity import copy_text
from crawler.sightings.record import Sighting
from crawler.store.columns.kept_cuts import cut_again
from crawler.store.schema import copy, learned_boilerplate, segment
from crawler.store.statements import chunks, insert_new, insert_numbers
from crawler.store.wordings import unword
from crawler.text.cuts import Cleaned
from crawler.text.segments import LEARNED, Learned, Masks, cut_segments, segments, without_boilerplate
from crawler.text.words import count_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.learned_boilerplate import repeated_segments

SegmentRow = tuple[int, int, int]  # its digest, the copy's row, its words


def masks(connection: Connection, among: Collection[str] | None = None) -> Masks:
    """Return the learned boilerplate of each outlet (or those *among* some), as digests of segments, each with whether it is on many stories."""
    by_outlet: dict[str, Learned] = {}
    columns = learned_boilerplate.c
    query = sa.select(columns.outlet_key, columns.digest, columns.many)
    parts = [query] if among is None else [query.where(columns.outlet_key.in_(part)) for part in chunks(sorted(among))]
    for part in parts:
        for outlet_key, digest, many in connection.execute(part):
            by_outlet.setdefault(outlet_key, Learned())[digest] = many
    return by_outlet


def sighting_without_boilerplate(seen: Sighting, known: Masks, kept: str | None = None) -> Sighting:
    """Return a sighting whose text has no boilerplate, with every cut logged after those by rule.

    *kept* are the cuts of its text, where they are kept with its copy (`kept_cuts`): then nothing has to be *known*.
    """
    cleaned = _cleaned(copy_text(seen.text, seen.headings), seen.outlet_key, kept, known)
    if not cleaned.cuts:
        return seen
    if seen.headings:  # they are cut as the text is that they are in
        cleaned = cut_segments(seen.text, known[seen.outlet_key], rule=LEARNED)
    return altered(seen, text=cleaned.text, words=count_words(cleaned.text), removed=(*seen.removed, *cleaned.cuts))


def texts_of_wordings(connection: Connection, ids: Collection[int], known: Masks | None = None) -> dict[int, str]:
    """Return a text of each wording, without boilerplate (any copy's: their words are the same).

    What is learned is read here, where it is not *known* and some copies keep no cuts.
    """
    rows: list[tuple[int, str, str, str | None]] = []
    for part in chunks(sorted(ids)):
        first = sa.select(sa.func.min(copy.c.id)).where(copy.c.wording_id.in_(part)).group_by(copy.c.wording_id)
        query = sa.select(copy.c.wording_id, copy.c.outlet_key, copy.c.text, copy.c.cuts).where(copy.c.id.in_(first))
        rows += [(row, outlet_key, text, kept) for row, outlet_key, text, kept in connection.execute(query)]
    if known is None:
        known = masks(connection, {outlet_key for _, outlet_key, _, kept in rows if kept is None})
    return {row: _cleaned(text, outlet_key, kept, known).text for row, outlet_key, text, kept in rows}


def _cleaned(text: str, outlet_key: str, kept: str | None, known: Masks) -> Cleaned:
    return without_boilerplate(text, outlet_key, known) if kept is None else cut_again(text, kept)


def unsegmented_copies(connection: Connection, after: int, *, limit: int) -> list[tuple[int, str]]:
    """Return some copies behind the row *after* whose segments are not written yet: their rows and texts."""
    query = sa.select(copy.c.id, copy.c.text).where(copy.c.segmented.is_(sa.false()), copy.c.id > after)
    return [(row, text) for row, text in connection.execute(query.order_by(copy.c.id).limit(limit))]


def segments_of(row: int, text: str) -> set[SegmentRow]:
    """Return the segments of a copy's text, each once, as rows of the table."""
    return {(digest, row, words) for digest, words in {s.digest: s.words for s in segments(text)}.items()}


def save_segments(connection: Connection, rows: Sequence[SegmentRow], texts: Mapping[int, str]) -> None:
    """Write the segments of copies (row -> the text that they are of); a copy that got another text since is left for the next time."""
    now = sa.select(copy.c.id, copy.c.text)
    same = {
        row
        for part in chunks(sorted(texts))
        for row, text in connection.execute(now.where(copy.c.id.in_(part)))
        if text == texts[row]
    }
    insert_numbers(connection, segment, [each for each in rows if each[1] in same])
    mark_segmented(connection, sorted(same))


def add_segments(connection: Connection, rows: Sequence[SegmentRow]) -> None:
    """Write segments of copies; those that are there already are left alone."""
    insert_numbers(connection, segment, rows)


def mark_segmented(connection: Connection, copies: Sequence[int]) -> None:
    """Remember that the segments of copies (rows) are written."""
    for part in chunks(copies):
        connection.execute(copy.update().where(copy.c.id.in_(part)).values(segmented=True))


def add_learned(connection: Connection, rows: Sequence[tuple[str, int, bool]]) -> None:
    """Write what was learned, as (outlet, digest of the segment, whether it is on many stories); copies keep their wording."""
    found = [{"outlet_key": outlet, "digest": digest, "many": many} for outlet, digest, many in rows]
    insert_new(connection, learned_boilerplate, found)


def outlets(connection: Connection) -> set[str]:
    """Return the keys of all outlets with copies."""
    return set(connection.execute(sa.select(copy.c.outlet_key).distinct()).scalars()) - {""}


def wire_outlets(connection: Connection) -> set[str]:
    """Return the outlets with items of a wire's own feed, which have no boilerplate: a wire repeats the lines of its forms."""
    return set(connection.execute(sa.select(copy.c.outlet_key).where(copy.c.kind == "wire").distinct()).scalars())


def boilerplate_learned(connection: Connection, outlet_key: str, config: TrackingConfig) -> dict[int, bool]:
    """Return what an outlet repeats, as its copies are now: digests of segments, each with whether it is on many stories."""
    pages: dict[int, list[tuple[int, int]]] = {}
    query = sa.select(segment.c.copy_id, segment.c.digest, segment.c.words).join(copy, copy.c.id == segment.c.copy_id)
    for row, digest, words in connection.execute(query.where(copy.c.outlet_key == outlet_key)):
        pages.setdefault(row, []).append((digest, words))
    if len(pages) < config.boilerplate_stories:
        return {}
    repeated = repeated_segments(pages, config)
    elsewhere = _carried_elsewhere(connection, outlet_key, repeated)
    return {digest: many for digest, many in repeated.items() if digest not in elsewhere}


def save_learned(connection: Connection, outlet_key: str, now: Mapping[int, bool]) -> bool:
    """Write what is learned of one outlet; copies whose text changes by it lose their wording. Returns whether any did."""
    before = _known(connection, outlet_key)
    if before == now:
        return False
    _replace(connection, outlet_key, now)
    changed = {digest for digest, _ in before.items() ^ now.items()}
    unword(connection, _holders(connection, outlet_key, changed))
    return True


def forget(connection: Connection, *, limit: int) -> int:
    """Take the segments of some copies out, and all that was learned, so that it is learned again.

    Returns how many copies that were; 0 when none has segments any more.
    """
    query = sa.select(copy.c.id).where(copy.c.segmented.is_(sa.true())).order_by(copy.c.id).limit(limit)
    part = list(connection.execute(query).scalars())
    connection.execute(segment.delete().where(segment.c.copy_id.in_(part)))
    connection.execute(copy.update().where(copy.c.id.in_(part)).values(segmented=False, cuts=None))
    connection.execute(learned_boilerplate.delete())
    return len(part)


def touched_outlets(connection: Connection, new: Collection[int]) -> set[str]:
    """Return the outlets of new copies, and those whose boilerplate a new copy of another outlet carries."""
    touched: set[str] = set()
    for part in chunks(sorted(new)):
        touched.update(connection.execute(sa.select(copy.c.outlet_key).where(copy.c.id.in_(part)).distinct()).scalars())
        carried = sa.select(segment.c.digest).where(segment.c.copy_id.in_(part))
        owners = sa.select(learned_boilerplate.c.outlet_key).where(learned_boilerplate.c.digest.in_(carried)).distinct()
        touched.update(connection.execute(owners).scalars())
    return touched - {""}


def _known(connection: Connection, outlet_key: str) -> dict[int, bool]:
    columns = learned_boilerplate.c
    query = sa.select(columns.digest, columns.many).where(columns.outlet_key == outlet_key)
    return {row.digest: row.many for row in connection.execute(query)}


def _carried_elsewhere(connection: Connection, outlet_key: str, digests: Collection[int]) -> set[int]:
    carried: set[int] = set()
    for part in chunks(sorted(digests)):
        query = sa.select(segment.c.digest).join(copy, copy.c.id == segment.c.copy_id)
        query = query.where(segment.c.digest.in_(part), copy.c.outlet_key != outlet_key).distinct()
        carried.update(connection.execute(query).scalars())
    return carried


def _replace(connection: Connection, outlet_key: str, now: Mapping[int, bool]) -> None:
    connection.execute(learned_boilerplate.delete().where(learned_boilerplate.c.outlet_key == outlet_key))
    rows = [{"outlet_key": outlet_key, "digest": digest, "many": many} for digest, many in sorted(now.items())]
    insert_new(connection, learned_boilerplate, rows)


def _holders(connection: Connection, outlet_key: str, digests: Collection[int]) -> set[int]:
    holders: set[int] = set()
    for part in chunks(sorted(digests)):
        query = sa.select(copy.c.id).join(segment, segment.c.copy_id == copy.c.id)
        query = query.where(segment.c.digest.in_(part), copy.c.outlet_key == outlet_key)
        holders.update(connection.execute(query).scalars())
    return holders
