"""A PostgreSQL server for the tests: made in a temporary folder, thrown away afterwards. Works as root, too."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

_numbers = itertools.count(1)


class PostgresMissing(Exception):
    """There is no PostgreSQL server program on this machine."""


def find_programs() -> Path:
    """Return the folder that holds initdb and pg_ctl."""
    candidates = [Path(path).resolve().parent for path in (shutil.which("initdb"),) if path]
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise PostgresMissing("PostgreSQL is not on this machine (Debian: apt-get install postgresql)")


class TemporaryPostgres:
    """A server that listens on a socket only."""

    def __init__(self) -> None:
        self.programs = find_programs()
        self.folder = Path(tempfile.mkdtemp(prefix="wiretrace-pg-"))
        # The server refuses to run as root; in a container it runs as the user its package made.
        self.user = self._unprivileged() if os.geteuid() == 0 else None

    def __enter__(self) -> "TemporaryPostgres":
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "wiretrace", "-A", "trust", "-E", "UTF8", "-N")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", log, "-o", options, "start")
        return self

    def __exit__(self, *_exception: object) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"test{next(_numbers)}"
        self._run("createdb", "-h", str(self.folder), "-U", "wiretrace", name)
        return f"postgresql+psycopg://wiretrace@/{name}?host={self.folder}"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.programs / program), *arguments],
            check=True, user=self.user, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, timeout=120,
        )  # fmt: skip

    @staticmethod
    def _unprivileged() -> str:
        for name in ("postgres", "nobody"):
            try:
                return pwd.getpwnam(name).pw_name
            except KeyError:
                continue
        raise PostgresMissing("PostgreSQL cannot run as root and there is no other user")
