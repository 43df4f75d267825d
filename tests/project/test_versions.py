"""A version says which code read or judged; when that code changes, so does the version, with a reason in the changelog."""

import pytest

from crawler.sightings.version import READING_VERSION
from crawler.tracking.version import RULES_VERSION
from tests.project.versions import ALL, READING, RULES, digest


@pytest.mark.slow
@pytest.mark.parametrize("versioned", ALL, ids=lambda versioned: versioned.name)
def test_a_version_stands_for_the_code_as_it_is(versioned):
    """Stores remember the version; code that reads or judges otherwise under the same one would mix two programs' work."""
    advice = (
        f"{', '.join(versioned.changed())} changed since {versioned.name} version {versioned.recorded_number()} was recorded. "
        f'Run: make versions WHY="what is read or judged otherwise". It raises {versioned.constant}, writes the reason '
        "into CHANGELOG.md and records the code; stores made before are then read or judged again, once."
    )
    assert not versioned.changed(), advice
    assert versioned.recorded() == versioned.lines(), f"{versioned.record.name} is not in order. Run: make versions"


@pytest.mark.parametrize("versioned", ALL, ids=lambda versioned: versioned.name)
def test_the_changelog_says_what_a_version_changes(versioned):
    """Anyone whose store is read again finds out why."""
    wanted = f"{versioned.name} version {versioned.number}"
    assert versioned.is_announced(), f'CHANGELOG.md does not mention "{wanted}". Run: make versions WHY="..."'


def test_the_recorded_versions_are_those_of_the_program():
    """What stores are marked with is what the records name."""
    assert (RULES.number, READING.number) == (RULES_VERSION, READING_VERSION)


SOURCE = 'def judge(x):\n    """Judge."""\n    return x >= 12  # most of a sentence\n'


@pytest.mark.parametrize(
    "same",
    [
        SOURCE.replace("Judge.", "Give a verdict."),
        SOURCE.replace("most of a sentence", "a sentence or most of one"),
        SOURCE.replace("x >= 12", "(\n        x\n        >= 12\n    )"),
        "# A comment.\n\n" + SOURCE,
    ],
)
def test_comments_docstrings_and_layout_make_no_version(same):
    """Whatever does not run may be reworded."""
    assert digest(same) == digest(SOURCE)


@pytest.mark.parametrize(
    "change", [("12", "13"), (">=", ">"), ("return x", "return -x"), ("judge(x)", "judge(x, y=1)")]
)
def test_code_makes_a_version(change):
    """A number, an operator, a call: whatever runs."""
    assert digest(SOURCE.replace(*change)) != digest(SOURCE)


@pytest.mark.slow
def test_every_module_that_reads_or_judges_is_named():
    """Both records name modules of each of their folders, and no module is in both."""
    names = [{line.split()[0] for line in versioned.lines()[1:]} for versioned in ALL]
    assert not names[0] & names[1]
    for versioned, found in zip(ALL, names, strict=True):
        assert {name.split("/")[0] for name in found} == set(versioned.folders)
