"""Copies found in memory: the same links and stories as a store gives for the same texts."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.tracking.candidates import Keys, candidates, sharing_enough
from crawler.tracking.relation import COPY_RELATIONS, Comparison, Relation
from fixtures.build_copies import COPIES
from tests.factories import TEXT
from tests.tracking.copy_scores import pair, pairwise
from wiretrace import CopiesFound, InputError, TrackingConfig, compare, find_copies, open_store

Links = dict[tuple[str, str], tuple[Comparison, tuple[str, ...]]]


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    """The labelled set of our own writing: 489 texts with ids, outlets and times."""
    return [json.loads(line) for line in (COPIES / "docs.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def found(articles: list[dict[str, Any]]) -> CopiesFound:
    """What is found in memory, with all that the set says."""
    return find_copies(
        {each["id"]: each["text"] for each in articles},
        outlets={each["id"]: each["outlet"] for each in articles},
        published={each["id"]: datetime.fromisoformat(each["time"]) for each in articles if each.get("time")},
    )


@pytest.fixture(scope="module")
def kept(articles: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> CopiesFound:
    """What a store gives for the same articles, under the ids they came with."""
    with open_store(tmp_path_factory.mktemp("store") / "store.db", make=True) as store:
        assert store.import_articles(articles).problems == []
        names = {copy.key: copy.external_id or "" for copy in store.copies()}
        links = [replace(each, a=names[each.a], b=names[each.b]) for each in store.links()]
        stories = [replace(each, copies=tuple(names[key] for key in each.copies)) for each in store.stories()]
    return CopiesFound(tuple(links), tuple(stories))


def by_pair(found: CopiesFound) -> Links:
    """The links by their ids in order, without what depends on which of two is called a, or names keys."""
    links: Links = {}
    for link in found.links:
        comparison = link.comparison
        if link.a > link.b:
            comparison = _mirrored(comparison)
        if comparison.relation is Relation.MERGED:
            comparison = replace(comparison, rule="")  # names the other texts by their keys
        links[pair(link.a, link.b)] = (comparison, link.proposed_by)
    return links


def _mirrored(c: Comparison) -> Comparison:
    spans = sorted((s._replace(a_start=s.b_start, a_end=s.b_end, b_start=s.a_start, b_end=s.a_end) for s in c.spans), key=lambda s: s.a_start)  # fmt: skip
    return replace(
        c, coverage_a=c.coverage_b, coverage_b=c.coverage_a, containment_a=c.containment_b, containment_b=c.containment_a,
        words_a=c.words_b, words_b=c.words_a, spans=tuple(spans),
    )  # fmt: skip


@pytest.mark.slow
def test_links_are_those_of_a_store(found: CopiesFound, kept: CopiesFound) -> None:
    """Pair for pair: relation, rule, every figure, every span, and what brought the two together."""
    assert len(found.links) > 1000
    assert by_pair(found) == by_pair(kept)


@pytest.mark.slow
def test_stories_are_those_of_a_store(found: CopiesFound, kept: CopiesFound) -> None:
    """The same texts stand together, those made of two wires in both stories."""
    assert {frozenset(each.copies) for each in found.stories} == {frozenset(each.copies) for each in kept.stories}
    assert max(len(each.copies) for each in found.stories) > 5


@pytest.mark.slow
def test_the_labelled_set_is_found(found: CopiesFound) -> None:
    """Precision and recall are those that tracking holds on the set."""
    labels = json.loads((COPIES / "labels.json").read_text(encoding="utf-8"))
    score = pairwise({(a, b) for (a, b), (c, _) in by_pair(found).items() if c.relation in COPY_RELATIONS}, labels)
    assert score.precision >= 0.99
    assert score.recall >= 0.99


@pytest.mark.slow
def test_the_order_of_texts_decides_nothing(articles: list[dict[str, Any]]) -> None:
    """Shuffled, the same links and stories come out, in the same order."""
    texts = [(each["id"], each["text"]) for each in articles[:120]]
    shuffled = texts.copy()
    random.Random(1).shuffle(shuffled)
    assert find_copies(dict(shuffled)) == find_copies(dict(texts))


def test_far_apart_in_time_is_not_compared() -> None:
    """The window of the configuration counts where times are given; without it, and without times, it does not."""
    texts = {"a": TEXT, "b": f"{TEXT} Nobody objected."}
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    times = {"a": noon, "b": noon + timedelta(days=9)}
    assert [link.comparison.relation for link in find_copies(texts).links] == ["edited"]
    assert find_copies(texts, published=times).links == ()
    assert len(find_copies(texts, published=times, config=TrackingConfig(window_hours=None)).links) == 1
    with pytest.raises(InputError, match="no time zone"):
        find_copies(texts, published={"a": datetime(2026, 11, 21)})  # noqa: DTZ001  # that is the case


def test_every_text_is_in_a_story() -> None:
    """Also one that is empty, too short or nobody's copy; no text at all gives nothing."""
    links, stories = find_copies({"empty": "", "short": "Two words.", "long": TEXT})
    assert links == ()
    assert sorted(key for story in stories for key in story.copies) == ["empty", "long", "short"]
    assert find_copies({}) == ((), ())


def test_crowded_keys_propose_each_text_with_the_first() -> None:
    """A band of many proposes each with the first by digest, a passage of many nothing, and two rare passages a pair."""
    config = TrackingConfig(crowded_band=3, common_key=3)
    crowd = {digest: Keys(frozenset({1}), frozenset({7, 8})) for digest in "abcd"}
    pair_of_two = {digest: Keys(frozenset(), frozenset({20, 21, 22, number})) for number, digest in enumerate("xy", 30)}
    assert candidates({**crowd, **pair_of_two}, config) == {
        ("a", "b"): ("crowded signature band",),
        ("a", "c"): ("crowded signature band",),
        ("a", "d"): ("crowded signature band",),
        ("x", "y"): ("3 of 4 passages",),
    }
    assert sharing_enough([("a", "b"), ("x", "y")], {**crowd, **pair_of_two}, config) == {("x", "y")}


def test_a_comparison_shows_its_passages() -> None:
    """Each span is there as text of either side, at its place; words folded alike are a passage though spelt otherwise."""
    a = f"OLDHAVEN (Reuters) - {TEXT}"
    b = TEXT.replace("harbour", "harbor")
    found = compare(a, b)
    assert found.relation is Relation.EDITED
    assert len(found.passages) == len(found.spans) > 0
    for passage in found.passages:
        assert a[passage.a_start : passage.a_end] == passage.a
        assert b[passage.b_start : passage.b_end] == passage.b
    assert "harbour office" in found.passages[0].a
    assert "harbor office" in found.passages[0].b
    assert [asked.decided for asked in found.rules] == [False] * (len(found.rules) - 2) + [True, True]
    assert found.rules[-1].rule.outcome is Relation.EDITED
    assert compare("", TEXT).relation is Relation.UNRELATED
    assert compare(TEXT, TEXT).rule == "the same words"
