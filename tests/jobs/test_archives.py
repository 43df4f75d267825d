"""Reading web archives: pages come out as they were fetched, and every record that gives none has a reason."""

import zlib

import brotli
import pytest

from crawler.jobs.intake.archives import ArchiveDamaged, ArchiveReader, Skipped
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.sightings.record import Capture
from crawler.sightings.registries import load_registries
from crawler.store.records import sightings
from crawler.store.store import Store
from tests.jobs.archives import URL, Archive, arc, chunked, packed, wacz
from tests.site import page

GZIP = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
CHUNKED = (("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"))


def read(path, **changes) -> list[Capture | Skipped]:
    """Everything a file gives."""
    captures: dict[str, bytes] = {}
    found = []
    for each in ArchiveReader(captures.get, **changes).read(path):
        if isinstance(each, Capture):
            captures[each.sha256] = each.raw
        found.append(each)
    return found


def reasons(path, **changes) -> list[str]:
    """Why the records of a file gave no page; "page" where one did."""
    return ["page" if isinstance(each, Capture) else each.reason for each in read(path, **changes)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(page(1), (("Content-Type", "text/html"),), id="plain"),
        pytest.param(packed(page(1)), GZIP, id="gzip"),
        pytest.param(packed(page(1)[:500]) + packed(page(1)[500:]), GZIP, id="gzip-of-two-members"),
        pytest.param(page(1), GZIP, id="said-to-be-gzip-and-is-not"),
        pytest.param(brotli.compress(page(1)), (("Content-Type", "text/html"), ("Content-Encoding", "br")), id="brotli"),
        pytest.param(page(1), (("Content-Type", "text/html"), ("Content-Encoding", "br")), id="said-to-be-brotli-and-is-not"),
        pytest.param(zlib.compress(page(1)), (("Content-Type", "text/html"), ("Content-Encoding", "deflate")), id="deflate"),
        pytest.param(zlib.compress(page(1))[2:-4], (("Content-Type", "text/html"), ("Content-Encoding", "deflate")), id="bare-deflate"),
        pytest.param(chunked(page(1)), CHUNKED, id="chunked"),
        pytest.param(page(1), CHUNKED, id="said-to-be-chunked-and-is-not"),
        pytest.param(chunked(packed(page(1))), (*GZIP, ("transfer-encoding", "chunked")), id="chunked-gzip"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("zipped", [True, False], ids=["warc.gz", "warc"])
def test_a_page_comes_out_in_one_piece(tmp_path, body, said, zipped):
    """Transfer and content encodings are undone, where they are there at all."""
    path = Archive(packed=zipped).info().add(body, said=said).written(tmp_path / ("a.warc.gz" if zipped else "a.warc"))
    warcinfo, capture = read(path)
    assert warcinfo == Skipped("warcinfo-record")
    assert (capture.raw, capture.url, capture.kind) == (page(1), URL, "html")
    assert capture.fetched_at.isoformat() == "2026-11-22T14:05:00+00:00"


def test_a_fetch_time_keeps_its_fractions(tmp_path):
    """WARC 1.1 dates have them, to the microsecond here; so the capture has the key of the live one."""
    path = Archive().add(WARC_Date="2026-11-22T14:05:00.123456789Z").written(tmp_path / "a.warc.gz")
    assert read(path)[0].fetched_at.microsecond == 123456


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"status": "404 Not Found"}, "http-404", id="not-found"),
        pytest.param({"status": "301 Moved Permanently"}, "http-301", id="redirect"),
        pytest.param({"status": "206 Partial Content"}, "http-206", id="a-part"),
        pytest.param({"status": "OK"}, "http-unknown", id="no-status"),
        pytest.param({"kind": "request"}, "request-record", id="request"),
        pytest.param({"kind": "resource"}, "resource-record", id="resource"),
        pytest.param({"url": "dns:gulls.example"}, "response-record", id="no-http"),
        pytest.param({"url": "https://gulls.example/robots.txt", "said": (("Content-Type", "text/plain"),)}, "site-file", id="robots-txt"),
        pytest.param({"WARC_Truncated": "length"}, "truncated", id="truncated-by-the-crawler"),
        pytest.param({"headers": (("Content-Length", "9"),), "said": (("Content-Type", "text/html"), ("Content-Length", "999999"))},
                     "truncated", id="shorter-than-it-says"),
        pytest.param({"body": b"%PDF-1.7\n\x00\x01\x02 gulls", "said": (("Content-Type", "application/pdf"),)}, "not-text", id="pdf"),
        pytest.param({"body": b"\x89PNG\r\n\x1a\n\x00\x00", "said": (("Content-Type", "image/png"),)}, "not-text", id="picture"),
        pytest.param({"body": b"(\xb5/\xfd", "said": (("Content-Type", "text/html"), ("Content-Encoding", "zstd"))},
                     "unknown-encoding", id="zstd"),
        pytest.param({"body": b"   "}, "empty", id="empty"),
        pytest.param({"WARC_Date": "yesterday"}, "no-date", id="no-date"),
        pytest.param({"WARC_Block_Digest": "sha1:" + "A" * 32}, "damaged", id="block-digest"),
        pytest.param({"body": packed(b" " * (11 * 2**20)), "said": GZIP}, "too-large", id="bomb"),
        pytest.param({"headers": (("TDM-Reservation", "1"),)}, "reserved", id="reserved-by-header"),
        pytest.param({"body": page(1).replace(b"<body>", b'<meta name="robots" content="noai"><body>')}, "reserved", id="reserved-by-meta"),
    ],
)  # fmt: skip
def test_every_record_that_gives_no_page_has_a_reason(tmp_path, change, reason):
    """One slug each; the records behind it are read."""
    change = dict(change)
    path = Archive().add(change.pop("body", None), **change).add(page(2)).written(tmp_path / "a.warc.gz")
    assert reasons(path) == [reason, "page"]


