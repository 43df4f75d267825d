"""Spark as a batch engine: tables are Parquet files in a folder of any file system that Spark reads, functions of parts run on its executors.

A table gets its name when it is complete, so that every table is a checkpoint. Parts are of like size however many wordings a story has
(`queries.IN_PARTS`); what a join finds on one key alone, Spark's skew join cuts up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
from pyspark.errors import PySparkRuntimeError
from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from crawler.errors import BatchFailed
from crawler.jobs.engines.engine import Made, Task

_AT_ONCE = 20  # tables of the program's that go out in one job


class SparkEngine:
    """Tables in *folder*, worked on by the executors of the cluster *master* (None: as Spark is set up here)."""

    unnest = "EXPLODE"
    at_once = 2**62  # all: shuffles go to the disk

    def __init__(self, folder: str, *, master: str | None = None) -> None:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.appName("wiretrace")
        if master:
            builder = builder.master(master)
        settings: dict[str, bool | float | int | str | None] = {
            "spark.sql.session.timeZone": "UTC",
            "spark.ui.showConsoleProgress": "false",
        }
        try:
            self._spark = builder.config(map=settings).getOrCreate()
        except PySparkRuntimeError as wrong:
            raise BatchFailed(f"Spark did not start, which needs Java 17 or newer: {wrong.getMessage()}") from None
        self._folder = folder.rstrip("/")
        self._files, self._path = _file_system(self._spark, self._folder)
        for table in self._tables():
            self._show(table)

    def has(self, table: str) -> bool:
        """Return whether a table is there."""
        return bool(self._files.exists(self._path(self._place(table))))

    def drop(self, table: str) -> None:
        """Take a table out, if it is there."""
        self._files.delete(self._path(self._place(table)), True)  # noqa: FBT003  # Java: with all that is in it

    def write(self, table: str, rows: Iterable[pa.Table], schema: pa.Schema) -> None:
        """Make a table of *rows*, some at a time, unless it is there."""
        if self.has(table):
            return
        left = iter(rows)
        unfinished = self._unfinished(table)
        self._spark.createDataFrame(schema.empty_table()).write.mode("overwrite").parquet(unfinished)
        while some := list(islice(left, _AT_ONCE)):
            self._spark.createDataFrame(pa.concat_tables(some)).write.mode("append").parquet(unfinished)
        self._end(table)

    def query(self, table: str, sql: str, *, by_part: bool = False) -> None:  # noqa: ARG002  # grouping shuffles anyway
        """Make a table of what SQL says of others, unless it is there."""
        if not self.has(table):
            self._write(table, self._spark.sql(sql))

    def gather(self, table: str, task: Task, sources: Sequence[str], schema: pa.Schema, made: Made) -> None:
        """Make a table of what *task* makes of the rows of each part of *sources*, one or two, unless it is there."""
        if self.has(table):
            return
        made(0, None)
        parted = [self._spark.table(source).groupBy("part") for source in sources]
        columns = from_arrow_schema(schema)
        if len(parted) == 1:
            self._write(table, parted[0].applyInArrow(_of_one(task), columns))
        else:
            both = parted[0].cogroup(parted[1])
            self._write(table, both.applyInArrow(_of_two(task, schema), columns))

    def read(self, sql: str, rows: int) -> Iterator[list[dict[str, Any]]]:
        """Give what SQL says of tables, so many *rows* at a time, as dictionaries."""
        left = self._spark.sql(sql).toLocalIterator(prefetchPartitions=True)
        while some := [_cells(row) for row in islice(left, rows)]:
            yield some

    def close(self) -> None:
        """End the session; tables stay."""
        self._spark.stop()

    def _place(self, table: str) -> str:
        return f"{self._folder}/{table}"

    def _unfinished(self, table: str) -> str:
        return f"{self._folder}/_unfinished/{table}"

    def _write(self, table: str, rows: DataFrame) -> None:
        rows.write.mode("overwrite").parquet(self._unfinished(table))
        self._end(table)

    def _end(self, table: str) -> None:
        self._files.rename(self._path(self._unfinished(table)), self._path(self._place(table)))
        self._show(table)

    def _show(self, table: str) -> None:
        self._spark.read.parquet(self._place(table)).createOrReplaceTempView(table)

    def _tables(self) -> list[str]:
        self._files.mkdirs(self._path(f"{self._folder}/_unfinished"))
        names = [str(each.getPath().getName()) for each in self._files.listStatus(self._path(self._folder))]
        return sorted(name for name in names if not name.startswith("_"))


def _file_system(spark: SparkSession, folder: str) -> tuple[Any, Callable[[str], Any]]:
    """Return Hadoop's file system of a folder, and what makes a path of it."""
    java: Any = spark._jvm  # noqa: SLF001  # the only way to a file system of Spark's
    path = java.org.apache.hadoop.fs.Path
    return path(folder).getFileSystem(spark._jsc.hadoopConfiguration()), path  # noqa: SLF001


def _of_one(task: Task) -> Callable[[pa.Table], pa.Table]:
    def one(rows: pa.Table) -> pa.Table:
        return task(rows)

    return one


def _of_two(task: Task, schema: pa.Schema) -> Callable[[pa.Table, pa.Table], pa.Table]:
    def two(rows: pa.Table, others: pa.Table) -> pa.Table:
        return task(rows, others) if rows.num_rows else schema.empty_table()

    return two


def _cells(row: Row) -> dict[str, Any]:
    return {
        name: bytes(cell) if isinstance(cell, bytearray) else cell for name, cell in row.asDict(recursive=True).items()
    }
