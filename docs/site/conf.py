"""Sphinx's settings for the documentation: `make docs` builds it below build/docs, from a copy of docs/ with the reference written into it."""

from __future__ import annotations

from crawler import __version__

project = "Wiretrace"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
html_theme = "furo"
html_title = f"Wiretrace {__version__}"
html_static_path: list[str] = []
html_theme_options = {"source_repository": "", "navigation_with_keys": True}
html_copy_source = False
html_show_sphinx = False
myst_enable_extensions = ["attrs_block"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_preserve_defaults = True
nitpicky = False
