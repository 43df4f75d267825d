"""A story's headline: the wire's own, else what most of its outlets carry, never what a page is called."""

import pytest

from crawler.findings.stories.headline import story_headline
from crawler.sightings.record import Kind
from tests.factories import a_copy

TEXT = (
    "The ferry between Oldhaven and Little Skerry will run every twenty minutes from Monday, the harbour office said."
)


def carrying(*headlines: str, **changes: object):
    """A copy of TEXT for each headline, each of an outlet of its own; the last is the fullest."""
    return [
        a_copy(key=f"c{number}", outlet=f"Paper {number}", outlet_key=f"paper-{number}", headline=headline, text=TEXT, **changes)
        for number, headline in enumerate(headlines)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        pytest.param(["Ferry to run", "FERRY TO RUN", "Boats!"], "Ferry to run", id="most-in-whatever-case"),
        pytest.param(["Ferry to run", "Comments", "Comments"], "Ferry to run", id="not-what-pages-are-called"),
        pytest.param(["Ferry from Monday", "Paper 1", "Home"], "Ferry from Monday", id="not-a-sites-name"),
        pytest.param(["Ferry to run", "Oldhaven ferry"], "Oldhaven ferry", id="of-equals-the-fullest"),
        pytest.param(["Comments", "Comments"], "Comments", id="nothing-else-there"),
        pytest.param(["Ferry to run | Paper 0", "Ferry to run", "Oldhaven ferry"], "Ferry to run", id="outlet-behind-it"),
        pytest.param(["Ferry - from Monday", "x"], "Ferry - from Monday", id="a-dash-is-no-outlet"),
        pytest.param(["", ""], "", id="none"),
    ],
)  # fmt: skip
def test_the_headline_that_most_outlets_carry(headlines, expected):
    """Headlines with the same words are one; a headline has words of the text."""
    assert story_headline(carrying(*headlines), f"c{len(headlines) - 1}") == expected


def test_an_outlet_counts_once():
    """Ten editions of one paper outvote nobody."""
    copies = carrying("Ferry to run", "Ferry to run", "Oldhaven ferry", "Oldhaven ferry", "Oldhaven ferry")
    same = [a_copy(key=each.key, outlet_key="one", headline=each.headline, text=TEXT) for each in copies[2:]]
    assert story_headline([*copies[:2], *same], "c4") == "Ferry to run"


def test_the_wires_own_headline_wins():
    """Where the agency's item is there, its headline is the story's."""
    item = a_copy(key="w", kind=Kind.WIRE, headline="OLDHAVEN-FERRY/", text=TEXT)
    assert story_headline([*carrying("Ferry to run", "Ferry to run"), item], "c0") == "OLDHAVEN-FERRY/"