@pytest.mark.parametrize("content_type", ["text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"])
def test_a_page_archived_without_an_answers_head_is_a_page(tmp_path, content_type):
    """A `resource` record of markup, as tools write that save what a browser shows."""
    (capture,) = read(Archive().resource(page(1), content_type=content_type).written(tmp_path / "a.warc.gz"))
    assert (capture.raw, capture.url, capture.content_type, capture.kind) == (page(1), URL, content_type, "html")
    assert capture.fetched_at.isoformat() == "2026-11-22T14:05:00+00:00"


@pytest.mark.parametrize(
    ("content_type", "url", "reason"),
    [
        pytest.param("image/png", URL, "resource-record", id="picture-of-the-page"),
        pytest.param("text/plain", URL, "resource-record", id="text-of-the-page"),
        pytest.param("text/html", "urn:view:" + URL, "no-address", id="another-view-of-it"),
        pytest.param("text/html", "ftp://gulls.example/a.html", "no-address", id="no-web-page"),
    ],
)
def test_other_resources_are_none(tmp_path, content_type, url, reason):
    """What tools put beside a page."""
    path = Archive().resource(page(1), content_type=content_type, url=url).add(page(2)).written(tmp_path / "a.warc.gz")
    assert reasons(path) == [reason, "page"]


@pytest.mark.parametrize("zipped", [True, False], ids=["arc.gz", "arc"])
def test_an_arc_file_is_read_as_its_successor(tmp_path, zipped):
    """ARC, from before WARC: its 14 digits are the fetch time, in UTC."""
    head = b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    path = tmp_path / ("a.arc.gz" if zipped else "a.arc")
    path.write_bytes(arc(head % b"200 OK" + page(1), head % b"404 Not Found" + page(2), zipped=zipped))
    about, capture, missing = read(path)
    assert (about, missing) == (Skipped("warcinfo-record"), Skipped("http-404"))
    assert (capture.raw, capture.url) == (page(1), URL)
    assert capture.fetched_at.isoformat() == "2006-11-22T14:05:00+00:00"


def test_a_payload_digest_taken_at_another_stage_is_no_damage(tmp_path):
    """Programs differ in whether they hash chunks; the block's own digest is what counts."""
    path = (
        Archive()
        .add(chunked(page(1)), said=CHUNKED, WARC_Payload_Digest="sha1:" + "A" * 32)
        .written(tmp_path / "a.warc.gz")
    )
    assert reasons(path) == ["page"]


def test_a_page_visited_again_has_the_bytes_of_the_first_visit(tmp_path):
    """A revisit record gives a second capture with its own time; one that nobody knows is counted."""
    digest = "sha1:" + "B" * 32
    path = (
        Archive().add(WARC_Payload_Digest=digest).revisit(digest).revisit("sha1:" + "C" * 32)
        .revisit(digest, profile="http://netpreserve.org/warc/1.1/revisit/server-not-modified").written(tmp_path / "a.warc.gz")
    )  # fmt: skip
    first, again, unknown, unmodified = read(path)
    assert again.raw == first.raw
    assert (first.fetched_at.hour, again.fetched_at.hour) == (14, 15)
    assert (unknown, unmodified) == (Skipped("revisit-of-unknown"), Skipped("http-304"))


