"""The files of a bundle. Their names are ours; equal cases, equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from crawler.evidence.case import Case, Pair
from crawler.evidence.manifest import MANIFEST, WACZ, manifest_of
from crawler.evidence.page import page_of
from crawler.evidence.wacz import wacz_of
from crawler.findings.credit import credit_of
from crawler.provenance.times.interval import Interval
from crawler.sightings.record import Capture, Copy
from crawler.tables.instants import iso

PAGE, DATA, PRINT = "proof.html", "proof.json", "proof.pdf"
_ENDINGS = {"html": "html", "text": "txt", "record": "json", "feed": "xml"}


def files_of(case: Case, *, software: str, pdf: bytes | None = None) -> dict[str, bytes]:
    """Return the files of a case by name, the manifest among them."""
    wacz, records = wacz_of(case.captures, title=case.title, made_at=case.made_at, software=software)
    files = {PAGE: page_of(case).encode("utf-8", "replace"), DATA: _data(case), WACZ: wacz, **_undated(case.captures)}
    if pdf is not None:
        files[PRINT] = pdf
    about = {"name": case.name, "title": case.title, "made_at": iso(case.made_at), **case.about}
    return files | {MANIFEST: manifest_of(files, records, about)}


def _undated(captures: Iterable[Capture]) -> Mapping[str, bytes]:
    """Return the captures of which nobody knows when they were fetched, as files: an archive's record must have a time."""
    return {
        f"raw/{capture.key}.{_ENDINGS.get(capture.kind, 'bin')}": capture.raw
        for capture in captures
        if capture.fetched_at is None
    }


def _data(case: Case) -> bytes:
    data = {
        "name": case.name,
        "title": case.title,
        "made_at": iso(case.made_at),
        "copies": [_copy(copy) for copy in case.copies],
        "pairs": [_pair(pair) for pair in case.pairs],
        "captures": [
            {
                "key": c.key,
                "url": c.url,
                "fetched_at": iso(c.fetched_at),
                "sha256": c.sha256,
                "kind": c.kind,
                "bytes": len(c.raw),
            }
            for c in case.captures
        ],
        "captures_let_go": list(case.gone),
        **case.about,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _copy(copy: Copy) -> dict[str, object]:
    return {
        "key": copy.key,
        "id": copy.external_id,
        "outlet": copy.outlet,
        "headline": copy.headline,
        "text": copy.text,
        "words": copy.words,
        "published": _interval(copy.published),
        "first_fetched_at": iso(copy.first_fetched_at),
        "last_fetched_at": iso(copy.last_fetched_at),
        "urls": list(copy.urls),
        "page_urls": list(copy.page_urls),
        "wire": copy.attribution.wire_service or copy.story_attribution.wire_service,
        "credit": credit_of(copy).value,
        "evidence": [
            {"wire": each.wire_service, "kind": each.kind.value, "quote": each.text}
            for each in copy.attribution.evidence
        ],
    }


def _pair(pair: Pair) -> dict[str, object]:
    found = pair.comparison
    return {
        "a": pair.a.key,
        "b": pair.b.key,
        "relation": found.relation.value,
        "rule": found.rule,
        "linked": pair.linked,
        "coverage_a": found.coverage_a,
        "coverage_b": found.coverage_b,
        "resemblance": found.resemblance,
        "containment_a": found.containment_a,
        "containment_b": found.containment_b,
        "words": found.words,
        "longest_run": found.longest_run,
        "others_words": found.others_words,
        "spans": [[span.a_start, span.a_end, span.b_start, span.b_end] for span in found.spans],
        "removed_a": [{"rule": cut.rule, "text": cut.text} for cut in pair.removed_a],
        "removed_b": [{"rule": cut.rule, "text": cut.text} for cut in pair.removed_b],
    }


def _interval(when: Interval | None) -> dict[str, str | None] | None:
    return (
        None
        if when is None
        else {"earliest": iso(when.earliest), "latest": iso(when.latest), "source": when.source.value}
    )
