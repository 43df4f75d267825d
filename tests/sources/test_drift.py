"""Drift: a run's yields against those of earlier runs; pure values."""

import pytest

from crawler.sources.yields import UNREAD, DriftRules, Yield, drift, yields_data, yields_of


def a_yield(**changes) -> Yield:
    """A layout's counts in a run: ten pages of six blocks each."""
    return Yield(**{"pages": 10, "starts": 1, "sightings": 70, "blocks": 60, "empty": 1, "unanchored": 0} | changes)


def history(runs: int = 7, **changes) -> list[dict[str, Yield]]:
    """Earlier runs that were all alike."""
    return [{"daily8": a_yield(**changes)}] * runs


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({}, [], id="as ever"),
        pytest.param({"blocks": 31, "sightings": 41}, [], id="just above half"),
        pytest.param(
            {"blocks": 2, "sightings": 12}, ["daily8: blocks a page 0.2, was 6.0 in the last 7 runs"], id="blocks gone"
        ),
        pytest.param({"pages": 1, "blocks": 6, "sightings": 7}, [], id="fewer pages, same blocks a page"),
        pytest.param(
            {"empty": 30}, ["daily8: bodies that are empty 43% (30 of 70), was 1% in the last 7 runs"], id="empty bodies"
        ),
        pytest.param({"empty": 20}, [], id="29 % of bodies empty is not up by 30 points"),
        pytest.param(
            {"unanchored": 70},
            ["daily8: times that nothing anchors 100% (70 of 70), was 0% in the last 7 runs"],
            id="no time anchored",
        ),
    ],
)  # fmt: skip
def test_a_collapse_is_told_and_nothing_else(changes, told):
    """Under half of the usual blocks a page, or a share up by 30 points and at least doubled."""
    assert list(drift({"daily8": a_yield(**changes)}, history())) == told


@pytest.mark.parametrize("runs", [0, 1, 4])
def test_too_short_a_history_says_nothing(runs):
    """Five earlier runs are needed."""
    assert drift({"daily8": a_yield(blocks=0)}, history(runs)) == ()
    assert drift({"daily8": a_yield(blocks=0)}, history(5)) != ()


@pytest.mark.parametrize(
    ("usual", "now"),
    [
        pytest.param({"pages": 1, "blocks": 4, "sightings": 5}, {"pages": 1, "blocks": 0}, id="four blocks expected"),
        pytest.param(
            {"pages": 1, "blocks": 0, "sightings": 1, "empty": 0},
            {"pages": 1, "blocks": 0, "sightings": 1, "empty": 1},
            id="one empty body",
        ),
        pytest.param({"empty": 40}, {"empty": 70}, id="up by 43 points, but not doubled"),
    ],
)
def test_small_numbers_do_not_alarm(usual, now):
    """What may be chance is not told."""
    assert drift({"daily8": a_yield(**now)}, history(**usual)) == ()


def test_one_odd_run_moves_no_median():
    """A single bad run among the earlier ones neither hides a collapse nor makes one."""
    odd = [{"daily8": a_yield(blocks=0)}, *history(6)]
    assert drift({"daily8": a_yield()}, odd) == ()
    assert drift({"daily8": a_yield(blocks=0)}, odd) != ()


def test_only_the_last_runs_count():
    """A change that has lasted for ten runs is what the source gives now."""
    assert drift({"daily8": a_yield(blocks=20, sightings=30)}, history(10, blocks=20, sightings=30) + history(20)) == ()


def test_a_layout_without_blocks_is_judged_by_its_sightings():
    """Articles and feeds have no related blocks."""
    usual = history(sightings=10, blocks=0, empty=0)
    (line,) = drift({"daily8": a_yield(sightings=1, blocks=0, empty=0)}, usual)
    assert line == "daily8: sightings a page 0.1, was 1.0 in the last 7 runs"


def test_a_layout_that_no_longer_reads_the_start_page_is_told():
    """A redesign makes another layout read it, or none."""
    (line,) = drift({"section": a_yield(pages=3, blocks=0, sightings=0)}, history())
    assert line == "daily8: read none of 1 start page, which it read in the last 7 runs; read by: section"
    (line,) = drift({UNREAD: Yield(pages=1, starts=1)}, history())
    assert line.endswith("read by: no layout")


@pytest.mark.parametrize(
    ("now", "before"),
    [
        pytest.param({}, {"daily8": a_yield()}, id="nothing new came: all unchanged"),
        pytest.param({"feed": a_yield()}, {"feed": a_yield(), "article": a_yield(starts=0)}, id="no new article today"),
    ],
)
def test_a_layout_that_was_not_asked_is_not_told(now, before):
    """Start pages that had not changed, or no article to follow, are no drift."""
    assert drift(now, [before] * 7) == ()


def test_pages_that_no_layout_reads_any_more_are_told():
    """Deeper pages break, too."""
    before = [{"daily8": a_yield(), UNREAD: Yield(pages=1)}] * 6
    now = {"daily8": a_yield(), UNREAD: Yield(pages=8)}
    assert drift(now, before) == ("pages that no layout reads: 44% (8 of 18), was 9% in the last 6 runs",)


def test_yields_come_back_as_they_went_in():
    """JSON and back."""
    yields = {"daily8": a_yield(), UNREAD: Yield(pages=2)}
    assert yields_of(yields_data(yields)) == yields
    assert yields_of(None) == {}


@pytest.mark.parametrize("wrong", [{"least_runs": 0}, {"least_runs": 11}, {"collapse": 1.0}, {"share_times": 0.5}])
def test_rules_that_make_no_sense_are_refused(wrong):
    """Each number checks itself."""
    with pytest.raises(ValueError, match=r"must be|shares"):
        DriftRules(**wrong)
