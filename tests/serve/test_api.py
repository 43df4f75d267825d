"""The interface for programs: what it answers is what exports hold, and its document says all of it."""

from __future__ import annotations

import json

import pytest

from crawler.serve.api.openapi import document
from crawler.store.store import Store
from tests.serve import write_api
from tests.serve.serving import FERRY
from tests.stores import rows_of

schemathesis = pytest.importorskip("schemathesis")


@pytest.mark.parametrize("what", ["stories", "copies", "links", "outlets", "runs"])
def test_lists_are_what_exports_hold(site, url, what):
    """The same rows, in parts that can be put together."""
    store = Store(url)
    exported = rows_of(store, what)
    store.close()
    whole = json.loads(site.get(f"/api/v1/{what}").text)
    key = "key" if what == "copies" else None
    assert (
        sorted(whole["items"], key=lambda row: row[key]) == sorted(exported, key=lambda row: row[key])
        if key
        else whole["items"] == exported
    )
    assert whole["total"] == len(exported)
    parts = [
        json.loads(site.get(f"/api/v1/{what}?limit=2&offset={at}").text)["items"] for at in range(0, len(exported), 2)
    ]
    assert [row for part in parts for row in part] == whole["items"]


def test_one_of_a_kind_is_found_by_its_names(site):
    """A copy by id or key, its story, its links."""
    copy = json.loads(site.get("/api/v1/copies/a").text)
    assert copy == json.loads(site.get(f"/api/v1/copies/{copy['key']}").text)
    assert "a" in json.loads(site.get(f"/api/v1/stories/{copy['stories'][0]}").text)["copies"]
    links = json.loads(site.get("/api/v1/links?copy=a").text)["items"]
    assert links
    assert all("a" in (link["a"], link["b"]) for link in links)
    assert json.loads(site.get("/api/v1/copies/nobody").text) == {"error": "There is no such page."}


def test_words_and_texts_are_looked_for(site):
    """As the pages do."""
    found = json.loads(site.get("/api/v1/search?q=goats").text)
    assert (found["total"], len(found["items"])) == (2, 2)
    assert "goats" in found["items"][0]["around"]
    body = json.dumps({"text": FERRY})
    ran = json.loads(site.ask("POST", "/api/v1/find", body, {"Content-Type": "application/json"}).text)
    assert ran["total"] == 3
    assert ran["items"][0]["coverage_text"] == 1
    short = json.loads(
        site.ask("POST", "/api/v1/find", '{"text": "a ferry"}', {"Content-Type": "application/json"}).text
    )
    assert (short["total"], short["note"]) == (0, "the text has 2 words; 20 are needed to look for copies")


@pytest.mark.parametrize(
    ("query", "status"),
    [("stories?limit=0", 422), ("stories?limit=501", 422), ("stories?limit=x", 422), ("stories?what=1", 422), ("stories?limit=1&limit=2", 422),
     ("search", 422), ("search?q=", 422), ("nothing", 404), ("find", 405)],
)  # fmt: skip
def test_what_is_not_described_is_refused(site, query, status):
    """With the reason, as JSON."""
    answer = site.get(f"/api/v1/{query}")
    assert answer.status == status
    assert list(json.loads(answer.text)) == ["error"]


def test_the_page_of_the_api_is_made_of_its_document():
    """docs/serve-api.md; `make schemas` writes it again."""
    assert write_api.PAGE.read_text(encoding="utf-8") == write_api.page()


def test_the_document_is_served_as_it_is(site):
    """With nothing of this machine in it."""
    assert json.loads(site.get("/api/openapi.json").text) == document()


@pytest.mark.slow
def test_schemathesis_finds_nothing(site):
    """Everything that the document allows is answered as it says, and what it does not allow is refused: no server error, no other status, no other shape."""
    api = schemathesis.openapi.from_dict(document())
    api.config.update(base_url=site.address)
    api.config.generation.update(max_examples=12)
    engine = schemathesis.engine.from_schema(api)
    failures, tested = [], 0
    for event in engine.execute():
        if isinstance(event, schemathesis.engine.events.ScenarioFinished):
            tested += 1
            failures += [
                f"{event.recorder.label}: {check.name}: {check.failure_info.failure}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.failure_info is not None
            ]
        assert not isinstance(
            event, (schemathesis.engine.events.NonFatalError, schemathesis.engine.events.FatalError)
        ), event
    assert failures == []
    assert tested >= len(document()["paths"])
    assert site.notes == []
