"""How notices and stale copies are worded: what a copy carries, as of when, and why no more can be said."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.findings.lag import Lag
from crawler.findings.notices import NoticedCopy, Notices, OwnNotice, Reason, Source, Standing, WireNotice, WordProof
from crawler.provenance.notices.form import NoticeKind
from crawler.reports.wording.pickups import duration
from crawler.reports.wording.words import count, instant, interval, listed
from crawler.tracking.changed_places import Side

DONE: Mapping[NoticeKind, str] = {
    NoticeKind.KILL: "killed",
    NoticeKind.WITHDRAWAL: "withdrawn",
    NoticeKind.CORRECTION: "corrected",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.STALE: "carries the old text",
    Standing.STILL_THERE: "still there",
    Standing.PARTLY: "corrected in part",
    Standing.MAY_BE_STALE: "may be stale",
    Standing.CANNOT_TELL: "cannot tell",
    Standing.CORRECTED: "carries the corrected text",
    Standing.GONE: "taken down",
}
REASONS: Mapping[Reason, str] = {
    Reason.OLD_WORDS: "it has the old words",
    Reason.BOTH_WORDINGS: "it has new words in one place and old ones in another",
    Reason.SEEN_AFTER: "it was seen after the notice",
    Reason.DIFFERS_WHERE_NAMED: "the old wording is not known; it differs from a corrected copy where the notice points",
    Reason.NO_OLD_WORDS_KNOWN: "the old wording is not known, and it does not carry the notice",
    Reason.LIKE_THE_CORRECTED: "the old wording is not known; as far as it goes it reads like a corrected copy",
    Reason.NOT_SEEN_SINCE: "it was not seen since the notice",
    Reason.NOTICE_UNDATED: "nobody knows when the notice was out",
    Reason.COPY_UNDATED: "nobody knows when it was seen",
    Reason.PASSAGE_ABSENT: "the corrected passage is not in it, or is reworded",
    Reason.OTHER_WORDS: "it has words of neither there",
    Reason.NEW_WORDS: "it has the new words",
    Reason.CARRIES_NOTICE: "it carries the notice",
    Reason.OTHER_TEXT_THERE: "another text stands at its address",
    Reason.PAGE_GONE: "its page is gone",
}
SIDES: Mapping[Side, str] = {
    Side.OLD: "old",
    Side.NEW: "new",
    Side.OTHER: "neither",
    Side.ABSENT: "not there",
}


def notices_deck(notices: Notices) -> str:
    """Return in two sentences what was announced and what became of it."""
    if not notices.wires:
        return "No wire\u2019s notice was seen."
    notice_counts = listed(tuple(_kinds(notices)), most=9)
    wires = listed(tuple(sorted({each.wire_service for each in notices.wires})))
    became = [
        (number, words)
        for standings, words in _BECAME
        if (number := sum(len(each.standing(*standings)) for each in notices.wires))
    ]
    if not became:
        return f"{notice_counts} of {wires}, and no copy seen here ran what they speak of."
    outcomes = "; ".join(f"{count(number, 'copy', 'copies')} {words}" for number, words in became)
    return f"{notice_counts} of {wires}. {outcomes}."


_BECAME = (
    ((Standing.STALE, Standing.PARTLY), "carried old words when last seen"),
    ((Standing.STILL_THERE,), "still stood after the notice"),
    ((Standing.MAY_BE_STALE,), "may be stale"),
    ((Standing.CORRECTED,), "corrected"),
    ((Standing.GONE,), "taken down or replaced"),
    ((Standing.CANNOT_TELL,), "about which nobody can tell"),
)


def _kinds(notices: Notices) -> list[str]:
    numbers = ((kind, sum(each.kind is kind for each in notices.wires)) for kind in DONE)
    return [count(number, kind.value) for kind, number in numbers if number]


def notice_facts(notice: WireNotice) -> str:
    """Return when a notice was out, where it is known from, and whether the old wording is known."""
    when = (
        f"out {interval(notice.released)}"
        if notice.released
        else f"out by {instant(notice.out_by)}"
        if notice.out_by
        else "out at an unknown time"
    )
    source = "from the wire\u2019s own feed" if notice.known_from is Source.FEED else "as outlets\u2019 copies carry it"
    old = {
        Source.FEED: "the old wording is the wire\u2019s own",
        Source.COPY: "the old wording is what an outlet ran before",
        None: "the old wording is not known",
    }[notice.old_from]
    return "; ".join(filter(None, (when, source, old if notice.kind is NoticeKind.CORRECTION else "")))


def why(copy: NoticedCopy) -> str:
    """Return the reason of a standing, with the relay where only that was seen."""
    relays = f" (seen at {listed(copy.relays)} only)" if copy.relays else ""
    return f"{REASONS[copy.reason]}{relays}"


def as_of(copy: NoticedCopy) -> str:
    """Return when a copy was last seen, or the time that it states itself."""
    if copy.last_seen is not None:
        return instant(copy.last_seen)
    return f"published {interval(copy.published)}" if copy.published else "time unknown"


def changes(notice: WireNotice) -> tuple[tuple[str, str], ...]:
    """Return what was corrected, old words and new, each once."""
    every = (proof for copy in notice.copies for proof in telling(copy) if proof.old or proof.side is not Side.OTHER)
    return tuple(dict.fromkeys((proof.old, proof.new) for proof in every))


def telling(copy: NoticedCopy) -> tuple[WordProof, ...]:
    """Return the proofs of a copy, those that decided first: what the notice names, old words before new ones."""
    return tuple(sorted(copy.proofs, key=lambda each: (not each.named, list(Side).index(each.side))))


def after_notice(lag: Lag | None) -> str:
    """Return a lag in words: "between 1 h 10 min and 2 h 00 min after", with both ends where the change may have come first."""
    if lag is None:
        return "\u2013"
    if lag.shortest == lag.longest:
        return f"{duration(abs(lag.shortest))} {'after' if lag.shortest.total_seconds() >= 0 else 'before'}"
    if lag.shortest.total_seconds() >= 0:
        return f"between {duration(lag.shortest)} and {duration(lag.longest, up=True)} after"
    if lag.longest.total_seconds() <= 0:
        return f"between {duration(-lag.longest)} and {duration(-lag.shortest, up=True)} before"
    return f"between {duration(-lag.shortest, up=True)} before and {duration(lag.longest, up=True)} after"


def whose_words(own: OwnNotice) -> str:
    """Return whose a notice is that is no wire's."""
    return "the outlet\u2019s own" if own.own else "nobody says whose"


def caveats_of_notices(notices: Notices | None) -> dict[str, list[str]]:
    """Return the sentences about each copy, by its key: how it stands to a wire's notice, what it says of itself."""
    sentences: dict[str, list[str]] = {}
    for notice in notices.wires if notices else ():
        for copy in notice.copies:
            words = f"{notice.wire_service} has {DONE[notice.kind]} this text: {STANDINGS[copy.standing]}, {REASONS[copy.reason]}, as of {as_of(copy)}."
            sentences.setdefault(copy.copy, []).append(words)
    for own in notices.own if notices else ():
        sentences.setdefault(own.copy, []).append(
            f"It says of itself \u201c{own.quote.text[:160]}\u201d ({own.kind.value}, {whose_words(own)})."
        )
    return sentences
