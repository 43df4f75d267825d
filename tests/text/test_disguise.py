"""Disguises of a text are undone and told; no language, sign or house style is taken for one."""

import random
from collections.abc import Callable

import pytest
import regex

from crawler.text.disguise import Disguise, as_read
from crawler.text.sanitize import INVISIBLE, INVISIBLE_RUN, sanitize
from crawler.text.words import read_words

TEXT = (
    "The harbour council counted the gulls on the long pier again this morning and found four hundred of them. "
    "Keeper Martha Ellis said that the birds had come in from the northern islands before the storm, and that the town "
    "would leave the pier to them until spring. A ferry that calls at the pier on Tuesdays will stop elsewhere."
)
RUSSIAN = (
    "\u0421\u043e\u0432\u0435\u0442 \u0433\u0430\u0432\u0430\u043d\u0438 \u0441\u043d\u043e\u0432\u0430 \u043f\u043e\u0441\u0447\u0438\u0442\u0430\u043b \u0447\u0430\u0435\u043a \u043d\u0430 \u0434\u043b\u0438\u043d\u043d\u043e\u043c \u043f\u0440\u0438\u0447\u0430\u043b\u0435 "
    "\u0438 \u043d\u0430\u0448\u0435\u043b \u0442\u0430\u043c \u0447\u0435\u0442\u044b\u0440\u0435\u0441\u0442\u0430 \u043f\u0442\u0438\u0446, \u0441\u043a\u0430\u0437\u0430\u043b\u0430 \u0441\u043c\u043e\u0442\u0440\u0438\u0442\u0435\u043b\u044c \u0432\u043e \u0432\u0442\u043e\u0440\u043d\u0438\u043a."
)


def _inside(sign: str) -> Callable[[str], str]:
    """A disguise: *sign* behind the first letter of every word."""
    return lambda text: " ".join(word[:1] + sign + word[1:] for word in text.split(" "))


def _table(plain: str, odd: str) -> Callable[[str], str]:
    return lambda text: text.translate(str.maketrans(plain, odd))


def _from(first: int, *, capitals: int) -> Callable[[str], str]:
    """A disguise: letters of a row of the Unicode tables; *capitals* is where theirs begin, 0 for nowhere."""

    def shifted(text: str) -> str:
        small = {ord("a") + at: chr(first + at) for at in range(26)}
        large = {ord("A") + at: chr((capitals or first) + at) for at in range(26)}
        return text.translate(small | large)

    return shifted


INVISIBLES = "\u200b \u200c \u200d \u2060 \ufeff \u00ad \u2062 \u180e \u3164 \uffa0 \u115f \u2800 \u17b5 \ufff9 \u034f \U000e0061 \ufe0f \ufe00 \U000e0101 \u200e \u2066"
CASES: list[tuple[Disguise, Callable[[str], str]]] = [
    *((Disguise.INVISIBLE, _inside(sign)) for sign in INVISIBLES.split()),
    (Disguise.INVISIBLE, lambda text: " ".join("\u200b".join(word) for word in text.split(" "))),
    (Disguise.REVERSED, lambda text: " ".join(f"\u202e{word[::-1]}\u202c" for word in text.split(" "))),
    (Disguise.REVERSED, lambda text: f"\u202e{text[::-1]}\u202c"),
    (Disguise.LOOK_ALIKES, _table("aeiocpxy", "\u0430\u0435\u0456\u043e\u0441\u0440\u0445\u0443")),
    (Disguise.LOOK_ALIKES, _table("aceijopsxyhdlTHAKM", "\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0445\u0443\u04bb\u0501\u04cf\u0422\u041d\u0410\u041a\u041c")),
    (Disguise.LOOK_ALIKES, _table("aeiopuvnkt", "\u03b1\u03b5\u03b9\u03bf\u03c1\u03c5\u03bd\u03b7\u03ba\u03c4")),
    (Disguise.LOOK_ALIKES, _table("ounhT", "\u0585\u057d\u0578\u0570\u13a2")),
    (Disguise.STYLED, lambda text: text.translate({at: at + 0xFEE0 for at in range(33, 127)})),
    (Disguise.STYLED, _from(0x1D41A, capitals=0x1D400)),
    (Disguise.STYLED, _table("abcdefghijklmnoprstuvwxyz", "\u1d43\u1d47\u1d9c\u1d48\u1d49\u1da0\u1d4d\u02b0\u2071\u02b2\u1d4f\u02e1\u1d50\u207f\u1d52\u1d56\u02b3\u02e2\u1d57\u1d58\u1d5b\u02b7\u02e3\u02b8\u1dbb")),
    *((Disguise.ENCLOSED, _from(first, capitals=0)) for first in (0x24D0, 0x249C, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6)),
    (Disguise.SMALL_CAPITALS, _table("abcdefghijklmnopqrstuvwyz", "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u01eb\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22")),
    (Disguise.STACKED, lambda text: "".join(each + "\u0336" if each.isalpha() else each for each in text)),
    (Disguise.STACKED, lambda text: "".join(each + "\u0341\u0353\u0316\u0329" if each.isalpha() else each for each in text)),
    (Disguise.STACKED, lambda text: "".join(each + "\u20dd" if each.isalpha() else each for each in text)),
    *((Disguise.PARTED, lambda text, by=by: " ".join(by.join(word) for word in text.split(" "))) for by in (".", "-", "\u2027", "\u00a0", "\u2009")),
    (Disguise.PARTED, lambda text: "  ".join(" ".join(word) for word in text.split(" "))),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "disguise"), CASES)
