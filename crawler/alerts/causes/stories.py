"""Rules about stories: how far one has spread, and who else runs a watched one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from crawler.alerts.cause import Cause, at_most, key_of, passages_of
from crawler.alerts.lines import copy_line, place_of, place_of_copy, shared_line
from crawler.alerts.rules import Rule
from crawler.alerts.scene import Scene
from crawler.findings.credit import credit_of, name_of
from crawler.findings.stories.copies import CopyFinding, in_time
from crawler.reports.wording.words import CREDITS, count, interval, span, who_first
from crawler.sightings.record import Copy
from crawler.tracking.relation import Comparison, mirrored

_MOST_ROWS = 12


def reach(rule: Rule, scene: Scene) -> Iterator[Cause]:
    """Give the stories that ran at so many outlets, surely within so long where the rule says how long."""
    for story in scene.stories:
        if rule.wire and rule.wire.casefold() not in {wire.wire_service.casefold() for wire in story.wires}:
            continue
        rows = [row for row in scene.ran(story) if row.outlet_key]
        chosen = _surely_within(rows, rule.outlets, rule.within) if rule.within else _each_once(rows)
        if len(chosen) < rule.outlets:
            continue
        within = "" if rule.within is None else f" within {span(rule.within)}"
        undated = sum(row.published is None for row in rows)
        yield Cause(
            key=_key(rule, story.key),
            title=f"“{story.headline}” ran at {rule.outlets} outlets{within} ({count(story.outlets, 'outlet')} in all)",
            facts=(
                who_first(story.first),
                *at_most((copy_line(row, story.measure) for row in chosen), _MOST_ROWS, len(chosen)),
                *(
                    [f"{count(undated, 'copy', 'copies')} of unknown time not counted"]
                    if undated and rule.within
                    else []
                ),
            ),
            passages=passages_of(*_first_shared(scene, chosen)),
            places=tuple(place_of(row) for row in chosen[:_MOST_ROWS]),
            story=story.key,
            former=tuple(_key(rule, old) for old in scene.former.get(story.key, ())),
        )


def watched_story(rule: Rule, scene: Scene) -> Iterator[Cause]:
    """Give each outlet that runs the watched story, or one that it has become part of."""
    wanted = (rule.story or "").removeprefix("s-")
    for story in scene.stories:
        names = {each.removeprefix("s-") for each in (story.key, *scene.former.get(story.key, ()))}
        if wanted not in names:
            continue
        for row in _each_once(scene.ran(story)):
            yield Cause(
                key=key_of("story", wanted, row.outlet_key or row.key),
                title=f"{row.outlet} runs the watched story “{story.headline}”",
                facts=(copy_line(row, story.measure),),
                passages=passages_of(scene.copies[row.key], row.comparison),
                places=(place_of(row),),
                story=story.key,
            )


def watched_text(rule: Rule, scene: Scene) -> Iterator[Cause]:
    """Give each outlet in which the watched text turned up, if enough of the shorter text is shared."""
    home = {row.key: story.key for story in reversed(scene.stories) for row in story.rows}
    told: set[str] = set()
    watched = scene.watched[rule.name]
    for found in watched.found:
        comparison, copy = found.comparison, scene.copies.get(found.copy.key, found.copy)
        key = key_of("text", watched.digest, copy.outlet_key or copy.key)
        if max(comparison.coverage_a, comparison.coverage_b) < rule.coverage or key in told:
            continue
        told.add(key)
        outlet = name_of(copy)
        yield Cause(
            key=key,
            title=f"{outlet} ran your text “{rule.name}”: “{copy.headline}”",
            facts=(
                f"{outlet}: “{copy.headline}”, published {interval(copy.published)}; {CREDITS[credit_of(copy)]}",
                shared_line(comparison, f"the copy of {outlet}"),
            ),
            passages=passages_of(copy, mirrored(comparison)),
            places=(place_of_copy(copy, outlet),),
            story=home.get(copy.key),
        )


def _key(rule: Rule, story: str) -> str:
    within = "" if rule.within is None else rule.within / timedelta(minutes=1)
    return key_of("reach", story, rule.outlets, within)


def _each_once(rows: Sequence[CopyFinding]) -> list[CopyFinding]:
    """Return the first copy of each outlet, in time."""
    first: dict[str, CopyFinding] = {}
    for row in sorted(rows, key=in_time):
        first.setdefault(row.outlet_key or row.key, row)
    return list(first.values())


def _surely_within(rows: Sequence[CopyFinding], outlets: int, within: timedelta) -> list[CopyFinding]:
    """Return copies of so many outlets that lie within so long whatever instant of its interval each is of, or nothing."""
    dated = [(row.published, row) for row in rows if row.published]
    for begin, _ in sorted(dated, key=lambda pair: pair[0].earliest):
        later = sorted((pair for pair in dated if pair[0].earliest >= begin.earliest), key=lambda pair: pair[0].latest)
        chosen = _each_once([row for when, row in later if when.latest - begin.earliest <= within])
        if len(chosen) >= outlets:
            return chosen
    return []


def _first_shared(scene: Scene, rows: Sequence[CopyFinding]) -> tuple[Copy, Comparison | None]:
    row = next((row for row in rows if row.comparison), rows[0])
    return scene.copies[row.key], row.comparison
