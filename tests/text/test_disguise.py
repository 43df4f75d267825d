"""Disguises of a text are undone and told; no language, sign or house style is taken for one."""

import random
from collections.abc import Callable

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from crawler.text.disguises import parted
from crawler.text.disguises.kinds import Disguise
from crawler.text.disguises.plain import as_read
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
    "Kurdish in Cyrillic with Latin q and w": "\u0428\u0430\u0440\u0430 \u0431\u04d9\u043d\u0434\u04d9\u0440\u0435 \u0441\u044c\u0431\u0435 \u0447\u0443w, q\u04d9\u0439\u043a\u0430 \u043c\u04d9\u0437\u044c\u043d \u043b\u044c w\u0435\u0434\u04d9\u0440\u0435 \u043c\u0430, w\u0430\u043d\u0430 \u0433\u043e q\u04d9\u043b\u0430\u0431\u0430 \u0431\u044c \u0445w\u04d9 \u04bb\u0430\u0442 \u0443 q\u04d9\u0442 \u043d\u04d9\u0447\u0443.",
    "Kazakh endings on brands": "\u0410\u0439\u043b\u0430\u049b\u0442\u0430 Kaspi\u0434\u0435, Halyk\u0442\u0430, Apple\u0434\u0456\u04a3, Samsung\u0442\u044b\u04a3 \u0436\u04d9\u043d\u0435 Google\u0434\u044b\u04a3 \u0434\u04af\u043a\u0435\u043d\u0434\u0435\u0440\u0456 \u0430\u0448\u044b\u043b\u0434\u044b, \u0434\u0435\u0434\u0456 \u043f\u043e\u0440\u0442 \u043a\u0435\u04a3\u0435\u0441\u0456.",
    "Serbian in both scripts": "\u041c\u0438 \u0441\u043c\u043e \u0442\u0443. Mi smo tu. \u041c\u0430\u043c\u0430 \u0458\u0435 \u0442\u0443, \u0442\u0430\u0442\u0430 \u0458\u0435 \u0442\u0443. Kosa je ovde. \u041a\u043e\u0441\u0430 \u0458\u0435 \u0442\u0430\u043c\u043e, \u0430 \u043c\u0430\u043a \u0458\u0435 \u0443 \u043a\u0443\u0442\u0438\u0458\u0438.",
    "Ukrainian typed with a Latin i": "\u0420\u0430\u0434\u0430 \u043f\u043e\u0440\u0442\u0443 \u0437\u043d\u043e\u0432\u0443 \u043f\u043e\u043bi\u0447\u0438\u043b\u0430 \u0447\u0430\u0439\u043e\u043a, i \u043d\u0430 \u043c\u043e\u043bi \u0457\u0445 \u0447\u043e\u0442\u0438\u0440\u0438\u0441\u0442\u0430, \u0432i\u0434\u043f\u043e\u0432i\u0432 \u043d\u0430\u0433\u043b\u044f\u0434\u0430\u0447, \u043a\u043e\u043b\u0438 \u043fi\u0448\u043e\u0432 \u0432i\u0442\u0435\u0440 \u0437 \u043fi\u0432\u043d\u043e\u0447i.",
    "Circassian with I for the palochka": "\u041f\u0441\u044b\u0445\u044a\u043e\u043c \u0449\u044bI\u044d \u0431\u0437\u044b\u0443\u0445\u044d\u0440 \u043a\u044a\u0430\u043b\u044a\u044b\u0442\u044d\u0436\u044c\u044b\u0433\u044a\u044d\u0445, \u0437\u044dI\u0443\u043aI\u044d\u043c \u0433\u044a\u044d\u0448I\u044d\u0433\u044a\u043e\u043d\u044d\u0443 \u0449\u044bI\u0443\u0430\u0433\u044a\u044d\u0445, \u0446I\u044b\u0444\u0445\u044d\u0440 \u043a\u044a\u0435\u043aI\u043e\u043bI\u0430\u0433\u044a\u044d\u0445.",
    "Circassian with l for the palochka": "\u041f\u0441\u044b\u0445\u044a\u043e\u043c \u0449\u044bl\u044d \u0431\u0437\u044b\u0443\u0445\u044d\u0440 \u043a\u044a\u0430\u043b\u044a\u044b\u0442\u044d\u0436\u044c\u044b\u0433\u044a\u044d\u0445, \u0437\u044dl\u0443\u043al\u044d\u043c \u0433\u044a\u044d\u0448l\u044d\u0433\u044a\u043e\u043d\u044d\u0443 \u0449\u044bl\u0443\u0430\u0433\u044a\u044d\u0445, \u0446l\u044b\u0444\u0445\u044d\u0440 \u043a\u044a\u0435\u043al\u043e\u043bl\u0430\u0433\u044a\u044d\u0445.",
    "Bashkir typed with a Latin h": "\u041f\u043e\u0440\u0442\u0442\u0430 h\u04d9\u043c \u043a\u04af\u043f\u0435\u0440\u0499\u04d9 \u0430\u04a1\u0441\u0430\u0440\u043b\u0430\u04a1\u0442\u0430\u0440 h\u0430\u043d\u044b \u0430\u0440\u0442\u0442\u044b, h\u0443\u04a3\u0493\u044b \u044f\u04a3\u044b\u043b\u044b\u04a1\u0442\u0430\u0440 \u0442\u0443\u0440\u0430h\u044b\u043d\u0434\u0430 h\u04e9\u0439\u043b\u04d9\u043d\u0435\u043b\u04d9\u0440, h\u0430\u0443\u0430 h\u0430\u043b\u04a1\u044b\u043d \u0431\u0443\u043b\u0434\u044b.",
    "products of a formula": "We have \U0001d453\U0001d454 = \U0001d465\U0001d466, \U0001d44e\U0001d44f = \U0001d450\U0001d451, \U0001d45d\U0001d45e = \U0001d45f\U0001d460 for the tides of the harbour.",
    "Greek letters beside Latin ones": "The \u0394T of the pier, with \u03bbx, \u03b1x, \u03b2x, \u03c3x, \u03bcx and \u03c9t as before; the \u0394G of \u0394x is \u03c3y.",
    "units": "Cables of 5 k\u03a9 and 3 \u03bcm, 10 \u03bcF, 7 \u03bcg, 8 \u03bcL, 9 \u03bcs, then 4 \u03bcA and 5 \u03bcV and 6 \u03bcW were measured at the pier.",
    "vectors": "The vectors x\u20d7 v\u20d7 a\u20d7 b\u20d7 f\u20d7 and F\u20d7 = ma\u20d7 of a gull.",
    "proteins": "The gulls had IFN\u03b3 and TNF\u03b1 and TGF\u03b2 and NF\u03baB and PPAR\u03b1 and PPAR\u03b3 in their blood.",
    "French ordinals and titles": "Le 1\u1d49\u02b3 mai, M\u1d50\u1d49 Durand, M\u02e1\u02e1\u1d49 Petit, M\u1d4d\u02b3 Paul et D\u02b3 Jean, n\u1d52\u02e2 3, au port.",
    "flags in a row": "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7\U0001f1ee\U0001f1f9 \U0001f1ea\U0001f1f8\U0001f1f5\U0001f1f9\U0001f1e6\U0001f1f7 \U0001f1ef\U0001f1f5\U0001f1f0\U0001f1f7 \U0001f1e7\U0001f1f7\U0001f1e6\U0001f1f7 in the regatta today",
    "digits on keys among emoji": "1\ufe0f\u20e3 Gulls \U0001f525 2\ufe0f\u20e3 Ferry \u2764\ufe0f 3\ufe0f\u20e3 Pier \U0001f468\u200d\U0001f469\u200d\U0001f467 4\ufe0f\u20e3 Storm",
    "results in a table": "W D L W W L D W W L D W W W L\nHome: 1 2 3 4 5 6 7 8 9\nAway: W L D",
    "results in a sentence": "Form: W W D L W L D W W W D L. Harbour Town: L L L W D D W W L L W D.",
    "a line score": "R H E\nGUL 0 1 0 0 0 2 0 0 x 3 7 0\nTRN 0 0 0 0 0 0 0 1 0 1 4 2",
    "chords": "C G A F C G F C D G E A D G C F B E A",
    "an alphabet": "Alphabet: a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "a hand of cards": "A K Q J 9 8 7 6 5 4 3 2 was the keeper's hand.",
    "an eye chart": "The chart reads E F P T O Z L P E D P E C F D",
    "German abbreviations": "z.B. d.h. u.a. i.d.R. o.\u00e4. s.o. v.a. u.U. i.A. stehen im Brief des Hafens, z.T. auch a.a.O.",
    "a list of abbreviations": "U.S.A., U.K., E.U., U.N., D.C., N.Y., L.A., N.A.T.O., F.B.I., C.I.A., N.S.A.",
    "pairs of letters": "A/B C/D E/F M/F W/D N/A Q/A R/D B/E tests",
    "spelt words": "G-U-L-L-S! U-S-A! U-S-A! C-A-T, D-O-G, they chanted.",
    "phonetic small capitals": "[\u026a\u0274] [\u028f\u0280] [\u029c\u026a] [\u026a\u029f] [\u0299\u026a] in the dictionary",
    "soft hyphens in short words": "ei\u00adne al\u00adle Mit\u00adte Au\u00adto sie\u00adben ha\u00adben",
    "an override around what is written that way": "\u0642\u0627\u0644 \u202e\u0627\u0644\u0648\u0632\u064a\u0631 \u0625\u0646 \u0627\u0644\u0645\u064a\u0646\u0627\u0621 \u0645\u0641\u062a\u0648\u062d \u0627\u0644\u064a\u0648\u0645\u202c \u0644\u0644\u062c\u0645\u064a\u0639",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_disguise_stays_as_it_is(text):
    """Formulas, flags, tables, abbreviations, soft hyphens where words may be parted, languages typed with what the keyboard has."""
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


@given(st.text(alphabet="ab_ -.\n\u00e91", max_size=30))
def test_the_quick_look_for_letters_set_apart_misses_none(text):
    """Whatever the full look finds has the middle that the quick one looks for."""
    assert parted.may_be_apart(text) == (parted._MAY_BE_APART.search(text) is not None)
