"""Copies assembled from their sightings, and the wire a copy inherits from its siblings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crawler.provenance.wires.attribution import Wires
from crawler.provenance.wires.evidence import Attribution, EvidenceKind
from crawler.sightings.altered import altered
from crawler.sightings.copy_times import times_of, with_wire_notes
from crawler.sightings.custom_wires import with_custom_wires
from crawler.sightings.identity import copy_text
from crawler.sightings.items import assemble_item
from crawler.sightings.record import TEXT_NOTES, Copy, Sighting
from crawler.sightings.renderings import is_own_page, renderings_of
from crawler.text.words import count_words
from crawler.tracking.relation import Story

_STRENGTH = {kind: strength for strength, kind in enumerate(EvidenceKind)}


def assemble(key: str, seen: Sequence[Sighting]) -> Copy:
    """Make the copy of all its sightings.

    Where they differ the outlet's own page speaks for it, else the one first fetched, of a wire's item the newest.
    """
    if any(sighting.item is not None for sighting in seen):
        return assemble_item(key, seen)
    ordered = sorted(seen, key=arrival)
    first, times = ordered[0], times_of(ordered)
    text = copy_text(first.text, first.headings)
    fetched = [sighting.fetched_at for sighting in ordered if sighting.fetched_at is not None]
    return Copy(
        key=key,
        outlet=first.outlet,
        outlet_key=first.outlet_key,
        outlet_group=first.outlet_group,
        headline=first.headline,
        text=text,
        words=count_words(text) if first.headings else first.words,
        sightings=tuple(sighting.id for sighting in ordered),
        published=times.published,
        modified=times.modified,
        time_claims=times.claims,
        time_notes=times.notes,
        first_fetched_at=min(fetched, default=None),
        last_fetched_at=max(fetched, default=None),
        urls=_distinct(sighting.url for sighting in ordered),
        page_urls=_distinct(sighting.page_url for sighting in ordered),
        relays=_distinct(name for sighting in ordered for name in (sighting.relay, sighting.relay_printed)),
        attribution=strongest([sighting.attribution for sighting in ordered]),
        external_id=first.external_id,
        renderings=renderings_of(ordered),
        incomplete=all(sighting.incomplete for sighting in ordered),
        disguises=_distinct(each for sighting in ordered for each in sighting.disguises),
        text_notes=_text_notes(first),
    )


def assemble_all(seen: Iterable[Sighting]) -> list[Copy]:
    """Make the copies of any number of sightings, ordered by key."""
    by_copy: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        by_copy[sighting.copy].append(sighting)
    return [assemble(key, by_copy[key]) for key in sorted(by_copy)]


def sisters(a: Copy, b: Copy) -> bool:
    """Whether two copies are of two outlets of one group: republication, but inside one house. Mirrors are one outlet."""
    return a.outlet_group is not None and a.outlet_group == b.outlet_group and a.outlet_key != b.outlet_key


def owner_of(copy: Copy) -> str:
    """Name who answers for a copy: the house of its outlet, where the registry knows it. All outlets that no page named are one."""
    return copy.outlet_group or copy.outlet_key


def strongest(attributions: Sequence[Attribution]) -> Attribution:
    """Return the attribution with the strongest kind of evidence; citations alone keep their evidence and conclude nothing.

    Renderings that conclude different wires are a conflict, and where their evidence is of one kind nothing is concluded.
    """
    concluded = [attribution for attribution in attributions if attribution.wire_service is not None]
    if not concluded:
        return next(
            (attribution for attribution in attributions if attribution.evidence or attribution.unnamed), Attribution()
        )
    best = min(concluded, key=_strength)
    named = tuple(sorted({attribution.wire_service for attribution in concluded if attribution.wire_service}))
    if len(named) == 1:
        return best
    if any(
        _strength(attribution) == _strength(best) and attribution.wire_service != best.wire_service
        for attribution in concluded
    ):
        pieces = dict.fromkeys(piece for attribution in concluded for piece in attribution.evidence)
        return Attribution(evidence=tuple(pieces), conflict=named, unnamed=best.unnamed)
    return replace(best, conflict=named)


def with_inferred_wires(copies: Iterable[Copy], stories: Iterable[Story], wires: Wires) -> list[Copy]:
    """Give each copy that shows no wire what the copies of its stories show, marked as inferred.

    Copies that are, as stated, older than their wire's own are noted. Wires that no registry has, but whose own items are
    among the copies, are looked for first.
    """
    stories = list(stories)
    by_key = {copy.key: copy for copy in with_custom_wires(list(copies), wires)}
    for story in stories:
        if len(story.copies) < 2:
            continue
        inferred = wires.infer([by_key[key].attribution for key in story.copies])
        for key in story.copies:
            copy = by_key[key]
            if copy.attribution.wire_service is None and copy.story_attribution.wire_service is None:
                by_key[key] = altered(copy, story_attribution=inferred)
    noted = with_wire_notes(by_key, stories, wires)
    return [noted[key] for key in sorted(noted)]


def _strength(attribution: Attribution) -> int:
    return _STRENGTH[attribution.kind or EvidenceKind.CITATION]


def arrival(seen: Sighting) -> tuple[bool, str, str]:
    """Return what puts sightings in order of arrival, those on the outlet's own page before all others."""
    return (not is_own_page(seen), seen.fetched_at.isoformat() if seen.fetched_at else "", seen.id)


def _text_notes(seen: Sighting) -> tuple[str, ...]:
    notes = seen.extra.get(TEXT_NOTES)  # of an imported record whatever it says there
    return tuple(note for note in notes if isinstance(note, str)) if isinstance(notes, list | tuple) else ()


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
