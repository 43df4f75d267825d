"""Which of two wordings a copy carries, place by place: its words beside the old and the new ones, as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.findings.notices import WordProof
from crawler.findings.wire_notices import Announcement, Wording
from crawler.provenance.notices.find import without_notices
from crawler.provenance.notices.form import Part
from crawler.sightings.record import Copy
from crawler.text.words import Words, read_words, words
from crawler.tracking.changed_places import Place, Searchable, Side, changed_places, side_of
from crawler.tracking.config import TrackingConfig

_CONFIG = TrackingConfig()
_AROUND = 4  # words quoted on either side of a place
#: What stands before the first word of an agency's text, and after the last: both change with every version.
_DATELINE = re.compile(r"\A[^\n]{0,90}?\([^()\n]{2,40}\)\s?[.\u2013\u2014-]{1,3}\s?")
_SIGN_OFF = re.compile(r"\(?(?:Additional r|R)eporting (?:and writing )?by [^\n]{0,300}\Z")
_TELLING = 4  # letters of a word that a notice names; numbers may be shorter


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    words: Words

    @classmethod
    def of(cls, text: str) -> _Text:
        """Read a text without its notices, dateline and sign-off: those are no part of what was corrected."""
        bare = without_notices(text)
        for pattern in (_DATELINE, _SIGN_OFF):
            found = pattern.search(bare)
            if found:
                bare = bare[: found.start()] + " " * len(found[0]) + bare[found.end() :]
        return cls(bare, read_words(bare))

    @property
    def lines(self) -> tuple[int, ...]:
        """The words at which lines begin."""
        starts = (
            at for at in range(1, len(self.words)) if "\n" in self.text[self.words.ends[at - 1] : self.words.starts[at]]
        )
        return tuple(starts)

    def quote(self, start: int, end: int) -> str:
        """Return words start..end as they are written."""
        start, end = max(start, 0), min(end, len(self.words))
        return self.text[self.words.starts[start] : self.words.ends[end - 1]] if start < end else ""


class Wordings:
    """The old and the new wording of one notice, read once, and the places where they differ."""

    def __init__(self, old: Wording, new: Wording, announcement: Announcement) -> None:
        self._old, self._new = _Text.of(old.text), _Text.of(new.text)
        self._heads = (old.headline, new.headline)
        self._named = _named_words(announcement)
        found = changed_places(
            self._old.words.folded,
            self._new.words.folded,
            _CONFIG,
            old_lines=self._old.lines,
            new_lines=self._new.lines,
        )
        named = [place for place in found if self._is_named(place.names())]
        self._places = tuple(named if announcement.named_only else found)
        self._seen: dict[str, tuple[WordProof, ...]] = {}

    def proofs(self, copy: Copy) -> tuple[WordProof, ...]:
        """Return what *copy* carries at every place, headline first."""
        if copy.text not in self._seen:
            text = _Text.of(copy.text)
            searchable = Searchable(text.words.folded)
            self._seen[copy.text] = tuple(self._proof(place, text, searchable) for place in self._places)
        return (*self._of_headline(copy), *self._seen[copy.text])

    def _proof(self, place: Place, text: _Text, searchable: Searchable) -> WordProof:
        found = side_of(place, searchable, _CONFIG)
        there = found.side is not Side.ABSENT
        new_end = place.new_start + len(place.new)
        return WordProof(
            part=Part.TEXT,
            old=self._old.quote(place.old_start, place.old_start + len(place.old)),
            new=self._new.quote(place.new_start, new_end),
            here=text.quote(found.start, found.end) if there else "",
            side=found.side,
            named=self._is_named(place.names()),
            before=text.quote(found.start - _AROUND, found.start)
            if there
            else self._new.quote(place.new_start - _AROUND, place.new_start),
            after=text.quote(found.end, found.end + _AROUND) if there else self._new.quote(new_end, new_end + _AROUND),
        )

    def _of_headline(self, copy: Copy) -> Sequence[WordProof]:
        """Return the headline's proof where both wordings have the same text: outlets write headlines of their own."""
        old, new, here = (words(_bare_headline(each)) for each in (*self._heads, copy.headline))
        if self._places or old == new or self._old.words.folded != self._new.words.folded:
            return ()
        side = Side.OLD if here == old else Side.NEW if here == new else Side.OTHER
        named = self._is_named(frozenset(old) ^ frozenset(new))
        return (
            WordProof(
                part=Part.HEADLINE, old=self._heads[0], new=self._heads[1], here=copy.headline, side=side, named=named
            ),
        )

    def _is_named(self, differing: Iterable[str]) -> bool:
        return any(word in self._named for word in differing)


def differing_where_named(copy: Copy, announcement: Announcement) -> tuple[tuple[WordProof, ...], bool]:
    """Return where *copy* differs from the corrected wording at words that the notice names, and whether it differs at all.

    The old wording is not known: what the copy has may be it, or the outlet's own.
    """
    if announcement.new is None:
        return (), True
    here, new = _Text.of(copy.text), _Text.of(announcement.new.text)
    found = changed_places(here.words.folded, new.words.folded, _CONFIG, old_lines=here.lines, new_lines=new.lines)
    named = _named_words(announcement)
    proofs = tuple(
        WordProof(
            part=Part.TEXT,
            old="",
            new=new.quote(place.new_start, place.new_start + len(place.new)),
            here=here.quote(place.old_start, place.old_start + len(place.old)),
            side=Side.OTHER,
            named=True,
            before=here.quote(place.old_start - _AROUND, place.old_start),
            after=here.quote(place.old_start + len(place.old), place.old_start + len(place.old) + _AROUND),
        )
        for place in found
        if place.names() & named
    )
    return proofs, bool(found)


def _named_words(announcement: Announcement) -> frozenset[str]:
    """Return the words of a notice that can name a place: numbers, and words that are more than little ones."""
    named = (word for quote in announcement.quotes for word in read_words(quote.text).folded)
    return frozenset(word for word in named if len(word) >= _TELLING or word[0].isdigit())


def _bare_headline(headline: str) -> str:
    """Return a headline without the slug that says what was done to it."""
    from_notice = re.match(r"(?:[A-Z]{3,10}(?: \d{1,2})?(?: \([A-Z ]+\))?[-:]\s?)+", headline)
    return headline[from_notice.end() :] if from_notice else headline
