"""Wrong, hostile and unlucky use: one clear line on standard error, an honest exit code, never a traceback, nothing lost."""

import io
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from crawler import interrupts
from crawler.cli import main
from crawler.store import engine
from crawler.store.search import entries
from tests import places
from tests.command import Done, environment, signals_kept, start, wiretrace
from tests.site import Gate, Site, article_path, page, story
from tests.stores import captures_in

TEXT = "the ferry between the two harbours will run every twenty minutes from monday said the office on the quay today"


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty folder to work in, and no settings from outside."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("WIRETRACE_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def say(here, monkeypatch, capsys):
    """Run the command line in this process: the same entry point, without the second that a new process costs."""

    def said(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["wiretrace", *arguments])
        with signals_kept(), pytest.raises(SystemExit) as leaving:
            main.run()
        out, err = capsys.readouterr()
        return Done(int(leaving.value.code or 0), out, err)

    return said


@pytest.fixture
def stocked(say, here) -> Path:
    """A folder whose store holds two articles."""
    (here / "in.jsonl").write_text(
        f'{{"id": "a", "outlet": "Echo", "text": "{TEXT}"}}\n{{"id": "b", "outlet": "Post", "text": "{TEXT}"}}\n'
    )
    assert say("import", "in.jsonl").code == 0
    return here


def told(done: Done) -> str:
    """The one line of a failure."""
    (line,) = done.err.splitlines()
    assert line.startswith("wiretrace: ")
    return line


WRONG_USAGE = {
    "fetched-at": (["import", "x", "--fetched-at", "noon"], "'noon' is no time; write it like 2026-11-22T14:05:00Z"),
    "fetched-at-zone": (["import", "x", "--fetched-at", "2026-11-22T14:05:00"], "names no zone"),
    "zone": (["import", "x", "--timezone", "Mars/Olympus"], "no time zone; write it like Europe/London"),
    "zone-path": (["import", "x", "--timezone", "../../etc/passwd"], "no time zone"),
    "layout": (["import", "x", "--layout", "nope"], "no layout 'nope'; there are: feed, json_items, pressboard, "),
    "window": (["track", "--window", "soon"], "'soon' is no length of time; say 72h, 7d or none"),
    "window-nan": (["track", "--window", "nan"], "no length of time"),
    "window-negative": (["track", "--window", "-5h"], "no length of time"),
    "url": (["import", "x", "--url", "not a url"], "no http(s) address"),
    "outlets": (["import", "x", "--outlets", "gone.toml"], "gone.toml: No such file"),
    "no-path": (["import"], "Missing argument 'PATH...'"),
    "format": (["report", "--format", "pdf"], "'pdf' is not one of 'html', 'md', 'csv', 'json'"),
    "since": (["report", "--since", "whenever"], "say 24h, 7d, 2026-11-22 or 2026-11-22T14:05:00Z"),
    "since-day": (["report", "--since", "2026-02-31"], "'2026-02-31' is no time"),
    "since-long": (["report", "--since", "999999999d"], "no length of time"),
    "what": (["export", "everything"], "'everything' is not one of 'sightings', 'copies', 'links', 'stories'"),
    "format-of-export": (["export", "links", "--format", "ninjs"], "choose one of: jsonl, csv, parquet, graphml"),
    "start": (["crawl", "daily8.com"], "no http(s) address; write it like https://www.daily8.com/en/"),
    "proxy": (["crawl", "https://a.example/", "--proxy", "nonsense"], "write it like http://127.0.0.1:8080"),
    "contact": (["crawl", "https://a.example/", "--contact", "a\r\nX-Evil: 1"], "in plain characters"),
    "nobody": (["crawl", "http://127.0.0.1/", "https://a.example/"], "say who crawls a.example"),
    "archive": (
        ["crawl", "http://127.0.0.1/", "--warc", "/dev/null/x.warc.gz"],
        "no folder or file that can be written",
    ),
    "pages": (["crawl", "https://a.example/", "--max-pages", "-1"], "greater than or equal to 0"),
    "find": (["find", "ftp://a.example/x"], "no http(s) address"),
    "memory": (["import", "x", "--store", "sqlite://"], "a store in memory is gone when the command ends"),
    "out": (["demo", "--out", "a-file"], "is a file"),
    "command": (["impotr", "x"], "No such command 'impotr'"),
    "option": (["report", "--otu", "x"], "No such option: --otu"),
}


