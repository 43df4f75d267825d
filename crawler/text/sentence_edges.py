"""Sentence edges: where furniture that was pushed between two sentences begins, and where the article goes on.

Furniture in captured text has lost its box: it stands in the paragraph without punctuation. What is left to tell it is how
sentences begin and end. All looks are bounded, so that any number of them stays linear.
"""

from __future__ import annotations

import regex

#: How far furniture without an end mark of its own can reach: the longest seen run is some 250 characters an ad.
REACH = 600

_SENTENCE_END = regex.compile(r"""(?:^|[.!?…:;]['"’”)\]]{0,3}|\n)\s*+\Z""")
_WORD = regex.compile(r"\S+")
_LONG_WORD = 60
# Words that open sentences; inside a headline in sentence case they are not capitalised.
_OPENERS = frozenset({
    "The", "A", "An", "In", "On", "At", "As", "For", "From", "By", "With", "But", "And", "Yet", "So", "He", "She",
    "It", "They", "We", "I", "You", "His", "Her", "Its", "Their", "Our", "This", "That", "These", "Those", "There",
    "When", "While", "After", "Before", "Since", "If", "Although", "Though", "Because", "Until", "However",
    "Meanwhile", "Once", "Still", "Also", "Now", "Then", "What", "Who", "How", "Why", "Where", "Both", "Each", "Some",
    "Many", "Most", "All", "No", "Not", "One", "Two", "Three", "Earlier", "Later", "Last", "Next", "During", "Under",
    "Over", "Between", "Despite", "According", "To", "Of", "Among", "Another", "Other", "Even", "Only",
})  # fmt: skip
# Those that open advertisements just as well.
_AD_OPENERS = frozenset({
    "Why", "How", "What", "Who", "Where", "When", "If", "This", "These", "You", "Your", "One", "Two", "Three", "Here",
    "Only", "No", "Not", "Some", "Most", "Many",
})  # fmt: skip
# Words that want another word after them: furniture does not end here.
_UNFINISHED = frozenset({
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "that", "this",
    "as", "is", "are", "was", "were", "your", "our", "their", "its", "his", "her", "no",
})  # fmt: skip
_STOP = regex.compile(r"[.!?]['\"’”)]?(?=\s|$)")
_GOES_ON = regex.compile(r"\s++[\p{Lu}\d\"'“‘(\[]|\s*+(?:\n|$)")
_STRIP = "\"'“‘([”’"


def begins_sentence(text: str, position: int) -> bool:
    """Return whether what stands before *position* is a finished sentence, a line end, or nothing."""
    return _SENTENCE_END.search(text[max(0, position - 12) : position]) is not None


def line_end(text: str, position: int) -> int:
    """Return the end of the line that *position* is in, or a place beyond REACH where the line is longer than that."""
    far = min(len(text), position + 2 * REACH)
    end = text.find("\n", position, far)
    return far if end < 0 else end


def resumes_at(text: str, start: int) -> int | None:
    """Return where, after furniture that begins at *start*, a sentence of the article begins, or None.

    A sentence opener with small words after it is the best sign, next a capital after a small word that can end a
    phrase, next a capital with small words after it (an ad in title case has none). The search ends where the first
    sentence does; where none ends, the article does not go on.
    """
    words = _words(text, start)
    ranked = [(rank, number) for number in range(1, len(words)) if (rank := _rank(words, number))]
    return start + words[min(ranked)[1]][0] if ranked else None


def opens_sentence(text: str, start: int) -> bool:
    """Return whether a sentence of the article begins right at *start*, after white space."""
    words = _words(text, start)
    return len(words) > 1 and words[0][1].lstrip(_STRIP) not in _AD_OPENERS and _rank(words, 0) == 1


def _words(text: str, start: int) -> list[tuple[int, str]]:
    """Return the words from *start* up to the end of the first sentence, or none where no sentence ends in reach."""
    window = text[start : min(line_end(text, start), start + REACH)]
    words = [(match.start(), match[0]) for match in _WORD.finditer(window) if len(match[0]) <= _LONG_WORD]
    for number, (_, word) in enumerate(words):
        bare = word.rstrip("\"'”’)]")
        if bare[-1:] in {".", "!", "?", "…"} and len(bare.rstrip(".!?…")) > 2 and "." not in bare.rstrip(".")[:-1]:
            return words[: number + 1]
    return []


def _rank(words: list[tuple[int, str]], number: int) -> int:
    """Return how well a sentence of the article can begin at a word: 1 best, 3 worst, 0 not at all."""
    word = words[number][1].lstrip(_STRIP)
    if not word[:1].isupper():
        return 0
    small = sum(later.lstrip(_STRIP)[:1].islower() for _, later in words[number + 1 : number + 4])
    before = words[number - 1][1] if number else ""
    after_small = before[:1].islower() and can_end(before)
    if word in _OPENERS and small >= (1 if after_small else 2):
        return 1
    if after_small and small:
        return 2
    return 3 if small >= 2 and (number == 0 or before[-1].isalnum()) else 0


def can_end(word: str) -> bool:
    """Return whether a phrase can end with *word*: it wants no other word after it and is followed by no mark."""
    return word[-1].isalnum() and word.lower() not in _UNFINISHED


def end_of_headline(text: str, start: int) -> int:
    """Return where another article's headline ends that begins at *start* and has no end mark.

    It ends where the article goes on; else with its own sentence; else with the line if that is not far.
    """
    resumed = resumes_at(text, start)
    if resumed is not None:
        return resumed
    end = line_end(text, start)
    if stop := _STOP.search(text, start, min(end, start + REACH)):
        return stop.end()
    return end if end - start <= REACH // 2 else start


def end_of_phrase(text: str, start: int) -> int:
    """Return where a phrase ends that is complete at *start*: there, if the article goes on, else with its sentence."""
    if _GOES_ON.match(text, start):
        return start
    end = min(line_end(text, start), start + REACH // 4)
    resumed = resumes_at(text, start)
    if resumed is not None and resumed < end:
        return resumed
    stop = _STOP.search(text, start, end)
    return stop.end() if stop else (end if end == line_end(text, start) else start)
