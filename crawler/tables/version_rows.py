"""Versions, disappearances and edits as typed rows, for the report's files and for exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from crawler.findings.edits import Compare, Edit, edits_of
from crawler.findings.versions import History
from crawler.findings.word_diff import Change
from crawler.sightings.record import Role
from crawler.sightings.vanished import How, Vanished
from crawler.tables.record import Count, From, Instant, Row, row_of
from crawler.tables.safe_links import safe_url


def _or_null(text: str) -> str | None:
    return text or None


class ChangeRow(Row, frozen=True):
    """One place where two texts differ."""

    change: Change
    here: str
    there: str


class VersionRow(Row, frozen=True):
    """One version of a text that was changed at its address: when, and which words came and went."""

    url: Annotated[str | None, "the article's address, as last seen", From("history.url", safe_url)]
    outlet: Annotated[str | None, "whose article it is", From("history.outlet")]
    outlet_key: Annotated[
        str | None, "its key in the registry, or one made of its name", From("history.outlet_key", _or_null)
    ]
    role: Annotated[
        Role,
        "what showed it: `article` (its own page, a feed, an import), `main` or `related` on an aggregator's page",
        From("history.role"),
    ]
    relay: Annotated[str | None, "the aggregator; null elsewhere", From("history.relay")]
    versions: Annotated[Count, "how many versions were seen", From("history.versions", len)]
    version: Annotated[Count, "which one this is, from 1", From("number")]
    copy: Annotated[str, "what the copy with this text is called"]
    sighting: Annotated[str, "the first sighting of it"]
    headline: Annotated[str, "its headline then"]
    headlines: Annotated[list[str], "all headlines over the same text, in order"]
    words: Annotated[Count, "words of the text"]
    seen_at: Annotated[Instant, "first seen"]
    still_at: Annotated[Instant, "last seen to stand, by a page that came or a server that said so (304)"]
    changed_after: Annotated[
        Instant | None,
        "the change that made it was made after this instant, when the version before it still stood; null for the first",
        From("edit.earlier.still_at"),
    ]
    changed_before: Annotated[Instant | None, "and before this one", From("edit.later.seen_at")]
    words_added: Annotated[
        Count | None, "words that came; moved ones and other spellings are not counted", From("edit.words_added")
    ]
    words_removed: Annotated[Count | None, "words that went", From("edit.words_removed")]
    changes: Annotated[
        list[ChangeRow],
        "what differs from the version before: `change` (`changed` `added` `cut` `moved` `spelling`), `here` (new), `there` (old)",
    ]


class VanishedRow(Row, frozen=True):
    """One page that was there and is gone: when last seen, when found gone, how."""

    url: Annotated[str | None, "its address", From(via=safe_url)]
    how: Annotated[
        How,
        "`gone-404`, `gone-410`, `gone-redirect` (to a home page, a section, a search, or where many lead), `gone-soft` (an error page for which the server says 200)",
    ]
    last_seen_at: Annotated[Instant | None, "when it was last there"]
    gone_at: Annotated[Instant, "when it was first found gone: it went between the two"]
    looked_at: Annotated[Instant, "when it was last found gone"]
    led_to: Annotated[str | None, "the page that its address led to, as canonical address", From(via=safe_url)]
    back_at: Annotated[Instant | None, "when it was there again; null while it is gone"]
    copies: Annotated[list[str], "the copies that it showed as its own article"]


class EditRow(Row, frozen=True):
    """One change of a text at its address, as report.json has it."""

    url: Annotated[str | None, From("history.url", safe_url)]
    outlet: Annotated[str | None, From("history.outlet")]
    outlet_key: Annotated[str | None, From("history.outlet_key", _or_null)]
    role: Annotated[Role, From("history.role")]
    relay: Annotated[str | None, From("history.relay")]
    versions: Annotated[Count, From("history.versions", len)]
    version: Annotated[Count, From("later.number")]
    earlier: Annotated[str, From("earlier.copy")]
    later: Annotated[str, From("later.copy")]
    headline: Annotated[str, From("later.headline")]
    changed_after: Annotated[Instant | None, From("earlier.still_at")]
    changed_before: Annotated[Instant | None, From("later.seen_at")]
    words_added: Count | None
    words_removed: Count | None
    changes: list[ChangeRow]


def version_rows(known: Iterable[History], names: Mapping[str, str], compared: Compare) -> Iterator[VersionRow]:
    """Yield a row per version of a text that has two or more. *names* are what copies are called, *compared* compares texts."""
    for history in known:
        if len(history.versions) < 2:
            continue
        made = {edit.later.number: edit for edit in edits_of([history], compared)}
        for version in history.versions:
            edit = made.get(version.number)
            called = names.get(version.copy, version.copy)
            yield row_of(VersionRow, version, history=history, edit=edit, copy=called, changes=_changes(edit))


def vanished_rows(
    gone: Iterable[Vanished], copies: Mapping[str, Iterable[Vanished]], names: Mapping[str, str]
) -> Iterator[VanishedRow]:
    """Yield a row per disappearance, with the copies that the page showed as its own article."""
    for page in gone:
        called = sorted(names[key] for key, pages in copies.items() if page in pages and key in names)
        yield row_of(VanishedRow, page, copies=called)


def edit_rows(edits: Iterable[Edit]) -> Iterator[EditRow]:
    """Yield a row per change, as report.json has them."""
    return (row_of(EditRow, edit, changes=_changes(edit)) for edit in edits)


def _changes(edit: Edit | None) -> list[ChangeRow]:
    pieces = edit.pieces if edit else ()
    return [row_of(ChangeRow, piece) for piece in pieces if piece.change is not Change.SAME]
