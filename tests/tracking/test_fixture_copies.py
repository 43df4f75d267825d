"""The labelled copies of our own writing: the set is what it says, and tracking finds in it what it must.

`pytest tests/tracking/test_fixture_copies.py -s` prints the table. "printed" is the set as pages show it, "bare" the same texts without
the outlets' furniture: the difference between the two columns is what furniture costs.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from crawler.jobs.exporting import export
from crawler.jobs.intake.files import Defaults
from crawler.jobs.intake.importing import import_paths
from crawler.jobs.track import track
from crawler.sightings.registries import load_registries
from crawler.store.store import Store
from crawler.tracking.config import TrackingConfig
from fixtures.build_copies import COPIES, build, documents
from fixtures.copiesbuild.documents import Document
from fixtures.copiesbuild.prose import read_body, split_sentences
from tests.tracking.copy_scores import COPY_RELATIONS, Score, adjusted_rand, pair, pairwise, right_relations, together

pytestmark = pytest.mark.slow

# Floors: what holds today, rounded down. They only ever go up. The goal is what issue 3 asks of the other labelled sets.
# measure: (goal, floor as printed, floor without furniture)
FLOORS = {
    "links precision": (0.99, 0.99, 0.98),
    "links recall": (0.97, 0.99, 0.99),
    "stories F1": (0.95, 0.97, 0.97),
    "adjusted Rand": (0.95, 0.93, 0.97),
}
LARGEST_STORY = {"printed": 20, "bare": 14}
FALSE_TEMPLATES = {"printed": 4, "bare": 5}  # goal: 7
# recall by kind of copy, against what it was made of
RECALL = {
    "verbatim": (0.99, 1.0, 1.0),
    "headline": (0.99, 1.0, 1.0),
    "undated": (0.99, 1.0, 1.0),
    "localised": (0.99, 1.0, 1.0),
    "cut60": (0.99, 1.0, 1.0),
    "cut40": (0.98, 1.0, 1.0),
    "cut20": (0.95, 1.0, 1.0),
    "reorder": (0.99, 1.0, 1.0),
    "edited": (0.99, 1.0, 1.0),
    "extended": (0.99, 1.0, 1.0),
    "agencies": (0.99, 1.0, 1.0),
    "merged": (0.97, 1.0, 1.0),
    "ocr3": (0.97, 1.0, 1.0),
    "ocr8": (0.75, 1.0, 1.0),
    "disguised": (0.99, 1.0, 1.0),
    "form-copy": (0.99, 1.0, 1.0),
}
# share of pairs whose relation is one that the labels allow
RELATIONS = {
    "verbatim": (0.99, 1.0, 1.0),
    "headline": (0.99, 1.0, 1.0),
    "undated": (0.99, 1.0, 1.0),
    "localised": (0.99, 1.0, 1.0),
    "cut60": (0.95, 1.0, 1.0),
    "cut40": (0.95, 1.0, 1.0),
    "cut20": (0.95, 1.0, 1.0),
    "reorder": (0.95, 1.0, 1.0),
    "edited": (0.95, 1.0, 1.0),
    "extended": (0.95, 1.0, 1.0),
    "agencies": (0.95, 1.0, 1.0),
    "merged": (0.95, 1.0, 1.0),
    "ocr3": (0.9, 1.0, 1.0),
    "ocr8": (0.5, 1.0, 1.0),
    "disguised": (0.95, 1.0, 1.0),
    "form-copy": (0.99, 1.0, 1.0),
    "excerpt or passage": (0.8, 0.88, 0.88),
    "passage": (0.9, 0.65, 0.65),
    "template": (0.9, 0.9, 0.9),
}
VARIANTS = ("printed", "bare")
LANGUAGES = ("zh", "ar", "hi", "de", "es")
REGISTRIES = load_registries()


@cache
def labels() -> Any:
    return json.loads((COPIES / "labels.json").read_text(encoding="utf-8"))


@cache
def made() -> tuple[Document, ...]:
    return tuple(documents())


@dataclass(frozen=True)
class Tracked:
    """What tracking the set gave: relations by pair, stories, and the two files that were exported."""

    relations: dict[tuple[str, str], str]
    stories: list[list[str]]
    folder: Path

    def links(self) -> Score:
        return pairwise({each for each, relation in self.relations.items() if relation in COPY_RELATIONS}, labels())

    def grouped(self) -> Score:
        return pairwise(together(self.stories), labels())


@pytest.fixture(scope="module", params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> str:
    """The set as printed and without furniture, in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def tracked(variant: str, tmp_path_factory: pytest.TempPathFactory) -> Tracked:
    """The set, imported into a fresh store and tracked with default settings."""
    folder = tmp_path_factory.mktemp(f"copies-{variant}")
    source = COPIES / "docs.jsonl"
    if variant == "bare":
        source = folder / "docs.jsonl"
        rows = (replace(each, outlet=replace(each.outlet, head=(), inside=(), foot=())).row() for each in made())
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    store = Store(f"sqlite:///{folder / 'store.db'}")
    imported = import_paths(store, [source], REGISTRIES, defaults=Defaults())
    assert (imported.sightings, imported.problems) == (len(made()), [])
    track(store, TrackingConfig())
    links, stories = (list(exported(store, what, folder)) for what in ("links", "stories"))
    store.close()
    relations = {pair(row["a"], row["b"]): row["relation"] for row in links}
    return Tracked(relations, [row["copies"] for row in stories], folder)


