"""Wires' own items in the store: one copy an item, its newest usable version, the same in whatever order things came."""

import json
from itertools import permutations
from pathlib import Path

import pytest
import sqlalchemy as sa

from crawler.jobs.finding import find
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import Imported, import_paths
from crawler.jobs.track import track
from crawler.jobs.upkeep.rereading import reread
from crawler.sightings.record import Copy, Kind
from crawler.sightings.registries import Registries, load_registries
from crawler.sightings.senders import sender_of
from crawler.store.records import copies, sightings, skipped_items
from crawler.store.schema import copy, learned_boilerplate, segment
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from tests import places
from tests.site import story
from tests.stores import rows_of

FIXTURES = places.FIXTURES / "wirefeeds"
FEED, OUTLETS = FIXTURES / "newsml-g2" / "feed.xml", FIXTURES / "outlets.jsonl"
DAY = "urn:hna.example:20261121:"
HNA = "Harbour News Agency"
KNOWN = load_registries(FIXTURES / "registry.toml")
CONFIG = TrackingConfig()


def brought(store: Store, *paths: Path, known: Registries = KNOWN, wire: str | None = None) -> Imported:
    """Import files one after the other, tracking after each, as a user does."""
    for path in paths:
        done = import_paths(store, [path], known, defaults=Defaults(wire=wire))
        track(store, CONFIG)
    return done


def items(store: Store) -> dict[str, Copy]:
    """The wires' items in a store, by the last part of their guid."""
    with store.read() as connection:
        return {
            (each.external_id or "").rpartition(":")[2]: each for each in copies(connection) if each.kind is Kind.WIRE
        }


def a_line(**changes: object) -> str:
    """One JSONL line of a wire's item."""
    return json.dumps({"id": "x", "kind": "wire", "wire": "Reuters", "title": "Head", "text": story(1), **changes})


