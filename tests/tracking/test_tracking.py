"""Tracking as pure functions: signatures, fingerprints, alignment, verdicts, stories."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.shingles import shingle_hashes, shingle_set
from crawler.text.words import read_words
from crawler.tracking.alignment import align
from crawler.tracking.common_source import CommonSources
from crawler.tracking.compiled import compiled_signer
from crawler.tracking.config import TrackingConfig
from crawler.tracking.fingerprints import passage_keys
from crawler.tracking.relation import Link, Relation, mirrored
from crawler.tracking.signatures import band_keys, sign, sign_hashes
from crawler.tracking.stories import group
from crawler.tracking.verdict import compare, rules_asked
from crawler.tracking.window import within

CONFIG = TrackingConfig()
WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "blmnrst"]


def text(seed: int, length: int = 120) -> list[str]:
    """Invented words, another run of them for each seed."""
    return random.Random(seed).choices(WORDS, k=length)


@pytest.fixture(scope="session")
def seed_blocks(shared: Path) -> list[tuple[str, ...]]:
    """The folded words of the seed's three related blocks, cleaned."""
    expected = json.loads((shared / "seed/expected.json").read_text(encoding="utf-8"))
    return [read_words(block["body_clean"]).folded for block in expected["related"]]


@given(st.lists(st.integers(0, 2**32 - 1), max_size=200), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=60)
def test_signatures_are_bit_identical_to_datasketch(hashes, seed):
    """Our vectorised signatures are datasketch's affine32, so that either can read the other's."""
    theirs = MinHash(num_perm=64, seed=seed, scheme="affine32", hashfunc=lambda value: value)
    theirs.update_batch(hashes)
    ours = sign_hashes(np.array(hashes, np.uint32), permutations=64, seed=seed)
    assert np.array_equal(ours, theirs.hashvalues)


@pytest.mark.slow
@pytest.mark.parametrize("words", [0, 1, 2, 3, 4, 50, 700])
def test_compiled_signatures_are_the_same_signatures(words):
    """With numba or without, every text gets the same signature, whatever its letters."""
    choose = random.Random(words)
    folded = choose.choices([*WORDS, "née", "港", "हिन्दी", "x"], k=words)
    for seed in (1, 99):
        config = TrackingConfig(seed=seed, permutations=64, bands=16)
        assert np.array_equal(compiled_signer(config)(folded), sign(folded, config))


def test_a_long_text_is_signed_in_pieces_alike():
    """Cutting the work into chunks does not change the signature."""
    hashes = np.arange(20_000, dtype=np.uint32)
    theirs = MinHash(num_perm=32, seed=1, scheme="affine32", hashfunc=lambda value: value)
    theirs.update_batch(hashes.tolist())
    assert np.array_equal(sign_hashes(hashes, permutations=32, seed=1), theirs.hashvalues)


def test_shingle_hashes_name_shingles_and_nothing_else():
    """Equal shingles have equal hashes wherever they stand, and different ones differ."""
    words = text(1) + text(2)
    hashes = shingle_hashes(words, 3)
    by_shingle = {}
    for shingle, value in zip(zip(words, words[1:], words[2:], strict=False), hashes.tolist(), strict=True):
        assert by_shingle.setdefault(shingle, value) == value
    assert len(set(by_shingle.values())) == len(by_shingle)
    assert shingle_hashes(text(1), 3).tolist() == shingle_hashes(["extra", *text(1)], 3).tolist()[1:]


@pytest.mark.parametrize("k", [3, 4])
def test_texts_shorter_than_a_shingle_have_none(k):
    """A text of fewer words than a shingle has no hash, no key and an empty signature."""
    assert len(shingle_hashes(["two", "words"], k)) == 0
    assert passage_keys(["two", "words"], CONFIG) == []


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=40)
def test_a_passage_brings_all_its_keys_into_any_text(seed):
    """The keys of a passage are keys of every text that holds it, whatever stands around it."""
    run = text(seed, 40)
    keys = set(passage_keys(run, CONFIG))
    assert keys <= set(passage_keys(text(seed + 1) + run + text(seed + 2), CONFIG))


