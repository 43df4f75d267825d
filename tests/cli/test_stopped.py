"""Commands that are stopped from outside, at whatever they are: one line, a code that says by what, and nothing lost."""

import random
import signal
import subprocess
import sys
import time

import pytest

from tests.command import start
from tests.command import wiretrace as command
from tests.site import Gate, Site, article_path, page

pytestmark = pytest.mark.slow
SENTENCE = "The harbour council counted the gulls on the long pier again this morning and found {} of them."


def articles(number: int) -> str:
    """Records of as many articles, every second one a copy of the one before."""
    text = [" ".join(SENTENCE.format(17 * (n // 2) + m) for m in range(6)) for n in range(number)]
    return "".join(f'{{"id": "n{n}", "outlet": "Post {n % 7}", "text": "{text[n]}"}}\n' for n in range(number))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_crawl_does_not_wait_for_a_server_that_keeps_it_waiting(tmp_path, number):
    """The page that never comes stays pending, the run is closed as stopped, and the next one goes on."""
    gate = Gate()
    never = article_path(1)
    with Site({"/en/": page(0, links=(never,)), never: gate.before(page(1))}) as site:
        process = start("crawl", site.url + "/en/", "--delay", "0", cwd=tmp_path)
        gate.wait_for_request()
        process.send_signal(number)
        out, err = process.communicate(timeout=120)
        gate.open()
        assert process.returncode == 128 + number
        assert err.splitlines()[-1] == "wiretrace: stopped; what was fetched is kept, run the same command to go on"
        assert "1 stored + 0 refused + 0 failed + 1 pending" in out
        done = command("crawl", site.url + "/en/", "--delay", "0", cwd=tmp_path)
    assert "2 requests seen = 2 stored + 0 refused + 0 failed + 0 pending" in done.out, done.err


@pytest.mark.parametrize("seed", range(2))
def test_a_command_that_is_stopped_anywhere_says_so_and_is_taken_up_identical(tmp_path, seed):
    """From its first import to its last line, whichever signal: one line and its code, or it had ended already; then the same report."""
    choose = random.Random(seed)
    (tmp_path / "in.jsonl").write_text(articles(300))
    for words in (("import", "in.jsonl", "--no-track"), ("track",), ("report", "--out", "r", "--format", "json")):
        number = choose.choice([signal.SIGTERM, signal.SIGINT])
        process = start(*words, cwd=tmp_path)
        time.sleep(choose.uniform(0.3, 3.0))
        process.send_signal(number)
        _, err = process.communicate(timeout=120)
        if process.returncode:
            if process.returncode != -number:  # which is Python's own end, before a line of ours ran: on a busy machine
                assert process.returncode == 128 + number, (words, err)
                assert err.splitlines()[-1].startswith("wiretrace: stopped"), (words, err)
            assert "Traceback" not in err
            assert command(*words, cwd=tmp_path).code == 0
    for words in (("import", "in.jsonl", "--store", "sqlite:///other.db"), ("report", "--out", "o", "--format", "json", "--store", "sqlite:///other.db")):  # fmt: skip
        assert command(*words, cwd=tmp_path).code == 0
    assert (tmp_path / "r" / "report.json").read_bytes() == (tmp_path / "o" / "report.json").read_bytes()


def test_a_stop_inside_code_that_is_run_from_text_ends_with_its_code_too(tmp_path):
    """As dataclasses are made while modules load: Python would end `python -m` by SIGINT, whichever signal it was."""
    (tmp_path / "stopped_in_text.py").write_text(
        "from crawler.cli import main\n"
        "def app(**_): exec('import os, signal; os.kill(os.getpid(), signal.SIGTERM); [n for n in range(10**9)]')\n"
        "main.app = app\n"
        "main.run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "stopped_in_text"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (
        143,
        "wiretrace: stopped; what was done so far is kept, run the same command to go on\n",
    )
