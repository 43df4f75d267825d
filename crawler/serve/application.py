"""The application: its addresses, its guard, and what becomes of errors."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from crawler.errors import StoreError, UserError
from crawler.faults import fault_note
from crawler.serve import pages, review
from crawler.serve.api import routes as api
from crawler.serve.applying import Applying
from crawler.serve.guard import Guard
from crawler.serve.served import Served
from crawler.serve.views import view

_SAYS = {
    404: "There is no such page.",
    405: "This page cannot be asked in that way.",
    413: "That is too much at once",
    415: "That is not what this page takes",
    422: "That cannot be understood",
}


def application(
    held: Served,
    *,
    hosts: Collection[str],
    token: str | None,
    clock: Callable[[], datetime],
    note: Callable[[str], None],
) -> Starlette:
    """Return the application that serves *held* to whoever asks for one of *hosts*, with *token* where that is not None.

    *note* is told of faults, in a line each.
    """
    app = Starlette(
        routes=[*api.routes(), *review.routes(), *pages.routes()],
        middleware=[Middleware(Guard, hosts=hosts, token=token)],
        exception_handlers={HTTPException: _refused, UserError: _failed, Exception: _faulty},
    )
    app.state.served, app.state.clock, app.state.note = held, clock, note
    app.state.applying = Applying(held, note)
    app.state.form_token = secrets.token_urlsafe()
    return app


def _refused(request: Request, problem: Exception) -> Response:
    refusal = problem if isinstance(problem, HTTPException) else HTTPException(500)
    says = _SAYS.get(refusal.status_code, refusal.detail)
    if refusal.status_code in {413, 415, 422}:
        says = f"{says}: {refusal.detail}."
    return _answer(request, refusal.status_code, says, dict(refusal.headers or {}))


def _failed(request: Request, problem: Exception) -> Response:
    return _answer(request, 503 if isinstance(problem, StoreError) else 422, str(problem), {})


def _faulty(request: Request, problem: Exception) -> Response:
    says = f"{fault_note(problem)}; please report it"
    request.app.state.note(f"{request.method} {request.url.path}: {says}")
    return _answer(request, 500, says, {})


def _answer(request: Request, status: int, says: str, headers: dict[str, str]) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": says}, status, headers)
    if status >= 500:  # there may be nothing to make a page of
        return PlainTextResponse(f"{says}\n", status, headers)
    answer = view("refused.html.j2", "refused", request.app.state.served.state(), status=status, says=says)
    answer.headers.update(headers)
    return answer
