"""The rod of a story: the text that its copies are measured against, and where that text is from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crawler.tracking.rods.reconstruction import SupportedSentence, text_of


class RodKind(StrEnum):
    """Where the text is from that a story's copies are measured against."""

    ITEM = "item"  # an item of the wire's own feed
    RECONSTRUCTED = "reconstructed"  # the sentences that independent outlets share
    FULLEST = "fullest"  # the copy that holds most of the story: nothing better is known


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
