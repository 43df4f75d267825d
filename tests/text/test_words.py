"""Words: what counts as one, and what folding makes equal."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.text.sanitize import is_clean, sanitize
from crawler.text.words import count_words, fold, read_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The mayor's cat, Biscuit.", ["the", "mayor's", "cat", "biscuit"], id="apostrophe-inside"),
        pytest.param("the ‘dogs’ barks’ end", ["the", "dogs", "barks", "end"], id="quotes-are-not-apostrophes"),
        pytest.param("don’t don't", ["don't", "don't"], id="curly-and-straight-apostrophe"),
        pytest.param("U.S. $1,400 5%", ["u", "s", "1", "400", "5"], id="points-and-signs-part-words"),
        pytest.param("snake_case", ["snake", "case"], id="underscore-parts-words"),
        pytest.param("Café CAFÉ cafe", ["cafe", "cafe", "cafe"], id="accents-and-case"),
        pytest.param("ﬁsh Ｆｕｌｌ", ["fish", "full"], id="ligature-and-full-width"),
        pytest.param("Zеlda", ["zelda"], id="cyrillic-look-alike-in-a-latin-word"),
        pytest.param("Москва", ["москва"], id="all-cyrillic-stays"),
        pytest.param("港口小镇", ["港", "口", "小", "镇"], id="han-one-by-one"),
        pytest.param("เวลา ๑๒:๓๐", ["เ", "ว", "ล", "า", "12", "30"], id="digits-of-thai-together"),
        pytest.param("हिन्दी में", ["हिन्दी", "में"], id="devanagari-keeps-its-vowels"),
        pytest.param("الميناء القديم", ["الميناء", "القديم"], id="arabic"),
        pytest.param("الـميـناءُ", ["الميناء"], id="arabic-stretched-and-vowelled"),
        pytest.param("Straße", ["strasse"], id="german-sharp-s"),
        pytest.param("", [], id="empty"),
    ],
)
def test_words_are_folded_runs_of_letters_and_digits(text, expected):
    """A word is a run of letters and digits, the same however it is dressed."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("emphasise", "emphasize"), ("prioritised", "prioritized"), ("globalisation", "globalization"),
        ("harbour", "harbor"), ("neighbouring", "neighboring"), ("favourites", "favorites"), ("centre", "center"),
        ("theatres", "theaters"), ("travelled", "traveled"), ("analysing", "analyzing"), ("defence", "defense"),
        ("programme", "program"), ("dialogue", "dialog"), ("per cent", "percent"), ("pct", "percent"), ("%", "percent"),
        ("towards", "toward"), ("grey", "gray"),
    ],
)  # fmt: skip
def test_british_and_american_spellings_compare_equal(british, american):
    """House styles of two countries must not hide a copy."""
    assert read_words(british).folded == read_words(american).folded


@pytest.mark.parametrize(
    "pair", [("hour", "hor"), ("four", "for"), ("price", "prize"), ("their", "there"), ("well", "wel")]
)
def test_different_words_stay_different(pair):
    """Folding must not make two words one."""
    assert read_words(pair[0]).folded != read_words(pair[1]).folded


def test_words_know_their_places():
    """The places of words lead back to the text, merged words included."""
    text = "Up 5 per cent, she said."
    read = read_words(text)
    assert [text[s:e] for s, e in zip(read.starts, read.ends, strict=True)] == ["Up", "5", "per cent", "she", "said"]


@pytest.mark.parametrize("written", ["per cent", "Per  cent", "per per cent", "cent per cent cent", "per цент"])
def test_per_cent_is_one_word_wherever_it_is(written):
    """The two words become one, with the places of both, and no other pair does."""
    text = f"5% {written}: “up”"
    read = read_words(text)
    assert len(read.starts) == len(read.ends) == len(read)
    assert (read.folded[-1], text[read.starts[-1] : read.ends[-1]]) == ("up", "up")
    assert read.folded.count("percent") == 1 + ("r c" in text.lower().replace("  ", " "))


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        pytest.param("soft\u00adhyphen", "softhyphen", id="soft-hyphen"),
        pytest.param("zero\u200bwidth\ufeff", "zerowidth", id="zero-width"),
        pytest.param("a\u200cb", "ab", id="joiner-between-latin-letters"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="joiner-in-persian-stays"),
        pytest.param("ರ್\u200dಕ", "ರ್\u200dಕ", id="joiner-after-a-kannada-virama"),
        pytest.param("ශ්\u200dරී", "ශ්\u200dරී", id="joiner-after-a-sinhala-virama"),
        pytest.param("র্\u200cয", "র্\u200cয", id="joiner-after-a-bengali-virama"),
        pytest.param("e\u0323\u0302\u200dx", "ệx", id="joiner-after-latin-accents"),
        pytest.param("ha\ufe0frbo\ufe0fur", "harbour", id="variation-selector-among-latin-letters"),
        pytest.param("га\ufe00вань", "гавань", id="variation-selector-among-cyrillic-letters"),
        pytest.param("har\u034fbour", "harbour", id="grapheme-joiner"),
        pytest.param("har\u3164bour", "harbour", id="hangul-filler-among-latin-letters"),
        pytest.param("har\U000e0101bour", "harbour", id="ideographic-selector-behind-a-latin-letter"),
        pytest.param("항\ufe0f구", "항구", id="selector-among-korean-syllables"),
        pytest.param("\u1112\u1161\u1160", "하\u1160", id="korean-filler-stays"),
        pytest.param("港\u034f口", "港口", id="grapheme-joiner-among-han"),
        pytest.param("葛\U000e0100", "葛\U000e0100", id="ideographic-selector-stays"),
        pytest.param("❤\ufe0f 1\ufe0f\u20e3", "❤\ufe0f 1\ufe0f\u20e3", id="emoji-stay"),
        pytest.param("\u202eevil\u202c", "evil", id="bidirectional-override"),
        pytest.param("lone\ud800surrogate", "lonesurrogate", id="surrogate"),
        pytest.param("nul\x00 and bell\x07", "nul and bell", id="control"),
        pytest.param("a\r\nb\u2028c\td", "a\nb\nc d", id="line-breaks-and-tabs"),
        pytest.param("e\u0301", "é", id="nfc"),
    ],
)
def test_sanitize_takes_out_what_hides_or_harms(dirty, clean):
    """Invisible and harmful characters go, letters stay."""
    assert sanitize(dirty) == clean