def test_one_shingle_in_so_many_is_a_key():
    """Of the distinct shingles of a text about one in `passage_sample` is kept, so that no text crowds the index."""
    long = text(3, 8_000)
    share = len(passage_keys(long, CONFIG)) / len(np.unique(shingle_hashes(long, CONFIG.passage_words)))
    assert share == pytest.approx(1 / CONFIG.passage_sample, rel=0.1)


def test_two_copies_of_a_text_are_a_pair_unless_it_has_too_many():
    """A text proposes each two of its copies that are not linked; a text with a crowd of copies proposes none."""
    config = TrackingConfig(common_source_copies=3)
    sources = CommonSources([(1, 2), (1, 3), (2, 4), (3, 4), (9, 4)], config)
    assert sources.pairs_involving({1}) == {(2, 3), (1, 4)}
    assert sources.pairs_involving({9}) == {(2, 9), (3, 9)}
    assert sources.has((2, 3))
    assert not sources.has((1, 9))
    crowd = CommonSources([(4, n) for n in (1, 2, 3, 9)], config)
    assert crowd.pairs_involving({1, 2, 3, 4, 9}) == set()
    assert not crowd.has((1, 2))


def test_alignment_finds_moved_paragraphs():
    """Order may differ: both halves of a swapped text align."""
    first, second = text(1, 60), text(2, 60)
    found = align(first + second, second + first, CONFIG)
    assert found.words == 120
    assert found.longest_run == 60


def test_alignment_uses_no_word_twice():
    """A text that repeats a passage is not covered more than it is long."""
    passage = text(1, 40)
    found = align(passage * 3, passage, CONFIG)
    assert found.words == 40


def test_alignment_bridges_an_edited_phrase_but_not_a_new_paragraph():
    """Small gaps join the spans around them, large ones do not."""
    a, b = text(1, 40), text(2, 40)
    assert len(align([*a, "old", *b], [*a, "new", "words", *b], CONFIG).spans) == 1
    assert len(align([*a, *text(3, 30), *b], [*a, *b], CONFIG).spans) == 2


@given(st.permutations(range(8)), st.integers(0, 50))
@settings(deadline=None, max_examples=60)
def test_coverage_is_never_more_than_the_whole_text(order, seed):
    """However sentences are moved about, no word counts twice."""
    sentences = [text(seed + n, 7) for n in range(8)]
    moved = [word for n in order for word in sentences[n]]
    found = compare([word for sentence in sentences for word in sentence], moved, CONFIG)
    assert found.coverage_a <= 1.0
    assert found.coverage_b <= 1.0


def test_a_text_that_repeats_one_word_ends_in_time():
    """Thousands of equal words do not make alignment quadratic."""
    assert align(["no"] * 20_000, ["no"] * 20_000, CONFIG).words == 0


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        pytest.param(text(1), text(1), Relation.VERBATIM, id="verbatim"),
        pytest.param(text(1), [*text(1)[:60], "edited", *text(1)[60:]], Relation.EDITED, id="edited"),
        pytest.param(text(1), text(1)[:40], Relation.EXCERPT, id="excerpt"),
        pytest.param(text(1), text(1) + text(2, 80), Relation.EXTENDED, id="extended"),
        pytest.param(text(1), text(2)[:60] + text(1)[:20] + text(2)[60:], Relation.PASSAGE, id="shared-quote"),
        pytest.param(text(1), text(2), Relation.UNRELATED, id="unrelated"),
        pytest.param(
            [w for n in range(12) for w in (*text(n, 9), str(n))],
            [w for n in range(12) for w in (*text(n, 9), str(n + 7))],
            Relation.TEMPLATE,
            id="form-story",
        ),
    ],
)
def test_relations(a, b, relation):
    """Each relation of the glossary is what its own kind of pair gets, whichever text comes first."""
    assert compare(a, b, CONFIG).relation is relation
    assert compare(b, a, CONFIG).relation is relation


