"""The audit of pinned packages: what is known is told and counted, and what could not be asked is said."""

import json
import subprocess

from tests import audit

FLAW = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["1.2"]}


def answering(monkeypatch, stdout: str) -> None:
    """Let pip-audit print *stdout*."""
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=stdout))


def test_what_is_known_is_told(monkeypatch, capsys):
    """By name, with the version that mends it; it ends the audit, not the tests."""
    packages = [
        {"name": "gull", "version": "1.1", "vulns": [FLAW]},
        {"name": "tern", "version": "2", "vulns": []},
        {"name": "skua", "skip_reason": "not found"},
    ]
    answering(monkeypatch, json.dumps({"dependencies": packages}))
    assert audit.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "audit: gull 1.1: PYSEC-2026-1, CVE-2026-1; mended in 1.2",
        "audit: nobody could be asked about 1 of 3 packages from here",
        "audit: 2 packages asked about, 1 known vulnerabilities",
    ]
    assert audit.main(["--told"]) == 0


def test_nobody_to_ask(monkeypatch, capsys):
    """A machine without a network says that nothing was audited."""
    answering(monkeypatch, "")
    assert audit.main([]) == 0
    assert capsys.readouterr().out == "audit: nobody could be asked about any package from here\n"
