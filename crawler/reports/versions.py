"""What was changed after publication, as rows: the versions of each text at one address, with the words that came and went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.reports.addresses import safe_url
from crawler.reports.differences import differences
from crawler.reports.model import Change, Piece
from crawler.reports.wording import iso
from crawler.sightings.vanished import Vanished
from crawler.sightings.versions import History, TextChange, TextVersion
from crawler.text.words import read_words
from crawler.tracking.config import TrackingConfig
from crawler.tracking.verdict import compare

_ADDED, _REMOVED = frozenset({Change.ADDED, Change.CHANGED}), frozenset({Change.CUT, Change.CHANGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of a text at its address, made between `after` and `before`; `pieces` set the new text ("here") against the old.

    `number` is that of the version it made, of `versions` in all. `words_added` and `words_removed` count words that came and went,
    not those that were moved or spelt otherwise.
    """

    history: History
    earlier: TextVersion
    later: TextVersion
    after: datetime
    before: datetime
    words_added: int
    words_removed: int
    pieces: tuple[Piece, ...]

    @property
    def number(self) -> int:
        """Return the number of the version that the change made."""
        return self.later.number

    @property
    def versions(self) -> int:
        """Return how many versions the text has."""
        return len(self.history.versions)


def edit_of(history: History, change: TextChange, config: TrackingConfig) -> Edit:
    """Compare the two texts of a change."""
    new, old = change.later.text, change.earlier.text
    spans = compare(read_words(new).folded, read_words(old).folded, config).spans
    pieces = differences(new, old, spans)
    return Edit(
        history=history,
        earlier=change.earlier,
        later=change.later,
        after=change.after,
        before=change.before,
        words_added=sum(piece.words_here for piece in pieces if piece.change in _ADDED),
        words_removed=sum(piece.words_there for piece in pieces if piece.change in _REMOVED),
        pieces=pieces,
    )


def edits_of(known: Iterable[History], config: TrackingConfig | None = None) -> tuple[Edit, ...]:
    """Return every change, in the order of their addresses and numbers."""
    rules = config or TrackingConfig()
    return tuple(edit_of(history, change, rules) for history in known for change in history.changes)


def version_rows(
    known: Iterable[History], names: Mapping[str, str], config: TrackingConfig | None = None
) -> Iterator[dict[str, Any]]:
    """One row a version of a text that has two or more. *names* are what copies are called."""
    for history in known:
        if len(history.versions) < 2:
            continue
        made = {edit.number: edit for edit in edits_of([history], config)}
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
        "changed_after": iso(edit.after) if edit else None,
        "changed_before": iso(edit.before) if edit else None,
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