def test_an_updated_number_does_not_make_a_form_story():
    """A copy in which one figure of many was brought up to date is still a copy."""
    words = [w for n in range(8) for w in (*text(n, 12), str(n))]
    updated = ["99" if w == "3" else w for w in words]
    assert compare(words, updated, CONFIG).relation is Relation.EDITED


def test_every_figure_of_a_comparison_is_exact():
    """Resemblance and containment equal the set arithmetic they stand for, and coverage counts words."""
    a, b = text(1, 100), text(1, 50)
    found = compare(a, b, CONFIG)
    set_a, set_b = shingle_set(a, 3), shingle_set(b, 3)
    assert found.resemblance == len(set_a & set_b) / len(set_a | set_b)
    assert (found.containment_a, found.containment_b) == (len(set_a & set_b) / len(set_a), 1.0)
    assert (found.coverage_a, found.coverage_b) == (0.5, 1.0)


@given(st.integers(0, 1000), st.integers(0, 119), st.integers(1, 119))
@settings(deadline=None, max_examples=60)
def test_a_mirrored_comparison_is_the_comparison_of_the_mirrored_pair(seed, start, length):
    """Which text comes first changes sides, never figures."""
    a, b = text(seed), [*text(seed + 1, 30), *text(seed)[start : start + length]]
    there, back = compare(a, b, CONFIG), mirrored(compare(b, a, CONFIG))
    assert (there.relation, there.words, there.resemblance) == (back.relation, back.words, back.resemblance)
    assert (there.coverage_a, there.coverage_b) == (back.coverage_a, back.coverage_b)


def table(seed: int) -> list[str]:
    """The words of a table of four parts: rows of the same names, figures of a few values, so that runs repeat and fit in many ways."""
    choose = random.Random(seed)
    rows = ("start stocks", "production", "imports", "domestic use", "exports", "end stocks")
    parts = choose.sample(["brazil", "argentina", "japan", "canada", "spain"], 4)
    figures = [
        f"{part} tonnes {' '.join(f'{row} {choose.randrange(9)} {choose.randrange(9)}' for row in rows)}"
        for part in parts
    ]
    return read_words(
        " ".join(["the department gave figures for supply of grain by country as follows", *figures])
    ).folded


@pytest.mark.parametrize("seed", range(40))
def test_no_figure_of_a_pair_of_tables_depends_on_which_comes_first(seed):
    """Their rows can be aligned in several ways: the same one is found from both sides, and the same rules are asked."""
    a, b = table(seed), table(seed + 1000)
    assert compare(a, b, CONFIG) == mirrored(compare(b, a, CONFIG))
    assert rules_asked(a, b, CONFIG) == rules_asked(b, a, CONFIG)


@pytest.mark.shared
def test_the_seed_pair_is_linked_with_the_expected_figures(seed_blocks):
    """Times of India and Business Standard: .9052 with spelling folded, containment 1.0000."""
    found = compare(seed_blocks[0], seed_blocks[1], CONFIG)
    assert found.relation is Relation.EDITED
    assert f"{found.resemblance:.4f}" == "0.9052"
    assert (f"{found.containment_a:.4f}", f"{found.containment_b:.4f}") == ("0.9052", "1.0000")
    assert compare(seed_blocks[0], seed_blocks[2], CONFIG).relation is Relation.UNRELATED
    assert compare(seed_blocks[1], seed_blocks[2], CONFIG).relation is Relation.UNRELATED


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(100))
def test_the_seed_pair_is_proposed_with_every_hash_seed(seed_blocks, seed):
    """Whatever the permutations, the pair shares a band and the strangers share none."""
    config = TrackingConfig(seed=seed)
    bands = [set(band_keys(sign(words, config), config.bands)) for words in seed_blocks]
    assert bands[0] & bands[1]
    assert not bands[0] & bands[2]
    assert not bands[1] & bands[2]


