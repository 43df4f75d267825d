"""Evidence: what is written down, that it is the same each time, and that a changed byte is named."""

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.errors import NoEvidence
from crawler.evidence.bundle import files_of
from crawler.evidence.manifest import WACZ
from crawler.evidence.verify import verify
from crawler.evidence.wacz import ARCHIVE, BLOCKS, INDEX, PAGES, sort_key, wacz_of, zip_of
from crawler.jobs.evidence.gathering import gather
from crawler.jobs.evidence.printing import printed
from crawler.sightings.record import Capture
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from tests.factories import NOON, sha

STORY = (
    "The clock of Lower Venn has run thirteen minutes fast for seventy years, and on Friday the town voted to keep it so. "
    "Trains leave by it, bread is baked by it, and the only man who ever set it right was asked to move away. "
    "The mayor said that nobody had been late since, and that a town which is early has nothing to explain to anyone."
)
HOSTILE = "<script>alert(1)</script> ../../etc \u202e{{ 7*7 }}"


@pytest.fixture
def folder(tmp_path, wiretrace) -> Path:
    """A folder with a store in which three outlets ran one text; one of them has a hostile name, one no fetch time."""
    rows = [
        {"id": name, "outlet": outlet, "title": f"Clock at {outlet}", "text": f"{STORY} {name} says so.", "time": "2026-11-20T08:00:00Z",
         "url": url, "fetched_at": fetched}
        for name, outlet, url, fetched in (
            ("a", "Echo", "https://www.echo.example/clock", "2026-11-20T09:00:00Z"),
            ("b", HOSTILE, "https://post.example/../../clock?x=%3Cb%3E", "2026-11-20T09:30:00.250Z"),
            ("c", "Bell", "https://bell.example/clock", None),
        )
    ]  # fmt: skip
    lines = [json.dumps({key: value for key, value in row.items() if value is not None}) for row in rows]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert wiretrace("import", "in.jsonl", cwd=tmp_path).code == 0
    return tmp_path


def a_bundle(folder: Path, *what: str, now=NOON) -> dict[str, bytes]:
    """The files of a case in the folder's store."""
    store = Store(f"sqlite:///{folder / 'wiretrace.db'}", make=False)
    case = gather(store, what or ("a", "b"), load_registries(), TrackingConfig(), now=now)
    store.close()
    return files_of(case, software="wiretrace")


def written(folder: Path, files: dict[str, bytes], name: str = "bundle") -> Path:
    """A bundle as a folder."""
    for path, data in files.items():
        (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / path).write_bytes(data)
    return folder / name


def a_capture(number: int, **changes) -> Capture:
    """A page as it was received."""
    raw = f"<p>page {number} {'x' * number}</p>".encode()
    known = {
        "key": sha("capture", str(number)), "sha256": hashlib.sha256(raw).hexdigest(), "kind": "html", "raw": raw,
        "url": f"https://www.echo.example/{number}?q=Ä", "fetched_at": NOON + timedelta(minutes=number),
    }  # fmt: skip
    return Capture(**{**known, **changes})


@pytest.mark.slow
def test_equal_stores_and_instants_give_equal_bytes(folder):
    """Another instant does not; as a zip likewise."""
    first, again = a_bundle(folder), a_bundle(folder)
    assert first == again
    assert zip_of(first, at=NOON) == zip_of(again, at=NOON)
    later = a_bundle(folder, now=NOON + timedelta(seconds=1))
    assert later["manifest.json"] != first["manifest.json"]
    assert set(first) == {"proof.html", "proof.json", "captures.wacz", "manifest.json"}


@pytest.mark.slow
def test_a_manifest_says_what_judged(folder):
    """Program, rules, reading, every setting; fetch times to the microsecond."""
    manifest = json.loads(a_bundle(folder)["manifest.json"])
    assert manifest["program"].startswith("wiretrace ")
    assert {"rules_version", "reading_version", "registries"} <= set(manifest)
    assert manifest["settings"]["min_words"] == TrackingConfig().min_words
    fetched = [record["fetched_at"] for record in manifest["records"]]
    assert sorted(fetched) == ["2026-11-20T09:00:00Z", "2026-11-20T09:30:00.250000Z"]


def test_the_page_shows_the_proof_and_page_text_stays_text(folder):
    """Words in common are marked in both texts; the rule, the figures and the passages are there; nothing is loaded."""
    page = a_bundle(folder)["proof.html"].decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page
    assert page.count("<mark>The clock of Lower Venn") == 2
    assert "words in common: " in page
    assert "<q>The clock of Lower Venn" in page
    assert "default-src 'none'" in page
    assert 'href="https://www.echo.example/clock"' in page


@pytest.mark.slow
def test_a_story_has_a_proof_for_each_copy_and_undated_captures_as_files(folder):
    """An archive's record must have a time; a capture without one stands beside it, by its key."""
    store = Store(f"sqlite:///{folder / 'wiretrace.db'}", make=False)
    with store.read() as connection:
        key = connection.exec_driver_sql("select key from story limit 1").scalar()
    store.close()
    files = a_bundle(folder, key)
    data = json.loads(files["proof.json"])
    assert (len(data["copies"]), len(data["pairs"]), len(data["captures"])) == (3, 2, 3)
    (raw,) = [name for name in files if name.startswith("raw/")]
    assert raw.endswith(".json")
    assert b"Bell" in files[raw]
    assert verify(written(folder, files)).faults == ()


