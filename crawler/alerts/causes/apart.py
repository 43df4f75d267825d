"""Rules about what is no republication: copies that a wire's notice speaks of, statements, sources that give less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.alerts.cause import Cause, Place, at_most, key_of, quoted
from crawler.alerts.lines import place_of_copy
from crawler.alerts.rules import Rule
from crawler.alerts.scene import Scene
from crawler.findings.credit import name_of
from crawler.findings.notices import NoticedCopy, WireNotice
from crawler.findings.statements import Statement
from crawler.reports.wording.words import count, instant, interval
from crawler.sightings.record import Copy
from crawler.sources.runs import Run
from crawler.text.shingles import shingle_set

_MOST_ROWS = 12
_SAID = {"stale": "still has the old words", "still-there": "is still there", "partly-corrected": "has both wordings"}
_STATEMENT_WORDS, _STATEMENT_KEYS = (
    5,
    4,
)  # a statement is known again by its first shingles, however many outlets print it


def stale(rule: Rule, scene: Scene) -> Iterator[Cause]:
    """Give the copies that still carry what their wire corrected, killed or withdrew, as of a fetch after the notice."""
    for notice in scene.basis.notices.wires if scene.basis.notices else ():
        if rule.kinds and notice.kind not in rule.kinds:
            continue
        if rule.wire and rule.wire.casefold() != notice.wire_service.casefold():
            continue
        subject = (notice.wire_service, notice.kind, notice.item_id or notice.item or notice.story or notice.headline)
        for copy in notice.to_act_on:
            yield Cause(
                key=key_of("stale", *subject, copy.outlet_key or copy.copy),
                title=f"{copy.outlet}: “{copy.headline}” {_SAID[copy.standing]} after the {notice.kind} of {notice.wire_service}",
                facts=tuple(_of_notice(notice, copy)),
                places=(Place(copy.outlet, copy.url or copy.page_url),),
                story=notice.story,
            )


def statements(rule: Rule, scene: Scene) -> Iterator[Cause]:
    """Give the statements that so many outlets printed."""
    for statement in scene.statements:
        if len(statement.outlets) < rule.outlets:
            continue
        copies = _each_once(scene, statement)
        keys = _keys(rule, statement)
        yield Cause(
            key=keys[0],
            former=tuple(keys[1:]),
            title=f"{count(len(statement.outlets), 'outlet')} printed the same statement: “{quoted(statement.text)}”",
            facts=at_most(map(_printed, copies), _MOST_ROWS, len(copies)),
            passages=(quoted(statement.text),),
            places=tuple(place_of_copy(copy, name_of(copy)) for copy in copies[:_MOST_ROWS]),
        )


def yields(rule: Rule, scene: Scene) -> Iterator[Cause]:
    """Give the sources whose last run gave far less than before, once for as long as the alarm lasts."""
    by_source: dict[str, list[Run]] = {}
    for run in sorted(scene.data.runs, key=lambda run: (run.started_at, run.id)):
        if run.finished_at is not None and (not rule.sources or run.source in rule.sources):
            by_source.setdefault(run.key, []).append(run)
    for runs in by_source.values():
        last = runs[-1]
        if not last.drift:
            continue
        since = next(
            (later for later, run in zip(reversed(runs), list(reversed(runs))[1:], strict=False) if not run.drift),
            runs[0],
        )
        name = last.source or "pages named by hand"
        yield Cause(
            key=key_of("yield", last.key, since.id),
            title=f"{name} gives far less than before: {last.drift[0]}",
            facts=(
                *last.drift,
                f"first seen in the run of {instant(since.started_at)}, last in that of {instant(last.started_at)}",
                "what was fetched is stored regardless; `wiretrace layout check` and the page itself show what changed",
            ),
        )


def _of_notice(notice: WireNotice, copy: NoticedCopy) -> Iterator[str]:
    for quote in notice.quotes[:2]:
        where = f"in the copy of {quote.outlet}" if quote.outlet else "in the wire's own feed"
        yield f"{notice.kind}, {where}: “{quoted(quote.text)}”"
    yield f"the notice was out by {instant(notice.out_by)}; this copy was last fetched at {instant(copy.last_seen)}, published {interval(copy.published)}"
    for proof in copy.proofs[:3]:
        yield f"old “{quoted(proof.old)}”, new “{quoted(proof.new)}”, here “{quoted(proof.here)}”"


def _keys(rule: Rule, statement: Statement) -> list[str]:
    shingles = {" ".join(shingle) for shingle in shingle_set(statement.words, _STATEMENT_WORDS)}
    return sorted(key_of("statement", rule.outlets, shingle) for shingle in shingles)[:_STATEMENT_KEYS]


def _each_once(scene: Scene, statement: Statement) -> Sequence[Copy]:
    first: dict[str, Copy] = {}
    for key in statement.copies:
        first.setdefault(scene.copies[key].outlet_key or key, scene.copies[key])
    return sorted(first.values(), key=lambda copy: (name_of(copy).casefold(), copy.key))


def _printed(copy: Copy) -> str:
    return f"{name_of(copy)}: “{copy.headline}”, published {interval(copy.published)}"
