"""Review: what is worth a look, the forms for decisions, and what becomes of them. The only pages that write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from crawler.errors import InputError
from crawler.jobs.deciding.applying import decide_about_outlets, decide_about_texts
from crawler.jobs.reviewing import OutletSeen, outlet_seen
from crawler.reports.wording.decisions import effect_in_words, ruling_in_words
from crawler.serve.forms import form_of
from crawler.serve.guard import check_post
from crawler.serve.pages import copy_called
from crawler.serve.served import State, writing
from crawler.serve.views import served, view
from crawler.store.decisions.stored import undo
from crawler.store.store import Store
from crawler.text.sanitize import sanitize
from crawler.tracking.decisions.decision import Ruling
from crawler.tracking.relation import Story

_LONGEST = {"who": 100, "why": 500}
_NAMES = 100  # outlets with names like others that are listed


def routes() -> list[Route]:
    """Return the addresses of these pages."""
    return [
        Route("/review", review_page),
        Route("/review/story/{key}", story_page),
        Route("/review/outlet/{key}", outlet_page),
        Route("/review/outlet", outlets_decided, methods=["POST"]),
        Route("/review/pair", pair_decided, methods=["POST"]),
        Route("/review/split", split_decided, methods=["POST"]),
        Route("/review/merge", merge_decided, methods=["POST"]),
        Route("/review/undo", undone, methods=["POST"]),
    ]


def review_page(request: Request) -> Response:
    """Return what is worth a look, and every decision."""
    held = served(request)
    state = held.state()
    near = [each for each in state.strangers if each.near][:_NAMES]
    return view(
        "review.html.j2", "review", state, token=request.app.state.form_token, calls=state.close_calls,
        bridges=state.bridges, near=near, going_on=request.app.state.applying.is_going_on(), ruling_in_words=ruling_in_words, effect_in_words=effect_in_words,
    )  # fmt: skip


def story_page(request: Request) -> Response:
    """Return the forms that split a story or merge it with another."""
    state = served(request).state()
    story = _story(state, request.path_params["key"])
    return view("review_story.html.j2", "review", state, token=request.app.state.form_token, story=story)


def outlet_page(request: Request) -> Response:
    """Return the form that says which other outlet an outlet is, or is not."""
    held, key = served(request), request.path_params["key"]
    state = held.state()
    try:
        outlet = _outlet(state, key)
    except InputError:
        raise HTTPException(404) from None
    near = [other for each in state.strangers if each.key == key for other in each.near]
    return view(
        "review_outlet.html.j2", "review", state, token=request.app.state.form_token, outlet=outlet, near=near
    )  # fmt: skip


async def outlets_decided(request: Request) -> Response:
    """Decide that an outlet is the same as another, which is chosen or named, or that it is not."""
    fields = await _fields(request)
    ruling = {"one": Ruling.ONE_OUTLET, "two": Ruling.TWO_OUTLETS}.get(_one(fields, "ruling"))
    if ruling is None:
        raise HTTPException(422, "say whether it is one outlet")
    state = await run_in_threadpool(served(request).state)
    typed = _one(fields, "other").strip()
    other = _outlet_meant(state, typed) if typed else _one(fields, "near")
    if not other:
        raise HTTPException(422, "choose the other outlet, or name it")
    try:
        a, b = _outlet(state, _one(fields, "outlet")), _outlet(state, other)
    except InputError as problem:
        raise HTTPException(422, str(problem)) from None
    said, now = _said(fields), request.app.state.clock()
    return await _write(request, lambda store: decide_about_outlets(store, ruling, a, b, now=now, **said))


async def pair_decided(request: Request) -> Response:
    """Decide about two copies: one is a copy of the other, or it is not."""
    fields = await _fields(request)
    ruling = {"copy": Ruling.COPY, "not-a-copy": Ruling.NOT_A_COPY}.get(_one(fields, "ruling"))
    if ruling is None:
        raise HTTPException(422, "say whether it is a copy")
    state = await run_in_threadpool(served(request).state)
    a, b = (copy_called(state, _one(fields, name)) for name in "ab")
    about = f"{a.outlet or 'unknown'}: {a.headline} / {b.outlet or 'unknown'}: {b.headline}"
    return await _decided(request, ruling, ([a.key], [b.key]), about, fields)


async def split_decided(request: Request) -> Response:
    """Split the copies that were chosen from a story."""
    fields = await _fields(request)
    state = await run_in_threadpool(served(request).state)
    story = _story(state, _one(fields, "story"))
    chosen = [key for key in story.copies if key in fields.get("copy", ())]
    rest = [key for key in story.copies if key not in chosen]
    if not chosen or not rest:
        raise HTTPException(422, "choose some copies, and leave some")
    about = f"{_headline(state, story)}: {', '.join(sorted({state.copies[key].outlet or 'unknown' for key in chosen}))}"
    return await _decided(request, Ruling.SPLIT, (chosen, rest), about, fields)


async def merge_decided(request: Request) -> Response:
    """Merge a story with another, which is named by its key or by the address of its page."""
    fields = await _fields(request)
    state = await run_in_threadpool(served(request).state)
    story, other = _story(state, _one(fields, "story")), _story_meant(state, _one(fields, "other"))
    if story.key == other.key:
        raise HTTPException(422, "that is the same story")
    about = f"{_headline(state, story)} / {_headline(state, other)}"
    return await _decided(request, Ruling.MERGE, (list(story.copies), list(other.copies)), about, fields)


async def undone(request: Request) -> Response:
    """Undo a decision."""
    fields = await _fields(request)
    number = _one(fields, "id")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise HTTPException(422, "which decision?")
    return await _write(request, lambda store: _undone(store, int(number), request.app.state.clock()))


async def _fields(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form that one of our own pages posted. Raises HTTPException (403)."""
    fields = await form_of(request)
    if not check_post(request, _one(fields, "token"), request.app.state.form_token):
        raise HTTPException(
            403,
            "This form is not from a page of this server, or from before it was started again; load the page again.",
        )
    return fields


