"""What find, explain and track answer: to a person on a terminal, and to another program in a pipe."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import places
from tests.cli.test_cli_failures import read_all
from tests.command import environment, wiretrace
from tests.site import Site, page, story

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    """A folder whose store holds three copies of one story, the middle of it in a fourth, and a stranger."""
    folder = tmp_path_factory.mktemp("desk")
    told, part = f"{story(1)}\n\n{story(3)}", " ".join(story(1).split()[:45])
    articles = [
        {"id": "echo", "outlet": "Oldhaven Echo", "title": "Told", "text": f"OLDHAVEN (Reuters) - {told}", "time": "2026-11-20T10:00:00Z"},
        {"id": "post", "outlet": "Harbour Post", "title": "Told again", "text": told, "time": "2026-11-20T11:00:00Z"},
        {"id": "late", "outlet": "Late Times", "title": "Told late", "text": told, "time": "2026-11-29T11:00:00Z"},
        {"id": "part", "outlet": "Short News", "title": "In brief", "text": part, "time": "2026-11-20T12:00:00Z"},
        {"id": "else", "outlet": "Elsewhere", "title": "Other", "text": story(2), "time": "2026-11-20T12:00:00Z"},
    ]  # fmt: skip
    (folder / "in.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    (folder / "told.txt").write_text(told)
    assert wiretrace("import", "in.jsonl", cwd=folder).code == 0
    return folder


def test_find_gives_rows_to_a_program(desk):
    """Cells apart by tabs, those who ran most of it first, no header; the last cell is what explain takes."""
    done = wiretrace("find", "told.txt", cwd=desk)
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert [len(row) for row in rows] == [7] * 4
    assert rows[-1][-1] == "part"
    assert {row[-1] for row in rows[:3]} == {"echo", "post", "late"}
    assert {row[3] for row in rows} >= {"Reuters", "Reuters (inferred)"}
    assert (done.code, done.err) == (0, "")


def test_find_takes_standard_input_and_a_limit(desk):
    """What is left out is counted on standard error, so that rows stay rows."""
    done = wiretrace("find", "-", "--limit", "1", cwd=desk, stdin=story(1))
    assert len(done.out.splitlines()) == 1
    assert done.err == "... and 3 more (--limit)\n"


def test_find_fits_a_terminal(desk):
    """On a terminal of 80 columns the name that explain takes is whole, beside outlet, share and headline."""
    ours, theirs = os.openpty()
    seen = environment() | {"PYTHONPATH": str(places.PROJECT), "COLUMNS": "80", "TERM": "xterm"}
    with subprocess.Popen([sys.executable, "-m", "crawler", "find", "told.txt"], cwd=desk, env=seen, stdout=theirs,
                          stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:  # fmt: skip
        os.close(theirs)
        lines = read_all(ours).decode().splitlines()
        assert process.stderr.read() == b""
    assert lines[0].startswith("100.0% ")
    assert any(
        line.strip().startswith("post, published 2026-11-20 11:00:00Z, wire Reuters (inferred)") for line in lines
    )


def test_find_says_when_nobody_ran_it(desk):
    """No copy is an answer, not a failure."""
    done = wiretrace("find", "-", cwd=desk, stdin=story(77))
    assert (done.code, done.out) == (0, "nobody in the store ran this text\n")


def test_find_fetches_a_page_that_the_store_has_not_got(desk):
    """A URL is looked up by fetching that one page, and nothing of it goes into the store."""
    before = wiretrace("export", "sightings", cwd=desk).out
    with Site({"/en/": page(1)}) as site:
        done = wiretrace("find", site.url + "/en/", cwd=desk)
    assert site.paths == ["/robots.txt", "/en/"]
    assert done.err == ""
    heard = done.out.splitlines()
    assert heard[0] == "== Gulls counted 1"
    assert {line.split("\t")[-1] for line in heard[1:5]} == {"echo", "post", "late", "part"}
    assert wiretrace("export", "sightings", cwd=desk).out == before


def test_explain_says_why_a_pair_is_linked_or_not(desk):
    """The rule for those that are; the window, or that nothing brings them together, for those that are not."""
    linked = wiretrace("explain", "echo", "post", cwd=desk).out
    assert "linked:   yes; brought together by" in linked
    assert "wire Reuters (inferred)" in linked
    assert "yes, run again after 9 days" in wiretrace("explain", "echo", "late", cwd=desk).out
    assert "at least" not in linked
    linked = wiretrace("explain", "echo", "post", "--rules", cwd=desk).out
    unlike = wiretrace("explain", "echo", "else", "--rules", cwd=desk).out
    assert "They share no passage." in unlike
    assert "no: they share fewer index keys than are needed" in unlike
    assert "no:  longest run of equal words: 0, at least 12" in unlike
    assert "rule:     nothing in common: yes" in unlike
    assert "yes:  words, numbers aside, in runs that only copying leaves: " in linked
    assert "nothing in common" not in linked  # it was not asked


def test_explain_shows_the_longest_passages_first(desk):
    """Next to each other, as each text has them, before any verdict; the limits only when they are asked for."""
    lines = wiretrace("explain", "echo", "part", cwd=desk, COLUMNS="100").out.splitlines()
    heading = next(at for at, line in enumerate(lines) if line.startswith("A, words "))
    assert "B, words 1 to 45" in lines[heading]
    assert heading < next(at for at, line in enumerate(lines) if line.startswith("relation:"))
    first = " ".join(story(1).split()[:3])
    assert lines[heading + 1].count(first) == 2
    assert all(len(line) <= 100 for line in lines[heading : lines.index("", heading)])


def test_find_takes_words(desk):
    """All of them and phrases; what is missing is named where no copy has them all, and a typo in a file's name is no word."""
    first, second, third = story(1).lower().split()[:3]
    rows = [line.split("\t") for line in wiretrace("find", f"{third} {first}", cwd=desk).out.splitlines()]
    assert [row[-1] for row in rows] == ["echo", "post", "part", "late"]
    assert len(wiretrace("find", f'"{first} {second} {third}"', "--limit", "1", cwd=desk).out.splitlines()) == 1
    none = wiretrace("find", f'"{third} {first}" {first}', cwd=desk)
    assert (none.code, none.out) == (0, "no copy in the store has all of these words\n")
    assert "leave quotation marks and minus out" in none.err
    missing = wiretrace("find", first, "unicorns", cwd=desk)
    assert "“unicorns” in none" in missing.err
    assert wiretrace("find", "-", cwd=desk, stdin=f"{first} {second}").out.count("\n") == 4
    assert wiretrace("find", "!!", cwd=desk).code == 1


