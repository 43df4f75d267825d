"""`python -m tests.torture ROW [options]`: one row of docs/faults.md, measured; exit code 1 where a promise is broken."""

import argparse
import logging
import sys
from collections.abc import Iterator, Sequence


def main(words: Sequence[str]) -> int:
    """Run one row, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("row", choices=["all", *_ROWS])
    parser.add_argument(
        "--number",
        type=int,
        default=0,
        help="of kills, signals, mutations, payloads, pages of the soak or hosts of the fleet; each row has its own where left out",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="kills: on PostgreSQL instead of SQLite")
    asked = parser.parse_args(words)
    logging.disable(logging.CRITICAL)
    rows = _ROWS.values() if asked.row == "all" else [_ROWS[asked.row]]
    broken = [row(asked) for row in rows]  # each is run, whatever the one before it found
    return int(any(broken))


# What a row needs is imported by it: patterns are seen only where nothing of the package has been imported before.
# ruff: noqa: PLC0415
def _kills(asked: argparse.Namespace) -> bool:
    from tests.postgres import TemporaryPostgres
    from tests.torture import kills

    def files() -> Iterator[str]:
        while True:
            yield ""

    number = asked.number or 200
    if not asked.postgres:
        return _said(kills.run(files(), kills=number, seed=asked.seed))
    with TemporaryPostgres() as server:
        return _said(kills.run(iter(server.new_database, None), kills=number, seed=asked.seed))


def _patterns(_asked: argparse.Namespace) -> bool:
    from tests.torture import patterns

    number, found = patterns.busy()
    print(f"{number} patterns, {len(found)} can be kept busy")
    return _said(found)


def _bombs(_asked: argparse.Namespace) -> bool:
    from tests.torture import bombs

    return _said(bombs.run())


def _served(_asked: argparse.Namespace) -> bool:
    from tests.torture import served

    return _said(served.run())


def _mutations(asked: argparse.Namespace) -> bool:
    from tests.torture import mutations

    done = mutations.run(asked.number or 10_000, asked.seed)
    seconds, where = done.slowest
    print(
        f"{done.tried.total()} inputs, seeds from {asked.seed * 1_000_000}: {dict(sorted(done.tried.items()))}; worst {seconds} s ({where})"
    )
    slow = [f"{where}: {seconds} s"] if seconds > mutations.SECONDS else []
    return _said([*(f"{seed}: {what}" for what, seed in done.escaped.items()), *slow])


def _signals(asked: argparse.Namespace) -> bool:
    from tests.torture import signals

    return _said(signals.run(asked.number or 50, asked.seed))


def _soak(asked: argparse.Namespace) -> bool:
    from tests.torture import soak

    pages = asked.number or 20_000
    return _said([*soak.crawled(pages, asked.seed), *soak.scheduled(pages // 40)])


def _fleet(asked: argparse.Namespace) -> bool:
    from tests.postgres import TemporaryPostgres
    from tests.torture import fleet

    with TemporaryPostgres() as server:
        return _said(fleet.run(asked.number or 200, 20, asked.seed, server.new_database()))


def _payloads(asked: argparse.Namespace) -> bool:
    from tests.torture import payloads

    return _said(payloads.run(asked.number))


def _said(findings: Sequence[str]) -> bool:
    for finding in findings:
        print(finding)
    return bool(findings)


_ROWS = {
    "patterns": _patterns,
    "bombs": _bombs,
    "served": _served,
    "mutations": _mutations,
    "payloads": _payloads,
    "signals": _signals,
    "kills": _kills,
    "soak": _soak,
    "fleet": _fleet,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
