"""Segments: lines and sentences, and which of those that an outlet repeats are cut."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.text.segments import (
    _SENTENCE_END,
    LEARNED,
    Learned,
    _sentences,
    cut_segments,
    segments,
    without_boilerplate,
)

STORY = "The harbour council met on Monday and put off the vote about the lighthouse for another month."
SENTENCES = [
    f"The {name} told the inquiry of last winter that nobody had looked after the fog horn for {years} years."
    for name, years in (("keeper", "two"), ("pilot", "three"), ("mayor", "four"), ("clerk", "five"), ("diver", "six"))
]
BACKGROUND = " ".join(SENTENCES)
MENU = "\n".join(f"Read more about the {name} of Oldhaven" for name in ("port", "fair", "school", "market", "parks"))


def repeated(text: str, *, many: bool = False) -> dict[int, bool]:
    """Every segment of *text* as boilerplate that was learned."""
    return {segment.digest: many for segment in segments(text)}


def left(text: str, known: dict[int, bool]) -> str:
    """What is left of *text*."""
    return cut_segments(text, known, rule=LEARNED).text


def test_short_lines_in_a_row_are_cut_however_many():
    """A menu has no sentences."""
    assert left(f"{STORY}\n{MENU}", repeated(MENU)) == STORY


def test_a_few_sentences_are_cut():
    """A disclaimer of two or three sentences is boilerplate."""
    disclaimer = " ".join(SENTENCES[:3])
    assert left(f"{STORY}\n{disclaimer}", repeated(disclaimer)) == STORY


@pytest.mark.parametrize("many", [False, True], ids=["few-stories", "many-stories"])
def test_sentences_in_a_row_inside_a_paragraph_are_kept(many):
    """An outlet's background to a long affair tells its stories from others'."""
    text = f"{STORY} {BACKGROUND}"
    assert left(text, repeated(BACKGROUND, many=many)) == text


def test_whole_paragraphs_are_cut_when_many_stories_have_them():
    """Terms of use are paragraphs on every page."""
    text = f"{STORY}\n{BACKGROUND}"
    assert left(text, repeated(BACKGROUND)) == text
    assert left(text, repeated(BACKGROUND, many=True)) == STORY


def test_every_cut_is_logged_with_its_text():
    """Nothing goes without a word."""
    cleaned = without_boilerplate(f"{STORY} {STORY[::-1]}\n{MENU}", "echo", {"echo": repeated(MENU)})
    assert [cut.text for cut in cleaned.cuts] == MENU.split("\n")
    assert {cut.rule for cut in cleaned.cuts} == {LEARNED}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The vote was put off again. The horn stays silent.", id="latin"),
        pytest.param("表决被推迟了一个月。雾号仍然没有声音。", id="chinese"),
        pytest.param("他说：“表决又被推迟了。”雾号仍然没有声音。", id="closing-quote-behind-the-mark"),
        pytest.param("ការបោះឆ្នោតត្រូវបានពន្យារពេល។ស៊ីផ្លេនៅស្ងៀមស្ងាត់នៅឡើយ។", id="khmer"),
        pytest.param("မဲခွဲခြင်းကို ရွှေ့ဆိုင်းလိုက်သည်။မြူအချက်ပေးသံ တိတ်ဆိတ်နေဆဲဖြစ်သည်။", id="burmese"),
        pytest.param("ووٹنگ ایک ماہ کے لیے ملتوی ہو گئی۔ ہارن خاموش ہے ابھی تک۔", id="urdu"),
        pytest.param("मतदान एक महीने के लिए टल गया। हॉर्न अभी भी चुप है।", id="hindi"),
    ],
)
def test_a_line_is_cut_at_its_sentences(text):
    """Text without line breaks still has sentences, in whatever script."""
    parts = [text[segment.start : segment.end] for segment in segments(text)]
    assert len(parts) == 2
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


@given(st.text(".!?\u2026\u0964\u061f\"'\u201d\u2019\u00bb)] \n\t\xa0\x1c\u3000aA\u3002\uff01\u300d"))
def test_sentences_end_in_one_place_however_they_are_looked_for(text):
    """The pattern for text without full stops of other scripts finds what the whole one does, line by line."""
    found = [text[begin:end] for begin, end in _sentences(text)]
    lines = [_SENTENCE_END.split(line) for line in text.split("\n")]
    assert found == [sentence for line in lines for sentence in line]


def test_what_is_cut_does_not_depend_on_what_is_known_of_first_words():
    """Learned boilerplate whose first words are known is found without naming other sentences, in any spelling and place."""
    boilerplate = [
        "Sign up for our morning letter", "Per cent means %", "% of all readers agree", "Don't miss a single story",
        "Organisation of the week", "12 reasons to read on", "Café news every day", "\u201cBest paper\u201d says everyone",
    ]  # fmt: skip
    learned = Learned({segment.digest: True for line in boilerplate for segment in segments(line)})
    plain = dict(learned)
    choose = random.Random(3)
    prose = [sentence.replace("inquiry", f"inquiry{n}") for n in range(6) for sentence in SENTENCES]
    written = [str.upper, str.lower, str, lambda line: f"- {line}", lambda line: f"({line})"]
    cut = 0
    for _ in range(200):
        lines = [choose.choice(written)(choose.choice([*boilerplate, *boilerplate, "Ok.", *prose])) for _ in range(12)]
        body = choose.choice(["\n", " ", ". "]).join(lines)
        found = cut_segments(body, learned, rule="r")
        assert found == cut_segments(body, plain, rule="r")
        cut += len(found.cuts)
    assert learned.first_words == {"sign", "percent", "don't", "organization", "12", "cafe", "best"}
    assert cut > 200
