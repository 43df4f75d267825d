"""What a copy changed: pieces of the alignment, and the rows a reader sees."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.findings.word_diff import Change, Piece, differences
from crawler.reports.build.build import build
from crawler.reports.html.coverage_strip import coverage_strip
from crawler.reports.html.side_by_side import _borders, _common_borders, side_by_side
from crawler.text.words import read_words
from crawler.tracking.relation import Span
from tests.factories import TEXT, compared
from tests.reports.report_world import a_world

_WORDS_AND_MARKS = (
    "The", "port", "U.S.", "5%", "\u201cNo", "no.\u201d", "(it", "it)", "'tis", "\u00e9t\u00e9", "-", "\n", "3.5", "$4", "!", '?"', "Mr.",
    "\u2026", "\u6e2f\u53e3", "\u3002",
)  # fmt: skip


def _pieces(here: str, there: str):
    return differences(here, there, compared(here, there).spans)


def _changes(here: str, there: str):
    return [
        (piece.change, piece.here.strip(), piece.there.strip())
        for piece in _pieces(here, there)
        if piece.change is not Change.SAME
    ]


LONG = TEXT + " Children under four may steer, said the office, provided that they can see over the rail."
CASES = [
    pytest.param(TEXT, [], id="verbatim"),
    pytest.param(TEXT.upper(), [], id="case-is-no-difference"),
    pytest.param(TEXT.replace("twenty", "thirty"), [(Change.CHANGED, "thirty", "twenty")], id="one-word-changed"),
    pytest.param(TEXT.replace("and dogs travel free", "and dogs always travel free"), [(Change.ADDED, "always", "")], id="one-word-added"),
    pytest.param(TEXT.replace("the harbour office said", "the office said"), [(Change.CUT, "", "harbour")], id="one-word-cut"),
    pytest.param(TEXT.replace("harbour", "harbor"), [(Change.SPELLING, "harbor", "harbour")], id="spelling"),
]  # fmt: skip


@pytest.mark.parametrize(("here", "expected"), CASES)
def test_a_small_change_is_one_piece(here, expected):
    """The piece holds the words that differ and no more."""
    assert _changes(here, TEXT) == expected


def test_percent_signs_and_words_differ_in_style_only():
    """ "five per cent" and "5 per cent" differ; "per cent" and "%" are one word spelt otherwise."""
    here = "The office said on Monday that fares will rise 5% from the first of March on every line"
    there = here.replace("5%", "5 per cent")
    assert _changes(here, there) == [(Change.SPELLING, "%", "per cent")]


def test_a_paragraph_that_stands_elsewhere_is_moved_not_cut_and_added():
    """Reordering is named for what it is, on both sides."""
    first, second, third = TEXT.split(". ")[0] + ".", TEXT.split(". ")[1] + ".", TEXT.split(". ")[2]
    there = f"{first} {second} {third}"
    here = f"{second} {first} {third}"
    changes = [change for change, _, _ in _changes(here, there)]
    assert set(changes) == {Change.MOVED}


def test_what_opens_a_word_belongs_to_it():
    """A bracket, quote or currency sign goes with the word after it, not with the one before."""
    here = TEXT + " The office (open daily) asked for $40 and got it."
    there = TEXT + " The office (closed daily) asked for $50 and got it."
    assert _changes(here, there) == [(Change.CHANGED, "(open", "(closed"), (Change.CHANGED, "$40", "$50")]


def test_whole_passages_added_and_cut_stand_apart():
    """A local paragraph in place of the wire's end is an addition and a cut, not one long change."""
    local = " " + " ".join(f"local{n}" for n in range(45))
    kinds = {change for change, _, _ in _changes(TEXT + local, LONG + " " + " ".join(f"wire{n}" for n in range(45)))}
    assert kinds == {Change.ADDED, Change.CUT}


WORDS = st.lists(
    st.sampled_from(["a", "b", "c", "d", "harbour", "harbor", "per", "cent", "%", "5", "naïve", "北", "京", "."]),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS)
