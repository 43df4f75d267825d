"""The digest as data: figures, then parts of a few lines each, most telling first. What is left out is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.findings.credit import Credit, name_of
from crawler.findings.statements import Statement
from crawler.findings.stories.copies import CopyFinding
from crawler.findings.stories.stories import StoryFinding
from crawler.reports.build.basis import Basis
from crawler.reports.inputs import ReportInput
from crawler.reports.model import Limits
from crawler.reports.wording.credit_sentence import credit_sentence
from crawler.reports.wording.measures import measure_text
from crawler.reports.wording.words import CAVEAT, count, instant, interval, listed, percent, who_first
from crawler.sightings.record import Copy, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRules:
    """How much a digest shows. `outlets` is how many print a statement before it is worth a line. Raises ValueError."""

    stories: int = 15
    copies: int = 15
    statements: int = 5
    outlets: int = 3

    def __post_init__(self) -> None:
        if min(self.stories, self.copies, self.statements) < 1 or self.outlets < 2:
            raise ValueError("a digest shows one line or more of each part, and statements of two outlets or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding: its name, sentences about it, and an address (as recorded; renderers link http(s) only)."""

    name: str
    facts: tuple[str, ...]
    url: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: a heading that says the finding, lines, how many more there are, and a caveat that belongs to all of them."""

    heading: str
    lines: tuple[Line, ...]
    more: int = 0
    caveat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The whole digest: of what was seen from `since` on, as of the last fetch (None: nothing was fetched)."""

    title: str
    since: datetime
    as_of: datetime | None
    figures: tuple[str, ...]
    parts: tuple[Part, ...]


def build_digest(data: ReportInput, *, since: datetime, rules: DigestRules | None = None) -> Digest:
    """Return the digest of *data*, which should hold what is from *since* on (`report_input` with the same instant)."""
    rules = rules or DigestRules()
    basis = Basis(data, Limits(stories_in_full=0, rows_in_full=0))
    week = _Time(basis, since)
    parts = [
        _stories(week, rules),
        _uncredited(week, rules),
        _stale(basis),
        _statements(week, rules),
        _yields(data, since),
    ]
    return Digest(
        title=data.title,
        since=since,
        as_of=data.as_of,
        figures=tuple(week.figures()),
        parts=tuple(part for part in parts if part is not None),
    )


@dataclass(frozen=True, slots=True)
class _Time:
    """The findings from an instant on. A copy that nobody can place in time is new when it was first fetched then."""

    basis: Basis
    since: datetime

    def new(self, key: str) -> bool:
        copy = self.basis.corpus.copies[key]
        if copy.published is not None:
            return copy.published.latest >= self.since
        return copy.first_fetched_at is None or copy.first_fetched_at >= self.since

    def rows(self, story: StoryFinding) -> list[CopyFinding]:
        """Return what outlets ran of a story in this time."""
        copies, earlier = self.basis.corpus.copies, self.basis.corpus.earlier
        return [
            row
            for row in story.rows
            if copies[row.key].kind is Kind.OUTLET and row.key not in earlier and self.new(row.key)
        ]

    def figures(self) -> Iterator[str]:
        ran = [copy for copy in self.basis.corpus.ran if self.new(copy.key)]
        travelled = [rows for story in self.basis.story_findings if story.travelled and (rows := self.rows(story))]
        yield f"{count(len(ran), 'copy', 'copies')} at {count(len({copy.outlet_key for copy in ran if copy.outlet_key}), 'outlet')}"
        yield f"{count(len(travelled), 'story', 'stories')} at two outlets or more"
        silent = sum(row.credit is Credit.UNCREDITED for rows in travelled for row in rows)
        yield f"{count(silent, 'copy', 'copies')} without credit in this rendering"


def _stories(week: _Time, rules: DigestRules) -> Part | None:
    found = [(story, rows) for story in week.basis.story_findings if story.travelled and (rows := week.rows(story))]
    found.sort(key=lambda each: (-len(_outlets(each[1])), -len(each[1]), each[0].place))
    if not found:
        return None
    lines = [_story_line(story, rows) for story, rows in found[: rules.stories]]
    heading = f"{count(len(found), 'story', 'stories')} ran at two outlets or more"
    return Part(heading=heading, lines=tuple(lines), more=len(found) - len(lines))


