"""Whose words two texts share: statements are no copies, reports with quotes in them are, and every figure says which."""

import pytest

from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import wording_digest
from crawler.tracking.relation import COPY_RELATIONS, Relation, mirrored
from crawler.tracking.verdict import compare

CONFIG = TrackingConfig()
NOTE = (
    "The board regrets the delay of the night ferry and asks all passengers for patience until the new engine is in place. "
    "Nobody has been dismissed, no contract was broken, and every ticket that was sold will be honoured without any exception. "
    "Those who claim the contrary have not read the accounts, which lie open at our office on the quay every working day."
)
ONE = (
    "Oldhaven woke up on Tuesday to an empty quay, for the second week in a row, while gulls picked at the nets.",
    "Shopkeepers along the front have begun to lend each other customers, as the baker puts it, and they keep a list.",
    "The mayor has called a meeting in the chapel on Thursday evening, where the fishermen want to speak first.",
)
OTHER = (
    "A dispute over an engine that never came has left the island of Skerry without its boat since the middle of the month.",
    "Two ministries have written letters about it, neither of which mentions the other, and a third one is expected.",
    "Islanders fly to the dentist now, those who can, and the price of a seat has doubled between Monday and Friday.",
)
MORE = (
    "Rain is expected from noon on in the hills, and the road over the pass stays shut until a loader has been found.",
    "Tickets for the winter concert go on sale at nine, two for each household, at the window behind the town hall.",
    "A walker found a purse with nine crowns on the ridge and handed it to the owner of the mill, who knew it at once.",
    "The swimming bath has new opening hours, and its cashier has asked for a stool with a back for eleven years.",
    "Bread is dearer by half a crown since the second baker gave up, and the first one says that flour is to blame.",
)


def verdict(a: str, b: str) -> Relation:
    """Compare two texts with their punctuation."""
    return compare(read_voiced(a), read_voiced(b), CONFIG).relation


def report(parts: tuple[str, str, str], statement: str) -> str:
    """Build a report of our own words with *statement* in it."""
    return f"{parts[0]} {parts[1]} {statement} {parts[2]}"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        pytest.param(f"\u201c{NOTE}\u201d said the board.", f"\u201c{NOTE}\u201d it said.", id="quoted-in-both"),
        pytest.param(f"\u201c{NOTE}\u201d said the board.", NOTE, id="quoted-in-one"),
        pytest.param(f"The board wrote: {NOTE}", f"Its answer is short. {NOTE}", id="behind-a-colon-in-one"),
        pytest.param(f"THE NOTE IN FULL {NOTE}", f"Its answer is short. {NOTE}", id="below-a-heading-in-one"),
    ],
)
def test_a_statement_that_two_reports_print_is_a_quotation(here, there):
    """Independent reports that print the same note are no copies of each other."""
    assert verdict(report(ONE, here), report(OTHER, there)) is Relation.QUOTATION


def test_two_short_reports_as_long_as_each_other_around_the_same_quotes_are_no_copies():
    """Other words of about the same number between two quotes are another narrator's, not the same sentence reworded."""
    first, second, _ = NOTE.split(". ")
    here = f"{ONE[0]} \u201c{first}.\u201d {ONE[1]} \u201c{second}.\u201d {ONE[2]}"
    there = f"{OTHER[0]} \u201c{first}.\u201d {OTHER[1]} \u201c{second}.\u201d {OTHER[2]}"
    assert verdict(here, there) is Relation.QUOTATION


def test_a_report_with_quotes_in_it_is_copied_with_them():
    """Quotes inside the narrator's words do not hide a copy."""
    told = f"{ONE[0]} \u201cWe lend each other customers,\u201d the baker said. {ONE[1]} \u201cWe speak first,\u201d said the fishermen. {ONE[2]}"
    assert verdict(told, f"{told} {OTHER[1]}") in COPY_RELATIONS


def test_whoever_runs_a_statement_whole_ran_the_text():
    """A page that is nothing but the note, and a report that holds all of it, are related as copies."""
    assert verdict(NOTE, report(ONE, f"\u201c{NOTE}\u201d")) in COPY_RELATIONS


def test_a_round_up_that_runs_a_lead_ran_an_excerpt():
    """Sixty words of a story's lead in another text are an excerpt, however long both go on."""
    lead = " ".join(ONE)
    story, round_up = (
        f"{lead} {' '.join(OTHER)} {NOTE} {NOTE[::-1]}",
        f"{OTHER[2]} {OTHER[0]} {lead}" + " Then the weather." * 60,
    )
    assert verdict(story, round_up) in COPY_RELATIONS


def test_a_lead_that_is_a_share_of_the_shorter_text_is_an_excerpt():
    """Forty words of a lead will do where they are a fifth of the shorter text; less is a passage."""
    lead = " ".join(ONE[:2])
    story = f"{lead} {NOTE} {OTHER[0]} {OTHER[1]}"
    assert verdict(story, f"{OTHER[2]} {' '.join(MORE[:3])} {lead} {' '.join(MORE[3:])}") is Relation.EXCERPT
    assert verdict(f"{ONE[0]} {NOTE} {' '.join(OTHER)}", f"{' '.join(MORE)} {ONE[0]} {MORE[0]}") is Relation.PASSAGE


def test_background_far_behind_both_beginnings_makes_no_copy():
    """Two reports of one outlet that end with the same paragraphs are two reports."""
    assert verdict(f"{' '.join(ONE)} {NOTE}", f"{' '.join(OTHER)} {NOTE}") is Relation.PASSAGE
    assert verdict(f"{' '.join(ONE)} {NOTE}", f"{NOTE} {' '.join(OTHER)}") in COPY_RELATIONS


def test_a_text_that_is_little_else_and_introduces_nothing_is_whose_words_they_are():
    """What a heading introduces in one text is the narrator's where the other text is made of it."""
    told = " ".join((*ONE, *MORE[:2]))
    own, page = f"{MORE[3]} {told} {MORE[4]}", f"{' '.join(OTHER)} SHARE THIS STORY {told}"
    assert verdict(own, page) in COPY_RELATIONS


def test_a_comparison_counts_the_words_of_each_voice():
    """Words matched are the narrator's or somebody else's; a mirror image has the same."""
    found = compare(read_voiced(report(ONE, f"\u201c{NOTE}\u201d")), read_voiced(report(OTHER, NOTE)), CONFIG)
    assert found.others_words == len(read_voiced(NOTE))
    assert found.narrator_words == found.words - found.others_words
    assert mirrored(found).others_words == found.others_words


def test_the_same_words_in_other_voices_are_another_wording():
    """A verdict looks at voices, so texts that differ in marks alone are compared by themselves."""
    assert wording_digest(read_voiced(f"\u201c{NOTE}\u201d")) != wording_digest(read_voiced(NOTE))
    assert wording_digest(read_voiced(f'"{NOTE}"')) == wording_digest(read_voiced(f"\u201c{NOTE}\u201d"))
