"""Numbers: digits and small numbers in letters, whole and rounded, and what scanning makes of a digit."""

import pytest

from crawler.text.numbers import is_number, same_number, scanned_alike
from crawler.text.words import read_words


@pytest.mark.parametrize(
    "word", ["7", "12th", "seven", "sieben", "siete", "sept", "sete", "семь", "siedem", "سبعة", "सात", "七", "yedi"]
)
def test_a_number_is_one_in_digits_and_in_letters(word):
    """In the languages whose news is read."""
    assert is_number(read_words(word).folded[0])


@pytest.mark.parametrize("word", ["due", "once", "dos", "un", "eine", "million", "harbour"])
def test_what_is_another_word_elsewhere_is_no_number(word):
    """A text does not say which language it is in; articles and magnitudes count nothing by themselves."""
    assert not is_number(word)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        pytest.param("six", "6", True, id="letters-and-digits"),
        pytest.param("one", "two", False, id="other-letters"),
        pytest.param("17.1 million", "17,121,000", True, id="rounded"),
        pytest.param("16.1 million", "16,065,000", True, id="rounded-up"),
        pytest.param("248", "248.0", True, id="a-zero-more"),
        pytest.param("2.5 million", "2,500,000", True, id="a-magnitude-in-letters"),
        pytest.param("3 Mio", "3.000.000", True, id="a-magnitude-of-one-digit"),
        pytest.param("0.00 million", "000", False, id="zeros-of-a-table"),
        pytest.param("500", "500,000", False, id="a-thousandfold"),
        pytest.param("65 million", "81 million", False, id="other-digits"),
        pytest.param("500", "50", False, id="a-tenth-of-it"),
        pytest.param("17.1 million", "17,821,000", False, id="rounded-to-another"),
        pytest.param("1" * 40, "1" * 39 + "2", False, id="keys"),
    ],
)
def test_a_number_is_the_same_whole_or_rounded(a, b, same):
    """Three digits in common are enough for a rounded one."""
    x, y = read_words(a).folded, read_words(b).folded
    places = [max(at for at, word in enumerate(words[:2]) if is_number(word)) for words in (x, y)]
    assert same_number(x, places[0], y, places[1]) is same
    assert same_number(y, places[1], x, places[0]) is same


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("1958", "l958", True),
        ("1958", "198", True),
        ("1200", "12oo", True),
        ("383", "333", True),
        ("65", "81", False),
        ("12", "1958", False),
        ("415", "475", True),
        ("415", "425", False),
    ],
)
def test_scanning_loses_a_digit_or_takes_it_for_one_that_looks_like_it(a, b, alike):
    """Any other digit is another figure."""
    assert scanned_alike(a, b) is alike
    assert scanned_alike(b, a) is alike
