"""GraphML, as Gephi, networkx and igraph read it: nodes and edges with typed attributes. A null is an absent attribute."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from crawler.tables.copy_rows import CopyRow
from crawler.tables.record import Row, columns, plain
from crawler.tables.syndication_rows import NodeRow

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {"integer": "long", "number": "double", "boolean": "boolean"}
_OF_A_COPY = (
    "key", "outlet", "headline", "words", "published_earliest", "published_latest", "wire", "wire_kind",
    "credited_in_this_rendering", "stories",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Graph:
    """How an export becomes a graph: the keys that hold an edge's two ends, and the attributes of a node, with their kinds, apart from its `id`."""

    ends: tuple[str, str]
    directed: bool
    nodes: Mapping[str, str]


_COPY, _NODE = columns(CopyRow), columns(NodeRow)
#: The exports that are graphs. Nodes are rows with an `id`.
GRAPHS: Mapping[str, Graph] = {
    "links": Graph(("a", "b"), directed=False, nodes={key: _COPY[key] for key in _OF_A_COPY}),
    "flow": Graph(("source", "target"), directed=True, nodes={key: _NODE[key] for key in _NODE if key != "id"}),
}


def write_graph(graph: Graph, nodes: Iterable[Row], edges: Iterable[Row], kind: type[Row], out: IO[bytes]) -> None:
    """Write *edges*, rows of *kind*, with all their keys, and those of *nodes* that an edge ends at, by id."""
    kept = [plain(edge) for edge in edges]
    used = {row[end] for row in kept for end in graph.ends}
    of_edges = {key: typed for key, typed in columns(kind).items() if key not in graph.ends}
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for prefix, owner, attributes in (("n", "node", graph.nodes), ("e", "edge", of_edges)):
        for key, type_ in attributes.items():
            typed = f'attr.name="{key}" attr.type="{_TYPES.get(type_, "string")}"'
            out.write(f'<key id="{prefix}_{key}" for="{owner}" {typed}/>\n'.encode())
    out.write(f'<graph edgedefault="{"directed" if graph.directed else "undirected"}">\n'.encode())
    for row in sorted((row for row in map(plain, nodes) if row["id"] in used), key=lambda row: str(row["id"])):
        out.write(f"<node id={_quoted(row['id'])}>{_data('n', row, graph.nodes)}</node>\n".encode())
    start, end = graph.ends
    for row in kept:
        ends = f"source={_quoted(row[start])} target={_quoted(row[end])}"
        out.write(f"<edge {ends}>{_data('e', row, of_edges)}</edge>\n".encode())
    out.write(b"</graph>\n</graphml>\n")


def _data(prefix: str, row: Mapping[str, Any], keys: Iterable[str]) -> str:
    return "".join(
        f'<data key="{prefix}_{key}">{escape(_xml(_text(row[key])))}</data>' for key in keys if row[key] is not None
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _quoted(text: object) -> str:
    return quoteattr(_xml(str(text)))
