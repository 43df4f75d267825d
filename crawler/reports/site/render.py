"""A site's pages as HTML. `render_page` makes any one of them by itself: for a folder, or for a server that is asked for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from crawler.reports.html.environment import environment
from crawler.reports.sections import SECTIONS
from crawler.reports.site.address import SCRIPT, STYLES, root_of
from crawler.reports.site.links import SiteLinks
from crawler.reports.site.live import Live
from crawler.reports.site.model import SiteModel
from crawler.reports.site.pages import CONTENTS, PER_PAGE, Page, contents, count_of, slices_of
from crawler.reports.site.search_index import parts_of

_TITLES = {entry.kind: entry for entry in CONTENTS}
_Context = dict[str, Any]


def render_page(page: Page, model: SiteModel, live: Live | None = None) -> str:
    """Return the HTML of one page; with *live*, as a server gives it. Raises KeyError for a page about something that the model does not hold."""
    template, make = _KINDS.get(page.kind, _SECTIONS)
    context = {**frame(page, model, live), **make(page, model)}
    return environment().get_template(f"site/{template}.html.j2").render(context) + "\n"


def frame(page: Page, model: SiteModel, live: Live | None = None) -> _Context:
    """Return what the frame of every page is made of; *live* is what a server adds to it, whose links begin at its root."""
    root = "/" if live else root_of(page.path)
    return {
        "report": model.report,
        "model": model,
        "page": page,
        "root": root,
        "links": SiteLinks(model, root),
        "contents": contents(model),
        "entry": _TITLES.get(page.kind),
        "parts_of": parts_of,
        "live": live,
    }


def self_contained(page: Page, model: SiteModel) -> str:
    """Return the HTML of one page with its style inside and without its script, for a printer or a mail."""
    text = render_page(page, model)
    root = root_of(page.path)
    style = f'<link rel="stylesheet" href="{root}{STYLES}">'
    text = text.replace(f'<script defer src="{root}{SCRIPT}"></script>\n', "", 1)
    return text.replace(style, f"<style>\n{stylesheet()}</style>", 1)


def stylesheet() -> str:
    """Return the one stylesheet of all pages."""
    folder = files("crawler.reports") / "templates"
    names = dict.fromkeys(["report.css", *(style for section in SECTIONS for style in section.styles), "site.css"])
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


def script() -> str:
    """Return the script that adds search, sorting and filters."""
    return (files("crawler.reports") / "templates" / "site.js").read_text(encoding="utf-8")


def _index(_: Page, model: SiteModel) -> _Context:
    return {"top": model.travelled[:12]}


def _stories(page: Page, model: SiteModel) -> _Context:
    return _part(page, model.travelled)


def _days(_: Page, model: SiteModel) -> _Context:
    return {"days": model.days}


def _day(page: Page, model: SiteModel) -> _Context:
    every = list(model.days)
    at = every.index(page.key)
    return {
        **_part(page, model.days[page.key]),
        "before": every[at - 1] if at else None,
        "after": every[at + 1] if at + 1 < len(every) else None,
    }


def _story(page: Page, model: SiteModel) -> _Context:
    story = model.story(page.key)
    return {
        "story": story,
        "before": model.by_place.get(story.place - 1),
        "after": model.by_place.get(story.place + 1),
    }


def _outlet(page: Page, model: SiteModel) -> _Context:
    return {"profile": model.outlets[page.key], **_part(page, model.ran_by.get(page.key, ()))}


def _wire(page: Page, model: SiteModel) -> _Context:
    use = model.wires[page.key]
    return {"use": use, **_part(page, [model.by_key[key] for key in use.stories])}


def _sections(page: Page, model: SiteModel) -> _Context:
    slices = slices_of(page.kind, model)
    return {"parts": slices[page.number - 1], "numbers": len(slices)}


def _part(page: Page, entries: Sequence[Any]) -> _Context:
    """Return the entries of a list that stand on one of its pages, and how many pages there are."""
    start = (page.number - 1) * PER_PAGE
    return {"entries": entries[start : start + PER_PAGE], "every": entries, "numbers": count_of(entries)}


_SECTIONS: tuple[str, Callable[[Page, SiteModel], _Context]] = ("sections", _sections)
#: The template of each kind of page, and what it is given; every other kind is made of sections.
_KINDS: Mapping[str, tuple[str, Callable[[Page, SiteModel], _Context]]] = {
    "index": ("index", _index),
    "stories": ("stories", _stories),
    "days": ("days", _days),
    "day": ("day", _day),
    "story": ("story", _story),
    "outlet": ("outlet", _outlet),
    "wire": ("wire", _wire),
}
