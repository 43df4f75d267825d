"""``python -m crawler`` is ``wiretrace``."""

from crawler.cli.start import run

run()
