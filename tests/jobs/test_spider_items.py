"""The Scrapy add-on: fields of items, each article once, settings that are wrong, and docs/scrapy.md run as it is written."""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import attrs
import pytest
import scrapy

from crawler.errors import InputError
from crawler.jobs.spider_items.fields import Fields
from crawler.jobs.spider_items.store_items import ItemStore
from crawler.sightings.registries import load_registries
from crawler.store.records import copies, sightings
from tests import places
from tests.command import environment
from tests.site import Site, story
from tests.stores import exported

SAME = Fields.from_setting({})


@dataclass
class Plain:
    """A dataclass item."""

    text: str = "Gulls were counted."
    title: str = "Gulls"


@attrs.define
class Attrs:
    """An attrs item."""

    text: str = "Gulls were counted."
    title: str = "Gulls"


class Declared(scrapy.Item):
    """A Scrapy item."""

    text = scrapy.Field()
    title = scrapy.Field()
    never_set = scrapy.Field()


@pytest.mark.parametrize(
    "item",
    [
        pytest.param({"text": "Gulls were counted.", "title": "Gulls"}, id="dict"),
        pytest.param(Plain(), id="dataclass"),
        pytest.param(Attrs(), id="attrs"),
        pytest.param(Declared(text="Gulls were counted.", title="Gulls"), id="scrapy-item"),
    ],
)
def test_items_of_every_kind_give_the_same_record(item):
    """What a project's items are made of does not matter."""
    assert SAME.record(item) == {"text": "Gulls were counted.", "title": "Gulls"}


@pytest.mark.parametrize(
    ("setting", "item", "record"),
    [
        pytest.param({"text": "body"}, {"body": "A", "text": "teaser"}, {"text": "A"}, id="named"),
        pytest.param({"text": ["body", "text"]}, {"body": "", "text": "B"}, {"text": "B"}, id="first-that-is-filled"),
        pytest.param({}, {"text": ["One. ", "Two."], "title": ["Gulls ", " again"]}, {"text": "One.\nTwo.", "title": "Gulls again"}, id="lists"),
        pytest.param({}, {"text": "<p>One &amp; two.</p><p>Three.</p>", "title": "<b>Gulls</b>"}, {"text": "One & two.\nThree.", "title": "Gulls"}, id="markup"),
        pytest.param({}, {"text": "A", "time": datetime(2026, 11, 28, 9, tzinfo=UTC), "modified": date(2026, 11, 29)}, {"text": "A", "time": "2026-11-28T09:00:00+00:00", "modified": "2026-11-29"}, id="datetimes"),
        pytest.param({}, {"text": "A", "time": 1_764_000_000}, {"text": "A", "time": "2025-11-24T16:00:00+00:00"}, id="seconds"),
        pytest.param({}, {"text": "A", "kind": "wire", "tags": ["x", b"y"], "image": b"z"}, {"text": "A", "tags": ["x", None]}, id="other-fields"),
        pytest.param({"time": "published"}, {"text": "A", "time": "4 min read"}, {"text": "A"}, id="a-field-of-our-name-that-means-something-else"),
        pytest.param({}, {"text": "A", "id": 7}, {"text": "A", "id": "7"}, id="number-as-id"),
    ],
)  # fmt: skip
def test_fields_are_read_as_the_setting_says(setting, item, record):
    """Mapped fields in the words of an import; other plain values by their names."""
    assert Fields.from_setting(setting).record(item) == record


@pytest.mark.parametrize("text", [None, "", " ", [], ["", " "], 0.5, True, b"x"], ids=str)
def test_an_item_without_a_text_gives_no_record(text):
    """Whatever stands where a text should be."""
    assert SAME.record({"text": text, "title": "Gulls"}) is None


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        pytest.param({"txt": "body"}, "'txt' is not known; did you mean text?", id="unknown-key"),
        pytest.param({"text": 3}, "text: must be the name of a field or a list of names, not 3", id="number"),
        pytest.param({"text": []}, "text: must be the name of a field or a list of names", id="empty"),
        pytest.param(["text"], "must be a table", id="list"),
    ],
)
def test_a_mapping_that_cannot_be_right_is_refused(setting, problem):
    """One line says what is wrong."""
    with pytest.raises(InputError, match=re.escape(problem)):
        Fields.from_setting(setting)


def test_the_same_text_from_the_same_address_is_stored_once(store):
    """However its address is spelt; another text there, or the same text elsewhere, is news."""
    items = ItemStore(store, load_registries())
    first = {"text": story(1), "outlet": "Harbour Post", "url": "https://post.example/a", "fetched_at": "2026-11-28T09:00:00Z"}  # fmt: skip
    later = {**first, "fetched_at": "2026-11-29T09:00:00Z"}
    assert items.add(first) == ("stored", "")
    assert items.add(later | {"url": "http://POST.example/a?utm_source=x"}) == ("duplicate", "")
    assert items.add(later | {"text": story(1).upper()}) == ("duplicate", "")
    assert items.add(later | {"text": story(2)}) == ("stored", "")
    assert items.add(later | {"url": "https://post.example/b"}) == ("stored", "")
    assert items.add(first | {"fetched_at": "yesterday"})[0] == "refused"
    with store.read() as connection:
        assert (len(list(sightings(connection))), len(copies(connection))) == (3, 2)


PAGE = places.PROJECT / "docs" / "scrapy.md"
HOST = "http://www.harbourpost.example"


