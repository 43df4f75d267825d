"""Tracking by Spark, on this machine: row by row what the store's own index comes to."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.jobs.track import settle_window, track
from crawler.tracking.config import TrackingConfig
from tests.command import environment
from tests.conftest import missing
from tests.jobs.test_batches import assert_same, imported
from tests.parts import has_java
from tests.tracking.test_incremental import documents

#: For texts this few: no web page, and no tasks without rows.
_SETTINGS = """
spark.driver.bindAddress 127.0.0.1
spark.driver.host 127.0.0.1
spark.master local[2]
spark.sql.shuffle.partitions 1
spark.ui.enabled false
"""


def track_by_spark(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with which its Java ends."""
    (folder / "conf").mkdir(exist_ok=True)
    (folder / "conf" / "spark-defaults.conf").write_text(_SETTINGS)
    variables = environment() | {"SPARK_CONF_DIR": str(folder / "conf"), "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [sys.executable, "-m", "crawler", "track", "--engine", "spark", "--work", "work", *words]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False, timeout=600)


@pytest.mark.slow
def test_spark_comes_to_what_the_index_comes_to(tmp_path):
    """All rows that tracking writes, by the command, on tables that stay in the folder that it was given."""
    try:
        __import__("pyspark")
    except ImportError:
        missing("pyspark is not installed (pip install 'wiretrace[spark]')")
    if not has_java():
        missing("there is no Java on this machine (Debian: apt-get install default-jre-headless)")
    articles = documents()[:50]
    own, store = (imported(f"sqlite:///{tmp_path / name}", articles, tmp_path) for name in ("own.db", "wiretrace.db"))
    track(own, TrackingConfig(window_hours=settle_window(own, "kept")))
    done = track_by_spark(tmp_path)
    assert done.returncode == 0, done.stderr
    assert_same(store, own)
    assert list(tmp_path.glob("work/*/likenesses/*.parquet"))
    for each in (own, store):
        each.close()
