"""The parts that forms of notices are written with: where one may stand, whose form it is, how far its quote reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crawler.text.patterns import lazy_pattern


class NoticeKind(StrEnum):
    """What a notice says is to be done with a text, the gravest first."""

    KILL = "kill"  # take it down, all of it
    WITHDRAWAL = "withdrawal"  # it is taken back, by the wire or where it ran
    CORRECTION = "correction"  # something in it was wrong
    REFILE = "refile"  # a slip or an unclear phrase that changed no fact
    UPDATE = "update"  # it says more than before; nothing was wrong


class Voice(StrEnum):
    """Whose habit a form is: an agency speaking to its customers, or an outlet speaking to its readers."""

    WIRE = "wire"
    OUTLET = "outlet"


class Part(StrEnum):
    """Where a notice was read."""

    HEADLINE = "headline"
    TEXT = "text"
    NOTE = "note"  # a wire's editorial note, its keyword line or its signal
    STATUS = "status"  # the publishing status of a wire's item


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the group `said` of its pattern is what is quoted; one of `hints` (lower case) is in every text that has it."""

    kind: NoticeKind
    voice: Voice | None
    parts: frozenset[Part]
    pattern: re.Pattern[str]
    hints: tuple[str, ...] = ("",)


_BULLETS: Final = r"[\s\u2022*_\u2013\u2014-]{0,5}"
#: The beginning of a line, an opening parenthesis included.
LINE: Final = rf"(?:^|\n){_BULLETS}"
#: The beginning of a sentence: the prose before it has ended, or a label announces a note.
SENTENCE: Final = rf"(?:^|\n|[.!?\u201d\"]\s|\b[Nn](?:ote|OTE)\s?[:\u2013\u2014-]\s)(?:{_BULLETS})\(?"
#: The rest of a sentence, its parenthesis closed.
REST: Final = r"[^\n]{0,300}?(?:[.!?]\)?(?=\s|$)|\)|(?=\n|$))"
#: The rest of a line.
TO_END: Final = r"[^\n]{0,300}"
INSIDE: Final = r"[^()\n]{2,300}\)"
PIECE: Final = (
    r"(?:article|story|report|post|column|piece|page|headline|caption|item|review|interview|obituary|dispatch|version)"
)
COLON: Final = r"\s?[:\u2013\u2014]\s?"

_EVERYWHERE: Final = frozenset({Part.HEADLINE, Part.TEXT, Part.NOTE})
_SLUGS: Final = frozenset({Part.HEADLINE, Part.NOTE})


def form(hints: str, kind: NoticeKind, voice: Voice | None, before: str, said: str) -> Form:
    """Return a form of any part: *before* is context, *said* is quoted; *hints* are divided by bars."""
    return Form(kind, voice, _EVERYWHERE, lazy_pattern(f"{before}(?P<said>{said})"), tuple(hints.split("|")))


def slug(hints: str, kind: NoticeKind, voice: Voice | None, said: str, *, before: str = "^") -> Form:
    """Return a form that headlines and keyword lines have."""
    return Form(kind, voice, _SLUGS, lazy_pattern(f"{before}(?P<said>{said})"), tuple(hints.split("|")))


def said_in_note(kind: NoticeKind, said: str) -> Form:
    """Return a form of an editorial note, at the beginning of a clause: the note speaks of nothing but its item."""
    clause = r"(?:^|[.:;,!(]\s{0,9}|\b(?:[Aa]nd|[Ee]t|[Uu]nd|[Yy]|[Ee])\s)"
    return Form(kind, Voice.WIRE, frozenset({Part.NOTE}), lazy_pattern(f"{clause}(?P<said>(?:{said}){REST})"))
