"""Pages as answers: the report's own, live, and those that only a server has, in the same frame."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from crawler.reports.html.environment import environment
from crawler.reports.site.live import Live, LiveEntry
from crawler.reports.site.pages import Page
from crawler.reports.site.render import frame, render_page
from crawler.serve.served import Served, State

LIVE: Final = Live(
    (
        LiveEntry("find", "find", "Search"),
        LiveEntry("who", "who", "Who ran it?"),
        LiveEntry("runs", "runs", "Runs"),
        LiveEntry("review", "review", "Review"),
        LiveEntry("api", "api", "For programs"),
    )
)


def served(request: Request) -> Served:
    """Return what the application serves."""
    held: Served = request.app.state.served
    return held


def site_page(page: Page, state: State) -> HTMLResponse:
    """Return a page of the report's site."""
    return HTMLResponse(render_page(page, state.model, LIVE))


def view(template: str, kind: str, state: State, *, status: int = 200, asked: str = "", **about: Any) -> HTMLResponse:
    """Return a page that only a server has; *kind* is its own in the contents."""
    context = {
        **frame(Page(kind=kind), state.model, replace(LIVE, asked=asked)),
        "state": state,
        "asked": asked,
        **about,
    }
    return HTMLResponse(_environment().get_template(template).render(context) + "\n", status)


@lru_cache(maxsize=1)
def styles() -> str:
    """Return the style of the pages that only a server has."""
    return (files("crawler.serve") / "templates" / "serve.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    folders = [PackageLoader("crawler.serve", "templates"), PackageLoader("crawler.reports", "templates")]
    return environment().overlay(loader=ChoiceLoader(folders))
