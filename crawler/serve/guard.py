"""Who may ask, and what every answer says to a browser. Between the server and everything else.

A browser on this machine can be made to ask a server on this machine: pages elsewhere name it by an address of their own
(DNS rebinding), so the Host header must be one of ours, and forms elsewhere post to it, so a post must come from our own
pages (`check_post`).
"""

from __future__ import annotations

import hmac
import socket
from collections.abc import Collection, Iterable
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Cookies do not know ports: another server on this machine may have set one of another name.
COOKIE = "wiretrace_token"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # without any a browser hides from us where a form comes from
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Refuses whoever has no business here: 400 without a Host, 421 with another's, 401 without the token."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], token: str | None) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await (refusal or self._app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        names = headers.getlist("host")
        name = _name_of(names[0]) if len(names) == 1 else ""
        if not name:
            return _refused(scope, 400, "the request says no host")
        if name not in self._hosts and not ("*" in self._hosts and _is_address(name)):
            return _refused(scope, 421, "this server does not go by that name")
        return self._token_refusal(scope, headers) if self._token is not None else None

    def _token_refusal(self, scope: Scope, headers: Headers) -> Response | None:
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for key, value in asked if key == "token"]
        if given and self._is_token(given[-1]) and scope["method"] in {"GET", "HEAD"}:
            rest = urlencode([(key, value) for key, value in asked if key != "token"])
            answer = RedirectResponse("/" + scope["path"].lstrip("/") + (f"?{rest}" if rest else ""), status_code=303)
            answer.set_cookie(COOKIE, given[-1], httponly=True, samesite="strict", path="/")
            return answer
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if (scheme.lower() == "bearer" and self._is_token(bearer.strip())) or self._is_token(_cookie(headers)):
            return None
        refusal = _refused(scope, 401, "a token is needed: open the address that `wiretrace serve` printed")
        refusal.headers["www-authenticate"] = 'Bearer realm="wiretrace"'
        return refusal

    def _is_token(self, text: str) -> bool:
        return hmac.compare_digest(text.encode(), (self._token or "").encode())


def check_post(request: Request, posted: str, token: str) -> bool:
    """Return whether a form was posted by a page of this server: with the page's token, and from nowhere else as far as the browser says."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    return hmac.compare_digest(posted.encode(), token.encode())


def names_of_host(host: str) -> frozenset[str]:
    """Return by which names a server that listens on *host* may be asked; "*" means any address in numbers."""
    names: Iterable[str] = (host.strip("[]").lower(),)
    if is_loopback(host):
        names = ("localhost", "127.0.0.1", "::1", *names)
    elif _is_address(host) and ip_address(host.strip("[]")).is_unspecified:
        names = ("localhost", "*", socket.gethostname().lower(), socket.getfqdn().lower())
    return frozenset(names)


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches a server that listens on *host*."""
    return host == "localhost" or (_is_address(host) and ip_address(host.strip("[]")).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _name_of(host: str) -> str:
    """Return the name in a Host header, "" where it is not one."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    return (parts.hostname or "") if host == parts.netloc and "@" not in host else ""


def _cookie(headers: Headers) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _refused(scope: Scope, status: int, why: str) -> Response:
    if scope["path"].startswith("/api/"):
        return JSONResponse({"error": why}, status)
    return PlainTextResponse(f"{why}\n", status)
