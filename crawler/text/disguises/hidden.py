"""What sanitizing takes away: words that invisible characters part, that stand reversed or whose letters are set apart, in the source of a page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

import regex

from crawler.text.disguises.backwards import REVERSED, is_reversed, turned_back
from crawler.text.disguises.kinds import WORD, Disguise, are_many
from crawler.text.disguises.parted import COLLAPSING, SPACED, joined, may_be_apart
from crawler.text.sanitize import INVISIBLE, INVISIBLE_RUN, sanitize

_UNPARTED: Final = 3  # letters of a word that no hyphenation parts; some part "ei-ne"
_GAP: Final = rb"(?:\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]|&(?:nbsp|#160|#xa0|ensp|emsp|thinsp);)"
#: Bytes of which some are in any page that hides words so: most pages have none. The first byte is looked for fastest alone.
_MAY_HIDE: Final = re.compile(
    rb"[\xc2\xcd\xe1\xe2\xe3\xef\xf3&\\]"
    rb"(?:(?<=\xc2)\xad|(?<=\xcd)\x8f|(?<=\xe1)(?:\x85[\x9f\xa0]|\xa0[\x8b-\x8f]|\x9e[\xb4\xb5])"
    rb"|(?<=\xe2)(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf]|\xa0\x80)|(?<=\xe3)\x85\xa4"
    rb"|(?<=\xef)(?:\xbb\xbf|\xb8[\x80-\x8f]|\xbe\xa0|\xbf\xb9)|(?<=\xf3)\xa0"
    rb"|(?<=&)(?:shy|zw|lrm|rlm|NoBreak|ApplyFunction|#(?:173|847|820[3-7]|823[4-8]|82[89]\d|830[0-3]|10240|12644|650\d\d|65279|65440|917\d\d\d))"
    rb"|(?:(?<=&)#[xX]0*|(?<=\\)u)(?:00)?(?:[aA][dD]|0?34[fF]|115[fF]|1160|180[b-fB-F]|200[b-fB-F]|202[a-eA-E]|206.|2800|3164|[fF][eE](?:0.|[fF]{2})|[fF]{2}[aA]0|[dD][bB]40|[eE]00)"
    rb"|(?:(?<=\xc2)\xa0|(?<=\xe2)\x80[\x80-\x8a\xaf]|(?<=&)(?:nbsp|#160|#xa0|ensp|emsp|thinsp);)[^\s<&]{1,3}(?:"
    + _GAP
    + rb"[^\s<&]{1,3}){3})"
)
_ESCAPED: Final = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_SEEN: Final = rf"[[\p{{L}}\p{{M}}\p{{Nd}}]--{INVISIBLE}]"
_HIDDEN: Final = regex.compile(
    rf"(?<!{_SEEN})[\p{{Latin}}\p{{Greek}}\p{{Cyrillic}}\p{{Nd}}]{_SEEN}*+(?:{INVISIBLE}++{_SEEN}++)++", regex.V1
)
_KEYCAP: Final = "\ufe0f\u20e3"  # posts number their points with digits on keys
_AROUND: Final = 80  # characters on either side of an invisible one that can be its word's
#: White space that is kept in markup, with a letter or two between: some in a row set letters apart.
_KEPT_RUN: Final = re.compile("(?:[\u00a0\u2000-\u200a\u202f][^\\s<]{1,3}){4}")


def may_hide_words(raw: bytes) -> bool:
    """Return whether the bytes of a page have anything of what `hidden_words` looks for."""
    return _MAY_HIDE.search(raw) is not None


def hidden_words(source: str) -> Mapping[Disguise, Collection[str]]:
    """Return the words of a page's or a record's source, as they read, that invisible characters or gaps part, or that stand reversed."""
    text = _ESCAPED.sub(lambda match: json.loads(f'"{match[0]}"'), html.unescape(source))
    cut = {
        sanitize(word) for token in _tokens_with_invisible(text) for word in _HIDDEN.findall(token) if _is_hidden(word)
    }
    turned = {word for run in REVERSED.finditer(text) if is_reversed(run) for word in WORD.findall(turned_back(run))}
    is_markup = "<" in text
    spaced = (COLLAPSING.sub(" ", text) if _KEPT_RUN.search(text) else "") if is_markup else text
    runs = SPACED.finditer(spaced) if may_be_apart(spaced) else ()
    set_apart = {word for run in runs for word in WORD.findall(joined(run)) if len(word) > 1}
    return {Disguise.INVISIBLE: cut, Disguise.REVERSED: turned, Disguise.PARTED: set_apart}


def _tokens_with_invisible(text: str) -> Iterator[str]:
    """Yield what stands between white space, or markup, around each invisible character."""
    end = 0
    for odd in INVISIBLE_RUN.finditer(text):
        if odd.start() >= end:
            before = re.split(r"[\s<>]", text[max(end, odd.start() - _AROUND) : odd.start()])[-1]
            after = re.split(r"[\s<>]", text[odd.start() : odd.end() + _AROUND], maxsplit=1)[0]
            end = odd.start() + len(after)
            yield before + after


def _is_hidden(word: str) -> bool:
    if word.endswith(_KEYCAP):
        return False
    return "\u00ad" not in word or len(sanitize(word)) <= _UNPARTED


def hidden_in(text: str, hidden: Mapping[Disguise, Collection[str]]) -> Iterator[Disguise]:
    """Yield in which ways the words of *text* were hidden, going by `hidden_words` of its page."""
    written = regex.findall(r"[\p{L}\p{M}\p{Nd}]+", text) if any(hidden.values()) else []
    for disguise, words in hidden.items():
        if are_many(sum(word in words for word in written), len(written)):
            yield disguise
