"""Numbers: which words state one, in digits or spelled out, and when two of them say the same.

Spelled out are the small numbers, in languages whose news this program reads; words that are something else in another
language (Italian "due", Spanish "once") are left out, for a text does not say which language it is in. Words for one are
articles in most of them. Where numbers are inflected, the forms before a noun are here, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from crawler.text.words import fold_word

_SPELLED: Final = {
    1: "one один",
    2: "two deux zwei dois duas twee två dwa dwie два две iki δύο اثنان اثنين 二 两 兩 двух двом двох dwóch dvou kaksi két doi două שניים שתיים",
    3: "three trois drei tres três drie tre trzy tři три üç tiga τρεις τρία ثلاثة ثلاث तीन 三 трёх трьох trzech tří kolme három trei שלושה שלוש سه",
    4: "four quatre vier cuatro quatro quattro fyra fire cztery čtyři четыре чотири четири dört empat τέσσερις أربعة أربع चार 四 четырёх чотирьох czterech čtyř neljä négy patru τέσσερα ארבעה ארבע چهار",
    5: "five cinq fünf cinco cinque vijf pięć пять п'ять пет beş πέντε خمسة خمس पांच पाँच 五 пяти п'яти pięciu pěti viisi öt cinci חמישה חמש پنج",
    6: "six sechs seis zes seks sześć šest шесть шість шест altı enam ستة छह छः 六 шести sześciu šesti kuusi șase έξι שישה שש شش",
    7: "seven sept sieben siete sete sette zeven siedem sedm sedam семь сім седам tujuh yedi επτά سبعة سبع सात 七 семи siedmiu sedmi seitsemän hét șapte שבעה שבע هفت",
    8: "eight huit acht ocho oito åtta otte osiem osm osam восемь вісім осам sekiz delapan οκτώ ثمانية ثماني आठ 八 восьми ośmiu osmi kahdeksan nyolc οχτώ שמונה هشت",
    9: "nine neun nueve negen nio dziewięć devět devet девять дев'ять девет dokuz sembilan εννέα تسعة تسع नौ 九 девяти дев'яти dziewięciu devíti yhdeksän kilenc nouă תשעה תשע",
    10: "ten dix zehn diez dez dieci tien tio dziesięć deset десять десет sepuluh δέκα عشرة दस десяти dziesięciu deseti kymmenen tíz zece",
    11: "eleven onze undici elva elleve jedenaście одиннадцать одинадцять",
    12: "twelve douze zwölf doce doze dodici twaalf tolv dwanaście двенадцать дванадцять",
    13: "thirteen treize dreizehn trece treze tredici dertien tretton тринадцать",
    14: "fourteen quatorze vierzehn catorce quattordici veertien fjorton четырнадцать",
    15: "fifteen quinze fünfzehn quince quindici vijftien femton пятнадцать",
    16: "sixteen seize sechzehn dieciséis dezesseis sedici zestien шестнадцать",
    17: "seventeen siebzehn diecisiete dezessete diciassette zeventien семнадцать",
    18: "eighteen achtzehn dieciocho dezoito diciotto achttien восемнадцать",
    19: "nineteen neunzehn diecinueve dezenove diciannove negentien девятнадцать",
    20: "twenty vingt zwanzig veinte vinte venti twintig tjugo tyve dwadzieścia двадцать двадцять yirmi عشرين عشرون बीस двадцати dwudziestu kaksikymmentä húsz douăzeci",
    30: "thirty trente dreißig treinta trinta trenta dertig trettio tredive trzydzieści тридцать otuz ثلاثين तीस",
    40: "forty quarante vierzig cuarenta quarenta quaranta veertig fyrtio czterdzieści сорок kırk أربعين चालीस",
    50: "fifty cinquante fünfzig cincuenta cinquenta cinquanta vijftig femtio pięćdziesiąt пятьдесят elli خمسين पचास",
    60: "sixty soixante sechzig sesenta sessenta sessanta zestig sextio шестьдесят altmış ستين साठ",
    70: "seventy siebzig setenta settanta zeventig sjuttio семьдесят yetmiş سبعين सत्तर",
    80: "eighty achtzig ochenta oitenta ottanta tachtig åttio восемьдесят seksen ثمانين अस्सी",
    90: "ninety neunzig noventa novanta negentig nittio девяносто doksan تسعين नब्बे",
}
_VALUES: Final = {fold_word(word): str(value) for value, spelled in _SPELLED.items() for word in spelled.split()}
_PHRASE: Final = 5  # words of a number on either side: 1 064 000 is three
#: Words that stand for zeros: 2.5 million is 2,500,000.
_MAGNITUDE_WORDS: Final = (
    "thousand million billion trillion mille millions milliard milliards mil millón millones millardos milhão milhões bilhão bilhões mila milione milioni "
    "miliardo miliardi tausend millionen milliarde milliarden duizend miljoen miljard tusen miljon miljoner miljard miljarder millioner milliarder "
    "tysiąc tysięcy milion miliony milionów miliard miliardów tisíc milionů тысяч тысячи млн млрд миллион миллиона миллионов миллиард миллиарда миллиардов "
    "тисяч мільйон мільйона мільйонів мільярд мільярдів bin milyon milyar χιλιάδες εκατομμύριο εκατομμύρια δισεκατομμύρια "
    "ألف آلاف مليون ملايين مليار مليارات هزار میلیون میلیارد हज़ार लाख करोड़ अरब"
)
_MAGNITUDES: Final = frozenset(fold_word(word) for word in _MAGNITUDE_WORDS.split())
_LONGEST: Final = 18  # digits; more is a key, not a figure
_ROUNDED: Final = 3  # digits that a rounded number has to have in common with the whole one
#: What scanning takes for a digit, and the digits that it takes for each other.
_LETTERS: Final = str.maketrans("oqdliszbg", "000115269")
_CONFUSED: Final = frozenset(map(frozenset, ("38", "56", "17", "08", "06", "68", "09", "39", "89", "14", "27")))


def is_number(word: str) -> bool:
    """Return whether a folded word states a number."""
    return word[0].isdigit() or word in _VALUES


def same_number(a: Sequence[str], at_a: int, b: Sequence[str], at_b: int) -> bool:
    """Return whether the numbers at two places of two texts are one, in letters or digits, whole or rounded.

    Neighbouring words of digits belong to it: 17.1 million, of which the text has 17 and 1, is 17,121,000.
    """
    if _value(a[at_a]) == _value(b[at_b]):
        return True
    shorter, longer = sorted((_digits(a, at_a).rstrip("0"), _digits(b, at_b).rstrip("0")), key=len)
    if shorter and shorter == longer and (_is_of_a_magnitude(a, at_a) or _is_of_a_magnitude(b, at_b)):
        return True
    if not _ROUNDED <= len(shorter) <= len(longer) <= _LONGEST or not (shorter + longer).isdecimal():
        return False
    rest = longer[len(shorter) :]
    return longer == shorter or int(longer[: len(shorter)]) + (rest[:1] >= "5") == int(shorter)


@lru_cache(maxsize=1 << 14)
def scanned_alike(word: str, other: str) -> bool:
    """Return whether two numbers differ as scanning makes them: a digit lost, or taken for one that looks like it."""
    shorter, longer = sorted((word.translate(_LETTERS), other.translate(_LETTERS)), key=len)
    if len(shorter) == len(longer):
        wrong = [frozenset(pair) for pair in zip(shorter, longer, strict=True) if pair[0] != pair[1]]
        return len(wrong) <= 1 and all(pair in _CONFUSED for pair in wrong)
    if len(longer) - len(shorter) > 1:
        return False
    kept = sum(block.size for block in SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks())
    return kept == len(shorter)


def _value(word: str) -> str:
    return _VALUES.get(word, word)


def _is_of_a_magnitude(words: Sequence[str], place: int) -> bool:
    """Return whether a word that stands for zeros is behind the number at a place."""
    behind = words[place + 1 : place + _PHRASE]
    return next((word for word in behind if not word[0].isdigit()), "") in _MAGNITUDES


def _digits(words: Sequence[str], place: int) -> str:
    first = last = place
    while first > max(0, place - _PHRASE) and words[first - 1][0].isdigit():
        first -= 1
    while last < min(len(words) - 1, place + _PHRASE) and words[last + 1][0].isdigit():
        last += 1
    return "".join(map(_value, words[first : last + 1]))
