"""Versions, disappearances and edits as plain rows, for the report's files and for exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crawler.findings.edits import Compare, Edit, edits_of
from crawler.findings.versions import History, TextVersion
from crawler.findings.word_diff import Change
from crawler.sightings.vanished import Vanished
from crawler.tables.instants import iso
from crawler.tables.safe_links import safe_url


def version_rows(known: Iterable[History], names: Mapping[str, str], compared: Compare) -> Iterator[dict[str, Any]]:
    """One row per version of a text that has two or more. *names* are what copies are called, *compared* compares texts."""
    for history in known:
        if len(history.versions) < 2:
            continue
        made = {edit.later.number: edit for edit in edits_of([history], compared)}
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
