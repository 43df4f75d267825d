"""How good links and stories are on the labelled sets beside the project, next to plain MinHash-LSH of datasketch.

``python -m benchmarks.quality`` imports each set into a fresh store with the command line, exports links and stories, and
scores them with ../shared/tools/score_copies.py; the peer is run on the same texts in the same call. Needs ../shared.
"""

import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from datasketch import MinHash, MinHashLSH

from benchmarks.candidates import Candidates, measure
from crawler.text.words import words

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
OWN = "own"
KINDS = "kinds"  # each kind of copy in ten languages
SETS = {
    "quotes_real_dev": (),
    "real_2018_dev": (),
    "reuters_1987_dev": (),
    "derived_1987_dev": ("--window", "none"),
    OWN: (),
    KINDS: (),
}
COPIES = "verbatim,edited,excerpt,extended,merged"
Score = dict[str, Any]


def wiretrace(*arguments: str) -> str:
    """Run the command and return what it prints."""
    command = [sys.executable, "-m", "crawler", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def score(labels: Path, links: Path, stories: Path, relations: str = COPIES) -> Score:
    """Score exported links and stories with the shared tool."""
    tool = SHARED / "tools" / "score_copies.py"
    command = [
        sys.executable,
        str(tool),
        str(labels),
        "--links",
        str(links),
        "--stories",
        str(stories),
        "--relations",
        relations,
        "--json",
    ]
    found: Score = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def files(name: str) -> tuple[Path, Path]:
    """Return the documents and the labels of a set; our own is a fixture."""
    if name == OWN:
        return ROOT / "fixtures" / "copies" / "docs.jsonl", ROOT / "fixtures" / "copies" / "labels.json"
    if name == KINDS:
        return ROOT / "fixtures" / "copies" / "kinds.docs.jsonl", ROOT / "fixtures" / "copies" / "kinds.labels.json"
    data = SHARED / "data" / "copies"
    return data / f"{name}.docs.jsonl", data / f"{name}.labels.json"


def ours(name: str, options: Sequence[str], folder: Path) -> tuple[Score, Score, Candidates]:
    """Import, track and export with default settings; score without and with shared passages, and measure candidates."""
    store = f"sqlite:///{folder / name}.db"
    documents, labels = files(name)
    wiretrace("import", str(documents), "--store", store, *options)
    links, stories = folder / "links.jsonl", folder / "stories.jsonl"
    links.write_text(wiretrace("export", "links", "--store", store), encoding="utf-8")
    stories.write_text(wiretrace("export", "stories", "--store", store), encoding="utf-8")
    passages = score(labels, links, stories, COPIES + ",passage")
    return score(labels, links, stories), passages, measure(store, labels)


def minhash_lsh(name: str, threshold: float, folder: Path) -> Score:
    """Score datasketch's MinHash-LSH over 3-word shingles, with connected components as stories."""
    texts, labels = files(name)
    documents = [json.loads(line) for line in texts.open(encoding="utf-8")]
    index = MinHashLSH(threshold=threshold, num_perm=128)
    signed = {document["id"]: _sign(document["text"]) for document in documents}
    for key, signature in signed.items():
        index.insert(key, signature)
    pairs = {
        (a, b)
        for a, signature in signed.items()
        for b in index.query(signature)
        if a < b and signature.jaccard(signed[b]) >= threshold
    }
    links, stories = folder / "peer-links.jsonl", folder / "peer-stories.jsonl"
    links.write_text("".join(json.dumps({"a": a, "b": b, "relation": "edited"}) + "\n" for a, b in sorted(pairs)))
    groups = _components(signed, pairs)
    stories.write_text("".join(json.dumps({"story": str(n), "copies": group}) + "\n" for n, group in enumerate(groups)))
    return score(labels, links, stories)


def _sign(text: str) -> MinHash:
    signature = MinHash(num_perm=128)
    folded = words(text)
    signature.update_batch(
        [" ".join(shingle).encode() for shingle in zip(folded, folded[1:], folded[2:], strict=False)]
    )
    return signature


def _components(keys: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    group = {key: [key] for key in keys}
    for a, b in pairs:
        if group[a] is not group[b]:
            larger, smaller = sorted((group[a], group[b]), key=len, reverse=True)
            larger.extend(smaller)
            group.update(dict.fromkeys(smaller, larger))
    return [list(group) for group, _ in itertools.groupby(sorted(map(sorted, group.values())))]


def _row(name: str, method: str, found: Score) -> str:
    links, stories = found["links"], found["stories"]
    ari = f"{found['adjusted_rand']:.3f}" if "adjusted_rand" in found else "-"
    return (
        f"{name:18}{method:22}{links['precision']:8.3f}{links['recall']:8.3f}{links['f1']:8.3f}{stories['f1']:10.3f}{ari:>7}"
        f"{found['largest_story']:9}{links['false_template']:10}"
    )


def main() -> None:
    """Print the table."""
    if not SHARED.is_dir():
        print("quality: ../shared (labelled data, not shipped) is not beside the project; nothing to score")
        return
    print(
        f"{'set':18}{'method':22}{'P':>8}{'R':>8}{'F1':>8}{'stories F1':>10}{'ARI':>7}{'largest':>9}{'templates':>10}"
    )
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        for name, options in SETS.items():
            copies, passages, candidates = ours(name, options, folder)
            print(_row(name, "wiretrace", copies), flush=True)
            print(
                f"    candidates: recall {candidates.recall:.4f} at {candidates.pairs:.2f} pairs a document", flush=True
            )
            for threshold in (0.5, 0.8):
                print(_row(name, f"MinHash-LSH at {threshold}", minhash_lsh(name, threshold, folder)), flush=True)
            for kind, wrong in copies["links"].get("false_by_kind", {}).items():
                print(f"    {kind:20} {wrong} linked falsely")
            for kind, recall in copies["links"].get("recall_by_kind", {}).items():
                as_passage = passages["links"]["recall_by_kind"][kind]
                print(
                    f"    {kind:20} recall {recall:.3f}"
                    + (f", {as_passage:.3f} as copy or passage" if as_passage > recall else "")
                )


if __name__ == "__main__":
    main()
