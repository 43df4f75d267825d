"""Sightings as typed rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, NamedTuple

import msgspec
from msgspec import UNSET, UnsetType

from crawler.provenance.times.interval import TimeSource
from crawler.provenance.wires.evidence import Attribution, EvidenceKind
from crawler.sightings.record import Kind, Role, Sighting
from crawler.tables.attribution_rows import EvidenceRow, TimeClaimRow, UnnamedRow, wire_values
from crawler.tables.record import Count, From, Instant, Row, Share, row_of
from crawler.text.cuts import Cut
from crawler.wirefeeds.item import Status

_NOTHING = Attribution()


class CutRow(Row, frozen=True):
    """What was cut from a text, and by which rule."""

    rule: str
    text: str


class CutCells(NamedTuple):
    """Where it was cut, in characters of the raw body; written as an array."""

    start: Count
    end: Count


class ParticularsRow(Row, frozen=True):
    """What an outlet's own page declares of its article; what it does not declare is left out."""

    authors: list[str] | UnsetType = UNSET
    published: str | UnsetType = UNSET
    modified: str | UnsetType = UNSET
    canonical: str | UnsetType = UNSET
    site: str | UnsetType = UNSET


def _places(cuts: Iterable[Cut]) -> list[CutCells]:
    return [CutCells(cut.start, cut.end) for cut in cuts]


def _particulars(declared: Mapping[str, object]) -> ParticularsRow | None:
    return msgspec.convert(declared, ParticularsRow) if declared else None


def _authors(declared: Mapping[str, object]) -> list[str]:
    authors = declared.get("authors")
    return [str(author) for author in authors] if isinstance(authors, list) else []


def _or_null(values: Mapping[str, object]) -> Mapping[str, object] | None:
    return values or None


