"""The wire's text put together again from its copies: what independent owners share, as most print it, in the order of most."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest

from crawler.tracking.config import TrackingConfig
from crawler.tracking.rods.reconstruction import Publication, reconstruct
from crawler.tracking.rods.rod import text_of

CONFIG = TrackingConfig()
WIRE = (
    "The ferry Amelie ran aground on a sandbank off Little Skerry before dawn on Monday with 84 people aboard.",
    "Nobody was hurt, the harbour office said, and the passengers were fed pancakes until the tide came in.",
    "The captain had steered around a sleeping seal, which stayed where it was throughout.",
    "An inquiry will look at the charts, which were drawn when the bank lay half a mile to the east.",
)
ADDITION = "Our reporter was on board and counted eleven pancakes, none of which she was allowed to pay for."


def ran(owner: str, *lines: str) -> Publication:
    """What an owner ran, one sentence a line."""
    return Publication(owner, "\n".join(lines))


def shared(*publications: Publication) -> list[str]:
    """Return the sentences of the text that some publications share."""
    return [sentence.text for sentence in reconstruct(publications, CONFIG)]


def test_what_one_outlet_added_or_left_out_does_not_count():
    """Each of three left something out or added something: the wire's text is what two or more have."""
    found = reconstruct(
        [ran("echo", *WIRE[:3]), ran("mail", WIRE[0], ADDITION, *WIRE[1:]), ran("post", *WIRE[1:])], CONFIG
    )
    assert [(sentence.text, sentence.owners) for sentence in found] == list(zip(WIRE, (2, 3, 3, 2), strict=True))
    assert text_of(found) == "\n".join(WIRE)


def test_one_owner_counts_once():
    """Sisters, and versions of one outlet, support each other's sentences no more than one of them does."""
    texts = [ran("group", *WIRE, ADDITION), ran("group", *WIRE[1:], ADDITION), ran("mail", *WIRE), ran("post", *WIRE)]
    assert shared(*texts) == list(WIRE)


def test_two_owners_are_too_few():
    """What two share may be an excerpt of either: nothing is put together from it."""
    assert shared(ran("echo", *WIRE), ran("mail", *WIRE), ran("mail", *WIRE[:2])) == []


def test_a_sentence_is_printed_as_most_print_it():
    """An editor's word in the middle takes no support away, and does not get into the text."""
    edited = WIRE[0].replace("before dawn on Monday", "in the small hours of Monday")
    longer = WIRE[3].replace("An inquiry", "An independent inquiry")
    texts = [ran("a", *WIRE), ran("b", edited, *WIRE[1:]), ran("c", *WIRE[:3], longer), ran("d", *WIRE)]
    assert shared(*texts) == list(WIRE)


def test_the_order_is_that_of_most():
    """One outlet opens with the seal; the others do not."""
    moved = (WIRE[2], WIRE[0], WIRE[1], WIRE[3])
    assert shared(ran("a", *moved), ran("b", *WIRE), ran("c", *WIRE[1:]), ran("d", *WIRE[:3])) == list(WIRE)


@pytest.mark.parametrize("crowd", [8, 40])
def test_another_text_that_two_of_many_joined_to_it_is_left_out(crowd):
    """Two outlets ran the same other item below this one; a tail that many cut is kept all the same."""
    other = (
        "Elsewhere, the bakers of Lower Tarn ended their dispute over the shape of the harvest loaf on Sunday evening."
    )
    lead = [ran(f"lead {n}", *WIRE[:2]) for n in range(crowd // 2)]
    whole = [ran(f"whole {n}", *WIRE) for n in range(crowd // 2)]
    joined = [ran(f"joined {n}", *WIRE[:2], other) for n in range(2)]
    assert shared(*lead, *whole, *joined) == list(WIRE)


def test_the_order_of_the_copies_does_not_matter():
    """The same copies in any order give the same sentences, owners and lines."""
    texts = [ran("a", WIRE[2], *WIRE[:2]), ran("b", *WIRE), ran("c", *WIRE[1:], ADDITION), ran("a", *WIRE[3:])]
    assert len({reconstruct(order, CONFIG) for order in permutations(texts)}) == 1


def test_lines_and_short_sentences_stay():
    """Sentences of one paragraph stay in it, and one of three words is kept where two print it."""
    paragraph = " ".join((WIRE[0], "Nobody was surprised.", WIRE[1]))
    found = reconstruct([ran(owner, paragraph, WIRE[2]) for owner in "abc"], CONFIG)
    assert text_of(found) == f"{paragraph}\n{WIRE[2]}"


def test_every_text_in_every_order_is_put_together_from_itself():
    """Whatever three or more owners print whole comes out whole."""
    for seed in range(20):
        lines = Random(seed).sample([*WIRE, ADDITION], 4)
        assert shared(*(ran(owner, *lines) for owner in "abcd")) == lines