def linked(a: str, b: str, words_a: list[str], words_b: list[str]) -> Link:
    """A link as tracking makes it."""
    return Link(a, b, compare(words_a, words_b, CONFIG))


def test_stories_do_not_chain():
    """Two wires joined by one text that quotes both stay two stories."""
    texts = {f"a{n}": text(1) + text(10 + n, 5) for n in range(4)}
    texts |= {f"b{n}": text(2) + text(20 + n, 5) for n in range(4)}
    texts["bridge"] = text(1)[:45] + text(2)[:45] + text(3, 20)
    keys = sorted(texts)
    links = [linked(a, b, texts[a], texts[b]) for i, a in enumerate(keys) for b in keys[i + 1 :]]
    links = [link for link in links if link.comparison.relation is not Relation.UNRELATED]
    found = group(links, {key: len(words) for key, words in texts.items()}, CONFIG).stories
    homes = {key: story.key for story in found for key in story.copies}
    assert homes["a0"] == homes["a1"] == homes["a2"] == homes["a3"]
    assert homes["b0"] == homes["b1"] == homes["b2"] == homes["b3"]
    assert homes["a0"] != homes["b0"]


def test_an_excerpt_does_not_stand_in_a_story_on_one_link():
    """A round-up that shares a fifth of one copy, and less with the others, is a story of its own."""
    copies = {f"a{n}": text(1) + text(10 + n, 5) for n in range(3)}
    links = [linked("a0", "a1", copies["a0"], copies["a1"]), linked("a1", "a2", copies["a1"], copies["a2"])]
    excerpt = replace(links[0].comparison, relation=Relation.EXCERPT, coverage_a=0.2, coverage_b=0.1)
    links.append(Link("a0", "roundup", excerpt))
    found = group(links, dict.fromkeys([*copies, "roundup"], 100), CONFIG).stories
    assert [story.copies for story in found] == [("a0", "a1", "a2"), ("roundup",)]


def test_a_merged_text_belongs_to_both_its_stories():
    """A document made of two wires is merged with each of them, and stands in both stories."""
    texts = {"a": text(1), "b": text(2), "both": text(1) + text(2)}
    links = [linked("a", "both", texts["a"], texts["both"]), linked("b", "both", texts["b"], texts["both"])]
    found = group(links, {key: len(words) for key, words in texts.items()}, CONFIG)
    assert [link.comparison.relation for link in found.merged] == [Relation.MERGED, Relation.MERGED]
    assert [story.copies for story in found.stories] == [("a", "both"), ("b", "both")]
    assert [story.fullest for story in found.stories] == ["a", "b"]


def test_a_text_that_holds_two_versions_of_one_story_is_not_merged():
    """Two takes of one wire that share little with each other are still one story with the text that has both."""
    head, middle, tail = text(1, 60), text(2, 60), text(3, 60)
    texts = {"full": head + middle + tail, "early": head + middle, "late": middle + tail}
    keys = sorted(texts)
    links = [linked(a, b, texts[a], texts[b]) for i, a in enumerate(keys) for b in keys[i + 1 :]]
    found = group(links, {key: len(words) for key, words in texts.items()}, CONFIG)
    assert found.merged == ()


def test_stories_are_listed_so_that_a_merged_text_is_met_where_it_opens():
    """Whatever the keys, the story whose text stands first in a merged text is listed first."""
    texts = {"a": text(1), "z": text(2), "both": text(2) + text(1)}
    links = [linked("a", "both", texts["a"], texts["both"]), linked("both", "z", texts["both"], texts["z"])]
    found = group(links, {key: len(words) for key, words in texts.items()}, CONFIG)
    assert [story.copies for story in found.stories] == [("both", "z"), ("a", "both")]


