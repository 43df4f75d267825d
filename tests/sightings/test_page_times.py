"""Times in metadata, from the page to the exports: what is read, what is left alone, what each becomes."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.pages.page import Page
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import load_registries
from tests.factories import TEXT, sha

FETCHED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def head(*metas: tuple[str, str], json_ld: object = None) -> str:
    """A page whose head has these meta elements and this JSON-LD."""
    block = (
        f'<script type="application/ld+json">{json_ld if isinstance(json_ld, str) else json.dumps(json_ld)}</script>'
        if json_ld
        else ""
    )
    return f"<html><head>{''.join(f'<meta property={name!r} content={value!r}>' for name, value in metas)}{block}</head><body><p>x</p></body></html>"


ARTICLE = {"@type": "NewsArticle", "datePublished": "2026-11-21T08:00:00Z", "dateModified": "2026-11-21T09:00:00Z"}
EIGHT, NINE = ("2026-11-21T08:00:00Z", False), ("2026-11-21T09:00:00Z", True)
HEADS = {
    "meta elements": (
        head(("article:published_time", EIGHT[0]), ("article:modified_time", NINE[0])),
        [EIGHT, NINE],
    ),
    "JSON-LD": (head(json_ld=ARTICLE), [EIGHT, NINE]),
    "JSON-LD in a graph": (head(json_ld={"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"}, ARTICLE]}), [EIGHT, NINE]),
    "JSON-LD in a list, of several types": (head(json_ld=[{"@type": "Organization"}, ARTICLE | {"@type": ["Article", "Thing"]}]), [EIGHT, NINE]),
    "both say the same": (head(("article:published_time", EIGHT[0]), json_ld=ARTICLE), [EIGHT, NINE]),
    "both differ": (head(("article:published_time", "2026-11-20"), json_ld=ARTICLE), [("2026-11-20", False), EIGHT, NINE]),
    "the first article only": (head(json_ld=[ARTICLE, ARTICLE | {"datePublished": "2001-01-01"}]), [EIGHT, NINE]),
    "an article inside another thing": (head(json_ld={"@type": "ItemList", "itemListElement": [ARTICLE]}), []),
    "no time": (head(json_ld=ARTICLE | {"datePublished": None, "dateModified": 5}), []),
    "too long": (head(("article:published_time", "2026" * 20)), []),
    "broken JSON": (head(json_ld='{"@type": "NewsArticle", "datePublished": '), []),
    "nested thousands deep": (head(json_ld="[" * 100_000 + "]" * 100_000), []),
    "no metadata": (head(), []),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), HEADS.values(), ids=HEADS.keys())
def test_times_in_metadata(html: str, expected: list[tuple[str, bool]]) -> None:
    """Meta elements and the first article of JSON-LD state when it was published and updated; each statement once."""
    assert [(each.text, each.modified) for each in Page.from_html(html).times] == expected


@pytest.mark.slow
def test_hostile_metadata_costs_little() -> None:
    """A page of nothing but metadata is read in linear time."""
    html = head(*[("article:published_time", "2" * 39)] * 20_000, json_ld=json.dumps([{"@graph": [{}] * 1000}] * 100))
    started = time.process_time()
    Page.from_html(html)
    assert time.process_time() - started < 5


def a_daily8_page(**head_times: str) -> Capture:
    """A Daily8 page: an article with times in its metadata, and one block whose address has a day."""
    metas = "".join(f'<meta property="article:{name}_time" content="{value}">' for name, value in head_times.items())
    raw = f"""<html><head>{metas}</head><body><h1>A ferry for Little Skerry</h1><p>Oldhaven Echo</p><p>20-11-2026</p><p>{TEXT}</p>
    <h2>Related Articles</h2><p>Gullhaven Tide</p><p>Updated 2 hours ago</p>
    <h3><a href="https://www.tide.example/2026/11/21/ferries">Ferries at last</a></h3><p>{TEXT}</p><ul><li>Business</li></ul></body></html>""".encode()
    url = "https://daily8.example/en/article/0123456789abcdef0123456789abcdef"
    return Capture(key=sha(str(head_times)), sha256=sha(raw.decode()), kind="html", raw=raw, url=url, fetched_at=FETCHED, timezone="UTC", layout="daily8")  # fmt: skip


def test_a_page_gives_every_claim_it_makes() -> None:
    """Printed, declared and addressed times are claims of their own, with their source."""
    page = a_daily8_page(published="2026-11-20T08:00:00Z", modified="2026-11-19T08:00:00Z")
    main = observe(page, load_registries()).sightings[0]
    assert [(c.about.value, c.source and c.source.value, c.text) for c in main.claims] == [
        ("published", "absolute", "20-11-2026"),
        ("published", "metadata", "2026-11-20T08:00:00Z"),
        ("modified", "metadata", "2026-11-19T08:00:00Z"),
    ]
    assert main.published is not None
    assert main.published.earliest == main.published.latest == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert main.modified is not None
    assert (main.modified.earliest.day, main.time_notes) == (19, ("modified-before-published",))
    assert main.printed_by == "daily8"


def test_a_block_that_says_updated_is_dated_by_its_address() -> None:
    """The printed time is that of an update; the day in the block's link is all that says when it was published."""
    block = observe(a_daily8_page(), load_registries()).sightings[1]
    assert [(c.about.value, c.source and c.source.value) for c in block.claims] == [
        ("modified", "relative"),
        ("published", "url"),
    ]
    assert block.published is not None
    assert block.published.source.value == "url"
    assert block.modified is not None
    assert block.modified.latest == datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


def test_exports_show_claims_updates_and_notes(wiretrace, tmp_path: Path) -> None:
    """A record that was modified before it was published comes out as it was stated, with a note."""
    record = {"id": "x", "outlet": "Gullhaven Tide", "text": TEXT, "time": "2026-11-21T10:00:00Z", "modified": "2026-11-20T10:00:00Z",
              "url": "https://www.tide.example/2026/11/21/ferries", "fetched_at": "2026-11-22T12:00:00Z"}  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    assert wiretrace("import", "a.jsonl", cwd=tmp_path).code == 0
    rows = {what: json.loads(wiretrace("export", what, cwd=tmp_path).out) for what in ("sightings", "copies")}
    for what, row in rows.items():
        assert (row["published_earliest"], row["modified_earliest"]) == ("2026-11-21T10:00:00Z", "2026-11-20T10:00:00Z")
        assert row["time_notes"] == ["modified-before-published"]
        assert [(claim["about"], claim["source"]) for claim in row["time_claims"]] == [
            ("published", "metadata"),
            ("modified", "metadata"),
            ("published", "url"),
        ], what
    assert "sighting" in rows["copies"]["time_claims"][0]
    assert rows["sightings"]["extra"] is None
