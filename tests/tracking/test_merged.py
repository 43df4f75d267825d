"""Texts that hold several others: the quick search finds what the definition says."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.tracking.config import TrackingConfig
from crawler.tracking.merged import apart, holdings, words_at
from crawler.tracking.relation import Comparison, Link, Relation, Span

CONFIG = TrackingConfig()
LENGTH = 40  # words of the holder
NAMES = "abcdef"


def held(source: str, start: int, end: int) -> Link:
    """A link of a text with one that holds it in words start..end."""
    return copied(source, "holder", Span(0, end - start, start, end))


def copied(a: str, b: str, span: Span) -> Link:
    """A link of two copies, b the longer text; all of a is covered."""
    comparison = Comparison(
        relation=Relation.EXCERPT, rule="made up", coverage_a=1.0, coverage_b=0.5, resemblance=0.5, containment_a=1.0, containment_b=0.5,
        words=span.a_end, longest_run=span.a_end, words_a=span.a_end, words_b=LENGTH, spans=(span,),
    )  # fmt: skip
    return Link(a, b, comparison)


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(4, 10)), min_size=1, max_size=len(NAMES)),
    st.sets(st.sampled_from(list(combinations(NAMES, 2)))),
)
@settings(deadline=None, max_examples=300)
def test_a_holder_has_two_sources_that_stand_apart_and_are_not_linked(places, linked):
    """Any two sources in different places, of which neither is known to be a copy of the other, make a holder."""
    covered = {name: (start, start + size) for name, (start, size) in zip(NAMES, places, strict=False)}
    links = [held(name, *place) for name, place in covered.items()]
    links += [copied(a, b, Span(0, 1, 0, 1)) for a, b in linked]
    found = holdings(links, CONFIG)
    words = {name: sum(1 << at for at in range(*place)) for name, place in covered.items()}
    expected = any(
        apart(words[a], words[b], CONFIG) and (a, b) not in linked for a, b in combinations(sorted(words), 2)
    )
    assert ("holder" in found) == expected
    if expected:
        assert {name: words_at(places) for name, places in found["holder"].items()} == {
            name: list(range(*place)) for name, place in covered.items()
        }


def test_only_links_in_question_are_asked_for_their_spans():
    """Of sources that are all linked none; of others first those that miss one, then all of a text that holds two."""
    asked = []

    def spanned(links):
        asked.append({link.a for link in links})
        return links

    story = [held(name, 0, 10) for name in "abc"] + [copied(a, b, Span(0, 1, 0, 1)) for a, b in combinations("abc", 2)]
    assert holdings(story, CONFIG, spanned) == {}
    assert not any(asked)
    asked.clear()
    other = [held("d", 20, 30), copied("c", "d", Span(0, 1, 0, 1))]
    assert set(holdings([*story, *other], CONFIG, spanned)) == {"holder"}
    assert asked == [{"a", "b", "d"}, {"a", "b", "c", "d"}]
