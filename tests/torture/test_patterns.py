"""The strings that regular expressions are tried against: made of their own parts, and of use."""

import re

import pytest

from tests.torture.patterns import parts_of, slowest


@pytest.mark.slow
@pytest.mark.parametrize("source", [r"(a|a)*b", r"\s+$", r"(?:\w+\s?)+!"])
def test_patterns_that_can_be_are_found(source):
    """Exponential and quadratic ones: the kinds that there have been."""
    assert slowest(re.compile(source), steps=(16, 300, 3_000), seconds=0.004)[0] > 0.004


def test_the_parts_of_a_pattern_are_what_it_matches():
    """Letters, classes and escapes, each once, in order."""
    assert parts_of(r"(?P<day>\d{1,2})\.\s?[A-Z][a-z]+(?:Uhr)?\u2014.") == [
        "1",
        ".",
        " ",
        "A",
        "a",
        "Uhr",
        "\u2014",
        "x",
    ]
