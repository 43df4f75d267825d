"""Wires' own feeds as documents: each format gives the same items, and what is broken or hostile is refused with a reason."""

import json

import pytest

from crawler.errors import UnreadableFeed
from crawler.wirefeeds.item import Skipped, Status, WireFeed, WireItem, status_of, whole_number
from crawler.wirefeeds.ninjs import is_ninjs
from crawler.wirefeeds.prose import text_of_html
from crawler.wirefeeds.reading import is_wire_format, read_feed
from tests import places

FIXTURES = places.FIXTURES / "wirefeeds"
DAY = "urn:hna.example:20261121:"
PARROT, MARSH, FERRY, CLOCK = (DAY + name for name in ("parrot", "marsh", "ferry", "clock"))
#: guid, version, status, words, embargo: what every format that counts versions says of the agency's day.
VERSIONED = [
    (PARROT, 1, "usable", 111, None),
    (PARROT, 2, "usable", 175, None),
    (MARSH, 1, "usable", 136, "2026-11-21T12:00:00Z"),
    (FERRY, 1, "usable", 91, None),
    (FERRY, 2, "canceled", 0, None),
    (CLOCK, 1, "usable", 86, None),
]
UNVERSIONED = [
    (guid, None, "usable", words, None) for guid, words in ((PARROT, 175), (MARSH, 136), (FERRY, 91), (CLOCK, 86))
]
FEEDS = {
    "ninjs-1": ("feed.json", "ninjs", VERSIONED, [("parrot-picture", "picture")]),
    "ninjs-2": ("feed.jsonl", "ninjs", VERSIONED, [("parrot-picture", "picture")]),
    "ninjs-3": ("feed.json", "ninjs", VERSIONED, [("parrot-picture", "picture"), ("ferry-video", "video")]),
    "newsml-g2": ("feed.xml", "newsml-g2", VERSIONED, [("top", "package"), ("parrot-picture", "picture"), ("elsewhere", "remote-text")]),
    "rss": ("feed.xml", "rss", UNVERSIONED, [("teaser", "summary-only"), ("parrot-picture", "picture")]),
    "atom": ("feed.atom", "atom", UNVERSIONED, [("teaser", "summary-only")]),
}  # fmt: skip


def read(case: str) -> WireFeed:
    """The feed of a case, its lines joined where it has one item a line."""
    raw = (FIXTURES / case / FEEDS[case][0]).read_bytes()
    if not FEEDS[case][0].endswith(".jsonl"):
        return read_feed(raw)
    lines = [read_feed(line) for line in raw.splitlines()]
    return WireFeed(
        lines[0].format,
        tuple(item for each in lines for item in each.items),
        tuple(each for line in lines for each in line.skipped),
    )


@pytest.mark.parametrize("case", FEEDS)
def test_every_format_gives_the_agencys_day(case):
    """Items, versions, kills, embargoes, words and what was skipped are those of the day, whatever the format."""
    _, name, items, skipped = FEEDS[case]
    feed = read(case)
    assert feed.format == name
    assert [
        (item.guid, item.version, item.status.value, len(item.text.split()), item.embargoed) for item in feed.items
    ] == items
    assert [(each.name.rpartition(":")[2], each.reason) for each in feed.skipped] == skipped
    assert feed.notes == ()


@pytest.mark.parametrize("case", FEEDS)
def test_every_format_gives_the_same_words(case):
    """Markup, captions, headlines and bylines stay out of the text; paragraphs stay lines."""
    texts = {item.guid: item for item in read(case).items if item.text}
    parrot = texts[PARROT]
    assert parrot.text == next(item for item in read("ninjs-1").items if item.guid == PARROT and item.version == 2).text.replace(
        " - ", " \u2013 " if case == "rss" else " - ", 1
    )  # fmt: skip
    assert parrot.text.count("\n") == 4
    assert "perch" not in parrot.text.split("\n")[0]
    assert parrot.headline == "Lighthouse parrot retires after thirty-one years, with a pension"
    assert parrot.byline == "Una Selkirk"


