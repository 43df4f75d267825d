"""Boilerplate: furniture is cut wherever it was pushed in, sentences with the same words survive, every cut is logged."""

import gc
import json
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.page import Page
from crawler.pages.registry import layout_for
from crawler.text.boilerplate import cut_boilerplate
from crawler.text.cuts import Cleaned
from crawler.text.words import count_words

BEFORE = "The ferry left the harbour on Monday, and the band played on."
AFTERS = (
    "The crew of the tug were home by noon.",
    "In her diary on Tuesday, Fenwick will describe the cherished but leaking boat.",
    "As part of the festival, Marlow hosted 40 choirs.",
    '"We never saw it coming," Fenwick said.',
    "But nobody minded.",
)
DOUBLED = "by Taboola by Taboola Sponsored Links Sponsored Links Promoted Links Promoted Links You May Like"
SINGLE = "by Taboola Sponsored Links You May Like"
AD = "Wool Socks That Outlast Three Winters Nettle & Daughters"

FURNITURE = {
    "taboola-doubled": ("ad-widget", f"{DOUBLED} {AD} Shop Now Undo"),
    "taboola-single": ("ad-widget", f"{SINGLE} {AD} Learn More Undo"),
    "taboola-two-ads": ("ad-widget", f"{DOUBLED} {AD} Shop Now Undo Up To 60% Off Lanterns LampLand Book Now Undo"),
    "taboola-sentence-case-ad": ("ad-widget", f"{SINGLE} The cost of lanterns in your town may surprise you Lamps | Search Ads Undo"),
    "taboola-ad-with-question": ("ad-widget", f"{SINGLE} Born before 1969? See what this kettle can do KettleClub Learn More Undo"),
    "taboola-without-undo": ("ad-widget", f"{DOUBLED} {AD} Shop Now"),
    "outbrain": ("ad-widget", f"Recommended by Outbrain Promoted Links {AD} Read More"),
    "markers-only": ("ad-widget", DOUBLED),
    "live-events": ("events-widget", "Live Events"),
    "live-events-doubled": ("events-widget", "Live Events Live Events"),
    "topics": ("topic-widget", "Discover the stories of your interest Blockchain 5 Stories Cyber-safety 7 Stories E-comm 9 Stories"),
    "topics-emptied": ("topic-widget", "Discover the stories of your interest"),
    "topic-one": ("topic-widget", "Discover the stories of your interest Brass bands 1 Story"),
    "show-more": ("show-more", "Show more Show less"),
    "notice": ("syndication-notice", "(This story has not been edited by our staff and is published from a syndicated feed.)"),
    "notice-headline": ("syndication-notice", "(Except for the headline, this story has not been edited by our staff and is published from a feed.)"),
    "copyright": ("copyright-footer", "Copyright 2026 Harbour Gazette. All rights reserved. This material may not be published, broadcast, rewritten or redistributed."),
    "also-read": ("also-read", "Also Read: Ten fountains that a cheese has never visited"),
    "also-read-question": ("also-read", "ALSO READ | Who painted the lighthouse?"),
    "read-more": ("also-read", "Read more: Nine tugs that sing at noon"),
    "newsletter": ("newsletter-prompt", "Sign up for our morning newsletter and get the day's top stories in your inbox"),
    "newsletter-sentence": ("newsletter-prompt", "Subscribe to our newsletter for more harbour news every morning."),
    "app": ("app-prompt", "Download the Harbour Gazette app for breaking alerts."),
    "share-row": ("share-bar", "Share Tweet Email"),
    "story-continues": ("advertisement", "Story continues below advertisement"),
}  # fmt: skip


def shown(text: str) -> str:
    return " ".join(text.split())


def kept_and_cut(raw: str, cleaned: Cleaned) -> str:
    """Put the cuts back where they were, by their places in the raw text."""
    position, parts = 0, []
    for cut in cleaned.cuts:
        assert raw[cut.start : cut.end] == cut.text
        parts += [raw[position : cut.start], cut.text]
        position = cut.end
    return "".join((*parts, raw[position:]))


