"""What wires announced of their texts: from their own feeds, or from copies whose notice is the wire's.

Whose a notice is: the wire's, where its own feed has it, where a form that agencies use stands in a copy whose wire is known,
on the wire's own page, or where the same words run at outlets of different houses; an outlet's, where it has a form of
outlets' own and nobody else runs those words; else nobody knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.findings.credit import Credit, conclusion, credit_of, name_of
from crawler.findings.notices import Quote, Source
from crawler.findings.pickup import PickupProof
from crawler.findings.stories.headline import story_headline
from crawler.provenance.notices.find import Notice, asks_for_a_change, find_notices, gravest
from crawler.provenance.notices.form import NoticeKind, Part, Voice
from crawler.provenance.times.interval import Interval, TimeSource
from crawler.sightings.record import Copy, Kind, Version
from crawler.text.words import words
from crawler.tracking.relation import COPY_RELATIONS, Story

_USABLE, _WITHHELD, _CANCELED = "usable", "withheld", "canceled"
_LAST = datetime.max.replace(tzinfo=UTC)
#: Words of a headline that name an item when an advisory quotes them: fewer stand in any text.
_NAMING = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a text: its headline, its words, where it is known from."""

    headline: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One notice of a wire: what it says, when it was out, both wordings as far as known, and the copies that it concerns.

    With `named_only` the wordings are of copies, which differ for reasons of their own, too: only places that the notice
    names count. `carrying` are the copies that carry the notice.
    """

    wire_service: str
    kind: NoticeKind
    quotes: tuple[Quote, ...]
    source: Source
    released: Interval | None
    out_by: datetime | None
    headline: str
    old: Wording | None
    new: Wording | None
    copies: tuple[str, ...]
    carrying: frozenset[str] = frozenset()
    named_only: bool = False
    item: str | None = None
    item_id: str | None = None
    story: str | None = None


@dataclass(frozen=True, slots=True)
class CopyNotice:
    """The gravest notice in one copy that asks for a change, and whose it is: a wire, the outlet (`own`), or nobody known."""

    copy: Copy
    notice: Notice
    wire_service: str | None
    own: bool


# -- own feeds ----------------------------------------------------------------------------------------------------------


def announcements_in_feeds(copies: Mapping[str, Copy], proofs: Iterable[PickupProof]) -> Iterator[Announcement]:
    """Yield the notices of every item of a wire's own feed; a kill leaves no correction before it standing."""
    ran: dict[str, dict[str, PickupProof]] = defaultdict(dict)
    for proof in proofs:
        copy = copies.get(proof.copy)
        if copy is not None and copy.kind is Kind.OUTLET and proof.comparison.relation in COPY_RELATIONS:
            ran[proof.item][proof.copy] = max(proof, ran[proof.item].get(proof.copy, proof), key=_fit)
    items = [copies[key] for key in sorted(copies) if copies[key].kind is Kind.WIRE]
    for item in items:
        found = [*_of_versions(item, ran[item.key]), *_of_advisories(item, items, ran[item.key])]
        ended = [each for each in found if each.kind is not NoticeKind.CORRECTION]
        yield from ended[-1:] or found


def notice_of_version(item: Copy, at: int) -> tuple[NoticeKind, tuple[Quote, ...]] | None:
    """Return what the version *at* of an item announces of those before it, or None."""
    version, before = item.versions[at], item.versions[:at]
    found = _notices_in(version)
    gravest_found = gravest(found)
    kind = gravest_found.kind if gravest_found and asks_for_a_change(gravest_found.kind) else None
    if version.about.status == _CANCELED:
        kind = kind if kind in {NoticeKind.KILL, NoticeKind.WITHDRAWAL} else NoticeKind.KILL
    elif version.about.status == _WITHHELD:
        kind = NoticeKind.WITHDRAWAL if any(each.text for each in before) else None
    advisory = not before and kind is not NoticeKind.CORRECTION and version.about.status == _USABLE
    if kind is None or advisory or _repeats_notice(version, before):
        return None
    quotes = [Quote(each.text, each.part) for each in found if asks_for_a_change(each.kind)]
    if version.about.status != _USABLE:
        quotes.append(
            Quote(version.about.note or version.about.status, Part.NOTE if version.about.note else Part.STATUS)
        )
    return kind, _distinct(quotes)


