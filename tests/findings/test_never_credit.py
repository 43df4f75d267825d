"""Outlets that never credit a wire: whom it names, whom one credit saves, and what the report says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.findings.never_credit import NeverCredits, never_credit
from crawler.provenance.wires.attribution import Attribution, EvidenceKind
from crawler.reports.build.build import build
from crawler.reports.renderers import RENDERERS
from crawler.reports.wording.never_credit import never_credit_deck, where_seen
from crawler.sightings.record import Copy, Rendering
from tests.factories import a_copy, a_report_input, a_story, credited

INFERRED = Attribution(wire_service="Reuters", kind=EvidenceKind.INFERRED)
OWN_PAGE = Rendering(role="article", url=None, words=20, credited=False, wire=None)


def ran(key: str, outlet: str = "Echo", **changes: object) -> Copy:
    """A copy of a known wire that does not say so."""
    known = {
        "outlet": outlet,
        "outlet_key": outlet.lower(),
        "attribution": Attribution(),
        "story_attribution": INFERRED,
    }
    return a_copy(key=key, **{**known, **changes})


def test_an_outlet_with_two_silent_copies_is_named():
    """Copies, words and wires are counted; the copy seen on its own page apart."""
    afp = replace(INFERRED, wire_service="AFP")
    copies = [ran("a"), ran("b", renderings=(OWN_PAGE,)), ran("c", story_attribution=afp)]
    (line,) = never_credit(copies)
    assert line == NeverCredits(
        outlet="Echo",
        outlet_key="echo",
        copies=3,
        words=sum(copy.words for copy in copies),
        wires=("Reuters", "AFP"),
        on_own_page=1,
    )


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([], id="one copy is no habit"),
        pytest.param([ran("b", attribution=credited("Reuters"))], id="one credit is enough"),
        pytest.param([ran("b", story_attribution=Attribution())], id="a copy of no known wire is none of a wire"),
        pytest.param([ran("b", outlet="Post")], id="two outlets are not one"),
    ],
)
def test_others_are_not_named(others):
    """Nobody is named for less than two copies of known wires, none of them credited."""
    assert never_credit([ran("a"), *others]) == ()


def test_copies_without_a_named_outlet_are_nobodys_habit():
    """Two copies whose outlet the page did not name may be of two outlets."""
    assert never_credit([ran("a", outlet=""), ran("b", outlet="")]) == ()


@pytest.mark.parametrize(
    ("on_own_page", "words"), [(0, "on aggregators only"), (1, "1 copy on its own pages"), (3, "all on its own pages")]
)
def test_where_they_were_seen_is_said(on_own_page, words):
    """An aggregator can drop a credit, the outlet's own page cannot."""
    copies = [ran(str(at), renderings=(OWN_PAGE,) if at < on_own_page else ()) for at in range(3)]
    (line,) = never_credit(copies)
    assert where_seen(line) == words
    assert never_credit_deck([line]).startswith("1 outlet ran two copies of known wires or more")
    assert never_credit_deck([line, line]).startswith("2 outlets ran")


def test_the_report_has_the_section_in_every_format():
    """Hostile names are escaped; without such an outlet there is no section."""
    copies = [
        ran("a", outlet="=<b>Echo"),
        ran("b", outlet="=<b>Echo"),
        a_copy(key="c", attribution=credited("Reuters")),
    ]
    given = a_report_input(copies=copies, stories=[a_story(*copies)])
    files = {name: text for render in RENDERERS.values() for name, text in render(build(given)).items()}
    assert "=&lt;b&gt;Echo" in files["report.html"]
    assert "## Outlets that never credit a wire" in files["report.md"]
    assert files["never_credit.csv"].splitlines()[1].startswith('"\'=<b>Echo"')
    assert '"never_credit": [\n  {\n   "outlet": "=<b>Echo"' in files["report.json"]
    nobody = {
        name: text
        for render in RENDERERS.values()
        for name, text in render(build(a_report_input(copies=copies[1:]))).items()
    }
    assert "never_credit.csv" not in nobody
    assert "never credit" not in nobody["report.html"] + nobody["report.md"]
    assert '"never_credit": []' in nobody["report.json"]
