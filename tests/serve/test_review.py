"""Review: what is proposed for a look, decisions from the pages, and who may make them."""

from __future__ import annotations

import re
import time

import pytest

from crawler.jobs.deciding.queue import close_calls, held_by_one_link
from crawler.jobs.upkeep import unfinished
from crawler.serve import applying
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Relation
from tests.factories import TEXT, a_copy, a_link, a_story
from tests.serve.serving import CLOCK, FERRY, Serving, fill, records, serving
from tests.stores import rows_of

SIGNED = {"who": "Ada <b>", "why": "I asked them"}


@pytest.fixture
def site(store_url):
    """A server of a store of its own, on each database in turn."""
    fill(store_url)
    with serving(store_url) as running:
        yield running


def token(site: Serving) -> str:
    """The token of a page's forms."""
    return re.search(r'name="token" value="([^"]+)"', site.get(f"/review/story/{story_of(site, 'a')}").text)[1]


def key(site: Serving, name: str) -> str:
    """A copy's key by its id."""
    return site.held.state().by_name[name]


def story_of(site: Serving, name: str) -> str:
    """The key of a copy's story."""
    return site.held.state().stories_with[key(site, name)][0].key


def told(url: str) -> list[list[str]]:
    """The stories as sets of ids."""
    store = Store(url)
    found = sorted(sorted(row["copies"]) for row in rows_of(store, "stories"))
    store.close()
    return found


def test_a_pair_is_decided_and_the_decision_is_undone(site, store_url, wiretrace, tmp_path):
    """Links, stories, the method page, the API and `explain` say so; undone, all is as before."""
    before, a, b = told(store_url), key(site, "a"), key(site, "b")
    done = site.post("/review/pair", {"token": token(site), "a": a, "b": b, "ruling": "not-a-copy", **SIGNED})
    assert (done.status, done.headers["location"]) == (303, "/review#decided")
    assert not any({"a", "b"} <= set(each) for each in told(store_url))
    assert "decided by Ada &lt;b&gt;: not a copy" in site.get(f"/pair/{a}/{b}").text
    assert "Neither is a copy of the other" in site.get("/method.html").text
    assert not {(a, b), (b, a)} & {(call.link.a, call.link.b) for call in site.held.state().close_calls}
    assert '"who":"Ada <b>"' in site.get("/api/v1/decisions").text
    assert (
        "because decided by Ada <b>: not a copy; the rules say"
        in wiretrace("explain", "a", "b", "--store", store_url, cwd=tmp_path).out
    )
    assert site.post("/review/undo", {"token": token(site), "id": 1}).status == 303
    assert told(store_url) == before
    assert {(a, b), (b, a)} & {(call.link.a, call.link.b) for call in site.held.state().close_calls}
    site.post("/review/pair", {"token": token(site), "a": a, "b": b, "ruling": "copy", **SIGNED})
    assert told(store_url) == before
    assert not {(a, b), (b, a)} & {(call.link.a, call.link.b) for call in site.held.state().close_calls}
    assert "undone" in site.get("/review").text
    assert site.notes == []


def test_a_story_is_split_and_stories_are_merged(site, store_url):
    """By choosing copies, and by naming the other story by its key or its page."""
    split = {"token": token(site), "story": story_of(site, "a"), "copy": [key(site, "c")], **SIGNED}
    assert site.post("/review/split", split).status == 303
    assert ["c"] in told(store_url)
    merge = {
        "token": token(site),
        "story": story_of(site, "a"),
        "other": f"http://x/story/{story_of(site, 'd')}.html",
        **SIGNED,
    }
    assert site.post("/review/merge", merge).status == 303
    assert ["a", "b", "d", "e"] in told(store_url)
    assert site.get("/review").text.count("Ada &lt;b&gt;") == 2


def test_a_form_that_is_posted_twice_is_one_decision(site, store_url):
    """Two clicks: undone once, all is as before. The same form after that decides again."""
    before, form = (
        told(store_url),
        {"token": token(site), "a": key(site, "a"), "b": key(site, "b"), "ruling": "not-a-copy", **SIGNED},
    )
    for number in (1, 2):
        assert [site.post("/review/pair", form).status for _ in range(2)] == [303, 303]
        assert site.get("/review").text.count("Ada &lt;b&gt;") == number
        assert told(store_url) != before
        site.post("/review/undo", {"token": token(site), "id": number})
        assert told(store_url) == before


