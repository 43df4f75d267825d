"""The wheel carries all that the program needs: unpacked in an empty folder it runs the demo, with no checkout in sight."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from crawler import __version__
from tests import places

pytestmark = pytest.mark.slow

PROJECT = places.PROJECT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy of what git would have, by the build program that is installed."""
    checkout, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, checkout)
    for name in ("crawler", "wiretrace", "fixtures"):
        shutil.copytree(PROJECT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out],
        cwd=checkout,
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel, tmp_path_factory) -> Path:
    """The wheel unpacked as an installer does."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def python(unpacked: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the unpacked folder, where it finds the program before any checkout."""
    outside = {
        name: value for name, value in os.environ.items() if name != "PYTHONPATH" and not name.startswith("WIRETRACE")
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=unpacked, env=outside, capture_output=True, text=True, check=True, timeout=120
    )


def test_the_wheel_is_named_after_the_program(wheel):
    """Name and version are those of the project, and it runs on any machine."""
    assert wheel.name == f"wiretrace-{__version__}-py3-none-any.whl"


@pytest.mark.parametrize("kind", ["*.py", "*.toml", "*.j2", "*.css", "*.mako", "py.typed"])
def test_the_wheel_carries_every_file_of_the_package(unpacked, kind):
    """Modules, registries, templates, styles and migrations of both packages are all there."""
    packages = ("crawler", "wiretrace")
    ours = {path.relative_to(PROJECT) for package in packages for path in (PROJECT / package).rglob(kind)}
    assert ours
    packed = {path.relative_to(unpacked) for package in packages for path in (unpacked / package).rglob(kind)}
    assert ours <= packed


def test_both_packages_are_typed(unpacked):
    """A type checker reads the annotations of both (PEP 561)."""
    assert (unpacked / "crawler" / "py.typed").exists()
    assert (unpacked / "wiretrace" / "py.typed").exists()


def test_the_wheel_carries_the_world_of_the_demo(unpacked):
    """The fixture world travels inside the package, to the last page."""
    world = PROJECT / "fixtures" / "world"
    ours = {path.relative_to(world) for path in world.rglob("*") if path.is_file()}
    packed = unpacked / "crawler" / "demo" / "world"
    assert {path.relative_to(packed) for path in packed.rglob("*") if path.is_file()} == ours


def test_the_wheel_carries_nothing_else(wheel):
    """No test, no store, no cache, no file of another project goes to the user."""
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert not [
        name for name in names if not name.startswith(("crawler/", "wiretrace/", f"wiretrace-{__version__}.dist-info/"))
    ]
    assert not [name for name in names if re.search(r"\.pyc$|\.db|/test", name)]


def test_the_wheel_says_what_it_is(unpacked):
    """Licence, entry point and extras are in its metadata."""
    info = unpacked / f"wiretrace-{__version__}.dist-info"
    metadata = (info / "METADATA").read_text(encoding="utf-8")
    assert "License-Expression: BSD-3-Clause" in metadata
    assert {"browser", "postgres", "parquet"} <= set(re.findall(r"^Provides-Extra: (\w+)", metadata, re.MULTILINE))
    assert "wiretrace = crawler.start:run" in (info / "entry_points.txt").read_text(encoding="utf-8")
    assert (info / "licenses" / "LICENSE").read_text(encoding="utf-8") == (PROJECT / "LICENSE").read_text(
        encoding="utf-8"
    )


def test_the_unpacked_wheel_runs_the_demo(unpacked, tmp_path):
    """From an empty folder, with the world that came along: the report is there."""
    assert python(unpacked, "-c", "import crawler; print(crawler.__file__)").stdout.strip() == str(
        unpacked / "crawler/__init__.py"
    )
    done = python(unpacked, "-m", "wiretrace", "demo", "--out", str(tmp_path / "out"))
    assert done.stderr == ""
    assert (tmp_path / "out" / "report.html").stat().st_size > 100_000
