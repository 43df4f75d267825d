"""Whether the labels of a list can be brands or accounts that publish: names of no kind that anybody knows, told by what they are not.

They are no sections (words that sites call those by, words of the page's own menus, parts of the addresses of their rows), no people,
no users' handles and no counts, and several of them differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from urllib.parse import unquote, urlsplit

import regex

from crawler.pages.blocks.section_words import is_section
from crawler.provenance.outlets.press_words import sounds_like_outlet

_FEWEST = 4  # different names
_VARIED = 0.25  # share of the rows that these are
_PUBLISHING = 0.7  # share of labels that are neither a section nor a person, a handle or a count
_FEW_SECTIONS = 0.15  # share of labels that may be sections all the same
_ENOUGH_ROWS, _RECURRING = 8, 0.9
_SECTIONS = 0.5  # share from which on a place names sections
_HANDLE = regex.compile(r"[@#]\S+|/?[ur]/\S+|[a-z\d_.-]+|\S*\d{2,}")
_COUNT = regex.compile(r"\W*\d[\d.,]*+\s?\p{L}{0,12}\W*|\p{L}{0,12}\s?[(（]?\d[\d.,]*+[)）]?")
_NAME_PART = r"(?:\p{Lu}[\p{Ll}'’]+(?:-\p{Lu}[\p{Ll}'’]+)*+|\p{Lu}\.)"
#: A person's name in Latin, Greek or Cyrillic letters.
PERSON = rf"{_NAME_PART}(?:\s++(?:{_NAME_PART}|von|van|de|der|den|di|da|del|bin|al|el)){{1,3}}+"
_PERSON = regex.compile(rf"{PERSON}|\p{{Arabic}}++(?:\s\p{{Arabic}}++){{1,2}}")
#: Family names that most people in China and Korea have, before one or two signs of a given name.
_HAN_PERSON = regex.compile(
    r"[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]\p{Han}{1,2}"
    r"|[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구][\p{Hangul}]{1,2}(?:\s?(?:기자|특파원|앵커))?"
    r"|(?:记者|記者|编辑|編輯|作者)[:：]?\s?\p{Han}++"
)


def publish(labels: Sequence[str], urls: Sequence[str], menu: Set[str]) -> bool:
    """Return whether *labels*, one a row, can be names of those who publish; *urls* are their rows' links, *menu* the page's menus, case folded."""
    if len(set(labels)) < max(_FEWEST, _VARIED * len(labels)) or _differ_by_numbers(labels):
        return False
    if 2 * sum(label[0].islower() for label in labels) > len(labels):
        return False  # topics
    sections = sum(map(_Sections(menu), labels, urls))
    names = sum(map(_publishes, labels)) - sections
    return sections <= _FEW_SECTIONS * len(labels) and names >= _PUBLISHING * len(labels)


def recur(labels: Sequence[str]) -> bool:
    """Return whether there are enough *labels*, and some of them again: what a story is about differs from row to row."""
    return len(labels) >= _ENOUGH_ROWS and len(set(labels)) <= _RECURRING * len(labels)


def are_sections(labels: Sequence[str], urls: Sequence[str], menu: Set[str]) -> bool:
    """Return whether *labels* are for a good part sections of the page's own site."""
    return sum(map(_Sections(menu), labels, urls)) >= _SECTIONS * len(labels) > 0


class _Sections:
    """Whether a label on a row with some address is a section."""

    def __init__(self, menu: Set[str]) -> None:
        self._menu = menu

    def __call__(self, label: str, url: str) -> bool:
        folded = label.casefold()
        return is_section(label) or folded in self._menu or _slug(folded) in set(_parts(url))


def _parts(url: str) -> Iterable[str]:
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ()
    return (part.casefold() for part in path.split("/")[:-1] if part)


def _slug(folded: str) -> str:
    return "-".join(regex.findall(r"\w+", folded))


def _publishes(label: str) -> bool:
    if sounds_like_outlet(label):
        return True
    other = _HANDLE.fullmatch(label) or _COUNT.fullmatch(label) or _HAN_PERSON.fullmatch(label)
    return not other and (
        _PERSON.fullmatch(label) is None or label.startswith(("The ", "Le ", "La ", "El ", "Il ", "Der ", "Die "))
    )


def _differ_by_numbers(labels: Sequence[str]) -> bool:
    """Return whether labels are one word with other numbers: counts of comments, ranks."""
    plain = {regex.sub(r"\d++", "", label) for label in labels}
    return 3 * len(plain) <= len(set(labels))
