"""Row classes: one line per key gives value, column, schema, Parquet type and documentation."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from crawler.tables.json_schema import document
from crawler.tables.markdown import key_table, with_key_tables
from crawler.tables.parquet import GROUP, arrow_schema, write_rows
from crawler.tables.record import Count, From, Instant, Row, Share, columns, plain, row_of, shape_of

NOON = datetime(2026, 11, 21, 12, 0, 0, 5, tzinfo=UTC)


class Mood(StrEnum):
    CALM = "calm"
    STORMY = "stormy"


class Range(NamedTuple):
    start: Count
    share: Share


class PieceRow(Row, frozen=True):
    text: str
    mood: Mood
    stated_at: Annotated[Instant | None, From("when.latest")]


class PlaceRow(Row, frozen=True):
    id: Annotated[str, "its `key`", From("key")]
    name: Annotated[str | None, "as printed"]
    size: Annotated[Count, "people", From("people", len)]
    part: Annotated[Share | None, "of all"]
    seen_at: Annotated[Instant | None, "last", From("when.latest")]
    side: Annotated[Literal["a", "b"] | None, "which"]
    known: Annotated[bool, "whether"]
    tags: Annotated[list[str], "any"]
    pieces: Annotated[list[PieceRow], "objects"]
    ranges: Annotated[list[Range], "each `[start, share]`"]
    extra: Annotated[dict[str, object] | None, "as it came", From(via=lambda extra: extra or None)]


@dataclass
class When:
    latest: datetime


@dataclass
class Piece:
    text: str
    mood: Mood = Mood.CALM
    when: When | None = None


@dataclass
class Place:
    key: str = "p1"
    name: str | None = None
    people: tuple[str, ...] = ("x", "y")
    part: float | None = 0.5
    when: When | None = None
    known: bool = True
    tags: tuple[str, ...] = ("one",)
    pieces: tuple[Piece, ...] = ()
    extra: dict[str, object] | None = None


def a_row(**changes: object) -> PlaceRow:
    """The row of a place; what is not in it is handed in."""
    return row_of(PlaceRow, Place(**changes), side="a", ranges=[Range(0, 0.25)])


FULL = {
    "when": When(NOON.astimezone(timezone(timedelta(hours=2)))),
    "pieces": (Piece("t", Mood.STORMY, When(NOON)), Piece("u")),
    "extra": {"free": [1, None], "note": "as it is", "none": None},
    "name": "Tilling",
}


def test_values_come_from_attributes_paths_and_arguments():
    """In order, JSON only: a path that ends early is null, instants are UTC, lists of records become lists of rows."""
    assert plain(a_row()) == {
        "id": "p1", "name": None, "size": 2, "part": 0.5, "seen_at": None, "side": "a", "known": True, "tags": ["one"],
        "pieces": [], "ranges": [(0, 0.25)], "extra": None,
    }  # fmt: skip
    full = plain(a_row(**FULL))
    assert list(full) == list(columns(PlaceRow))
    assert full["seen_at"] == "2026-11-21T12:00:00.000005Z"
    assert full["pieces"] == [
        {"text": "t", "mood": "stormy", "stated_at": "2026-11-21T12:00:00.000005Z"},
        {"text": "u", "mood": "calm", "stated_at": None},
    ]


def test_an_argument_comes_before_an_attribute():
    """What a record says differently than its row is handed in by the key's name, or by the first name of its path."""
    row = row_of(PlaceRow, Place(), side=None, ranges=[], known=False, key="p2")
    assert (row.id, row.known, row.side) == ("p2", False, None)


def test_what_neither_holds_is_an_error():
    """A key without a value is no null."""
    with pytest.raises(AttributeError, match="side"):
        row_of(PlaceRow, Place(), ranges=[])


def test_columns_are_named_and_typed():
    """The kinds of a table's columns, in the order of the class."""
    assert list(columns(PlaceRow).values()) == [
        "text", "text", "integer", "number", "time", "text", "boolean", "list", "list", "list", "object",
    ]  # fmt: skip


