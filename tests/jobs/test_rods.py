"""What stories are measured against, made at the end of tracking and kept: the wire's item, what outlets share, or the fullest copy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from crawler.jobs.explaining import explain
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.reporting import report_input
from crawler.jobs.track import track
from crawler.reports.build.build import build
from crawler.sightings.registries import load_registries
from crawler.store.rods.stored import rods
from crawler.store.store import Store
from crawler.store.stories import stories
from crawler.tracking.config import TrackingConfig
from crawler.tracking.rods.reconstruction import reconstruct
from crawler.tracking.rods.rod import Rod, RodKind
from tests.jobs.test_kept_comparisons import FEEDS, counted
from tests.tracking.test_tracking import text

CONFIG = TrackingConfig()
REGISTRIES = load_registries()
LINES = [" ".join(text(seed, 20)) for seed in range(6)]


def article(number: int, *lines: str, outlet: str | None = None, title: str = "The seal") -> dict:
    """An article of an outlet of its own."""
    name = outlet or f"Gazette {number}"
    return {"id": f"a{number}", "outlet": name, "title": title, "text": "\n".join(lines), "time": f"2026-11-22T12:{number:02d}:00Z"}  # fmt: skip


ADDED = " ".join(text(90, 30))
STORY = [
    article(0, *LINES, ADDED, title="Our seal"),
    article(1, *LINES[:5]),
    article(2, LINES[0], *LINES[2:]),
    article(3, *LINES[1:]),
]


def add(store: Store, folder: Path, articles: Iterable[dict]) -> None:
    """Import some articles and track."""
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    import_paths(store, [folder / "in.jsonl"], REGISTRIES, defaults=Defaults())
    track(store, CONFIG)


def kept(store: Store) -> dict[str, Rod]:
    """Return every rod."""
    with store.read() as connection:
        return rods(connection, {story.key for story in stories(connection)})


def test_copies_are_measured_against_what_outlets_share(store, tmp_path):
    """The longest copy has 30 words of its own: they are not part of what others failed to run, and its headline is its own."""
    add(store, tmp_path, STORY)
    (rod,) = kept(store).values()
    assert rod.kind is RodKind.RECONSTRUCTED
    assert [sentence.text for sentence in rod.sentences] == LINES
    report = build(report_input(store, REGISTRIES, CONFIG, title="Report"))
    (story,) = report.stories
    rows = {row.external_id: row for row in story.rows}
    assert {name: round(row.ran, 2) for name, row in rows.items()} == {"a0": 1.0, "a1": 0.83, "a2": 0.83, "a3": 0.83}
    assert rows["a0"].fullest
    assert rows["a0"].own == pytest.approx(0.2)
    assert [name for name, row in rows.items() if row.headline_changed] == ["a0"]


def test_a_story_of_two_or_of_one_house_is_measured_against_its_fullest_copy(store, tmp_path):
    """Two outlets, and a third version that one of them ran, are too few to tell whose words those of one are."""
    add(store, tmp_path, [*STORY[:2], article(4, *LINES[2:], outlet="Gazette 1")])
    assert kept(store) == {}


@pytest.mark.slow
def test_the_wires_own_item_comes_first(store):
    """Where the wire brought its item, copies are measured against that, however many outlets ran it."""
    registries = load_registries(FEEDS / "registry.toml")
    for path in (FEEDS / "newsml-g2" / "feed.xml", FEEDS / "outlets.jsonl"):
        import_paths(store, [path], registries, defaults=Defaults())
    track(store, CONFIG)
    found = kept(store)
    assert found
    assert {rod.kind for rod in found.values()} == {RodKind.ITEM}
    report = build(report_input(store, registries, CONFIG, title="Report"))
    for story in (story for story in report.stories if story.originals):
        assert [row.ran for row in story.rows if row.measure] == [1.0]
        assert story.measure.headline == next(row.headline for row in story.rows if row.measure)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_arrival_and_the_number_of_runs_decide_nothing(tmp_path, seed):
    """Articles in another order, in parts, tracked after each: the same rods as at once."""
    others = [article(10 + n, *(" ".join(text(200 + n, 20)) for _ in range(3))) for n in range(4)]
    every = [*STORY, article(5, *LINES[::-1]), *others]
    whole, parts = Store(f"sqlite:///{tmp_path / 'a.db'}"), Store(f"sqlite:///{tmp_path / 'b.db'}")
    add(whole, tmp_path, every)
    Random(seed).shuffle(every)
    for start in range(0, len(every), 2):
        add(parts, tmp_path, every[start : start + 2])
    track(parts, CONFIG)
    assert sorted(r.text for r in kept(parts).values()) == sorted(r.text for r in kept(whole).values())
    assert [r.sentences for r in kept(parts).values()] == [r.sentences for r in kept(whole).values()]
    whole.close()
    parts.close()


@pytest.mark.slow
def test_a_proof_says_how_much_either_ran_of_the_shared_text(store, tmp_path):
    """`explain` gives the shares that the report prints; of a story of two, those of its fullest copy."""
    two = [article(30 + n, *(" ".join(text(seed, 30)) for seed in range(300, 304 - n))) for n in range(2)]
    add(store, tmp_path, [*STORY, *two])
    (shares,) = explain(store, "a0", "a1", REGISTRIES, CONFIG).shares
    assert (shares.kind, shares.ran_a, round(shares.ran_b, 2)) == (RodKind.RECONSTRUCTED, 1.0, 0.83)
    (shares,) = explain(store, "a30", "a31", REGISTRIES, CONFIG).shares
    assert (shares.kind, shares.ran_a, shares.ran_b) == (RodKind.FULLEST, 1.0, 0.75)


@pytest.mark.slow
def test_only_stories_that_were_touched_are_measured_again(store, tmp_path):
    """Another story costs the first one nothing."""
    add(store, tmp_path, STORY)
    before = kept(store)
    with counted(reconstruct) as calls:
        add(store, tmp_path, [article(20 + n, *(" ".join(text(seed, 20)) for seed in range(60, 64))) for n in range(3)])
    assert calls == [1]
    assert before.items() <= kept(store).items()
