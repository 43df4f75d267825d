"""Wires' own feeds as documents: each format gives the same items, and what is broken or hostile is refused with a reason."""

import json

import pytest

from crawler.errors import UnreadableFeed
from crawler.wirefeeds.documents import read_text
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
    "newsml-1": ("feed.xml", "newsml-1", VERSIONED, [("parrot-picture", "picture")]),
    "desk-json": ("feed.json", "ninjs", VERSIONED, [("parrot-picture", "picture")]),
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


DESKS = {
    "a desk's names": {"usn": "HNA1", "source-feed": "HNA", "versionCreated": "2026-11-28T10:00:00Z", "status": "Usable", "headline": "Ferry cut", "body_text": "One.\n\nTwo."},
    "markup in plain text": {"uri": "hna:1", "headline": "Ferry cut", "body_text": "<p>One.</p><p>Two.</p>"},
    "a list of paragraphs": {"guid": "http://hna.example/1", "title": "Ferry cut", "news": ["One.", "Two."], "class": "text"},
    "paragraphs as objects": {"id": "1", "title": "Ferry cut", "content": [{"type": "p", "text": "One."}, {"type": "p", "text": "Two."}]},
    "HTML under another name": {"urn": "urn:hna:1", "version_created": "2026-11-28T10:00:00Z", "headline": "Ferry cut", "article_html": "<section><p>One.</p><p>Two.</p></section>"},
    "a text called text": {"uri": "hna:1", "ednote": "x", "versionCreated": "2026-11-28T10:00:00Z", "headline": "Ferry cut", "text": "One.\nTwo."},
    "an object around the words": {"storyId": "1", "headline": "Ferry cut", "body": {"html": "<p>One.</p><p>Two.</p>"}},
}  # fmt: skip


@pytest.mark.parametrize("fields", DESKS.values(), ids=DESKS.keys())
@pytest.mark.parametrize(
    "wrap",
    [
        lambda item: item,
        lambda item: [item],
        lambda item: {"stories": [item]},
        lambda item: {"data": {"items": [{"item": item}]}},
    ],
)
def test_desks_have_names_of_their_own(fields, wrap):
    """Names are data, and so are the envelopes around items."""
    item = read_feed(json.dumps(wrap(fields)).encode()).items[0]
    assert (item.headline, item.text) == ("Ferry cut", "One.\nTwo.")
    assert item.guid


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "KILL"}, {"status": Status.CANCELED}),
        ({"status": "On hold"}, {"status": Status.WITHHELD}),
        ({"status": "final"}, {"status": Status.USABLE}),
        ({"pubStatus": "stat:canceled"}, {"status": Status.CANCELED}),
        ({"firstVersion": "2026-11-28T09:00:00Z"}, {"first_published": "2026-11-28T09:00:00Z"}),
        ({"firstVersion": 1}, {"first_published": None}),
        ({"embargo": False}, {"embargoed": None}),
        ({"embargo": "2026-11-28T12:00:00Z"}, {"embargoed": "2026-11-28T12:00:00Z"}),
        ({"byline": ["Ann Lee", {"by": "Bo Chen"}]}, {"byline": "Ann Lee, Bo Chen"}),
        ({"contributors": [{"name": "Ann Lee", "role": "writer"}, {"name": "Cy Doe", "role": "photographer"}]}, {"byline": "Ann Lee"}),
        ({"source-feed": {"name": "HNA"}}, {"providers": ("HNA",)}),
        ({"editorsNote": "Corrects para 2"}, {"note": "Corrects para 2"}),
        ({"revision": "3"}, {"version": 3}),
    ],
)  # fmt: skip
def test_what_a_desks_fields_mean(fields, expected):
    """Statuses, times that are none, names in lists and objects."""
    item = read_feed(
        json.dumps({"uri": "hna:1", "headline": "Ferry cut", "body_text": "One.", **fields}).encode()
    ).items[0]
    assert {name: getattr(item, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"type": "photo", "body_text": "A pier at dawn."}, "picture"),
        ({"type": "event", "body_text": "The board meets."}, "event"),
        ({"type": "infographic"}, "graphic"),
        ({"type": "multimedia"}, "package"),
        ({"renditions": {"nitf": {"href": "https://hna.example/1.nitf"}}}, "remote-text"),
        ({"descriptions": [{"role": "main", "value": "A summary."}]}, "no-text"),
    ],
)
def test_what_is_no_text_is_skipped_with_its_kind(fields, reason):
    """A caption and an agenda are no article, and neither is a description."""
    assert [
        each.reason for each in read_feed(json.dumps({"uri": "hna:1", "headline": "A", **fields}).encode()).skipped
    ] == [reason]


NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf><head><title>Ferry</title><docdata management-status="usable"><doc-id id-string="hna-4711" regsrc="HNA"/><du-key key="ferry" version="2"/>
<date.issue norm="20261128T100000Z"/><date.release norm="20261128T1200+0100"/><doc.copyright year="2026" holder="Harbour News Agency"/><ed-msg info="Corrects para 2"/></docdata></head>
<body><body.head><hedline><hl1>Ferry cut</hl1></hedline><byline>By <person>Ann Lee</person></byline><dateline><location>OLDHAVEN</location></dateline></body.head>
<body.content><block><p>One.</p><media media-type="image"><media-caption>A pier.</media-caption></media><p>Two.</p></block></body.content><body.end><tagline>hna</tagline></body.end></body></nitf>"""


def test_a_bare_nitf_document_is_an_item():
    """Its key, version, times, sender and note; neither captions nor the tagline are its text."""
    feed = read_feed(NITF.encode())
    (item,) = feed.items
    assert (feed.format, item.guid, item.version, item.headline, item.text) == (
        "nitf",
        "ferry",
        2,
        "Ferry cut",
        "One.\nTwo.",
    )
    assert (item.version_created, item.embargoed) == ("2026-11-28T10:00:00Z", "2026-11-28T12:00:00+01:00")
    assert (item.providers, item.byline, item.note) == (("HNA", "Harbour News Agency"), "By Ann Lee", "Corrects para 2")
    assert item.extra["dateline"] == "OLDHAVEN"


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        ('management-status="usable"', 'management-status="canceled"', Status.CANCELED),
        ("<p>One.</p>", "", Status.USABLE),
        ('<du-key key="ferry" version="2"/>', "", "hna-4711"),
        ("<nitf>", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">', Status.USABLE),
        ("20261128T100000Z", "20261128", "2026-11-28"),
        ("20261128T100000Z", "yesterday", "yesterday"),
    ],
)
def test_nitf_is_read_as_far_as_it_goes(old, new, outcome):
    """Statuses, namespaces, keys and times that are missing or odd."""
    (item,) = read_feed(NITF.replace(old, new).encode()).items
    assert outcome in {item.status, item.guid, item.version_created}


NEWSML_1 = (FIXTURES / "newsml-1" / "feed.xml").read_text()


@pytest.mark.parametrize(
    ("old", "new", "name", "value"),
    [
        ('<PublicIdentifier>urn:hna.example:20261121:clock</PublicIdentifier>', "<PublicIdentifier>urn:newsml:hna.example:20261121:clock:1U</PublicIdentifier>", "guid", "urn:newsml:hna.example:20261121:clock"),
        ('<PublicIdentifier>urn:hna.example:20261121:clock</PublicIdentifier>', "", "guid", "urn:newsml:hna.example:20261121:clock"),
        ('Update="N">', 'Update="D">', "status", Status.CANCELED),
        ('<Party FormalName="Harbour News Agency"/></Provider>', "</Provider>", "providers", ("HNA", "Harbour News Agency")),
    ],
)  # fmt: skip
def test_newsml_1_identifies_its_items(old, new, name, value):
    """By public identifiers without revisions, by their parts; a deleted revision is a kill; the envelope and the credit line name the sender."""
    assert getattr(read_feed(NEWSML_1.replace(old, new).encode()).items[-1], name) == value


MUTATED = {
    "ninjs": json.dumps({"uri": "u", "headline": "A", "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>One.</p>"}], "versionCreated": "2026-11-28T10:00:00Z", "pubStatus": "usable"}),
    "desk-json": json.dumps(DESKS["a desk's names"]),
    "newsml-g2": (FIXTURES / "newsml-g2" / "feed.xml").read_text()[:6000],
    "newsml-1": NEWSML_1[:6000],
    "nitf": NITF,
    "rss": (FIXTURES / "rss" / "feed.xml").read_text()[:6000],
    "atom": (FIXTURES / "atom" / "feed.atom").read_text()[:6000],
}  # fmt: skip
MUTATIONS = {
    "cut in half": lambda text: text[: len(text) // 2],
    "broken tags": lambda text: text.replace("<p>", "<p><days.<b>").replace("</p>", "</p"),
    "unknown prefixes": lambda text: text.replace("<", "<x:").replace("<x:/", "</x:"),
    "nulls": lambda text: text.replace("a", "a\x00"),
    "lone surrogates": lambda text: text.replace("e", "\ud800"),
    "no names": lambda text: text.replace("uri", "").replace("guid", "").replace("key=", "k="),
    "numbers for words": lambda text: (
        text.replace('"usable"', "17").replace('"A"', "[[[[1]]]]").replace("One.", "9" * 400)
    ),
    "lists for words": lambda text: text.replace('"A"', "[]").replace('"HNA"', '{"name": {"name": []}}'),
    "odd times": lambda text: text.replace("2026-11-2", "99999-99-9").replace("202611", "999999"),
    "a thousand levels": lambda text: text.replace("<p>", "<p>" + "<i>" * 1000, 1).replace(":", ": " + "[" * 400, 1),
    "entities": lambda text: text.replace(".", "&nosuch;&#xFFFFFF;&#0;"),
    "another charset": lambda text: text.replace("UTF-8", "utf-16").replace('"1.0"', '"1.0" encoding="zlib_codec"'),
}


@pytest.mark.parametrize("mutate", MUTATIONS.values(), ids=MUTATIONS.keys())
@pytest.mark.parametrize("name", MUTATED)
def test_no_mutation_of_a_format_raises_anything_unforeseen(name, mutate):
    """What cannot be read is refused with a reason; what can is items and skipped ones, with texts that can be stored."""
    try:
        feed = read_feed(mutate(MUTATED[name]).encode("utf-8", "surrogatepass"))
    except (UnreadableFeed, RecursionError):
        return
    for item in feed.items:
        f"{item.guid}{item.headline}{item.text}{item.byline}{item.note}{item.providers}".encode()
    assert all(each.reason for each in feed.skipped)


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
    "wrong-charset.xml": ("Caf\u00e9 on the quay", CAFE, ()),  # it says UTF-8 and is none: what it is, is guessed
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


def test_bytes_that_are_lost_are_noted():
    """UTF-8 that was damaged on the way is still UTF-8, and what cannot be read in it is said to be lost."""
    whole = " ".join([CAFE] * 20).encode()
    text, notes = read_text(whole.replace(b"\xc3\xa9", b"\xc3", 1))
    assert text.count("\ufffd") == 1
    assert notes == ("feed-bytes-not-in-its-charset",)
    assert read_text(whole)[1] == ()


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
        ({"usn": "x", "source-feed": "HNA", "bodyText": "words"}, True),
        ({"id": "a", "content": "an article under another name"}, False),
        ([], False),
    ],
    ids=["ninjs 1", "ninjs 3", "article with a uri", "article", "uri alone", "desk", "content", "list"],
)
def test_ninjs_is_told_from_articles(record, is_item):
    """A line of JSONL is one or the other by its names."""
    assert is_ninjs(record) is is_item


def test_a_wires_format_is_told_by_its_namespace():
    """NewsML-G2 needs no option; RSS looks like any outlet's."""
    assert is_wire_format((FIXTURES / "newsml-g2" / "feed.xml").read_bytes())
    assert is_wire_format((FIXTURES / "newsml-1" / "feed.xml").read_bytes())
    assert is_wire_format(NITF.encode("utf-16"))
    assert not is_wire_format((FIXTURES / "rss" / "feed.xml").read_bytes())
    assert not is_wire_format(
        b"<html><body><p>A page about the element &lt;nitf> and <code>NewsML</code>.</p></body></html>"
    )


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


