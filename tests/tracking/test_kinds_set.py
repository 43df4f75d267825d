"""The set of kinds in ten languages and six scripts: every copy of it is found, and nothing else is called one."""

from __future__ import annotations

import json
from datetime import datetime

from crawler.tracking.config import TrackingConfig
from crawler.tracking.corpus import Document, track_texts
from crawler.tracking.relation import COPY_RELATIONS, Relation
from fixtures.build_kinds import COPIES, build


def read() -> tuple[list[Document], dict[str, set[tuple[str, str]]]]:
    """The set's documents, and its pairs by label."""
    documents = []
    for line in (COPIES / "kinds.docs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        at = datetime.fromisoformat(row["time"])
        documents.append(Document(key=row["id"], text=row["text"], outlet=row["outlet"], times=(at, at)))
    labels = json.loads((COPIES / "kinds.labels.json").read_text(encoding="utf-8"))
    return documents, {label: {(min(pair), max(pair)) for pair in pairs} for label, pairs in labels.items()}


def test_copies_are_found_and_nothing_else_is():
    """Round-ups, cuts, scans and corrections are copies; a form about somebody else and a statement printed by both are not."""
    documents, labels = read()
    found = {(link.a, link.b): link.comparison.relation for link in track_texts(documents, TrackingConfig()).links}
    assert {pair for pair in found if found[pair] in COPY_RELATIONS} - labels["ignore"] == labels["positive"]
    assert {found[pair] for pair in labels["template"]} == {Relation.TEMPLATE}


def test_the_committed_set_is_the_built_one():
    """`python -m fixtures.build_kinds` writes what is there."""
    for name, text in build().items():
        assert (COPIES / name).read_text(encoding="utf-8") == text
