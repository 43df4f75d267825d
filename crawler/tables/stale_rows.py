"""Notices as typed rows: a row per notice and copy, for the report's files and for exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Any

from crawler.findings.notices import NoticedCopy, Notices, Reason, Source, Standing, WireNotice
from crawler.provenance.notices.form import NoticeKind, Part
from crawler.tables.record import Count, From, Instant, Row, beyond, plain, row_of
from crawler.tables.safe_links import safe_url
from crawler.tracking.changed_places import Side


class QuoteRow(Row, frozen=True):
    """The words of a notice, and where they appeared."""

    text: str
    part: Part
    outlet: str | None


class ProofRow(Row, frozen=True):
    """One place that a correction changed, and what a copy has there."""

    part: Part
    old: str
    new: str
    here: str
    side: Side
    named: bool
    before: str
    after: str


class NoticeRow(Row, frozen=True):
    """What a wire announced of one text."""

    wire: Annotated[str, "whose notice it is", From("notice.wire_service")]
    notice: Annotated[NoticeKind, "`kill`, `withdrawal` or `correction`", From("notice.kind")]
    quotes: Annotated[
        list[QuoteRow],
        "its words: `text`, `part` (`headline`, `text`, `note`, `status`), `outlet` (null in the wire's own feed)",
        From("notice.quotes"),
    ]
    known_from: Annotated[Source, "`own feed`, or `copy`", From("notice.known_from")]
    old_wording_from: Annotated[
        Source | None,
        "where the replaced wording is known from: `own feed`, `copy` (what an outlet ran before), or null",
        From("notice.old_from"),
    ]
    released_earliest: Annotated[Instant | None, "the notice was not out before", From("notice.released.earliest")]
    released_latest: Annotated[
        Instant | None, "nor after; both null where one end is not known", From("notice.released.latest")
    ]
    out_by: Annotated[Instant | None, "it was out then", From("notice.out_by")]
    notice_headline: Annotated[str, "the headline of what it speaks of", From("notice.headline")]
    item: Annotated[str | None, "the wire's own item, as `pickups` names it, or null"]
    story: Annotated[str | None, "the story of copies that the notice is known from, or null", From("notice.story")]


class StaleRow(NoticeRow, frozen=True):
    """One copy of a text that its wire corrected, killed or withdrew, and how it stands to that."""

    copy: Annotated[str, "what the outlet's copy is called"]
    outlet: Annotated[str, "its name"]
    outlet_key: Annotated[str, "its key in the registry, or one made of its name"]
    headline: Annotated[str, "the copy's"]
    words: Annotated[Count, "its words"]
    standing: Annotated[
        Standing,
        "`stale` (carries the old text), `still-there` (seen after a kill), `partly-corrected`, `may-be-stale`, `cannot-tell`, `corrected`, `gone`",
    ]
    reason: Annotated[Reason, "why, see below"]
    last_seen: Annotated[Instant | None, "its last fetch"]
    published_earliest: Annotated[Instant | None, "it did not appear before", From("published.earliest")]
    published_latest: Annotated[Instant | None, "nor after", From("published.latest")]
    relays: Annotated[list[str], "the aggregators that showed it, where its outlet's own page was not seen"]
    proofs: Annotated[
        list[ProofRow],
        "each place that was corrected: `part`, `old` and `new` words, those `here`, whose they are (`side`: `old`, `new`, `other`, `absent`), whether the notice names one of them (`named`), the words `before` and `after`",
    ]
    ran_old: Annotated[str | None, "the outlet's copy with the old words that this one came after"]
    changed_earliest: Annotated[
        Instant | None, "its outlet's text was not changed to this, or taken down, before", From("changed.earliest")
    ]
    changed_latest: Annotated[Instant | None, "nor after", From("changed.latest")]
    lag_shortest_seconds: Annotated[
        float | None,
        "from the notice to that change, at the least; negative where it may have come first",
        From("lag.shortest", timedelta.total_seconds),
    ]
    lag_longest_seconds: Annotated[float | None, "at the most", From("lag.longest", timedelta.total_seconds)]
    url: Annotated[str | None, "address of the copy", From(via=safe_url)]
    page_url: Annotated[str | None, "address of the page it was seen on", From(via=safe_url)]


class OwnNoticeRow(Row, frozen=True):
    """What an outlet's copy says of itself."""

    copy: str
    outlet: str
    headline: str
    notice: Annotated[NoticeKind, From("kind")]
    quotes: list[QuoteRow]
    own: bool
    url: Annotated[str | None, From(via=safe_url)]


def stale_rows(notices: Notices | None, names: Mapping[str, str] | None = None) -> Iterator[StaleRow]:
    """Yield a row per copy that a wire's notice concerns. *names* maps copy keys to the ids the user knows; lags are seconds."""
    for notice in notices.wires if notices else ():
        for copy in notice.copies:
            yield _stale(notice, copy, names or {})


def notices_data(notices: Notices | None) -> dict[str, Any] | None:
    """Return all of them as JSON values, or None."""
    if notices is None:
        return None
    return {
        "wires": [_notice(notice) for notice in notices.wires],
        "own": [plain(row_of(OwnNoticeRow, notice, quotes=[row_of(QuoteRow, notice.quote)])) for notice in notices.own],
    }


def _notice(notice: WireNotice) -> dict[str, Any]:
    rows = (_stale(notice, copy, {}) for copy in notice.copies)
    about = row_of(NoticeRow, notice=notice, item=_item(notice, {}))
    return {**plain(about), "copies": [beyond(plain(row), NoticeRow) for row in rows]}


def _stale(notice: WireNotice, copy: NoticedCopy, names: Mapping[str, str]) -> StaleRow:
    called = names.get(copy.copy, copy.external_id or copy.copy)
    before = names.get(copy.ran_old, copy.ran_old) if copy.ran_old else None
    return row_of(StaleRow, copy, notice=notice, item=_item(notice, names), copy=called, ran_old=before)


def _item(notice: WireNotice, names: Mapping[str, str]) -> str | None:
    return names.get(notice.item, notice.item_id or notice.item) if notice.item else None