def test_the_archive_is_what_its_specification_says():
    """Records that warcio reads with digests checked, an index whose places hold them, hashes of every part, the page's bytes."""
    captures = [a_capture(number) for number in range(3)]
    data, records = wacz_of(captures, title="Three", made_at=NOON, software="wiretrace")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert all(each.compress_type == zipfile.ZIP_STORED for each in packed.infolist())
        parts = {name: packed.read(name) for name in packed.namelist()}
    package = json.loads(parts["datapackage.json"])
    assert {each["path"] for each in package["resources"]} == {ARCHIVE, INDEX, BLOCKS, PAGES}
    for each in package["resources"]:
        assert each["hash"] == "sha256:" + hashlib.sha256(parts[each["path"]]).hexdigest()
    assert json.loads(parts["datapackage-digest.json"])["hash"].startswith("sha256:")
    lines = gzip.decompress(parts[INDEX]).decode().splitlines()
    assert lines == sorted(lines)
    assert lines[0].startswith("example,echo)/0?q=ä 20261121120000 {")
    for line in lines:
        about = json.loads(line.split(" ", 2)[2])
        piece = parts[ARCHIVE][about["offset"] : about["offset"] + about["length"]]
        record = next(iter(ArchiveIterator(io.BytesIO(piece), check_digests="raise")))
        capture = next(each for each in captures if each.sha256 == about["digest"].removeprefix("sha256:"))
        assert record.rec_type == "resource"
        assert record.content_stream().read() == capture.raw
        assert record.rec_headers["WARC-Target-URI"] == about["url"]
    assert [json.loads(line).get("url") for line in parts[PAGES].decode().splitlines()][1] == captures[0].url
    assert len(records) == 3


def test_the_archive_is_valid_to_other_programs(tmp_path):
    """py-wacz, where it is installed, finds nothing wrong."""
    if not shutil.which("wacz"):
        pytest.skip("py-wacz is not installed; it brings fifty packages, so the tests' requirements leave it out")
    data, _ = wacz_of([a_capture(1), a_capture(2)], title="Two", made_at=NOON, software="wiretrace")
    (tmp_path / "x.wacz").write_bytes(data)
    done = subprocess.run(["wacz", "validate", "-f", tmp_path / "x.wacz"], capture_output=True, text=True, check=False)
    assert "Validation succeeded" in done.stdout, done.stdout


@pytest.mark.slow
def test_an_archive_comes_back_in(folder, wiretrace):
    """What was written down can be imported into another store."""
    bundle = written(folder, a_bundle(folder))
    done = wiretrace("import", str(bundle / WACZ), "--store", "other.db", cwd=folder)
    assert done.code in {0, 1}
    assert "damaged" not in done.err


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.News.example/A?b=C", "example,news)/a?b=c"),
        ("http://news.example:8080", "example,news:8080)/"),
        ("https://news.example:443/x", "example,news)/x"),
        ("http://127.0.0.1/x", "127.0.0.1)/x"),
        ("urn:wiretrace:capture:Ab", "urn:wiretrace:capture:ab"),
        ("https://news.example:99999/", "example,news)/"),
    ],
)
def test_addresses_are_ordered_as_indexes_order_them(url, key):
    """SURT: the host from its end, no www, lower case."""
    assert sort_key(url) == key