def _of_versions(item: Copy, ran: Mapping[str, PickupProof]) -> Iterator[Announcement]:
    for at, version in enumerate(item.versions):
        notice = notice_of_version(item, at)
        if notice is None:
            continue
        kind, quotes = notice
        correction = kind is NoticeKind.CORRECTION
        before = next((each for each in reversed(item.versions[:at]) if each.text), None)
        if correction and not version.text:
            continue
        # What fits a version after a kill best is a copy of what took the killed text's place.
        concerned = [key for key, proof in sorted(ran.items()) if correction or proof.version < at]
        yield Announcement(
            wire_service=name_of(item),
            kind=kind,
            quotes=quotes,
            source=Source.FEED,
            released=version.released,
            out_by=version.released.latest if version.released else None,
            headline=item.headline,
            old=Wording(before.headline, before.text, Source.FEED) if before and correction else None,
            new=Wording(version.headline, version.text, Source.FEED) if correction else None,
            copies=tuple(concerned),
            item=item.key,
            item_id=item.external_id,
        )


def _of_advisories(item: Copy, others: Sequence[Copy], ran: Mapping[str, PickupProof]) -> Iterator[Announcement]:
    """Yield the kills of *item* that are items of their own: advisories that quote its headline."""
    names = [" ".join(name) for each in item.versions if len(name := words(each.headline)) >= _NAMING]
    for other in others:
        if other.key == item.key or other.outlet_key != item.outlet_key:
            continue
        notice = gravest([*find_notices(other.headline, Part.HEADLINE), *find_notices(other.text)])
        if notice is None or notice.kind not in {NoticeKind.KILL, NoticeKind.WITHDRAWAL}:
            continue
        advisory = f" {' '.join(words(f'{other.headline} {other.text}'))} "
        if any(f" {name} " in advisory for name in names):
            yield Announcement(
                wire_service=name_of(item),
                kind=notice.kind,
                quotes=(Quote(notice.text, notice.part),),
                source=Source.FEED,
                released=other.published,
                out_by=other.published.latest if other.published else None,
                headline=item.headline,
                old=None,
                new=None,
                copies=tuple(sorted(ran)),
                item=item.key,
                item_id=item.external_id,
            )


def _notices_in(version: Version) -> list[Notice]:
    noted = [version.about.note or "", *version.about.keywords]
    return [
        *(each for note in noted for each in find_notices(note, Part.NOTE)),
        *find_notices(version.headline, Part.HEADLINE),
        *find_notices(version.text),
    ]


def _repeats_notice(version: Version, before: Sequence[Version]) -> bool:
    """Whether a version only repeats the notice of the one before: feeds carry a note along."""
    if not before or version.about.status != _USABLE:
        return False
    now, then = _notices_in(version), _notices_in(before[-1])
    changes = [words(each.text) for each in now if asks_for_a_change(each.kind)]
    return all(each in [words(one.text) for one in then] for each in changes)


def _fit(proof: PickupProof) -> tuple[float, int]:
    return proof.comparison.coverage_a + proof.comparison.coverage_b, proof.version


# -- copies -------------------------------------------------------------------------------------------------------------


def notices_in_copies(copies: Mapping[str, Copy]) -> dict[str, CopyNotice]:
    """Return the gravest notice of every outlet's copy that has one, by its key, with whose it is."""
    found: dict[str, Notice] = {}
    houses: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key, copy in sorted(copies.items()):
        if copy.kind is not Kind.OUTLET:
            continue
        notice = gravest([*find_notices(copy.headline, Part.HEADLINE), *find_notices(copy.text)])
        if notice is not None and asks_for_a_change(notice.kind):
            found[key] = notice
            houses[tuple(words(notice.text))].add(copy.outlet_group or copy.outlet_key or key)
    return {
        key: _attributed(copies[key], notice, len(houses[tuple(words(notice.text))])) for key, notice in found.items()
    }


def _attributed(copy: Copy, notice: Notice, houses: int) -> CopyNotice:
    wire = conclusion(copy).wire_service
    of_the_wire = notice.voice is Voice.WIRE or houses > 1 or credit_of(copy) is Credit.OWN
    own = notice.voice is Voice.OUTLET and houses == 1 and credit_of(copy) is not Credit.OWN
    return CopyNotice(copy, notice, wire if of_the_wire and not own else None, own)


