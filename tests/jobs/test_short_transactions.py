"""What tracking does while it may write: others wait for it then, so that texts are cut, read, signed and compared before."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy.engine import Connection

from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.track import track
from crawler.jobs.tracking import grouping
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from crawler.text.segments import segments
from crawler.text.voice import read_voiced
from crawler.tracking.config import TrackingConfig
from crawler.tracking.learned_boilerplate import repeated_segments
from crawler.tracking.signatures import sign
from crawler.tracking.stories import group
from crawler.tracking.verdict import compare
from tests.stores import rows_of
from tests.tracking.test_tracking import text

WORK = {each.__code__: each.__name__ for each in (segments, read_voiced, repeated_segments, sign, compare, group)}


class Watched(Store):
    """A store that counts work on texts: all of it, and what is done while a transaction may write."""

    def __init__(self, url: str) -> None:
        """Open the store."""
        super().__init__(url)
        self.writing = False
        self.done: Counter[str] = Counter()
        self.done_writing: Counter[str] = Counter()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction, and remember that it is open."""
        with super().write() as connection:
            self.writing = True
            try:
                yield connection
            finally:
                self.writing = False

    def watch(self, frame: object, event: str, _: object) -> None:
        """Count a call, as `sys.setprofile` reports it."""
        name = WORK.get(frame.f_code) if event == "call" else None
        if name:
            self.done[name] += 1
            self.done_writing[name] += self.writing


@pytest.mark.slow
def test_nothing_is_worked_out_while_others_wait(tmp_path):
    """Lines are learned, texts signed, compared and grouped; all before the write."""
    footer = " ".join(text(77, 8))
    texts = [" ".join([*text(n // 3, 120), *text(500 + n, 10)]) for n in range(24)]
    records = [
        {"id": str(n), "outlet": f"Outlet {n % 2}", "text": f"{each}\n{footer if n % 2 else ''}"}
        for n, each in enumerate(texts)
    ]
    (tmp_path / "records.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    store = Watched(f"sqlite:///{tmp_path / 'watched.db'}")
    import_paths(store, [tmp_path / "records.jsonl"], load_registries(), defaults=Defaults())
    before = sys.getprofile()
    sys.setprofile(store.watch)
    try:
        track(store, TrackingConfig())
    finally:
        sys.setprofile(before)
        store.close()
    assert set(WORK.values()) <= store.done.keys()
    assert not +store.done_writing


def test_what_another_tracking_grouped_meanwhile_is_grouped_again(tmp_path, monkeypatch):
    """Two trackings come to the same stories; whoever writes second begins again from what the first has left."""
    texts = [" ".join([*text(n // 3, 120), *text(500 + n, 10)]) for n in range(6)]
    records = [{"id": str(n), "outlet": f"Outlet {n}", "text": each} for n, each in enumerate(texts)]
    (tmp_path / "records.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    with closing(Store(f"sqlite:///{tmp_path / 'store.db'}")) as store:
        import_paths(store, [tmp_path / "records.jsonl"], load_registries(), defaults=Defaults())
        calls = []

        def with_another(*arguments: object) -> object:
            calls.append(arguments)
            if len(calls) == 1:
                track(store, TrackingConfig())
            return group(*arguments)

        monkeypatch.setattr(grouping, "group", with_another)
        track(store, TrackingConfig())
        assert len(calls) == 3
        told = [story["copies"] for story in rows_of(store, "stories")]
    assert sorted(map(len, told)) == [3, 3]
