"""What sightings take in the database: a text once, the rest packed, and four keys for SQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.sightings.registries import load_registries
from crawler.store.columns.packed_json import pack, unpack
from crawler.store.records import sightings, sightings_at
from crawler.store.schema import copy, sighting
from tests.tracking.test_tracking import text

#: As the first version of the format wrote it. The dictionary it is packed with must stay, or no store can be read any more.
FIRST = {
    "url": "https://echo.example/1",
    "role": "article",
    "words": 3,
    "z": "q0YWdkstKqpUAKUPhIIQYJGQBhYHFR0gOT2lWgA=",
}
SAID = {
    **{name: FIRST[name] for name in ("url", "role", "words")},
    "headline": "Ferry late",
    "text": "The ferry was late.",
}

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inside: st.lists(inside) | st.dictionaries(st.text("abc"), inside),
)


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(["url", "role", "words", "text", "claims", "extra"]), values))
def test_an_object_comes_back_as_it_was_packed(value):
    """Whatever its keys, those kept plain among them."""
    assert unpack(pack(value, ("url", "role", "words"))) == value


def test_the_format_stays():
    """What is stored today can be read by every later version, and an object that was never packed is as it is."""
    assert unpack(FIRST) == SAID
    assert unpack(SAID) == SAID


def test_a_text_is_kept_once(store, tmp_path):
    """The copy has it; the sighting has only what is its own, and comes back whole. SQL can ask where it was seen."""
    url = "https://echo.example/ferry"
    record = {"id": "1", "outlet": "Echo", "title": "Ferry late", "text": " ".join(text(5, 300)), "url": url}
    (tmp_path / "in.jsonl").write_text(json.dumps(record))
    defaults = Defaults(fetched_at=datetime(2026, 11, 22, tzinfo=UTC))
    assert not import_paths(store, [tmp_path / "in.jsonl"], load_registries(), defaults=defaults).problems
    with store.read() as connection:
        raw = connection.execute(sa.select(sa.cast(sighting.c.data, sa.Text))).scalar_one()
        assert record["text"] == connection.execute(sa.select(copy.c.text)).scalar_one()
        assert [seen.text for seen in sightings(connection)] == [record["text"]]
        assert sightings_at(connection, url) == list(sightings(connection))
        assert connection.execute(sa.select(sighting.c.data["url"].as_string())).scalar_one() == url
    assert len(str(raw)) < 1_000
