"""What only this interface answers with; everything else are rows of the exports."""

from __future__ import annotations

from typing import Annotated

from crawler.tables.record import Count, From, Instant, Row, Share
from crawler.tracking.decisions.decision import Ruling
from crawler.tracking.relation import Relation


class HitRow(Row, frozen=True):
    """A copy that has some words."""

    id: Annotated[str, "what the copy is called"]
    key: Annotated[str, "its key"]
    outlet: Annotated[str | None, "the outlet's one name"]
    headline: Annotated[str, "of the first sighting"]
    published_earliest: Annotated[Instant | None, "when it was published, at the earliest", From("published.earliest")]
    published_latest: Annotated[Instant | None, "and at the latest", From("published.latest")]
    stories: Annotated[list[str], "keys of the stories it belongs to"]
    around: Annotated[str, "what stands around the words"]


class DecisionRow(Row, frozen=True):
    """What a person decided about two texts, stories or outlets."""

    id: Annotated[Count, "its number"]
    ruling: Annotated[Ruling, "`copy`, `not-a-copy`, `split`, `merge`, `one-outlet` or `two-outlets`"]
    a: Annotated[
        list[str],
        "digests of wordings: one of a pair, those that leave a story, those of a story; or an outlet's key, names and domains",
    ]
    b: Annotated[
        list[str],
        "digests of wordings: the other, those that stay, those of the other story; or the other outlet's key and name",
    ]
    who: Annotated[str, "who decided"]
    why: Annotated[str, "and why"]
    about: Annotated[str, "what they saw"]
    decided_at: Annotated[Instant, "when"]
    undone_at: Annotated[Instant | None, "when it was undone; null while it holds"]
    idle: Annotated[str | None, "why it does nothing; null where it does something or was undone"]


class RanRow(Row, frozen=True):
    """A copy that shares text with the one asked about."""

    id: Annotated[str, "what the copy is called"]
    key: Annotated[str, "its key"]
    outlet: Annotated[str | None, "the outlet's one name"]
    headline: Annotated[str, "of the first sighting"]
    published_earliest: Annotated[Instant | None, "when it was published, at the earliest", From("published.earliest")]
    published_latest: Annotated[Instant | None, "and at the latest", From("published.latest")]
    stories: Annotated[list[str], "keys of the stories it belongs to"]
    relation: Annotated[Relation, "what the text (a) and the copy (b) are to each other"]
    coverage_text: Annotated[Share, "share of the text's words that the copy has"]
    coverage_copy: Annotated[Share, "share of the copy's words that are the text's"]
    words: Annotated[Count, "words shared"]
    rule: Annotated[str, "what decided"]
    shared: Annotated[str, "the longest passage shared, as the text has it"]
