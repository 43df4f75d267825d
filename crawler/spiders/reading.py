"""Reading a response as plain values, for `scrapy shell` and `scrapy parse`: what a page would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scrapy.http import Response

from crawler.errors import UnreadablePage
from crawler.pages.html.markup import decode
from crawler.pages.page import Page
from crawler.pages.registry import layout_for
from crawler.sightings.registries import load_registries


def read(response: Response, layout: str | None = None, layouts: Sequence[str | Path] = ()) -> dict[str, Any]:
    """Return what a layout reads off *response*: keys `layout`, `article`, `related`, `links`, `notes`; or `unreadable` and why.

    *layout* names one; without it the page's address and looks choose. *layouts* are custom layout files, or folders
    of them. Nothing is cut, judged or stored. Raises UnknownLayout for a name that nobody registered, LayoutFileError.
    """
    content_type = response.headers.get("Content-Type")
    html = decode(response.body, content_type.decode("latin-1") if content_type else None)
    known = load_registries(layouts=[Path(path) for path in layouts])
    page = Page.from_html(html, url=response.url, outlets=known.outlets)
    try:
        return asdict(layout_for(page, name=layout, custom=known.layouts).read(page))
    except UnreadablePage as error:
        return {"url": response.url, "unreadable": error.reason}