@pytest.mark.parametrize("after", AFTERS, ids=["the", "in-her", "as-part", "quote", "but"])
@pytest.mark.parametrize("name", FURNITURE)
def test_furniture_between_two_sentences(name, after):
    """Each form goes whole, with its rule, and the sentences around it stay, whatever the second begins with."""
    rule, furniture = FURNITURE[name]
    cleaned = cut_boilerplate(f"{BEFORE} {furniture} {after}")
    assert cleaned.text == f"{BEFORE} {after}"
    assert [(cut.rule, cut.text) for cut in cleaned.cuts] == [(rule, furniture)]


@pytest.mark.parametrize("name", FURNITURE)
def test_furniture_at_the_tail(name):
    """Each form goes whole at the end of a body as well."""
    rule, furniture = FURNITURE[name]
    cleaned = cut_boilerplate(f"{BEFORE} {furniture}")
    assert cleaned.text == BEFORE
    assert {cut.rule for cut in cleaned.cuts} == {rule}


def test_an_ad_without_an_end_mark_at_the_tail():
    """A widget without Undo or a call to action, at the end, goes with its ad."""
    assert cut_boilerplate(f"{BEFORE} {DOUBLED} Seven Rain Hats Ranked By A Keeper Oilskin Weekly").text == BEFORE


@pytest.mark.parametrize(
    ("first", "second"),
    tuple(product(("live-events", "topics", "taboola-doubled", "also-read"), repeat=2)),
    ids=lambda name: name,
)
def test_furniture_next_to_furniture(first, second):
    """Two pieces in a row go both: what follows furniture stands at an edge too."""
    furniture = f"{FURNITURE[first][1]} {FURNITURE[second][1]}"
    cleaned = cut_boilerplate(f"{BEFORE} {furniture} {AFTERS[0]}")
    assert cleaned.text == f"{BEFORE} {AFTERS[0]}"
    assert shown(" ".join(cut.text for cut in cleaned.cuts)) == furniture


@pytest.mark.parametrize(
    "sentence",
    [
        "If you liked the old ferry, you may like the new one even better.",
        "You may like the view, but not the stairs, she said.",
        "The column, called You May Like It, ran for years.",
        "You May Like is the title of her second novel.",
        "The hall hosts live events every Friday.",
        "Live events return to the pier in June.",
        "Live Events Ltd said on Monday it would close.",
        "Live Events Manager Tom Hill said the pier was safe.",
        "Live Events' shares fell.",
        "Live Events, a promoter in Kellbridge, closed its doors.",
        "She runs Live Events, a promoter in Kellbridge.",
        "Nobody had sponsored links between the islands before.",
        "The site sells Sponsored Links to hotels.",
        "Editors discover the stories of your interest by asking.",
        "Discover the stories of your interest, the poster said.",
        "He pressed Undo and the bell rang.",
        "A report by Taboola found that readers skip advertisements.",
        "Residents can sign up for the newsletter at the town hall.",
        "Readers could read more: the library had doubled its hours.",
        "Download speeds rose by 40 percent, the app maker said.",
        "The staff (This Week's newest) have not been paid.",
        "All rights, he said, are reserved for the crew.",
        "Share prices rose on Monday.",
        "Twitter, Facebook and WhatsApp were down.",
        "He wrote a story that has not been edited since 1968.",
        "The paper printed 5 Stories and a poem.",
        "A comment from the council is expected.",
    ],
)
def test_sentences_with_the_same_words_survive(sentence):
    """A real sentence is not cut for its words, at the beginning, in the middle or at the end of a body."""
    for raw in (
        sentence,
        f"{BEFORE} {sentence}",
        f"{BEFORE} {sentence} {AFTERS[0]}",
        f"{BEFORE}\n{sentence}\n{AFTERS[0]}",
    ):
        assert cut_boilerplate(raw) == Cleaned(raw, ())


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Advertisement", "advertisement"), ("Advertisement - Continue Reading Below", "advertisement"), ("Story Continued Below", "advertisement"),
        ("Share Tweet Email", "share-bar"), ("Facebook Twitter WhatsApp Copy link", "share-bar"), ("Share this article", "share-bar"),
        ("Share on Facebook", "share-bar"), ("42 shares", "share-bar"), ("View Comments", "comment-counter"), ("(3) Comments", None),
        ("12 Comments", "comment-counter"), ("Be the first to comment", "comment-counter"), ("SIGN UP", "newsletter-prompt"),
        ("Get the Breaking News newsletter!", "newsletter-prompt"), ("Download our app", "app-prompt"), ("Read more", "page-control"),
        ("Image 2 of 10", "page-control"), ("Close", "page-control"), ("Show more / Show less", "show-more"), ("Related stories", "more-stories"),
        ("You May Like", "ad-widget"), ("Skip to main content", "site-navigation"), ("ALSO READ: The tugs that sang", "also-read"),
        ("© 2026 Harbour Gazette", "copyright-footer"),
        ("MORE ROOM FOR CATS", None), ("Share prices", None), ("Moscow", None), ("Next to the quay", None),
    ],
)  # fmt: skip
def test_lines_of_furniture(line, rule):
    """A line that holds nothing but furniture goes; one that only begins like it stays."""
    cleaned = cut_boilerplate(f"{BEFORE}\n{line}\n{AFTERS[0]}")
    assert [cut.rule for cut in cleaned.cuts] == ([rule] if rule else [])
    assert cleaned.text == "\n".join((BEFORE, AFTERS[0]) if rule else (BEFORE, line, AFTERS[0]))


