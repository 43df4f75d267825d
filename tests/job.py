"""A crawl with settings of its own, in another process: what the command cannot be told, a test can."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence

from tests import places
from tests.command import environment

_RUN = """
import json, sys
from crawler.jobs.crawl import crawl
urls, overrides = json.loads(sys.argv[1])
done = crawl(urls, overrides=overrides)
a = done.accounts
print(json.dumps({"seen": a.seen, "stored": a.stored, "unchanged": a.unchanged, "pending": a.pending, "refused": a.refused, "failed": a.failed}))
"""
QUICK = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "WIRETRACE_CONTACT": "https://desk.example/",
    "RETRY_TIMES": 0,
}


def start_job(urls: Sequence[str], store: str, *, before: str = "", **overrides: object) -> subprocess.Popen[str]:
    """Start a crawl, some Python *before* it, and do not wait for it."""
    asked = json.dumps([list(urls), QUICK | {"WIRETRACE_STORE": store} | overrides])
    return subprocess.Popen(
        [sys.executable, "-c", before + _RUN, asked],
        env=environment() | {"PYTHONPATH": str(places.PROJECT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finished(job: subprocess.Popen[str], *, within: float = 300) -> Mapping[str, object]:
    """Wait for a crawl and return its accounts."""
    out, err = job.communicate(timeout=within)
    assert job.returncode == 0, err
    return json.loads(out.splitlines()[-1])


def run_job(urls: Sequence[str], store: str, **overrides: object) -> Mapping[str, object]:
    """Crawl and return the accounts."""
    return finished(start_job(urls, store, **overrides))
