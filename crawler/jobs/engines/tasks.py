"""What a batch has Python do with the rows of a part, as an engine hands them over: the functions of tracking, on tables.

Texts go by the copy's row, wordings by the first 64 bits of their digest, in the order of the digests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pyarrow as pa

from crawler.jobs.tracking.excused import Excused
from crawler.jobs.tracking.grouping import grouped
from crawler.jobs.tracking.work import Texts, read_and_sign, segments_of_text
from crawler.text.segments import Learned
from crawler.text.voice import VoicedWords
from crawler.text.words import join
from crawler.tracking.common_source import BY_COMMON_SOURCE
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import Decisions
from crawler.tracking.editions import Dated, Likeness, editions_of
from crawler.tracking.learned_boilerplate import repeated_segments
from crawler.tracking.relation import Comparison, Relation, Span
from crawler.tracking.window import runs_again

_INTEGERS: Final = pa.int64()
ARTICLES: Final = pa.schema(
    {
        "part": _INTEGERS,
        "copy": _INTEGERS,
        "key": pa.string(),
        "outlet": pa.string(),
        "learns": pa.bool_(),
        "text": pa.string(),
        "earliest": _INTEGERS,  # microseconds since 1970
        "latest": _INTEGERS,
        "incomplete": pa.bool_(),  # only seen on pages that ended early
    }
)
LINES: Final = pa.schema(
    {"copy": _INTEGERS, "outlet": pa.string(), "digest": _INTEGERS, "words": _INTEGERS, "fault": pa.string()}
)
REPEATED: Final = pa.schema({"outlet": pa.string(), "digest": _INTEGERS, "many": pa.bool_()})
WORDED: Final = pa.schema(
    {
        "copy": _INTEGERS,
        "cuts": pa.string(),  # of learned boilerplate
        "wording": _INTEGERS,
        "digest": pa.string(),
        "words": _INTEGERS,
        "line": pa.string(),  # the words, and their voices
        "voices": pa.binary(),
        "signature": pa.binary(),
        "bands": pa.list_(_INTEGERS),
        "passages": pa.list_(_INTEGERS),
        "fault": pa.string(),
    }
)
EDITIONS: Final = pa.schema({"wording": _INTEGERS, "begins": _INTEGERS, "ends": _INTEGERS})
_FIGURES: Final = {"relation": pa.string(), "rule": pa.string(), "spans": pa.list_(pa.int32())}
COMPARISON: Final = {f.name: _FIGURES.get(f.name, pa.float64() if f.type == "float" else _INTEGERS) for f in fields(Comparison)}  # fmt: skip
VERIFIED: Final = pa.schema(
    {
        "a": _INTEGERS,
        "b": _INTEGERS,
        "a_digest": pa.string(),
        "b_digest": pa.string(),
        **COMPARISON,
        "proposed_by": pa.list_(pa.string()),
        "fault": pa.string(),
    }
)
#: Of each part the digests of its wordings, its stories of copies, and the pairs that are merged, with why.
GROUPED: Final = pa.schema(
    {
        "part": _INTEGERS,
        "digests": pa.list_(pa.string()),
        "stories": pa.list_(
            pa.struct({"copies": pa.list_(pa.string()), "fullest": pa.string(), "opening": pa.string()})
        ),
        "merged": pa.list_(pa.struct({"a": pa.string(), "b": pa.string(), "rule": pa.string()})),
    }
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
Row = dict[str, Any]


def number_of(digest: str) -> int:
    """Return the number that a wording goes by: in the order of the digests, as far as 64 bits tell them apart."""
    return int(digest[:16], 16) - 2**63


def microseconds(instant: datetime | None) -> int | None:
    """Return an instant as microseconds since 1970."""
    if instant is None:
        return None
    passed = instant - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


def cut_lines(articles: pa.Table) -> pa.Table:
    """Return the lines and sentences of articles, and what could not be cut."""
    return pa.Table.from_pylist([row for each in _rows(articles) for row in _lines(each)], LINES)


def learn(lines: pa.Table, *, config: TrackingConfig) -> pa.Table:
    """Return what each outlet repeats, whether others carry it or not. *lines* are all those of some outlets."""
    outlets: dict[str, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(lines):
        outlets[row["outlet"]][row["copy"]].append((row["digest"], row["words"]))
    found = [
        {"outlet": outlet, "digest": digest, "many": many}
        for outlet, pages in outlets.items()
        for digest, many in repeated_segments({page: sorted(pages[page]) for page in pages}, config).items()
    ]
    return pa.Table.from_pylist(found, REPEATED)


def sign(articles: pa.Table, masks: pa.Table, *, many: int, config: TrackingConfig) -> pa.Table:
    """Return the wordings of articles, one for each, with their keys; *many* articles there are in all."""
    known: dict[str, Learned] = {}
    for row in _rows(masks):
        known.setdefault(row["outlet"], Learned())[row["digest"]] = row["many"]
    found = []
    for each in _rows(articles):
        read = read_and_sign(Texts([(each["outlet"], each["text"])], known, many, config))
        (words,), (digest,) = read.words, read.digests
        entry = read.entries[digest]
        found.append(
            {
                "copy": each["copy"],
                "cuts": read.cuts[0],
                "wording": number_of(digest),
                "digest": digest,
                "words": len(words),
                "line": join(words),
                "voices": words.voices,
                "signature": entry.signature,
                "bands": entry.bands,
                "passages": entry.passages,
                "fault": next(iter(read.places), None),
            }
        )
    return pa.Table.from_pylist(found, WORDED)


def date(copies: pa.Table, *, config: TrackingConfig) -> pa.Table:
    """Return the editions of wordings, all copies of which are there: when each begins and ends (null: any time)."""
    dated = [
        Dated(row["key"], str(row["wording"]), row["words"], (_instant(row["earliest"]), _instant(row["latest"])))
        for row in _rows(copies)
    ]
    found = [
        {"wording": int(each.wording), "begins": microseconds(each.times[0]), "ends": microseconds(each.times[1])}
        for each in editions_of(dated, config)
    ]
    return pa.Table.from_pylist(found, EDITIONS)


def verify(
    pairs: pa.Table, words: pa.Table, *, by_source: bool, decided: Decisions, config: TrackingConfig
) -> pa.Table:
    """Return what pairs came to that are related and, further apart than the window, run again; and what met an error."""
    names: dict[int, str] = {}
    texts: dict[int, VoicedWords] = {}
    for row in _rows(words):
        names[row["wording"]] = row["digest"]
        texts[row["wording"]] = VoicedWords(row["line"].split(" ") if row["line"] else (), row["voices"])
    found = []
    for row in _rows(pairs):
        a, b = row["a"], row["b"]
        excused = Excused()
        made = decided.applied(names[a], names[b], excused.compare(texts[a], texts[b], config))
        fault = next(iter(excused.places), None)
        kept = made.relation is not Relation.UNRELATED and (row["near"] or runs_again(made, config))
        if kept or fault:
            why = BY_COMMON_SOURCE if by_source else _reasons(row)
            found.append(
                {
                    "a": a,
                    "b": b,
                    "a_digest": names[a],
                    "b_digest": names[b],
                    **_cells(made),
                    "proposed_by": why,
                    "fault": fault,
                }
            )
    return pa.Table.from_pylist(found, VERIFIED)


def group(copies: pa.Table, alike: pa.Table, *, decided: Decisions, config: TrackingConfig) -> pa.Table:
    """Return the stories of whole components: all their copies, and which of their wordings are *alike*."""
    rows = list(_rows(copies))
    dated = [
        Dated(row["key"], row["digest"], row["words"], (_instant(row["earliest"]), _instant(row["latest"])))
        for row in rows
    ]
    incomplete = {row["key"] for row in rows if row["incomplete"]}
    likenesses = [Likeness(row["a_digest"], row["b_digest"], comparison_of(row)) for row in _rows(alike)]
    made = grouped(editions_of(dated, config), likenesses, incomplete, decided, config)
    stories = [
        {"copies": story.copies, "fullest": story.fullest, "opening": opening}
        for story, opening in zip(made.stories, made.openings, strict=True)
    ]
    found = {
        "part": rows[0]["part"],
        "digests": sorted({row["digest"] for row in rows}),
        "stories": stories,
        "merged": [{"a": a, "b": b, "rule": rule} for (a, b), rule in made.merged.items()],
    }
    return pa.Table.from_pylist([found], GROUPED)


def comparison_of(row: Mapping[str, Any]) -> Comparison:
    """Return the comparison in a row of what was verified."""
    cells = {name: row[name] for name in COMPARISON}
    cells["relation"] = Relation(cells["relation"])
    flat = cells["spans"]
    cells["spans"] = tuple(Span(*flat[at : at + 4]) for at in range(0, len(flat), 4))
    return Comparison(**cells)


def _cells(made: Comparison) -> Row:
    cells = {name: getattr(made, name) for name in COMPARISON}
    return {**cells, "relation": made.relation.value, "spans": [place for span in made.spans for place in span]}


def _reasons(row: Row) -> tuple[str, ...]:
    """Return what brought a pair together, in the words of the store's index."""
    reasons = {"signature band"} if row["banded"] else set()
    if row["headed"]:
        reasons.add("crowded signature band")
    if row["common"]:
        reasons.add(f"{row['common']} of {row['smaller']} passages")
    return tuple(sorted(reasons))


def _lines(article: Row) -> Iterator[Row]:
    excused = Excused()
    about = {"copy": article["copy"], "outlet": article["outlet"]}
    for digest, _, words in segments_of_text(article["copy"], article["text"], excused):
        yield {**about, "digest": digest, "words": words, "fault": None}
    for place in excused.places:
        yield {**about, "digest": None, "words": None, "fault": place}


def _instant(passed: int | None) -> datetime | None:
    """Return the instant so many microseconds after 1970, exactly."""
    return None if passed is None else _EPOCH + passed * _MICROSECOND


def _rows(table: pa.Table) -> Iterator[Row]:
    for batch in table.to_batches(max_chunksize=1_000):
        yield from batch.to_pylist()
