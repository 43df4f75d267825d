"""Row 3: SIGTERM and SIGINT at random moments of import, crawl, track and report: one line, an end soon, and the same in the end."""

import random
import signal
import time
from collections.abc import Sequence

from tests.command import start
from tests.site import Site
from tests.torture.kills import STEPS, Job, job, pages

SECONDS = 10.0  # from the signal to the end
_LINE = "wiretrace: stopped; "


def run(number: int, seed: int) -> list[str]:
    """Stop commands until *number* were hit before their end; return what was not as promised."""
    findings: list[str] = []
    hit = jobs = 0
    slowest = 0.0
    with Site(pages()) as site:
        with job("", site) as quiet:
            wanted = quiet.run(None)
            findings += [f"undisturbed: {each}" for each in quiet.codes]
        while hit < number:
            choose = random.Random(seed + jobs)
            with job("", site) as stopped:
                for step in STEPS:
                    words = [word.format(site=site.url) for word in step]
                    if step[0] != "schedule":
                        kind = choose.choice([signal.SIGTERM, signal.SIGINT])
                        code, err, took = _stopped(stopped, words, kind, choose)
                        if not code:
                            continue
                        hit += 1
                        slowest = max(slowest, took)
                        findings += [f"seed {seed + jobs}: {step[0]}: {what}" for what in _wrong(code, kind, err, took)]
                    stopped.to_its_end(words)
                findings += [f"seed {seed + jobs}: {each}" for each in stopped.codes]
                # Where all pages had come, a crawl that was stopped while it tracked is another one when it is run again.
                differ = [name for name in wanted.differences(stopped.outcome()) if name != "report"]
                findings += [f"seed {seed + jobs}: {name} differ" for name in differ]
            jobs += 1
    print(
        f"{hit} commands stopped in {jobs} jobs, the slowest ended {slowest:.1f} s after its signal, {len(findings)} findings"
    )
    return findings


def _stopped(job: Job, words: Sequence[str], kind: int, choose: random.Random) -> tuple[int, str, float]:
    """Start a command, stop it at some moment; return how it ended, what it said, and the seconds from the signal to the end."""
    process = start(*words, cwd=job.folder, **job.surroundings())
    time.sleep(choose.uniform(0.05, choose.choice([0.5, 4.0])))
    at = time.monotonic()
    process.send_signal(kind)
    _, err = process.communicate(timeout=300)
    return process.returncode, err, time.monotonic() - at


def _wrong(code: int, kind: int, err: str, took: float) -> list[str]:
    # Python's own end before a line of ours ran, in which the tests' own start takes a while; or the one before ended like that.
    if code == -kind or "init_import_site" in err or "there is no store" in err:
        return []
    wrong = [] if code == 128 + kind else [f"ended with {code}"]
    lines = err.splitlines()
    if "Traceback" in err or not lines or not lines[-1].startswith(_LINE):
        wrong.append(f"said {err[-300:]!r}")
    return [*wrong, *([f"took {took:.1f} s"] if took > SECONDS else [])]
