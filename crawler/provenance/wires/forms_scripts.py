"""The forms of Cyrillic, Arabic, Devanagari, Chinese, Japanese and Korean pages.

Chinese and Japanese print no spaces, Arabic and Hindi have no capitals: there a dateline is what opens a line.
"""

from __future__ import annotations

from typing import Final

from crawler.provenance.wires.evidence import EvidenceKind
from crawler.provenance.wires.form import BEGIN, END, PLACE, Form, Where, credit, running
from crawler.provenance.wires.weights import RELIABILITY as W

_CREDIT, _DATELINE, _BYLINE = EvidenceKind.CREDIT, EvidenceKind.DATELINE, EvidenceKind.BYLINE
_SELF, _CITATION = EvidenceKind.SELF_REFERENCE, EvidenceKind.CITATION
_OPENING, _CLOSING = Where.OPENING, Where.CLOSING
_OPENS = r"(?:^|[\n\u3002\uff01\uff1f])\s*"

# fmt: off
_CYRILLIC = (
    # МОСКВА, 3 мая - РИА Новости. | МОСКВА. 3 мая. INTERFAX.RU -
    credit(_DATELINE, W.dateline, rf"{BEGIN}{PLACE}[,.]\s\d{{1,2}}\s[а-яії]{{3,10}}\.?\s?[-\u2013\u2014]?\s?", r"(?:\.|\s[-\u2013\u2014])", where=_OPENING),
    # АСТАНА. КАЗИНФОРМ -
    credit(_DATELINE, W.dateline, rf"(?:^|\n)\s*{PLACE}\.\s", r"\s[-\u2013\u2014]\s", where=_OPENING),
    credit(_CREDIT, W.inputs, r"\b(?:[Пп]о материалам|с использованием материалов) (?:агентства )?", part=True),
    running(_SELF, W.told, r"\b(?:заявил|рассказал|сообщил|сказал|заявила|рассказала|сообщила|сказала)[аи]?\s(?:корреспонденту )?", r"(?!\w)"),
    running(_CITATION, W.citation, r"\b(?:сообщает|сообщают|передает|передаёт|пишет|по данным|со ссылкой на|сообщило|по информации)\s(?:агентств\w{1,2}\s)?[«\"]?"),
)
_ARABIC = (
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*[\u0600-\u06ff][\u0600-\u06ff\s/\u060c,\d-]{1,50}?[(\u2013/-]\s?", r"\s?(?:\)\s*[-\u2013\u2014:]|\s?[-\u2013/])", where=_OPENING),
    # القاهرة - رويترز: | القاهرة: «رويترز» | رام الله 28-11-2026 وفا-
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*[\u0600-\u06ff][\u0600-\u06ff\s]{1,30}\s[\u2013-]\s?", r"\s?:", where=_OPENING),
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*[\u0600-\u06ff][\u0600-\u06ff\s]{1,30}\s?[:\u2013-]\s?[\u00ab\"]", r"[\u00bb\"]", where=_OPENING),
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*[\u0600-\u06ff][\u0600-\u06ff\s]{1,30}\s\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s", r"\s?[\u2013-]", where=_OPENING),
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*\(", r"\)\s*[-\u2013\u2014:]", where=_OPENING),
    # به گزارش خبرگزاری تسنیم، | به گزارش ایسنا،: whole dispatches are printed so in Iran
    credit(_DATELINE, W.above_dateline, r"(?:^|\n)\s*به گزارش (?:خبرنگار )?(?:خبرگزاری )?", r"\s?[\u060c,؛:]|\sبه نقل", where=_OPENING),
    running(_SELF, W.told, r"(?:قال|قالت|صرح|أبلغ|أبلغت)\s(?:\w+\s){0,3}"),
    running(_CITATION, W.citation, r"(?:وكالة|نقلت|ذكرت|أفادت|بحسب|ونقلت|وذكرت|وأفادت|وفقا ل|نقلا عن)\s?(?:\w+\s){0,3}"),
)
_DEVANAGARI = (
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*[\u0900-\u097f][\u0900-\u097f\s/,.\d-]{1,50}?\(", r"\)[ \t]?[:\u0964\u2013\u2014.-]?[ \t]*(?=[^\s])", where=_OPENING),
    # एएनआई, नई दिल्ली। | नई दिल्ली, एएनआई।
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*", r",\s[\u0900-\u097f\s]{2,30}[\u0964|]", where=_OPENING),
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*[\u0900-\u097f][\u0900-\u097f\s]{1,30},\s", r"\s?[\u0964|]", where=_OPENING),
    credit(_CREDIT, W.inputs, r"इनपुट\s?[-:\u2013]?\s?", part=True),
    running(_CITATION, W.citation, r"(?:समाचार )?एजेंसी\s"),
    running(_CITATION, W.citation, r"", r"\s(?:के (?:अनुसार|मुताबिक|हवाले)|की रिपोर्ट|ने (?:बताया|कहा))"),
)
_CHINESE = (
    # 新华社北京5月3日电
    credit(_DATELINE, W.dateline, _OPENS, r"(?:記者|记者)?[\u4e00-\u9fff/]{0,16}\d{1,2}月\d{1,2}日(?:综合|綜合)?[电電]", where=_OPENING),
    credit(_DATELINE, W.dateline, rf"{_OPENS}[(\uff08]", r"[\u4e00-\u9fff]{0,14}(?:(?:\d{1,2}月)?\d{1,2}日)?(?:综合|綜合|專)?外?[电電]", where=_OPENING),
    # 路透伦敦11月20日 -
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*", r"[\u4e00-\u9fff]{2,8}\d{1,2}月\d{1,2}日\s?[-\u2013\u2014]", where=_OPENING),
    # 【新华社北京11月28日电】 | 〔中央社〕 | [路透社]
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*[(\uff08\u3010\u3014\[\uff3b]", r"(?:[\u4e00-\u9fff/]{0,12}\d{1,2}月\d{1,2}日[电電]?)?[)\uff09\u3011\u3015\]\uff3d]", where=_OPENING),
    # 据新华社北京11月28日电: whole dispatches are printed so
    credit(_DATELINE, W.above_dateline, rf"{_OPENS}[据據]", r"[\u4e00-\u9fff/]{0,12}(?:\d{1,2}月)?(?:\d{1,2}日)?(?:综合|綜合)?[电電]", where=_OPENING),
    credit(_CITATION, W.citation, r"(?:据|據|引述|引用|援引)(?:[\u4e00-\u9fff]{0,6})?"),
    credit(_CITATION, W.citation, r"", r"(?:\d{1,2}日)?(?:消息|报道|報道|報導|称|稱|引述)"),
)
_JAPANESE = (
    # 【ロンドン共同】 | 【AFP=時事】 | ［ロンドン　３日　ロイター］ | 【ロンドン時事】
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*\u3010[^\u3010\u3011\n]{0,14}?[=\uff1d]?", r"\s?\u3011", where=_OPENING),
    credit(_DATELINE, W.dateline, r"(?:^|\n)\s*[\[\uff3b][^\]\uff3d\n]{1,24}?[\s\u3000]", r"\s?[\]\uff3d]", where=_OPENING),
    running(_SELF, W.told, r"", r"の取材(?:に|で)"),
    running(_CITATION, W.citation, r"", r"(?:通信|通信社)?(?:が|は|によると|によれば)"),
)
_KOREAN = (
    # (서울=연합뉴스) 김민수 기자 =
    credit(_DATELINE, W.dateline, r"[(\[][가-힣·\s]{1,14}=", r"[)\]]", where=_OPENING),
    running(_CITATION, W.citation, r"", r"(?:\s통신)?(?:은|는|이|가|에 따르면|을 인용)"),
)
_ALL_SCRIPTS = (
    credit(_CREDIT, W.end_credit, rf"(?:{END}|\s)\s*[(\uff08\u3010]", r"[)\uff09\u3011]\s*$", where=_CLOSING),
    credit(_CREDIT, W.end_credit, rf"{END}\s*[-\u2013\u2014]\s?", r"\s*$", where=_CLOSING),
)
# fmt: on

SCRIPTS: Final[tuple[Form, ...]] = (
    *_CYRILLIC,
    *_ARABIC,
    *_DEVANAGARI,
    *_CHINESE,
    *_JAPANESE,
    *_KOREAN,
    *_ALL_SCRIPTS,
)
