"""Looking for words in a store: all of them, phrases, other scripts; on both databases, and kept by whatever writes a copy."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.sightings.registries import load_registries
from crawler.store import engine as engines
from crawler.store.schema import copy
from crawler.store.search.entries import entry_of
from crawler.store.search.query import copies_with, read_search, search
from crawler.store.search.triggers import TRIGGERS
from crawler.store.store import Store
from tests.stores import set_back

TEXTS = {
    "ferry": "The night ferry between Oldhaven and Little Skerry will run again, the harbour office said on Monday.",
    "office": "At night the office of the harbour is closed. Ferry tickets cost three crowns; ask Jean-Luc O'Neil, said Café Zürich.",
    "chinese": "周六下午涨潮时，一头搁浅在沙洲上的小须鲸游回大海。",
    "japanese": "土曜日の午後、若いナガスクジラが満潮に乗って泳ぎ去った。",
    "thai": "วาฬหนุ่มตัวหนึ่งว่ายน้ำออกไปในบ่ายวันเสาร์",
    "hindi": "शनिवार दोपहर को एक युवा व्हेल तैरकर निकल गई।",
}


@pytest.fixture
def filled(store, tmp_path) -> Store:
    """A store with the texts above."""
    file = tmp_path / "in.jsonl"
    rows = ({"id": name, "outlet": name.title(), "title": "T", "text": text} for name, text in TEXTS.items())
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    import_paths(store, [file], load_registries(), defaults=Defaults())
    return store


def found(store: Store, text: str) -> set[str]:
    """The ids of the copies that a search finds."""
    with store.read() as connection:
        rows = search(connection, read_search(text))
        return {connection.execute(sa.select(copy.c.external_id).where(copy.c.id == row)).scalar_one() for row in rows}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("ferry harbour NIGHT", {"ferry", "office"}),
        ('"night ferry"', {"ferry"}),
        ('"harbour office" monday', {"ferry"}),
        ("\u201charbour office\u201d", {"ferry"}),
        ("ferry -tickets", {"ferry"}),
        ("ferry unicorn", set()),
        ("jean-luc", {"office"}),
        ("O'Neil", {"office"}),
        ("café", {"office"}),
        ("ZÜRICH", {"office"}),
        ("小须鲸", {"chinese"}),
        ("须小鲸", set()),
        ("ナガスクジラ", {"japanese"}),
        ("วาฬ", {"thai"}),
        ("व्हेल", {"hindi"}),
        ("!!", set()),
    ],
)
def test_words_are_found_in_every_script(filled, text, ids):
    """All words, phrases as they stand, none with a minus; scripts without spaces as they are written."""
    assert found(filled, text) == ids


def test_the_index_follows_what_becomes_of_a_copy(filled):
    """A text that is changed is found by its new words, one that goes by none, in the same transaction."""
    with filled.write() as connection:
        connection.execute(copy.update().where(copy.c.external_id == "ferry").values(text="A tram without words."))
        assert len(copies_with(connection, ["tram"])) == 1
        assert len(copies_with(connection, ["ferry"])) == 1
    assert found(filled, "oldhaven") == set()
    with filled.write() as connection:
        row = connection.execute(sa.select(copy.c.id).where(copy.c.external_id == "office")).scalar_one()
        for table in ("sighting", "segment", "story_copy"):
            connection.execute(sa.text(f"DELETE FROM {table} WHERE copy_id = :row"), {"row": row})
        connection.execute(copy.delete().where(copy.c.id == row))
    assert found(filled, "ferry") == set()


def test_the_index_outlives_a_migration_that_makes_the_table_again(filled):
    """SQLite drops a table's triggers with it; they are there again after every migration."""
    if filled.engine.url.get_backend_name() != "sqlite":
        return
    with filled.write() as connection:
        for name in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    engines._migrate(filled.engine)
    with filled.write() as connection:
        connection.execute(copy.update().where(copy.c.external_id == "ferry").values(text="A tram."))
    assert found(filled, "tram") == {"ferry"}


def test_an_entry_has_each_word_once():
    """Words as they are folded, and compounds as other programs look for them."""
    assert entry_of("Ferry, ferry!", "Jean-Luc's ferry") == "ferry jean jean-luc luc's"
    assert entry_of("a/b&c.d/ -x. y_-z", "e--f @g h@i,j") == "a a/b&c.d b c d e f g h h@i i j x y y_-z z"


def test_an_old_store_is_filled_when_it_is_brought_up_to_date(filled):
    """What was stored before there was an index is in it afterwards."""
    set_back(filled, "0016")
    engines._migrate(filled.engine)
    assert found(filled, '"night ferry"') == {"ferry"}
