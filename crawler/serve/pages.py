"""The pages for reading: the report's, one copy, one pair, the search, "who ran this text?", the runs."""

from __future__ import annotations

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from crawler.errors import InputError, NoSuchCopy
from crawler.evidence.page import pair_part
from crawler.jobs.evidence.gathering import as_pair
from crawler.jobs.explaining import explain
from crawler.jobs.finding import Found, WordHits, around, find, find_words, rarest_words
from crawler.jobs.sources.running import runs_now
from crawler.reports.site.address import SCRIPT, STYLES
from crawler.reports.site.render import script, stylesheet
from crawler.serve.forms import LONGEST_TEXT, form_of, page_number
from crawler.serve.served import Served, State
from crawler.serve.views import served, site_page, styles, view
from crawler.sightings.record import Copy
from crawler.text.boilerplate import cut_boilerplate
from crawler.text.disguises.plain import as_read
from crawler.text.sanitize import sanitize
from crawler.text.words import count_words
from crawler.tracking.config import TrackingConfig

PER_PAGE = 25  # results
LONGEST_SEARCH = 500  # characters
_MOST_RAN = 200  # copies that share text with one that was pasted, on one page
_FEW = 3  # of them, where other ways to look are named
_RUNS = 200


def routes() -> list[Route]:
    """Return the addresses of these pages."""
    return [
        Route("/", front),
        Route("/find", find_page),
        Route("/who", who_page),
        Route("/who", who_answer, methods=["POST"]),
        Route("/runs", runs_page),
        Route("/copy/{key}", copy_page),
        Route("/pair/{a}/{b}", pair_page),
        Route(f"/{STYLES}", asset),
        Route(f"/{SCRIPT}", asset),
        Route("/assets/serve.css", asset),
        Route("/{path:path}", report_page),
    ]


def front(_: Request) -> Response:
    """Lead to the overview."""
    return RedirectResponse("/index.html", status_code=303)


def asset(request: Request) -> Response:
    """Return a style or the script."""
    path = request.url.path.lstrip("/")
    if path == SCRIPT:
        return Response(script(), media_type="text/javascript")
    return Response(stylesheet() if path == STYLES else styles(), media_type="text/css")


def report_page(request: Request) -> Response:
    """Return a page of the report's site."""
    state = served(request).state()
    page = state.paths.get(request.path_params["path"])
    if page is None:
        raise HTTPException(404)
    return site_page(page, state)


def find_page(request: Request) -> Response:
    """Return the copies that have some words."""
    held = served(request)
    state, number = held.state(), page_number(request)
    asked = " ".join(sanitize(request.query_params.get("q", "")).split())[:LONGEST_SEARCH]
    hits = word_hits(held, state, asked, number) if asked else None
    last = -(-hits.total // PER_PAGE) if hits else 1
    if hits and hits.total and number > last:
        raise HTTPException(404)
    shown = [(copy, around(copy, hits.asked)) for copy in hits.copies] if hits else []
    return view(
        "find.html.j2", "find", state, asked=asked, hits=hits, shown=shown, number=number, last=last,
        first=(number - 1) * PER_PAGE + 1,
    )  # fmt: skip


def word_hits(held: Served, state: State, asked: str, number: int) -> WordHits | None:
    """Return a page of the copies that have the words of *asked*; None where it has none."""
    try:
        return find_words(held.store, asked, state.registries, limit=PER_PAGE, start=(number - 1) * PER_PAGE)
    except InputError:
        return None


def who_page(request: Request) -> Response:
    """Return the form for a text."""
    return view(
        "who.html.j2", "who", served(request).state(), text="", found=None, words=None, rarest={}, most=LONGEST_TEXT
    )


async def who_answer(request: Request) -> Response:
    """Return who ran the text that was pasted."""
    fields = await form_of(request)
    text = fields.get("text", [""])[-1]
    if len(text) > LONGEST_TEXT:
        raise HTTPException(413, f"a text of more than {LONGEST_TEXT:,} characters")
    return await run_in_threadpool(_who, served(request), text)


def _who(held: Served, text: str) -> Response:
    state = held.state()
    found, words, rarest = None, None, {}
    if count_words(text) >= state.config.min_words:
        found = who_ran(held, state, text, limit=_MOST_RAN)
        rarest = rarest_words(held.store, text) if len(found.hits) < _FEW else {}
    elif text.strip():
        words = word_hits(held, state, " ".join(sanitize(text).split())[:LONGEST_SEARCH], 1)
    return view(
        "who.html.j2", "who", state, text=text, found=found, words=words, rarest=rarest, most=LONGEST_TEXT,
        shown=[(copy, around(copy, words.asked)) for copy in words.copies] if words else [],
    )  # fmt: skip


def who_ran(held: Served, state: State, text: str, *, limit: int) -> Found:
    """Return *limit* of the copies that share text with *text*, as `wiretrace find` does. Raises TooShort."""
    cleaned = cut_boilerplate(as_read(text).text, credits=state.registries.wires.credit_names()).text
    return find(held.store, cleaned, state.registries, TrackingConfig(window_hours=None), limit=limit)


def runs_page(request: Request) -> Response:
    """Return the runs that go on, and the last that ended."""
    held = served(request)
    now = request.app.state.clock()
    going, ended = runs_now(held.store, now=now, most=_RUNS)
    return view("runs.html.j2", "runs", held.state(), going=going, ended=ended, now=now)


def copy_page(request: Request) -> Response:
    """Return one copy: its text, where it was seen, and what shares text with it."""
    state = served(request).state()
    copy = copy_called(state, request.path_params["key"])
    links = sorted(
        ((link, state.copies[link.b if link.a == copy.key else link.a]) for link in state.links_of.get(copy.key, ())),
        key=lambda pair: (-pair[0].comparison.words, pair[1].key),
    )
    return view("copy.html.j2", "copy", state, copy=copy, links_here=links[:100], more=len(links[100:]))


def pair_page(request: Request) -> Response:
    """Return the proof for two copies."""
    held = served(request)
    state = held.state()
    a, b = (copy_called(state, request.path_params[name]) for name in "ab")
    try:
        proof = explain(held.store, a.key, b.key, state.registries, state.config)
    except NoSuchCopy:
        raise HTTPException(404) from None
    return view(
        "pair.html.j2",
        "pair",
        state,
        token=request.app.state.form_token,
        proof=proof,
        part=Markup("").join(pair_part(as_pair(proof))),
    )


def copy_called(state: State, name: str) -> Copy:
    """Return a copy by its key or id. Raises HTTPException (404)."""
    if (key := state.by_name.get(name)) is None:
        raise HTTPException(404)
    return state.copies[key]
