"""Voice: which words of a text are somebody else's, as far as the text alone shows it.

A word is somebody else's inside quotation marks. Where a colon, a dash at the start of a line, a heading in capitals or a
speaker's name introduces what follows, the text marks where it begins and not where it ends: that shows only beside
another text that prints the same words (see `crawler.tracking.voices`). Quotation marks are those of CLDR's languages.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from enum import IntFlag
from typing import Any, Final, Self

import regex

from crawler.text.words import Words, count_words, join, read_words


class Voice(IntFlag):
    """What a text shows of one word."""

    NARRATOR = 0
    QUOTED = 1  # inside quotation marks
    INTRODUCED = 2  # what a colon, a dash at the start of a line or a heading in capitals introduces begins here
    SPEAKER = 4  # the name of a speaker, as transcripts and interviews print it


#: Marks that are others by another name, character for character: of full and half width, of vertical lines, of ornament, of
#: typewriters (TeX, ASCII), and the Hebrew gershayim.
_SAME_MARKS: Final = str.maketrans(
    "\uff02\u05f4\u301d\u301e\u301f\u275d\u275e\ufe41\ufe42\ufe43\ufe44\uff62\uff63\uff07",
    '""\u201c\u201d\u201d\u201c\u201d\u300c\u300d\u300e\u300f\u300c\u300d\'',
)
#: Marks of two characters that open and close within a paragraph: two of them alone are shifts, feet, or a slip.
_TYPED: Final = regex.compile(r"(``|,,)(?=\S)([^\n]{1,4000}?)('')|(<<)(?=\S)([^\n]{1,4000}?)(>>)")
_OTHER_MARKS: Final = regex.compile(r"[\uff02\u05f4\u301d-\u301f\u275d\u275e\ufe41-\ufe44\uff62\uff63\uff07]|``|,,|<<")
_CLOSERS: Final = {
    "\u201c": "\u201d\u201c",  # English; Chinese
    "\u201e": "\u201c\u201d",  # German, Polish
    "\u201d": "\u201d",  # Swedish, Finnish
    "\u00ab": "\u00bb",  # French, Russian, Spanish, Arabic
    "\u00bb": "\u00ab\u00bb",  # German and Danish books
    "\u2039": "\u203a",
    "\u203a": "\u2039",
    "\u300c": "\u300d",  # Japanese, Chinese
    "\u300e": "\u300f",
    "\u300a": "\u300b",
    '"': '"\u201d',
    "\u2018": "\u2019",
    "\u201a": "\u2018\u2019",
    "'": "'\u2019",
}
#: Marks that apostrophes and feet share: they open only before a letter and close only behind one.
_SINGLE: Final = frozenset("\u2018\u201a'\u2019")
#: Marks that are nothing but opening ones, whatever is beside them.
_ALWAYS_OPEN: Final = frozenset("\u201c\u201e\u00ab\u300c\u300e")
_MARK: Final = regex.compile(
    "[\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f\u2018\u2019\u201a\"']|\n"
)
_NO_SPACE: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LONGEST_SINGLE: Final = (
    600  # characters: an apostrophe taken for an opening mark swallows no more than a sentence or two
)
_CREDIT: Final = (
    6  # words: what a colon introduces and the line ends with so soon is the name of a source or of a photographer
)
_LONGEST_CREDIT: Final = 80  # characters
_HEAD: Final = 15  # words: what a colon or capitals introduce this early is the story itself, behind its dateline
_CAPITALS: Final = 6  # letters that make a heading: "IN FULL" is one, "U.S. EU" is not
_INTRODUCTION: Final = regex.compile(
    r"""(?:[:\uff1a](?=[\s"\u201c\u201e\u00ab\u300c])|\n\s*+(?:[-\u2010-\u2015](?=\s)|[\u2013-\u2015](?=[\p{L}\u00a1\u00bf])))"""
)
#: Two words and more in capitals; the agency in brackets or the dash of a dateline behind them says that they are a place.
_HEADING: Final = regex.compile(
    r"(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}\p{M}]*+(?:[\s,]+\p{Lu}[\p{Lu}\p{M}]*+(?![\p{L}\p{N}]))++(?![^\n.!?]{0,40}?(?:[(\u2010-\u2015]|\s-))", regex.V1
)  # fmt: skip
_LABEL: Final = regex.compile(
    r"(?:^|[\n.!?\u2026)\]\"\u201d\u00bb]\s*+)(?P<name>\p{Lu}[\p{L}.]++(?:\s\p{Lu}[\p{L}.]++){0,2})\s?(?:[:\uff1a]|\s[\u2013\u2014-])\s", regex.V1
)  # fmt: skip


class VoicedWords(tuple[str, ...]):
    """The folded words of a text that know their voices: `voices` has a `Voice` for each, one byte each.

    `kept` is for what is made of them once (`once_a_text`).
    """

    voices: bytes
    kept: dict[Hashable, Any]

    def __new__(cls, folded: Iterable[str], voices: bytes) -> Self:
        """Make them; raises ValueError when there is not one voice for each word."""
        made = super().__new__(cls, folded)
        if len(made) != len(voices):
            raise ValueError(f"{len(made)} words, {len(voices)} voices")
        made.voices = voices
        made.kept = {}
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as one line, ten times as fast as word by word, and without what was made of them."""
        return _voiced_line, (join(self), self.voices)


def _voiced_line(line: str, voices: bytes) -> VoicedWords:
    return VoicedWords(line.split(" ") if line else (), voices)


def read_voiced(text: str) -> VoicedWords:
    """Return the words of *text*, folded as `read_words` folds them, with their voices."""
    return voiced(text, read_words(text))


def voiced(text: str, words: Words) -> VoicedWords:
    """Return *words*, the words of *text*, with their voices."""
    return VoicedWords(words.folded, voices(text, words))


def voices_of(words: Sequence[str]) -> bytes:
    """Return the voices of words that know them; words without punctuation are all the narrator's."""
    return words.voices if isinstance(words, VoicedWords) else bytes(len(words))


def voices(text: str, words: Words) -> bytes:
    """Return a `Voice` for each of *words*, the words of *text*, one byte each."""
    if _OTHER_MARKS.search(text):
        text = _with_usual_marks(text)
    marks = bytearray(len(words))
    _mark_quoted(text, words, marks)
    _mark_introduced(text, words, marks)
    _mark_speakers(text, words, marks)
    return bytes(marks)


def _with_usual_marks(text: str) -> str:
    """Return *text* with the usual marks in place of others, every character where it was."""
    return _TYPED.sub(
        lambda typed: f" \u00ab{typed[5]}\u00bb " if typed[4] else f" \u201c{typed[2]}\u201d ",
        text.translate(_SAME_MARKS),
    )


def _mark_quoted(text: str, words: Words, marks: bytearray) -> None:
    for start, end in _quotes(text):
        for place in range(bisect_right(words.ends, start), bisect_left(words.starts, end)):
            marks[place] |= Voice.QUOTED


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    """Yield what appears in quotation marks, as (start, end) in characters.

    A paragraph that opens a mark and does not close it is quoted to its end: the next one opens its own.
    """
    opened, closers = -1, ""
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if mark == "\n":
            if opened >= 0 and text[opened] not in _SINGLE:
                yield opened, place
            opened = -1
        elif opened < 0:
            if _opens(text, place, mark):
                opened, closers = place, _CLOSERS[mark]
        elif mark in closers and _closes(text, place, mark):
            if mark not in _SINGLE or place - opened <= _LONGEST_SINGLE:
                yield opened, place
            opened = -1
        elif text[opened] in _SINGLE and mark not in _SINGLE and _opens(text, place, mark):
            opened, closers = place, _CLOSERS[mark]  # the single mark was an apostrophe
    if opened >= 0 and text[opened] not in _SINGLE:
        yield opened, len(text)


def _opens(text: str, place: int, mark: str) -> bool:
    if mark not in _CLOSERS:
        return False
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if mark in _ALWAYS_OPEN:
        return True
    return (
        not _in_word(before) and (after.isalnum() or after in set("\u00bf\u00a1[(\u2026$\u20ac\u00a3")) and bool(after)
    )


def _closes(text: str, place: int, mark: str) -> bool:
    after = text[place + 1 : place + 2]
    if mark in _SINGLE or mark == '"':
        return not _in_word(after) and not text[place - 1 : place].isspace()
    return True


def _in_word(character: str) -> bool:
    """Return whether a mark beside *character* is an apostrophe or an inch: scripts without spaces, and Korean, have no space there."""
    return character.isalnum() and not _NO_SPACE.match(character)


def _mark_introduced(text: str, words: Words, marks: bytearray) -> None:
    ends = [match.end() for match in _INTRODUCTION.finditer(text) if not _is_credit(text, match)]
    ends += [match.end() for match in _HEADING.finditer(text) if sum(map(str.isalpha, match[0])) >= _CAPITALS]
    for end in ends:
        place = bisect_left(words.starts, end)
        if _HEAD <= place < len(words):
            marks[place] |= Voice.INTRODUCED


def _is_credit(text: str, colon: regex.Match[str]) -> bool:
    """Return whether a line ends with a few words behind its colon: it names somebody, and the next line says something else."""
    end = text.find("\n", colon.end(), colon.end() + _LONGEST_CREDIT)
    return end >= 0 and 0 < count_words(text[colon.end() : end]) < _CREDIT


def _mark_speakers(text: str, words: Words, marks: bytearray) -> None:
    labels = [match.start("name") for match in _LABEL.finditer(text)]
    if len(labels) < 2:
        return
    places = {start: place for place, start in enumerate(words.starts)}
    for start in labels:
        if start in places:
            marks[places[start]] |= Voice.SPEAKER
