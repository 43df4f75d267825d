"""The signed webhook: JSON by POST, signed as Standard Webhooks says, so that its receivers' libraries can check it.

`webhook-signature` is "v1," and the base64 of HMAC-SHA256 over `webhook-id`.`webhook-timestamp`.BODY. The timestamp is that of
the attempt: a receiver refuses old ones, and ids that it has seen.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import http.client
import json
import ssl
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from crawler.alerts.message import Message
from crawler.errors import NotSent

_SECRET = "whsec_"  # noqa: S105  # how Standard Webhooks spells a secret in base64
_TIMEOUT = 20.0  # seconds for each step of the connection
_GONE = 410  # as Standard Webhooks has it, the one answer after which nothing more should come


def signature(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the value of `webhook-signature`. Raises NotSent for a secret that is no base64 though it says so."""
    try:
        key = (
            base64.b64decode(secret.removeprefix(_SECRET), validate=True)
            if secret.startswith(_SECRET)
            else secret.encode()
        )
    except binascii.Error:
        raise NotSent("the webhook's secret begins with whsec_ and goes on with no base64", lasting=True) from None
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers_of(secret: str, message_id: str, body: bytes, *, at: datetime) -> Mapping[str, str]:
    """Return the headers of one attempt."""
    timestamp = int(at.timestamp())
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "wiretrace",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, message_id=message_id, timestamp=timestamp, body=body),
    }


def send_webhook(url: str, secret: str, message: Message, *, at: datetime) -> None:
    """Send a message. Only 2xx means that it arrived; redirects are not followed. Raises NotSent."""
    body = json.dumps(message.data | {"text": message.text}, ensure_ascii=False, sort_keys=True).encode()
    parts = urlsplit(url)
    host = parts.hostname or ""
    connection = (
        http.client.HTTPSConnection(host, parts.port, timeout=_TIMEOUT, context=ssl.create_default_context())
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, parts.port, timeout=_TIMEOUT)
    )
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body=body, headers=dict(headers_of(secret, message.id, body, at=at)))
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as problem:
        raise NotSent(f"{host}: {problem or type(problem).__name__}") from None
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise NotSent(f"{host}: answered {status}", lasting=status == _GONE)