@pytest.mark.parametrize("field", ["token", "who"])
def test_a_form_that_is_not_signed_decides_nothing(site, field):
    """Without the page's token, without a name."""
    fields = {"token": token(site), "a": key(site, "a"), "b": key(site, "b"), "ruling": "copy", **SIGNED, field: ""}
    assert site.post("/review/pair", fields).status == (403 if field == "token" else 422)
    assert "Nothing yet" in site.get("/review").text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_origin_decides_nothing(site, headers):
    """Even with the token."""
    fields = {"token": token(site), "a": key(site, "a"), "b": key(site, "b"), "ruling": "copy", **SIGNED}
    assert site.post("/review/pair", fields, **headers).status == 403


def test_what_cannot_be_decided_is_said(site):
    """The same words, all copies of a story, the story itself, what is not there."""
    signed = {"token": token(site), **SIGNED}
    a, story = key(site, "a"), story_of(site, "a")
    assert "same words" in site.post("/review/pair", {**signed, "a": a, "b": a, "ruling": "copy"}).text
    for where, fields, status in (
        ("split", {"story": story}, 422), ("split", {"story": story, "copy": [key(site, each) for each in "abc"]}, 422), ("split", {"story": "no"}, 404),
        ("merge", {"story": story, "other": story}, 422), ("merge", {"story": story, "other": "no"}, 404), ("pair", {"a": a, "b": "no", "ruling": "copy"}, 404),
        ("pair", {"a": a, "b": a, "ruling": "maybe"}, 422), ("undo", {"id": "x"}, 422),
    ):  # fmt: skip
        assert site.post(f"/review/{where}", {**signed, **fields}).status == status, (where, fields)
    assert site.get("/review/pair").status == 404


def test_close_calls_come_closest_first():
    """Copies of two outlets whose verdict a little less would turn; not verbatim ones, nor versions of one outlet."""
    half = " ".join(CLOCK.split()[:30])
    copies = [
        a_copy(key="a", outlet_key="a", text=FERRY), a_copy(key="b", outlet_key="b", text=f"{FERRY} {TEXT}"),
        a_copy(key="c", outlet_key="c", text=f"{half} {TEXT}"), a_copy(key="d", outlet_key="d", text=CLOCK), a_copy(key="e", outlet_key="d", text=f"{CLOCK} {half}"),
    ]  # fmt: skip
    by_key = {copy.key: copy for copy in copies}
    links = [a_link(by_key[x], by_key[y]) for x, y in ("ab", "cd", "de")]
    found = close_calls([*links, a_link(by_key["a"], by_key["c"], Relation.VERBATIM)], by_key, TrackingConfig())
    assert {(call.link.a, call.link.b) for call in found} == {("a", "b"), ("c", "d")}
    assert [call.margin for call in found] == sorted(call.margin for call in found)
    assert all(call.rule for call in found)


def test_a_story_that_one_link_holds_is_named():
    """Two pairs of copies with one link between them; not a ring, not one copy alone at an end."""
    copies = {name: a_copy(key=name, outlet_key=name, text=f"{TEXT} {name}") for name in "abcde"}
    linked = {
        pair: a_link(copies[pair[0]], copies[pair[1]], Relation.EDITED) for pair in ("ab", "bc", "cd", "da", "ca", "de")
    }
    held = a_story(*(copies[each] for each in "abcd"))
    (found,) = held_by_one_link([held], [linked["ab"], linked["bc"], linked["cd"]])
    assert {found.a, found.b} == {("a", "b"), ("c", "d")}
    assert held_by_one_link([held], [linked["ab"], linked["bc"], linked["cd"], linked["da"]]) == []


