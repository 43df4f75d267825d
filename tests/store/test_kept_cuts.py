"""The cuts of learned boilerplate that a store keeps with its copies: what looking for them again would find, or nothing."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from crawler.jobs.checking import verify_store
from crawler.store.columns.kept_cuts import cut_again, spelled
from crawler.store.learned_boilerplate import masks, save_learned, texts_of_wordings
from crawler.store.records import copies, sightings
from crawler.store.schema import copy
from crawler.text import segments
from crawler.tracking.config import TrackingConfig
from tests.jobs.test_kept_comparisons import counted
from tests.tracking.test_incremental import CROWDED, arrive, documents
from tests.tracking.test_tracking import text

LINES = (
    "Read the whole paper.",
    "All rights reserved here.",
    "Ferries sail at noon today.",
    "The council met again.",
    "",
)


def shown(store):
    """What a store says with what it keeps, and what it says when all of that is looked for."""
    said = []
    for keep in (True, False):
        with store.engine.connect() as connection, connection.begin() as undone:
            if not keep:
                connection.execute(copy.update().values(cuts=None))
            ids = set(connection.execute(sa.select(copy.c.wording_id)).scalars()) - {None}
            with counted(segments.cut_segments) as calls:
                texts = texts_of_wordings(connection, ids, masks(connection))
                said.append((copies(connection), list(sightings(connection)), texts))
            undone.rollback()
        said[-1] += (calls[0],)
    return said


@given(st.lists(st.sampled_from(LINES)).map("\n".join), st.sets(st.sampled_from(LINES[:2])))
def test_what_was_cut_once_is_cut_again(body, repeated):
    """The same text is left, and the same cuts are logged."""
    known = {each.digest: True for line in repeated for each in segments.segments(line)}
    made = segments.cut_segments(body, known, rule=segments.LEARNED)
    assert cut_again(body, spelled(made.cuts)) == made


@pytest.mark.slow
def test_kept_cuts_say_what_looking_says(store, tmp_path):
    """Copies, sightings and texts are the same, and none is looked through; also when articles came that nobody has tracked."""
    arrive(store, documents(), tmp_path / "in", CROWDED)
    kept, looked = shown(store)
    assert kept[:3] == looked[:3]
    assert (kept[3], looked[3] > 0) == (0, True)
    assert any(seen.removed for seen in kept[1])


def test_what_is_learned_otherwise_is_looked_for(store, tmp_path):
    """A line that an outlet no longer repeats, or repeats now, is text, or none, in the copies that carry it."""
    lines = [" ".join(text(seed, 9)) + "." for seed in (77, 78)]
    own = [
        {"id": f"o{n}", "outlet": "Gazette", "title": f"T{n}", "text": "\n".join([" ".join(text(n, 60)) + ".", lines[0], lines[1] if n > 2 else ""])}
        for n in range(4)
    ]  # fmt: skip
    arrive(store, own, tmp_path / "in", TrackingConfig())
    first, second = ({each.digest: True for each in segments.segments(line)} for line in lines)
    for now in (second, {**first, **second}, {}):
        with store.write() as connection:
            (outlet,) = masks(connection) or ("gazette",)
            assert save_learned(connection, outlet, now)
        kept, looked = shown(store)
        assert kept[:3] == looked[:3]
        assert [line for line in lines if any(line in each.text for each in kept[0])] == [
            line for line, learned in zip(lines, (first, second), strict=True) if not learned.keys() <= now.keys()
        ]


def test_cuts_that_were_changed_are_named(store, tmp_path):
    """By `db verify`, with the copy's key."""
    own = [{"id": f"o{n}", "outlet": "Gazette", "title": f"T{n}", "text": " ".join(text(n, 60))} for n in range(2)]
    arrive(store, own, tmp_path / "in", TrackingConfig())
    assert all(check.good for check in verify_store(store))
    with store.write() as connection:
        key = connection.execute(sa.select(sa.func.min(copy.c.key))).scalar()
        connection.execute(copy.update().where(copy.c.key == key).values(cuts="3 4"))
    assert key in next(check.finding for check in verify_store(store) if not check.good)
