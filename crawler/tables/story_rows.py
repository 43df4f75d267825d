"""Stories as typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from crawler.findings.release import ReleaseSource
from crawler.findings.stories.headline import story_headline
from crawler.findings.stories.measure import measure_of
from crawler.findings.syndication import Syndication
from crawler.provenance.wires.verdict import infer
from crawler.tables.record import Count, From, Instant, Row, row_of
from crawler.tracking.relation import Story
from crawler.tracking.rods.rod import Rod, RodKind


class StoryRow(Row, frozen=True):
    """Copies of one text, joined by links."""

    story: Annotated[str, "its key, `s-` and that of a copy", From("key")]
    copies: Annotated[list[str], "what its copies are called", From("names")]
    fullest: Annotated[str, "the copy that holds most of it"]
    headline: Annotated[str, "the wire's own, else the one that most of its outlets carry"]
    outlets: Annotated[list[str], "names of the outlets that ran it, each once"]
    wire: Annotated[list[str], "wire services that its copies name"]
    origin: Annotated[
        str | None,
        "the copy that was surely out before every other; null where that cannot be known, as when one has no time",
    ]
    possibly_first: Annotated[list[str], "the copies that nothing is surely before, those of unknown time among them"]
    undated: Annotated[Count, "copies of unknown time"]
    release_earliest: Annotated[
        Instant | None,
        "the wire's own release, by a page of its own or by the day in the datelines, which is as wide as all time zones",
        From("release.interval.earliest"),
    ]
    release_latest: Annotated[
        Instant | None,
        "the same; both null where nothing gives it, where datelines contradict each other, or the copies name several wires",
        From("release.interval.latest"),
    ]
    release_source: Annotated[ReleaseSource | None, "`own feed`, `own page` or `dateline`", From("release.source")]
    release_quote: Annotated[
        str | None, "the dateline, or the headline of the wire's own item or page", From("release.quote")
    ]
    wire_service: Annotated[
        str | None,
        "the one concluded for the story: named by all that name one, or by three times as many copies as any other; else null",
        From("concluded.wire_service"),
    ]
    wire_conflict: Annotated[
        list[str], "the wires that its copies name, where those are several", From("concluded.conflict")
    ]
    measured_against: Annotated[
        RodKind,
        "what reports measure its copies against: `item`, the wire's own; `reconstructed`, the sentences that independent outlets share; `fullest`, the fullest copy",
    ]


def story_rows(
    stories: Iterable[Story], known: Syndication, names: Mapping[str, str], rods: Mapping[str, Rod]
) -> Iterator[StoryRow]:
    """Yield a row per story, with the copy that was surely first, where one was, and the wire's release."""
    for story in stories:
        members = [known.copies[key] for key in story.copies]
        wires = [m.attribution.wire_service or m.story_attribution.wire_service for m in members]
        origin, measure = known.origin(story.key), measure_of(story, known.copies, rods)
        yield row_of(
            StoryRow,
            story,
            names=[names[key] for key in story.copies],
            fullest=names[story.fullest],
            headline=story_headline(members, story.fullest),
            outlets=sorted({m.outlet for m in members if m.outlet}),
            wire=sorted({wire for wire in wires if wire}),
            origin=names[origin] if origin else None,
            possibly_first=[names[key] for key in known.possibly_first(story.key)],
            undated=known.undated(story.key),
            release=known.release(story.key),
            measured_against=measure.kind if measure else RodKind.FULLEST,
            concluded=infer([member.attribution for member in members]),
        )
