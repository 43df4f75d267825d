"""Every kind of copy, and of what only looks like one, in ten languages and six scripts: built from stories of our own."""

from __future__ import annotations

import re

import pytest

from crawler.text.voice import read_voiced
from crawler.text.words import read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import COPY_RELATIONS, Relation
from crawler.tracking.verdict import compare
from fixtures.copiesbuild.kinds import INNER, LANGUAGES, QUOTES, told
from fixtures.copiesbuild.noise import ocr

CONFIG = TrackingConfig()


def story(language: str, number: int) -> tuple[str, str]:
    """The lead of a story, some fifty words long, and the rest of it. A Chinese word is two characters, as a rule."""
    paragraphs = list(told(language)["stories"][number])
    lead = [paragraphs.pop(0)]
    while len(read_voiced("\n".join(lead))) < (84 if language == "zh" else 42):
        lead.append(paragraphs.pop(0))
    return "\n".join(lead), "\n".join(paragraphs)


def verdict(a: str, b: str) -> Relation:
    return compare(read_voiced(a), read_voiced(b), CONFIG).relation


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_round_up_that_runs_the_lead_is_a_copy(language):
    """Between two other stories, in the narrator's voice."""
    (lead, rest), (_, before), (_, behind) = (story(language, number) for number in range(3))
    assert verdict(f"{lead}\n{rest}", f"{before}\n{lead}\n{behind}") in COPY_RELATIONS


def test_two_reports_that_print_one_statement_are_no_copies(language):
    """One quotes it in the marks of its language, the other prints it as it is."""
    (lead, rest), (other_lead, other_rest) = story(language, 0), story(language, 1)
    note = story(language, 2)[0].translate(INNER)
    quoted = QUOTES.get(language, "\u201c{}\u201d").format(note.replace("\n", " "))
    assert verdict(f"{lead}\n{quoted}\n{rest}", f"{other_lead}\n{note}\n{other_rest}") not in COPY_RELATIONS


def test_background_in_two_stories_makes_no_copy(language):
    """A sentence or two that either tells behind its own lead, apart in one of them, is background."""
    (lead, rest), (other_lead, other_rest) = story(language, 0), story(language, 1)
    told_before = story(language, 2)[0]
    ends = read_words(told_before).ends
    background = told_before[: ends[29]], told_before[ends[29] : ends[min(44, len(ends) - 1)]]
    first = "\n".join([lead, rest, *background])
    second = "\n".join([other_lead, background[0], other_rest, background[1]])
    assert verdict(first, second) not in COPY_RELATIONS


@pytest.mark.parametrize("seed", range(3))
def test_a_scan_is_a_copy(language, seed):
    """Of a story with its figures, one sign in twelve lost or split."""
    whole = "\n".join(story(language, 0))
    assert verdict(whole, ocr(whole, 0.08, f"{language}{seed}")) in COPY_RELATIONS


def test_a_corrected_figure_makes_no_other_text(language):
    """The last digit of the first figure is another."""
    whole = "\n".join(story(language, 0))
    corrected = re.sub(r"\d(?!\d)", lambda match: str((int(match[0]) + 3) % 10), whole, count=1)
    assert corrected != whole
    assert verdict(whole, corrected) in COPY_RELATIONS


def test_a_notice_about_somebody_else_is_a_form(language):
    """Nothing but the name is another; the same notice cut by its last sentence is a copy."""
    first, second = (" ".join(told(language)["notice"].split()).format(name) for name in told(language)["names"])
    assert verdict(first, second) is Relation.TEMPLATE
    assert verdict(first, first) in COPY_RELATIONS
