"""Splitting by tables of bytes: the same words and places as the definition's regular expression."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.text import western
from crawler.text.words import _WORD as DEFINITION

WRITABLE = [character for byte in range(256) if (character := bytes([byte]).decode("cp1252", "ignore"))]
#: Apostrophes, percent signs and letters next to each other are what the tables have to get right.
TIGHT = st.text(
    st.sampled_from(["a", "B", "7", "'", "\u2019", "%", " ", "\n", "\u00e9", "\u201c", "\u2013"]), max_size=30
)


@pytest.mark.slow
@given(st.one_of(TIGHT, st.text(st.sampled_from(WRITABLE), max_size=60)))
@example("don't ''no'' dogs' 'tis rock'n'roll a''b")
@example("5%%up 5 %of%")
@example("".join(WRITABLE))
@settings(deadline=None, max_examples=500)
def test_texts_that_windows_1252_can_write_are_split_as_words_are_defined(text):
    """Words as written, apostrophes straightened, and where they are."""
    matches = list(DEFINITION.finditer(text))
    assert western.split(text) == [match[0].replace("\u2019", "'") for match in matches]
    for repeated in (text, " ".join([text] * (800 // (len(text) + 1)))):  # long texts are looked through by arrays
        found = list(DEFINITION.finditer(repeated))
        assert western.places(repeated) == ([match.start() for match in found], [match.end() for match in found])


@pytest.mark.parametrize("text", ["\u043f\u043e\u0440\u0442", "cafe\u0301", "\u6e2f\u53e3", "x\u200dy", "\x81"])
def test_other_texts_are_left_to_the_definition(text):
    """Letters, marks and joiners that Windows-1252 has not are for the regular expression."""
    assert western.split(text) is None
    assert western.places(text) is None
