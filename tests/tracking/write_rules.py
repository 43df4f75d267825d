"""Write docs/rules.md again: `python -m tests.tracking.write_rules`. A test says when that is needed.

Rules come from the table, numbers and their meanings from the fields of TrackingConfig and the comments behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields

from crawler.tracking.config import TrackingConfig
from crawler.tracking.rule import Rule
from crawler.tracking.rules import COPY_OR_NOT, KINDS, SAME_WORDS
from tests import places

PAGE = places.DOCS / "rules.md"
_CONFIG = places.PROJECT / "crawler" / "tracking" / "config.py"
_INTRODUCTION = """# The rules of a verdict

Two texts are aligned word by word, and the figures of that alignment are held against these rules in their order; the first that applies
decides. `wiretrace explain A B` prints the rules that were asked of a pair, each figure next to its limit. Why they are as they are:
[decision 7](decisions/0007-what-is-a-copy.md). This page is written from the table that the program applies (`crawler/tracking/rules.py`).
"""


def page() -> str:
    """Return the text of the page."""
    return "\n".join(
        [
            _INTRODUCTION,
            "## A copy or not\n",
            *_table(COPY_OR_NOT),
            "\n## Which kind of copy\n",
            *_table(KINDS),
            "\n## Identical texts\n",
            f"{SAME_WORDS.says} Such a pair is `{SAME_WORDS.outcome}`, whatever was decided above.",
            "\n## Numbers\n",
            "The fields of `TrackingConfig` (`crawler/tracking/config.py`), with what each is for.\n",
            *_numbers(),
            "",
        ]
    )


def _table(rules: Sequence[Rule]) -> Iterator[str]:
    yield "| rule | verdict | when all of these hold |"
    yield "|---|---|---|"
    for rule in rules:
        verdict = f"`{rule.outcome}`" if rule.outcome else "a copy"
        conditions = "<br>".join(threshold.described for threshold in rule.when) or "always"
        yield f"| **{rule.name}**: {rule.says} | {verdict} | {conditions} |"


def _numbers() -> Iterator[str]:
    meanings = dict(re.findall(r"^    (\w+): [^#\n]+?  # (.+)$", _CONFIG.read_text(encoding="utf-8"), re.MULTILINE))
    yield "| number | value | meaning |"
    yield "|---|---|---|"
    for field in fields(TrackingConfig):
        yield f"| `{field.name}` | {field.default} | {meanings.get(field.name, '')} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
