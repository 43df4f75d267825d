"""What a request brings: a form's fields within a limit, and numbers of pages."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LONGEST_TEXT = 200_000  # characters of a pasted text: some forty times the longest article
_LONGEST_BODY = 1_000_000  # bytes; a text in another script takes nine for a letter in a form
_MOST_FIELDS = 2_000


async def body_of(request: Request, *, most: int = _LONGEST_BODY) -> bytes:
    """Return a request's body. Raises HTTPException (413) for one of more than *most* bytes, without reading all of it."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise HTTPException(413, f"more than {most:,} bytes")
        parts.append(part)
    return b"".join(parts)


async def form_of(request: Request) -> dict[str, list[str]]:
    """Return the fields of a posted form. Raises HTTPException (413, 415, 422) for what is not one."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415, "a form is expected")
    try:
        pairs = parse_qsl((await body_of(request)).decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(422, "not a form") from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def page_number(request: Request) -> int:
    """Return the number of the page that is asked for, 1 where none is. Raises HTTPException (404) for what is not one."""
    text = request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6) or int(text) < 1:
        raise HTTPException(404, "no such page")
    return int(text)
