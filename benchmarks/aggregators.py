"""Items of real aggregators' saved pages: as they are, with nobody known, and in disguises of an unknown site.

``python -m benchmarks.aggregators [PAGE...]``. Counted by the scorer beside the data: items found, false ones, headlines exact,
outlets right, times right. Then how sure lists were, and how often that was right; and the time a page costs. Needs ../shared.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from benchmarks.disguises import disguised
from crawler.pages.blocks.lists import lists_of
from crawler.pages.html.markup import decode
from crawler.pages.page import Page
from crawler.provenance.outlets.registry import Outlets
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture, Sighting
from crawler.sightings.registries import Registries, load_registries

SHARED = Path(__file__).parents[2] / "shared"
UNKNOWN_HOST = "brasswheel"  # what an aggregator is called whose host is disguised


@dataclass(frozen=True)
class WithOutlets(Registries):
    """What the program knows beforehand, with another table of outlets."""

    table: Outlets | None = None

    @property
    def outlets(self) -> Outlets:
        """The table of outlets that was given."""
        assert self.table is not None
        return self.table


def without_aggregators(outlets: Outlets) -> Outlets:
    """Return the table as if no aggregator were known."""
    relays = {key for key, entry in outlets.by_key.items() if entry.outlet.kind == "aggregator"}
    return Outlets(
        {key: entry for key, entry in outlets.by_key.items() if key not in relays},
        {name: outlet for name, outlet in outlets.by_name.items() if outlet.key not in relays},
        {host: outlet for host, outlet in outlets.by_host.items() if outlet.key not in relays},
    )


def knowledge() -> Mapping[str, Registries]:
    """Return what may be known: all, no aggregator, or no outlet at all."""
    everything = load_registries()
    tables = {
        "all": everything.outlets,
        "no aggregator": without_aggregators(everything.outlets),
        "nobody": Outlets.from_toml(""),
    }
    return {name: WithOutlets(table=table) for name, table in tables.items()}


@dataclass(frozen=True)
class Saved:
    """One labelled page of the set."""

    folder: Path

    @cached_property
    def meta(self) -> dict[str, Any]:
        """Its address and when it was fetched."""
        meta: dict[str, Any] = json.loads((self.folder / "meta.json").read_text(encoding="utf-8"))
        return meta

    @cached_property
    def truth(self) -> str:
        """What a reader sees on it, as JSON."""
        return (self.folder / "truth.json").read_text(encoding="utf-8")

    @cached_property
    def html(self) -> str:
        """Its markup."""
        return decode((self.folder / "page.html").read_bytes())


def saved_pages(shared: Path, names: Sequence[str] = ()) -> Sequence[Saved]:
    """Return the labelled pages, or those of *names*."""
    folders = sorted(path.parent for path in (shared / "data" / "aggregators").glob("*/truth.json"))
    return [Saved(folder) for folder in folders if not names or folder.name in names]


def the_scorer(shared: Path) -> ModuleType:
    """Return the scorer beside the data."""
    spec = importlib.util.spec_from_file_location("score_aggregators", shared / "tools" / "score_aggregators.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(
    page: Saved,
    scorer: ModuleType,
    registries: Registries,
    disguises: Sequence[str] = (),
    *,
    minified: bool = False,
    moved: bool = False,
) -> tuple[str, Counter[str]]:
    """Return the kind of a page and what the scorer counts on it, in *disguises*; *moved* is to a host that nobody knows."""
    url, truth, html = page.meta["url"], page.truth, page.html
    if moved:
        site = scorer.domain(urlsplit(url).netloc)
        other = site.replace(site.partition(".")[0], UNKNOWN_HOST, 1)
        url, truth, html = (text.replace(site, other) for text in (url, truth, html))
    plain = not disguises and not minified and not moved
    raw = (page.folder / "page.html").read_bytes() if plain else disguised(html, disguises, minified=minified)
    capture = Capture(
        key=page.folder.name,
        sha256=page.folder.name,
        kind="html",
        raw=raw,
        url=url,
        fetched_at=datetime.fromisoformat(page.meta["fetched_at"]),
    )
    rows = [_as_row(sighting) for sighting in observe(capture, registries).sightings]
    labels = json.loads(truth)
    counts = scorer.score_page(labels, rows, scorer.domain(urlsplit(url).netloc))
    return labels["kind"], Counter({key: value for key, value in counts.items() if isinstance(value, int)})


def _as_row(sighting: Sighting) -> dict[str, Any]:
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


def calibration(
    pages: Sequence[Saved], scorer: ModuleType, registries: Registries
) -> Iterator[tuple[str, int, int, int]]:
    """Yield for each step of sureness how many lists are so sure, how many rows they have, and how many of these are items."""
    steps = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.0, 0.7))
    counts: dict[tuple[float, float], Counter[str]] = {step: Counter() for step in steps}
    for saved in pages:
        labels = json.loads(saved.truth)
        if labels["kind"] == "live-blog":
            continue
        items = {scorer.norm(item["headline"]) for item in labels["items"] if labels["kind"] != "own-section"}
        either = {scorer.norm(headline) for headline in labels.get("optional", ())}
        page = Page.from_html(saved.html, url=saved.meta["url"], outlets=registries.outlets)
        for found in lists_of(page):
            step = next(each for each in steps if each[0] <= found.sure < each[1])
            heads = [scorer.norm(parts.headline) for parts in found.fields.parts]
            judged = [head for head in heads if head not in either or head in items]
            counts[step].update(lists=1, rows=len(judged), right=sum(head in items for head in judged))
    for (low, _), each in counts.items():
        yield (f"from {low}", each["lists"], each["rows"], each["right"])


#: What is measured: a name, what is known, the disguises, and whether the host is another and white space gone.
WAYS: Sequence[tuple[str, str, tuple[str, ...], bool, bool]] = (
    ("as it is", "all", (), False, False),
    ("no aggregator known", "no aggregator", (), False, False),
    ("nobody known", "nobody", (), False, False),
    ("hashed classes", "all", ("hashed",), False, False),
    ("no classes", "all", ("bare",), False, False),
    ("nothing declared", "all", ("undeclared",), False, False),
    ("divs", "all", ("divs",), False, False),
    ("tables", "all", ("tables",), False, False),
    ("times as text", "all", ("times as text",), False, False),
    ("minified", "all", (), False, True),
    ("a stranger", "nobody", ("hashed", "undeclared", "times as text"), True, True),
)


def main(names: Sequence[str]) -> None:
    """Print a line for each way of looking at the pages, then how sure lists were."""
    scorer, known, pages = the_scorer(SHARED), knowledge(), saved_pages(SHARED, names)
    print(f"{'':22}{'P':>7}{'R':>7}{'headline':>10}{'outlet':>8}{'time':>7}  false outlets, of own sections; ms a page")
    for name, who, disguises, moved, minified in WAYS:
        total, own = Counter[str](), Counter[str]()
        started = time.process_time()
        for page in pages:
            kind, counts = scored(page, scorer, known[who], disguises, moved=moved, minified=minified)
            (own if kind == "own-section" else total).update(counts)
        cost = 1_000 * (time.process_time() - started) / max(1, len(pages))
        shares = [
            total[part] / max(1, total[whole])
            for part, whole in (
                ("found", "rows"),
                ("found", "items"),
                ("headline", "found"),
                ("outlet_ok", "outlet_n"),
                ("time_ok", "time_n"),
            )
        ]
        print(
            f"{name:22}{shares[0]:7.3f}{shares[1]:7.3f}{shares[2]:10.3f}{shares[3]:8.3f}{shares[4]:7.3f}"
            f"  {total['outlet_false']}, {own['outlet_false']}; {cost:.0f}"
        )
    for who in ("all", "no aggregator", "nobody"):
        for step, lists, rows, right in calibration(pages, scorer, known[who]):
            print(f"sure {step}, {who} known: {right} of {rows} rows right, {lists} lists")


if __name__ == "__main__":
    main(sys.argv[1:])
