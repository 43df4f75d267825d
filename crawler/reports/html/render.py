"""The report as one HTML file that needs nothing else: no script, no request, light and dark, paper and phone.

Page text reaches the file through Jinja's autoescape and `printable` only; links through `safe_url` only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sized
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crawler.findings.credit import CREDITED, Credit
from crawler.reports.build.credit import quoted_together
from crawler.reports.build.shared_passages import gathered
from crawler.reports.html.coverage_strip import text_map
from crawler.reports.html.lag_plot import axis_of, lag_plot
from crawler.reports.html.side_by_side import side_by_side
from crawler.reports.html.timeline import build_overview, build_timeline
from crawler.reports.model import Report
from crawler.reports.wording import words as wording
from crawler.reports.wording.credit_sentence import whose
from crawler.reports.wording.flow_summary import (
    agency_words,
    between_bounds,
    followed,
    mostly_after,
    places,
    relayed,
    released,
    silent,
    wire_flows,
)
from crawler.reports.wording.pickups import after_release, item_notes, our_deck
from crawler.reports.wording.relation_sentence import beside_fullest
from crawler.reports.wording.stale_copies import (
    DONE,
    STANDINGS,
    after_notice,
    as_of,
    changes,
    notice_facts,
    notices_deck,
    telling,
    whose_words,
    why,
)
from crawler.tables.safe_links import host_of, safe_url
from crawler.text.sanitize import sanitize

FILE = "report.html"


def render(report: Report) -> Mapping[str, str]:
    """Return {"report.html": the page}."""
    return {FILE: _environment().get_template("report.html.j2").render(report=report) + "\n"}


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
    environment.filters.update(
        agency_words=agency_words,
        axis_of=axis_of,
        beside_fullest=beside_fullest,
        between_bounds=between_bounds,
        changes=changes,
        clip=clip,
        count=_count,
        deck=wording.deck,
        followed=followed,
        gathered=gathered,
        fixed=lambda number: f"{number:.2f}",
        host_of=host_of,
        lag_plot=lag_plot,
        lag_words=wording.lag_words,
        listed=wording.listed,
        mostly_after=mostly_after,
        instant=wording.instant,
        interval=wording.interval,
        item_notes=item_notes,
        after_notice=after_notice,
        after_release=after_release,
        as_of=as_of,
        notes=wording.notes,
        notice_facts=notice_facts,
        notices_deck=notices_deck,
        overview=build_overview,
        percent=wording.percent,
        places=places,
        quoted_together=quoted_together,
        relayed=relayed,
        released=released,
        silent=silent,
        wire_flows=wire_flows,
        order_of=wording.order_of,
        our_deck=our_deck,
        safe_url=safe_url,
        short_interval=wording.short_interval,
        side_by_side=side_by_side,
        telling=telling,
        text_map=text_map,
        timeline=build_timeline,
        whose=whose,
        whose_words=whose_words,
        why=why,
    )
    environment.globals.update(
        relations=wording.RELATIONS,
        credits=wording.CREDITS,
        credited=CREDITED,
        credit_of=Credit,
        done=DONE,
        standings=STANDINGS,
        caveat=wording.CAVEAT,
    )
    return environment


def clip(text: str, most: int) -> str:
    """Return *text* cut to *most* characters, an ellipsis where something is missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"


def _count(number: int | Sized, one: str, many: str | None = None) -> str:
    return wording.count(number if isinstance(number, int) else len(number), one, many)


def _printable(value: object) -> object:
    """Take control, bidirectional and private characters out of every string printed; markup of ours passes."""
    return sanitize(value) if isinstance(value, str) and not isinstance(value, Markup) else value
