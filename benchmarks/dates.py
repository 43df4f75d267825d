"""Days of publication on labelled pages of many sites, beside htmldate in both of its modes, on the same pages.

``python -m benchmarks.dates``. Each page is imported as the program does, its fetch time not known. A page is *right* where
the answer allows the day it was published and is no wider than a day in all zones (50 hours); *empty* where nothing is said;
*wrong* where the answer leaves that day out, and where it is wider. Judges of the pages disagree on some: one instant is two
days in two zones. Needs ../shared.
"""

import gzip
import hashlib
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import htmldate

from crawler.pages.html.markup import decode
from crawler.provenance.times.interval import Interval
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture, Role
from crawler.sightings.registries import Registries, load_registries

DATES = Path(__file__).parents[2] / "shared" / "data" / "dates"
WIDEST = timedelta(hours=50)
#: A day somewhere on Earth: clocks run from UTC-12 to UTC+14.
_EAST, _WEST, _DAY = timedelta(hours=14), timedelta(hours=12), timedelta(days=1)

Answer = tuple[datetime, datetime] | None
Verdict = str


class Labelled(NamedTuple):
    """One saved page, its address, the day it was published and the set it is from."""

    name: str
    raw: bytes
    url: str
    day: datetime
    group: str


def labelled(folder: Path = DATES) -> list[Labelled]:
    """Read the labelled pages."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return [
        Labelled(
            name,
            gzip.decompress((folder / "pages" / f"{name}.html.gz").read_bytes()),
            said["url"],
            datetime.fromisoformat(said["published"]).replace(tzinfo=UTC),
            said["set"],
        )
        for name, said in sorted(truth.items())
    ]


def ours(page: Labelled, registries: Registries) -> Answer:
    """Return the interval that the program stores for the page's own article."""
    digest = hashlib.sha256(page.raw).hexdigest()
    seen = observe(Capture(key=digest, sha256=digest, kind="html", raw=page.raw, url=page.url), registries)
    own = (each.published for each in seen.sightings if each.role is not Role.RELATED)
    found: Interval | None = next(own, None)
    return None if found is None else (found.earliest, found.latest)


def peer(page: Labelled, *, extensive: bool) -> Answer:
    """Return the day that htmldate finds, as wide as all zones make it."""
    found = htmldate.find_date(decode(page.raw), url=page.url, original_date=True, extensive_search=extensive)
    if found is None:
        return None
    day = datetime.fromisoformat(found).replace(tzinfo=UTC)
    return day - _EAST, day + _DAY + _WEST


def judge(day: datetime, answer: Answer) -> Verdict:
    """Return "right", "empty" or "wrong"; *day* is midnight UTC of the day that is right."""
    if answer is None:
        return "empty"
    earliest, latest = answer
    # An instant may be another day where the page was judged; a day that only touches it is another day.
    slack = _WEST if earliest == latest else timedelta(0)
    meets = earliest < day + _DAY + slack and latest >= day - slack
    if earliest != latest and latest - earliest >= WIDEST - timedelta(minutes=1):
        meets = earliest + _EAST <= day < latest - _WEST  # a day without a zone is that day and no other
    return "right" if meets and latest - earliest <= WIDEST else "wrong"


def main() -> None:
    """Print the table."""
    if not DATES.is_dir():
        print("dates: ../shared (labelled data, not shipped) is not beside the project; nothing to score")
        return
    pages, registries = labelled(), load_registries()
    tools: Mapping[str, Callable[[Labelled], Answer]] = {
        "wiretrace": lambda page: ours(page, registries),
        "htmldate fast": lambda page: peer(page, extensive=False),
        "htmldate extensive": lambda page: peer(page, extensive=True),
    }
    print(f"{'tool':20}{'set':8}{'pages':>6}{'right':>7}{'empty':>7}{'wrong':>7}{'ms':>6}")
    for tool, read in tools.items():
        read(pages[0])  # what is loaded once is not a page's time
        started = time.process_time()
        verdicts = [(page.group, judge(page.day, read(page))) for page in pages]
        milliseconds = (time.process_time() - started) / len(pages) * 1000
        for group in sorted({page.group for page in pages}):
            counts = Counter(verdict for each, verdict in verdicts if each == group)
            figures = "".join(f"{counts[verdict]:7}" for verdict in ("right", "empty", "wrong"))
            print(f"{tool:20}{group:8}{counts.total():6}{figures}{milliseconds:6.0f}", flush=True)


if __name__ == "__main__":
    main()
