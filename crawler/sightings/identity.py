"""Keys of captures, copies and sightings: made of their content, so that they never depend on the order of arrival."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crawler.pages.html.secrets import redacted, redacted_in
from crawler.sightings.record import Capture
from crawler.text.words import join, words


def new_capture(raw: bytes, *, kind: str, **about: Any) -> Capture:
    """Return *raw* as a capture with its key and SHA-256; *about* are the other fields of `Capture`.

    Secrets in its address and claims are left out.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    about = _without_secrets(about)
    key = capture_key(url=about.get("url"), fetched_at=about.get("fetched_at"), sha256=sha256, wire=about.get("wire"))
    return Capture(key=key, sha256=sha256, kind=kind, raw=raw, **about)


def _without_secrets(about: dict[str, Any]) -> dict[str, Any]:
    url = about.get("url")
    if url and (shown := redacted(url)) != url:
        about = {**about, "url": shown, "asked": url}
    return {**about, "claims": redacted_in(about["claims"])} if about.get("claims") else about


def capture_key(*, url: str | None, fetched_at: datetime | None, sha256: str, wire: str | None = None) -> str:
    """Name one receipt of a page: the same bytes from the same place at the same instant are one capture.

    Bytes said to be a *wire*'s own feed are read otherwise, so they are another.
    """
    return _digest(url or "", fetched_at.isoformat() if fetched_at else "", sha256, *([wire] if wire else ()))


def copy_key(*, outlet_key: str, text: str, headline: str, external_id: str | None = None) -> str:
    """Name one outlet's publication of one text: by its words, so that quotes, case and spacing of a rendering do not matter.

    A record that came with an id of its own keeps it as part of its identity; a text without words goes by its headline.
    """
    body = join(words(text)) or "headline:" + join(words(headline))
    return _digest(outlet_key, external_id or "", body)


def item_key(*, outlet_key: str, guid: str | None, text: str, headline: str) -> str:
    """Name one item of a wire's own feed over all its versions: by its guid, or by its words where the feed gives none."""
    return _digest(outlet_key, "wire item", guid or "", "" if guid else join(words(text)) or join(words(headline)))


def copy_text(text: str, headings: Sequence[str]) -> str:
    """Return the text that copies are compared by: a sighting's without its section headings.

    An aggregator drops them from the related blocks of one page and shows them on the article's own: one copy all the same.
    """
    return "\n".join(line for line in text.split("\n") if line not in headings) if headings else text


def sighting_key(*, capture: str, role: str, position: int) -> str:
    """Name one place on one capture."""
    return f"{capture}-{role[0]}{position}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
