"""Where it runs: the Containerfile, the units and the crontab say only what is there, as far as that can be tried without a container engine."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.main import get_command

from crawler.cli.main import app
from tests import places

PROJECT, DOCS = places.PROJECT, places.DOCS
UNITS = sorted((DOCS / "systemd").glob("wiretrace*"))


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile."""
    text = re.sub(r"\\\n", " ", (PROJECT / "Containerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split(" ", 1)) for line in lines]


def copied() -> list[str]:
    """What the Containerfile copies from the checkout."""
    return [
        name
        for what, words in instructions()
        if what == "COPY" and "--from" not in words
        for name in words.split()[:-1]
    ]


def check_words(words: list[str]) -> None:
    """Fail unless *words* are a command with options of its own."""
    command = get_command(app)
    while hasattr(command, "commands"):
        command, words = command.commands[words[0]], words[1:]
    known = {spelling for param in command.params for spelling in (*param.opts, *param.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known, words


@pytest.mark.slow
def test_what_the_containerfile_copies_makes_the_program(tmp_path):
    """The wheel is built from those files alone, has the demo's world, and starts."""
    for name in copied():
        source = PROJECT / name
        target = tmp_path / "src" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    words = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        "out",
        "./src",
    ]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "out").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        assert any(name.startswith("crawler/demo/world/") for name in packed.namelist())
        packed.extractall(tmp_path / "installed")
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from crawler.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", start, str(tmp_path / "installed"), "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("wiretrace "), done.stderr


def test_the_containerfile_starts_a_command_that_is_there():
    """As a user of its own, in the folder that it says, stopped by the signal that the scheduler hears."""
    found = dict(instructions())
    (entry,), command = json.loads(found["ENTRYPOINT"]), json.loads(found["CMD"])
    assert entry == "wiretrace"
    check_words(command)
    assert found["USER"] == "10001"
    assert found["STOPSIGNAL"] == "SIGTERM"
    assert "WIRETRACE_STORE=sqlite:////data/wiretrace.db" in found["ENV"]
    assert all((PROJECT / name).exists() for name in copied())
    assert "--require-hashes -r requirements/run.txt" in (PROJECT / "Containerfile").read_text(encoding="utf-8")


def test_what_a_build_is_not_sent_is_nothing_that_it_copies():
    """.containerignore leaves out folders that the Containerfile does not name."""
    left_out = {
        line
        for line in (PROJECT / ".containerignore").read_text(encoding="utf-8").splitlines()
        if line and line[0] not in "#*"
    }
    assert not {name.split("/")[0] for name in copied()} & left_out


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_is_one_that_systemd_takes(unit, tmp_path):
    """Its command is one of ours; systemd-analyze, where there is one, finds nothing wrong with it."""
    text = unit.read_text(encoding="utf-8")
    for line in re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE):
        program, *words = shlex.split(line)
        assert program == "/opt/wiretrace/bin/wiretrace"
        check_words(words)
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd-analyze here; the command was checked")
    for each in UNITS:
        ours = each.read_text(encoding="utf-8").replace(
            "/opt/wiretrace/bin/wiretrace", str(Path(sys.executable).with_name("wiretrace"))
        )
        (tmp_path / each.name).write_text(ours, encoding="utf-8")
    done = subprocess.run(
        [analyze, "verify", "--man=no", tmp_path / unit.name], capture_output=True, text=True, check=False
    )
    about_ours = [line for line in done.stderr.splitlines() if "wiretrace" in line]
    assert about_ours == []


def test_the_crontab_is_one():
    """Five fields, then a command of ours; no % that cron would take for a line's end."""
    page = (DOCS / "running.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```text crontab\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    lines = block.splitlines()
    assert len(lines) == 2
    for line in lines:
        *when, call = line.split(" ", 5)
        assert all(re.fullmatch(r"[\d*/,-]+", field) for field in when)
        assert "%" not in line
        folder, program, *words = shlex.split(call.replace("cd ", "", 1).replace(" && ", " "))
        assert (folder, program) == ("/var/lib/wiretrace", "/opt/wiretrace/bin/wiretrace")
        check_words(words)


def test_what_the_page_installs_is_there():
    """Every file that its commands name, and every command of ours in a container."""
    page = (DOCS / "running.md").read_text(encoding="utf-8")
    assert all((PROJECT / name).exists() for name in re.findall(r"\bdocs/systemd/\S+|requirements/\S+\.txt", page))
    for line in re.findall(
        r"^podman (?:run|exec) .*? wiretrace (?:wiretrace )?((?:demo|schedule) .+)$", page, re.MULTILINE
    ):
        check_words(shlex.split(line))