KICKER = "The ferry company will hold a ball on board to mark its first hundred years"
LEAD = "Ada Fenwick will dance on Monday."


@pytest.mark.parametrize(
    ("opening", "rules"),
    [
        pytest.param(f"{KICKER} Bloomberg ", ["kicker", "credit"], id="kicker-and-credit"),
        pytest.param(f"{KICKER} Press Trust of India ", ["kicker", "credit"], id="longest-credit"),
        pytest.param(f"{KICKER} | Bloomberg: ", ["kicker", "credit"], id="credit-with-separators"),
        pytest.param(f"{KICKER} ", ["kicker"], id="kicker-alone"),
        pytest.param(f"{KICKER}\n", ["kicker"], id="kicker-on-its-own-line"),
    ],
)
def test_a_kicker_goes_with_its_credit(opening, rules):
    """A sentence of the text set above it is cut, and the agency's name fused between it and the lead."""
    cleaned = cut_boilerplate(
        f"{opening}{LEAD} {KICKER} and of the quay.", credits=("Bloomberg", "Press Trust", "Press Trust of India")
    )
    assert [cut.rule for cut in cleaned.cuts] == rules
    assert shown(cleaned.text).lstrip(":| ") == f"{LEAD} {KICKER} and of the quay."
    assert cleaned.cuts[0].text == KICKER


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(f"{KICKER}. {LEAD} {KICKER}.", id="a-whole-sentence-twice"),
        pytest.param(f"The ferry company will hold {LEAD} The ferry company will hold a ball.", id="too-short"),
        pytest.param(f"{KICKER} Bloomberg {LEAD}", id="never-again"),
        pytest.param("We never thought the mill would be open on Monday again. We never thought the mill would be open on Friday again.", id="one-form-two-sentences"),
        pytest.param(f"{KICKER} and more. {LEAD} So {KICKER} and of the quay.", id="not-at-a-sentence's-beginning"),
        pytest.param("", id="empty"),
        pytest.param(". " * 20 + "The mill is open.", id="dots"),
        pytest.param("\u2022 " * 20 + "\n" + "* " * 20, id="bullets"),
    ],
)  # fmt: skip
def test_what_is_no_kicker(raw):
    """A refrain, a short run or two sentences of one form are the article's own."""
    assert cut_boilerplate(raw, credits=("Bloomberg",)) == Cleaned(raw, ())


def test_a_credit_that_begins_a_sentence_stays():
    """After a kicker "Bloomberg reported" is prose."""
    raw = f"{KICKER} Bloomberg reported on Monday. {KICKER} and of the quay."
    assert [cut.rule for cut in cut_boilerplate(raw, credits=("Bloomberg",)).cuts] in ([], ["kicker"])
    assert "Bloomberg reported" in cut_boilerplate(raw, credits=("Bloomberg",)).text


pieces = st.one_of(
    st.sampled_from(
        [BEFORE, *AFTERS, KICKER, "Bloomberg", "Undo", "You May Like", "Live Events", "by Taboola", "\n", " "]
    ),
    st.sampled_from([furniture for _, furniture in FURNITURE.values()]),
    st.text(max_size=20),
)


