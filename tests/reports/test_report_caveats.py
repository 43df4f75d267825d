"""Remarks beside a copy: every note of times has a sentence, conflicts and dropped credits are said, nothing is made up."""

from dataclasses import replace

import pytest

from crawler.provenance.wires.evidence import Attribution, Unnamed, UnnamedKind
from crawler.reports.wording.caveats import TEXTS, TIMES, caveats_of
from crawler.sightings.record import Copy, Rendering

COPY = Copy(
    key="k", outlet="Tide", outlet_key="tide", headline="H", text="t", words=1, sightings=("s",), relays=("Daily8",)
)
OWN = Rendering(role="article", url="https://tide.example/a", words=9, credited=True, wire="Reuters")
RELAYED = Rendering(role="related", url="https://daily8.example/b", words=9, credited=False, wire=None)


def test_a_plain_copy_has_no_remark():
    """Nothing odd, nothing said."""
    assert caveats_of(COPY) == ()
    assert caveats_of(replace(COPY, renderings=(replace(RELAYED, credited=True, wire="Reuters"), OWN))) == ()


@pytest.mark.parametrize("note", TIMES)
def test_every_note_of_times_is_said(note):
    """Each coded note is one sentence."""
    assert caveats_of(replace(COPY, time_notes=(note,))) == (TIMES[note],)


def test_a_conflict_of_wires_and_signs_without_a_name_are_said():
    """Both wires are named, and the emptied slot is quoted once."""
    slot = Unnamed(UnnamedKind.EMPTIED_DATELINE, "ABILENE, Texas () -")
    found = caveats_of(replace(COPY, attribution=Attribution(conflict=("AFP", "Reuters"), unnamed=(slot, slot))))
    assert found == (
        "The evidence names AFP and Reuters, each of which would stand without the other.",
        "The agency\u2019s place in its dateline was emptied: \u201cABILENE, Texas () -\u201d.".replace("\u2019", "'"),
    )


def test_a_credit_that_one_rendering_dropped_is_said():
    """Whichever of the two has it."""
    (dropped,) = caveats_of(replace(COPY, renderings=(OWN, RELAYED)))
    assert dropped == "Reuters is credited on the outlet\u2019s own page and not at Daily8."
    renderings = (replace(OWN, credited=False, wire=None), replace(RELAYED, credited=True, wire="AFP"))
    (added,) = caveats_of(replace(COPY, renderings=renderings))
    assert added == "AFP is credited not on the outlet\u2019s own page but at Daily8."


def test_two_papers_of_one_owner_are_said_to_be():
    """Only beside a sister, not beside another outlet of nobody's."""
    tide, ebb = (replace(COPY, outlet_key=key, outlet_group="Shore Group") for key in ("tide", "ebb"))
    assert caveats_of(tide, fullest=ebb) == ("Its outlet and that of the fullest copy belong to Shore Group.",)
    assert caveats_of(tide, fullest=replace(ebb, outlet_group=None)) == ()


@pytest.mark.parametrize("note", TEXTS)
def test_every_note_of_texts_is_said(note):
    """Each coded note is one sentence; what an imported record calls a note is none."""
    assert caveats_of(replace(COPY, text_notes=(note, "of somebody else"))) == (TEXTS[note],)
