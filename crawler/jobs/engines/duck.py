"""DuckDB as a batch engine: tables are Parquet files in a folder, SQL is answered out of core, and other processes work on parts.

A file gets its name when it is complete. Of a table whose parts were being worked on when the batch was killed, those that are
there are not worked on again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from crawler.jobs.engines.engine import Made, Task
from crawler.pool.workers import Workers

_DONE = "_done"
_ROWS = 2_000  # of one row group of what is read by parts
_MEMORY = "2GB"  # that DuckDB may take before it goes on in files


class DuckEngine:
    """Tables in *folder*, worked on by the processes of *workers*. DuckDB takes at most *memory*, which is not theirs."""

    unnest = "UNNEST"
    at_once = 50_000

    def __init__(self, folder: Path, workers: Workers, *, memory: str = _MEMORY) -> None:
        self._folder, self._workers = folder, workers
        folder.mkdir(parents=True, exist_ok=True)
        scratch = folder / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        self._database = duckdb.connect(":memory:")
        self._database.execute(f"SET memory_limit = '{memory}'")
        self._database.execute(f"SET threads = {max(1, workers.processes)}")
        self._database.execute(f"SET temp_directory = {_quoted(scratch)}")
        self._database.execute("SET preserve_insertion_order = false")
        self._database.execute("SET TimeZone = 'UTC'")
        for done in sorted(folder.glob(f"*/{_DONE}")):
            self._show(done.parent.name)

    def has(self, table: str) -> bool:
        """Return whether a table is there."""
        return (self._folder / table / _DONE).exists()

    def drop(self, table: str) -> None:
        """Take a table out, if it is there."""
        shutil.rmtree(self._folder / table, ignore_errors=True)

    def write(self, table: str, rows: Iterable[pa.Table], schema: pa.Schema) -> None:
        """Make a table of *rows*, some at a time, unless it is there."""
        if self.has(table):
            return
        place = self._place(table, empty=True)
        with pq.ParquetWriter(place / "rows.parquet", schema) as writer:
            for some in rows:
                writer.write_table(some)
        self._end(table)

    def query(self, table: str, sql: str, *, by_part: bool = False) -> None:
        """Make a table of what SQL says of others, unless it is there; *by_part* where functions are given it."""
        if self.has(table):
            return
        place = self._place(table, empty=True)
        ordered = f"SELECT * FROM ({sql}) rows ORDER BY part" if by_part else sql
        options = f"FORMAT parquet, ROW_GROUP_SIZE {_ROWS if by_part else 122_880}"
        self._database.execute(f"COPY ({ordered}) TO {_quoted(place / 'rows.parquet')} ({options})")
        self._end(table)

    def gather(self, table: str, task: Task, sources: Sequence[str], schema: pa.Schema, made: Made) -> None:
        """Make a table of what *task* makes of the rows of each part of *sources*, unless it is there."""
        if self.has(table):
            return
        place = self._place(table)
        pq.write_table(schema.empty_table(), place / "empty.parquet")
        parts = [row["part"] for some in self.read(f"SELECT DISTINCT part FROM {sources[0]} ORDER BY part", 10_000) for row in some]  # fmt: skip
        files = tuple(self._folder / source / "rows.parquet" for source in sources)
        jobs = [_Part(task, files, part, place / f"{part}.parquet") for part in parts]
        left = [job for job in jobs if not job.out.exists()]
        for number, _ in enumerate(self._workers.each(work_on, left), len(jobs) - len(left) + 1):
            made(number, len(jobs))
        self._end(table)

    def read(self, sql: str, rows: int) -> Iterator[list[dict[str, Any]]]:
        """Give what SQL says of tables, so many *rows* at a time, as dictionaries."""
        with self._database.cursor() as cursor:
            for batch in cursor.sql(sql).to_arrow_reader(rows):
                yield batch.to_pylist()

    def close(self) -> None:
        """Close the database; tables stay."""
        self._database.close()

    def _place(self, table: str, *, empty: bool = False) -> Path:
        place = self._folder / table
        if empty:
            shutil.rmtree(place, ignore_errors=True)
        place.mkdir(exist_ok=True)
        return place

    def _end(self, table: str) -> None:
        (self._folder / table / _DONE).touch()
        self._show(table)

    def _show(self, table: str) -> None:
        files = _quoted(self._folder / table / "*.parquet")
        self._database.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet({files})")


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of some files, what to make of its rows, and the file for that."""

    task: Task
    sources: tuple[Path, ...]
    part: int
    out: Path


def work_on(job: _Part) -> int:
    """Make the file of one part, in whichever process. Returns how many rows it has."""
    rows = job.task(*(_rows_of(source, job.part) for source in job.sources))
    unfinished = job.out.with_suffix(f".{os.getpid()}")
    pq.write_table(rows, unfinished)
    unfinished.replace(job.out)
    return int(rows.num_rows)


def _rows_of(path: Path, part: int) -> pa.Table:
    """Return the rows of one part of a file that is in order of parts."""
    with pq.ParquetFile(path) as file:
        column = file.schema_arrow.get_field_index("part")
        groups = [n for n in range(file.num_row_groups) if _may_have(file.metadata.row_group(n).column(column), part)]
        rows = file.read_row_groups(groups, use_threads=False)
    return rows.filter(pc.equal(rows["part"], part))


def _may_have(column: pq.ColumnChunkMetaData, part: int) -> bool:
    held = column.statistics
    return held is None or not held.has_min_max or held.min <= part <= held.max


def _quoted(path: Path) -> str:
    """Return a path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
