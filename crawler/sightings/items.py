"""The items of a wire's own feed: which version speaks, when the item was released, and the copy all versions add up to.

Nothing here depends on the order in which versions came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from crawler.provenance.times.interval import Interval
from crawler.sightings.record import Copy, Kind, Sighting, Version
from crawler.text.words import count_words

_USABLE = "usable"
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def assemble_item(key: str, seen: Sequence[Sighting]) -> Copy:
    """Make the copy of a wire's item of all that was seen of it. The newest usable version speaks for it."""
    ordered = sorted((each for each in seen if each.item is not None), key=_age)
    speaks, newest = _speaking(ordered), ordered[-1]
    fetched = [each.fetched_at for each in ordered if each.fetched_at is not None]
    return Copy(
        key=key,
        outlet=speaks.outlet,
        outlet_key=speaks.outlet_key,
        headline=speaks.headline,
        text=speaks.text,
        words=count_words(speaks.text),
        sightings=tuple(each.id for each in ordered),
        published=_released(ordered),
        first_fetched_at=min(fetched, default=None),
        last_fetched_at=max(fetched, default=None),
        urls=tuple(dict.fromkeys(each.url for each in ordered if each.url)),
        attribution=speaks.attribution,
        external_id=speaks.external_id,
        kind=Kind.WIRE,
        status=newest.item.status if newest.item else None,
        note=newest.item.note if newest.item else None,
        versions=_versions(ordered),
    )


def last_release(copy: Copy) -> datetime | None:
    """Return when the newest version of a wire's item was out at the latest: copies may follow any of them."""
    return max((each.released.latest for each in copy.versions if each.released), default=None)


def _age(seen: Sighting) -> tuple[int, datetime, str, str, str]:
    """Order versions: by number, then by release; what is left is decided by what they say, not by when they came."""
    number = seen.item.number if seen.item and seen.item.number is not None else 0
    released = seen.published.earliest if seen.published else _BEFORE_ALL
    return number, released, seen.item.status if seen.item else "", seen.text, seen.id


def _speaking(ordered: Sequence[Sighting]) -> Sighting:
    """Return the newest usable version that has a text; failing that the newest with a text, then the newest."""
    with_text = [each for each in ordered if each.text]
    usable = [each for each in with_text if each.item and each.item.status == _USABLE]
    return next(each[-1] for each in (usable, with_text, ordered) if each)


def _released(ordered: Iterable[Sighting]) -> Interval | None:
    """Return when the item was first out: when the wire says so, else its oldest usable version's release.

    Where that is a later version, the first one was out between the making of the item and that release.
    """
    every = [each for each in ordered if each.published is not None]
    usable = [each for each in every if each.item and each.item.status == _USABLE] or every
    if not usable:
        return None
    first = min(usable, key=lambda each: (each.published.earliest if each.published else _BEFORE_ALL, each.id))
    said = [each.item.first_published for each in usable if each.item and each.item.first_published]
    if said and (first.item is None or first.item.number is None):
        return min(said, key=lambda when: (when.earliest, when.latest))
    made = first.item.first_created if first.item else None
    number = first.item.number if first.item else None
    if first.published and made and number != 1 and made.earliest < first.published.earliest:
        return Interval(made.earliest, first.published.latest, first.published.source)
    return first.published


def _versions(ordered: Iterable[Sighting]) -> tuple[Version, ...]:
    """Return the versions, oldest first; one that came in several files is one."""
    found: dict[tuple[object, ...], Version] = {}
    for each in ordered:
        if each.item is not None:
            version = Version(
                about=each.item, released=each.published, headline=each.headline, text=each.text, sighting=each.id
            )
            # Formats differ in what keywords they have room for; that makes no other version.
            found.setdefault((replace(each.item, keywords=()), each.published, each.headline, each.text), version)
    return tuple(found.values())