@pytest.mark.slow
@pytest.mark.parametrize("name", ["proof.html", "proof.json"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_changed_byte_is_named_by_its_file(folder, name, packed):
    """Also a file that is longer than it was; in a folder and in a zip."""
    files = a_bundle(folder)
    for changed in (files[name][:-5] + b"?" + files[name][-4:], files[name] + b" "):
        assert faults_of(folder, {**files, name: changed}, packed=packed) == [f"{name}: was changed"]
    assert faults_of(folder, files, packed=packed) == []


def faults_of(folder: Path, files: dict[str, bytes], *, packed: bool) -> list[str]:
    """What verifying finds."""
    if packed:
        (folder / "bundle.zip").write_bytes(zip_of(files, at=NOON))
        return list(verify(folder / "bundle.zip").faults)
    shutil.rmtree(folder / "bundle", ignore_errors=True)
    return list(verify(written(folder, files)).faults)


def test_a_changed_byte_of_the_archive_is_named_by_its_record(folder):
    """Any byte of it; between the records the rest is named."""
    files = a_bundle(folder)
    records = json.loads(files["manifest.json"])["records"]
    start = files[WACZ].index(ARCHIVE.encode()) + len(ARCHIVE)
    for record in records:
        place = start + record["offset"] + record["length"] // 2
        data = bytearray(files[WACZ])
        data[place] ^= 1
        first, second = faults_of(folder, {**files, WACZ: bytes(data)}, packed=False)
        assert first == f"{WACZ}: was changed"
        assert record["url"] in second
        assert record["id"] in second
    data = bytearray(files[WACZ])
    data[-1] ^= 1
    assert faults_of(folder, {**files, WACZ: bytes(data)}, packed=False)[1].endswith("what surrounds them was changed")


@pytest.mark.slow
def test_what_is_missing_or_added_is_named(folder):
    """And a link in a folder is not followed."""
    files = a_bundle(folder)
    bundle = written(folder, {name: data for name, data in files.items() if name != "proof.html"} | {"more.txt": b"x"})
    assert verify(bundle).faults == ("proof.html: is missing", "more.txt: is not in the manifest")
    (bundle / "more.txt").unlink()
    (bundle / "proof.html").symlink_to(folder / "in.jsonl")
    assert verify(bundle).faults == ("proof.html: is a link or no file", "proof.html: is missing")


@pytest.mark.slow
def test_hostile_names_in_a_zip_lead_nowhere(folder):
    """They are faults, and nothing is unpacked; a name that is there twice is one, too."""
    files = a_bundle(folder)
    (folder / "bundle.zip").write_bytes(zip_of(files, at=NOON))
    with zipfile.ZipFile(folder / "bundle.zip", "a") as packed:
        packed.writestr("../evil.txt", b"x")
        packed.writestr("/etc/evil", b"x")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("proof.html", b"another")
    faults = verify(folder / "bundle.zip").faults
    assert "'../evil.txt': is a name that leads out of the bundle" in faults
    assert "'/etc/evil': is a name that leads out of the bundle" in faults
    assert "proof.html: is there twice" in faults
    assert not (folder.parent / "evil.txt").exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.zip", b"no zip", "no zip that can be read"),
        ("empty", None, "has no manifest.json"),
        ("bad", b"{}", "damaged, or of another program"),
        (
            "bad",
            b'{"format": "wiretrace-evidence-1", "files": {"a": 1}, "records": []}',
            "damaged, or of another program",
        ),
        (
            "bad",
            b'{"format": "wiretrace-evidence-1", "files": {"../a": {"sha256": "x", "bytes": 1}}, "records": []}',
            None,
        ),
    ],
)
def test_what_is_no_evidence_is_said(tmp_path, name, data, said):
    """In one line; a manifest that names files outside of the bundle opens none of them."""
    if name == "x.zip":
        (tmp_path / name).write_bytes(data)
    else:
        (tmp_path / name).mkdir()
        if data is not None:
            (tmp_path / name / "manifest.json").write_bytes(data)
    if said is None:
        assert verify(tmp_path / name).faults == ("../a: is missing",)
        return
    with pytest.raises(NoEvidence, match=said):
        verify(tmp_path / name)


@pytest.mark.slow
def test_the_command_writes_and_verifies(folder, wiretrace):
    """A zip and a folder, a pair and a story; what is there is not written over; verification needs no store."""
    done = wiretrace("evidence", "a", "b", "--out", "pair.zip", "--no-pdf", cwd=folder)
    assert done.out.startswith("pair.zip: 2 copies, 1 proof, 2 captures\nSHA-256 of its manifest.json: ")
    assert wiretrace("evidence", "a", "c", "--out", "pair", "--no-pdf", cwd=folder).code == 0
    assert "is there already" in wiretrace("evidence", "a", "c", "--out", "pair", "--no-pdf", cwd=folder).err
    (folder / "wiretrace.db").unlink()
    checked = wiretrace("evidence", "verify", "pair.zip", cwd=folder)
    assert checked.out.startswith("pair.zip: intact, 3 files, 2 records, made 20")
    assert checked.out.splitlines()[1] == done.out.splitlines()[1]
    (folder / "pair" / "proof.html").write_text("other")
    spoilt = wiretrace("evidence", "verify", "pair", cwd=folder)
    assert (spoilt.code, spoilt.err) == (1, "wiretrace: pair: proof.html: was changed\n")


@pytest.mark.slow
@pytest.mark.parametrize("words", [["verify"], ["a", "b", "c"]])
def test_wrong_words_are_a_usage_error(folder, wiretrace, words):
    """Exit code 2."""
    assert wiretrace("evidence", *words, cwd=folder).code == 2


def test_a_name_that_means_nothing_is_said(folder, wiretrace):
    """A story and a copy that are not there; two names of one copy."""
    assert "there is no story nothing" in wiretrace("evidence", "nothing", cwd=folder).err
    assert "no copy is called" in wiretrace("evidence", "a", "nothing", cwd=folder).err
    assert "are the same copy" in wiretrace("evidence", "a", "a", cwd=folder).err


@pytest.mark.browser
@pytest.mark.slow
def test_the_page_is_printed_alike_each_time(chromium):
    """By Chromium, dated as the bundle is."""
    pages = [printed("<h1>Proof</h1><p>words</p>", at=NOON) for _ in range(2)]
    assert pages[0] is not None
    assert pages[0].startswith(b"%PDF")
    assert pages[0] == pages[1]
    assert b"D:20261121120000" in pages[0]
