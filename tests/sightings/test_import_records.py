"""Import records, without a file or a store: the capture of a line, and what a record says of an article or an item."""

from __future__ import annotations

import json

import pytest

from crawler.errors import ImportRefused
from crawler.pages.reading import DeclaredTime
from crawler.sightings.import_records import (
    LONGEST_LINE,
    article_of,
    capture_of_line,
    is_wire_item,
    item_of,
    read_record,
    stated_fetch_time,
)
from crawler.sightings.record import Role
from tests.factories import NOON

ARTICLE = {
    "id": 7,
    "url": "https://tide.example/a",
    "outlet": " Gullhaven  Tide",
    "title": "Ferry",
    "text": "It sails.",
}


def a_line(**changes: object) -> bytes:
    """One line of JSONL."""
    return json.dumps(ARTICLE | changes).encode() + b"\r\n"


def test_the_capture_of_an_article_has_the_lines_bytes_and_its_stated_fetch_time():
    """The line's end is not part of it; the time that the user names for ninjs items is not an article's."""
    line = a_line(fetched_at="2026-11-21T13:00:00+01:00")
    capture = capture_of_line(line, where="x:1", wire="HNA")
    assert (capture.kind, capture.raw, capture.url, capture.wire) == ("record", line.rstrip(), ARTICLE["url"], "HNA")
    assert capture.fetched_at == NOON
    assert capture_of_line(a_line(), where="x:1", fetched_at=NOON).fetched_at is None


def test_the_capture_of_a_ninjs_item_is_a_feed_fetched_when_the_user_says():
    """It is read as the feed it is."""
    item = b'{"uri": "urn:1", "headline": "Ferry", "body_text": "It sails.", "versioncreated": "2026-11-21T12:00:00Z"}'
    capture = capture_of_line(item, where="x:1", fetched_at=NOON)
    assert (capture.kind, capture.fetched_at) == ("feed", NOON)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param(b"{", "x:3: not JSON (", id="not-json"),
        pytest.param(b"[1]", "x:3: must be a JSON object", id="no-object"),
        pytest.param(b'{"text": "\xff"}', "x:3: not UTF-8", id="not-utf-8"),
        pytest.param(b"[" * 99_999, "x:3: not JSON that can be read: nested too deep", id="nested"),
        pytest.param(a_line(text=" \u202e"), 'x:3: has no "text"', id="no-text"),
        pytest.param(a_line(fetched_at="noon"), "x:3: fetched_at: 'noon' is no time", id="no-time"),
        pytest.param(a_line(fetched_at="2026-11-21T12:00"), "x:3: fetched_at: '2026-11-21T12:00' names no zone", id="no-zone"),
        pytest.param(b"x" * (LONGEST_LINE + 1), "x:3: longer than 10 MiB", id="too-long"),
    ],
)  # fmt: skip
def test_a_line_that_gives_no_capture_says_where_and_why(line, why):
    """One line, for the person who made the file."""
    with pytest.raises(ImportRefused) as refused:
        capture_of_line(line, where="x:3")
    assert str(refused.value).startswith(why)


def test_what_a_record_says_of_an_article():
    """Numbers are words, too; keys that nobody knows are kept as they came."""
    record = read_record(a_line(time="2026-11-21", modified=5, desk={"name": "Ports"}, rank=float("nan")))
    printed = article_of(record)
    assert (printed.role, printed.headline, printed.raw) == (Role.ARTICLE, "Ferry", "It sails.")
    assert printed.external_id == "7"
    assert printed.times == (DeclaredTime("2026-11-21", modified=False), DeclaredTime("5", modified=True))
    assert printed.extra == {"desk": {"name": "Ports"}, "rank": None}


def test_a_wires_own_item_is_one_by_its_word_or_by_its_files():
    """The user's word for a file holds unless a record says that an outlet ran it."""
    plain, sent = capture_of_line(a_line(), where="x"), capture_of_line(a_line(), where="x", wire="HNA")
    assert [is_wire_item({"kind": kind}, plain) for kind in ("wire", "outlet", None)] == [True, False, False]
    assert [is_wire_item({"kind": kind}, sent) for kind in ("wire", "outlet", None)] == [True, False, True]
    item = item_of(ARTICLE | {"wire": "HNA", "version": "2", "status": "canceled", "note": "Kill", "slug": "FERRY"})
    assert (item.guid, item.providers, item.version, item.note) == ("7", ("HNA",), 2, "Kill")
    assert item.extra == {"slug": "FERRY"}


def test_a_record_without_a_fetch_time_has_none():
    """An empty one is as good as none."""
    assert stated_fetch_time({}) is None
    assert stated_fetch_time({"fetched_at": ""}) is None
