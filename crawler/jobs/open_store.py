"""A store as a library shows it: what is in it as plain values, the question who ran a text, and articles going in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.engine import Connection

from crawler.arguments import checked
from crawler.errors import StoreMissing, StoreUnavailable
from crawler.jobs.finding import Hit, find
from crawler.jobs.intake.importing import Imported, import_records
from crawler.jobs.track import Tracked, track
from crawler.jobs.upkeep.rereading import reread, rereading_due
from crawler.sightings.copies import with_inferred_wires
from crawler.sightings.custom_wires import with_custom_wires_seen
from crawler.sightings.record import Copy, Sighting
from crawler.sightings.registries import Registries
from crawler.store import links as stored
from crawler.store import records
from crawler.store.registry import stored_registries
from crawler.store.settings import stored_window
from crawler.store.store import Store
from crawler.store.stories import told_stories
from crawler.text.boilerplate import cut_boilerplate
from crawler.text.disguises.plain import as_read
from crawler.tracking.config import TrackingConfig
from crawler.tracking.relation import Link, Story


class OpenStore:
    """A store that is open until `close()`, or until its `with` block ends. Each method sees one state of the database."""

    def __init__(self, store: Store) -> None:
        self._opened = store
        self._closed = False

    def __repr__(self) -> str:
        return f"<store {self._opened.shown}{', closed' if self._closed else ''}>"

    @property
    def _store(self) -> Store:
        if self._closed:
            raise StoreUnavailable(f"{self._opened.shown} was closed; open it again")
        return self._opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection. Whatever is asked of the store afterwards raises StoreUnavailable."""
        self._opened.close()
        self._closed = True

    def sightings(self) -> list[Sighting]:
        """Return every sighting, in order of arrival, without the boilerplate learned of its outlet."""
        with self._store.read() as connection:
            known = stored_registries(connection)
            copies = _copies(connection, known)
            return list(with_custom_wires_seen(records.sightings(connection), copies, known.wires))

    def copies(self) -> list[Copy]:
        """Return every copy, ordered by key, with the wire that it inherits from the other copies of its stories."""
        with self._store.read() as connection:
            return _copies(connection, stored_registries(connection))

    def links(self) -> list[Link]:
        """Return every link, in order of the keys of its two copies."""
        with self._store.read() as connection:
            return stored.links(connection)

    def stories(self) -> list[Story]:
        """Return every story in its order, those of one copy included; `copies` are keys."""
        with self._store.read() as connection:
            return told_stories(connection)

    @checked
    def find(self, text: str, limit: int | None = None) -> list[Hit]:
        """Return the copies that share text with *text*, which need not be in the store, those that hold most of it first.

        With a *limit* only so many, and of a story of many copies those are compared that share most passages with it. Raises TooShort for fewer words than tracking looks at (20).
        """
        with self._store.read() as connection:
            known = stored_registries(connection)
        cleaned = cut_boilerplate(as_read(text).text, credits=known.wires.credit_names()).text
        return list(find(self._store, cleaned, known, TrackingConfig(window_hours=None), limit=limit).hits)

    @checked
    def import_articles(self, articles: Iterable[Mapping[str, object]], *, track_now: bool = True) -> Imported:
        """Store articles and bring links and stories up to date; what is in the store already is left alone.

        The keys of an article are "text" (required), "id", "url", "outlet", "title", "time", "modified" and "fetched_at"
        (ISO 8601 or an aware datetime); others are stored with it. What did not go in is in `.problems`, a line each, and
        stops nothing. With `track_now=False` links and stories stay as they are until `track()`.
        """
        with self._store.read() as connection:
            known = stored_registries(connection)
        done = import_records(self._store, articles, known)
        if track_now:
            self.track()
        return done

    def track(self) -> Tracked:
        """Bring links and stories up to date with the window that the store keeps. Returns how many there are now."""
        with self._store.read() as connection:
            known, hours = stored_registries(connection), stored_window(connection)
        if rereading_due(self._store, known) is not None:
            reread(self._store, known)
        return track(self._store, TrackingConfig(window_hours=hours))


@checked
def open_store(where: str | Path, *, make: bool = False, upgrade: bool = False) -> OpenStore:
    """Open the store at *where*: a SQLite file, or a URL (`sqlite:///news.db`, `postgresql+psycopg://USER@HOST/NAME`).

    With *make* a file that is not there is made, with *upgrade* an older store is brought up to date in place. Raises
    StoreMissing, StoreUnavailable, StoreCorrupt, StoreTooOld, StoreTooNew, all of them StoreError.
    """
    return OpenStore(Store(store_url(where), make=make, upgrade=upgrade))


def store_url(where: str | Path) -> str:
    """Return the URL of the store at *where*, which may be the name of a file. Raises StoreMissing for one in memory."""
    text = str(where)
    url = text if "://" in text else f"sqlite:///{text}"
    if not text or url in {"sqlite://", "sqlite:///", "sqlite:///:memory:"}:
        raise StoreMissing("name a file or a server: a store in memory is gone when the program ends")
    return url


def _copies(connection: Connection, registries: Registries) -> list[Copy]:
    return with_inferred_wires(records.copies(connection), told_stories(connection), registries.wires)
