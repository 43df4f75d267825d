"""Archiving a crawl and reading the archive again: the same sightings; and what a killed crawl leaves can be read."""

import io
import signal
import time
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.crawling.archive.responses import WarcFile
from crawler.demo.run import world_folder
from crawler.demo.server import WorldServer
from crawler.jobs.exporting import export
from crawler.jobs.intake.archives import ArchiveReader
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.sightings.record import Capture
from crawler.sightings.registries import load_registries
from crawler.store.queue import accounts as accounts_of
from crawler.store.store import Store
from tests.factories import NOON
from tests.job import finished, run_job, start_job
from tests.jobs.archives import packed
from tests.site import ABOUT_MINING, Site, article_path, page

pytestmark = pytest.mark.slow

REGISTRY = world_folder() / "registry.toml"


def url_of(path: Path) -> str:
    """The URL of a store in a file."""
    return f"sqlite:///{path}"


def exported(store_url: str) -> str:
    """What `wiretrace export sightings` writes."""
    store, out = Store(store_url), io.BytesIO()
    export(store, "sightings", "jsonl", load_registries(REGISTRY), out=out)
    store.close()
    return out.getvalue().decode()


def replay(archives: list[Path], store_url: str):
    """Import archives into a store of their own."""
    store = Store(store_url)
    done = import_paths(store, archives, load_registries(REGISTRY), defaults=Defaults())
    store.close()
    return done


