"""Row 1: `kill -9` at random instants of import, crawl, schedule, track and report; the store comes to what it would have come to."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from crawler.store.schema import metadata
from crawler.store.store import Store
from tests import places
from tests.command import environment
from tests.site import Site, page, story
from tests.stores import rows_of

#: The commands of a job, in order. `{site}` and `{store}` are filled in.
STEPS = (
    ("import", "in.jsonl"),
    ("crawl", "{site}/en/", "--delay", "0"),
    ("schedule", "run", "--once", "--jobs", "1"),
    ("track",),
    ("report", "--out", "r", "--format", "json"),
)
_STATEMENTS = 400  # the most that a kill waits for; most commands have fewer between start and end
_KILLS = 3  # of one command, before it may end


@dataclass
class Outcome:
    """What a store and its report say in the end; each part is compared as it stands."""

    parts: dict[str, object] = field(default_factory=dict)

    def differences(self, other: "Outcome") -> list[str]:
        """Name the parts that are not the same."""
        return [name for name, part in self.parts.items() if other.parts[name] != part]


@dataclass
class Job:
    """The commands on one store, each killed some times before it may come to its end."""

    folder: Path
    store: str
    site: str
    kills: int = 0
    started: int = 0
    codes: list[str] = field(default_factory=list)

    def run(self, choose: random.Random | None) -> Outcome:
        """Run every command; with *choose*, kill each up to three times first."""
        for step in STEPS:
            words = [word.format(site=self.site) for word in step]
            for _ in range(choose.randint(1, _KILLS) if choose else 0):
                self._killed(words, choose)
            self.to_its_end(words)
        return self.outcome()

    def to_its_end(self, words: Sequence[str]) -> None:
        """Run a command undisturbed; one that fails is a finding."""
        code, err = self._start(words, 0)
        if code:
            self.codes.append(f"{' '.join(words)} ended with {code}: {err[-300:]}")

    def surroundings(self) -> dict[str, str]:
        """Return the variables that a command of this job is started with."""
        self.started += 1  # a crawl that was cut off is taken up by the scheduler five minutes after its start
        return {
            "PYTHONPATH": f"{self.folder / 'ambush'}:{places.PROJECT}",
            "WIRETRACE_STORE": self.store,
            "TORTURE_MINUTES": str(10 * self.started),
        }

    def _killed(self, words: Sequence[str], choose: random.Random) -> None:
        code, err = self._start(words, choose.randint(1, choose.choice([40, _STATEMENTS])))
        self.kills += code == -signal.SIGKILL
        if "Traceback" in err:
            self.codes.append(f"{' '.join(words)}: {err[-600:]}")

    def _start(self, words: Sequence[str], kill_at: int) -> tuple[int, str]:
        more = self.surroundings() | {"TORTURE_KILL_AT": str(kill_at)}
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler", *words], cwd=self.folder, env=environment() | more,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        _, err = process.communicate(timeout=300)
        return process.returncode, err

    def outcome(self) -> Outcome:
        """Read what the store and the report say now."""
        store = Store(self.store)
        found = Outcome()
        for what in ("stories", "links", "copies", "sightings"):
            found.parts[what] = sorted(json.dumps(row, sort_keys=True) for row in rows_of(store, what))
        with store.read() as connection:
            pages = sa.select(*(metadata.tables["request"].c[name] for name in ("url", "state", "reason")))
            found.parts["requests"] = sorted({tuple(map(str, row)) for row in connection.execute(pages)})
        store.close()
        report = self.folder / "r" / "report.json"
        written = json.loads(report.read_bytes()) if report.exists() else {}
        found.parts["report"] = hashlib.sha256(report.read_bytes()).hexdigest() if written else None
        found.parts["report without its account"] = {name: part for name, part in written.items() if name != "account"}
        return found


def pages() -> dict[str, bytes]:
    """Two fronts with their articles; the second front's are copies of the first's and of what is imported."""
    routes: dict[str, bytes] = {}
    for front, first in (("/en/", 1), ("/zh/", 3)):
        paths = tuple(f"{front}article/{hashlib.sha256(f'{front}{n}'.encode()).hexdigest()[:32]}" for n in range(4))
        routes[front] = page(first, links=paths)
        for number, path in enumerate(paths, first):
            routes[path] = page(number, outlet=f"Post {front.strip('/')}")
    return routes


@contextmanager
def job(store: str, site: Site) -> Iterator[Job]:
    """A job in a folder of its own. *store* is a URL, or "" for a file in that folder."""
    folder = Path(tempfile.mkdtemp(prefix="wiretrace-torture-"))
    try:
        (folder / "ambush").mkdir()
        shutil.copy(Path(__file__).with_name("ambush.py"), folder / "ambush" / "sitecustomize.py")
        records = ({"id": f"n{n}", "outlet": f"Gazette {n}", "text": story(n % 8)} for n in range(24))
        (folder / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
        source = (
            f'[source.zh]\nkind = "page"\nurls = ["{site.url}/zh/"]\nschedule = "every 1d"\nlimits = {{ delay = 0 }}\n'
        )
        (folder / "sources.toml").write_text(f'contact = "https://desk.example/"\n{source}')
        yield Job(folder, store or f"sqlite:///{folder / 'store.db'}", site.url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(new_store: "Iterator[str]", *, kills: int, seed: int, say=print) -> list[str]:
    """Kill until there were *kills*, and return what was not as in an undisturbed run. *new_store* gives URLs of empty stores."""
    findings: list[str] = []
    done = jobs = 0
    with Site(pages()) as site:
        with job(next(new_store), site) as quiet:
            wanted = quiet.run(None)
            findings += [f"undisturbed: {each}" for each in quiet.codes]
        while done < kills:
            with job(next(new_store), site) as tortured:
                got = tortured.run(random.Random(seed + jobs))
                found = [*tortured.codes, *(f"{name} differ" for name in wanted.differences(got))]
                findings += [f"seed {seed + jobs}: {each}" for each in found]
                if found and os.environ.get("TORTURE_KEEP"):
                    shutil.copytree(tortured.folder, os.environ["TORTURE_KEEP"], dirs_exist_ok=True)
                    Path(os.environ["TORTURE_KEEP"], "wanted.json").write_text(json.dumps(wanted.parts, indent=1))
                    Path(os.environ["TORTURE_KEEP"], "got.json").write_text(json.dumps(got.parts, indent=1))
            jobs += 1
            done += tortured.kills
            say(f"{done} kills in {jobs} jobs, {len(findings)} findings")
    return findings
