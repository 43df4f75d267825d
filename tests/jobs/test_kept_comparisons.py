"""Comparisons are made once, by tracking: reports and exports read them, and say what comparing again would say."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.jobs.exporting import export
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.reporting import report_input
from crawler.jobs.track import settle_window, track
from crawler.jobs.upkeep import unfinished
from crawler.jobs.upkeep.rereading import reread
from crawler.reports.build.build import build
from crawler.reports.renderers import RENDERERS
from crawler.sightings.registries import load_registries
from crawler.store.comparisons import Purpose, forget_comparisons
from crawler.store.schema import comparison
from crawler.store.store import Store
from crawler.tables.formats import FORMATS
from crawler.tracking.config import TrackingConfig
from crawler.tracking.verdict import compare
from tests import places
from tests.tracking.test_tracking import text

FEEDS = places.FIXTURES / "wirefeeds"
CONFIG = TrackingConfig()
REGISTRIES = load_registries(FEEDS / "registry.toml")


@contextmanager
def counted(function: Callable[..., object]) -> Iterator[list[int]]:
    """Count the calls of a function, under whatever name its callers know it."""
    calls = [0]

    def watch(frame: object, event: str, _: object) -> None:
        calls[0] += event == "call" and frame.f_code is function.__code__

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def records() -> list[dict]:
    """A story whose ends share nothing, and articles that were changed: soon, too late to be linked, and beyond recognition."""
    first, second, third, other, last = (text(seed, 120) for seed in (1, 2, 3, 4, 5))
    ran = {"long": text(6, 200) + first, "between": first + second, "end": [*second, *third[:40]]}
    made = [
        {"id": name, "outlet": f"Outlet {name}", "title": name, "text": " ".join(words), "time": "2026-11-22T12:00:00Z"}
        for name, words in ran.items()
    ]
    looks = (
        ("soon", 1, [*other, "more"]),
        ("late", 24 * 8, [*other[:100], *["and", "much", "else"]]),
        ("else", 1, last),
    )
    for name, hours, changed in looks:
        for day, words in ((22, other), (22 + hours // 24, changed)):
            when = f"2026-11-{day}T{hours % 24 + 1 if words is changed else 0:02d}:00:00Z"
            made.append(
                {"id": f"{name}-{len(made)}", "outlet": f"Paper {name}", "title": "The very same headline", "text": " ".join(words),
                 "url": f"https://{name}.example/a", "fetched_at": when, "time": when}
            )  # fmt: skip
    return [*made, *shared()]


def shared() -> list[dict]:
    """A text that four outlets ran, each with a line of its own, and no two with the same lines."""
    lines = [" ".join(text(seed, 24)) for seed in range(30, 36)]
    made = []
    for number in range(4):
        ran = [line for at, line in enumerate(lines) if at != number]
        ran.insert(number, " ".join(text(40 + number, 15)))
        made.append(
            {"id": f"shared-{number}", "outlet": f"Gazette {number}", "title": "Shared", "text": "\n".join(ran), "time": "2026-11-22T12:00:00Z"}
        )  # fmt: skip
    return made


PATHS = (FEEDS / "newsml-g2" / "feed.xml", FEEDS / "outlets.jsonl", "records.jsonl")


def fill(store: Store, folder: Path, paths: Sequence[Path | str] = PATHS) -> None:
    """Import a wire's feed in several versions, outlets that ran it, and those records, and track after each."""
    (folder / "records.jsonl").write_text("\n".join(map(json.dumps, records())), encoding="utf-8")
    for path in paths:
        import_paths(store, [folder / path], REGISTRIES, defaults=Defaults())
        track(store, CONFIG)


@pytest.fixture
def tracked(store: Store, tmp_path: Path) -> Store:
    """A filled store, on each database in turn."""
    fill(store, tmp_path)
    return store


def reported(store: Store) -> dict[str, str]:
    """Return every file of the report."""
    report = build(report_input(store, REGISTRIES, CONFIG, title="Report"))
    return {name: each for render in RENDERERS.values() for name, each in render(report).items()}


def exported(store: Store) -> dict[str, bytes]:
    """Return every export."""
    files: dict[str, bytes] = {}
    for what in FORMATS:
        out = io.BytesIO()
        export(store, what, "jsonl", REGISTRIES, out)
        files[what] = out.getvalue()
    return files


def kept(store: Store) -> dict[tuple[str, str, str], str]:
    """Return the rule of every comparison that is kept, by its purpose and texts."""
    query = sa.select(comparison.c.purpose, comparison.c.a, comparison.c.b, comparison.c.rule)
    with store.read() as connection:
        return {(purpose, a, b): rule for purpose, a, b, rule in connection.execute(query)}


@pytest.mark.slow
def test_reports_and_exports_compare_nothing(tracked):
    """Tracking has compared every pair that a report or an export shows, unrelated ones too, and so has no more to do itself."""
    assert {purpose for purpose, _, _ in kept(tracked)} == set(Purpose)
    with counted(compare) as calls:
        reported(tracked)
        exported(tracked)
        track(tracked, CONFIG)
    assert calls == [0]


@pytest.mark.slow
def test_what_is_kept_says_what_comparing_again_would_say(tracked):
    """A store whose tracking kept nothing, as an earlier program's, gives the same report and exports, and compares for them."""
    report, exports, before = reported(tracked), exported(tracked), kept(tracked)
    with tracked.write() as connection:
        forget_comparisons(connection)
    with counted(compare) as calls:
        assert reported(tracked) == report
        assert exported(tracked) == exports
    assert calls[0] >= len(before)
    track(tracked, CONFIG)
    assert kept(tracked) == before


@pytest.mark.slow
def test_the_order_of_arrival_does_not_matter(tracked, tmp_path):
    """Whatever comes first, the same comparisons are kept in the end."""
    other = Store(f"sqlite:///{tmp_path / 'other.db'}")
    fill(other, tmp_path, PATHS[::-1])
    assert kept(other) == kept(tracked)
    other.close()


@pytest.mark.slow
def test_only_what_is_new_is_compared(tracked, tmp_path):
    """One more article that nobody shares costs no comparison, and leaves what is kept as it was."""
    before = kept(tracked)
    lone = {"id": "lone", "outlet": "Outlet", "title": "Lone", "text": " ".join(text(77, 90))}
    (tmp_path / "lone.jsonl").write_text(json.dumps(lone), encoding="utf-8")
    import_paths(tracked, [tmp_path / "lone.jsonl"], REGISTRIES, defaults=Defaults())
    with counted(compare) as calls:
        assert track(tracked, CONFIG).copies == 1
    assert calls == [0]
    assert kept(tracked) == before


@pytest.mark.slow
@pytest.mark.parametrize("again", [lambda store: reread(store, REGISTRIES), lambda store: settle_window(store, 96)])
def test_what_is_tracked_again_is_compared_again(tracked, again):
    """After captures were read again or the window changed, the same comparisons come out."""
    before = kept(tracked)
    again(tracked)
    assert kept(tracked) == {}
    track(tracked, replace(CONFIG, window_hours=96))
    assert kept(tracked) == before


@pytest.mark.slow
def test_what_a_stopped_tracking_left_out_is_compared_by_the_next(tracked):
    """Tracking ended after it had grouped stories: nothing new came since, and what is missing is compared all the same."""
    before = kept(tracked)
    with tracked.write() as connection:
        connection.execute(comparison.delete())
        unfinished.begin(connection)
    track(tracked, CONFIG)
    assert kept(tracked).keys() >= {pair for pair in before if pair[0] != Purpose.VERSION}
