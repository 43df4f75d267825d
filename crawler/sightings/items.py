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
    ordered = sorted((sighting for sighting in seen if sighting.item is not None), key=_age)
    speaks, newest = _speaking(ordered), ordered[-1]
    fetched = [sighting.fetched_at for sighting in ordered if sighting.fetched_at is not None]
    return Copy(
        key=key,
        outlet=speaks.outlet,
        outlet_key=speaks.outlet_key,
        headline=speaks.headline,
        text=speaks.text,
        words=count_words(speaks.text),
        sightings=tuple(sighting.id for sighting in ordered),
        published=_released(ordered),
        first_fetched_at=min(fetched, default=None),
        last_fetched_at=max(fetched, default=None),
        urls=tuple(dict.fromkeys(sighting.url for sighting in ordered if sighting.url)),
        attribution=speaks.attribution,
        external_id=speaks.external_id,
        kind=Kind.WIRE,
        status=newest.item.status if newest.item else None,
        note=newest.item.note if newest.item else None,
        versions=_versions(ordered),
    )


def last_release(copy: Copy) -> datetime | None:
    """Return when the newest version of a wire's item was out at the latest: copies may follow any of them."""
    return max((version.released.latest for version in copy.versions if version.released), default=None)


def _age(seen: Sighting) -> tuple[int, datetime, str, str, str]:
    """Order versions: by number, then by release; what is left is decided by what they say, not by when they came."""
    number = seen.item.number if seen.item and seen.item.number is not None else 0
    released = seen.published.earliest if seen.published else _BEFORE_ALL
    return number, released, seen.item.status if seen.item else "", seen.text, seen.id


def _speaking(ordered: Sequence[Sighting]) -> Sighting:
    """Return the newest usable version that has a text; failing that the newest with a text, then the newest."""
    with_text = [sighting for sighting in ordered if sighting.text]
    usable = [sighting for sighting in with_text if sighting.item and sighting.item.status == _USABLE]
    return next(group[-1] for group in (usable, with_text, ordered) if group)


def _released(ordered: Iterable[Sighting]) -> Interval | None:
    """Return when the item was first out: when the wire says so, else its oldest usable version's release.

    Where that is a later version, the first one was out between the making of the item and that release.
    """
    dated = [sighting for sighting in ordered if sighting.published is not None]
    usable = [sighting for sighting in dated if sighting.item and sighting.item.status == _USABLE] or dated
    if not usable:
        return None
    first = min(
        usable, key=lambda sighting: (sighting.published.earliest if sighting.published else _BEFORE_ALL, sighting.id)
    )
    stated = [sighting.item.first_published for sighting in usable if sighting.item and sighting.item.first_published]
    if stated and (first.item is None or first.item.number is None):
        return min(stated, key=lambda when: (when.earliest, when.latest))
    made = first.item.first_created if first.item else None
    number = first.item.number if first.item else None
    if first.published and made and number != 1 and made.earliest < first.published.earliest:
        return Interval(made.earliest, first.published.latest, first.published.source)
    return first.published


def _versions(ordered: Iterable[Sighting]) -> tuple[Version, ...]:
    """Return the versions, oldest first; one that came in several files is one."""
    versions: dict[tuple[object, ...], Version] = {}
    for sighting in ordered:
        if sighting.item is not None:
            version = Version(
                about=sighting.item,
                released=sighting.published,
                headline=sighting.headline,
                text=sighting.text,
                sighting=sighting.id,
            )
            # Formats differ in what keywords they have room for; that makes no other version.
            versions.setdefault(
                (replace(sighting.item, keywords=()), sighting.published, sighting.headline, sighting.text), version
            )
    return tuple(versions.values())
