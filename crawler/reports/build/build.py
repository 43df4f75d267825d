"""The report, built as data from frozen input values. Same input, in any order, gives the same report."""

from __future__ import annotations

from typing import Any

from crawler.reports.build.basis import Basis
from crawler.reports.inputs import ReportInput
from crawler.reports.model import Limits, Report
from crawler.reports.section import Section
from crawler.reports.sections import SECTIONS


def build(data: ReportInput, limits: Limits | None = None) -> Report:
    """Return the report of *data*. Stories and links that name copies that are not among its copies leave those out."""
    return report_of(Basis(data, limits or Limits()))


def report_of(basis: Basis) -> Report:
    """Return the report of what *basis* finds, as far as its limits go."""
    data = basis.data
    return Report(
        title=data.title,
        as_of=data.as_of,
        window_hours=data.window_hours,
        limits=basis.limits,
        overview=basis.overview,
        stories=basis.stories,
        parts={section.key: _built(section, basis) for section in SECTIONS},
    )


def _built(section: Section, basis: Basis) -> Any:
    """Return a section's value; None, as where there is nothing to say, where a fault prevents it."""
    try:
        return section.build(basis)
    except Exception as error:  # noqa: BLE001  # a fault of ours costs its own section
        basis.faults.note(error)
        return None
