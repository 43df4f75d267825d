"""Forms, corrections and scans: what differs between two texts, and whether that makes another text of them."""

import pytest

from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.figures import Counts
from crawler.tracking.relation import COPY_RELATIONS, Relation
from crawler.tracking.verdict import compare
from fixtures.copiesbuild.noise import ocr

CONFIG = TrackingConfig()
NOTICE = (
    "{0} asked the harbour court for leave to sell up to {1} crowns of new notes, on terms that its bank will set on the day of "
    "the sale. The proceeds will go to general purposes and to the repair of piers, the company said in a short note to members. "
    "{0} has not named the bank."
)
FLASH = (
    "Halvard Rating put the {0} million crowns of ferry notes of Oldhaven Lines on its watch list on Tuesday. It named the thin "
    "margins of the night boats, talk of a takeover that would load the line with debt, and a winter timetable that nobody has "
    "yet agreed to pay for."
)
STORY = (
    "The lighthouse on Gull Skerry will keep its lamp after 43 keepers signed a letter to the coast board in 1957. The board had "
    "meant to replace it by a buoy in October, at a cost of 2,350 crowns, and to sell the tower to a hotel. Fishermen said that "
    "a buoy drifts in any storm from the north and that nobody had asked them. The keeper, who has lived in the tower for 19 "
    "years with two goats, said he would paint the door again before the first snow."
)


def verdict(a: str, b: str) -> Relation:
    """Compare two texts as they stand."""
    return compare(read_voiced(a), read_voiced(b), CONFIG).relation


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("Corvane", "one billion"), ("Tellmark", "two billion"), id="numbers-in-letters"),
        pytest.param(("Corvane", "500 million"), ("Tellmark", "one billion"), id="letters-and-digits"),
        pytest.param(("Corvane", "500 million"), ("Tellmark", "500 million"), id="another-company-alone"),
        pytest.param(("Corvane Oil", "500 million"), ("Ostrand Steel", "500 million"), id="names-of-two-words"),
    ],
)
def test_a_notice_about_another_company_is_a_form(first, second):
    """Whatever is kept, it is about somebody else."""
    assert verdict(NOTICE.format(*first), NOTICE.format(*second)) is Relation.TEMPLATE


WARNING = (
    "The weather office warns of gusts in {0} from Tuesday night on. Boughs may break and tiles fall. People in {0} are asked to shut "
    "their windows and to keep off the quay. The fire brigade of {0} asks that nobody calls without need."
)


def test_a_notice_about_another_place_is_a_form():
    """One name wherever it is, and hardly anything else: the notice was filled in again."""
    assert verdict(WARNING.format("Oldhaven"), WARNING.format("Grimsby Vale")) is Relation.TEMPLATE


def test_a_table_in_the_short_forms_of_a_wire_is_the_same_table():
    """A paper that writes units and periods out changed no text, and no figure."""
    short = "Ferries: shr 41 cts vs 38 cts. Net 14 mln vs 12 mln. Revs 88 mln vs 80 mln. Six mths, net 27 mln dlrs vs 25 mln. Avg shrs 9 mln."
    whole = "Ferries: share 41 cents vs 38 cents. Net 14 million vs 12 million. Revenues 88 million vs 80 million. Six months, net 27 million dollars vs 25 million. Average shares 9 million."
    assert verdict(short, whole) is Relation.VERBATIM


def test_figures_in_the_style_of_another_house_are_the_same_figures():
    """A magnitude in a word or in zeros, and per cent in letters or as a sign, make no form of a text."""
    text = "Sales of the yard rose by 12.5 {0} to {1} crowns last year, its owners said. Of 340 workers 120 are on short time. Orders of {2} crowns are on the books."
    a, b = text.format("per cent", "1,250,000", "2.5 million"), text.format("%", "1.25 million", "2,500,000")
    assert verdict(a, b) in COPY_RELATIONS