@given(st.lists(pieces, max_size=14).map(" ".join))
def test_nothing_is_lost_unlogged(raw):
    """What is kept and what is cut make up the raw text, in order, without overlap, but for white space."""
    cleaned = cut_boilerplate(raw, credits=("Bloomberg",))
    ends = 0
    for cut in cleaned.cuts:
        assert ends <= cut.start < cut.end
        ends = cut.end
    assert kept_and_cut(raw, cleaned) == raw
    rest, position = [], 0
    for cut in cleaned.cuts:
        rest.append(raw[position : cut.start])
        position = cut.end
    rest.append(raw[position:])
    assert shown(" ".join(rest)) == shown(cleaned.text)


@given(st.lists(pieces, max_size=10).map(" ".join))
def test_a_clean_text_is_left_alone(raw):
    """Without a cut the text comes back character for character."""
    cleaned = cut_boilerplate(raw)
    if not cleaned.cuts:
        assert cleaned.text == raw


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("by Taboola " * 20_000, id="one-marker"),
        pytest.param("by Taboola x " * 20_000, id="marker-and-word"),
        pytest.param("by Taboola by Taboola Ad " * 4_000, id="openings-without-end"),
        pytest.param("Also Read: x. " * 8_000, id="labels"),
        pytest.param("Also Read: " + "X" * 300_000, id="one-long-word"),
        pytest.param("Sign up for our " * 20_000, id="prompts-without-end"),
        pytest.param("(This " * 40_000, id="brackets-never-closed"),
        pytest.param("Discover the stories of your interest " * 8_000, id="topics-without-counts"),
        pytest.param("Share Tweet " * 25_000, id="share-row"),
        pytest.param("a b c d e f g h " * 20_000, id="an-opening-that-repeats"),
        pytest.param("Copyright 2026 " * 20_000, id="copyright"),
        pytest.param("Live Events " * 25_000, id="live-events"),
        pytest.param("x\n" * 60_000, id="short-lines"),
        pytest.param(" " * 300_000, id="spaces"),
        pytest.param("Catch the News Download the app " * 10_000, id="app-prompts"),
    ],
)
def test_hostile_text_costs_linear_time(hostile):
    """Some 100 to 300 KB made to be slow cost a few seconds at most, and twice the text at most some thrice the time."""
    for _ in range(
        3
    ):  # a collection of garbage, or a busy machine, may slow one try; what is quadratic is slow in each
        half, whole = (_seconds(text) for text in (hostile[: len(hostile) // 2], hostile))
        if whole < 4 and whole < 3.2 * half + 0.2:
            return
    pytest.fail(f"{half:.2f} s for one half, {whole:.2f} s for all")


def _seconds(text: str) -> float:
    gc.collect()
    started = time.process_time()
    cut_boilerplate(text, credits=("Bloomberg",))
    return time.process_time() - started


@pytest.mark.shared
def test_the_seed_is_cut_as_expected(shared):
    """388 -> 330 and 330 -> 299 words, character for character, and not a word from the other bodies."""
    page = Page.from_text((shared / "seed" / "daily8_kursk.txt").read_text(encoding="utf-8"))
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    reading = layout_for(page).read(page)
    assert reading.article is not None
    assert cut_boilerplate(reading.article.body, credits=("Bloomberg", "Reuters")).cuts == ()
    rules = [["ad-widget", "events-widget", "topic-widget"], ["kicker", "credit"], []]
    for block, true, names in zip(reading.related, expected["related"], rules, strict=True):
        cleaned = cut_boilerplate(block.body, credits=("Bloomberg", "Reuters"))
        assert cleaned.text == true["body_clean"]
        assert (count_words(block.body), count_words(cleaned.text)) == (true["words_raw"], true["words_clean"])
        assert [cut.rule for cut in cleaned.cuts] == names
    assert [cut.text for cut in cut_boilerplate(reading.related[1].body, credits=("Bloomberg",)).cuts] == [
        expected["related"][1]["kicker"],
        expected["related"][1]["credit"],
    ]


@pytest.mark.shared
def test_wire_copy_without_furniture_is_not_cut(shared):
    """Two thousand wires of an agency, which never had furniture, lose nothing."""
    with (shared / "data" / "copies" / "reuters_1987_dev.docs.jsonl").open(encoding="utf-8") as documents:
        cut = [line["id"] for line in map(json.loads, documents) if cut_boilerplate(line["text"]).cuts]
    assert cut == []
