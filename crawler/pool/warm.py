"""What every process that reads pages needs, made once in the process that they are forked from: importing this makes it.

The bundled tables, the extractor, and patterns that are compiled on first use: a quarter of a second of each process otherwise.
"""

from __future__ import annotations

from typing import Final

from crawler.sightings.identity import new_capture
from crawler.sightings.observe import observe
from crawler.sightings.registries import registries_with

_SENTENCE: Final = "The night ferry to Little Skerry will run again from Monday, said the harbour office of Oldhaven. "
_PAGE: Final = f"""<!doctype html><html><head><meta property="og:type" content="article"><title>Ferry runs again</title></head>
<body><article><h1>Ferry runs again</h1><p>By Ida Marsh</p><time datetime="2026-11-22T10:15:00Z">22 November 2026</time>
{f"<p>{_SENTENCE * 3}</p>" * 4}</article></body></html>"""

observe(new_capture(_PAGE.encode(), kind="html", url="https://news.example/ferry"), registries_with(""))