class SightingRow(Row, frozen=True):
    """One observation of an article: on which page, when fetched, what the page said."""

    id: Annotated[
        str,
        "the imported id, else the place on the page: capture, a letter (`m` main, `r` related, `a` article), position",
    ]
    copy: Annotated[str, "what the copy is called that this is a sighting of"]
    role: Annotated[
        Role,
        "`main`: a page's own article; `related`: inlined under it; `article`: came by itself, on its outlet's own page or from an import",
    ]
    position: Annotated[int, "place among the related blocks of its page, from 0"]
    url: Annotated[str | None, "address of the article, where the page gives it"]
    page_url: Annotated[str | None, "address of the page it was seen on"]
    relay: Annotated[str | None, "the aggregator that showed it, null for an outlet's own page"]
    outlet: Annotated[
        str | None,
        "the outlet's one name, from the registry or as printed, else its registered domain; null when nothing says, or only an aggregator ([rules](outlets.md))",
    ]
    group: Annotated[str | None, "the outlet's owner, where the registry knows it", From("outlet_group")]
    outlet_printed: Annotated[str | None, 'as the page prints it ("Time of India")']
    outlet_known: Annotated[bool, "whether the registry knows the outlet"]
    headline: Annotated[str, "as printed"]
    kicker: Annotated[str | None, "a sentence of the story repeated above it, cut from the text"]
    summary: Annotated[list[str], "bullets above the text, each a text; of an entry without a text its teaser"]
    headings: Annotated[list[str], "section headings inside the text, each a text"]
    hashtags: Annotated[list[str], "each a text"]
    dateline: Annotated[str | None, 'place of the dateline ("MOSCOW")', From("dateline_place")]
    dateline_agency_slot: Annotated[
        str | None, "what stands where the agency is named: its name, `emptied`, or null", From("dateline_slot")
    ]
    text: Annotated[str, "the body without boilerplate"]
    words: Annotated[Count, "words of `text`"]
    raw_words: Annotated[Count, "words before boilerplate was cut"]
    removed: Annotated[list[CutRow], "what was cut, each an object of `rule` (its name) and `text`"]
    removed_at: Annotated[
        list[CutCells],
        "where, each a `[start, end]` of characters of the raw body, in the order of `removed`",
        From("removed", _places),
    ]
    time_printed: Annotated[str | None, 'the time as printed ("41 minutes ago")']
    published_earliest: Annotated[Instant | None, "it did not appear before", From("published.earliest")]
    published_latest: Annotated[
        Instant | None, "nor after; both null when no time is stated or it is unanchored", From("published.latest")
    ]
    time_source: Annotated[
        TimeSource | None,
        "where the first stated time comes from: `relative`, `absolute`, `unanchored` (a relative time whose fetch time is unknown), `metadata`, `feed` (a feed or sitemap says so), `url`",
    ]
    modified_earliest: Annotated[Instant | None, "it was not updated before, as stated", From("modified.earliest")]
    modified_latest: Annotated[Instant | None, "nor after; both null when no update is stated", From("modified.latest")]
    time_claims: Annotated[list[TimeClaimRow], "every time stated of it, see below", From("claims")]
    time_notes: Annotated[list[str], "what is odd about them, see below"]
    fetched_at: Annotated[Instant | None, "when the page was fetched"]
    wire: Annotated[str | None, "the wire service, null when nothing names one", From("chosen.wire_service")]
    wire_kind: Annotated[
        EvidenceKind | None,
        "the strongest kind of evidence for it: `own site` `explicit credit` `dateline` `byline` `declared metadata` `explicit self-reference`, or `inferred from a copy that credits it`",
        From("chosen.kind"),
    ]
    wire_confidence: Annotated[
        Share | None, "how sure that evidence makes us, 0 to 1; kinds that agree raise it", From("chosen.confidence")
    ]
    wire_evidence: Annotated[
        list[EvidenceRow],
        "objects of `wire`, `kind` (`citation`, too, which concludes nothing), `text` (the words quoted), `start` and `end` (characters of the raw body, before anything was cut; null for what lies outside it), `weight` (how often such a piece is right), `field` (`body`, `byline`, `author`, `publisher`, `canonical`, ...)",
        From("chosen.evidence"),
    ]
    wire_conflict: Annotated[
        list[str],
        "wires that would each be concluded without the other; `wire` is one of them only where its evidence is clearly firmer",
    ]
    wire_unnamed: Annotated[
        list[UnnamedRow],
        "signs that name no wire: objects of `kind` (`emptied dateline`, `unnamed agencies`), `text`, `start`, `end`, `field`",
        From("own.unnamed"),
    ]
    credited_in_this_rendering: Annotated[bool, "false when the wire is only inferred from other copies, or unknown"]
    authors: Annotated[
        list[str],
        "persons and organizations that the outlet's own page declares as authors, each a text",
        From("particulars", _authors),
    ]
    particulars: Annotated[
        ParticularsRow | None,
        "what an outlet's own page declares: `authors`, `published`, `modified` (ISO 8601 as written), `canonical`, `site`; null on an aggregator's page",
        From(via=_particulars),
    ]
    capture: Annotated[str, "key of the stored page"]
    extra: Annotated[
        dict[str, object] | None,
        "keys of an imported line that we do not know, as they came; of a wire's item what else its feed says; of a live blog `updates`: its entries, each with `time`, `headline`, `author`, `credit`, `text`; of an aggregator's item `cluster`, where its page puts items about one event together: `number` on the page, `headline`",
        From(via=_or_null),
    ]
    kind: Annotated[Kind, "`outlet`, or `wire`: a version of an item of a wire's own feed"]
    version: Annotated[int | None, "number of that version, null where the feed counts none", From("item.number")]
    status: Annotated[
        Status | None,
        "what the wire says of it: `usable`, `withheld`, `canceled`; null for outlets",
        From("item.status"),
    ]
    note: Annotated[str | None, "the wire's editorial note", From("item.note")]
    reservations: Annotated[
        list[str],
        "what of text and data mining was reserved when the page came, like `tdmrep-header https://news.example/mining` or `robots-ai CCBot, GPTBot`: [which there are](decisions/0019-politeness.md)",
    ]
    incomplete: Annotated[
        bool, "whether its page ended early (a connection that broke, a packed body cut off) and it stood last on it"
    ]
    disguises: Annotated[
        list[str],
        "what hid its words from programs: `invisible-characters`, `reversed-letters`, `look-alike-letters`, `enclosed-letters`, `small-capitals`, `styled-letters`, `stacked-marks`, `parted-letters`; its text is as a reader sees it",
    ]


def sighting_rows(
    sightings: Iterable[Sighting], inferred: Mapping[str, Attribution], names: Mapping[str, str]
) -> Iterator[SightingRow]:
    """Yield a row per sighting. `wire` is what it shows or, failing that, what its copy inherits from its story (see `wire_kind`)."""
    for seen in sightings:
        yield row_of(
            SightingRow,
            seen,
            id=seen.external_id or seen.id,
            copy=names[seen.copy],
            kind=Kind.WIRE if seen.item else Kind.OUTLET,
            **wire_values(seen.attribution, inferred.get(seen.copy, _NOTHING)),
        )
