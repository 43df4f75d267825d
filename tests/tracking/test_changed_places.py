"""Places where two wordings differ, and which of them another text carries: by words and their neighbors, or "absent"."""

from __future__ import annotations

import pytest

from crawler.text.words import read_words
from crawler.tracking.changed_places import Searchable, Side, changed_places, side_of
from crawler.tracking.config import TrackingConfig

OLD = "Harbour master Ines Calloway, 53, opened the new lock on Monday and did not thank the council for its money. Dogs travel free on every boat from May."
AGE = OLD.replace("53", "52")
CUT = OLD.replace("did not thank", "did thank")
ADDED = OLD.replace("the new lock", "the new northern lock")
LAST = OLD.replace("from May.", "from June.")
FIRST = OLD.replace("Harbour master", "Dock master")


def folded(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return read_words(text).folded


def sides(old: str, new: str, here: str) -> list[Side]:
    """What *here* carries at each place."""
    places = changed_places(folded(old), folded(new), TrackingConfig())
    return [side_of(place, Searchable(folded(here)), TrackingConfig()).side for place in places]


@pytest.mark.parametrize(
    "new", [AGE, CUT, ADDED, LAST, FIRST], ids=["changed", "cut", "added", "last words", "first words"]
)
def test_each_wording_carries_itself(new):
    """Whatever kind the change is, the old text is old and the new one new."""
    assert sides(OLD, new, OLD) == [Side.OLD]
    assert sides(OLD, new, new) == [Side.NEW]


@pytest.mark.parametrize(
    ("new", "here", "side"),
    [
        (AGE, "The harbour master, Ines Calloway, 53, opened the new lock.", Side.OLD),
        (AGE, "Harbour master Ines Calloway, aged 53, opened the new lock on Monday.", Side.OLD),
        (AGE, "Harbour master Ines Calloway, 52, opened the new lock on Monday.", Side.NEW),
        (AGE, "Harbour master Ines Calloway, who is 52, opened the new lock.", Side.NEW),
        (AGE, "Harbour master Ines Calloway opened the new lock on Monday.", Side.OTHER),
        (AGE, "Harbour master Ines Calloway, 51, opened the new lock on Monday.", Side.OTHER),
        (AGE, "Harbour master Ines Calloway, 53 according to some, 52 to others, opened the new lock.", Side.OTHER),
        (AGE, "Dogs travel free on every boat from May. A man of 53 fell in.", Side.ABSENT),
        (AGE, "Ines Calloway is 53.", Side.ABSENT),
        (CUT, "She opened the new lock on Monday and did not thank the council.", Side.OLD),
        (CUT, "She opened the new lock on Monday and did thank the council.", Side.NEW),
        (CUT, "She opened the new lock on Monday and did gladly thank the council.", Side.OTHER),
        (LAST, "Dogs travel free on every boat from June.", Side.NEW),
        (LAST, "Dogs travel free on every boat from May.", Side.OLD),
        (LAST, "Dogs travel free on every boat from", Side.OTHER),
        (FIRST, "Dock master Ines Calloway, 53, opened the new lock.", Side.NEW),
        (FIRST, "Our harbour master Ines Calloway, 53, opened the new lock.", Side.OLD),
        (FIRST, "Ines Calloway, 53, opened it.", Side.ABSENT),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else None,
)  # fmt: skip
def test_a_copy_is_judged_by_what_stands_between_the_shared_words(new, here, side):
    """Other words of the outlet's own are allowed; where neither wording stands, neither is claimed."""
    assert sides(OLD, new, here) == [side]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, OLD.upper()),
        (OLD, OLD.replace("Harbour", "Harbor").replace(", ", " \u2014 ")),
        ("The firm paid 1,000 crowns to the U.S. office for the paint last year.", "The firm paid 1000 crowns to the US office for the paint last year."),
    ],
    ids=["case", "spelling and dashes", "figures and dots"],
)  # fmt: skip
def test_typography_and_spelling_make_no_place(old, new):
    """Only words do."""
    assert changed_places(folded(old), folded(new), TrackingConfig()) == ()


def test_what_was_added_at_length_corrects_nothing():
    """A later version knows more; a copy of the earlier one lacks it and is not wrong."""
    longer = f"{OLD} The office sells tickets from six, and the first boat leaves a quarter of an hour later, it said."
    assert changed_places(folded(OLD), folded(longer), TrackingConfig()) == ()


@pytest.mark.parametrize(
    "new", [f"Deputy {OLD[0].lower()}{OLD[1:]}", f"{OLD} So it is."], ids=["in front", "at the end"]
)
def test_a_word_added_at_an_edge_tells_nothing(new):
    """A copy without it may simply begin or end there."""
    assert changed_places(folded(OLD), folded(new), TrackingConfig()) == ()


def test_a_line_put_in_ends_a_place():
    """The corrected last words of a paragraph are told from the paragraph that was added after them."""
    new = f"{LAST}\nThe office sells tickets from six and lends umbrellas, and nobody has ever brought one back to it."
    lines = (len(folded(LAST)),)
    (place,) = changed_places(folded(OLD), folded(new), TrackingConfig(), new_lines=lines)
    assert (place.old, place.new) == (("may",), ("june",))
    assert side_of(place, Searchable(folded(OLD)), TrackingConfig()).side is Side.OLD


def test_a_passage_that_stands_twice_tells_nothing():
    """Where one text has the old words at one spot and the new ones at another, nothing is claimed."""
    assert sides(OLD, AGE, f"{OLD} {AGE}") == [Side.OTHER]


def test_a_place_that_its_own_texts_cannot_tell_is_left_out():
    """The same words around the same place twice in the wire's own text: no copy could be judged by them."""
    twice = "She paid three crowns for the boat trip. " * 2
    assert changed_places(folded(twice), folded(twice.replace("three", "four", 1)), TrackingConfig()) == ()


def test_a_rewritten_text_has_no_places():
    """Nothing shared, nothing to hold on to."""
    assert (
        changed_places(folded(OLD), folded("Word by word another story altogether, about parrots."), TrackingConfig())
        == ()
    )


def test_ten_thousand_equal_words_end_in_time():
    """Hostile repetition is not compared with itself word by word."""
    many = ("crown",) * 10_000
    assert changed_places(many, (*many, "four"), TrackingConfig()) is not None
