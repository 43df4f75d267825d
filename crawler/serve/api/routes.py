"""The addresses of the interface: parameters are checked, rows become JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from crawler.serve.api.answers import Answer
from crawler.serve.api.openapi import document
from crawler.serve.api.operations import OPERATIONS, Operation
from crawler.serve.forms import body_of
from crawler.serve.views import served, view

_Endpoint = Callable[[Request], Awaitable[Response]]


def routes() -> list[BaseRoute]:
    """Return the addresses."""
    operations = [Route(f"/v1{each.path}", _endpoint(each), methods=[each.method]) for each in OPERATIONS]
    return [Route("/api", api_page), Mount("/api", routes=[Route("/openapi.json", openapi), *operations])]


def openapi(_: Request) -> Response:
    """Return the OpenAPI document."""
    return _json(document())


def api_page(request: Request) -> Response:
    """Return a page that lists the operations."""
    return view("api.html.j2", "api", served(request).state(), operations=OPERATIONS)


def _endpoint(operation: Operation) -> _Endpoint:
    async def answer(request: Request) -> Response:
        taken = await _body(request, operation) if operation.method == "POST" else _query(request, operation)
        key = request.path_params.get(operation.key, "")
        found = await run_in_threadpool(operation.answer, served(request), taken, key)
        return _json(_plain(found) if operation.listed else found.rows[0])

    return answer


def _plain(found: Answer) -> dict[str, Any]:
    return {"total": found.total, "note": found.note, "items": found.rows}


def _query(request: Request, operation: Operation) -> Any:
    pairs = request.query_params.multi_items()
    if len({name for name, _ in pairs}) < len(pairs):
        raise HTTPException(422, "a parameter is given twice")
    try:
        return msgspec.convert(dict(pairs), operation.takes, strict=False)
    except msgspec.ValidationError as problem:
        raise HTTPException(422, str(problem)) from None


async def _body(request: Request, operation: Operation) -> Any:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "JSON is expected")
    if request.query_params:
        raise HTTPException(422, "this takes no parameter but the body")
    try:
        return msgspec.convert(_whole(msgspec.json.decode(await body_of(request))), operation.takes)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise HTTPException(422, str(problem)) from None


def _whole(value: Any) -> Any:
    """Return an object whose whole numbers are integers: to JSON Schema 1.0 is one."""
    if not isinstance(value, dict):
        return value
    return {key: int(each) if isinstance(each, float) and each.is_integer() else each for key, each in value.items()}


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")
