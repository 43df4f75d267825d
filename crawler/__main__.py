"""``python -m crawler`` is ``wiretrace``."""

from crawler.cli.main import run

run()
