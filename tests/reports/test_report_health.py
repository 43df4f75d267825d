"""The health of the sources in the report: what each gave, run by run, and what is wrong with it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import html

from crawler.findings.health import source_health
from crawler.reports.build.build import build
from crawler.reports.html.health_bars import health_bars
from crawler.reports.html.render import render as render_html
from crawler.reports.markdown.render import render as render_markdown
from crawler.sources.runs import Counts, Run
from tests.factories import NOON, a_report_input

DRIFT = "daily8: blocks a page 0.2, was 5.9 in the last 7 runs"


def a_run(number: int = 1, *, key: str = "harbor", sightings: int = 40, **changes) -> Run:
    """The run of a day."""
    at = NOON + timedelta(days=number)
    given = Run(
        id=number, key=key, source=key, started_at=at, finished_at=at + timedelta(minutes=2), beat_at=at, holder="desk:1",
        outcome="finished", exit_code=0, settings="0" * 16, counts=Counts(pages=6, sightings=sightings),
    )  # fmt: skip
    return replace(given, **changes)


def test_a_source_is_told_by_its_runs_and_a_bad_one_first():
    """Median of the earlier runs beside the last; sources in trouble stand first."""
    good = [a_run(number, key="a-good", sightings=38 + number) for number in range(1, 4)]
    bad = [a_run(number, key="z-bad") for number in range(1, 4)] + [
        a_run(4, key="z-bad", sightings=2, exit_code=3, drift=(DRIFT,))
    ]
    first, second = source_health(reversed([*good, *bad]))
    assert (first.name, first.well, first.runs, first.failed, first.usual, first.sightings) == (
        "z-bad",
        False,
        4,
        1,
        40,
        2,
    )
    assert [bar.failed for bar in health_bars(first)] == [False, False, False, True]
    assert [bar.height for bar in health_bars(first)] == [20.0, 20.0, 20.0, 1.0]
    assert (second.name, second.well, second.usual) == ("a-good", True, 39.5)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"outcome": "interrupted", "exit_code": None, "counts": None}, id="killed before it began"),
        pytest.param({"exit_code": 1}, id="failed"),
        pytest.param({"exit_code": 3, "drift": (DRIFT,)}, id="drifted"),
    ],
)
def test_a_run_that_did_not_end_well_is_marked(changes):
    """However it ended badly."""
    (each,) = source_health([a_run(**changes)])
    assert (each.well, health_bars(each)[0].failed) == (False, True)


def test_only_so_many_runs_are_drawn_and_all_are_counted():
    """Sixty bars fit in the box; a run that is going on is not one of them."""
    every = [a_run(number) for number in range(1, 100)] + [a_run(100, finished_at=None, outcome=None, exit_code=None)]
    (each,) = source_health(every)
    assert (each.runs, len(health_bars(each))) == (99, 60)
    assert health_bars(each)[-1].x + health_bars(each)[-1].width <= 100


def test_the_report_draws_it_with_words_beside_it():
    """An image with a text for those who do not see it, drift in words, in HTML and Markdown; nothing without runs."""
    hostile = a_run(2, key="x", exit_code=3, drift=("<script>alert(1)</script>: blocks",))
    report = build(replace(a_report_input(), runs=[a_run(), hostile]))
    page = render_html(report)["report.html"]
    tree = html.fromstring(page)
    first, second = tree.xpath("//*[@id='health']//li")
    assert first.xpath("string(.//svg/@aria-label)").startswith("1 run up to")
    assert "40 sightings" in second.xpath("string(.//svg/@aria-label)")
    assert first.xpath("string(p[contains(@class, 'drift')])") == "<script>alert(1)</script>: blocks"
    assert tree.xpath("//nav//a[@href='#health']")
    assert not tree.xpath("//script")
    assert "## Health of the sources" in render_markdown(report)["report.md"]
    without = build(a_report_input())
    assert "Health of the sources" not in render_html(without)["report.html"]
    assert "Health of the sources" not in render_markdown(without)["report.md"]
