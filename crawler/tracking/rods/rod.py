"""The rod of a story: the text that its copies are measured against, and where that text is from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class RodKind(StrEnum):
    """Where the text is from that a story's copies are measured against."""

    ITEM = "item"  # an item of the wire's own feed
    RECONSTRUCTED = "reconstructed"  # the sentences that independent outlets share
    FULLEST = "fullest"  # the copy that holds most of the story: nothing better is known


@dataclass(frozen=True, slots=True)
class SupportedSentence:
    """A sentence of the wire's text, by how many independent owners printed it, and whether it begins a line."""

    text: str
    owners: int
    begins_line: bool


@dataclass(frozen=True, slots=True)
class Rod:
    """What the story with the key `story` is measured against, where that is not its fullest copy.

    Of a wire's item `copy` is the key, of a reconstructed text `sentences` are what it is made of.
    """

    story: str
    kind: RodKind
    copy: str | None = None
    sentences: tuple[SupportedSentence, ...] = ()

    @property
    def text(self) -> str:
        """The text of a reconstructed rod; that of an item is its copy's."""
        return text_of(self.sentences)


def text_of(sentences: Iterable[SupportedSentence]) -> str:
    """Return sentences as a text; those that begin a line in most copies begin one here."""
    return "".join(("\n" if each.begins_line else " ") + each.text for each in sentences).strip()
