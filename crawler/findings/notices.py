"""Notices of wires and what became of the copies of the texts that they speak of, as a report tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crawler.findings.lag import Lag
from crawler.provenance.notices.form import NoticeKind, Part
from crawler.provenance.times.interval import Interval
from crawler.tracking.changed_places import Side


class Standing(StrEnum):
    """How a copy stands to a notice, what a desk would look into first coming first."""

    STALE = "stale"
    STILL_THERE = "still-there"
    PARTLY = "partly-corrected"
    MAY_BE_STALE = "may-be-stale"
    CANNOT_TELL = "cannot-tell"
    CORRECTED = "corrected"
    GONE = "gone"


#: What somebody would act on.
TO_ACT_ON = frozenset({Standing.STALE, Standing.STILL_THERE, Standing.PARTLY})


class Reason(StrEnum):
    """Why a copy stands so."""

    OLD_WORDS = "old-words"
    BOTH_WORDINGS = "both-wordings"
    SEEN_AFTER = "seen-after"
    DIFFERS_WHERE_NAMED = "differs-where-named"
    NO_OLD_WORDS_KNOWN = "no-old-words-known"
    LIKE_THE_CORRECTED = "like-the-corrected"
    NOT_SEEN_SINCE = "not-seen-since"
    NOTICE_UNDATED = "notice-undated"
    COPY_UNDATED = "copy-undated"
    PASSAGE_ABSENT = "passage-absent"
    OTHER_WORDS = "other-words"
    NEW_WORDS = "new-words"
    CARRIES_NOTICE = "carries-notice"
    OTHER_TEXT_THERE = "other-text-there"
    PAGE_GONE = "page-gone"


class Source(StrEnum):
    """Where a notice, or the wording that it replaced, is known from."""

    FEED = "own feed"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a notice and where they stood; `outlet` is None in a wire's own feed."""

    text: str
    part: Part
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordProof:
    """One place that the correction changed: both wordings and what the copy has there, as they are written.

    `named` says that the notice itself has one of the words. Words around the place stand before and after it.
    """

    part: Part
    old: str
    new: str
    here: str
    side: Side
    named: bool
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticedCopy:
    """One copy of a text that a notice speaks of.

    `last_seen` is its last fetch: it stood so as of then. `ran_old` is the outlet's copy with the old wording that this one
    came after, `changed` when the outlet's text became this one, `lag` from the notice to that; all None where nobody knows.
    """

    copy: str
    external_id: str | None
    outlet: str
    outlet_key: str
    headline: str
    words: int
    standing: Standing
    reason: Reason
    proofs: tuple[WordProof, ...]
    published: Interval | None
    last_seen: datetime | None
    relays: tuple[str, ...]
    ran_old: str | None
    changed: Interval | None
    lag: Lag | None
    url: str | None
    page_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireNotice:
    """What a wire announced of one text. `out_by` is when it was out at the latest, `released` the interval where both ends are known.

    `known_from` says where the notice is known from, `old_from` the replaced wording (None: it is not known). `item` names
    a wire's own item, `story` the story of copies.
    """

    wire_service: str
    kind: NoticeKind
    quotes: tuple[Quote, ...]
    known_from: Source
    old_from: Source | None
    released: Interval | None
    out_by: datetime | None
    headline: str
    item: str | None
    item_id: str | None
    story: str | None
    copies: tuple[NoticedCopy, ...]

    def standing(self, *standings: Standing) -> tuple[NoticedCopy, ...]:
        """Return the copies that stand so."""
        return tuple(copy for copy in self.copies if copy.standing in standings)

    @property
    def to_act_on(self) -> tuple[NoticedCopy, ...]:
        """The copies that somebody would act on."""
        return self.standing(*TO_ACT_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNotice:
    """What an outlet's copy says of itself: of its own doing (`own`), or nobody says whose it is."""

    copy: str
    outlet: str
    headline: str
    kind: NoticeKind
    quote: Quote
    own: bool
    url: str | None


@dataclass(frozen=True, slots=True)
class Notices:
    """All of them: wires' notices by what is to be done, then notices that are no wire's."""

    wires: tuple[WireNotice, ...]
    own: tuple[OwnNotice, ...]