@given(st.text())
def test_sanitizing_twice_changes_nothing(text):
    """Sanitizing is idempotent, and its result can be encoded and stored."""
    once = sanitize(text)
    assert sanitize(once) == once
    once.encode("utf-8")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_folding_is_stable(text):
    """Folding a folded word gives it back."""
    for word in words(text):
        assert fold(fold(word)) == fold(word)


@pytest.mark.shared
def test_the_seed_has_the_expected_word_counts(shared: Path):
    """The counts of the seed are those of expected.json."""
    expected = json.loads((shared / "seed/expected.json").read_text(encoding="utf-8"))
    assert [count_words(block["body_clean"]) for block in expected["related"]] == [330, 299, 770]


@pytest.mark.parametrize("pair", ["हंस हँसना", "ಕನ್ನಡ ಕಂದ", "মন্ত্র মন"])
def test_what_is_spelled_otherwise_in_indic_scripts_stays_another_word(pair):
    """A nasal before a vowel, before another nasal or at the end of a word is a letter."""
    one, other = read_words(pair).folded
    assert one != other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "\u0643\u062a\u0627\u0628\u064a", "\u06a9\u062a\u0627\u0628\u06cc", id="kaf-and-yeh-of-two-keyboards"
        ),
        pytest.param("\u0623\u062d\u0645\u062f", "\u0627\u062d\u0645\u062f", id="alef-without-its-hamza"),
        pytest.param("\u0645\u062f\u0631\u0633\u0629", "\u0645\u062f\u0631\u0633\u0647", id="ta-marbuta-as-heh"),
        pytest.param("\u0639\u0644\u0649", "\u0639\u0644\u064a", id="alef-maksura"),
        pytest.param("\u0645\u0633\u0624\u0648\u0644", "\u0645\u0633\u0648\u0648\u0644", id="hamza-on-waw"),
        pytest.param("\u06f1\u06f4\u06f0\u06f5", "1405", id="persian-digits"),
        pytest.param("\u0661\u0664\u0660\u0665", "1405", id="arabic-digits"),
        pytest.param("\u0967\u096a\u0966\u096b", "1405", id="devanagari-digits"),
        pytest.param("हिन्दी", "हिंदी", id="nasal-as-anusvara"),
        pytest.param("গঙ্গা", "গংগা", id="nasal-as-anusvara-in-bengali"),
        pytest.param("गाँव", "गांव", id="candrabindu-as-anusvara"),
        pytest.param("ज़मीन", "जमीन", id="nukta-left-out"),
        pytest.param("\u0985\u09b8\u09ce", "\u0985\u09b8\u09a4\u09cd\u200d", id="khanda-ta-of-old-keyboards"),
        pytest.param("\u0d05\u0d35\u0d7b", "\u0d05\u0d35\u0d28\u0d4d\u200d", id="chillu-of-old-keyboards"),
        pytest.param("ሠላም", "ሰላም", id="amharic-letters-that-sound-alike"),
        pytest.param("б\u0065р\u0065г\u0061", "берега", id="latin-letters-in-a-cyrillic-word"),
        pytest.param("KAPISI", "kapısı", id="turkish-in-capitals"),
    ],
)
def test_what_only_a_keyboard_or_a_house_style_changes_is_one_word(one, other):
    """Letters that keyboards or houses exchange, in the Arabic, Indic, Ethiopic and Latin scripts, and digits of any script, compare equal."""
    assert read_words(one).folded == read_words(other).folded


@given(
    st.text(
        st.one_of(
            st.sampled_from("aZ e\u0301\u0308\n\t\u00ad\u200c\u202e\ufe0f\u6e2f\u3164\x7f\u0915\u094d"), st.characters()
        )
    )
)
def test_what_is_clean_is_left_alone_and_so_are_its_parts(text):
    """A look at a whole document says of every text in it that sanitizing would not change it."""
    if is_clean(text):
        assert all(
            sanitize(text[start:end]) == text[start:end] for start in range(len(text)) for end in (start + 1, None)
        )
    assert is_clean("The port's \u201cfare\u201d\nrose 5 %: \u6e2f\u53e3")
