"""Real saved pages of aggregators: how many of their items are read, and how exactly. The pages are labelled, and not shipped."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawler.sightings.observe import observe
from crawler.sightings.record import Capture, Sighting
from crawler.sightings.registries import Registries, load_registries

# What was measured on 30 pages of 22 sites, less a little: precision and recall by kind of page.
FLOORS = {"aggregator": (0.98, 0.97), "link-list": (0.98, 0.97), "portal": (0.98, 0.97), "live-blog": (1, 1)}
# Shares of the found, over all kinds but outlets' own sections: headline exact, outlet right, printed time read.
EXACT = {"headline": 0.98, "outlet": 0.92, "time": 0.97}


def the_scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_aggregators", shared / "tools" / "score_aggregators.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_row(sighting: Sighting) -> dict[str, Any]:
    published = sighting.published
    return {
        "headline": sighting.headline,
        "url": sighting.url,
        "outlet": sighting.outlet,
        "outlet_printed": sighting.outlet_printed,
        "outlet_known": sighting.outlet_known,
        "time_printed": sighting.time_printed,
        "published_earliest": published.earliest.isoformat() if published else None,
        "published_latest": published.latest.isoformat() if published else None,
    }


def scored(folder: Path, scorer: ModuleType, registries: Registries) -> tuple[str, Counter[str]]:
    """The kind of the page in *folder* and what the scorer counts on it."""
    meta, truth = (json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("meta", "truth"))
    capture = Capture(
        key=folder.name,
        sha256=folder.name,
        kind="html",
        raw=(folder / "page.html").read_bytes(),
        url=meta["url"],
        fetched_at=datetime.fromisoformat(meta["fetched_at"]),
    )
    rows = [as_row(sighting) for sighting in observe(capture, registries).sightings]
    counts = scorer.score_page(truth, rows, scorer.domain(urlsplit(meta["url"]).netloc))
    return truth["kind"], Counter({key: value for key, value in counts.items() if isinstance(value, int)})


@pytest.mark.slow
def test_real_aggregators_are_read_as_a_reader_sees_them(shared):
    """Items by kind, headlines, outlets and times stay above the floors; outlets' own sections give no sightings of others."""
    scorer, registries = the_scorer(shared), load_registries()
    by_kind: dict[str, Counter[str]] = {}
    for folder in sorted(path.parent for path in (shared / "data" / "aggregators").glob("*/truth.json")):
        kind, counts = scored(folder, scorer, registries)
        by_kind.setdefault(kind, Counter()).update(counts)
    for kind, (precision, recall) in FLOORS.items():
        counts = by_kind[kind]
        assert counts["found"] >= precision * counts["rows"], kind
        assert counts["found"] >= recall * counts["items"], kind
    assert by_kind["own-section"]["outlet_false"] == 0
    total = sum((counts for kind, counts in by_kind.items() if kind != "own-section"), Counter())
    assert total["headline"] >= EXACT["headline"] * total["found"]
    assert total["outlet_ok"] >= EXACT["outlet"] * total["outlet_n"]
    assert total["time_ok"] >= EXACT["time"] * total["time_n"]
    assert total["not_items_read"] <= 0.01 * total["rows"]