def written(folder: Path, *lines: str, name: str = "in.jsonl") -> Path:
    """A file of lines."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def test_versions_of_an_item_are_one_copy(store):
    """The newest usable version is the text, the first release the time, and all versions are kept."""
    brought(store, FEED)
    found = items(store)
    assert set(found) == {"parrot", "marsh", "ferry", "clock"}
    parrot = found["parrot"]
    assert (parrot.outlet, parrot.outlet_key) == (HNA, "harbour-news-agency")
    assert "Bosun will live with the former keeper's sister" in parrot.text
    assert [(v.about.number, v.about.status) for v in parrot.versions] == [(1, "usable"), (2, "usable")]
    assert parrot.published.earliest == parrot.published.latest
    assert f"{parrot.published.earliest:%H:%M}" == "08:00"
    assert parrot.attribution.wire_service == HNA
    assert parrot.note == "Adds paragraphs four and five"


def test_a_kill_is_a_fact_of_the_copy_and_leaves_its_text(store):
    """The text that was sent stays for comparison; the status and the note say that it was taken back."""
    brought(store, FEED)
    ferry = items(store)["ferry"]
    assert (ferry.status, ferry.note) == ("canceled", "KILL: the licence was renewed. Take down all versions.")
    assert ferry.text.startswith("LITTLE SKERRY")
    assert ferry.headline == "Night ferry to Little Skerry to stop on Monday"
    with store.read() as connection:
        row = connection.execute(sa.select(copy.c.kind, copy.c.status).where(copy.c.key == ferry.key)).one()
    assert tuple(row) == ("wire", "canceled")


def test_an_embargo_puts_the_release_off(store):
    """What was sent at ten and may be printed at noon was released at noon."""
    brought(store, FEED)
    marsh = items(store)["marsh"]
    assert f"{marsh.published.earliest:%H:%M}" == "12:00"


LINES = {
    1: a_line(version=1, time="2026-11-21T08:00:00Z", text=story(1)),
    2: a_line(version=2, time="2026-11-21T09:00:00Z", text=f"{story(1)} {story(2)}"),
    3: a_line(version=3, time="2026-11-21T10:00:00Z", text="Withdrawn.", status="canceled", note="KILL"),
}


@pytest.mark.slow
@pytest.mark.parametrize("order", list(permutations(LINES)), ids=str)
def test_versions_may_come_in_any_order(tmp_path, order):
    """Row, wording, segments and copy are what all versions say together, however they came in."""
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    for number in order:
        brought(store, written(tmp_path, LINES[number], name=f"{number}.jsonl"))
    (item,) = items(store).values()
    with store.read() as connection:
        row = connection.execute(sa.select(copy)).mappings().one()
        segments = connection.execute(sa.select(sa.func.count()).select_from(segment)).scalar()
    hits = find(store, story(2), KNOWN, CONFIG).hits
    store.close()
    assert (item.status, item.note, item.text) == ("canceled", "KILL", row["text"])
    assert row["text"] == f"{story(1)} {story(2)}"
    assert (row["status"], row["words"]) == ("canceled", item.words)
    assert (f"{row['earliest']:%H}", f"{row['latest']:%H}") == ("08", "10")
    assert segments == len({line for line in row["text"].replace(". ", ".\n").split("\n") if line})
    assert [hit.copy.key for hit in hits] == [item.key]


@pytest.mark.slow
def test_the_feed_may_come_after_the_copies(tmp_path):
    """Copies, links and pickups are the same, feed first or outlets first."""
    found = []
    for name, paths in (("a", (FEED, OUTLETS)), ("b", (OUTLETS, FEED))):
        store = Store(f"sqlite:///{tmp_path / name}.db")
        brought(store, *paths)
        rows = {what: rows_of(store, what, KNOWN) for what in ("copies", "links", "pickups")}
        found.append([{k: v for k, v in row.items() if k != "stories"} for what in rows for row in rows[what]])
        store.close()
    assert found[0] == found[1]
    assert len(found[0]) > 20


@pytest.mark.slow
def test_reading_again_changes_nothing(store):
    """`track --rebuild` gives the same items, pickups and skipped names from the raw feeds."""
    brought(store, FEED, OUTLETS)
    before = rows_of(store, "copies", KNOWN), rows_of(store, "pickups", KNOWN)
    reread(store, KNOWN)
    track(store, CONFIG)
    assert (rows_of(store, "copies", KNOWN), rows_of(store, "pickups", KNOWN)) == before
    with store.read() as connection:
        assert skipped_items(connection) == {"package": 1, "picture": 1, "remote-text": 1}


def test_the_same_feed_twice_changes_nothing(store):
    """A file that comes again, and one that repeats some items, add no copy and no version."""
    brought(store, FEED)
    before = {name: item.versions for name, item in items(store).items()}
    done = brought(store, FEED)
    assert (done.captures, done.new) == (1, 0)
    assert {name: item.versions for name, item in items(store).items()} == before


@pytest.mark.parametrize("case", ["ninjs-1/feed.json", "ninjs-2/feed.jsonl", "ninjs-3/feed.json", "newsml-g2/feed.xml"])
def test_wires_formats_need_no_option(tmp_path, case):
    """ninjs and NewsML-G2 are known by what is in them, and name their sender."""
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    done = brought(store, FIXTURES / case)
    found = {name: (item.outlet, item.status, len(item.versions), item.words) for name, item in items(store).items()}
    store.close()
    assert (done.items, done.wires) == (6, {HNA})
    assert found == {
        "parrot": (HNA, "usable", 2, 175),
        "marsh": (HNA, "usable", 1, 135),
        "ferry": (HNA, "canceled", 2, 90),
        "clock": (HNA, "usable", 1, 85),
    }


@pytest.mark.parametrize("case", ["rss/feed.xml", "atom/feed.atom"])
def test_a_feed_of_anybody_is_a_wires_when_the_user_says_so(tmp_path, case):
    """With --wire its entries are originals; the release is when the feed says that the entry was first published."""
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    brought(store, FIXTURES / case, wire=HNA)
    found = items(store)
    store.close()
    assert {item.outlet for item in found.values()} == {HNA}
    assert f"{found['parrot'].published.earliest:%H:%M}" == ("08:00" if "atom" in case else "09:30")
    assert found["parrot"].urls == ("https://hna.example/parrot",)


def test_an_outlets_rss_holds_nobodys_originals(tmp_path):
    """Without --wire nothing of a feed is anybody's original: its whole articles are an outlet's."""
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    done = brought(store, FIXTURES / "rss" / "feed.xml")
    with store.read() as connection:
        seen = list(sightings(connection))
    store.close()
    assert (done.captures, len(seen), done.items) == (1, 2, 0)
    assert {each.item for each in seen} == {None}


@pytest.mark.parametrize(
    ("providers", "asked", "name", "key"),
    [
        (("AFP",), None, "AFP", "agence-france-presse"),
        (("Agence France-Presse",), HNA, "AFP", "agence-france-presse"),
        (("Some Desk",), "Reuters", "Reuters", "reuters"),
        (("Some Desk",), None, "Some Desk", "some-desk"),
        ((), "Our  Own\u202eWire", "Our OwnWire", "our-ownwire"),
        ((HNA,), None, HNA, "harbour-news-agency"),
    ],
    ids=["code", "known provider wins", "asked for", "as printed", "hostile", "own registry"],
)
def test_who_sent_an_item(providers, asked, name, key):
    """A provider that the registry knows, else whom the user names, else the provider as printed."""
    sender = sender_of(providers, asked, KNOWN)
    assert (sender.name, sender.outlet_key) == (name, key)


def test_an_item_that_nobody_sent_is_skipped_by_name(store, tmp_path):
    """No sender in the feed and none from the user: counted, named, and no copy of anybody."""
    path = written(tmp_path, json.dumps({"uri": "urn:nobody", "headline": "A", "body_text": story(1)}), name="a.json")
    done = brought(store, path)
    assert done.skipped == {"no-wire-named": ["urn:nobody"]}
    assert items(store) == {}
    assert brought(store, path, wire="Reuters").items == 1


def test_a_later_version_alone_was_out_somewhen_between(store, tmp_path):
    """With version three only, the first release lies between the making of the item and that version."""
    item = {"uri": "urn:x", "version": 3, "headline": "A", "body_text": story(1), "copyrightholder": "dpa",
            "firstcreated": "2026-11-21T08:00:00Z", "versioncreated": "2026-11-21T11:00:00Z"}  # fmt: skip
    brought(store, written(tmp_path, json.dumps(item), name="a.json"))
    (found,) = items(store).values()
    assert (f"{found.published.earliest:%H}", f"{found.published.latest:%H}") == ("08", "11")


@pytest.mark.slow
def test_a_wires_items_are_never_its_boilerplate(store, tmp_path):
    """Lines that an agency's own site repeats were learned; they are text again once its feed comes, in either order."""
    form = "The agency asks its clients to keep this line at the end of every item it sends."
    pages = [json.dumps({"id": f"p{n}", "outlet": "Some Desk", "text": f"{story(10 + n)}\n{form}"}) for n in range(6)]
    brought(store, written(tmp_path, *pages))
    with store.read() as connection:
        assert connection.execute(sa.select(learned_boilerplate.c.outlet_key)).scalars().all() == ["some-desk"]
    brought(store, written(tmp_path, a_line(wire="Some Desk", text=f"{story(30)}\n{form}"), name="b.jsonl"))
    with store.read() as connection:
        assert connection.execute(sa.select(learned_boilerplate.c.outlet_key)).scalars().all() == []
    assert form in items(store)["x"].text