def test_the_schema_takes_what_is_written_and_nothing_else():
    """Keys, nulls, bounds and texts of a set are all checked; descriptions are there."""
    schema = document(PlaceRow, name="places", title="Places")
    Draft202012Validator.check_schema(schema)
    valid = Draft202012Validator(schema).is_valid
    row = {**plain(a_row(**FULL)), "ranges": [[0, 0.25]]}
    assert valid(row)
    wrong = [
        {"id": None}, {"size": -1}, {"part": 1.5}, {"seen_at": "yesterday"}, {"side": "c"}, {"tags": [1]},
        {"ranges": [[0]]}, {"ranges": [[0, 2]]}, {"pieces": [{"text": "t"}]}, {"more": 1},
    ]  # fmt: skip
    assert [change for change in wrong if valid({**row, **change})] == []
    assert schema["properties"]["id"] == {"description": "its key", "type": "string"}


def test_parquet_has_types_and_every_value(tmp_path):
    """Instants, lists, structs and lists of structs come back as they went; free JSON is a map, whose texts are plain."""
    path = tmp_path / "places.parquet"
    with path.open("wb") as out:
        write_rows([a_row(**FULL), a_row(name="\ud800")], PlaceRow, out)
    table = pq.read_table(path)
    assert table.schema.equals(arrow_schema(PlaceRow))
    assert pq.ParquetFile(path).schema_arrow.field("id").metadata[b"description"] == b"its `key`"
    assert table.schema.field("seen_at").type == pa.timestamp("us", tz="UTC")
    assert table.schema.field("ranges").type == pa.list_(pa.struct([("start", pa.int64()), ("share", pa.float64())]))
    first, second = table.to_pylist()
    assert first["seen_at"] == NOON
    assert first["pieces"] == [
        {"text": "t", "mood": "stormy", "stated_at": NOON}, {"text": "u", "mood": "calm", "stated_at": None},
    ]  # fmt: skip
    assert first["ranges"] == [{"start": 0, "share": 0.25}]
    assert table.schema.field("extra").type == pa.map_(pa.string(), pa.string())
    assert first["extra"] == [("free", "[1, null]"), ("note", "as it is"), ("none", None)]
    assert (second["name"], second["extra"], second["seen_at"]) == ("\ufffd", None, None)


def test_parquet_is_written_in_groups():
    """Rows are taken as they come, a group at a time; without rows the columns are the same."""
    out, empty = io.BytesIO(), io.BytesIO()
    write_rows((a_row(key=str(number)) for number in range(GROUP + 1)), PlaceRow, out)
    write_rows([], PlaceRow, empty)
    file = pq.ParquetFile(out)
    assert (file.num_row_groups, file.metadata.num_rows) == (2, GROUP + 1)
    assert pq.read_table(empty).schema.equals(file.schema_arrow)


def test_documentation_is_made_of_the_class():
    """One line per key, and only between the markers of the page."""
    assert "| `size` | integer | people |\n" in key_table(PlaceRow)
    page = "before\n<!-- keys of places: made of the class -->\nold\n<!-- end -->\nafter\n"
    made = with_key_tables(page, {"places": PlaceRow})
    assert made == page.replace("old\n", key_table(PlaceRow))
    with pytest.raises(KeyError):
        with_key_tables(page, {})


@pytest.mark.parametrize("hint", [complex, set[str], int | str], ids=str)
def test_an_annotation_that_is_no_shape_is_refused(hint):
    """A row class is checked when it is first used, not when a file is read."""
    with pytest.raises((TypeError, ValueError)):
        shape_of(hint)


def test_a_key_that_is_handed_in_comes_before_an_attribute_wherever_it_stands():
    """Attributes that are taken as they are, all at once, are not those that a caller gives."""

    class Plain(Row, frozen=True):
        a: int
        b: int
        c: int
        d: Annotated[int, From("b")]

    @dataclass
    class Said:
        a: int = 1
        b: int = 2
        c: int = 3

    assert row_of(Plain, Said()) == Plain(a=1, b=2, c=3, d=2)
    assert row_of(Plain, Said(), b=7) == Plain(a=1, b=7, c=3, d=7)
    assert row_of(Plain, a=4, b=5, c=6) == Plain(a=4, b=5, c=6, d=5)
