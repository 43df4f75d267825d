"""Which copies still carry what their wire corrected, killed or withdrew, and how long the others took. Built as data.

A copy is stale as of its last fetch, and only if that was after the notice was out. What is not known is "cannot tell".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.findings.carried_wording import Wordings, differing_where_named
from crawler.findings.credit import name_of
from crawler.findings.lag import Lag
from crawler.findings.notices import (
    NoticedCopy,
    Notices,
    OwnNotice,
    Quote,
    Reason,
    Standing,
    WireNotice,
    WordProof,
)
from crawler.findings.pickup import PickupProof
from crawler.findings.successors import predecessors, successors, took_its_place
from crawler.findings.wire_notices import (
    Announcement,
    CopyNotice,
    announcements_in_copies,
    announcements_in_feeds,
    notices_in_copies,
)
from crawler.provenance.notices.form import NoticeKind
from crawler.provenance.times.interval import Interval
from crawler.provenance.times.order import lag
from crawler.sightings.record import Copy
from crawler.tracking.changed_places import Side
from crawler.tracking.relation import Story

_STANDINGS = {standing: rank for rank, standing in enumerate(Standing)}
_KINDS = {kind: rank for rank, kind in enumerate(NoticeKind)}
_NONE_GONE: Mapping[str, Interval] = {}
Verdict = tuple[Standing, Reason, tuple[WordProof, ...]]


def build_notices(
    every: Iterable[Copy],
    stories: Iterable[Story],
    proofs: Iterable[PickupProof],
    *,
    gone: Mapping[str, Interval] = _NONE_GONE,
) -> Notices | None:
    """Return the notices among *every* copy with what became of what they speak of, or None where there is none.

    *proofs* compare wires' items with copies. *gone* says, by copy, between which moments its page was taken away.
    """
    copies = {copy.key: copy for copy in every}
    copy_notices, after = notices_in_copies(copies), successors(copies.values())
    from_feeds = list(announcements_in_feeds(copies, proofs))
    announced = {(each.wire_service, key) for each in from_feeds for key in each.copies}
    from_copies = [
        each
        for each in announcements_in_copies(copies, stories, copy_notices, after)
        if announced.isdisjoint((each.wire_service, key) for key in each.copies)
    ]
    scene = _Scene(copies, after, predecessors(after, copies), gone)
    wires = sorted((_wire_notice(each, scene, copy_notices) for each in (*from_feeds, *from_copies)), key=_most_urgent)
    own = [_own(each) for each in copy_notices.values() if each.wire_service is None]
    if not wires and not own:
        return None
    return Notices(
        tuple(wires), tuple(sorted(own, key=lambda each: (_KINDS[each.kind], each.outlet.casefold(), each.copy)))
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """Every copy, and what stood before and after it at its address."""

    copies: Mapping[str, Copy]
    after: Mapping[str, Copy]
    before: Mapping[str, Sequence[Copy]]
    gone: Mapping[str, Interval]


def _wire_notice(announcement: Announcement, scene: _Scene, copy_notices: Mapping[str, CopyNotice]) -> WireNotice:
    wordings = (
        Wordings(announcement.old, announcement.new, announcement) if announcement.old and announcement.new else None
    )
    carrying = announcement.carrying | {
        key for key in announcement.copies if key in copy_notices and copy_notices[key].wire_service
    }
    verdicts: dict[str, Verdict] = {}
    for key in announcement.copies:
        replaced = scene.after.get(key)
        # What a later copy of the same text took the place of stands nowhere: the later one is judged.
        if replaced is None or replaced.key not in announcement.copies:
            verdicts[key] = _verdict(scene.copies[key], announcement, wordings, carries=key in carrying)
    rows = [_row(key, verdict, announcement, scene, wordings) for key, verdict in verdicts.items()]
    return WireNotice(
        wire_service=announcement.wire_service,
        kind=announcement.kind,
        quotes=announcement.quotes,
        known_from=announcement.source,
        old_from=announcement.old.source if announcement.old else None,
        released=announcement.released,
        out_by=announcement.out_by,
        headline=announcement.headline,
        item=announcement.item,
        item_id=announcement.item_id,
        story=announcement.story,
        copies=tuple(sorted(rows, key=_first_to_act_on)),
    )


# -- verdicts -----------------------------------------------------------------------------------------------------------


def _verdict(copy: Copy, announcement: Announcement, wordings: Wordings | None, *, carries: bool) -> Verdict:
    if announcement.kind is not NoticeKind.CORRECTION:
        return (*_after_the_notice(copy, announcement, Standing.STILL_THERE, Reason.SEEN_AFTER), ())
    proofs = wordings.proofs(copy) if wordings else ()
    if not proofs:
        return (Standing.CORRECTED, Reason.CARRIES_NOTICE, ()) if carries else _without_old_words(copy, announcement)
    standing, reason = _by_words(proofs)
    if standing is Standing.CANNOT_TELL and carries:
        return Standing.CORRECTED, Reason.CARRIES_NOTICE, proofs
    if standing in {Standing.STALE, Standing.PARTLY}:
        standing, reason = _after_the_notice(copy, announcement, standing, reason)
    return standing, reason, proofs


def _by_words(proofs: Sequence[WordProof]) -> tuple[Standing, Reason]:
    """Return what the places say; where the notice names some of them, those decide alone."""
    deciding = [proof for proof in proofs if proof.named] or proofs
    sides = {proof.side for proof in deciding}
    if {Side.OLD, Side.NEW} <= sides:
        return Standing.PARTLY, Reason.BOTH_WORDINGS
    if Side.OLD in sides:
        return Standing.STALE, Reason.OLD_WORDS
    if Side.NEW in sides:
        return Standing.CORRECTED, Reason.NEW_WORDS
    return Standing.CANNOT_TELL, Reason.OTHER_WORDS if Side.OTHER in sides else Reason.PASSAGE_ABSENT


def _without_old_words(copy: Copy, announcement: Announcement) -> Verdict:
    """Return what can be said where nobody knows the old wording: at most that the copy may carry it."""
    proofs, differs = differing_where_named(copy, announcement)
    if not differs:
        return Standing.CANNOT_TELL, Reason.LIKE_THE_CORRECTED, ()
    reason = Reason.DIFFERS_WHERE_NAMED if proofs else Reason.NO_OLD_WORDS_KNOWN
    return (*_after_the_notice(copy, announcement, Standing.MAY_BE_STALE, reason), proofs)


def _after_the_notice(
    copy: Copy, announcement: Announcement, standing: Standing, reason: Reason
) -> tuple[Standing, Reason]:
    """Return the verdict, if the copy was seen to stand after the notice was out; else that nobody can tell."""
    there_at = known_there_at(copy)
    if announcement.out_by is None:
        return Standing.CANNOT_TELL, Reason.NOTICE_UNDATED
    if there_at is None:
        return Standing.CANNOT_TELL, Reason.COPY_UNDATED
    return (standing, reason) if there_at >= announcement.out_by else (Standing.CANNOT_TELL, Reason.NOT_SEEN_SINCE)


def known_there_at(copy: Copy) -> datetime | None:
    """Return the latest instant at which a copy is known to have had its words: its last fetch, or what it states itself.

    Words that were read at a time nobody knows were read after the page was published and last updated.
    """
    stated = [when.earliest for when in (copy.published, copy.modified) if when is not None]
    known = [copy.last_fetched_at] if copy.last_fetched_at else stated
    return max(known, default=None)


# -- rows ---------------------------------------------------------------------------------------------------------------


def _row(
    key: str, verdict: Verdict, announcement: Announcement, scene: _Scene, wordings: Wordings | None
) -> NoticedCopy:
    copy = scene.copies[key]
    standing, reason, proofs = verdict
    ran_old = changed = None
    taken_away = _taken_away(copy, announcement, scene) if standing is not Standing.CORRECTED else None
    if taken_away is not None:
        standing, changed = Standing.GONE, taken_away
        reason = Reason.PAGE_GONE if key in scene.gone else Reason.OTHER_TEXT_THERE
    elif standing is Standing.CORRECTED:
        ran_old, changed = _came_to_be_corrected(copy, announcement, scene, wordings)
    apart = lag(announcement.released, changed)
    return NoticedCopy(
        copy=key,
        external_id=copy.external_id,
        outlet=name_of(copy),
        outlet_key=copy.outlet_key,
        headline=copy.headline,
        words=copy.words,
        standing=standing,
        reason=reason,
        proofs=proofs,
        published=copy.published,
        last_seen=copy.last_fetched_at,
        relays=() if any(each.role == "article" for each in copy.renderings) else copy.relays,
        ran_old=ran_old,
        changed=changed,
        lag=Lag(*apart) if apart else None,
        url=next(iter(copy.urls), None),
        page_url=next(iter(copy.page_urls), None),
    )


def _taken_away(copy: Copy, announcement: Announcement, scene: _Scene) -> Interval | None:
    """Return when the page of a copy was taken away, or another text put in its place; None while it stands."""
    if copy.key in scene.gone:
        return scene.gone[copy.key]
    other = scene.after.get(copy.key)
    return took_its_place(other, copy) if other is not None and other.key not in announcement.copies else None


def _came_to_be_corrected(
    copy: Copy, announcement: Announcement, scene: _Scene, wordings: Wordings | None
) -> tuple[str | None, Interval | None]:
    """Return the outlet's copy with the old words that *copy* came after, and when; None for an outlet that never ran them."""
    if wordings is None:
        return None, None
    for before in scene.before.get(copy.key, ()):
        if before.key in announcement.copies and _has_old(wordings, before):
            return before.key, took_its_place(copy, before)
    mine = (scene.copies[key] for key in announcement.copies if scene.copies[key].outlet_key == copy.outlet_key != "")
    for before in sorted(mine, key=lambda each: each.key):
        if before.key != copy.key and _surely_before(before, copy) and _has_old(wordings, before):
            return before.key, copy.published
    return None, None


def _has_old(wordings: Wordings, copy: Copy) -> bool:
    proofs = wordings.proofs(copy)
    return bool(proofs) and _by_words(proofs)[0] in {Standing.STALE, Standing.PARTLY}


def _surely_before(copy: Copy, other: Copy) -> bool:
    return bool(copy.published and other.published and copy.published.latest <= other.published.earliest)


def _own(found: CopyNotice) -> OwnNotice:
    copy, notice = found.copy, found.notice
    return OwnNotice(
        copy=copy.key,
        outlet=name_of(copy),
        headline=copy.headline,
        kind=notice.kind,
        quote=Quote(notice.text, notice.part, name_of(copy)),
        own=found.own,
        url=next(iter(copy.urls), None),
    )


def _first_to_act_on(row: NoticedCopy) -> tuple[int, int, str, str]:
    return _STANDINGS[row.standing], -row.words, row.outlet.casefold(), row.copy


def _most_urgent(notice: WireNotice) -> tuple[int, int, int, str, str]:
    urgent = notice.to_act_on
    return (
        _KINDS[notice.kind] if urgent else len(_KINDS),
        -len(urgent),
        -len(notice.copies),
        notice.headline,
        notice.item or notice.story or "",
    )
