"""A batch: from articles to what they have to do with each other, table by table, on whichever engine. One top-down function."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pyarrow as pa

from crawler.errors import BatchFailed
from crawler.faults import Faults
from crawler.jobs.engines import queries, tasks
from crawler.jobs.engines.engine import Engine, Task
from crawler.jobs.progress import Progress, silent
from crawler.tracking.config import TrackingConfig
from crawler.tracking.decisions.decision import Decisions

_OF_OUTLETS = 20_000  # articles whose outlets are learned together
_OF_WORDINGS = 50_000  # whose editions are made together
_PAIRS = 4_000  # verified together, with the words of both
_PAIRS_EACH = 6  # of an article, about: only how large a part becomes depends on it


@dataclass(frozen=True, slots=True)
class Batch:
    """Tracking of the table `articles` of *engine*, which has so *many*. What comes out are its tables."""

    engine: Engine
    many: int
    config: TrackingConfig
    decided: Decisions
    progress: Progress = silent

    def run(self) -> None:
        """Make all tables that are missing, in their order. Raises BatchFailed."""
        self._learn()
        self._word()
        self._propose()
        self._verify("proposed", "by_keys", by_source=False)
        self._query("sourced", queries.BY_SOURCE)
        self._verify("sourced", "by_sources", by_source=True)
        self._query("likenesses", queries.LIKENESSES)

    def faults(self) -> Faults:
        """Return the errors of this program that texts met, by place."""
        counted = self.engine.read(queries.FAULTS, 1_000)
        return Faults({row["fault"]: row["number"] for rows in counted for row in rows})

    def compared(self) -> int:
        """Return how many pairs were compared."""
        return int(sum(row["number"] for rows in self.engine.read(queries.COMPARED, 1) for row in rows))

    def _learn(self) -> None:
        self._gather("lines", tasks.cut_lines, ["articles"], tasks.LINES, "cutting copies into lines")
        self._query("outlets", queries.OUTLETS, parts=1 + self.many // _OF_OUTLETS)
        self._query("lines_of_outlets", queries.LINES, by_part=True)
        learn = partial(tasks.learn, config=self.config)
        self._gather("repeated", learn, ["lines_of_outlets"], tasks.REPEATED, "learning boilerplate")
        self._query("learned", queries.LEARNED)

    def _word(self) -> None:
        self._query("masks", queries.MASKS, by_part=True)
        sign = partial(tasks.sign, many=self.many, config=self.config)
        self._gather("worded", sign, ["articles", "masks"], tasks.WORDED, "signing copies")
        if any(self.engine.read(queries.COLLISIONS, 1)):
            raise BatchFailed("two wordings have a digest that begins alike: track this store without --engine")
        self._query("wordings", queries.WORDINGS)
        self._query("dated", queries.DATED, by_part=True, parts=1 + self.many // _OF_WORDINGS)
        date = partial(tasks.date, config=self.config)
        self._gather("editions", date, ["dated"], tasks.EDITIONS, "dating copies")

    def _propose(self) -> None:
        self.progress("bringing keys together", 0, None)
        self._query("bands", queries.BANDS, unnest=self.engine.unnest)
        self._query("passages", queries.PASSAGES, unnest=self.engine.unnest)
        self._query("crowds", queries.CROWDS)
        self._query("reach", queries.REACH)
        self._query("rare", queries.RARE)
        self._query("by_bands", queries.BY_BANDS)
        self._query("far", queries.FAR)
        slices = 1 + self.many // self.engine.at_once
        for number in range(slices):
            self._query(f"counted_{number}", queries.COUNTED, slices=slices, slice=number)
            self.progress("bringing keys together", number + 1, slices)
        counted = " UNION ALL ".join(f"SELECT a, b, common FROM counted_{number}" for number in range(slices))
        self._query("reasons", queries.REASONS, counted=counted)
        self._query("proposed", queries.PROPOSED)

    def _verify(self, pairs: str, table: str, *, by_source: bool) -> None:
        numbers = {"parts": 1 + self.many * _PAIRS_EACH // _PAIRS, "pairs_a_part": _PAIRS}
        self._query(f"{pairs}_in_parts", queries.IN_PARTS, by_part=True, pairs=pairs, **numbers)
        self._query(f"{pairs}_words", queries.WORDS_OF_PARTS, by_part=True, pairs=f"{pairs}_in_parts")
        verify = partial(tasks.verify, by_source=by_source, decided=self.decided, config=self.config)
        sources = [f"{pairs}_in_parts", f"{pairs}_words"]
        self._gather(table, verify, sources, tasks.VERIFIED, "comparing texts")

    def _query(self, table: str, sql: str, *, by_part: bool = False, **names: object) -> None:
        self.engine.query(table, queries.filled(sql, self.config, **names), by_part=by_part)

    def _gather(self, table: str, task: Task, sources: list[str], schema: pa.Schema, what: str) -> None:
        self.engine.gather(table, task, sources, schema, lambda done, parts: self.progress(what, done, parts))