@pytest.mark.parametrize(("arguments", "why"), WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage_is_told_in_one_line(say, here, arguments, why):
    """Exit code 2, one line that says what would be right, where to read more; and nothing is made."""
    (here / "a-file").write_text("")
    done = say(*arguments)
    assert done.code == 2
    assert why in told(done)
    assert told(done).endswith("--help")
    assert [path.name for path in here.iterdir()] == ["a-file"]


@pytest.mark.parametrize(
    "arguments",
    [["report"], ["export", "links"], ["find", "in.txt"], ["explain", "a", "b"], ["track"], ["db", "verify"], ["db", "upgrade"]],
    ids="-".join,
)  # fmt: skip
def test_a_store_that_is_not_there_is_not_made_by_looking(say, here, arguments):
    """A mistyped --store gives an error, not an empty report of an empty store."""
    (here / "in.txt").write_text(TEXT)
    done = say(*arguments, "--store", "typo.db")
    assert done.code == 1
    assert "there is no store typo.db; `wiretrace import` or `wiretrace crawl` makes one" in told(done)
    assert not (here / "typo.db").exists()


def change(path: Path, statement: str) -> None:
    """Change a database behind the program's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def broken_store(path: Path, how: str) -> None:
    """Spoil a good store."""
    if how == "noise":
        path.write_bytes(os.urandom(5000))
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:20_000])
    elif how == "folder":
        path.unlink()
        path.mkdir()
    elif how == "newer":
        change(path, "UPDATE alembic_version SET version_num = '9999'")
    elif how == "foreign":
        path.unlink()
        change(path, "CREATE TABLE mine (x)")


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("noise", "is not a database or is damaged (file is not a database); restore a copy"),
        ("cut", "is not a database or is damaged"),
        ("folder", "it is a folder; name a file"),
        ("newer", "was made by a newer wiretrace (schema 9999); update this one"),
        ("foreign", "is a database, but not a Wiretrace store; choose another with --store"),
    ],
)
@pytest.mark.parametrize("command", [["export", "copies"], ["import", "in.jsonl"], ["db", "verify"]], ids=" ".join)
def test_a_store_that_cannot_be_used_is_left_as_it_is(say, stocked, command, how, why):
    """One line says what is wrong with it and what to do; its bytes are not touched."""
    path = stocked / "wiretrace.db"
    broken_store(path, how)
    before = path.read_bytes() if path.is_file() else b""
    done = say(*command)
    assert done.code == 1
    assert why in told(done)
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://a/b", "stores live in sqlite or postgresql, not in mysql"),
        ("nowhere/x.db", "there is no folder"),
        ("postgresql+psycopg://me:secret@127.0.0.1:1/x", "port 1 failed: Connection refused"),
    ],
)
def test_a_store_that_cannot_be_reached(say, stocked, url, why):
    """The reason is told, a password is not."""
    done = say("import", "in.jsonl", "--store", url)
    assert done.code == 1
    assert why in told(done)
    assert "secret" not in done.err


@pytest.mark.slow
def test_a_locked_store_is_waited_for_and_then_told(say, stocked, monkeypatch):
    """Another program that writes is given its time; what could not go in is not lost, for it was never taken."""
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.2)
    holder = sqlite3.connect("wiretrace.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    done = say("import", "in.jsonl")
    assert done.code == 1
    assert "is locked by another program; wait for it, or stop it, and run again" in told(done)
    assert say("export", "copies").code == 0  # readers are not kept out
    holder.close()
    assert say("import", "in.jsonl").code == 0


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["find", "gone.txt"], "gone.txt: no such file; give a text file, a saved page, a URL or -"),
        (["find", ""], "'' has no word to look for"),
        (["find", "."], "is a folder; give a text file, a saved page, a URL or -"),
        (["explain", "a", "zzz"], "no copy is called 'zzz'; `wiretrace export copies` lists ids, keys and URLs"),
        (["explain", "a", "a"], "a and a are the same copy"),
        (["report", "--story", "s-0"], "there is no story s-0"),
        (["report", "--out", "short.txt/x"], "Not a directory"),
        (["export", "links", "--out", "nowhere/x"], "nowhere/x: No such file or directory"),
        (["export", "copies", "--out", "/dev/full"], "/dev/full: No space left on device"),
        (["import", "gone.txt"], "gone.txt: No such file or directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_not_there_is_told(say, stocked, arguments, why):
    """Exit code 1 and the name of what is missing."""
    (stocked / "short.txt").write_text("two words")
    done = say(*arguments)
    assert done.code == 1
    assert why in told(done)


@pytest.mark.slow
def test_one_bad_path_among_good_ones_fails_and_the_rest_goes_in(say, stocked):
    """A path the user named and that gave nothing is a failure; what the others gave is kept."""
    (stocked / "more.jsonl").write_text(f'{{"id": "c", "text": "{TEXT} more"}}\n')
    done = say("import", "gone.jsonl", "more.jsonl")
    assert done.code == 1
    assert "gone.jsonl" in told(done)
    assert '"c"' in say("export", "copies").out


def test_a_thousand_bad_lines_are_not_a_thousand_messages(say, here):
    """The first ones are named, the others counted."""
    (here / "bad.jsonl").write_text("no\n" * 1000)
    done = say("import", "bad.jsonl")
    assert len(done.err.splitlines()) == 51
    assert done.err.splitlines()[-1] == "wiretrace: and 950 more that did not go in"


def test_words_of_others_cannot_steer_the_terminal(say, here):
    """A file name with control characters is told without them."""
    done = say("import", "\x1b[2J\x1b]0;owned\x07.txt")
    assert "\x1b" not in done.err
    assert "owned" in done.err


@pytest.mark.slow
def test_a_failed_export_leaves_the_old_file(say, stocked):
    """A file is replaced whole or not at all, and no piece of one is left behind."""
    assert say("export", "copies", "--out", "copies.jsonl").code == 0
    before = (stocked / "copies.jsonl").read_bytes()
    change(stocked / "wiretrace.db", "UPDATE sighting SET data = '{}' WHERE id = (SELECT max(id) FROM sighting)")
    done = say("export", "copies", "--out", "copies.jsonl")
    assert (done.code, "please report it" in told(done)) == (1, True)  # no program of ours writes such a row
    assert (stocked / "copies.jsonl").read_bytes() == before
    assert not list(stocked.glob(".*part"))


@pytest.mark.slow
def test_doctor_says_what_is_wrong_and_changes_nothing(say, stocked):
    """A broken part is named and is exit code 1; a store that is not there yet is no fault."""
    assert say("doctor").code == 0
    fresh = say("doctor", "--store", "later.db")
    assert fresh.code == 0
    assert "missing store: there is no store later.db" in fresh.out
    assert not (stocked / "later.db").exists()
    (stocked / "wiretrace.db").write_bytes(os.urandom(999))
    broken = say("doctor")
    assert broken.code == 1
    assert told(broken) == "wiretrace: broken: store"


def test_verify_finds_a_page_whose_bytes_changed(say, stocked):
    """A payload that no longer has its SHA-256 is named, and is exit code 1."""
    assert "pages: 2 intact" in say("db", "verify").out
    change(stocked / "wiretrace.db", "UPDATE payload SET body = x'00' WHERE sha256 = (SELECT min(sha256) FROM payload)")
    done = say("db", "verify")
    assert done.code == 1
    assert "BROKEN  pages: 1 intact, damaged: " in done.out


def test_no_words_at_all_give_the_help(say):
    """A newcomer who types the bare command learns what there is."""
    done = say()
    assert done.code == 2
    assert "wiretrace demo" in done.out


# -- what only a process of its own can show ----------------------------------------------------------------------------


@pytest.mark.slow
def test_a_reader_that_has_had_enough_is_no_failure(stocked):
    """`wiretrace export ... | head` ends quietly, whatever head left unread."""
    (stocked / "many.jsonl").write_text(
        "".join(f'{{"id": "n{n}", "text": "{TEXT} {"x" * 500} {n}"}}\n' for n in range(300))
    )
    wiretrace("import", "many.jsonl", "--no-track", cwd=stocked)
    process = start("export", "sightings", cwd=stocked)
    process.stdout.readline()
    process.stdout.close()
    with process:
        assert process.stderr.read() == ""
    assert process.returncode == 0


@pytest.mark.slow
def test_a_full_disk_behind_standard_output_is_told(stocked):
    """Output that could not be written is a failure."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "crawler", "export", "copies"], stdout=full, stderr=subprocess.PIPE,
            env=environment() | {"PYTHONPATH": str(places.PROJECT)}, text=True, check=False)  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "wiretrace: standard output: No space left on device\n"


