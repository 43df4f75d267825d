"""Notices: kills, withdrawals, corrections, refiles and updates are told from prose about them, with the words that say so."""

from __future__ import annotations

import pytest

from crawler.provenance.notices.find import asks_for_a_change, find_notices, gravest, without_notices
from crawler.provenance.notices.form import NoticeKind, Part, Voice
from tests.provenance.notice_scores import HALVES, cases, read, score

CASES = {case["id"]: case for half in HALVES for case in cases(half)}


@pytest.mark.parametrize("name", CASES)
def test_each_case(name):
    """The gravest notice is of the labelled kind, in the labelled voice, quoted as it stands; a trap is silent."""
    case = CASES[name]
    found = read(case)
    assert (found.kind.value if found else None) == case.get("kind")
    if found is not None:
        assert (found.voice.value if found.voice else None) == case.get("by")
        assert case["text"][found.start : found.end] == found.text
        assert found.text == case.get("quote", found.text)


@pytest.mark.parametrize("half", HALVES)
def test_precision_and_recall(half):
    """In either half (`-s` prints the figures; those of the first reading are in decision 0023)."""
    found = score(cases(half))
    print(f"\n{half}: precision {found.precision:.3f}, recall {found.recall:.3f}, {found}")
    assert found.precision >= 0.98
    assert found.recall >= 0.95


def test_the_set_is_large_and_half_of_it_traps():
    """At least 120 cases in seven languages, every id once, half of them with nothing to find."""
    every = [case for half in HALVES for case in cases(half)]
    assert len(every) == len(CASES) >= 120
    assert 2 * sum(case.get("trap", False) for case in every) >= len(every)
    assert all(case.get("trap", False) == ("kind" not in case) for case in every)
    assert len({case["lang"] for case in every}) >= 7


def test_of_several_notices_the_gravest_is_told_and_all_are_found():
    """A text may be updated at its head and corrected at its foot."""
    text = "(Adds background)\nOLDHAVEN (HNA) - Words.\nThis story has been corrected to say that it rained."
    found = find_notices(text)
    assert [each.kind for each in found] == [NoticeKind.UPDATE, NoticeKind.CORRECTION]
    assert gravest(found).kind is NoticeKind.CORRECTION
    assert gravest(()) is None


def test_of_two_readings_of_the_same_words_the_graver_stands():
    """A headline's slug names what is done last; an update of a corrected story is corrected."""
    (found,) = find_notices("UPDATE 1-CORRECTED-Fares to rise", Part.HEADLINE)
    assert (found.kind, found.voice, found.part) == (NoticeKind.CORRECTION, Voice.WIRE, Part.HEADLINE)


@pytest.mark.parametrize("kind", NoticeKind)
def test_only_what_was_wrong_asks_for_a_change(kind):
    """Refiles and updates are known so that they are not mistaken for corrections."""
    assert asks_for_a_change(kind) == (kind not in {NoticeKind.REFILE, NoticeKind.UPDATE})


def test_a_notice_is_no_part_of_the_words_that_it_stands_in():
    """Blanked, so that every other character keeps its place."""
    text = "Fares rise.\n(Corrects the date to Monday)"
    assert without_notices(text) == "Fares rise.\n" + " " * 29


def test_a_text_of_megabytes_is_read_at_both_ends():
    """Notices stand at the edges; what lies between is not looked at, and spans count from the beginning."""
    foot = "\nThis article was corrected on 3 May 2026."
    text = "Words of prose. " * 100_000 + foot
    (found,) = find_notices(text)
    assert text[found.start : found.end] == foot.strip()


@pytest.mark.parametrize(
    "filler",
    [
        "This story ",
        "( ( (",
        "Corrects the ",
        "\n\n\n",
        "Die Meldung ",
        "A" * 50 + " ",
        "An earlier version of this article ",
    ],
)
def test_hostile_repetition_is_read_in_linear_time(filler):
    """Twice the text may not take much more than twice as long: here only that it ends within the test's patience."""
    assert find_notices(filler * (40_000 // len(filler))) is not None
