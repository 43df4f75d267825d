"""The report as one HTML file that needs nothing else: no script, no request, light and dark, paper and phone."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.reports.html.environment import environment
from crawler.reports.html.links import InOnePage
from crawler.reports.model import Report
from crawler.reports.sections import SECTIONS

FILE = "report.html"


def render(report: Report) -> Mapping[str, str]:
    """Return {"report.html": the page}."""
    every = [each for each in SECTIONS if each.html and each.single]
    parts = [(each, report.parts[each.key]) for each in every if report.parts[each.key] is not None]
    styles = dict.fromkeys(style for section, _ in parts for style in section.styles)
    page = environment().get_template("report.html.j2")
    links = InOnePage(report)
    return {FILE: page.render(report=report, parts=parts, styles=list(styles), links=links) + "\n"}
