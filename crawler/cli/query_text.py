"""The text that `find` is asked about: from a file, standard input, a saved page or a URL."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from crawler.errors import InputError
from crawler.jobs.intake.binary import is_binary
from crawler.pages.html.markup import decode
from crawler.sightings.identity import new_capture
from crawler.sightings.observe import observe
from crawler.sightings.record import Sighting
from crawler.sightings.registries import Registries
from crawler.store.queue import Accounts
from crawler.store.records import sightings, sightings_at
from crawler.store.store import Store
from crawler.text.boilerplate import cut_boilerplate
from crawler.text.disguises.plain import as_read

Texts = list[tuple[str, str]]  # (headline, text)


def query_texts(
    source: str, store: Store, registries: Registries, *, stdin: TextIO, settings: Mapping[str, Any]
) -> Texts:
    """Return the texts *source* names. A page gives its article and every related block; anything else is one text.

    *settings* say who fetches a page that the store has not got, and which way.
    """
    if "://" in source:
        return _of_url(source, store, settings)
    raw = stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    if is_binary(raw):
        raise InputError(f"{source}: holds no text; give a text file, a saved page, a URL or -")
    kind = "html" if raw.lstrip()[:1] == b"<" else "text"
    observation = observe(new_capture(raw, kind=kind), registries)
    if observation.sightings:
        return _texts(list(observation.sightings))
    text = as_read(decode(raw)).text
    return [("", cut_boilerplate(text, credits=registries.wires.credit_names()).text)]


def _of_url(url: str, store: Store, settings: Mapping[str, Any]) -> Texts:
    """Return what the store has of *url*, or else fetch that one page, politely, into a store of its own."""
    with store.read() as connection:
        known = sightings_at(connection, url)
    if known:
        return _texts(known)
    from crawler.jobs.crawl import crawl  # Scrapy, half a second that only a URL is worth

    with tempfile.TemporaryDirectory() as folder:
        elsewhere = f"sqlite:///{folder}/page.db"
        crawled = crawl([url], overrides={**settings, "WIRETRACE_STORE": elsewhere, "WIRETRACE_MAX_PAGES": 1})
        fetched = Store(elsewhere)
        with fetched.read() as connection:
            seen = list(sightings(connection))
        fetched.close()
    if not seen:
        raise OSError(f"{url}: {_why_nothing(crawled.accounts)}; save its text and give the file")
    return _texts(seen)


def _why_nothing(accounts: Accounts) -> str:
    reasons = [*accounts.refused, *accounts.failed]
    return f"could not be fetched ({', '.join(reasons)})" if reasons else "fetched, but no layout can read it"


def _texts(seen: list[Sighting]) -> Texts:
    return [(each.headline, each.text) for each in seen if each.text]