def test_a_disguised_text_reads_as_its_reader_sees_it_and_is_told(kind, disguise):
    """Word by word what it is without its disguise, whichever of these it is."""
    seen = as_read(disguise(TEXT))
    assert kind in seen.disguises
    assert read_words(seen.text).folded == read_words(TEXT).folded


def test_a_text_in_another_script_is_read_in_its_own():
    """Latin letters in a Russian text become Cyrillic ones again, not the other way round."""
    seen = as_read(_table("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0421", "aeopcyxC")(RUSSIAN))
    assert (seen.text, seen.disguises) == (RUSSIAN, (Disguise.LOOK_ALIKES,))


def test_half_of_the_words_wholly_in_look_alikes_are_found():
    """No single word mixes scripts; together they do."""
    odd = _table("acekmopxtyTAM", "\u0430\u0441\u0435\u043a\u043c\u043e\u0440\u0445\u0442\u0443\u0422\u0410\u041c")
    text = "Take care to take a coat: the aroma of the moat may come at ten past ten, the mayor says to the committee."
    whole = [odd(word) if set(word) <= set("acekmopxtyTAM,.:") else word for word in text.split()]
    assert as_read(" ".join(whole)).text == text


#: What has odd letters and is no disguise.
HARMLESS = {
    "a formula": "The rate \u03b1 rose while \u03b2 fell, and \u0394t was 3 \u03bcm, said the institute of the harbour town on Monday.",
    "flags and emoji": "\U0001f1e9\U0001f1ea \U0001f1eb\U0001f1f7 \U0001f1ee\U0001f1f9 won medals \u2764\ufe0f at the harbour games \U0001f468\u200d\U0001f469\u200d\U0001f467 on Monday, said the council.",
    "abbreviations": "The U.S. and the U.N. said that the E.U. and the U.K. would meet in Washington, D.C., at 10 a.m. with J.R.R. Moor.",
    "fractions and dates": "Holders get 1/2 a share for 3/4 of a unit, from 1-2-3 to 4-5-6, in rows 1 2 3 4 5 6 7 8 9 10 11 12 13 14 of 9.",
    "long words with soft hyphens": "Die Hafen\u00adver\u00adwaltung hat die M\u00f6wen\u00adz\u00e4hlung am Lan\u00addungs\u00adsteg der Nach\u00adbar\u00adgemeinde \u00fcber\u00adnommen.",
    "a brand with an ending": "\u041a\u0443\u043f\u0438\u043b iPhone\u043e\u043c \u0431\u0438\u043b\u0435\u0442 \u043d\u0430 \u043f\u0430\u0440\u043e\u043c, \u0441\u043a\u0430\u0437\u0430\u043b \u0441\u043c\u043e\u0442\u0440\u0438\u0442\u0435\u043b\u044c \u0433\u0430\u0432\u0430\u043d\u0438 \u0432\u043e \u0432\u0442\u043e\u0440\u043d\u0438\u043a \u0432\u0435\u0447\u0435\u0440\u043e\u043c.",
    "Russian names in English": "The paper \u041c\u043e\u0440\u0441\u043a\u043e\u0439 \u0432\u0435\u0441\u0442\u043d\u0438\u043a and the site \u0413\u0430\u0432\u0430\u043d\u044c ran the story of the gulls, and so did \u0420\u0430\u0434\u0438\u043e \u041c\u0430\u044f\u043a.",
    "full width in Japanese": "\u6e2f\u306e\u8b70\u4f1a\u306f\uff2e\uff28\uff2b\u3068\uff34\uff22\uff33\u3068\uff2d\uff22\uff33\u306b\u30ab\u30e2\u30e1\u306e\u6570\u3092\u8a71\u3057\u305f\u3002",
    "a phonetic transcription": "The harbour town of Ellis [\u02c8\u025bl\u026as] is pronounced as it is written, said the council on Monday in a letter.",
    "Vietnamese": "H\u1ed9i \u0111\u1ed3ng c\u1ea3ng l\u1ea1i \u0111\u1ebfm s\u1ed1 chim h\u1ea3i \u00e2u tr\u00ean c\u1ea7u t\u00e0u d\u00e0i s\u00e1ng nay v\u00e0 th\u1ea5y b\u1ed1n tr\u0103m con.",
    "Yoruba": "\u00ccj\u1ecdba \u00ecl\u00fa n\u00e1\u00e0 k\u00e0 \u1eb9y\u1eb9 l\u00f3r\u00ed af\u00e1r\u00e1 g\u00edg\u00f9n n\u00e1\u00e0 l\u00e1\u00e0r\u1ecd\u0300 y\u00ec\u00ed, w\u1ecd\u0301n s\u00ec r\u00ed ir\u00ednw\u00f3 n\u00edb\u1eb9\u0300.",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_disguise_stays_as_it_is(text):
    """Formulas, flags, abbreviations, soft hyphens where words may be parted, other languages."""
    seen = as_read(text)
    assert (seen.text, seen.disguises) == (sanitize(text), ())


SCRIPTS = [
    "Latin",
    "Cyrillic",
    "Greek",
    "Armenian",
    "Georgian",
    "Hebrew",
    "Arabic",
    "Syriac",
    "Thaana",
    "Devanagari",
    "Bengali",
    "Gurmukhi",
    "Gujarati",
    "Oriya",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Thai",
    "Lao",
    "Tibetan",
    "Myanmar",
    "Khmer",
    "Ethiopic",
    "Cherokee",
    "Mongolian",
    "Han",
    "Hiragana",
    "Katakana",
    "Hangul",
    "Nko",
    "Tifinagh",
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_is_damaged(script):
    """Words of its letters, a Latin name and a number among them, stay what they are."""
    choose = random.Random(script)
    letters = [
        each for each in map(chr, range(0x10000)) if regex.fullmatch(rf"[\p{{{script}}}&&\p{{Lo}}\p{{Ll}}]", each, regex.V1)
    ]  # fmt: skip
    common = [
        each for each in letters if ord(each) < ord(letters[0]) + 0x180 and not regex.match(INVISIBLE, each, regex.V1)
    ][:200]
    common = [each for each in common if not regex.match(r"[\u0250-\u02ff\u1d00-\u1dff]", each)]
    text = " ".join("".join(choose.choices(common, k=choose.randint(2, 9))) for _ in range(120)) + " Harbour Post 400"
    seen = as_read(text)
    assert seen.disguises == ()
    assert seen.text == sanitize(text)


def test_both_ways_to_look_for_invisible_characters_find_the_same():
    """The fast one is written out."""
    everything = "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, 0x110000)))
    assert "".join(INVISIBLE_RUN.findall(everything)) == "".join(regex.findall(INVISIBLE, everything, regex.V1))
