"""What was changed after publication, as rows: the versions of each text at one address, with the words that came and went."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from crawler.reports.addresses import host_of, safe_url
from crawler.reports.differences import differences
from crawler.reports.model import Change, Edit, Piece, StoryReport
from crawler.reports.wording import instant, iso
from crawler.sightings.vanished import How, Vanished
from crawler.sightings.versions import History, TextChange, TextVersion
from crawler.text.words import read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.verdict import compare

_HOW: Mapping[How, str] = {
    How.NOT_FOUND: "404",
    How.GONE: "410",
    How.REDIRECT: "its address leads to a page of another kind",
    How.SOFT: "its address shows an error page",
}
_ADDED, _REMOVED = frozenset({Change.ADDED, Change.CHANGED}), frozenset({Change.CUT, Change.CHANGED})


def edit_of(history: History, change: TextChange, config: TrackingConfig) -> Edit:
    """Compare the two texts of a change."""
    new, old = change.later.text, change.earlier.text
    spans = compare(read_words(new).folded, read_words(old).folded, config).spans
    pieces = differences(new, old, spans)
    return Edit(
        history=history,
        earlier=change.earlier,
        later=change.later,
        words_added=sum(piece.words_here - _kept(piece) for piece in pieces if piece.change in _ADDED),
        words_removed=sum(piece.words_there - _kept(piece) for piece in pieces if piece.change in _REMOVED),
        pieces=pieces,
    )


def _kept(piece: Piece) -> int:
    """Count the single words that a changed phrase keeps: it is shown as a whole, but they neither came nor went."""
    here, there = read_words(piece.here).folded, read_words(piece.there).folded
    return sum(block.size for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks())


def edits_of(known: Iterable[History], config: TrackingConfig | None = None) -> tuple[Edit, ...]:
    """Return every change, in the order of their addresses and numbers."""
    rules = config or TrackingConfig()
    return tuple(edit_of(history, change, rules) for history in known for change in history.changes)


def told_edits(
    known: Iterable[History], shown: Collection[str], stories: Sequence[StoryReport]
) -> tuple[Edit, ...]:
    """Return the changes of texts that have a copy in *shown*, those of the first stories first, each with its story's anchor."""
    anchors = {row.key: story.anchor for story in reversed(stories) if story.in_full for row in story.rows}
    place = {story.anchor: number for number, story in enumerate(stories)}
    found = [
        replace(edit, anchor=anchors.get(edit.later.copy) or anchors.get(edit.earlier.copy))
        for edit in edits_of(each for each in known if any(version.copy in shown for version in each.versions))
    ]
    return tuple(sorted(found, key=lambda each: place.get(each.anchor or "", len(place))))


def remarks_of_versions(
    copies: Iterable[str], known: Iterable[History], gone: Mapping[str, Iterable[Vanished]]
) -> dict[str, tuple[str, ...]]:
    """Return what is said beside each of *copies* of its other versions and of its address."""
    said: dict[str, list[str]] = {key: [] for key in copies}
    for history in known:
        where = f" at {history.relay}" if history.relay else ""
        for change in history.changes:
            between = f"between {instant(change.after)} and {instant(change.before)}"
            if change.earlier.copy != change.later.copy:
                said.get(change.earlier.copy, []).append(f"An earlier version: its text was changed{where} {between}.")
                said.get(change.later.copy, []).append(f"Changed after publication{where}, {between}.")
    for key, pages in gone.items():
        said.get(key, []).extend(map(_gone, pages))
    return {key: tuple(dict.fromkeys(lines)) for key, lines in said.items() if lines}


def _gone(page: Vanished) -> str:
    between = f"between {instant(page.last_seen_at)} and {instant(page.gone_at)}"
    if page.back_at is not None:
        return f"Vanished from {host_of(page.url)} {between} ({_HOW[page.how]}), seen there again {instant(page.back_at)}."
    return f"No longer at its address on {host_of(page.url)}: gone {between} ({_HOW[page.how]})."


def version_rows(
    known: Iterable[History], names: Mapping[str, str], config: TrackingConfig | None = None
) -> Iterator[dict[str, Any]]:
    """One row a version of a text that has two or more. *names* are what copies are called."""
    for history in known:
        if len(history.versions) < 2:
            continue
        made = {edit.later.number: edit for edit in edits_of([history], config)}
        for version in history.versions:
            yield {**_place(history), **_version(version, names), **_change(made.get(version.number))}


def vanished_rows(
    gone: Iterable[Vanished], copies: Mapping[str, Iterable[Vanished]], names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """One row a disappearance, with the copies that the page showed as its own article."""
    for page in gone:
        yield {
            "url": safe_url(page.url),
            "how": page.how.value,
            "last_seen_at": iso(page.last_seen_at),
            "gone_at": iso(page.gone_at),
            "looked_at": iso(page.looked_at),
            "led_to": safe_url(page.led_to),
            "back_at": iso(page.back_at),
            "copies": sorted(names[key] for key, pages in copies.items() if page in pages and key in names),
        }


def edit_rows(edits: Iterable[Edit]) -> Iterator[dict[str, Any]]:
    """One row a change, as report.json has them."""
    for edit in edits:
        place, before = _place(edit.history), edit.earlier
        yield {
            **place,
            "version": edit.later.number,
            "earlier": before.copy,
            "later": edit.later.copy,
            "headline": edit.later.headline,
            **_change(edit),
        }


def _place(history: History) -> dict[str, Any]:
    return {
        "url": safe_url(history.url),
        "outlet": history.outlet,
        "outlet_key": history.outlet_key or None,
        "role": history.role.value,
        "relay": history.relay,
        "versions": len(history.versions),
    }


def _version(version: TextVersion, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "version": version.number,
        "copy": names.get(version.copy, version.copy),
        "sighting": version.sighting,
        "headline": version.headline,
        "headlines": list(version.headlines),
        "words": version.words,
        "seen_at": iso(version.seen_at),
        "still_at": iso(version.still_at),
    }


def _change(edit: Edit | None) -> dict[str, Any]:
    return {
        "changed_after": iso(edit.earlier.still_at) if edit else None,
        "changed_before": iso(edit.later.seen_at) if edit else None,
        "words_added": edit.words_added if edit else None,
        "words_removed": edit.words_removed if edit else None,
        "changes": [
            {"change": piece.change.value, "here": piece.here, "there": piece.there}
            for piece in edit.pieces
            if piece.change is not Change.SAME
        ]
        if edit
        else [],
    }