@pytest.mark.parametrize("cut", [1, 40, 300, 900], ids=lambda cut: f"{cut}-bytes-short")
def test_a_file_that_ends_in_the_middle_is_read_to_there(tmp_path, cut):
    """What a killed crawl or a broken download leaves gives every whole record."""
    archive = Archive()
    for number in range(4):
        archive.add(page(number), url=f"{URL}{number}")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive.bytes.getvalue()[:-cut])
    found = []
    try:
        found.extend(ArchiveReader(lambda _: None).read(path))
    except ArchiveDamaged as error:
        assert "a.warc.gz is damaged after 3 records" in str(error)  # noqa: PT017  # either end is fine
    whole = [each for each in found if isinstance(each, Capture)]
    assert [each.raw for each in whole][:3] == [page(number) for number in range(3)]
    assert len(whole) == (4 if cut == 1 else 3)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        pytest.param("a.warc.gz", b"no archive at all", id="words"),
        pytest.param("a.warc.gz", packed(b"no archive at all"), id="packed-words"),
        pytest.param("a.warc", b"", id="nothing"),
        pytest.param("a.wacz", b"PK\x03\x04 no zip", id="no-zip"),
    ],
)
def test_a_file_that_is_none_is_told_in_one_line(tmp_path, name, body):
    """The line names the file and what is wrong."""
    (tmp_path / name).write_bytes(body)
    with pytest.raises(ArchiveDamaged) as told:
        list(ArchiveReader(lambda _: None).read(tmp_path / name))
    assert "\n" not in str(told.value)


def test_a_wacz_is_read_archive_by_archive(tmp_path):
    """Its archives come in order of name; the hashes of datapackage.json are held against it."""
    one, two = Archive().add(page(1)).bytes.getvalue(), Archive().add(page(2), url=URL + "2").bytes.getvalue()
    path = wacz(tmp_path / "a.wacz", {"2.warc.gz": two, "1.warc.gz": one})
    assert [each.raw for each in read(path)] == [page(1), page(2)]
    false = wacz(tmp_path / "b.wacz", {"1.warc.gz": one}, hashes={"1.warc.gz": "sha256:" + "0" * 64})
    with pytest.raises(ArchiveDamaged, match="not what datapackage"):
        read(false)


def test_reservations_that_our_crawl_wrote_are_kept(tmp_path):
    """What stood in the site's files is in the record; with the option, reserved pages are read and say so."""
    fields = {"X_Wiretrace_Reservations": '["robots-ai CCBot, GPTBot", "tdmrep-file https://gulls.example/p"]'}
    path = Archive().add(headers=(("X-Robots-Tag", "noai"),), **fields).written(tmp_path / "a.warc.gz")
    assert reasons(path) == ["reserved"]
    (capture,) = read(path, obeys_reservations=False)
    assert capture.reservations == ("robots-ai CCBot, GPTBot", "tdmrep-file https://gulls.example/p")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        pytest.param('{"source": "Reuters"}', {"source": "Reuters"}, id="ours"),
        pytest.param("[3]", {}, id="no-object"),
        pytest.param("[" * 9, {}, id="no-json"),
    ],
)
def test_what_a_feed_said_of_a_page_comes_with_it(tmp_path, written, found):
    """It decides what the page's sighting says, and stands in another record."""
    (capture,) = read(Archive().add(X_Wiretrace_Claims=written).written(tmp_path / "a.warc.gz"))
    assert capture.claims == found


def test_an_archive_of_many_hosts_goes_into_the_store(tmp_path):
    """As Common Crawl's news: what no layout knows is kept and counted, what is no page is counted, twice changes nothing."""
    archive = Archive().info().add(page(1))
    for number in range(5):
        archive.add(
            b"<html><body><p>Log in.</p></body></html>", url=f"https://outlet{number}.example/{number}", said=CHUNKED
        )
        archive.add(b"gone", url=f"https://outlet{number}.example/x", status="404 Not Found")
    path = archive.revisit("sha1:" + "C" * 32).written(tmp_path / "news.warc.gz")
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    done = import_paths(store, [path], load_registries(), defaults=Defaults())
    assert (done.captures, done.new, done.sightings) == (6, 6, 2)
    assert done.unreadable == {"no-known-layout": 5}
    assert done.no_pages == {"warcinfo-record": 1, "http-404": 5, "revisit-of-unknown": 1}
    assert (done.problems, done.barren) == ([], 0)
    again = import_paths(store, [path], load_registries(), defaults=Defaults())
    assert (again.captures, again.new, again.problems, again.barren) == (6, 0, [], 0)
    with store.read() as connection:
        assert {seen.page_url for seen in sightings(connection)} == {URL}
    store.close()
