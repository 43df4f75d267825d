"""What belongs to one text is made once for it, and for plain words each time."""

from crawler.text.once import once_a_text
from crawler.text.shingles import shingle_hashes
from crawler.text.voice import read_voiced

made = []


@once_a_text
def lengths(words, least):
    """A stand-in for what is asked of a text for every pair."""
    made.append((tuple(words), least))
    return [len(word) for word in words if len(word) >= least]


def test_words_keep_what_was_made_of_them():
    """The same question about the same text is answered once; another question, or another text, is another answer."""
    made.clear()
    ferry, tram = read_voiced("the ferry runs"), read_voiced("the ferry runs")
    assert lengths(ferry, 4) is lengths(ferry, 4)
    assert lengths(ferry, 5) == [5]
    assert lengths(tram, 4) == [5, 4]
    assert [least for _, least in made] == [4, 5, 4]


def test_plain_words_keep_nothing():
    """A list of words is answered each time: it may have changed."""
    made.clear()
    words = ["the", "ferry"]
    assert lengths(words, 4) == [5]
    words.append("sails")
    assert lengths(words, 4) == [5, 5]
    assert len(made) == 2


def test_hashes_of_a_text_are_made_once():
    """Shingle hashes are asked of a text for every pair it is in."""
    text = read_voiced("one two three four five six")
    assert shingle_hashes(text, 4) is shingle_hashes(text, 4)
    assert shingle_hashes(text, 4).tolist() == shingle_hashes(list(text), 4).tolist()