def _story_line(story: StoryFinding, rows: Sequence[CopyFinding]) -> Line:
    names = tuple(sorted(_outlets(rows), key=str.casefold))
    ran = (
        f"{count(len(names), 'outlet')} in this time ({listed(names, most=6)}), {count(story.outlets, 'outlet')} in all"
    )
    wires = [f"{wire.wire_service}: {credit_sentence(story.rows, wire.wire_service)}" for wire in story.wires[:2]]
    return Line(name=story.headline, facts=(ran, who_first(story.first), *wires), url=_url(rows[0]), key=story.key)


def _uncredited(week: _Time, rules: DigestRules) -> Part | None:
    rows = {
        row.key: (row, measure_text(story.measure))
        for story in week.basis.story_findings
        for row in week.rows(story)
        if row.credit is Credit.UNCREDITED
    }
    silent = sorted(
        rows.values(), key=lambda each: (-(each[0].comparison.words if each[0].comparison else 0), each[0].key)
    )
    if not silent:
        return None
    lines = [
        Line(name=f"{row.outlet}: “{row.headline}”", facts=(_shared(row, measure), f"published {interval(row.published)}"), url=_url(row), key=row.key)
        for row, measure in silent[: rules.copies]
    ]  # fmt: skip
    heading = f"{count(len(silent), 'copy', 'copies')} of a known wire did not name it"
    return Part(heading=heading, lines=tuple(lines), more=len(silent) - len(lines), caveat=CAVEAT)


def _shared(row: CopyFinding, measure: str) -> str:
    if row.comparison is None or row.ran is None:
        return f"{row.wire_service}, {row.words:,} words"
    return f"{row.wire_service}, {row.comparison.words:,} words of {measure} ({percent(row.ran)})"


def _stale(basis: Basis) -> Part | None:
    lines = [
        Line(
            name=f"{copy.outlet}: “{copy.headline}”",
            facts=(
                f"{notice.kind} of {notice.wire_service}, out by {instant(notice.out_by)}",
                f"{copy.standing} as of {instant(copy.last_seen)}",
            ),
            url=copy.url or copy.page_url,
            key=copy.copy,
        )
        for notice in (basis.notices.wires if basis.notices else ())
        for copy in notice.to_act_on
    ]
    heading = f"{count(len(lines), 'copy', 'copies')} still had what a wire had taken back"
    return Part(heading=heading, lines=tuple(lines)) if lines else None


def _statements(week: _Time, rules: DigestRules) -> Part | None:
    copies = week.basis.corpus.copies
    found = [
        each for each in week.basis.statements if len(each.outlets) >= rules.outlets and any(map(week.new, each.copies))
    ]
    if not found:
        return None
    lines = [_statement_line(each, copies.values()) for each in found[: rules.statements]]
    heading = f"{count(len(found), 'statement')} printed by {rules.outlets} outlets or more"
    return Part(heading=heading, lines=tuple(lines), more=len(found) - len(lines))


def _statement_line(statement: Statement, copies: Iterable[Copy]) -> Line:
    printing = [copy for copy in copies if copy.key in statement.copies]
    names = tuple(sorted({name_of(copy) for copy in printing}, key=str.casefold))
    words = " ".join(statement.text.split())
    shown = words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]} […]"
    url = next((each for copy in printing for each in copy.urls), None)
    facts = (f"{count(len(statement.outlets), 'outlet')}: {listed(names, most=8)}",)
    return Line(name=f"“{shown}”", facts=facts, url=url, key=statement.anchor)


def _yields(data: ReportInput, since: datetime) -> Part | None:
    last = {run.key: run for run in sorted(data.runs, key=lambda run: (run.started_at, run.id)) if run.finished_at}
    lines = [
        Line(name=run.source or "pages named by hand", facts=tuple(run.drift), key=f"{run.key}:{run.id}")
        for run in last.values()
        if run.drift and run.started_at >= since
    ]
    heading = f"{count(len(lines), 'source')} gave far less than before"
    return Part(heading=heading, lines=tuple(lines)) if lines else None


def _outlets(rows: Iterable[CopyFinding]) -> set[str]:
    return {row.outlet for row in rows if row.outlet_key}


def _url(row: CopyFinding) -> str | None:
    return next(iter((*row.urls, *(each.page_url for each in row.seen if each.page_url))), None)


_LONGEST_QUOTE = 300  # characters