@pytest.mark.slow
def test_a_wire_that_no_registry_has_is_credited_by_its_name(store):
    """Whoever prints the full name credits it, in every export; a short form is known by a registry alone."""
    plain = load_registries()
    brought(store, FEED, OUTLETS, known=plain)
    by_id = {row["id"]: row for row in rows_of(store, "copies", plain)}
    assert by_id["ledger-salt"]["credited_in_this_rendering"]
    assert not by_id["star-ferry"]["credited_in_this_rendering"]
    assert by_id["star-ferry"]["wire"] == HNA
    seen = {row["id"]: row for row in rows_of(store, "sightings", plain)}
    assert seen["ledger-salt"]["credited_in_this_rendering"]
    ran = {row["copy"]: row for row in rows_of(store, "pickups", plain)}
    assert ran["ledger-salt"]["credit"] == "shown"


@pytest.mark.slow
def test_links_say_which_side_is_the_original(store):
    """The words went from the wire's own item to the copy, whatever the times say; between two copies nobody knows."""
    brought(store, FEED, OUTLETS)
    links = rows_of(store, "links", KNOWN)
    guid = f"{DAY}ferry"
    (link,) = [link for link in links if guid in (link["a"], link["b"])]
    assert link[link["original"]] == guid
    assert {link["original"] for link in links if DAY not in link["a"] + link["b"]} == {None}


@pytest.mark.slow
def test_find_and_explain_know_items(store):
    """A text is found in the wire's own item as in any copy, and the item goes by its guid."""
    brought(store, FEED, OUTLETS)
    text = items(store)["ferry"].text
    hits = find(store, text, KNOWN, CONFIG).hits
    assert {hit.copy.external_id for hit in hits} == {f"{DAY}ferry", "star-ferry"}
    assert hits[0].copy.kind is Kind.WIRE
