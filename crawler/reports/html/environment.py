"""Where HTML comes from: the templates, the words and drawings that they use, and what keeps page text harmless.

Page text reaches a file through Jinja's autoescape and `printable` only; links through `safe_url` only.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sized
from functools import lru_cache
from types import ModuleType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.findings.credit import CREDITED, Credit
from crawler.findings.stories.wires import quoted_together
from crawler.reports.html.coverage_strip import coverage_strip
from crawler.reports.html.flow_plot import flow_plot
from crawler.reports.html.kept import shares_by_copy, what_was_kept
from crawler.reports.html.marked import marked
from crawler.reports.html.side_by_side import side_by_side
from crawler.reports.html.timeline import build_overview, build_timeline
from crawler.reports.sections import SECTIONS
from crawler.reports.wording import pictures
from crawler.reports.wording import words as wording
from crawler.reports.wording.credit_sentence import credit_sentence
from crawler.reports.wording.measures import measure_name, measure_text, measured_against, original_name
from crawler.reports.wording.relation_sentence import relation_sentence
from crawler.tables.safe_links import host_of, safe_url
from crawler.text.sanitize import sanitize


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates with their filters and names, made once."""
    templates = Environment(
        loader=PackageLoader("crawler.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
        auto_reload=False,  # it looks at the files for every page
    )
    for module in dict.fromkeys((pictures, *(module for section in SECTIONS for module in section.words))):
        templates.filters.update(_functions(module))
        templates.globals.update(_constants(module))
    templates.filters.update(
        relation_sentence=relation_sentence,
        clip=clip,
        count=_count,
        deck=wording.deck,
        fixed=lambda number: f"{number:.2f}",
        host_of=host_of,
        lag_words=wording.lag_words,
        marked=marked,
        measure_name=measure_name,
        measure_text=measure_text,
        measured_against=measured_against,
        original_name=original_name,
        listed=wording.listed,
        instant=wording.instant,
        interval=wording.interval,
        overview=build_overview,
        number=wording.number,
        day=wording.day,
        shares_by_copy=shares_by_copy,
        what_was_kept=what_was_kept,
        flow_plot=flow_plot,
        percent=wording.percent,
        quoted_together=quoted_together,
        order_of=wording.order_of,
        safe_url=safe_url,
        short_interval=wording.short_interval,
        side_by_side=side_by_side,
        coverage_strip=coverage_strip,
        timeline=build_timeline,
        credit_sentence=credit_sentence,
    )
    templates.globals.update(
        relations=wording.RELATIONS,
        credits=wording.CREDITS,
        credited=CREDITED,
        credit_of=Credit,
        caveat=wording.CAVEAT,
    )
    return templates


def _functions(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """Return the public functions of a module of words or drawings: the filters of its section's template."""
    every = inspect.getmembers(module, inspect.isfunction)
    return {name: each for name, each in every if each.__module__ == module.__name__ and not name.startswith("_")}


def _constants(module: ModuleType) -> dict[str, object]:
    """Return the constants of a module that are its own, in small letters."""
    return {name.lower(): each for name, each in vars(module).items() if name.isupper() and not name.startswith("_")}


def clip(text: str, most: int) -> str:
    """Return *text* cut to *most* characters, an ellipsis where something is missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"


def _count(number: int | Sized, one: str, many: str | None = None) -> str:
    return wording.count(number if isinstance(number, int) else len(number), one, many)


def _printable(value: object) -> object:
    """Take control, bidirectional and private characters out of every string printed; markup of ours passes."""
    return sanitize(value) if isinstance(value, str) and not isinstance(value, Markup) else value
