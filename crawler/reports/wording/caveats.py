"""Caveats: what is odd about a copy, or uncertain, in sentences printed next to it. Nothing here is repaired, only reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crawler.findings.versions import History
from crawler.provenance.wires.evidence import UnnamedKind
from crawler.reports.wording.words import instant, listed
from crawler.sightings.copies import sisters
from crawler.sightings.record import Copy, Role
from crawler.sightings.vanished import How, Vanished
from crawler.tables.safe_links import host_of

TIMES: Mapping[str, str] = {
    "claims-disagree": "The times stated of it contradict each other; the interval spans them all.",
    "url-date-disagrees": "The day in its address is not the day that it states.",
    "modified-before-published": "It states an update before its publication.",
    "published-after-first-seen": "As stated, it was published after it was first fetched.",
    "date-order-open": "Its date can be read day first or month first; the interval spans both.",
    "related-block-older-than-its-story": "A related block states a time before that of the article itself.",
    "older-than-its-wire": "As stated, it is older than the copy that its wire ran itself.",
}
#: What is doubtful about a text, as the page object notes it.
TEXTS: Mapping[str, str] = {
    "repeated-items-outweigh-text": "Its page says more in repeated items (comments, a slider) than in the article: some may be in the text, or some of the text missing.",
}
_HOW: Mapping[How, str] = {
    How.NOT_FOUND: "404",
    How.GONE: "410",
    How.REDIRECT: "its address leads to a page of another kind",
    How.SOFT: "its address shows an error page",
}
DISGUISES: Mapping[str, str] = {
    "invisible-characters": "invisible characters inside words",
    "reversed-letters": "letters stored backwards and shown forwards",
    "look-alike-letters": "letters of another script that look the same",
    "enclosed-letters": "letters in circles or squares",
    "small-capitals": "small capitals instead of letters",
    "styled-letters": "mathematical or full-width letters",
    "stacked-marks": "strokes and marks through its letters",
    "parted-letters": "letters set apart",
}
_UNNAMED: Mapping[UnnamedKind, str] = {
    UnnamedKind.EMPTIED_DATELINE: "The agency's place in its dateline was emptied: \u201c{}\u201d.",
    UnnamedKind.AGENCIES: "It credits agencies without a name: \u201c{}\u201d.",
}


def caveats_of(copy: Copy, *, fullest: Copy | None = None) -> tuple[str, ...]:
    """Return the sentences that go with *copy*, those about its times first. *fullest* is that of its story."""
    house = [f"Its outlet and that of the fullest copy belong to {copy.outlet_group}."]
    group = house if fullest is not None and sisters(copy, fullest) else []
    return (
        *(TIMES[note] for note in copy.time_notes),
        *_of_disguises(copy),
        *_of_wires(copy),
        *_of_renderings(copy),
        *(TEXTS[note] for note in copy.text_notes if note in TEXTS),
        *group,
    )


def _of_disguises(copy: Copy) -> Iterator[str]:
    if copy.disguises:
        ways = listed(tuple(DISGUISES[each] for each in copy.disguises))
        yield f"Its words were disguised from programs: {ways}. They are compared as a reader sees them."


def _of_wires(copy: Copy) -> Iterator[str]:
    conflict = copy.attribution.conflict or copy.story_attribution.conflict
    if conflict:
        yield f"The evidence names {listed(conflict)}, each of which would stand without the other."
    for sign in dict.fromkeys((each.kind, each.text) for each in copy.attribution.unnamed):
        yield _UNNAMED[sign[0]].format(" ".join(sign[1].split())[:120])


def _of_renderings(copy: Copy) -> Iterator[str]:
    own = [each for each in copy.renderings if each.role == Role.ARTICLE.value]
    relayed = [each for each in copy.renderings if each.role != Role.ARTICLE.value]
    for at, other, where in (
        (own, relayed, "on the outlet\u2019s own page and not at"),
        (relayed, own, "not on the outlet\u2019s own page but at"),
    ):
        wires = tuple(dict.fromkeys(each.wire for each in at if each.wire))
        if wires and other and not any(each.credited for each in other):
            yield f"{listed(wires)} is credited {where} {listed(copy.relays) or 'the aggregator'}."


def caveats_of_versions(
    copies: Iterable[str], known: Iterable[History], gone: Mapping[str, Iterable[Vanished]]
) -> dict[str, tuple[str, ...]]:
    """Return the sentences about the other versions and the address of each of *copies*."""
    sentences: dict[str, list[str]] = {key: [] for key in copies}
    for history in known:
        where = f" at {history.relay}" if history.relay else ""
        for change in history.changes:
            between = f"between {instant(change.after)} and {instant(change.before)}"
            if change.earlier.copy != change.later.copy:
                sentences.get(change.earlier.copy, []).append(
                    f"An earlier version: its text was changed{where} {between}."
                )
                sentences.get(change.later.copy, []).append(f"Changed after publication{where}, {between}.")
    for key, pages in gone.items():
        sentences.get(key, []).extend(map(_gone, pages))
    return {key: tuple(dict.fromkeys(lines)) for key, lines in sentences.items() if lines}


def _gone(page: Vanished) -> str:
    between = f"between {instant(page.last_seen_at)} and {instant(page.gone_at)}"
    if page.back_at is not None:
        return (
            f"Vanished from {host_of(page.url)} {between} ({_HOW[page.how]}), seen there again {instant(page.back_at)}."
        )
    return f"No longer at its address on {host_of(page.url)}: gone {between} ({_HOW[page.how]})."