def test_a_word_beside_numbers_that_is_another_throughout_makes_no_form():
    """It is a unit, or the head of a row, not a name."""
    rows = "The catch of the bay by week, as the office on the quay counted it: {0} 14 and 12, then {0} 88 and 80, then {0} 27 and 25, all in the spring."
    a, b = read_voiced(rows.format("herring")), read_voiced(rows.format("sprats"))
    assert Counts(a, b, CONFIG).names_substituted == 1
    assert Counts(a, b, CONFIG).names_places == 0


def test_a_corrected_flash_is_the_same_text():
    """A figure differs and not another word of one; the remark that says so is only more."""
    flash, corrected = FLASH.format(65), FLASH.format(81)
    assert verdict(flash, corrected) in COPY_RELATIONS
    assert verdict(flash, f"{corrected} Halvard corrects the sum of the notes from 65 million.") in COPY_RELATIONS
    assert verdict(flash, corrected.replace("Oldhaven", "Breenport")) is Relation.TEMPLATE


@pytest.mark.parametrize(("before", "after"), [("Two", "Three"), ("2", "3")], ids=["in-letters", "in-digits"])
def test_a_short_flash_corrected_in_its_middle_is_the_same_text(before, after):
    """Some forty words with one figure in the middle: either half is longer than the runs of a form with one number in it."""
    flash = (
        "Rescuers on Little Skerry said on Monday that the search around the fallen lighthouse would go on through the night. "
        "{} more keepers were found alive in the cellar under the lamp room, where they had played cards by candle light."
    )
    assert verdict(flash.format(before), flash.format(after)) in COPY_RELATIONS


def test_a_table_sent_again_with_figures_set_in_another_way_is_the_same_table():
    """Rounded and whole figures are one; other figures are another table."""
    table = "Shr six cts vs 17 cts. Net 1,064,000 vs 2,676,000. Revs {0}. Avg shrs {1}. Six mths. Shr 13 cts vs 25 cts. Net 2,167,000 vs 4,029,000."
    sent = table.format("144.6 mln vs 129.4 mln", "17.1 mln vs 16.1 mln")
    again = table.format("144.6 mln vs 129.4 mln", "17,121,000 vs 16,065,000").replace("mths", "months")
    assert verdict(sent, again) in COPY_RELATIONS
    other = sent.translate(str.maketrans("0123456789", "4987132065"))
    assert verdict(sent, other) is Relation.TEMPLATE


@pytest.mark.parametrize("seed", range(6))
def test_a_scan_with_damaged_figures_is_a_copy(seed):
    """One letter in twelve is damaged, figures too, which leaves few runs of words; the rest is mended letter by letter."""
    damaged = ocr(STORY, 0.08, str(seed))
    figures = Counts(read_voiced(STORY), read_voiced(damaged), CONFIG)
    assert verdict(STORY, damaged) in COPY_RELATIONS
    assert figures.mended_share > figures.coverage_short
    assert figures.typo_share > 0.5


def test_a_figure_is_another_where_nothing_was_scanned():
    """A digit that looks like another is a typo in a scan and a fact in clean copy."""
    figures = Counts(read_voiced(STORY), read_voiced(STORY.replace("43", "48")), CONFIG)
    assert (figures.numbers_replaced, figures.typos) == (1, 0)


def test_numbers_of_gaps_longer_than_a_sentence_do_not_belong_together():
    """Two texts between whose shared ends other things are told: no number there replaces another."""
    head, tail = STORY[:160], STORY[-160:]
    here, there = (
        f"{head} {' '.join(f'{word}{at} {at + more}' for at in range(40))} {tail}"
        for word, more in (("a", 100), ("b", 300))
    )
    figures = Counts(read_voiced(here), read_voiced(there), CONFIG)
    assert (figures.numbers_replaced, figures.numbers_refilled, figures.numbers_near) == (0, 0, 0)
