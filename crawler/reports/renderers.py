"""Formats a report can be written in. A new one is a module with `render` and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crawler.reports import render_csv, render_json
from crawler.reports.html import render as render_html
from crawler.reports.markdown import render as render_markdown
from crawler.reports.model import Report

#: A renderer takes the report and returns file names and their texts; the caller writes them, as UTF-8 with "\n".
Renderer = Callable[[Report], Mapping[str, str]]

RENDERERS: Mapping[str, Renderer] = {
    "html": render_html.render,
    "md": render_markdown.render,
    "csv": render_csv.render,
    "json": render_json.render,
}