@pytest.mark.parametrize("case", [case for case in FEEDS if FEEDS[case][2] is VERSIONED])
def test_what_a_wire_says_besides_is_kept(case):
    """The editorial note, the times as declared and the sender."""
    kill = next(item for item in read(case).items if item.status is Status.CANCELED)
    assert kill.note == "KILL: the licence was renewed. Take down all versions."
    assert (kill.version_created, kill.first_created) == ("2026-11-21T11:45:00Z", "2026-11-21T10:30:00Z")
    assert kill.providers[0] == "Harbour News Agency"
    assert kill.extra["language"] == "en"


def test_newsml_keeps_what_it_does_not_understand():
    """Urgency, genre, subject, dateline, credit line, source and links come out again."""
    second = read("newsml-g2").items[1]
    assert second.extra["urgency"] == "4"
    assert second.extra["subject"] == "coast"
    assert second.extra["genre"] == "genre:Current"
    assert second.extra["dateline"] == "OLDHAVEN, Nov 21"
    assert second.extra["creditline"] == "HNA"
    assert second.extra["infosource"] == "Oldhaven harbour office"
    assert second.extra["link"] == f"irel:previousVersion {PARROT}"


NAMED = {
    "of-any-name": {"headline_main": "Ferry cut", "body_main": "<p>One.</p><p>Two.</p>"},
    "main-before-others": {"headline_short": "Cut", "headline_main": "Ferry cut", "body_brief": "No.", "body_main": "One.\nTwo."},
    "usual-before-named": {"headline": "Ferry cut", "headline_seo": "x", "body_html": "<p>One.</p><p>Two.</p>", "body_short": "No."},
    "markup-by-name": {"headline_main": "Ferry cut", "body_richtext_html": "<p>One.</p><p>Two.</p>"},
    "camel-case": {"headline_Main": "Ferry cut", "body_Main": "One.\nTwo."},
    "broken-tag": {"headline": "Ferry cut", "body_html": "<p>One.</p><p>Two<days.<b>.</b></p>"},
}  # fmt: skip


@pytest.mark.parametrize("fields", NAMED.values(), ids=NAMED.keys())
def test_version_1_lets_a_sender_name_bodies_and_headlines(fields):
    """The usual names first, then the main one of those that only the sender knows."""
    item = read_feed(json.dumps({"uri": "urn:hna:1", "type": "text", **fields}).encode()).items[0]
    assert (item.headline, item.text) == ("Ferry cut", "One.\nTwo.")


