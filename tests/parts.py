"""Gets the parts that some tests need and pip cannot bring: Chromium, a PostgreSQL server and Java.

Run by `make test`. Says plainly what it could not get: outside CI the tests that need it skip, with CI=true that is a
failure. Only the standard library: it runs before anything else is known to work.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def has_chromium() -> bool:
    """Whether there is a Chromium to open reports and pages in."""
    return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


def has_postgres() -> bool:
    """Whether there is a PostgreSQL server program."""
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def has_java() -> bool:
    """Whether there is a Java for Spark."""
    return bool(shutil.which("java"))


PARTS = (
    ("Chromium", has_chromium, "chromium"),
    ("PostgreSQL", has_postgres, "postgresql"),
    ("Java", has_java, "default-jre-headless"),
)


def install(packages: list[str]) -> str:
    """Install Debian packages; return why that did not work, or ""."""
    if not shutil.which("apt-get"):
        return "there is no apt-get here; install it by hand"
    if os.geteuid() != 0:
        return f"not root; install it by hand: sudo apt-get install {' '.join(packages)}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
        done = subprocess.run(command, env=environment, check=False, **quiet)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["apt-get failed"])[-1]
    return ""


def main() -> int:
    """Get what is missing; return the exit code."""
    wanted = [(name, has, package) for name, has, package in PARTS if not has()]
    why = install([package for _, _, package in wanted]) if wanted else ""
    missing = [name for name, has, _ in wanted if not has()]
    for name, _, _ in PARTS:
        print(f"parts: {name}: {f'MISSING ({why})' if name in missing else 'there'}")
    if missing and os.environ.get("CI") == "true":
        print(f"parts: CI must have {' and '.join(missing)}", file=sys.stderr)
        return 1
    if missing:
        print(f"parts: the tests that need {' or '.join(missing)} will skip")
    return 0


if __name__ == "__main__":
    sys.exit(main())