async def _decided(
    request: Request, ruling: Ruling, sides: tuple[list[str], list[str]], about: str, fields: dict[str, list[str]]
) -> Response:
    about, now, said = sanitize(about)[:500], request.app.state.clock(), _said(fields)
    return await _write(request, lambda store: decide_about_texts(store, ruling, *sides, about=about, now=now, **said))


def _said(fields: dict[str, list[str]]) -> dict[str, str]:
    """Return who decides, and why."""
    said = {name: " ".join(sanitize(_one(fields, name)).split()) for name in _LONGEST}
    if not said["who"] or any(len(said[name]) > most for name, most in _LONGEST.items()):
        raise HTTPException(422, "say who decides, in 100 characters, and why, in 500")
    return said


async def _write(request: Request, change: Callable[[Store], Any]) -> Response:
    try:
        await run_in_threadpool(_changed, request, change)
    except InputError as problem:
        raise HTTPException(422, str(problem)) from None
    return RedirectResponse("/review#decided", status_code=303)


def _changed(request: Request, change: Callable[[Store], Any]) -> None:
    """Change the store by a connection of its own, as the others only read, and track it."""
    with writing(served(request)) as store:
        change(store)
    request.app.state.applying.bring_in()


def _undone(store: Store, number: int, now: datetime) -> None:
    with store.write() as connection:
        undo(connection, number, now=now)


def _story(state: State, key: str) -> Story:
    if (story := state.stories.get(key)) is None:
        raise HTTPException(404)
    return story


def _story_meant(state: State, text: str) -> Story:
    """Return the story of a key, or of the address of a page."""
    path = text.partition("://")[2].partition("/")[2] or text.lstrip("/")
    page = state.paths.get(path.partition("#")[0])
    return _story(state, page.key if page is not None and page.kind == "story" else text.strip())


def _outlet(state: State, key: str) -> OutletSeen:
    return outlet_seen(state.data.copies, state.registries.outlets, key)


def _outlet_meant(state: State, text: str) -> str:
    """Return the key of an outlet that is called by its key, by a name or by its domain; of one that nothing has, what its name would be."""
    if text in state.registries.outlets.by_key:
        return text
    found = state.registries.outlet_of(text, url=None)
    return found.key if found is not None else text


def _headline(state: State, story: Story) -> str:
    return state.copies[story.fullest].headline


def _one(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[-1]
