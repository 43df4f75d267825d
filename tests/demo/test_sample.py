"""The committed sample report is what the demo makes today, in a process with another hash seed, zone and locale."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import places
from tests.command import wiretrace

SAMPLE = places.PROJECT / "reports" / "sample"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Run the demo once."""
    folder = tmp_path_factory.mktemp("sample")
    done = wiretrace("demo", "--out", folder / "out", cwd=folder, TZ="Asia/Kathmandu", LC_ALL="C.UTF-8")
    assert done.code == 0, done.err
    return folder / "out"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["report.html", "stories.csv"])
def test_the_committed_sample_is_what_the_demo_makes(made, name):
    """Byte for byte; where it differs on purpose, `make sample` writes it again."""
    assert (SAMPLE / name).read_bytes() == (made / name).read_bytes(), "say `make sample` and look at what changed"


def test_the_sample_holds_nothing_else():
    """What `make sample` does not write is not committed: it would grow stale unseen."""
    assert {path.name for path in SAMPLE.iterdir()} == {"report.html", "stories.csv"}


def test_the_sample_is_small_enough_to_look_at():
    """Under 600 KB: a repository keeps every version of it."""
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 600_000
