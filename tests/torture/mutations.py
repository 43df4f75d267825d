"""Row 10: inputs of every kind, mutated; none of them may let an exception escape or keep the program busy."""

import contextlib
import io
import json
import random
import tempfile
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.errors import UserError
from crawler.faults import PROGRAM_ERROR
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import captures_of
from crawler.pages.custom.file import read_layout
from crawler.sightings.observe import observe
from crawler.sightings.record import Capture
from crawler.sightings.registries import load_registries, registries_with
from crawler.sources.opml import read_opml
from crawler.sources.reading import read_sources
from tests import places

FIXTURES = places.PROJECT / "fixtures"
SECONDS = 2.0  # of processor time for one input
_SITEMAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://harbourpost.example/a</loc><lastmod>2026-11-22</lastmod><news:news><news:publication_date>2026-11-22T12:00:00Z</news:publication_date><news:title>Gulls</news:title></news:news></url></urlset>'
_RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><ttl>60</ttl><item><title>Gulls</title><link>https://harbourpost.example/a</link><pubDate>Sun, 22 Nov 2026 12:00:00 GMT</pubDate><guid>1</guid><description>Gulls on the &lt;b&gt;pier&lt;/b&gt;.</description></item></channel></rss>'
_SOURCES = b'contact = "https://desk.example/"\n[source.front]\nkind = "page"\nurls = ["https://harbourpost.example/en/"]\nschedule = "every 1d"\nlimits = { delay = 1, max_pages = 3 }\ntimezone = "Europe/London"\n'
_OPML = b'<opml version="2.0"><body><outline text="News"><outline type="rss" text="Post" xmlUrl="https://harbourpost.example/feed"/></outline></body></opml>'
_RECORD = b'{"id": "n1", "url": "https://harbourpost.example/a", "outlet": "Harbour Post", "title": "Gulls", "text": "LONDON (Reuters) - The gulls were counted again.", "time": "2026-11-22T12:00:00Z", "fetched_at": "2026-11-22T13:00:00Z"}\n'
_TOKENS = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<", b">", b"</", b"<!--", b"]]>", b"<![CDATA[", b"&#x110000;", b"&#0;", b"&a;", b'"', b"'", b"{", b"}", b"[", b"]", b",",
    b"\\", b"\\ud800", b"\\u0000", b"NaN", b"Infinity", b"-", b"1e999", b"9" * 400, b"99999-99-99", b"0000-00-00T00:00:00Z", b"9999-12-31T23:59:59+14:00", b"2026-11-22T12:00:00+99:99",
    b"\xe2\x80\xae", b"\xe2\x80\x8b" * 50, b"\n" * 50, b"\t", b"=", b"%", b"%00", b"http://[", b"http://[::1", b"javascript:a", b"//", b"http://\xc3\xa9.example:99999/", b"null",
    b"true", b"ago", b"41 minutes ago", b"999999999999 years ago", b"</script>", b'<script type="application/ld+json">', b"<base href='http://['>", b"utf-7", b"zlib_codec", b"idna",
)  # fmt: skip
_VALUES = (
    None,
    True,
    0,
    -1,
    2**70,
    1e308,
    "",
    " ",
    "x",
    "9999-12-31T23:59:59+14:00",
    "http://[",
    [],
    {},
    [[]],
    [{}],
    ["a", 1],
    {"a": {"b": []}},
)


@dataclass
class Result:
    """What mutated inputs came to: exceptions by place with the seed that shows them, and the slowest."""

    tried: Counter[str] = field(default_factory=Counter)
    escaped: dict[str, str] = field(default_factory=dict)
    slowest: tuple[float, str] = (0.0, "")


def seeds() -> dict[str, list[bytes]]:
    """The inputs that are mutated, by the ending that says what they are."""
    found: dict[str, list[bytes]] = {
        "jsonl": [_RECORD * 3],
        "xml": [_SITEMAP, _RSS],
        "sources.toml": [_SOURCES],
        "opml": [_OPML],
        "warc": [_warc()],
    }
    for ending in ("html", "json", "xml", "toml", "txt"):
        for path in sorted(FIXTURES.rglob(f"*.{ending}")):
            raw = path.read_bytes()
            if len(raw) < 60_000 and "labels" not in path.name:
                found.setdefault(ending, []).append(raw)
    return found


def _warc() -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    body = b"<html><title>Gulls</title><body><article><h1>Gulls</h1><p>" + b"The gulls were counted. " * 40
    record = writer.create_warc_record(
        "https://harbourpost.example/a", "response", payload=io.BytesIO(body), http_headers=headers
    )
    writer.write_record(record)
    return out.getvalue()


def mutated(raw: bytes, other: bytes, choose: random.Random) -> bytes:
    """Change some places of an input; of JSON now and then its values."""
    if choose.random() < 0.4:
        with contextlib.suppress(ValueError, RecursionError):
            return json.dumps(_other_value(json.loads(raw), choose)).encode("utf-8", "surrogatepass")
    for _ in range(choose.choice([1, 1, 2, 4, 12])):
        a, b = sorted(choose.randrange(len(raw) + 1) for _ in range(2))
        b = min(b, a + choose.choice([1, 8, 60, 2000]))
        change = choose.randrange(7)
        if change == 0:
            raw = raw[:a] + bytes([choose.randrange(256)]) + raw[a + 1 :]
        elif change == 1:
            raw = raw[:a] + raw[b:]
        elif change == 2:
            raw = raw[:a] + raw[a:b] * choose.choice([2, 3, 40]) + raw[b:]
        elif change in {3, 4}:
            raw = raw[:a] + choose.choice(_TOKENS) + raw[b if change == 4 else a :]
        elif change == 5:
            raw = raw[:a]
        else:
            at = choose.randrange(len(other) + 1)
            raw = raw[:a] + other[at : at + 200] + raw[b:]
    return raw[:400_000]


def _other_value(value: object, choose: random.Random) -> object:
    if isinstance(value, dict) and value and choose.random() < 0.8:
        key = choose.choice(list(value))
        if choose.random() < 0.1:
            return {name: kept for name, kept in value.items() if name != key}
        return value | {key: _other_value(value[key], choose)}
    if isinstance(value, list) and value and choose.random() < 0.8:
        at = choose.randrange(len(value))
        return [*value[:at], _other_value(value[at], choose), *value[at + 1 :]]
    return choose.choice(_VALUES)


@cache
def _registries():
    return load_registries()


def _import(path: Path) -> None:
    for found in captures_of(path, Defaults()):
        if isinstance(found, Capture):
            observation = observe(found, _registries())
            if observation.unreadable == PROGRAM_ERROR:
                raise AssertionError("".join(observation.notes))


def _read_toml(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    with contextlib.suppress(UserError, tomllib.TOMLDecodeError):
        read_layout(text, "layout.toml")
    with contextlib.suppress(UserError, ValueError):
        registries_with(text, "")


def _read_sources(path: Path) -> None:
    with contextlib.suppress(UserError):
        read_sources(path)


def _read_opml(path: Path) -> None:
    with contextlib.suppress(UserError):
        read_opml(path.read_bytes())


_READERS: dict[str, Callable[[Path], None]] = {"toml": _read_toml, "sources.toml": _read_sources, "opml": _read_opml}


def run(number: int, seed: int) -> Result:
    """Read *number* mutated inputs. A finding names the seed and the kind that make it again: `one(seed, kind)`."""
    result = Result()
    with tempfile.TemporaryDirectory(prefix="wiretrace-torture-") as folder:
        for at, kind in _plan(number, seed):
            path = Path(folder) / f"in.{kind}"
            path.write_bytes(one(at, kind))
            before = time.process_time()
            try:
                _READERS.get(kind, _import)(path)
            except Exception as error:  # noqa: BLE001  # whatever escapes is the finding
                last = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{type(error).__name__} at {last.filename.rpartition('/')[2]}:{last.lineno}"
                result.escaped.setdefault(f"{kind}: {str(error)[:160] or place} ({place})", f"seed {at}")
            took = time.process_time() - before
            result.slowest = max(result.slowest, (round(took, 2), f"{kind}, seed {at}"))
            result.tried[kind] += 1
    return result


def one(seed: int, kind: str) -> bytes:
    """Return the mutated input of a seed."""
    choose = random.Random(seed)
    inputs = _seeds()[kind]
    return mutated(choose.choice(inputs), choose.choice(inputs), choose)


@cache
def _seeds() -> dict[str, list[bytes]]:
    return seeds()


def _plan(number: int, seed: int) -> Iterator[tuple[int, str]]:
    kinds = sorted(_seeds())
    return ((seed * 1_000_000 + at, kinds[at % len(kinds)]) for at in range(number))
