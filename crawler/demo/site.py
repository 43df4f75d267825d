"""The site of a fixture world: which answer belongs to which address. No network here; the server plays it.

A world is a folder: `site.json` (the plan), `feed.xml` and `pages/<case>/{page.html, meta.json}`. It has its own clock:
every page has the instant at which it was fetched, everything else the world's base time.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

_HTML, _FEED, _TEXT = "text/html; charset=utf-8", "application/rss+xml; charset=utf-8", "text/plain; charset=utf-8"
_LONGEST_WAIT = 2.0  # seconds: a fixture may be slow, never stuck


class WorldError(ValueError):
    """The folder holds no usable world; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says to one request: status, headers and body; `wait` is how long it takes first, in seconds."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    gzipped: bytes | None = None

    @property
    def etag(self) -> str:
        """The strong entity tag of the body as it is, RFC 9110 section 8.8.3."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


@dataclass(frozen=True, slots=True)
class Site:
    """All answers of a world by canonical URL, and its clock."""

    answers: Mapping[str, Answer]
    start_urls: tuple[str, ...]
    followed_urls: tuple[str, ...]
    listed_urls: tuple[str, ...]
    base_time: datetime
    fetched_at_by_url: Mapping[str, datetime]

    @classmethod
    def load(cls, world: Path) -> Site:
        """Read the world in the folder *world*. Raises WorldError when it is not one or is inconsistent."""
        try:
            plan = json.loads((world / "site.json").read_text(encoding="utf-8"))
            return _load(world, plan)
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise WorldError(f"{world} holds no fixture world: {error}") from error

    def answer(self, url: str) -> Answer:
        """Return the answer for *url*; a 404 where there is none."""
        return self.answers.get(canonical(url), _NOTHING)

    def fetched_at(self, url: str) -> datetime:
        """Return the instant, aware UTC, that the world's clock showed when *url* was fetched."""
        return self.fetched_at_by_url.get(canonical(url), self.base_time)


_NOTHING = Answer(HTTPStatus.NOT_FOUND, b"Nothing stands here.\n", {"Content-Type": _TEXT})


def canonical(url: str) -> str:
    """Return *url* with its host lower-cased, port 80 and fragment gone and an empty path as "/"."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removesuffix(":80")
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", parts.query, ""))


def _load(world: Path, plan: Mapping[str, Any]) -> Site:
    answers = {url: _page(world, url, case, plan) for url, case in plan["pages"].items()}
    answers |= {url: _body((world / name).read_bytes(), _FEED) for url, name in plan["feeds"].items()}
    answers |= {f"http://{host}/robots.txt": _body(text.encode(), _TEXT) for host, text in plan["robots"].items()}
    answers |= {row["from"]: _redirect(row["to"], row["status"]) for row in plan["redirects"]}
    return Site(
        answers={canonical(url): answer for url, answer in answers.items()},
        start_urls=tuple(plan["start_urls"]),
        followed_urls=tuple(plan.get("followed_urls", ())),
        listed_urls=tuple(plan.get("listed_urls", ())),
        base_time=_instant(plan["base_time"]),
        fetched_at_by_url={canonical(url): _case_time(world, case) for url, case in plan["pages"].items()},
    )


def _page(world: Path, url: str, case: str, plan: Mapping[str, Any]) -> Answer:
    body = (world / "pages" / case / "page.html").read_bytes()
    wait = min(float(plan["slow"].get(url, 0.0)), _LONGEST_WAIT)
    # No time stamp inside: the same page must be the same bytes in every run.
    packed = gzip.compress(body, mtime=0) if url in plan["gzip"] else None
    return _body(body, _HTML, wait=wait, packed=packed)


def _body(body: bytes, content_type: str, *, wait: float = 0.0, packed: bytes | None = None) -> Answer:
    return Answer(HTTPStatus.OK, body, {"Content-Type": content_type}, wait, packed)


def _redirect(target: str, status: int) -> Answer:
    return Answer(HTTPStatus(status), b"", {"Location": target})


def _case_time(world: Path, case: str) -> datetime:
    meta = json.loads((world / "pages" / case / "meta.json").read_text(encoding="utf-8"))
    return _instant(meta["fetched_at"])


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