BROKEN = {
    "billion-laughs.xml": "feed-declares-entities",
    "external-entity.xml": "feed-declares-entities",
    "cut-off.xml": "feed-not-parsed",
    "cut-off.json": "feed-not-parsed",
    "empty.xml": "feed-empty",
    "not-a-feed.json": "no-known-feed",
    "not-a-feed.xml": "no-known-feed",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_or_hostile_document_is_refused_with_a_reason(name):
    """Nothing is half read, no entity is expanded, and the reason is one of a few words."""
    with pytest.raises(UnreadableFeed) as refused:
        read_feed((FIXTURES / "malformed" / name).read_bytes())
    assert refused.value.reason == BROKEN[name]


CAFE = "The caf\u00e9 on the quay opens at six."
ODD = {
    "latin-1.xml": ("Caf\u00e9 on the quay", CAFE, ()),
    "wrong-charset.xml": (
        "Caf\ufffd on the quay",
        CAFE.replace("\u00e9", "\ufffd"),
        ("feed-bytes-not-in-its-charset",),
    ),
    "html-entities.xml": (
        "Caf\u00e9 & quay \u2013 open",
        "The caf\u00e9 on the quay & the pier open at six\u2026",
        (),
    ),
    "control-characters.xml": ("Caf\u00e9", CAFE, ()),
    "no-dates.json": ("No date at all", CAFE, ()),
    "odd-dates.json": ("A date nobody can read", CAFE, ()),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_document_is_read_as_far_as_it_goes(name):
    """Charsets, HTML's names of characters, control characters and missing dates; what was lost is noted."""
    feed = read_feed((FIXTURES / "malformed" / name).read_bytes())
    (item,) = feed.items
    assert (item.headline, item.text, feed.notes) == ODD[name]


def test_a_list_with_strangers_in_it_gives_the_rest():
    """What is no item, has no text or is our own export is named with its reason."""
    feed = read_feed((FIXTURES / "malformed" / "mixed.json").read_bytes())
    assert [item.guid for item in feed.items] == ["urn:hna.example:a"]
    assert feed.skipped == (
        Skipped("item 2", "not-an-item"),
        Skipped("urn:hna.example:b", "no-text"),
        Skipped("urn:hna.example:c", "own-export"),
    )


def test_a_feed_without_items_is_a_feed():
    """An empty list is no error: a quiet night."""
    assert read_feed((FIXTURES / "malformed" / "no-items.json").read_bytes()) == WireFeed("ninjs", ())


@pytest.mark.parametrize(
    "raw",
    [b"<a>" * 5_000, b"[" * 100_000, b"<rss>" + b"<x a='1'/>" * 10 + b"</rss", b"{" * 10, b"\xff\xfe<\x00r"],
    ids=["deep xml", "deep json", "cut", "braces", "half a character"],
)
def test_no_document_raises_anything_else(raw):
    """Whatever comes in, it is refused with a reason, or nested too deep."""
    with pytest.raises((UnreadableFeed, RecursionError)):
        read_feed(raw)


@pytest.mark.parametrize(
    ("record", "is_item"),
    [
        ({"uri": "urn:x", "headline": "A"}, True),
        ({"URI": "urn:x", "versionCreated": "2026-11-21T08:00:00Z"}, True),
        ({"uri": "urn:x", "text": "an article of our JSONL", "type": "x"}, False),
        ({"id": "a", "text": "words"}, False),
        ({"uri": "urn:x"}, False),
        ([], False),
    ],
    ids=["ninjs 1", "ninjs 3", "article with a uri", "article", "uri alone", "list"],
)
def test_ninjs_is_told_from_articles(record, is_item):
    """A line of JSONL is one or the other by its names."""
    assert is_ninjs(record) is is_item


def test_a_wires_format_is_told_by_its_namespace():
    """NewsML-G2 needs no option; RSS looks like any outlet's."""
    assert is_wire_format((FIXTURES / "newsml-g2" / "feed.xml").read_bytes())
    assert not is_wire_format((FIXTURES / "rss" / "feed.xml").read_bytes())


@pytest.mark.parametrize(
    ("word", "status"),
    [("stat:canceled", "canceled"), ("cancelled", "canceled"), ("http://cv.iptc.org/newscodes/pubstatusg2/withheld", "withheld"),
     ("usable", "usable"), (None, "usable"), ("", "usable")],
)  # fmt: skip
def test_a_status_is_read_in_every_spelling(word, status):
    """Not said is usable: the standards' default."""
    assert status_of(word).value == status


@pytest.mark.parametrize(
    ("value", "number"), [(3, 3), ("3", 3), ("3.0", 3), ("1.2", None), ("", None), (None, None), ("\u0663", None)]
)
def test_a_version_is_a_whole_number_or_none(value, number):
    """Systems write numbers as text."""
    assert whole_number(value) == number


def test_alternative_texts_of_pictures_are_no_text():
    """An image's description is nobody's prose."""
    assert text_of_html("<p>One.</p><img alt='A harbour at dawn'><p>Two.</p>") == "One.\nTwo."


def test_an_item_needs_no_more_than_a_text():
    """Everything else has a meaning when it is missing."""
    item = WireItem(guid=None, headline="", text="Words.")
    assert (item.status, item.version, item.providers) == (Status.USABLE, None, ())