def test_the_pieces_joined_give_both_texts(left, right):
    """Nothing of either text is lost, whatever the spans."""
    here, there = " ".join(left), " ".join(right)
    a, b = read_words(here), read_words(there)
    spans = [Span(0, min(3, len(a)), max(0, len(b) - 3), len(b)), Span(1, 2, 0, 1), Span(0, 99, 0, 1)]
    pieces = differences(here, there, spans)
    if len(a):
        assert "".join(piece.here for piece in pieces) == here
    if len(b):
        assert "".join(piece.there for piece in pieces) == there
    assert sum(piece.words_here for piece in pieces) == len(a)
    assert sum(piece.words_there for piece in pieces) == len(b)


def test_the_world_diffs_lose_nothing():
    """Every diff of the made-up world joins back into its two texts."""
    world = a_world()
    copies = {copy.key: copy for copy in world.copies}
    for story in world.stories:
        for key in story.copies:
            if key != story.fullest:
                here, there = copies[key].text, copies[story.fullest].text
                pieces = differences(here, there, world.against_measure[f"{story.key}:{key}"].spans)
                assert ("".join(piece.here for piece in pieces), "".join(piece.there for piece in pieces)) == (
                    here,
                    there,
                )


@pytest.mark.parametrize(
    "spans",
    [[Span(0, 4000, 0, 4001)], [Span(n, n + 1, 4000 - n, 4001 - n) for n in range(4000)]],
    ids=["one", "reversed"],
)
def test_a_hostile_repetition_is_bounded(spans):
    """Thousands of equal words, or thousands of spans that cross, cost a second or two and no more."""
    begin = time.process_time()
    differences("a " * 4001, "a " * 2000 + "b " + "a " * 2000, spans)
    assert time.process_time() - begin < 5


def test_rows_show_sentences_that_differ_and_fold_what_is_the_same():
    """One changed word: its sentence stands side by side, the rest is folded with a count."""
    long_text = " ".join(f"Sentence {n} says that nothing much happened on day {n} of the fair." for n in range(20))
    shown = side_by_side(_pieces(long_text.replace("day 11 of", "night 11 of"), long_text))
    assert [row.same for row in shown.rows] == [True, False, True]
    assert (
        "".join(mark.text for mark in shown.rows[1].here)
        == "Sentence 11 says that nothing much happened on night 11 of the fair. "
    )
    assert (
        "".join(mark.text for mark in shown.rows[1].there)
        == "Sentence 11 says that nothing much happened on day 11 of the fair. "
    )
    head = shown.rows[0].here[0]
    words = len(read_words(head.text)) + head.folded + len(read_words(head.tail))
    assert words == 11 * 13
    assert shown.wording == 1


@pytest.mark.slow
def test_a_huge_number_of_rows_is_cut_and_said_so():
    """A diff that alternates forever shows its first rows and counts the others."""
    there = " ".join(f"Word{n} is a word that stands in both texts here now." for n in range(400))
    here = there.replace("stands", "stood")
    shown = side_by_side(_pieces(here, there))
    assert len(shown.rows) == 150
    assert shown.more == 250


def test_the_text_map_covers_what_was_run():
    """Segments lie within the strip, in order, and their widths add up to the share that was run."""
    for story in build(a_world()).stories:
        for row in story.rows:
            parts = coverage_strip(row)
            assert all(part.x >= 0 and part.x + part.width <= 100.01 for part in parts)
            assert all(one.x + one.width < other.x for one, other in pairwise(parts))
            assert sum(part.width for part in parts) == pytest.approx(row.ran * 100, abs=1.5)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(_WORDS_AND_MARKS), max_size=14).map(" ".join))
def test_sentences_of_equal_texts_end_where_words_say_so(text):
    """Where both sides are equal no word is folded to part them: the same borders come out."""
    piece = Piece(Change.SAME, text, text, 0, 0)
    assert _borders(piece) == (_common_borders(piece) if read_words(text) else [])
