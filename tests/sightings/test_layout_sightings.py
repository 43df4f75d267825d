"""What the layouts' readings become: sightings that accuse nobody without a text, times, live blogs, JSON from a real server."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, datetime

import pytest

from crawler.jobs.exporting import export
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.track import track
from crawler.provenance.times.interval import TimeSource
from crawler.sightings.observation import Observation
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture, Role
from crawler.sightings.registries import load_registries
from crawler.sightings.renderings import renderings_of
from crawler.store.records import sightings
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from fixtures.build_layouts import PAGES
from tests.command import wiretrace
from tests.factories import a_sighting
from tests.places import PROJECT
from tests.site import Site, story

FETCHED = datetime(2026, 11, 22, 10, 0, 17, tzinfo=UTC)
WORLD = PROJECT / "fixtures" / "world" / "registry.toml"


def observed(page: str, url: str) -> Observation:
    raw = page.encode()
    digest = hashlib.sha256(raw).hexdigest()
    capture = Capture(key=digest, sha256=digest, kind="html", raw=raw, url=url, fetched_at=FETCHED)
    return observe(capture, load_registries(WORLD))


def of_case(name: str, file: str = "page.html") -> Observation:
    meta = json.loads((PAGES / name / "meta.json").read_text(encoding="utf-8"))
    return observed((PAGES / name / file).read_text(encoding="utf-8"), meta["url"])


@pytest.mark.slow
def test_a_list_of_headlines_accuses_nobody(tmp_path):
    """320 entries are sightings with a headline, a time and a teaser, and no text that could be anybody's copy."""
    store = Store(f"sqlite:///{tmp_path / 'wiretrace.db'}")
    import_paths(
        store, [PAGES / "headlines-search", PAGES / "cluster-articles"], load_registries(WORLD), defaults=Defaults()
    )
    track(store, TrackingConfig())
    with store.read() as connection:
        seen = [each for each in sightings(connection) if each.page_url and "search" in each.page_url]
    out = io.BytesIO()
    export(store, "links", "jsonl", load_registries(WORLD), out)
    store.close()
    linked = {row[end] for row in map(json.loads, out.getvalue().splitlines()) for end in ("a", "b")}
    assert len(seen) == 320
    assert {(each.words, each.text, bool(each.summary)) for each in seen} == {(0, "", True)}
    assert linked
    assert not linked & {each.copy for each in seen}


@pytest.mark.slow
def test_a_declared_time_narrows_the_printed_one():
    """ "3 hours ago" is an hour wide, the instant in the markup is not; what was printed stays."""
    seen = of_case("headlines-search").sightings[1]
    assert seen.time_printed == "2 hours ago"
    assert seen.published is not None
    assert seen.published.earliest == seen.published.latest
    assert seen.published.source is TimeSource.METADATA


def test_a_live_blog_is_one_article_of_its_outlet_and_no_wires():
    """An entry credited to a wire makes the live blog no wire copy; every entry's time is kept."""
    entries = "".join(
        f'<li><time datetime="2026-11-22T0{9 - n}:00:00Z">x</time><p>{text}</p></li>'
        for n, text in enumerate(
            ("The pier was closed at noon. (Reuters)", "The band plays on the wall.", "The tide has begun to turn.")
        )
    )
    page = f'<title>Whale: live updates</title><meta property="og:site_name" content="Harbour Post"><h1>Whale: live updates</h1><ul>{entries}</ul>'
    (seen,) = observed(page, "https://www.harbourpost.example/live/whale").sightings
    assert (seen.role, seen.outlet_key) == (Role.ARTICLE, "harbour-post")
    assert seen.attribution.wire_service is None
    assert [(each["time"][11:13], each["credit"]) for each in seen.extra["updates"]] == [("09", "Reuters"), ("08", None), ("07", None)]  # fmt: skip


def test_an_unknown_page_says_how_sure_its_reading_is():
    """The note beside the capture gives the sureness in percent; what is not sure enough has no layout, as ever."""
    assert "sure-100" in of_case("generic-grid").notes
    assert of_case("not-own-section").unreadable == "no-known-layout"


def test_nested_json_is_unreadable_and_no_crash():
    """JSON nested thousands deep is counted under its reason."""
    assert observed("[" * 100_000 + "]" * 100_000, "https://tray.example/api").unreadable == "nested-too-deep"


@pytest.mark.slow
def test_a_saved_answer_is_imported(tmp_path):
    """`page.json` beside its `meta.json` is a page; `meta.json` and `expected.json` are none."""
    done = wiretrace("import", PAGES / "json-flat", "--no-track", cwd=tmp_path)
    assert done.code == 0, done.err
    rows = [json.loads(line) for line in wiretrace("export", "sightings", cwd=tmp_path).out.splitlines()]
    assert len(rows) == 8


@pytest.mark.slow
@pytest.mark.parametrize("endless", [False, True], ids=["a-loop", "ever-new-cursors"])
def test_an_endpoint_is_followed_to_its_end(tmp_path, endless):
    """A chain of answers that leads back to its beginning ends there; one that never ends is cut by the budget of pages."""

    def answer(number: int) -> bytes:
        after = number + 1 if endless or number < 3 else 1
        item = {
            "title": f"Gulls counted at {number}",
            "source": "Harbour Post",
            "date": "2026-11-21",
            "text": story(number),
        }
        return json.dumps({"items": [item], "next": f"/api?page={after}"}).encode()

    as_json = {"Content-Type": "application/json"}
    with Site({f"/api?page={n}": (200, as_json, answer(n)) for n in range(1, 30)}) as site:
        done = wiretrace("crawl", site.url + "/api?page=1", "--max-pages", "7", "--no-track", cwd=tmp_path)
    assert f"{7 if endless else 3} stored" in done.out, done.out + done.err


@pytest.mark.parametrize(
    ("role", "relay", "shown_as"),
    [
        pytest.param(Role.ARTICLE, None, "article", id="own-page"),
        pytest.param(Role.ARTICLE, "Hearthside", "main", id="portals-page"),
        pytest.param(Role.RELATED, "Hearthside", "related", id="list-below"),
    ],
)
def test_a_portals_page_is_no_outlets_own(role: Role, relay: str | None, shown_as: str) -> None:
    """An article on a portal's page is shown by the portal, whatever the page is a page of."""
    (rendering,) = renderings_of([a_sighting(role=role, relay=relay)])
    assert rendering.role == shown_as
