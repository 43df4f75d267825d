"""Words of scripts without spaces: about as much text as a word elsewhere, cut equally in equal runs; one language in two scripts."""

import random

import pytest

from crawler.text.unspaced import split_run
from crawler.text.words import count_words, read_words

#: The first article of the Universal Declaration of Human Rights, 30 words in English.
ARTICLE_1 = {
    "chinese": "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。",
    "japanese": "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを授けられており、"
    "互いに同胞の精神をもって行動しなければならない。",
    "thai": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ",
    "lao": "ມະນຸດທຸກຄົນເກີດມາມີກຽດສັກສີ, ສິດທິ, ເສລີພາບ ແລະ ຄວາມສະເໝີພາບເທົ່າທຽມກັນ. ທຸກໆຄົນມີເຫດຜົນ ແລະ ຄວາມຄິດຄວາມເຫັນສ່ວນຕົວຂອງໃຜຂອງມັນ, "
    "ແຕ່ວ່າມະນຸດທຸກໆຄົນຄວນປະພຶດຕໍ່ກັນຄືກັນກັບເປັນອ້າຍນ້ອງກັນ.",
    "khmer": "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព ក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ។ មនុស្ស មានវិចារណញ្ញាណនិងសតិសម្បជញ្ញៈជាប់ពីកំណើត "
    "ហើយគប្បីប្រព្រឹត្ដចំពោះគ្នាទៅវិញទៅមក ក្នុងស្មារតីភាតរភាពជាបងប្អូន។",
    "burmese": "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း၊ တူညီလွတ်လပ်သော အခွင့်အရေးများဖြင့် လည်းကောင်း၊ မွေးဖွားလာသူများ ဖြစ်သည်။ "
    "ထိုသူတို့၌ ပိုင်းခြား ဝေဖန်တတ်သော ဉာဏ်နှင့် ကျင့်ဝတ် သိတတ်သော စိတ်တို့ရှိကြ၍ ထိုသူတို့သည် အချင်းချင်း မေတ္တာထား၍ ဆက်ဆံကျင့်သုံးသင့်၏။",
}


@pytest.mark.parametrize("language", ARTICLE_1)
def test_an_article_has_about_as_many_words_in_every_script(language):
    """What is 30 words in English is 20 to 40 in any script, so that limits in words mean the same."""
    assert 20 <= count_words(ARTICLE_1[language]) <= 40
    assert count_words(ARTICLE_1[language]) == len(read_words(ARTICLE_1[language]))


@pytest.mark.parametrize("language", ARTICLE_1)
def test_what_precedes_a_passage_parts_hardly_a_word_of_it_otherwise(language):
    """Words are parted by what stands on the spot: a copy that begins elsewhere has the same words a few letters on."""
    whole = read_words(ARTICLE_1[language]).folded
    for cut in range(1, 12):
        rest = read_words(ARTICLE_1[language][cut:]).folded
        assert rest[4:] == whole[len(whole) - len(rest) + 4 :]


def test_a_changed_letter_changes_the_words_around_it_alone():
    """An edit costs a word or two here as elsewhere."""
    choose = random.Random(3)
    letters = [chr(0x4E00 + choose.randrange(3000)) for _ in range(400)]
    before = read_words("".join(letters)).folded
    letters[200] = "鬯"
    after = read_words("".join(letters)).folded
    kept_front = next(i for i, (x, y) in enumerate(zip(before, after, strict=False)) if x != y)
    kept_back = next(i for i, (x, y) in enumerate(zip(before[::-1], after[::-1], strict=False)) if x != y)
    assert len(before) - kept_front - kept_back <= 4


@pytest.mark.parametrize("run", ["哈" * 5000, "あ" * 5000, "เก" * 5000], ids=["han", "kana", "thai"])
def test_a_run_that_repeats_itself_is_cut_all_the_same(run):
    """No word grows with the text, whatever is in it."""
    assert max(len(word) for word, _, _ in split_run(run)) <= 30


def test_words_of_unspaced_scripts_know_their_places():
    """Places lead back to the text between words of other scripts."""
    text = "在2026年,Zelda’s港口小鎮 ๒๕๖๙"
    read = read_words(text)
    assert "".join(text[s:e] for s, e in zip(read.starts, read.ends, strict=True)) == text.replace(",", "").replace(
        " ", ""
    )
    assert {"2026", "zelda's", "2569"} <= set(read.folded)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("港口小鎮的燈塔將於週五關閉", "港口小镇的灯塔将于周五关闭", id="traditional-and-simplified-chinese"),
        pytest.param("裏面著火後發電廠停機", "裡面着火后发电厂停机", id="regional-variants"),
        pytest.param("ｾﾝﾀｰｶﾞﾗｽ", "センターガラス", id="half-width-kana"),
        pytest.param("葛\U000e0100飾区", "葛飾区", id="ideographic-selector"),
        pytest.param("ประ\u200bเทศ\u2060ไทย", "ประเทศไทย", id="break-opportunities-in-thai"),
        pytest.param("ម\u200bនុស្ស", "មនុស្ស", id="break-opportunities-in-khmer"),
        pytest.param("๒๕๖๙", "2569", id="thai-digits"),
        pytest.param("២០២៦", "2026", id="khmer-digits"),
        pytest.param("၂၀၂၆", "2026", id="burmese-digits"),
        pytest.param(
            "Србија: Његош и Ђоковић, џеп пун љубави, ћутање", "Srbija: Njegoš i Đoković, džep pun ljubavi, ćutanje", id="serbian"
        ),
        pytest.param("ЉУБАВ и Џон", "Ljubav i Džon", id="serbian-capitals"),
    ],
)  # fmt: skip
def test_a_script_or_its_variants_hide_no_copy(one, other):
    """One text in two scripts, or two forms of one, has the same words."""
    assert read_words(one).folded == read_words(other).folded


def test_languages_in_cyrillic_that_are_not_serbian_keep_their_letters():
    """Russian, Ukrainian and Bulgarian keep words different that Latin letters would make one."""
    assert read_words("шум сум жить зить").folded == ("шум", "сум", "жить", "зить")
