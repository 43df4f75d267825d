"""Raw pages that are old and prove nothing are let go; nothing that was read from them changes."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from crawler.errors import StoreError
from crawler.jobs.checking import verify_store
from crawler.jobs.intake.importing import import_records
from crawler.jobs.track import track
from crawler.jobs.upkeep.rereading import reread
from crawler.jobs.upkeep.retention import prune_store, would_prune
from crawler.sightings.registries import load_registries
from crawler.store.links import links
from crawler.store.records import copies, sightings
from crawler.store.schema import payload
from crawler.store.store import Store
from crawler.store.stories import told_stories
from crawler.tracking.config import TrackingConfig

KNOWN = load_registries()
OLD, NEW = datetime(2026, 1, 10, 8, tzinfo=UTC), datetime(2026, 6, 10, 8, tzinfo=UTC)
BETWEEN = NEW - timedelta(days=30)


def text(number: int) -> str:
    """Three hundred words that no other number has."""
    drawn = Random(number)
    words = ["".join(drawn.choices("abdegiklmnoprstu", k=6)) for _ in range(300)]
    return ". ".join(" ".join(words[start : start + 12]).capitalize() for start in range(0, 300, 12)) + "."


def article(outlet: str, number: int, fetched_at: datetime) -> dict[str, object]:
    """A record of an article."""
    return {
        "id": f"{outlet}-{number}-{fetched_at:%m}", "outlet": outlet, "url": f"https://{outlet}.example/{number}", "title": f"Story {number}",
        "text": text(number), "time": fetched_at.isoformat(), "fetched_at": fetched_at.isoformat(),
    }  # fmt: skip


#: Two outlets ran 1; nobody else ran 2 and 3, which are old; 4 is new.
ARTICLES = [
    article("gull", 1, OLD),
    article("tern", 1, OLD),
    article("gull", 2, OLD),
    article("tern", 3, OLD),
    article("gull", 4, NEW),
]


@pytest.fixture
def store(store_url):
    """A tracked store of them."""
    with closing(Store(store_url)) as opened:
        import_records(opened, ARTICLES, KNOWN)
        track(opened, TrackingConfig())
        yield opened


def answers(store: Store) -> tuple:
    """All that reports and exports are made from."""
    with store.read() as connection:
        return list(sightings(connection)), copies(connection), links(connection), told_stories(connection)


def bodies(store: Store) -> int:
    """How many payloads have bytes."""
    with store.read() as connection:
        return connection.execute(sa.select(sa.func.count()).where(sa.func.length(payload.c.body) > 0)).scalar_one()


def test_what_goes_and_what_stays(store):
    """The two old ones that nobody else ran; told before as it is done."""
    before, would = answers(store), would_prune(store, before=BETWEEN)
    done = prune_store(store, before=BETWEEN)
    assert done == would
    assert (done.gone.number, done.kept.number, bodies(store)) == (2, 3, 3)
    assert answers(store) == before
    assert all(check.good for check in verify_store(store))
    assert prune_store(store, before=BETWEEN).gone.number == 0


def test_verdicts_are_made_again_without_them(store):
    """Reading and judging everything again leaves what cannot be read as it was read."""
    before = answers(store)
    prune_store(store, before=BETWEEN)
    assert reread(store, KNOWN) == 3
    track(store, TrackingConfig())
    assert [set(map(repr, part)) for part in answers(store)] == [set(map(repr, part)) for part in before]


def test_a_later_copy_of_what_went_is_found(store):
    """Its text and keys are still there."""
    prune_store(store, before=BETWEEN)
    import_records(store, [article("puffin", 2, OLD + timedelta(hours=3))], KNOWN)
    track(store, TrackingConfig())
    with store.read() as connection:
        assert len(links(connection)) == 2


def test_bytes_that_come_again_are_kept_again(store):
    """The same page fetched later: the store has its bytes once more."""
    prune_store(store, before=BETWEEN)
    import_records(store, [ARTICLES[2] | {"fetched_at": NEW.isoformat()}], KNOWN)
    assert bodies(store) >= 4
    assert all(check.good for check in verify_store(store))


def test_a_store_that_was_not_tracked_is_refused(store):
    """Which pages are evidence is not known yet."""
    import_records(store, [article("puffin", 9, NEW)], KNOWN)
    with pytest.raises(StoreError, match="run `wiretrace track` first"):
        prune_store(store, before=BETWEEN)


def test_room_is_given_back(store):
    """The store is whole afterwards."""
    before = answers(store)
    prune_store(store, before=BETWEEN)
    store.shrink()
    assert answers(store) == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(("--older-than", "90d", "--dry-run"), 0, "would go", id="told"),
        pytest.param(("--older-than", "90d", "--shrink"), 0, "let go", id="done"),
        pytest.param(("--older-than", "none"), 2, "is no age", id="no-age"),
        pytest.param(("--older-than", "soon"), 2, "is no length of time", id="no-time"),
        pytest.param((), 2, "--older-than", id="nothing"),
    ],
)
def test_the_command(wiretrace, tmp_path, words, code, said):
    """One line, of what went or of what is wrong."""
    with closing(Store(f"sqlite:///{tmp_path / 'wiretrace.db'}")) as opened:
        import_records(opened, ARTICLES[:1], KNOWN)
        track(opened, TrackingConfig())
    done = wiretrace("db", "prune", *words, cwd=tmp_path)
    assert done.code == code, done.err
    assert said in (done.out if code == 0 else done.err)
