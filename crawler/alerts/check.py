"""Checking: the causes that rules find in a scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from crawler.alerts.cause import Cause
from crawler.alerts.causes.apart import stale, statements, yields
from crawler.alerts.causes.coverage import new_outlets, uncredited
from crawler.alerts.causes.stories import reach, watched_story, watched_text
from crawler.alerts.rules import Rule, When
from crawler.alerts.scene import Scene

FINDERS: Mapping[When, Callable[[Rule, Scene], Iterator[Cause]]] = {
    When.NEW_OUTLET: new_outlets,
    When.UNCREDITED: uncredited,
    When.REACH: reach,
    When.STALE: stale,
    When.STATEMENT: statements,
    When.YIELD: yields,
    When.TEXT: watched_text,
    When.STORY: watched_story,
}


def causes_of(rules: Iterable[Rule], scene: Scene) -> list[tuple[Rule, list[Cause]]]:
    """Return each rule with what it finds in *scene*, told or not."""
    return [(rule, list(FINDERS[rule.when](rule, scene))) for rule in rules]
