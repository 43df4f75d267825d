"""`wiretrace alerts` on a store: what is new is printed, told once, listed; a watched text turns up."""

import json

import pytest

STORY = (
    "The clock of Lower Venn has run thirteen minutes fast for seventy years, and on Friday the town voted to keep it so. "
    "Trains leave by it, bread is baked by it, and the only man who ever set it right was asked to move away. "
    "The mayor said that nobody had been late since, and that a town which is early has nothing to explain to anyone."
)
RULES = """[rule.ours]
when = "text"
file = "release.txt"
[rule.spread]
when = "reach"
outlets = 2
[channel.log]
kind = "file"
path = "alerts.jsonl"
"""


@pytest.fixture
def folder(tmp_path, wiretrace):
    """A folder with a store of two outlets that ran one text, and an alerts file that watches for that."""
    rows = [
        {"id": name, "outlet": name, "title": f"Clock at {name}", "text": text, "time": "2026-11-20T08:00:00Z",
         "url": f"https://{name.lower()}.example/clock"}
        for name, text in (("Echo", STORY), ("Post", f"{STORY} The station is not amused."))
    ]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "release.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "alerts.toml").write_text(RULES, encoding="utf-8")
    assert wiretrace("import", "in.jsonl", cwd=tmp_path).code == 0
    return tmp_path


@pytest.mark.slow
def test_check_prints_send_tells_list_remembers(folder, wiretrace):
    """Checking changes nothing; sending tells three causes; sending again tells none."""
    checked = wiretrace("alerts", "check", cwd=folder)
    assert checked.out.count("\n   to log") == 3
    assert "ours: Echo ran your text “ours”: “Clock at Echo”" in checked.out
    assert "in common: “The clock of Lower Venn has run thirteen minutes fast" in checked.out
    assert "Echo: https://echo.example/clock" in checked.out
    assert wiretrace("alerts", "check", cwd=folder) == checked
    assert wiretrace("alerts", "send", cwd=folder).out.startswith("3 new messages, 3 delivered")
    assert wiretrace("alerts", "send", cwd=folder).out.startswith("0 new messages, 0 delivered")
    titles = [json.loads(line)["title"] for line in (folder / "alerts.jsonl").read_text().splitlines()]
    assert min(titles) == "Echo ran your text “ours”: “Clock at Echo”"
    listed = wiretrace("alerts", "list", "--most", "2", cwd=folder).out.splitlines()
    assert len(listed) == 2
    assert all("delivered 20" in line for line in listed)


@pytest.mark.slow
def test_skip_begins_now(folder, wiretrace):
    """What is there is counted as told; a text in the file that is another one is told again."""
    assert wiretrace("alerts", "skip", cwd=folder).out == "3 findings counted as told\n"
    assert wiretrace("alerts", "send", cwd=folder).out.startswith("0 new messages")
    (folder / "release.txt").write_text(STORY.partition("Trains")[2], encoding="utf-8")
    assert wiretrace("alerts", "send", cwd=folder).out.startswith("2 new messages")


def test_what_cannot_be_delivered_is_said_and_kept(folder, wiretrace):
    """Exit code 1, one line for each, and a list that says why."""
    (folder / "alerts.toml").write_text(RULES.replace("alerts.jsonl", "release.txt/x"), encoding="utf-8")
    done = wiretrace("alerts", "send", cwd=folder)
    assert done.code == 1
    assert "log: " in done.err
    assert "release.txt/x: File exists; again at" in done.err
    assert "waits for" in wiretrace("alerts", "list", cwd=folder).out
    (folder / "alerts.toml").write_text(RULES, encoding="utf-8")
    assert "3 delivered" in wiretrace("alerts", "send", "--now", cwd=folder).out


@pytest.mark.slow
def test_a_channel_is_tried(folder, wiretrace):
    """It says at once whether that worked."""
    assert wiretrace("alerts", "test", "log", cwd=folder).out == "log: sent\n"
    assert "Wiretrace: a test" in (folder / "alerts.jsonl").read_text()
    assert wiretrace("alerts", "test", "dask", cwd=folder).code == 2


def test_a_wrong_file_is_a_usage_error(folder, wiretrace):
    """Each mistake on a line of its own; a watched file that is not there is said."""
    (folder / "alerts.toml").write_text("[rule.a]\nwhen = 'x'\n[rule.b]\nwhen = 'y'\n", encoding="utf-8")
    done = wiretrace("alerts", "check", cwd=folder)
    assert done.code == 2
    assert done.err.count("wiretrace: alerts.toml:") == 2
    assert wiretrace("alerts", "check", "--rules", "none.toml", cwd=folder).code == 2
    (folder / "alerts.toml").write_text(RULES, encoding="utf-8")
    (folder / "release.txt").unlink()
    assert "release.txt: No such file" in wiretrace("alerts", "check", cwd=folder).err