def test_what_one_copy_shares_with_a_merged_text_above_its_story_does_not_say_where_it_opens():
    """One copy of the second wire has the outlet's header in common with the merged text; the first wire still stands first."""
    header = text(3, 12)
    texts = {"both": header + text(2) + text(1), "a1": header + text(1)}
    texts |= {"a2": text(1) + text(4, 5), "a3": text(1) + text(5, 5), "z1": text(2), "z2": text(2) + text(6, 5)}
    keys = sorted(texts)
    links = [linked(a, b, texts[a], texts[b]) for i, a in enumerate(keys) for b in keys[i + 1 :]]
    found = group(links, {key: len(words) for key, words in texts.items()}, CONFIG)
    assert [story.copies for story in found.stories] == [("both", "z1", "z2"), ("a1", "a2", "a3", "both")]


def test_a_copy_without_links_is_a_story_of_one():
    """Every copy has a story, so that counts add up."""
    found = group([], {"x": 10, "y": 20}, CONFIG).stories
    assert [story.copies for story in found] == [("x",), ("y",)]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(None, True), (10.0, False), (48.0, True)],
)
def test_the_window_keeps_distant_copies_apart(hours, expected):
    """Copies further apart than the window are not compared; overlap counts in favour."""
    start = datetime(2026, 11, 20, tzinfo=UTC)
    a, b = (start, start), (start + timedelta(hours=24), start + timedelta(hours=30))
    assert within(a, b, hours=hours) is expected
    assert within(a, (None, None), hours=hours)


@pytest.mark.parametrize(
    "wrong",
    [{"bands": 7}, {"solid_share": 0}, {"story_distance": 1.5}, {"window_hours": -1}, {"min_run": 0}],
)
def test_a_config_that_cannot_work_is_refused(wrong):
    """A wrong number is told at once, not found in the results."""
    with pytest.raises(ValueError, match=next(iter(wrong)).split("_")[0]):
        TrackingConfig(**wrong)


def test_a_form_about_somebody_else_is_no_copy():
    """The same sentences with other names wherever names stand are a template; a few synonyms throughout are not."""
    form = (
        "the board has named {0} {1} as its new head of sales after the departure of {2} {3} who leaves to pursue other interests "
        "and will stay on as an adviser for some months the chairman thanked {2} {3} for many years of outstanding service to the "
        "company and wished {0} {1} every success"
    )
    one = form.format("isolde", "crane", "hugo", "ballard").split()
    other = form.format("ferdinand", "moss", "olga", "trent").split()
    assert compare(one, other, CONFIG).relation is Relation.TEMPLATE
    synonyms = {"board": "panel", "company": "firm"}
    edited = [synonyms.get(word, word) for word in one]
    assert compare(one, edited, CONFIG).relation is Relation.EDITED


def folded(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return read_words(text).folded


def test_a_bulletin_about_another_event_is_no_copy():
    """A sentence with as many numbers, all others, is a form's slot however long it is; a sentence reworded keeps them."""
    bulletin = (
        "An earthquake with a magnitude of {0} was recorded {1} kilometres {2} at {3} pm on {4}, the seismological service reported. "
        "The epicentre was at a depth of {5} kilometres. There were no immediate reports of casualties or damage. According to "
        "the service, 1 earthquake with a magnitude of 3.0 or more has been recorded within 100 kilometres of {6} in the past ten "
        "days. This report was produced automatically from the data of the service and has been reviewed by an editor."
    )
    one = folded(
        bulletin.format("4", 48, "north-west of the old town of Cap Veranne", "7:31", "Monday", 21, "Cap Veranne")
    )
    other = folded(bulletin.format("5", 31, "east of Haran, in the hills,", "1:22", "Friday night", 15, "Haran"))
    assert compare(one, other, CONFIG).relation is Relation.TEMPLATE
    reworded = folded(
        bulletin.format(
            "4", 48, "off the coast north-west of Cap Veranne", "7:31", "a Monday that was quiet", 21, "Cap Veranne"
        )
    )
    assert compare(one, reworded, CONFIG).relation is Relation.EDITED
