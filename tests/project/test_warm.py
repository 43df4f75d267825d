"""Commands that are forked from a process with its imports made: they are processes of their own, and say what a cold one says."""

import pytest

from tests.command import wiretrace

pytestmark = pytest.mark.slow
TEXT = "The harbour council counted the gulls on the long pier again."
ARTICLE = f'{{"id": "a", "outlet": "Harbour Post", "text": "{TEXT}"}}\n'


def test_a_warm_command_ends_and_speaks_as_a_cold_one(tmp_path):
    """Output, errors and exit code are those of a command that made its own imports."""
    cold = {"PYTHONIOENCODING": "utf-8"}  # a variable of Python's own
    for words in (("--version",), ("report", "--out"), ("find", "nothing.txt"), ("sources", "check", "none.toml")):
        assert wiretrace(*words, cwd=tmp_path) == wiretrace(*words, cwd=tmp_path, **cold)


def test_a_warm_command_has_its_own_folder_input_and_environment(tmp_path):
    """Two commands of one fork server share neither folder nor input nor environment."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        store = {"WIRETRACE_STORE": f"sqlite:///{name}.db"}
        (tmp_path / name / "in.jsonl").write_text(ARTICLE)
        assert wiretrace("import", "in.jsonl", cwd=tmp_path / name, **store).code == 0
        assert "Harbour Post" in wiretrace("find", "-", cwd=tmp_path / name, stdin=TEXT, **store).out
        assert (tmp_path / name / f"{name}.db").exists()


def test_a_warm_command_that_takes_too_long_is_ended(tmp_path):
    """A time limit ends a forked command as it ends any other."""
    with pytest.raises(TimeoutError):
        wiretrace("schedule", "run", "--help", cwd=tmp_path, timeout=0.001)
