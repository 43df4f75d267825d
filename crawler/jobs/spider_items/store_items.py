"""Records of spiders' items into a store: each once for its address and text, however often spiders bring it."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.errors import ImportRefused, NotAPageError
from crawler.jobs.open_store import OpenStore
from crawler.jobs.track import Tracked
from crawler.pages.html.addresses import canonicalize
from crawler.sightings.import_records import capture_of_record
from crawler.sightings.observe import observe
from crawler.sightings.registries import Registries
from crawler.store.captures import save_capture
from crawler.store.lookup import urls_of_copy
from crawler.store.registry import keep_registries
from crawler.store.store import Store

#: What became of an item: the names of the counters.
STORED, DUPLICATE, REFUSED = "stored", "duplicate", "refused"


class ItemStore:
    """A store that spiders' items go into, one transaction each: a crawl that is killed loses nothing."""

    def __init__(self, store: Store, registries: Registries) -> None:
        self._store, self._registries = store, registries
        with store.write() as connection:
            keep_registries(connection, registries)

    def add(self, record: Mapping[str, object]) -> tuple[str, str]:
        """Store the article of *record* unless it is there; return what became of it, and why it was refused. Raises StoreError."""
        try:
            capture = capture_of_record(record, where="item")
        except ImportRefused as error:
            return REFUSED, str(error)
        observation = observe(capture, self._registries)
        if observation.unreadable:
            return REFUSED, observation.unreadable
        address = _identity(capture.url)
        with self._store.write() as connection:
            known = {_identity(url) for seen in observation.sightings for url in urls_of_copy(connection, seen.copy)}
            if address in known:
                return DUPLICATE, ""
            save_capture(connection, capture, observation)
        return STORED, ""

    def track(self) -> Tracked:
        """Bring links and stories up to date. Raises StoreError."""
        return OpenStore(self._store).track()

    def close(self) -> None:
        """Close every connection."""
        self._store.close()


def _identity(url: str | None) -> str | None:
    try:
        return canonicalize(url) if url else None
    except NotAPageError:
        return url
