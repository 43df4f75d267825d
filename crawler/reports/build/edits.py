"""What was changed after publication, as rows: the versions of each text at one address, with the words that came and went."""

from __future__ import annotations

from crawler.findings.edits import edits_of

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from crawler.tables.safe_links import host_of, safe_url
from crawler.findings.word_diff import differences
from crawler.reports.model import StoryReport
from crawler.findings.edits import Edit
from crawler.findings.word_diff import Change, Piece
from crawler.reports.wording.words import instant
from crawler.tables.instants import iso
from crawler.sightings.vanished import How, Vanished
from crawler.findings.versions import History, TextChange, TextVersion
from crawler.text.words import read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.verdict import compare

_HOW: Mapping[How, str] = {
    How.NOT_FOUND: "404",
    How.GONE: "410",
    How.REDIRECT: "its address leads to a page of another kind",
    How.SOFT: "its address shows an error page",
}








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












