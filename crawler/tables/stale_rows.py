"""Notices as plain JSON values: one row a notice and a copy, for the report's files and for exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.findings.notices import NoticedCopy, Notices, OwnNotice, Quote, WireNotice, WordProof
from crawler.provenance.times.interval import Interval
from crawler.tables.instants import iso
from crawler.tables.pickup_rows import lag_data
from crawler.tables.safe_links import safe_url

Row = dict[str, Any]


def stale_rows(notices: Notices | None, names: Mapping[str, str] | None = None) -> Iterator[Row]:
    """One row a copy that a wire's notice concerns. *names* maps copy keys to the ids the user knows; lags are seconds."""
    names = names or {}
    for notice in notices.wires if notices else ():
        for copy in notice.copies:
            yield {**_about(notice, names), **_copy(copy, names)}


def notices_data(notices: Notices | None) -> Row | None:
    """Return all of them as JSON values, or None."""
    if notices is None:
        return None
    return {
        "wires": [{**_about(each, {}), "copies": [_copy(copy, {}) for copy in each.copies]} for each in notices.wires],
        "own": [_own(each) for each in notices.own],
    }


def _about(notice: WireNotice, names: Mapping[str, str]) -> Row:
    return {
        "wire": notice.wire_service,
        "notice": notice.kind.value,
        "quotes": [_quote(each) for each in notice.quotes],
        "known_from": notice.known_from.value,
        "old_wording_from": notice.old_from.value if notice.old_from else None,
        **_span("released", notice.released),
        "out_by": iso(notice.out_by),
        "notice_headline": notice.headline,
        "item": names.get(notice.item, notice.item_id or notice.item) if notice.item else None,
        "story": notice.story,
    }


def _copy(copy: NoticedCopy, names: Mapping[str, str]) -> Row:
    return {
        "copy": names.get(copy.copy, copy.external_id or copy.copy),
        "outlet": copy.outlet,
        "outlet_key": copy.outlet_key,
        "headline": copy.headline,
        "words": copy.words,
        "standing": copy.standing.value,
        "reason": copy.reason.value,
        "last_seen": iso(copy.last_seen),
        **_span("published", copy.published),
        "relays": list(copy.relays),
        "proofs": [_proof(each) for each in copy.proofs],
        "ran_old": names.get(copy.ran_old, copy.ran_old) if copy.ran_old else None,
        **_span("changed", copy.changed),
        **lag_data(copy.lag),
        "url": safe_url(copy.url),
        "page_url": safe_url(copy.page_url),
    }


def _own(own: OwnNotice) -> Row:
    return {
        "copy": own.copy,
        "outlet": own.outlet,
        "headline": own.headline,
        "notice": own.kind.value,
        "quotes": [_quote(own.quote)],
        "own": own.own,
        "url": safe_url(own.url),
    }


def _quote(quote: Quote) -> Row:
    return {"text": quote.text, "part": quote.part.value, "outlet": quote.outlet}


def _proof(proof: WordProof) -> Row:
    return {
        "part": proof.part.value,
        "old": proof.old,
        "new": proof.new,
        "here": proof.here,
        "side": proof.side.value,
        "named": proof.named,
        "before": proof.before,
        "after": proof.after,
    }


def _span(name: str, when: Interval | None) -> Row:
    return {
        f"{name}_earliest": iso(when.earliest) if when else None,
        f"{name}_latest": iso(when.latest) if when else None,
    }
