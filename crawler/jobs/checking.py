"""Checking that everything the program needs is there, and that the store is intact."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import zlib
from collections import Counter
from contextlib import closing
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from crawler.crawling.browser.settings import browser_settings
from crawler.errors import BrowserMissing, StoreError, StoreMissing
from crawler.faults import fault
from crawler.jobs.politeness_check import Check, check_politeness
from crawler.jobs.tracking.excused import tracking_faults
from crawler.jobs.upkeep.proofs import changed_copies, changed_links
from crawler.store.captures import faults_met, payloads, places_of
from crawler.store.queue import accounts
from crawler.store.store import Store

_NEEDED = ("scrapy", "sqlalchemy", "numpy", "scipy", "feedparser", "lxml", "warcio")
_LEAST_FREE = 512 * 1024 * 1024  # bytes of disk under which a crawl is asking for trouble


def examine(store_url: str, *, folder: Path, contact: str | None, now: datetime) -> list[Check]:
    """Check the interpreter, the libraries, the store, whether a crawl is polite and the disk."""
    return [
        Check("python", sys.version_info >= (3, 11), sys.version.split()[0]),
        *(_library(name) for name in _NEEDED),
        Check("sqlite", sqlite3.sqlite_version_info >= (3, 35), sqlite3.sqlite_version),
        _library("psycopg", optional=True, extra="postgres"),
        _library("pyarrow", optional=True, extra="parquet"),
        _library("numba", optional=True, extra="fast"),
        _library("duckdb", optional=True, extra="duckdb"),
        _library("pyspark", optional=True, extra="spark"),
        _browser(),
        _store(store_url),
        *check_politeness(store_url, contact=contact, now=now),
        _folder(folder),
    ]


def verify_store(store: Store) -> list[Check]:
    """Hold everything that is made of content against its content: pages, copies and links by their digests, the queue by its sum.

    A database that cannot be read any more is a finding, too.
    """
    checks: list[Check] = []
    for verify in (_database, _pages, _copies, _links, _accounts):
        try:
            with store.read() as connection:
                checks.append(verify(connection))
        except (
            StoreError,
            ValueError,
            TypeError,
            LookupError,
            zlib.error,
        ) as error:  # cells that hold what none of ours can
            finding = str(error) if isinstance(error, StoreError) else f"cannot be read ({fault(error)})"
            checks.append(Check(verify.__name__.lstrip("_"), good=False, finding=finding))
    return checks


def _database(connection: Connection) -> Check:
    inner = "ok"
    if connection.dialect.name == "sqlite":
        inner = str(connection.execute(sa.text("PRAGMA integrity_check")).scalar())
    return Check("database", inner == "ok", inner)


def _pages(connection: Connection) -> Check:
    good, broken = 0, []
    for sha256, body in payloads(connection):
        if _intact(sha256, body):
            good += 1
        else:
            broken.append(" ".join([sha256[:12], *places_of(connection, sha256)]))
    return Check("pages", not broken, f"{good} intact" + _named("damaged", broken))


def _copies(connection: Connection) -> Check:
    changed = list(changed_copies(connection))
    return Check(
        "copies",
        not changed,
        ("" if changed else "each has the words that it is named after") + _named("changed", changed),
    )


def _links(connection: Connection) -> Check:
    changed = [f"{a} and {b}" for a, b in changed_links(connection)]
    return Check(
        "links", not changed, ("" if changed else "each says what its texts come to") + _named("changed", changed)
    )


def _accounts(connection: Connection) -> Check:
    books = accounts(connection)
    total = books.stored + books.pending + sum(books.refused.values()) + sum(books.failed.values())
    return Check("accounts", total == books.seen, f"{books.seen} requests seen, {total} accounted for")


def _named(what: str, names: list[str]) -> str:
    return f", {what}: {', '.join(names)}" if names else ""


def _intact(sha256: str, body: bytes) -> bool:
    try:
        return hashlib.sha256(zlib.decompress(body)).hexdigest() == sha256
    except zlib.error:
        return False


def _library(name: str, *, optional: bool = False, extra: str = "") -> Check:
    try:
        return Check(name, good=True, finding=version(name), optional=optional)
    except PackageNotFoundError:
        wanted = f"pip install 'wiretrace[{extra}]'" if extra else "install wiretrace again"
        return Check(name, good=False, finding=f"not installed; {wanted}", optional=optional)


def _browser() -> Check:
    try:
        path = browser_settings()["PLAYWRIGHT_LAUNCH_OPTIONS"]["executable_path"]
    except BrowserMissing as missing:
        return Check("browser", good=False, finding=str(missing), optional=True)
    return Check("browser", good=True, finding=str(path), optional=True)


def _store(url: str) -> Check:
    try:
        store = Store(url, make=False)
    except StoreMissing as problem:
        return Check("store", good=False, finding=str(problem), optional=True)
    except StoreError as problem:
        return Check("store", good=False, finding=str(problem))
    with closing(store), store.read() as connection:
        faults = Counter(faults_met(connection)) + Counter(tracking_faults(connection))
    if not faults:
        return Check("store", good=True, finding=store.shown)
    places = ", ".join(f"{place} ({number})" for place, number in faults.items())
    finding = f"{store.shown}; pages and texts that met an error of this program, by place: {places}; report it, they are kept"
    return Check("store", good=False, finding=finding)


def _folder(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    writable = os.access(folder, os.W_OK)
    finding = f"{folder}, {free // 2**30} GiB free" + ("" if writable else ", not writable")
    return Check("folder", good=writable and free >= _LEAST_FREE, finding=finding)
