"""JSON items: answers of endpoints of many shapes, and where the next page is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.errors import UnreadablePage
from crawler.pages.layouts.json_items import JsonItems
from crawler.pages.metadata.json_text import json_in
from crawler.pages.page import Page
from crawler.pages.registry import layout_for

ADDRESS = "https://www.tray.example/api/river?page=1"


def an_item(**changes: Any) -> dict[str, Any]:
    item = {
        "title": "Whale swims free",
        "source": "Sandrell Star",
        "url": "https://star.example/w",
        "date": "2026-11-21T08:00:00Z",
    }
    return item | changes


def a_page(data: Any, url: str = ADDRESS) -> Page:
    return Page.from_html(data if isinstance(data, str) else json.dumps(data), url=url)


def read(data: Any, url: str = ADDRESS):
    page = a_page(data, url)
    assert layout_for(page).name == "json_items"
    return JsonItems().read(page)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param([an_item()], id="a-list"),
        pytest.param({"items": [an_item()]}, id="under-a-key"),
        pytest.param({"a": {"b": [{"c": an_item()}]}}, id="deep"),
        pytest.param({"x": [an_item(title={"rendered": "Whale <i>swims</i> free"})]}, id="title-in-an-object"),
        pytest.param({"x": [an_item(source={"id": 4, "name": "Sandrell Star"})]}, id="source-in-an-object"),
        pytest.param([{"Head-Line": "Whale swims free", "publisher_name": "Sandrell Star", "webURL": "https://star.example/w", "published_at": 1795248000}], id="synonyms-and-seconds"),
        pytest.param(")]}',\n" + json.dumps([an_item()]), id="guarded"),
    ],
)  # fmt: skip
def test_an_item_is_found_in_many_shapes(data):
    """Wherever it lies and whatever its keys are called."""
    (block,) = read(data).related
    assert (block.headline, block.outlet_printed, block.url) == (
        "Whale swims free",
        "Sandrell Star",
        "https://star.example/w",
    )
    assert [time.text[:10] for time in block.times] == ["2026-11-21"]


@pytest.mark.parametrize(
    ("more", "links"),
    [
        ({"next": "/api/river?page=2"}, ("https://www.tray.example/api/river?page=2",)),
        ({"next": "https://evil.example/river"}, ()),
        ({"next": ADDRESS}, ()),
        ({"next": None}, ()),
        ({"nextPage": 2}, ("https://www.tray.example/api/river?page=2",)),
        ({"paging": {"next_cursor": "a&b"}}, ("https://www.tray.example/api/river?page=1&cursor=a%26b",)),
        ({"links": {"next": {"href": "?page=7"}}}, ("https://www.tray.example/api/river?page=7",)),
        ({"has_more": True}, ()),
    ],
)
def test_the_next_page_is_on_the_same_host(more, links):
    """An address or a token; another host, the page itself and a mere flag lead nowhere."""
    assert read({"items": [an_item()], **more}).links == links


def test_an_answer_without_items_leads_nowhere():
    """An endpoint that makes up a cursor for every page comes to an end."""
    with pytest.raises(UnreadablePage, match="no-known-layout"):
        layout_for(a_page({"items": [], "next": "/api/river?page=99"}))
    with pytest.raises(UnreadablePage, match="nothing-recognized"):
        JsonItems().read(a_page({"items": []}))


@pytest.mark.parametrize(
    "item",
    [
        pytest.param({"title": "Rakes, two for one", "url": "/rakes", "price": 9}, id="goods"),
        pytest.param({"name": "Mara Lind", "url": "/people/4"}, id="a-person"),
        pytest.param({"title": "Coast", "href": "/coast"}, id="a-menu"),
        pytest.param({"headline": "", "url": "/x", "source": "Star", "date": "2026-11-21"}, id="no-headline"),
    ],
)
def test_other_objects_are_no_items(item):
    """An item has a headline and an outlet or a time, and one thing more."""
    assert not JsonItems().recognizes(a_page([item]))


@pytest.mark.parametrize(
    ("text", "is_json"),
    [('{"a": 1}', True), ("[1]", True), ("{not json}", False), ("[a] note in brackets]", False), ("<p>{}</p>", False), ("", False), ("7", False)],
)  # fmt: skip
def test_json_is_told_from_text(text, is_json):
    """Only a whole object or list is JSON; text that begins like one is not."""
    assert (json_in(text) is not None) is is_json


def test_bodies_of_html_become_paragraphs():
    """Markup in a body is read like a page's; a short one is a teaser."""
    long = "".join(f"<p>{'The tide came in &amp; went out again. ' * 5}</p>" for _ in range(3))
    whole, short = read([an_item(content=long), an_item(title="Another whale", content="<p>The tide.</p>")]).related
    assert whole.body.count("\n") == 2
    assert "&" in whole.body
    assert (short.body, short.summary) == ("", ("The tide.",))


def test_a_time_in_utc_comes_before_a_servers_clock():
    """A listing has both, eight hours apart, under one name but for the "utc"."""
    posts = [
        {"kind": "t3", "data": {"title": f"Whale {n} swims free", "domain": "star.example", "url": f"https://star.example/{n}", "created": 1795277000.0, "created_utc": 1795248200.0, "author": "gull"}}
        for n in range(3)
    ]  # fmt: skip
    blocks = read({"kind": "Listing", "data": {"children": posts, "after": None}}).related
    assert {time.text for block in blocks for time in block.times} == {"2026-11-21T08:03:20+00:00"}
    assert {block.outlet_printed for block in blocks} == {"star.example"}


@pytest.mark.parametrize(
    "data",
    [
        [{"date": "2026-11-20T10:15:00", "date_gmt": "2026-11-20T09:15:00", "link": "/a/1", "title": {"rendered": "Whale swims free"}}],
        {"response": {"results": [{"webTitle": "Whale swims free", "webUrl": "/a/1", "webPublicationDate": "2026-11-20T09:15:00Z"}]}},
        {"articles": {"results": [{"title": "Whale swims free", "url": "/a/1", "dateTimePub": "2026-11-20T09:15:00Z"}]}},
        {"results": [{"title": "Whale swims free", "url": "/a/1", "news_site": "Star", "published_at_utc": "2026-11-20 09:15:00"}]},
    ],
    ids=["a content system's own", "a newspaper's", "an index of news", "a naive time that is called UTC"],
)  # fmt: skip
def test_the_answers_of_more_interfaces_are_items(data):
    """A time whose key says UTC is UTC, with or without its sign."""
    (block,) = read(data).related
    assert block.headline == "Whale swims free"
    assert {time.text.replace(" ", "T") for time in block.times} == {"2026-11-20T09:15:00Z"}