@pytest.mark.slow
def test_an_encoding_without_our_characters_is_no_failure(stocked):
    """On a terminal that knows ASCII alone, what it lacks is shown as a question mark."""
    (stocked / "cafe.jsonl").write_text(f'{{"id": "\u00e9", "outlet": "Caf\u00e9", "text": "{TEXT}"}}\n')
    wiretrace("import", "cafe.jsonl", cwd=stocked)
    done = wiretrace("explain", "a", "\u00e9", cwd=stocked, PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "?" in done.out


@pytest.mark.slow
def test_no_network_is_told_without_a_traceback(tmp_path):
    """A host that cannot be found is a reason and one line, and the page it was is counted."""
    done = wiretrace("crawl", "http://no-such-host.invalid/en/", "--contact", "desk@a.example", cwd=tmp_path)
    assert done.code == 1
    assert "1 requests seen = 0 stored + 1 refused" in done.out
    assert "Traceback" not in done.err
    assert "http://no-such-host.invalid/robots.txt cannot be fetched" in done.err
    assert len(done.err.splitlines()) == 2


@pytest.mark.slow
def test_an_address_may_hold_a_comma(tmp_path):
    """News sites put commas into addresses; only one before another scheme parts two."""
    with Site({"/en/a,b,1.html": page(1)}) as site:
        done = wiretrace("crawl", f"{site.url}/en/a,b,1.html", "--no-track", cwd=tmp_path)
    assert "1 stored" in done.out
    assert done.err == ""


@pytest.mark.slow
def test_a_page_that_is_no_text_does_not_stop_the_crawl(tmp_path):
    """A picture under a page's address is stored, counted as unreadable, and the next page is fetched."""
    routes = {"/en/": page(0, links=(article_path(1), article_path(2))), article_path(2): page(2)}
    routes[article_path(1)] = (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(50))
    with Site(routes) as site:
        done = wiretrace("crawl", site.url + "/en/", "--no-track", cwd=tmp_path)
    assert "3 requests seen = 3 stored" in done.out
    with closing(sqlite3.connect(tmp_path / "wiretrace.db")) as connection:
        assert connection.execute("SELECT unreadable FROM capture WHERE kind = 'binary'").fetchall() == [("not-text",)]


@pytest.mark.slow
def test_ctrl_c_stops_a_crawl_and_the_next_run_goes_on(tmp_path):
    """One line says that what was fetched is kept; running the same command again finishes the rest."""
    gate = Gate()  # the downloader finishes the eight pages that it has taken; more are left on either side
    paths = [article_path(n) for n in range(1, 31)]
    routes = {"/en/": page(0, links=tuple(paths))} | {path: page(n) for n, path in enumerate(paths, 1)}
    with Site(routes | {paths[15]: gate.before(page(16))}) as site:
        process = start("crawl", site.url + "/en/", "--no-track", "--delay", "0", cwd=tmp_path)
        gate.wait_for_request()
        process.send_signal(signal.SIGINT)
        gate.open()
        out, err = process.communicate(timeout=120)
        assert process.returncode == 130
        assert "pending: " in out
        assert err.splitlines()[-1] == "wiretrace: stopped; what was fetched is kept, run the same command to go on"
        assert "Traceback" not in err
        done = wiretrace("crawl", site.url + "/en/", "--no-track", "--delay", "0", cwd=tmp_path)
    assert done.code == 0
    assert "31 requests seen = 31 stored + 0 refused + 0 failed + 0 pending" in done.out


@pytest.fixture
def importing(tmp_path):
    """An import that has stored its first batch and has a minute of work left; a function that starts it, given what SIGINT does."""

    def begin(on_sigint: signal.Handlers) -> subprocess.Popen[str]:
        (tmp_path / "many.jsonl").write_text(
            "".join(f'{{"id": "n{n}", "text": "{TEXT} number {n}"}}\n' for n in range(30_000))
        )
        process = start("import", "many.jsonl", "--no-track", cwd=tmp_path, on_sigint=on_sigint)
        while captures_in(tmp_path / "wiretrace.db") < 200 and process.poll() is None:
            time.sleep(0.02)
        return process

    return begin


def test_a_stop_that_a_database_turns_into_an_error_of_its_own_is_told_as_a_stop(stocked, say, monkeypatch):
    """SQLite makes "user-defined function raised exception" of whatever ends a function of ours."""

    def stopped(headline: str | None, text: str | None) -> str:
        interrupts.note(signal.SIGTERM)
        raise KeyboardInterrupt

    monkeypatch.setattr(entries, "entry_of", stopped)
    (stocked / "more.jsonl").write_text(f'{{"id": "c", "outlet": "Echo", "text": "{TEXT} and so on"}}\n')
    done = say("import", "more.jsonl", "--no-track")
    assert told(done) == "wiretrace: stopped; what was done so far is kept, run the same command to go on"
    assert done.code == 143


@pytest.mark.slow
def test_ctrl_c_stops_an_import_in_one_line(importing, tmp_path):
    """Complete batches stay, half of one does not; the same command again brings in the rest."""
    process = importing(signal.SIG_DFL)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert err == "wiretrace: stopped; what was done so far is kept, run the same command to go on\n"
    kept = captures_in(tmp_path / "wiretrace.db")
    assert kept % 200 == 0
    assert 0 < kept < 30_000


@pytest.mark.slow
def test_an_import_in_the_background_is_stopped_by_sigterm_alone(importing, tmp_path):
    """A shell starts background jobs with SIGINT ignored: Ctrl-C is for another program, and nothing stored is lost at the end."""
    process = importing(signal.SIG_IGN)
    before = captures_in(tmp_path / "wiretrace.db")
    process.send_signal(signal.SIGINT)
    while captures_in(tmp_path / "wiretrace.db") == before and process.poll() is None:
        time.sleep(0.02)
    assert process.poll() is None
    process.terminate()
    out, err = process.communicate(timeout=120)
    assert err.startswith("wiretrace: stopped; what was done so far is kept"), (out, err, process.returncode)
    assert process.returncode == 143
    assert captures_in(tmp_path / "wiretrace.db") % 200 == 0


def articles(path: Path, number: int, *, prefix: str = "n") -> None:
    """Write so many articles of different texts."""
    rows = [{"id": f"{prefix}{n}", "text": story(n + 1000 * ord(prefix))} for n in range(number)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.mark.slow
def test_two_imports_at_once_both_go_in(tmp_path):
    """Writers wait for each other, also on a store that is only being made."""
    for name in "ab":
        articles(tmp_path / f"{name}.jsonl", 300, prefix=name)
    both = [start("import", f"{name}.jsonl", cwd=tmp_path) for name in "ab"]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert captures_in(tmp_path / "wiretrace.db") == 600


@pytest.mark.slow
def test_progress_is_for_a_person_only(tmp_path):
    """Bars are drawn when standard error is a terminal, and not a character of them otherwise."""
    articles(tmp_path / "in.jsonl", 250)
    assert wiretrace("import", "in.jsonl", cwd=tmp_path).err == ""
    ours, theirs = os.openpty()
    seen = environment() | {"PYTHONPATH": str(places.PROJECT), "TERM": "xterm"}
    del seen["NO_COLOR"]
    with subprocess.Popen([sys.executable, "-m", "crawler", "track", "--rebuild"], cwd=tmp_path, env=seen,
                          stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL) as process:  # fmt: skip
        os.close(theirs)
        drawn = read_all(ours)
    assert process.returncode == 0
    assert b"reading captures" in drawn


def read_all(descriptor: int) -> bytes:
    """Read a terminal until nobody has it open."""
    found = b""
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # how Linux says that the other side is closed
            part = b""
        if not part:
            os.close(descriptor)
            return found
        found += part


@pytest.fixture
def read_only(here):
    """A folder that cannot be written even by root: a bind mount, where the machine allows one."""
    folder = here / "read-only"
    folder.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    if not mount or subprocess.run([mount, "--bind", folder, folder], capture_output=True, check=False).returncode:
        pytest.skip("root writes everywhere, and this machine does not allow a read-only mount")
    subprocess.run([mount, "-o", "remount,ro,bind", folder], check=True)
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["import", "in.jsonl", "--store", "read-only/new.db"], ["report", "--out", "read-only/report"],
     ["export", "copies", "--out", "read-only/x.jsonl"], ["demo", "--out", "read-only/demo"]],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_a_read_only_folder_is_told(read_only, stocked, say, arguments):
    """The line names the folder or file that cannot be written."""
    done = say(*arguments)
    assert done.code == 1
    assert "read-only" in told(done)


def _picture() -> bytes:
    """A PNG's shape: signature, header, compressed data."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" + zlib.compress(bytes(range(256)) * 3 + TEXT.encode() * 9)


def _packed() -> bytes:
    """A zip file with one member."""
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", random.Random(7).randbytes(4_000))
        return file.getvalue()


def _printed() -> bytes:
    """A PDF's shape: a page of text, then compressed data."""
    return b"%PDF-1.7\n" + b"1 0 obj << /Type /Page >>\n" * 40 + zlib.compress(random.Random(7).randbytes(9_000))


@pytest.mark.slow
@pytest.mark.parametrize("make", [_picture, _packed, _printed])
def test_what_holds_no_text_is_refused(stocked, say, make):
    """A picture, a packed file or a PDF under a text's name: find and import say so in one line; a text of any charset is read."""
    (stocked / "story.txt").write_bytes(make())
    for words in (("find", "story.txt"), ("import", "story.txt")):
        done = say(*words)
        assert done.code == 1, words
        assert "story.txt: holds no text" in done.err
    for charset in ("utf-16", "cp1252", "utf-32"):
        (stocked / "story.txt").write_bytes(f"{TEXT}\f\0 – “{TEXT}”".encode(charset, "replace"))
        assert say("find", "story.txt").code == 0, charset


def test_an_upgrade_says_whether_there_was_one(stocked, say):
    """A store of this version was up to date before it was asked for."""
    assert "was up to date already" in say("db", "upgrade").out
