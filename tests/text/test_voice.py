"""Voice: what stands in quotation marks of any language, what a colon, a heading or a speaker's name introduces."""

import pytest

from crawler.text.voice import Voice, VoicedWords, read_voiced, voices, voices_of
from crawler.text.words import read_words

LEAD = "The harbour office of Oldhaven said on Friday that the night ferry will not sail before the spring tide. "


def quoted(text: str) -> str:
    """Return the words of *text* in quotation marks."""
    words = read_voiced(text)
    return " ".join(word for word, voice in zip(words, words.voices, strict=True) if voice & Voice.QUOTED)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('He said "we will sail" and left.', "we will sail", id="straight"),
        pytest.param("He said \u201cwe will sail\u201d and left.", "we will sail", id="curly"),
        pytest.param("He said \u2018we will sail\u2019 and left.", "we will sail", id="single"),
        pytest.param("Er sagte: \u201eWir fahren\u201c und ging.", "wir fahren", id="german"),
        pytest.param("Er sagte: \u00bbWir fahren\u00ab und ging.", "wir fahren", id="german-books"),
        pytest.param("Il a dit \u00ab nous partons \u00bb et il est parti.", "nous partons", id="french"),
        pytest.param("Han sade \u201dvi seglar\u201d och gick.", "vi seglar", id="swedish"),
        pytest.param("Dijo: \u00ab\u00a1Zarpamos ya!\u00bb y se fue.", "zarpamos ya", id="spanish"),
        pytest.param("\u5979\u8bf4\uff1a\u201c\u6211\u4eec\u51fa\u53d1\u201d\u3002", "\u6211 \u4eec \u51fa \u53d1", id="chinese"),
        pytest.param("\u5f7c\u306f\u300c\u51fa\u308b\u300d\u3068", "\u51fa \u308b", id="japanese"),
        pytest.param("He said ``we will sail,'' and left.", "we will sail", id="typewriter"),
        pytest.param("Rzek\u0142: ,,idziemy'' i wyszed\u0142.", "idziemy", id="typed-low"),
        pytest.param("\u041e\u043d \u0441\u043a\u0430\u0437\u0430\u043b: <<\u0438\u0434\u0451\u043c>> \u0438 \u0443\u0448\u0451\u043b.", "\u0438\u0434\u0435\u043c", id="typed-angles"),
        pytest.param("\u05d4\u05d5\u05d0 \u05d0\u05de\u05e8 \u05f4\u05d4\u05d5\u05dc\u05db\u05d9\u05dd\u05f4 \u05d5\u05d9\u05e6\u05d0.", "\u05d4\u05d5\u05dc\u05db\u05d9\u05dd", id="hebrew"),
        pytest.param("\u5979\u8bf4\uff02\u6211\u4eec\u51fa\u53d1\uff02\u3002", "\u6211 \u4eec \u51fa \u53d1", id="full-width"),
        pytest.param('\uadf8\ub294 "\ub5a0\ub09c\ub2e4"\ub77c\uace0 \ud588\ub2e4.', "\ub5a0\ub09c\ub2e4", id="korean"),
        pytest.param("\u5f7c\u306f\u301d\u51fa\u308b\u301f\u3068", "\u51fa \u308b", id="vertical"),
        pytest.param(">> Read more\nA slip,, and no more.", "", id="two-marks-that-quote-nothing"),
        pytest.param("The crew's boat and the boats' keeper.", "", id="apostrophes"),
        pytest.param("\u05e6\u05d4\"\u05dc \u05d0\u05de\u05e8", "", id="gershayim"),
        pytest.param('A 12" pipe and a 14" pipe.', "", id="inches"),
        pytest.param("\u201cOne paragraph.\n\u201cAnother one.\u201d Then more.", "one paragraph another one", id="paragraphs-open-again"),
        pytest.param('He said "we will\nThe office did not.', "we will", id="never-closed-ends-with-its-paragraph"),
    ],
)  # fmt: skip
def test_words_in_quotation_marks_are_somebody_elses(text, found):
    """Marks of many languages are known, and what only looks like one is not."""
    assert quoted(text) == found


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        pytest.param("The note reads: Ferries stay in port.", "ferries", id="colon"),
        pytest.param("The note follows.\n- Ferries stay in port.", "ferries", id="dash-opens-a-line"),
        pytest.param("The note follows.\n\u2014Ferries stay in port.", "ferries", id="dash-glued-to-the-line"),
        pytest.param("It froze.\n-12 degrees at the pier.", None, id="minus"),
        pytest.param("THE NOTE IN FULL\nFerries stay in port.", "ferries", id="heading-in-capitals"),
        pytest.param("It left at 10:30 from the pier.", None, id="clock"),
        pytest.param("HARBOUR TOWN (Northern Wire) - Ferries stay.", None, id="dateline"),
        pytest.param("LOWER HARBOUR, Nov 17 (Northern Wire) - Ferries stay.", None, id="dateline-with-a-day"),
        pytest.param("Credit: Northern Wire\nFerries stay in port.", None, id="credit-that-ends-its-line"),
        pytest.param("The note reads:\nFerries stay in port.", "ferries", id="colon-that-ends-its-line"),
    ],
)
def test_an_introduction_marks_where_somebody_else_begins(text, begins):
    """A colon, a dash that opens a line and a heading introduce; a clock and a dateline do not."""
    words = read_voiced(LEAD + text)
    found = [word for word, voice in zip(words, words.voices, strict=True) if voice & Voice.INTRODUCED]
    assert found == ([begins] if begins else [])


def test_what_is_introduced_at_the_head_is_the_story_itself():
    """The colon of a dateline introduces nobody."""
    assert not any(read_voiced("OLDHAVEN: The night ferry will not sail before the spring tide.").voices)


def test_speakers_are_those_of_a_transcript():
    """Two labels make a transcript; one is a caption."""
    talk = LEAD + "Dorn: Will it sail? Kemp: It will not. Dorn: Why?"
    assert sum(1 for voice in read_voiced(talk).voices if voice & Voice.SPEAKER) == 3
    assert not any(voice & Voice.SPEAKER for voice in read_voiced(LEAD + "Dorn: Will it sail?").voices)


def test_words_know_their_voices_and_are_words_all_the_same():
    """Voiced words equal the plain ones; plain ones are all the narrator's."""
    text = 'She said "no".'
    assert read_voiced(text) == read_words(text).folded
    assert voices_of(read_words(text).folded) == bytes(3)
    assert voices(text, read_words(text)) == bytes([0, 0, Voice.QUOTED])
    with pytest.raises(ValueError, match="1 words, 2 voices"):
        VoicedWords(["no"], bytes(2))
