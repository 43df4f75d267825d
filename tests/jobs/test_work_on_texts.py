"""What tracking has done to parts of its texts, here or in other processes: the same whatever was worked on before."""

from crawler.jobs.tracking.work import Pairs, Texts, compare_pairs, read_and_sign
from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.editions import wording_digest
from crawler.tracking.verdict import compare
from tests.tracking.test_tracking import text


def test_keys_are_those_of_the_configuration_that_asks():
    """A process that has signed a text for one configuration signs it again for another."""
    texts = [("gazette", " ".join(text(1, 120)))]
    (by_default,) = read_and_sign(Texts(texts, {}, 1, TrackingConfig())).entries.values()
    (otherwise,) = read_and_sign(Texts(texts, {}, 1, TrackingConfig(bands=16, seed=7))).entries.values()
    assert (len(by_default.bands), len(otherwise.bands)) == (32, 16)
    assert by_default.signature != otherwise.signature
    (again,) = read_and_sign(Texts(texts, {}, 1, TrackingConfig())).entries.values()
    assert again == by_default


def test_pairs_are_compared_as_they_are_alone():
    """In the order in which they were asked for; words that were seen before are not mixed up."""
    config = TrackingConfig()
    texts = [read_voiced(" ".join([*text(n // 2, 80), *text(90 + n, 9)])) for n in range(6)]
    words = {wording_digest(each): each for each in texts}
    pairs = [(a, b) for a in words for b in words if a < b]
    for asked in (pairs, pairs[::-1]):
        made = compare_pairs(Pairs(asked, words, config))
        assert made.comparisons == [compare(words[a], words[b], config) for a, b in asked]
        assert not made.places