def test_few_copies_are_an_occasion_to_say_what_else_can_be_tried(desk):
    """Words of the text that are in the store, the rarest first, and the command that looks for them."""
    done = wiretrace("find", "-", cwd=desk, stdin=story(77))
    assert "its rarest words: " in done.err
    suggested = re.search(r'wiretrace find "(.+)"', done.err)
    assert wiretrace("find", suggested[1], cwd=desk).code == 0


def test_explain_says_what_was_left_out_of_both_texts(tmp_path):
    """What an outlet repeats over its stories is named with the text and the rule, for each of the two."""
    promo = "Sign up for the morning letter of the Echo."
    articles = [
        {"id": f"echo{number}", "outlet": "Oldhaven Echo", "title": "T", "text": f"{story(number)}\n{promo}"} for number in range(4)
    ] + [{"id": "post", "outlet": "Harbour Post", "title": "T", "text": story(1)}]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    assert wiretrace("import", "in.jsonl", cwd=tmp_path).code == 0
    said = wiretrace("explain", "echo1", "post", cwd=tmp_path).out
    assert "left out of A: 9 words in 1 places" in said
    assert (
        f"learned-furniture, repeated by its outlet over different stories and carried by no other: “{promo}”" in said
    )
    assert "left out of B" not in said


def test_the_window_is_kept_in_the_store(desk):
    """A wider window links what was too far apart, and later runs go by it until another is named."""
    wide = wiretrace("track", "--window", "30d", cwd=desk)
    assert wide.code == 0
    assert "linked:   yes; brought together by" in wiretrace("explain", "echo", "late", cwd=desk).out
    assert wiretrace("track", cwd=desk).code == 0
    assert "linked:   yes; brought together by" in wiretrace("explain", "echo", "late", cwd=desk).out
    assert wiretrace("track", "--window", "72h", cwd=desk).code == 0
    assert "run again after 9 days" in wiretrace("explain", "echo", "late", cwd=desk).out