def test_a_document_may_hold_an_item_a_line():
    """Desks hand items on line by line under the name of a JSON file; a document that is cut off is still none."""
    lines = [
        json.dumps({"uri": f"hna:{n}", "type": "text", "headline": "Ferry cut", "body_text": "One."}) for n in (1, 2)
    ]
    assert [item.guid for item in read_feed("\n".join(lines).encode()).items] == ["hna:1", "hna:2"]
    with pytest.raises(UnreadableFeed, match="feed-not-parsed"):
        read_feed("\n".join(lines).encode()[:-5])


@pytest.mark.parametrize(
    ("fields", "providers"),
    [
        ({"creditline": "Harbour News Agency"}, ("Harbour News Agency",)),
        ({"uri": "urn:newsml:hna.example:20261128:1"}, ("hna.example", "hna")),
        ({"uri": "urn:newsml:hna.example:20261128:1", "source": "HNA"}, ("HNA", "hna.example", "hna")),
    ],
    ids=["credit line", "RFC 3085", "a source goes first"],
)
def test_an_item_without_a_provider_names_it_by_its_credit_or_its_urn(fields, providers):
    """What the systems write goes before the credit line, and that before who issued the item's URN."""
    item = read_feed(
        json.dumps({"uri": "hna:1", "headline": "Ferry cut", "body_text": "One.", **fields}).encode()
    ).items[0]
    assert item.providers == providers