def article(headline: str, paper: str, body: str) -> bytes:
    """A story's page as the documented spider expects it."""
    return f'<html><body><span class="paper">{paper}</span><h1>{headline}</h1><time datetime="2026-11-28T09:00:00Z"></time><span class="section">Coast</span><article>{body}</article></body></html>'.encode()


ROUTES = {
    "/": "".join(f'<h2><a href="/{name}">x</a></h2>' for name in ("post", "echo", "video")).encode(),
    "/post": article("Gulls counted", "Harbour Post", f"<p>{story(1)}</p>"),
    "/echo": article("Many gulls", "Oldhaven Echo", f"<p>{story(1)}</p>"),
    "/video": article("Gulls on film", "Oldhaven Echo", "<p></p>"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """What docs/scrapy.md says, done word for word in an empty folder: its folder, what each line printed, and how to run more."""
    root = tmp_path_factory.mktemp("docs")
    (part,) = [part for part in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE) if part.startswith("Spiders of your own")]  # fmt: skip
    blocks = re.findall(r"^```(\w+) ?([\w./]*)\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
    bin_folder = Path(sys.executable).parent
    with Site({HOST + path: page for path, page in ROUTES.items()}) as site:
        known = environment() | {"http_proxy": site.url, "PYTHONPATH": str(places.PROJECT), "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}  # fmt: skip
        folder, printed = root, dict[str, subprocess.CompletedProcess[str]]()

        def run(line: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(shlex.split(line), cwd=folder, env=known, capture_output=True, text=True, timeout=120, check=False)  # fmt: skip

        for language, name, text in blocks:
            if language == "python":
                with (folder / name).open("a") as file:
                    file.write(text)
            for line in text.splitlines() if language == "sh" else ():
                if line.startswith("cd "):
                    folder = folder / line.removeprefix("cd ")
                else:
                    printed[line] = run(line)
        yield folder, printed, run


@pytest.mark.slow
def test_the_page_is_true_word_for_word(project):
    """Each line of it works; two papers with one text are one story, the item without a text went on to the export."""
    folder, printed, _ = project
    assert {line: done.returncode for line, done in printed.items()} == dict.fromkeys(printed, 0), printed
    assert len((folder / "items.jsonl").read_text().splitlines()) == 3
    log = printed["scrapy crawl desk -o items.jsonl"].stderr
    for stat in ("stored': 2", "no-text': 1", "links': 1", "stories': 1"):
        assert f"'wiretrace/{stat}" in log
    (told,) = exported("stories", folder, store="newsroom.db")
    assert len(told["copies"]) == 2
    seen = exported("sightings", folder, store="newsroom.db")
    assert {(row["outlet"], row["headline"], row["url"]) for row in seen} == {
        ("Harbour Post", "Gulls counted", f"{HOST}/post"),
        ("Oldhaven Echo", "Many gulls", f"{HOST}/echo"),
    }
    assert {(row["extra"]["section"], row["extra"]["spider"], row["published_earliest"]) for row in seen} == {("Coast", "desk", "2026-11-28T09:00:00Z")}  # fmt: skip
    assert (folder / "report").is_dir()


@pytest.mark.slow
def test_a_second_crawl_brings_nothing_twice(project):
    """What the store has is counted, and nothing is tracked again."""
    folder, _, run = project
    before = len(exported("sightings", folder, store="newsroom.db"))
    log = run("scrapy crawl desk").stderr
    assert "'wiretrace/duplicate': 2" in log
    assert "wiretrace/stored" not in log
    assert len(exported("sightings", folder, store="newsroom.db")) == before


@pytest.mark.slow
def test_a_mapping_that_fits_no_item_is_said_at_the_end(project):
    """Items have the text elsewhere: nothing is stored, and the warning names their fields."""
    _, _, run = project
    done = run("""scrapy crawl desk -s WIRETRACE_STORE=other.db -s 'WIRETRACE_FIELDS={"text": "words"}'""")
    assert "'wiretrace/no-text': 3" in done.stderr
    assert "no item was stored: WIRETRACE_FIELDS takes the text from words, and items have body, headline, paper, published, section" in done.stderr  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "told"),
    [
        pytest.param('WIRETRACE_FIELDS={"txt": "body"}', "wiretrace: WIRETRACE_FIELDS: 'txt' is not known; did you mean text?", id="unknown-key"),
        pytest.param("WIRETRACE_FIELDS={text", "wiretrace: WIRETRACE_FIELDS: ", id="no-json"),
        pytest.param("WIRETRACE_STORE=sqlite:////nowhere/at/all.db", "wiretrace: WIRETRACE_STORE: there is no folder /nowhere/at", id="no-folder"),
        pytest.param("WIRETRACE_STORE=scrapy.cfg", "wiretrace: WIRETRACE_STORE: ", id="no-store"),
        pytest.param("WIRETRACE_OUTLETS=gone.toml", "wiretrace: WIRETRACE_OUTLETS: ", id="no-outlets"),
    ],
)  # fmt: skip
def test_a_wrong_setting_ends_the_program_with_one_line(project, setting, told):
    """Before anything is fetched, without a traceback."""
    _, _, run = project
    done = run(f"scrapy crawl desk -s {shlex.quote(setting)}")
    assert done.returncode == 1
    assert done.stderr.startswith(told)
    assert len(done.stderr.strip().splitlines()) == 1