def exported(store: Store, what: str, folder: Path) -> Iterator[dict[str, Any]]:
    """Export to the file that outside tools read, and read it back."""
    out = io.BytesIO()
    export(store, what, "jsonl", REGISTRIES, out)
    (folder / f"{what}.jsonl").write_bytes(out.getvalue())
    for line in out.getvalue().splitlines():
        yield json.loads(line)


def floors(table: dict[str, tuple[float, float, float]], variant: str) -> dict[str, float]:
    return {name: row[1 + VARIANTS.index(variant)] for name, row in table.items()}


def below(measured: dict[str, float], table: dict[str, tuple[float, float, float]], variant: str) -> list[str]:
    """Print measured beside floor and goal, and return what is under its floor."""
    wanted = floors(table, variant)
    for name, value in measured.items():
        print(f"  {variant:8} {name:20} {value:.4f}   floor {wanted[name]:.2f}   goal {table[name][0]:.2f}")
    return [f"{name} {value:.4f} < {wanted[name]}" for name, value in measured.items() if value < wanted[name]]


def test_building_again_changes_nothing():
    """The committed files are what the sources give, to the byte."""
    for name, text in build().items():
        assert (COPIES / name).read_text(encoding="utf-8") == text, name


def test_set_is_large_and_varied():
    """Every kind of copy has ten instances or more, every language twelve documents, and hard negatives are many."""
    kinds = Counter(kind for kind, _ in labels()["phenomenon"].values())
    assert len(made()) >= 450
    assert {kind: count for kind, count in kinds.items() if count < 10} == {
        "roundup_paragraph": 8,
        "rolling": 7,
        "form-copy": 5,
    }
    for language in LANGUAGES:
        assert sum(each.id.startswith((f"{language}-", f"{language}.")) for each in made()) >= 20
    allowed = Counter(map(tuple, labels()["relations"].values()))
    assert len(labels()["template"]) >= 150
    assert allowed["passage",] >= 30


def test_labels_name_documents_and_never_twice():
    """Every label is about documents of the set, and no pair is in two lists."""
    known = {each.id for each in made()}
    lists = [{pair(*each) for each in labels()[name]} for name in ("positive", "ignore", "template")]
    assert set().union(*lists) <= {pair(*name.split("|")) for name in labels()["relations"]}
    assert {document for each in set().union(*lists) for document in each} <= known
    assert not any(a & b for a, b in combinations(lists, 2))
    assert set(labels()["phenomenon"]) == set(labels()["partition"]) == known


def test_no_long_run_stands_in_two_texts_unlabelled():
    """Whatever two texts share by more than a stock phrase is in the labels: an exhaustive look at runs of words."""
    holders: dict[tuple[str, ...], set[str]] = {}
    for each in made():
        for run in runs_of(each):
            holders.setdefault(run, set()).add(each.id)
    found = {pair(a, b) for ids in holders.values() for a, b in combinations(sorted(ids), 2)}
    known = {pair(*name.split("|")) for name in labels()["relations"]}
    bridged = {pair(a.id, b.id) for a, b in combinations([each for each in made() if each.kind in BRIDGED], 2)}
    assert sorted(found - known - bridged) == []


BRIDGED = {"merged", "agencies"}  # they carry the same sentence between two wires


def runs_of(each: Document) -> Iterator[tuple[str, ...]]:
    text = " ".join(each.body.lines())
    size = 10 if each.body.spaced else 20
    units = text.split() if each.body.spaced else list("".join(text.split()))
    yield from zip(*(units[offset:] for offset in range(size)), strict=False)