def announcements_in_copies(
    copies: Mapping[str, Copy],
    stories: Iterable[Story],
    copy_notices: Mapping[str, CopyNotice],
    after: Mapping[str, Copy],
) -> Iterator[Announcement]:
    """Yield the wires' notices that only copies show, one for each story and wire.

    *after* is the copy that took another's place at its address: where that one holds a kill, what stood there was killed.
    """
    for story in sorted(stories, key=lambda story: story.key):
        members = [copies[key] for key in sorted(set(story.copies)) if key in copies]
        held = {each.key: copy_notices[each.key] for each in members if each.key in copy_notices}
        put_there = {each.key: after[each.key] for each in members if each.key in after}
        held |= {next_.key: copy_notices[next_.key] for next_ in put_there.values() if next_.key in copy_notices}
        by_wire: dict[str, list[CopyNotice]] = defaultdict(list)
        known = {conclusion(each).wire_service for each in members} - {None}
        for each in held.values():
            wire = each.wire_service or (next(iter(known)) if _killed_unsigned(each, known) else None)
            if wire is not None:
                by_wire[wire].append(each)
        for wire, some in sorted(by_wire.items()):
            yield _of_story(story, wire, some, members)


def _killed_unsigned(found: CopyNotice, known: set[str | None]) -> bool:
    """Whether a kill in a form of agencies names no wire by itself, but the text that it took the place of has just one."""
    return found.notice.voice is Voice.WIRE and not found.own and len(known) == 1


def _of_story(story: Story, wire: str, some: Sequence[CopyNotice], members: Sequence[Copy]) -> Announcement:
    ordered = sorted(some, key=lambda each: (list(NoticeKind).index(each.notice.kind), -each.copy.words, each.copy.key))
    kind = ordered[0].notice.kind
    telling = [each for each in ordered if each.notice.kind is kind]
    carrying = frozenset(each.copy.key for each in some)
    concerned = [each for each in members if each.kind is Kind.OUTLET]
    correction = kind is NoticeKind.CORRECTION
    newest = telling[0].copy
    out_by = min((at for each in telling if (at := _seen_by(each.copy)) is not None), default=None)
    return Announcement(
        wire_service=wire,
        kind=kind,
        quotes=_distinct([Quote(each.notice.text, each.notice.part, name_of(each.copy)) for each in telling]),
        source=Source.COPY,
        released=_between(members, out_by),
        out_by=out_by,
        headline=story_headline(members, story.fullest) or newest.headline,
        old=_old_wording(newest, members, carrying) if correction else None,
        new=Wording(newest.headline, newest.text, Source.COPY) if correction else None,
        copies=tuple(each.key for each in concerned),
        carrying=carrying,
        named_only=True,
        story=story.key,
    )


def _old_wording(newest: Copy, members: Sequence[Copy], carrying: frozenset[str]) -> Wording | None:
    """Return what was there before a correction: the wire's own item, else what the outlet of the corrected copy ran before."""
    item = next((each for each in members if each.kind is Kind.WIRE and each.text), None)
    if item is not None:
        return Wording(item.headline, item.text, Source.FEED)
    ran = [
        each
        for each in members
        if each.outlet_key
        and each.outlet_key == newest.outlet_key
        and each.key not in carrying
        and _before(each, newest)
    ]
    before = max(ran, key=lambda each: (_seen_by(each) or _LAST, each.key), default=None)
    return Wording(before.headline, before.text, Source.COPY) if before else None


def _before(copy: Copy, other: Copy) -> bool:
    if copy.last_fetched_at and other.first_fetched_at:
        return copy.last_fetched_at < other.first_fetched_at
    return bool(copy.published and other.published and copy.published.latest <= other.published.earliest)


def _seen_by(copy: Copy) -> datetime | None:
    """Return when a copy was there as it is at the latest: seen, or updated for the last time, as stated."""
    known = [copy.first_fetched_at, copy.modified.latest if copy.modified else None]
    return min((each for each in known if each is not None), default=None)


def _between(members: Sequence[Copy], out_by: datetime | None) -> Interval | None:
    """Return when a notice was out: not before the text itself, where every copy of that is dated."""
    dated = [each.published for each in members]
    if out_by is None or not dated or any(each is None for each in dated):
        return None
    first = min(each.earliest for each in dated if each is not None)
    return Interval(first, out_by, TimeSource.METADATA) if first <= out_by else None


def _distinct(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Return *quotes* without those whose words another contains: a note has the notice in it."""
    every = list({tuple(words(each.text)): each for each in reversed(list(quotes))}.values())[::-1]
    return tuple(one for one in every if not any(one is not each and one.text in each.text for each in every))
