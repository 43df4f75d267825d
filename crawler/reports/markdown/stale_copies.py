"""Notices and stale copies in Markdown: a table for each notice of a wire, then what outlets say of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.findings.notices import NoticedCopy, Notices, WireNotice, WordProof
from crawler.reports.markdown.escape import escaped, linked, table
from crawler.reports.model import Report
from crawler.reports.wording import words as wording
from crawler.reports.wording.stale_copies import (
    DONE,
    SIDES,
    STANDINGS,
    after_notice,
    as_of,
    changes,
    notice_facts,
    notices_deck,
    telling,
    whose_words,
    why,
)
from crawler.tracking.changed_places import Side

_PROOFS, _CHANGES = 3, 6


def stale_copies(notices: Notices, report: Report) -> Iterator[str]:
    """Yield the section's parts."""
    limits = report.limits
    yield f"{escaped(notices_deck(notices))}\n"
    for notice in notices.wires[: limits.stories_in_full]:
        yield from _notice(notice, limits.rows_per_story)
    if (later := len(notices.wires) - limits.stories_in_full) > 0:
        yield f"And {wording.count(later, 'more notice')}: see stale.csv.\n"
    if notices.own:
        yield "### What copies say of themselves, no wire\u2019s notice\n"
        for own in notices.own[: limits.table_rows]:
            yield f"- {linked(own.outlet, own.url)}: {own.kind.value}, {whose_words(own)}: \u201c{escaped(own.quote.text[:300])}\u201d"
        yield ""


def _notice(notice: WireNotice, most: int) -> Iterator[str]:
    yield f"### {escaped(notice.headline or wording.NO_HEADLINE)} ({DONE[notice.kind]})\n"
    quotes = "; ".join(f"\u201c{escaped(each.text[:300])}\u201d" for each in notice.quotes[:4])
    yield f"{escaped(notice.wire_service)}: {quotes} ({escaped(notice_facts(notice))}).\n"
    if changed := changes(notice)[:_CHANGES]:
        yield "; ".join(f"\u201c{escaped(old)}\u201d \u2192 \u201c{escaped(new)}\u201d" for old, new in changed) + ".\n"
    if not notice.copies:
        yield "No copy seen here ran it.\n"
        return
    header = ("Outlet", "Standing", "Why", "Its words", "As of", "Changed, after the notice")
    yield table(header, map(_copy, notice.copies[:most]))
    if len(notice.copies) > most:
        yield f"And {wording.count(len(notice.copies) - most, 'more copy', 'more copies')}: see stale.csv.\n"


def _copy(copy: NoticedCopy) -> tuple[str, ...]:
    return (
        linked(copy.outlet, copy.url or copy.page_url),
        STANDINGS[copy.standing],
        escaped(why(copy)),
        "; ".join(_proof(each) for each in telling(copy)[:_PROOFS]) or "\u2013",
        as_of(copy),
        after_notice(copy.lag),
    )


def _proof(proof: WordProof) -> str:
    if proof.side is Side.ABSENT:
        return f"\u201c{escaped(proof.old or proof.new)}\u201d: passage not in it"
    there = (
        ""
        if proof.old or proof.side is not Side.OTHER
        else f"; the corrected copy has \u201c{escaped(proof.new)}\u201d"
    )
    return f"\u201c{escaped(proof.here)}\u201d ({SIDES[proof.side]}{there})"