def test_sentences_are_split_where_readers_see_them():
    """Abbreviations and ordinals end no sentence, closing quotes belong to theirs, Chinese needs no spaces."""
    assert split_sentences('He left on Dec. 1 at 9 a.m. "Good," he said. "Bye."') == [
        "He left on Dec. 1 at 9 a.m.",
        '"Good," he said.',
        '"Bye."',
    ]
    assert split_sentences("Am 6. Dezember kam er. Dann ging er.") == ["Am 6. Dezember kam er.", "Dann ging er."]
    assert len(read_body("雨停了。“走吧。”他说。", spaced=False).pieces) == 3


def test_scores_are_counted_right():
    """Ignored pairs count neither way, and each measure has the value one gets by hand."""
    told = {
        "positive": [["a", "b"], ["b", "c"]],
        "ignore": [["a", "c"]],
        "template": [["d", "e"]],
        "phenomenon": {"a": ["original", ["a"]], "b": ["cut40", ["a"]], "c": ["merged", ["a", "b"]]},
    }
    score = pairwise({("a", "b"), ("a", "c"), ("d", "e"), ("d", "f")}, told)
    assert (score.precision, score.recall, score.false_template) == (1 / 3, 1 / 2, 1)
    assert score.missed == (("b", "c"),)
    assert score.by_kind == {"cut40": 1.0, "merged": 0.0}
    assert adjusted_rand([["a", "b"], ["c"]], {"a": 0, "b": 0, "c": 1, "d": 2}) == 1.0
    assert adjusted_rand([["a", "c"]], {"a": 0, "b": 0, "c": 1, "d": 1}) < 0.0


def test_links_and_stories_hold(tracked: Tracked, variant: str):
    """Precision and recall of links, F1 of stories and the partition stay over their floors."""
    links, stories = tracked.links(), tracked.grouped()
    measured = {
        "links precision": links.precision,
        "links recall": links.recall,
        "stories F1": stories.f1,
        "adjusted Rand": adjusted_rand(tracked.stories, labels()["partition"]),
    }
    low = below(measured, FLOORS, variant)
    print(
        f"  {variant:8} {len(links.false)} false links, {links.false_template} of them forms; {len(links.missed)} missed"
    )
    assert not low
    assert links.false_template <= FALSE_TEMPLATES[variant]
    assert max(map(len, tracked.stories)) <= LARGEST_STORY[variant]


def test_every_kind_of_copy_is_found(tracked: Tracked, variant: str):
    """Recall by kind of copy stays over its floor; no kind is left out of the table."""
    found = dict(tracked.links().by_kind)
    assert found.keys() == RECALL.keys()
    assert not below(found, RECALL, variant)


def test_relations_are_named_right(tracked: Tracked, variant: str):
    """The relation of a link is one that an editor would accept, as often as the floor says."""
    right = right_relations(tracked.relations, labels())
    assert right.keys() == RELATIONS.keys()
    assert not below(right, RELATIONS, variant)


def test_independent_reports_stay_alone(tracked: Tracked):
    """Who reports the same event in other words is linked with nobody but its own outlet's furniture."""
    by_id = {each.id: each for each in made()}
    reports = {each.id for each in made() if each.kind == "independent"}
    linked = [
        each
        for each, relation in tracked.relations.items()
        if relation in COPY_RELATIONS and reports & set(each) and by_id[each[0]].outlet != by_id[each[1]].outlet
    ]
    assert len(reports) >= 11
    assert linked == []


@pytest.mark.shared
def test_scores_agree_with_the_tool_beside_the_project(tracked: Tracked, shared: Path):
    """Our arithmetic gives what the tool that scores all labelled sets gives."""
    tool = [sys.executable, str(shared / "tools/score_copies.py"), str(COPIES / "labels.json"), "--json"]
    files = ["--links", str(tracked.folder / "links.jsonl"), "--stories", str(tracked.folder / "stories.jsonl")]
    theirs = json.loads(subprocess.run([*tool, *files], check=True, capture_output=True, text=True).stdout)
    for score, name in ((tracked.links(), "links"), (tracked.grouped(), "stories")):
        assert theirs[name]["precision"] == pytest.approx(score.precision)
        assert theirs[name]["recall"] == pytest.approx(score.recall)
        assert theirs[name]["f1"] == pytest.approx(score.f1)
        assert theirs[name]["false_template"] == score.false_template
        assert theirs[name]["recall_by_kind"] == pytest.approx(score.by_kind, abs=1e-4)
    assert theirs["adjusted_rand"] == pytest.approx(adjusted_rand(tracked.stories, labels()["partition"]))
