"""The command evidence: a finding as files that can be checked without the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import options
from crawler.cli.console import counted, error, note, say
from crawler.cli.lazy import loading
from crawler.clock import system_clock


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("evidence")(evidence_command)


def evidence_command(
    what: Annotated[
        list[str],
        typer.Argument(metavar="STORY_OR_PAIR", help="A story's id, or two copies; or verify and a folder or zip."),
    ],
    store: options.StoreOption = options.DEFAULT_STORE,
    out: Annotated[
        Path | None, typer.Option("--out", help="A new folder, or a .zip; named for the story when left out.")
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf/--no-pdf", help="Print the proof by Chromium, where there is one.")
    ] = True,
    outlets: options.OutletsOption = None,
) -> None:
    """Write a finding down as evidence: the proof as HTML and PDF, the raw captures as WACZ, a manifest with the SHA-256 of everything.

    **evidence verify** checks such a folder or zip offline and without the store, and names what was changed: exit code 1 then.

    For example:

    * **wiretrace evidence s-878e7c3095f8df49 --out ferry.zip**
    * **wiretrace evidence https://echo.example/ferry https://post.example/night-boat --out pair/**
    * **wiretrace evidence verify ferry.zip**
    """
    if what[0] == "verify":
        _verify([Path(word) for word in what[1:]])
        return
    if len(what) > 2:
        raise typer.BadParameter("give one story, or two copies", param_hint="STORY_OR_PAIR")
    with loading():
        from crawler.jobs.evidence.gathering import gather
        from crawler.jobs.evidence.writing import write_bundle

    options.registries(outlets)
    with options.opened(store) as opened:
        known = options.registries_of(opened, outlets)
        case = gather(opened, what, known, options.kept_config(opened), now=system_clock())
    target = out if out is not None else Path(f"evidence-{'pair' if len(what) == 2 else case.name}")
    names, digest = write_bundle(case, target, pdf=pdf)
    if pdf and "proof.pdf" not in names:
        note("no PDF: there is no Chromium here that prints; proof.html says the same")
    if case.gone:
        note(f"{counted(len(case.gone), 'capture')} without bytes: they were let go by `wiretrace db prune`")
    say(
        f"{target}: {counted(len(case.copies), 'copy')}, {counted(len(case.pairs), 'proof')}, {counted(len(case.captures), 'capture')}"
    )
    say(f"SHA-256 of its manifest.json: {digest}")


def _verify(paths: list[Path]) -> None:
    from crawler.evidence.verify import verify

    if len(paths) != 1:
        raise typer.BadParameter("give one folder or zip to verify", param_hint="STORY_OR_PAIR")
    found = verify(paths[0])
    for fault in found.faults:
        error(f"{paths[0]}: {fault}")
    if found.faults:
        raise typer.Exit(1)
    say(
        f"{paths[0]}: intact, {counted(found.files, 'file')}, {counted(found.records, 'record')}, made {found.manifest.get('made_at')}"
    )
    say(f"SHA-256 of its manifest.json: {found.digest}")
