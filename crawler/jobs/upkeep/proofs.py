"""Whether what a store says is still what its pages and texts come to: keys and digests are made of content, and are made again here.

A copy's key is made of its words, a wording's digest of the words that are compared, a link's figures of two wordings. Whoever changes
one of them by hand, or a disk that does, leaves a store that contradicts itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.jobs.upkeep.judging import is_judged_by_other_rules
from crawler.jobs.upkeep.unfinished import is_unfinished
from crawler.sightings.identity import copy_key
from crawler.sightings.record import Kind
from crawler.store.columns.kept_cuts import spelled
from crawler.store.comparisons import columns_of, comparison_of
from crawler.store.learned_boilerplate import masks, texts_of_wordings
from crawler.store.registry import is_outdated
from crawler.store.schema import copy, likeness, wording
from crawler.store.settings import stored_window
from crawler.text.segments import Masks, without_boilerplate
from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import wording_digest
from crawler.tracking.verdict import compare

_ROWS = 500  # rows in memory at once


def changed_copies(connection: Connection) -> Iterator[str]:
    """Give the keys of copies whose words are not those that they were named after or compared by, in order of arrival."""
    known = masks(connection)
    named_by_words = not is_outdated(connection)  # another version may have counted words otherwise
    compared = not is_unfinished(connection) and not is_judged_by_other_rules(connection)
    columns = (
        copy.c.id,
        copy.c.key,
        copy.c.outlet_key,
        copy.c.external_id,
        copy.c.headline,
        copy.c.text,
        copy.c.kind,
        copy.c.cuts,
    )
    query = sa.select(*columns, wording.c.digest).outerjoin(wording, wording.c.id == copy.c.wording_id)
    last = 0
    while rows := connection.execute(query.where(copy.c.id > last).order_by(copy.c.id).limit(_ROWS)).all():
        for row in rows:
            if (named_by_words and _is_misnamed(row)) or (compared and _is_miscompared(row, known)):
                yield row.key
        last = rows[-1].id


def changed_links(connection: Connection) -> Iterator[tuple[str, str]]:
    """Give the pairs of copies (the first of each text) whose kept comparison is not what their texts come to."""
    if is_unfinished(connection) or is_judged_by_other_rules(connection):
        return
    config, known = TrackingConfig(window_hours=stored_window(connection)), masks(connection)
    a, b = wording.alias("a"), wording.alias("b")
    query = sa.select(*columns_of(likeness), likeness.c.a_id, likeness.c.b_id)
    query = query.join_from(likeness, a, a.c.id == likeness.c.a_id).join(b, b.c.id == likeness.c.b_id)
    place = sa.tuple_(likeness.c.a_id, likeness.c.b_id)
    last = (0, 0)
    while rows := connection.execute(query.where(place > last).order_by(*place.clauses).limit(_ROWS)).all():
        texts = texts_of_wordings(connection, {each for row in rows for each in (row.a_id, row.b_id)}, known)
        words = {row: read_voiced(text) for row, text in texts.items()}
        for row in rows:
            here = row.a_id in words and row.b_id in words
            if not here or compare(words[row.a_id], words[row.b_id], config) != comparison_of(row):
                yield _first_copy(connection, row.a_id), _first_copy(connection, row.b_id)
        last = (rows[-1].a_id, rows[-1].b_id)


def _is_misnamed(row: Any) -> bool:
    """Whether an outlet's copy has other words than its key was made of; a wire's item is named by its guid."""
    if row.kind != Kind.OUTLET:
        return False
    return str(row.key) != copy_key(
        outlet_key=row.outlet_key, text=row.text, headline=row.headline, external_id=row.external_id
    )


def _is_miscompared(row: Any, known: Masks) -> bool:
    if row.digest is None:
        return False
    cleaned = without_boilerplate(row.text, row.outlet_key, known)
    if row.cuts is not None and row.cuts != spelled(cleaned.cuts):
        return True
    return str(row.digest) != wording_digest(read_voiced(cleaned.text))


def _first_copy(connection: Connection, wording_id: int) -> str:
    query = sa.select(sa.func.min(copy.c.key)).where(copy.c.wording_id == wording_id)
    return connection.execute(query).scalar() or f"wording {wording_id}"
