"""Run again: nearly the same text, further apart than the window, is linked with the days between and joins no story."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.tracking.config import TrackingConfig
from crawler.tracking.corpus import Document, track_texts
from tests.command import wiretrace
from tests.site import story

CONFIG = TrackingConfig()
TEXT = f"{story(1)} {story(3)}"
START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def ran(key: str, text: str, days: float) -> Document:
    """A copy of *text* so many days after the start, each of an outlet of its own."""
    at = START + timedelta(days=days)
    return Document(key=key, text=text, outlet=key, times=(at, at))


def again(*documents: Document, config: TrackingConfig = CONFIG) -> dict[tuple[str, str], int | None]:
    """The links that were found, with the days between those that ran a text again."""
    return {(link.a, link.b): link.again_after for link in track_texts(documents, config).links}


def edited(text: str) -> str:
    """The same with a word changed here and there."""
    words = text.split()
    words[7] = words[40] = "otherwise"
    return " ".join(words)


@pytest.mark.parametrize("later", [TEXT, edited(TEXT)], ids=["the-same-words", "edited"])
def test_a_text_that_returns_after_months_is_linked(later):
    """A hoax of March that is back in July was run again after 120 days."""
    assert again(ran("a", TEXT, 0), ran("b", later, 120.5)) == {("a", "b"): 120}


def test_what_returns_makes_no_story():
    """It is another event: nobody copied whom four months ago by syndication."""
    found = track_texts([ran("a", TEXT, 0), ran("b", TEXT, 120)], CONFIG)
    assert [each.copies for each in found.stories] == [("a",), ("b",)]


def test_copies_of_one_time_are_not_run_again():
    """Inside the window a link is what it always was."""
    assert again(ran("a", TEXT, 0), ran("b", edited(TEXT), 2)) == {("a", "b"): None}


def test_the_first_copies_of_either_time_are_linked():
    """Many copies then and many now are one link, not their product."""
    then = [ran(f"a{number}", TEXT, 0.1 * number) for number in range(4)]
    now = [ran(f"b{number}", TEXT, 90 + 0.1 * number) for number in range(4)]
    assert {pair: days for pair, days in again(*then, *now).items() if days is not None} == {("a0", "b0"): 90}


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(" ".join(TEXT.split()[:60]), id="an-excerpt"),
        pytest.param(f"{TEXT} {story(2)}", id="half-of-another"),
        pytest.param(story(2), id="another-story"),
    ],
)
def test_less_than_nearly_all_is_not_run_again(later):
    """Out of the window, only near-identity counts."""
    assert again(ran("a", TEXT, 0), ran("b", later, 120)) == {}


def test_a_form_is_not_run_again():
    """The same sentences with other numbers are next month's bulletin."""
    form = "The bank bought {} crowns of bills at {} percent on Monday, {} crowns of bonds at {} percent, and sold {} crowns to dealers in the market, it said."
    one, other = form.format(410, 2.1, 33, 4.2, 17), form.format(298, 3.7, 54, 5.9, 81)
    assert again(ran("a", one, 0), ran("b", other, 120)) == {}


def test_a_short_notice_is_not_run_again():
    """A tender or a dividend has the same few words every month."""
    notice = " ".join(TEXT.split()[:60])
    assert again(ran("a", notice, 0), ran("b", notice, 120)) == {}


def test_without_a_window_nothing_is_further_apart():
    """Who wants all in one story says so."""
    assert again(ran("a", TEXT, 0), ran("b", TEXT, 120), config=replace(CONFIG, window_hours=None)) == {
        ("a", "b"): None
    }


@pytest.mark.slow
def test_a_store_links_it_and_says_so(tmp_path):
    """Export, explain and the report tell it, in whatever order the copies came."""
    texts = {"march": (TEXT, "2026-03-01T08:00:00Z"), "july": (edited(TEXT), "2026-07-01T08:00:00Z")}
    articles = [{"id": key, "outlet": key, "title": key, "text": text, "time": at} for key, (text, at) in texts.items()]
    for article in articles:
        (tmp_path / "in.jsonl").write_text(json.dumps(article) + "\n")
        assert wiretrace("import", "in.jsonl", cwd=tmp_path).code == 0
    link = json.loads(wiretrace("export", "links", cwd=tmp_path).out)
    assert (link["relation"], link["again_after_days"], link["lag_latest_seconds"]) == ("edited", 122, None)
    assert wiretrace("export", "lags", cwd=tmp_path).out == ""
    assert "yes, run again after 122 days" in wiretrace("explain", "march", "july", cwd=tmp_path).out
    assert wiretrace("report", "--out", "r", cwd=tmp_path).code == 0
    assert "## Run again" in next((tmp_path / "r").glob("*.md")).read_text(encoding="utf-8")
