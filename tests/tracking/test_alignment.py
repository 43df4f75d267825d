"""Alignment: the two ways in which runs of equal words are found come to the same runs."""

import random

import pytest

from crawler.text.shingles import common_shingles, shingle_set
from crawler.text.voice import VoicedWords
from crawler.tracking import alignment
from crawler.tracking.config import TrackingConfig

CONFIG = TrackingConfig()


def voiced(words: list[str]) -> VoicedWords:
    """Words that keep what is made of them once."""
    return VoicedWords(words, bytes(len(words)))


def edited(choose: random.Random, words: list[str], vocabulary: list[str]) -> list[str]:
    """The same text with words replaced, left out and moved."""
    made = [choose.choice(vocabulary) if choose.random() < 0.1 else word for word in words if choose.random() < 0.95]
    cut = choose.randrange(len(made))
    return made[cut:] + made[:cut] if choose.random() < 0.3 else made


@pytest.mark.parametrize("size", [3, 12, 60, 2000])
def test_runs_are_the_same_by_walking_and_by_sorting(size):
    """Of texts that repeat themselves much, little and not at all; empty ones and short ones, too."""
    choose = random.Random(size)
    vocabulary = [f"w{n}" for n in range(size)]
    walked = 0
    for _ in range(40):
        a = [choose.choice(vocabulary) for _ in range(choose.randrange(120))] or ["w0"]
        b = edited(choose, a, vocabulary) if len(a) > 5 else a
        runs = alignment._diagonal_runs(voiced(a), voiced(b), CONFIG)
        assert sorted(runs) == sorted(alignment._runs_by_sorting(a, b, CONFIG))
        walked += len(runs)
    assert walked > 40


@pytest.mark.parametrize("k", [1, 3, 9, 64])
def test_common_shingles_are_counted_exactly(k):
    """By the numbers of words where those go into one number, else by the words: 63 bits are not enough for 64 words."""
    choose = random.Random(k)
    a = [f"w{choose.randrange(5 if k < 9 else 1)}" for _ in range(90)]
    b = [*a[10:60], "other", *a[20:]]
    set_a, set_b = shingle_set(a, k), shingle_set(b, k)
    assert common_shingles(voiced(a), voiced(b), k) == (len(set_a), len(set_b), len(set_a & set_b))
    assert common_shingles(a, [], k) == (len(set_a), 0, 0)