def test_replay_gives_the_sightings_of_the_live_crawl(tmp_path):
    """Byte for byte, keys, fetch times to the microsecond and reservations included.

    Lines stand in the order of arrival, which may differ where two hosts answered at the same moment: nothing else may.
    """
    live, again = url_of(tmp_path / "live.db"), url_of(tmp_path / "again.db")
    with WorldServer(world_folder()) as server:
        accounts = run_job(server.start_urls, live, WIRETRACE_PROXY=server.proxy_url, WIRETRACE_OUTLETS=str(REGISTRY),
                           WIRETRACE_WARC=str(tmp_path / "archive"))  # fmt: skip
    (archive,) = (tmp_path / "archive").iterdir()
    done = replay([archive], again)
    assert done.captures == accounts["stored"] - accounts["unchanged"] > 30  # a page that came twice is one
    assert done.problems == []
    expected = sorted(exported(live).splitlines())
    assert len(expected) > 100
    assert sorted(exported(again).splitlines()) == expected


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A crawl that was killed while it archived, and taken up again."""
    folder = tmp_path_factory.mktemp("killed")

    def slowly(number: int):
        def answer(_times: int):
            time.sleep(0.05)
            links = tuple(article_path(n) for n in (2 * number, 2 * number + 1) if n < 30)
            body = packed(page(number, links=links))
            return 200, {"Content-Encoding": "gzip", "X-Robots-Tag": "noimageai"}, body

        return answer

    routes = {article_path(n): slowly(n) for n in range(1, 30)} | {
        "/en/": page(0, links=(article_path(1), "/en/article/" + "f" * 32))
    }
    with Site(routes) as site:
        options = {"WIRETRACE_WARC": str(folder / "crawl.warc.gz"), "WIRETRACE_OUTLETS": str(REGISTRY)}
        job = start_job([site.url + "/en/"], url_of(folder / "live.db"), **options)
        while len(site.paths) < 12:
            assert job.poll() is None
            time.sleep(0.01)
        job.send_signal(signal.SIGKILL)
        job.communicate()
        accounts = finished(start_job([site.url + "/en/"], url_of(folder / "live.db"), **options))
    return folder, accounts


def test_a_killed_crawl_leaves_an_archive_that_can_be_read(killed):
    """What was written is whole; the run that goes on writes a file of its own; together they hold every page."""
    folder, accounts = killed
    first, second = sorted(folder.glob("crawl*.warc.gz"))
    assert (first.name, second.name) == ("crawl-2.warc.gz", "crawl.warc.gz")
    pages = [
        each
        for name in (second, first)
        for each in ArchiveReader(lambda _: None).read(name)
        if isinstance(each, Capture)
    ]
    assert {each.url.rpartition("/")[2] for each in pages} >= {article_path(n).rpartition("/")[2] for n in range(1, 30)}
    done = replay([second, first], url_of(folder / "again.db"))
    assert done.problems == []
    assert accounts["failed"] == {"http-404": 1}
    assert set(exported(url_of(folder / "live.db")).splitlines()) <= set(
        exported(url_of(folder / "again.db")).splitlines()
    )


def test_an_archive_holds_what_was_on_the_wire(killed):
    """Requests and responses in pairs, bodies as packed as they came, digests of both, and why nothing was there."""
    folder, _ = killed
    types, statuses, asked = [], set(), []
    for name in ("crawl.warc.gz", "crawl-2.warc.gz"):
        for record in ArchiveIterator(io.BytesIO((folder / name).read_bytes()), check_digests=True):
            body = record.raw_stream.read()
            types.append(record.rec_type)
            assert record.digest_checker.passed is not False
            if record.rec_type == "response":
                head, url = record.http_headers, record.rec_headers.get_header("WARC-Target-URI")
                statuses.add(head.get_statuscode())
                assert head.get_header("Content-Length") == str(len(body))
                assert record.rec_headers.get_header("WARC-IP-Address") == "127.0.0.1"
                if head.get_header("Content-Encoding"):
                    assert body.startswith(b"\x1f\x8b")
                    assert record.rec_headers.get_header("X-Wiretrace-Reservations") == '["noimageai-header"]'
                asked.append(url)
            elif record.rec_type == "request":
                assert record.http_headers.get_header("User-Agent").startswith("wiretrace/")
                assert record.rec_headers.get_header("WARC-Concurrent-To")
    pairs = (len(types) - 2) // 2
    assert types.count("warcinfo") == 2
    assert [each for each in types if each != "warcinfo"] == ["response", "request"] * pairs
    assert statuses == {"200", "404"}
    # Files of the site are good for a day: the second run has them from the store.
    assert [url for url in asked if url.endswith(("/robots.txt", *ABOUT_MINING))] == asked[:3]


def test_a_name_that_is_taken_gets_a_number(tmp_path):
    """No archive is written over or added to; a folder is made, its files are named for the moment."""
    (tmp_path / "a.warc.gz").write_bytes(b"mine")
    names = []
    for where in (tmp_path / "a.warc.gz", tmp_path / "b.warc", tmp_path / "deep" / "down", tmp_path / "deep" / "down"):
        archive = WarcFile(where, now=NOON, user_agent="wiretrace/1")
        names.append(Path(archive._opened().name).relative_to(tmp_path).as_posix())
        archive.close()
    assert names == [
        "a-2.warc.gz",
        "b.warc",
        "deep/down/wiretrace-20261121120000.warc.gz",
        "deep/down/wiretrace-20261121120000-2.warc.gz",
    ]
    assert (tmp_path / "a.warc.gz").read_bytes() == b"mine"
    assert (tmp_path / "b.warc").read_bytes().startswith(b"WARC/1.1")


def test_an_archive_that_cannot_be_written_stops_the_crawl(tmp_path):
    """It is said in one line, and what was not fetched stays pending."""
    links = tuple(article_path(number) for number in range(1, 4))
    with Site({"/en/": page(0, links=links)} | {link: page(1) for link in links}) as site:
        job = start_job([site.url + "/en/"], url_of(tmp_path / "live.db"), WIRETRACE_WARC="/dev/null/archive")
        _, err = job.communicate(timeout=300)
    assert job.returncode != 0
    assert "the archive could not be written" in err.splitlines()[-1]
    store = Store(url_of(tmp_path / "live.db"))
    with store.read() as connection:
        assert accounts_of(connection).pending > 0
    store.close()
