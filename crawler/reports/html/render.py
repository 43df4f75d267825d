"""The report as one HTML file that needs nothing else: no script, no request, light and dark, paper and phone.

Page text reaches the file through Jinja's autoescape and `printable` only; links through `safe_url` only.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sized
from functools import lru_cache
from types import ModuleType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.findings.credit import CREDITED, Credit
from crawler.findings.stories.wires import quoted_together
from crawler.reports.html.coverage_strip import coverage_strip
from crawler.reports.html.side_by_side import side_by_side
from crawler.reports.html.timeline import build_overview, build_timeline
from crawler.reports.model import Report
from crawler.reports.sections import SECTIONS
from crawler.reports.wording import words as wording
from crawler.reports.wording.credit_sentence import credit_sentence
from crawler.reports.wording.measures import measure_name, measure_text, measured_against
from crawler.reports.wording.relation_sentence import relation_sentence
from crawler.tables.safe_links import host_of, safe_url
from crawler.text.sanitize import sanitize

FILE = "report.html"


def render(report: Report) -> Mapping[str, str]:
    """Return {"report.html": the page}."""
    parts = [(each, report.parts[each.key]) for each in SECTIONS if each.html and report.parts[each.key] is not None]
    styles = dict.fromkeys(style for section, _ in parts for style in section.styles)
    page = _environment().get_template("report.html.j2")
    return {FILE: page.render(report=report, parts=parts, styles=list(styles)) + "\n"}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("crawler.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    for module in dict.fromkeys(module for section in SECTIONS for module in section.words):
        environment.filters.update(_functions(module))
        environment.globals.update(_constants(module))
    environment.filters.update(
        relation_sentence=relation_sentence,
        clip=clip,
        count=_count,
        deck=wording.deck,
        fixed=lambda number: f"{number:.2f}",
        host_of=host_of,
        lag_words=wording.lag_words,
        measure_name=measure_name,
        measure_text=measure_text,
        measured_against=measured_against,
        listed=wording.listed,
        instant=wording.instant,
        interval=wording.interval,
        overview=build_overview,
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
    environment.globals.update(
        relations=wording.RELATIONS,
        credits=wording.CREDITS,
        credited=CREDITED,
        credit_of=Credit,
        caveat=wording.CAVEAT,
    )
    return environment


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
