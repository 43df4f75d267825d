"""How the method is worded: the rules in their order, the numbers that decide."""

from __future__ import annotations

from dataclasses import fields

from crawler.reports.inputs import Method
from crawler.tracking.config import TrackingConfig
from crawler.tracking.rules import COPY_OR_NOT, KINDS


def rules_in_words(_: Method) -> tuple[tuple[str, str, str], ...]:
    """Return name, sentence and verdict of every rule, in the order in which they are asked."""
    return tuple(
        (rule.name, rule.says, rule.outcome.value if rule.outcome else "a copy") for rule in (*COPY_OR_NOT, *KINDS)
    )


def numbers_in_words(method: Method) -> tuple[tuple[str, str, bool], ...]:
    """Return every number that decides, its value, and whether it is another than the program's own."""
    usual = TrackingConfig()
    return tuple(
        (
            field.name.replace("_", " "),
            _value(getattr(method.config, field.name)),
            getattr(method.config, field.name) != getattr(usual, field.name),
        )
        for field in fields(TrackingConfig)
    )


def _value(number: float | None) -> str:
    return "any" if number is None else f"{number:g}" if isinstance(number, float) else str(number)
