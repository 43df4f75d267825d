"""Records given one by one say what they say all at once."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from crawler.jobs.exporting import export
from crawler.jobs.exports.stored import Stored
from crawler.sightings.copies import sisters
from crawler.sightings.registries import load_registries
from crawler.store.links import links
from crawler.store.records import copies, each_bare_copy
from crawler.store.streams import links as streams
from crawler.tracking.config import TrackingConfig
from tests.tracking.test_incremental import NOON, arrive, documents
from tests.tracking.test_tracking import text


def with_returns() -> list[dict]:
    """Some of the families of other tests, and a text that comes back word for word and nearly so after weeks."""
    old = text(4242, 150)
    again = [(0, old), (1, old), (20, old), (21, ["Correction", *old[:-3]])]
    back = [
        {"id": f"back-{day}", "outlet": f"Outlet {day}", "text": " ".join(words), "time": (NOON + timedelta(days=day)).isoformat()}
        for day, words in again
    ]  # fmt: skip
    return [*documents()[::3], *back]


@pytest.mark.slow
def test_links_come_one_by_one_as_they_do_all_at_once(store, tmp_path, monkeypatch):
    """In the order of their keys and with all they say, also those of equal words and those run again; on each database."""
    monkeypatch.setattr(streams, "_LINKS", 7)
    arrive(store, with_returns(), tmp_path, TrackingConfig())
    with store.read() as connection:
        found = list(streams.each_link(connection))
        assert found == links(connection)
    assert {link.again_after is None for link in found} == {True, False}
    assert {link.proposed_by == ("the same words",) for link in found} == {True, False}


def test_bare_copies_are_the_same_in_what_they_say(store, tmp_path):
    """What links and siblings ask of a copy needs no text, and no claims of times."""
    arrive(store, with_returns()[::4], tmp_path, TrackingConfig())
    with store.read() as connection:
        bare, whole = list(each_bare_copy(connection)), copies(connection)
    assert not any(copy.text for copy in bare)
    for x, y in zip(bare, whole, strict=True):
        assert (x.key, x.attribution, x.external_id) == (y.key, y.attribution, y.external_id)
        assert (x.published is None) == (y.published is None)
        if x.published and y.published:
            assert (x.published.earliest, x.published.latest) == (y.published.earliest, y.published.latest)
        assert (x.kind, x.outlet_key, x.outlet) == (y.kind, y.outlet_key, y.outlet)
        assert sisters(x, y) == sisters(y, y)


def test_no_copy_is_assembled_with_its_text_for_links(store, tmp_path, monkeypatch):
    """Links are written without the copies that they join."""
    arrive(store, with_returns()[-9:], tmp_path, TrackingConfig())
    monkeypatch.setattr(Stored, "copies", property(lambda _: 1 / 0))
    monkeypatch.setattr(Stored, "each_copy", lambda _: 1 / 0)
    out = io.BytesIO()
    export(store, "links", "jsonl", load_registries(), out)
    assert out.getvalue()