@pytest.mark.slow
def test_two_outlets_are_made_one_and_two_again(site, store_url, wiretrace, tmp_path):
    """Copies, the outlet's page and the method page say so, also after a rebuild; undone, they are two."""

    def outlets() -> set[str]:
        store = Store(store_url)
        found = {row["outlet"] for row in rows_of(store, "copies")}
        store.close()
        return found

    form = {"token": token(site), "outlet": "skerry-post", "other": "Oldhaven Echo", **SIGNED}
    assert "Skerry Post" in outlets()
    assert "The other outlet: its name" in site.get("/review/outlet/skerry-post").text
    assert site.post("/review/outlet", {**form, "ruling": "one"}).status == 303
    assert outlets() == {"Oldhaven Echo", "Venn Herald", site.held.state().copies[key(site, "c")].outlet}
    for page in ("/method.html", "/review"):
        assert "The first outlet is the second" in site.get(page).text
    assert "without effect" not in site.get("/review").text
    assert "Skerry Post" in site.get("/review/outlet/oldhaven-echo").text
    assert wiretrace("track", "--rebuild", "--store", store_url, cwd=tmp_path).code == 0
    assert "Skerry Post" not in outlets()
    assert site.post("/review/undo", {"token": token(site), "id": 1}).status == 303
    assert "Skerry Post" in outlets()


@pytest.mark.slow
def test_outlets_that_look_alike_are_proposed_until_somebody_decided(store_url):
    """One letter apart, and a person says that they are two."""
    fill(
        store_url,
        [
            {**row, "outlet": name}
            for row, name in zip(records(), ("Harbourside Echo", "Harborside Echo"), strict=False)
        ],
    )
    with serving(store_url) as site:
        assert 'href="/review/outlet/harborside-echo"' in site.get("/review").text
        page = site.get("/review/outlet/harborside-echo").text
        assert 'value="harbourside-echo" checked' in page
        form = {
            "token": re.search(r'name="token" value="([^"]+)"', page)[1],
            "outlet": "harborside-echo",
            "near": "harbourside-echo",
            **SIGNED,
        }
        assert site.post("/review/outlet", {**form, "ruling": "two"}).status == 303
        text = site.get("/review").text
        assert 'href="/review/outlet/harborside-echo"' not in text
        assert "These are two outlets" in text


@pytest.mark.slow
def test_what_takes_long_goes_on_behind_the_pages(site, store_url, monkeypatch):
    """Nobody waits for it; until tracking has come to its end, pages show what was before, and the last decision counts as well."""
    monkeypatch.setattr(applying, "_PATIENCE", 0.0)
    form = {"token": token(site), "outlet": "skerry-post", **SIGNED, "ruling": "one"}
    assert site.post("/review/outlet", {**form, "other": "Oldhaven Echo"}).status == 303
    assert site.post("/review/outlet", {**form, "outlet": "venn-herald", "other": "Oldhaven Echo"}).status == 303
    until = time.monotonic() + 120
    while site.held.state().copies[key(site, "d")].outlet != "Oldhaven Echo":
        assert time.monotonic() < until
        time.sleep(0.05)
    assert site.held.state().copies[key(site, "b")].outlet == "Oldhaven Echo"
    before, writer = site.held.state(), Store(store_url)
    with writer.write() as connection:
        unfinished.begin(connection)
    assert site.held.state() is before
    with writer.write() as connection:
        unfinished.end(connection)
    assert site.held.state() is not before
    writer.close()
    assert site.notes == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"outlet": "skerry-post", "other": "Skerry Post", "ruling": "one"}, 422),
        ({"outlet": "skerry-post", "ruling": "one"}, 422),
        ({"outlet": "skerry-post", "other": "Nobody's Paper", "ruling": "one"}, 422),
        ({"outlet": "nobody", "other": "Skerry Post", "ruling": "one"}, 422),
        ({"outlet": "skerry-post", "other": "Oldhaven Echo", "ruling": "maybe"}, 422),
    ],
)
def test_what_cannot_be_decided_about_outlets_is_said(site, fields, status):
    """Itself, nothing, an outlet that nobody has seen."""
    assert site.post("/review/outlet", {"token": token(site), **SIGNED, **fields}).status == status
    assert "Nothing yet" in site.get("/review").text
